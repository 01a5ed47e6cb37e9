"""Redirects and headers without a wire."""

from __future__ import annotations

import pytest

from alertbot.errors import BadStatus, FetchError
from alertbot.fetcher.hop import Hop
from alertbot.model import Request, Secret, Validators

KEY = Secret("tok-123")


def hop(url: str) -> Hop:
    return Hop.first(Request(url, headers=(("Authorization", KEY), ("X-A", "b"))), Validators())


@pytest.mark.parametrize(
    ("url", "location", "keeps"),
    [
        ("https://a.example/x", "/y", True),
        ("https://a.example/x", "https://A.EXAMPLE:443/y", True),
        ("http://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "//b.example/y", False),
        ("https://a.example/x", "https://a.example:8443/y", False),
        ("http://a.example:8080/x", "https://a.example/x", False),
        ("https://a.example/x", "https://a.example.b.example/", False),
    ],
)
def test_who_gets_the_secret(url: str, location: str, keeps: bool) -> None:
    led = hop(url).follow(location, 302)
    assert (("Authorization", "tok-123") in led.opened()) is keeps
    assert ("X-A", "b") in led.opened()
    assert led.led_by == 302


@pytest.mark.parametrize(
    "location",
    [
        "http://a.example/x",
        "http://b.example/",
        f"//{'a.' * 200}example/",
        "https://a.example:99999/",
    ],
)
def test_where_nobody_follows(location: str) -> None:
    with pytest.raises(BadStatus, match=r"a\.example: 301: it redirects") as caught:
        hop("https://a.example/x?tok-456").follow(location, 301)
    assert caught.value.status == 301
    assert "tok-" not in str(caught.value)


def test_a_login_in_the_location_is_left_out() -> None:
    led = hop("https://a.example/").follow("https://me:tok-9@b.example/", 302)
    assert "tok-9" not in str(led.url)


@pytest.mark.parametrize("url", ["", "jobs", "/jobs", "http://", "http://a.example:0x/", "\x7f"])
def test_no_url(url: str) -> None:
    with pytest.raises(FetchError, match="not a URL"):
        hop(url)


def test_nothing_shows_in_the_repr() -> None:
    assert "tok" not in repr(hop("https://me:tok-1@a.example/?key=tok-2"))
    assert "a.example" in hop("https://me:tok-1@a.example/?key=tok-2").host


def test_conditional() -> None:
    known = Validators(etag='"x"', last_modified="Wed, 25 Nov 2026 12:00:00 GMT")
    assert Hop.first(Request("https://a.example/"), known).conditional
    assert not Hop.first(Request("https://a.example/", "POST"), known).conditional
    assert not Hop.first(Request("https://a.example/"), Validators(body_hash="0")).conditional
