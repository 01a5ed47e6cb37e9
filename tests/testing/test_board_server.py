"""The board answers as Greenhouse, Lever and a web server do."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from alertbot.testing import Board, greenhouse_job, greenhouse_jobs, lever_posting, lever_postings

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
LIST = "/v1/boards/contoso/jobs"


@pytest.fixture
def board() -> Iterator[Board]:
    with Board(clock=lambda: NOON) as one:
        yield one


@pytest.fixture(scope="module")
def connection() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as one:
        yield one


@pytest.fixture
def client(board: Board, connection: httpx.Client) -> httpx.Client:
    connection.base_url = httpx.URL(board.url)
    return connection


def test_greenhouse_gives_content_when_asked(board: Board, client: httpx.Client) -> None:
    board.greenhouse("contoso", greenhouse_jobs(3))

    short = client.get(LIST).json()
    full = client.get(LIST, params={"content": "true"}).json()

    assert short["meta"] == {"total": 3}
    assert "content" not in short["jobs"][0]
    assert "offices" not in short["jobs"][0]
    assert full["jobs"] == greenhouse_jobs(3)


def test_greenhouse_gives_pay_ranges_only_when_asked(board: Board, client: httpx.Client) -> None:
    job = {**greenhouse_job(7), "pay_input_ranges": [{"min_cents": 1}]}
    board.greenhouse("contoso", [job])

    assert "pay_input_ranges" not in client.get(f"{LIST}/7").json()
    assert client.get(f"{LIST}/7", params={"pay_transparency": "true"}).json() == job


def test_greenhouse_changes_while_it_runs(board: Board, client: httpx.Client) -> None:
    board.greenhouse("contoso", greenhouse_jobs(2))
    board.add_greenhouse("contoso", greenhouse_job(5, "New"))
    board.add_greenhouse("contoso", greenhouse_job(5, "Newer"))
    board.remove_greenhouse("contoso", 1001)

    titles = [job["title"] for job in client.get(LIST).json()["jobs"]]

    assert titles == [greenhouse_job(1002)["title"], "Newer"]


@pytest.mark.parametrize(
    "path", ["/v1/boards/nobody/jobs", f"{LIST}/99", f"{LIST}/7/x", "/v0/postings/x?mode=json"]
)
def test_what_is_not_there(board: Board, client: httpx.Client, path: str) -> None:
    board.greenhouse("contoso", [greenhouse_job(7)])

    answer = client.get(path)

    assert answer.status_code == 404
    assert "error" in answer.json()


def test_lever_is_a_bare_list_in_pages(board: Board, client: httpx.Client) -> None:
    board.lever("northwind", lever_postings(5))
    board.add_lever("northwind", lever_posting("own-id", "Own"))
    board.remove_lever("northwind", str(lever_posting(1)["id"]))

    got = client.get("/v0/postings/northwind?mode=json").json()
    page = client.get("/v0/postings/northwind?mode=json&skip=3&limit=2").json()
    one = client.get("/v0/postings/northwind/own-id?mode=json").json()

    assert [posting["id"] for posting in got] == [
        *(lever_posting(number)["id"] for number in range(2, 6)),
        "own-id",
    ]
    assert page == got[3:5]
    assert one["text"] == "Own"


def test_lever_is_html_for_a_browser(board: Board, client: httpx.Client) -> None:
    board.lever("northwind", [])

    page = client.get("/v0/postings/northwind", headers={"Accept": "text/html"})
    data = client.get("/v0/postings/northwind", headers={"Accept": "application/json"})

    assert page.headers["Content-Type"].startswith("text/html")
    assert data.json() == []


def test_pages_and_recorded_bytes(board: Board, client: httpx.Client) -> None:
    board.page("/jobs/1", "<p>Müller</p>")
    board.serve(LIST, b"\xff\xfe", "text/plain; charset=utf-16", {"X-Own": "1"})
    board.serve("/jobs?page=2", b"second")

    assert client.get("/jobs/1?utm_source=x").text == "<p>Müller</p>"
    assert client.get(LIST + "?content=true").content == b"\xff\xfe"
    assert client.get(LIST).headers["X-Own"] == "1"
    assert client.get("/jobs?page=2").content == b"second"
    assert client.get("/jobs").status_code == 404
    board.remove("/jobs/1")
    assert client.get("/jobs/1").status_code == 404


def test_an_unchanged_page_is_304(board: Board, client: httpx.Client) -> None:
    board.greenhouse("contoso", greenhouse_jobs(2))
    first = client.get(LIST)
    tag, moment = first.headers["ETag"], first.headers["Last-Modified"]
    assert moment == "Mon, 01 Jun 2026 12:00:00 GMT"

    def status(**headers: str) -> int:
        return client.get(
            LIST, headers={name.replace("_", "-"): value for name, value in headers.items()}
        ).status_code

    assert status(If_None_Match=tag) == 304
    assert status(If_None_Match=f'"other", W/{tag}') == 304
    assert status(If_Modified_Since=moment) == 304
    assert status(If_Modified_Since="yesterday") == 200
    assert status(If_None_Match='"other"', If_Modified_Since=moment) == 200
    assert [asked.status for asked in board.requests] == [200, 304, 304, 304, 200, 200]

    board.add_greenhouse("contoso", greenhouse_job(5))
    assert status(If_None_Match=tag) == 200
    assert status(If_Modified_Since=moment) == 200, "changed within the second"


def test_validators_and_gzip_can_be_switched_off(board: Board, client: httpx.Client) -> None:
    board.page("/", "x" * 1000)
    packed = client.get("/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < 100

    board.etags = board.last_modified = board.compress = False
    plain = client.get("/")
    assert not {"etag", "last-modified", "content-encoding"} & {*plain.headers}

    board.etags = True
    board.conditional = False
    tag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_own_encoding_is_left_alone(board: Board, client: httpx.Client) -> None:
    board.serve("/packed", gzip.compress(b"x"), "text/plain", {"Content-Encoding": "gzip"})

    assert client.get("/packed").text == "x"


def test_last_modified_follows_the_clock(connection: httpx.Client) -> None:
    now = [NOON]
    with Board(clock=lambda: now[0]) as board:
        board.page("/", "a")
        first = connection.get(board.url).headers["Last-Modified"]
        now[0] += timedelta(hours=1)
        assert connection.get(board.url).headers["Last-Modified"] == first
        board.page("/", "b")
        later = connection.get(board.url).headers["Last-Modified"]
    assert later == "Mon, 01 Jun 2026 13:00:00 GMT"
