"""What is saved of a live board: a few postings of it, and nothing that is anybody's."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.errors import UsageError
from alertbot.testing import Board, greenhouse_job, recording

KIND = sources.kinds()["greenhouse"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("write to jane.doe+jobs@contoso.example today", "jane.doe"),
        ("jane%40contoso.example", "jane"),
        ("call +49 (0)30 123456-78 now", "123456"),
        ("call (206) 555-0199 or 206-555-0198", "555-019"),
        ("tel. 030 12345678", "12345678"),
        ("https://api.example/x?app_key=canary123&what=sre", "canary123"),
        ('<meta name="csrf-token" content="canary123456">', "canary"),
        ('window.x = {"accessToken":"canary123456","a":1}', "canary"),
        ("Authorization: Bearer abcdef1234567890", "abcdef"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "eyJzdWIi"),
    ],
)
def test_what_is_somebodys_is_taken_out(text: str, gone: str) -> None:
    assert gone not in recording.scrubbed(text)


@pytest.mark.parametrize(
    "text",
    [
        "pay is $120,000 - $150,000 a year, 40 hours, 2026-05-13T10:00:00Z",
        '{"id": 4012345678, "salary": {"min": 120000, "max": 150000}}',
        "https://boards.example/contoso/jobs/4012345678?gh_jid=4012345678",
        "9a4e3b2c-1111-4222-8333-444455556666",
        "12 345 678 EUR are no telephone",
    ],
)
def test_what_a_posting_is_made_of_stays(text: str) -> None:
    assert recording.scrubbed(text) == text


def test_lists_are_cut_and_secrets_by_name_are_gone() -> None:
    body = json.dumps(
        {"jobs": [{"id": n, "tags": ["a", "b", "c", "d"]} for n in range(9)], "apiKey": "canary"}
    )
    kept = json.loads(recording.trimmed(body.encode()))
    assert [job["id"] for job in kept["jobs"]] == [0, 1, 2]
    assert kept["jobs"][0]["tags"] == ["a", "b", "c", "d"], "a list of words is a value"
    assert kept["apiKey"] == "TOKEN"


def test_a_feed_is_cut_too() -> None:
    items = "".join(f"<item><title>{n}</title></item>\n" for n in range(9))
    feed = f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>"
    kept = recording.trimmed(feed.encode()).decode()
    assert kept.count("<item>") == kept.count("</item>") == recording.KEEP
    assert kept.endswith("</channel></rss>")


def test_pages_leave_room_for_details_and_what_fails_is_passed_over(tmp_path: Path) -> None:
    path = "/v1/companies/Contoso/postings"
    kind = sources.kinds()["smartrecruiters"]
    with Board() as board:
        for offset in range(0, 900, 100):
            rows = [{"id": str(offset + n), "name": f"Engineer {n}"} for n in range(100)]
            listed = {"offset": offset, "limit": 100, "totalFound": 900, "content": rows}
            board.serve(f"{path}?limit=100&offset={offset}", json.dumps(listed).encode())
        for number in (1, 2, 3):
            detail = {"id": str(number), "name": "Engineer", "jobAd": {"sections": {}}}
            board.serve(f"{path}/{number}", json.dumps(detail).encode())
        options = kind.Options.model_validate(
            {"board": "Contoso", "base_url": board.url, "private": True}
        )
        files = asyncio.run(recording.record(kind, options, tmp_path))
    assert [file.name[:4] for file in files] == ["list", "page", "page", "deta", "deta", "deta"]


def test_an_address_without_the_keys_is_an_error() -> None:
    with pytest.raises(UsageError, match="app_id, app_key"):
        recording.located(sources.kinds()["adzuna"], "https://www.adzuna.de/search?q=sre")


def test_the_keys_that_a_service_repeats_are_taken_out(tmp_path: Path) -> None:
    kind = sources.kinds()["adzuna"]
    said = {"id": "1", "title": "Cook", "redirect_url": "https://a.example/1?utm_source=canary-id"}
    with Board() as board:
        board.serve(
            "/v1/api/jobs/gb/search/1?results_per_page=50&max_days_old=14&sort_by=date"
            "&app_id=canary-id&app_key=canary-key",
            json.dumps({"count": 1, "results": [said], "mean": "canary-key"}).encode(),
        )
        options = kind.Options.model_validate(
            {
                "app_id": "canary-id",
                "app_key": "canary-key",
                "country": "gb",
                "base_url": board.url,
                "private": True,
            }
        )
        (file,) = asyncio.run(recording.record(kind, options, tmp_path))
    assert "canary" not in file.read_text()


def test_a_board_is_recorded(tmp_path: Path) -> None:
    with Board() as board:
        board.greenhouse("contoso", [greenhouse_job(number) for number in range(1, 9)])
        options = KIND.Options.model_validate(
            {"board": "contoso", "base_url": board.url, "private": True}
        )
        (file,) = asyncio.run(recording.record(KIND, options, tmp_path / "made"))
    assert file.name == "list-1.json"
    assert len(json.loads(file.read_bytes())["jobs"]) == recording.KEEP


def test_an_address_that_names_no_board_is_an_error() -> None:
    assert recording.located(KIND, "https://boards.greenhouse.io/contoso/jobs/1") == (
        KIND.Options.model_validate({"board": "contoso"})
    )
    with pytest.raises(UsageError, match="names no board"):
        recording.located(KIND, "https://contoso.example/")
