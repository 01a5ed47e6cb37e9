"""Dates as services write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.reading import dates

NOW = datetime(2026, 7, 20, 12, 30, tzinfo=UTC)


def day(month: int, number: int, year: int = 2026) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "2026-07-14", "2026/07/14", "2026-7-14", "20260714", "14.07.2026", "14.07.26", "14-07-2026",
        "7/14/2026", "14/07/2026", "07-14-2026", "July 14, 2026", "July  14, 2026", "Jul. 14 2026",
        "Tuesday, July 14th, 2026", "14 July 2026", "14th of July, 2026", "14-Jul-2026",
        "14/Jul/2026", "14 juillet 2026", "14. Juli 2026", "14.Juli 2026", "14 de julio de 2026",
        "14 de julho de 2026", "14 luglio 2026", "14 juli 2026", "14 lipca 2026", "2026年7月14日",
        "2026년 7월 14일", "2026. 7. 14.", "2026-07-14Z", "2026-07-14+02:00", "Posted: 2026-07-14",
        "Published on July 14, 2026", "7/14/2026 12:00:00 AM", "2026-07-14T00:00:00.0000",
        "Tue Jul 14 00:00:00 UTC 2026", "Tue, 14 Jul 2026", "14 JUL 26", "20260714T000000Z",
    ],
)  # fmt: skip
def test_a_day(words: str) -> None:
    assert dates.read(words, now=NOW) == day(7, 14)


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("1 März 2026", 3), ("1 mars 2026", 3), ("1 marzo 2026", 3), ("1er août 2026", 8),
        ("1 décembre 2026", 12), ("1 de dezembro de 2026", 12), ("1 września 2026", 9),
        ("1 de fevereiro de 2026", 2), ("1 maart 2026", 3), ("1 mei 2026", 5), ("1 maggio 2026", 5),
        ("1 de enero de 2026", 1), ("1. Jänner 2026", 1), ("1 grudnia 2026", 12), ("1 ago 2026", 8),
    ],
)  # fmt: skip
def test_the_months_of_other_languages(words: str, month: int) -> None:
    assert dates.read(words, now=NOW) == day(month, 1)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-08-05 10:10:39 UTC", "2026-08-05T10:10:39"),
        ("2026-07-14T22:00:00-04:00", "2026-07-15T02:00:00"),
        ("2026-07-14T10:10:39.1234567Z", "2026-07-14T10:10:39"),
        ("2026-07-14T10:10:39+0530", "2026-07-14T04:40:39"),
        ("2026-07-14T10:10:39+02:00[Europe/Berlin]", "2026-07-14T08:10:39"),
        ("2026-07-14T24:00:00Z", "2026-07-14T23:59:59"),
        ("20260714T101039Z", "2026-07-14T10:10:39"),
        ("1781589630", "2026-06-16T06:00:30"),
        ("1781589630000", "2026-06-16T06:00:30"),
        ("1781589630.55", "2026-06-16T06:00:30"),
        ("/Date(1781589630000-0500)/", "2026-06-16T06:00:30"),
        ("Tue, 14 Jul 2026 10:00:00 EST", "2026-07-14T15:00:00"),
        ("14 Jul 2026 10:00 PDT", "2026-07-14T17:00:00"),
        ("Tue, 14 Jul 2026 10:00:00 GMT", "2026-07-14T10:00:00"),
        ("Tue, 14 Jul 26 10:00:00 +0200", "2026-07-14T08:00:00"),
        ("Mon, 13 Jul 2026 23:30:00 -0800", "2026-07-14T07:30:00"),
        ("Thu Jul 01 2021 00:00:00 GMT+0200 (CEST)", "2021-06-30T22:00:00"),
        ("July 14, 2026 at 5:00 PM ET", "2026-07-14T21:00:00"),
        ("January 14, 2026 5:00 p.m. ET", "2026-01-14T22:00:00"),
        ("March 8, 2026 12:00 PT", "2026-03-08T19:00:00"),
        ("Nov 1, 2026 12:00 PT", "2026-11-01T20:00:00"),
        ("14.07.2026 10:30 Uhr MESZ", "2026-07-14T08:30:00"),
        ("14 juillet 2026 à 14h30", "2026-07-14T14:30:00"),
        ("2010-08-10 16:07:30.237", "2010-08-10T16:07:30"),
        ("5/29/2026 12:05 AM", "2026-05-29T00:05:00"),
    ],
)
def test_a_moment(words: str, moment: str) -> None:
    assert dates.read(words, now=NOW) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Posted Today", 0), ("Just posted", 0), ("Heute ausgeschrieben", 0), ("本日掲載", 0),
        ("Publié aujourd'hui", 0), ("Publié aujourd’hui", 0), ("Publicado hoy", 0),
        ("0 days ago", 0),
        ("Publicado hoje", 0), ("Pubblicato oggi", 0), ("Vandaag geplaatst", 0), ("今天发布", 0),
        ("Opublikowano dzisiaj", 0), ("Posted Yesterday", 1), ("Gestern ausgeschrieben", 1),
        ("Publié hier", 1), ("Publicado ayer", 1), ("Publicado ontem", 1),
        ("Gisteren geplaatst", 1),
        ("vorgestern", 2), ("avant-hier", 2), ("a day ago", 1), ("hace un día", 1),
        ("vor einem Tag", 1),
        ("Posted 8 Days Ago", 8), ("vor 3 Tagen", 3), ("il y a 3 jours", 3), ("hace 3 días", 3),
        ("Publicado há 3 dias", 3), ("3 dias atrás", 3), ("3 giorni fa", 3), ("3 dagen geleden", 3),
        ("3 dni temu", 3), ("3 dagar sedan", 3), ("8 日前に掲載", 8), ("8 天前发布", 8),
        ("8일 전", 8),
        ("Posted 2 weeks ago", 14), ("Il y a 2 semaines", 14), ("vor einer Woche", 7), ("2w", 14),
        ("a month ago", 30), ("1 year ago", 365), ("8d ago", 8), ("3 days", 3),
        ("Reposted 3 days ago", 3),
    ],
)  # fmt: skip
def test_an_age_in_days(words: str, days: int) -> None:
    assert dates.read(words, now=NOW) == day(7, 20) - timedelta(days=days)


@pytest.mark.parametrize("words", ["3 hours ago", "vor 3 Stunden", "il y a 3 heures", "3h ago"])
def test_an_age_in_hours_is_exact(words: str) -> None:
    assert dates.read(words, now=NOW) == NOW - timedelta(hours=3)


@pytest.mark.parametrize(
    "words",
    [
        "Posted 30+ Days Ago", "Publié il y a plus de 30 jours",
        "Vor mehr als 30 Tagen ausgeschrieben",
        "Vor 30+ Tagen", "Publicado hace 30+ días", "Publicado hace más de 30 días",
        "oltre 30 giorni fa",
        "há mais de 30 dias", "ponad 30 dni temu", "30 日以上前に掲載", "more than 30 days ago",
        "1970-01-01", "1999-12-31", "31 February 2026", "2026-13-45", "soon", "", "5 May",
        "last week",
        "open for 30 days", "99999999999999999999", "9999 years ago", "Friday", "30 days notice",
    ],
)  # fmt: skip
def test_no_date(words: str) -> None:
    assert dates.read(words, now=NOW) is None


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("2026-07-20", True),
        ("2026-07-21", True),
        ("2026-07-21T13:00:00Z", False),
        ("2027-01-01", False),
    ],
)
def test_nothing_was_posted_tomorrow(words: str, taken: bool) -> None:
    assert (dates.posted(words, now=NOW) is not None) is taken


@pytest.mark.parametrize(
    ("words", "sane"),
    [("2026-08-01", True), ("1970-01-01", False), ("2035-01-01", False), ("2026-01-01", True)],
)
def test_an_end_far_away_is_none(words: str, sane: bool) -> None:
    moment = dates.read(words, now=NOW)
    assert (dates.sane_end(moment, now=NOW) is not None) is sane


@given(st.integers(978_307_200, 4_070_908_800), st.integers(-12, 14))
def test_every_form_of_a_moment_is_one_moment(seconds: int, hours: int) -> None:
    exact = datetime.fromtimestamp(seconds, UTC)
    local = (exact + timedelta(hours=hours)).replace(tzinfo=None)
    offset = f"{'-' if hours < 0 else '+'}{abs(hours):02}"
    for written in (
        f"{local.isoformat()}{offset}:00",
        f"{local.strftime('%a, %d %b %Y %H:%M:%S')} {offset}00",
        f"{local.strftime('%B %d, %Y %I:%M:%S %p')} GMT{offset}:00",
        str(int(exact.timestamp())),
        str(int(exact.timestamp()) * 1000),
    ):
        assert dates.read(written, now=NOW) == exact


@given(st.text(max_size=60))
def test_any_words_are_taken(words: str) -> None:
    found = dates.read(words, now=NOW)
    assert found is None or found.year >= 2000


@given(st.text(st.sampled_from("0123456789-/.: +tzapmvorbjulaugdys"), max_size=60))
def test_whatever_looks_like_a_date_is_taken(words: str) -> None:
    dates.read(words, now=NOW)
