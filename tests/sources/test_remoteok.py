"""The Remote OK kind: the newest postings behind a legal notice."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import kinds, remoteok
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "remoteok"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "remoteok"
OPTIONS = remoteok.Options()
KIND = kinds()["remoteok"]


def read(body: bytes, options: remoteok.Options = OPTIONS) -> list[RawPosting]:
    found = remoteok.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def skipped(body: bytes) -> list[str]:
    found = remoteok.parse(OPTIONS, page(body))
    return [one.reason for one in found if isinstance(one, Skipped)]


def newest() -> bytes:
    return (FIXTURES / "newest.json").read_bytes()


def test_one_request_reads_it() -> None:
    (asked,) = remoteok.requests(OPTIONS)
    assert asked.url == "https://remoteok.com/api"
    harvest = walked(KIND, OPTIONS, lambda _: newest())
    assert sorted(harvest.postings) == ["9000001", "9000002", "9000003"]
    assert not harvest.complete, "two postings are not understood"


def test_the_legal_notice_is_no_posting_and_the_text_is_left_as_it_is() -> None:
    planner = read(newest())[0]
    assert planner.external_id == "9000001"
    assert planner.url.startswith("https://remoteOK.com/remote-jobs/remote-route-planner")
    assert planner.title == "Route Planner &amp; Dispatcher", "entities are for reading"
    assert planner.company == "Contoso"
    assert planner.places == (RawPlace(text="Remote - US"),)
    assert planner.remote_in == ("Remote - US",)
    assert planner.workplace == "remote"
    assert planner.employment_type == "Full Time"
    assert planner.posted == "2026-06-30T10:00:00+00:00"
    assert "**GENTLE**" in planner.description


def test_pay_is_passed_as_stated_and_zero_is_none() -> None:
    planner, clerk, cartographer = read(newest())
    assert planner.pay == (RawPay(Decimal(60000), Decimal(90000)),)
    assert clerk.pay == (RawPay(Decimal(21), Decimal(24)),), "by the hour, which nobody says"
    assert cartographer.pay == ()


def test_what_is_left_out_is_left_empty_or_built() -> None:
    cartographer = read(newest())[2]
    assert cartographer.external_id == "9000003"
    assert cartographer.url == "https://remoteok.com/remote-jobs/remote-cartographer-9000003"
    assert (cartographer.company, cartographer.places, cartographer.description) == ("", (), "")
    assert cartographer.posted == "1782806400"


def test_a_bad_posting_is_skipped() -> None:
    assert skipped(newest()) == [
        "posting 4: id 9000004 has no title",
        "posting 5: it has no id",
    ]


def test_a_notice_alone_is_an_empty_board_and_an_object_is_none() -> None:
    notice = json.dumps([{"legal": "Link back."}]).encode()
    assert list(remoteok.parse(OPTIONS, page(notice))) == []
    assert remoteok.recognise(page(notice))
    with pytest.raises(ParseError, match="Remote OK answers: slow down"):
        list(remoteok.parse(OPTIONS, page(b'{"message": "slow down"}')))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://remoteok.com/remote-rust-jobs", [{}]),
        ("remoteok.io", [{}]),
        ("<a href='https://remoteok.com'>as seen on</a>", []),
        ("https://remoteok.com.example/", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(remoteok.locate(text)) == found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_recorded_payloads() -> None:
    counts = {}
    for file in CORPUS.iterdir():
        postings = read(file.read_bytes())
        counts[len(postings)] = sum(bool(posting.pay) for posting in postings)
        assert not skipped(file.read_bytes())
        assert all(posting.url.startswith("https://remoteOK.com/") for posting in postings)
        assert all(posting.company and posting.posted for posting in postings)
    assert counts == {3: 1, 99: 10}


def test_an_id_is_in_the_slug_too_and_probably_is_no_place() -> None:
    job = {
        "slug": "remote-keeper-contoso-1137009",
        "position": "Keeper",
        "location": "Probably worldwide",
    }
    (keeper,) = read(json.dumps([job]).encode())
    assert keeper.external_id == "1137009"
    assert keeper.remote_in == ("worldwide",)


def test_what_was_encoded_twice_is_mended_in_the_short_fields_too() -> None:
    job = {"id": 9, "position": "MecÃ¡nico", "company": "Contoso SÃ£o", "location": "MÃ¡laga"}
    (mechanic,) = read(json.dumps([job]).encode())
    assert (mechanic.title, mechanic.company) == ("Mecánico", "Contoso São")
    assert mechanic.places == (RawPlace(text="Málaga"),)
