"""JobPostings in the shapes that template engines, plugins and hands give them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from alertbot import reading
from alertbot.model import RawPlace, RawPosting
from tests.sources.pages import read, script

NODE: dict[str, object] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Lock Keeper",
    "hiringOrganization": {"@type": "Organization", "name": "Wharf & Weir"},
    "jobLocation": {"address": {"addressLocality": "Gouda", "addressCountry": "NL"}},
    "description": "<p>We mind the locks.</p>",
}
BLOCK = json.dumps(NODE)
PHP = "<br />\n<b>Notice</b>:  Undefined index: x in <b>/srv/page.php</b> on line <b>12</b><br />"


def one(block: str) -> RawPosting:
    (found,) = read(script(block))
    return found


def with_field(name: str, value: object) -> RawPosting:
    return one(json.dumps({**NODE, name: value}))


# -- broken ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ("<p>We", '<p class="big bold" style="color: red; margin:0">We'),
        ("<p>We", '<p><a href="https://wharf.example/?a=b&c=d" target="_blank">Us</a> We'),
        ("<p>We", '<style>a[href="x"] {color: red}</style><p>"Yes", he said: "we"; We'),
        ("<p>We", '<p>See ["page 3"] and {so "on"}: We'),
        ('"title"', f'{PHP}\n"title"'),
        ('"title"', '"baseSalary": , "title"'),
        ('"title"', '"baseSalary":\n,\n"title"'),
        ('}, "desc', '} "desc'),
        ('"@type"', '@type'),
        ('"JobPosting"', '"jobPosting"'),
        ('"@type": "JobPosting"', '"type": "JobPosting"'),
    ],
)  # fmt: skip
def test_a_broken_block_says_all_that_a_sound_one_would(said: str, broken: str) -> None:
    found = one(BLOCK.replace(said, broken))
    assert (found.title, found.company) == ("Lock Keeper", "Wharf & Weir")
    assert found.places == (RawPlace(city="Gouda", country="NL"),)
    assert reading.description(found).endswith("mind the locks.")


@pytest.mark.parametrize(
    ("amount", "low"), [("25,000", "25000"), ("1,250,000", "1250000"), ("12,5", "12.5")]
)
def test_a_number_that_a_person_would_write(amount: str, low: str) -> None:
    pay = f'"baseSalary": {{"value": {{"minValue": {amount}, "unitText": "YEAR"}}}}, "title"'
    assert [str(each.min) for each in one(BLOCK.replace('"title"', pay)).pay] == [low]


def test_a_type_written_the_wrong_way_round() -> None:
    (found,) = read(f'<html><script type="application/json+ld">{BLOCK}</script>')
    assert found.title == "Lock Keeper"


def test_a_block_that_stands_there_twice_is_one_posting_of_the_page() -> None:
    (found,) = read(script(BLOCK) + script(BLOCK))
    assert found.external_id == "https://careers.example/jobs/1"


def test_an_employer_by_its_id_in_a_block_of_its_own() -> None:
    employer = '{"@type": "Organization", "@id": "#us", "name": "Wharf"}'
    block = json.dumps({**NODE, "hiringOrganization": {"@id": "#us"}})
    (found,) = read(script(employer) + script(block))
    assert found.company == "Wharf"


# -- places ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "location",
    [
        {"address": [{"addressLocality": "Gouda"}, {"addressLocality": "Delft"}]},
        {"address": {"addressLocality": ["Gouda", "Delft"]}},
        [{"address": {"addressLocality": "Gouda"}}, {"address": {"addressLocality": "Delft"}}],
    ],
)
def test_several_places_however_they_are_listed(location: object) -> None:
    found = with_field("jobLocation", location)
    assert found.places == (RawPlace(city="Gouda"), RawPlace(city="Delft"))


def test_a_city_called_remote_is_none() -> None:
    place = {"address": {"addressLocality": "Remote", "addressCountry": "CA"}}
    found = with_field("jobLocation", place)
    assert found.places == (RawPlace(text="Remote, Canada", country="CA"),)
    assert found.workplace == "remote"
    now = datetime(2026, 6, 1, tzinfo=UTC)
    posting = reading.read(found, source="wharf", fetched_at=now)
    assert (posting.workplace, posting.remote_in) == ("remote", ("CA",))


@pytest.mark.parametrize(
    ("stated", "remote_in"),
    [
        ({"addressCountry": "US"}, ("US",)),
        ({"address": {"addressRegion": "Europe"}}, ("Europe",)),
        ({"address": {"addressCountry": {"name": "Poland"}}}, ("Poland",)),
        ({"@type": "Country", "name": ["US", "CA"]}, ("US", "Canada")),
        ({"@type": "State", "name": "CA"}, ("CA",)),
        ("Norway", ("Norway",)),
        ([{"name": "Norway"}, {"name": "Norway"}, None, {}], ("Norway",)),
    ],
)
def test_where_remote_work_is_open_to(stated: object, remote_in: tuple[str, ...]) -> None:
    assert with_field("applicantLocationRequirements", stated).remote_in == remote_in


# -- pay ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "low", "high", "currency"),
    [
        ({"value": "45.000 - 55.000"}, "45000", "55000", "EUR"),
        ({"value": "€45k \u2013 €55k"}, "45000", "55000", "EUR"),
        ({"value": "13,50"}, "13.50", "13.50", "EUR"),
        ({"minValue": "45'000.00", "maxValue": "55\xa0000"}, "45000", "55000", "EUR"),
        ([45000, 55000], "45000", "55000", "EUR"),
        ({"minValue": 45000, "maxValue": 0}, "45000", "None", "EUR"),
    ],
)
def test_an_amount_however_it_is_written(value: object, low: str, high: str, currency: str) -> None:
    (pay,) = with_field("baseSalary", {"currency": "EUR", "value": value}).pay
    assert (str(pay.min), str(pay.max), pay.currency) == (low, high, currency)


def test_an_amount_says_its_currency_where_no_field_does() -> None:
    (pay,) = with_field("baseSalary", {"value": {"value": "£25,000", "unitText": "mo"}}).pay
    assert (str(pay.min), pay.currency, pay.period) == ("25000", "£", "MONTH")


def test_a_price_instead_of_a_value() -> None:
    stated = {"minPrice": "45000", "maxPrice": "55000", "priceCurrency": "EUR"}
    (pay,) = with_field("baseSalary", stated).pay
    assert (str(pay.min), str(pay.max), pay.currency) == ("45000", "55000", "EUR")


@pytest.mark.parametrize(
    ("value", "said"),
    [("7-20 triệu", "7-20 triệu"), ("12 / 13", "12 / 13 per hour"), ("Negotiable", "Negotiable")],
)
def test_pay_in_words_is_passed_on_with_its_unit(value: str, said: str) -> None:
    found = with_field("baseSalary", {"value": {"value": value, "unitText": "HOUR"}})
    assert (found.pay, found.pay_text) == ((), said)


# -- identity -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identifier", "id"),
    [
        ("JR 2026/114", "JR 2026/114"),
        ("Wharf 24", "https://careers.example/jobs/1"),
        ("Wharf & Weir", "https://careers.example/jobs/1"),
        (0, "https://careers.example/jobs/1"),
    ],
)
def test_an_identifier_looks_like_one(identifier: object, id: str) -> None:
    assert with_field("identifier", {"value": identifier}).external_id == id
