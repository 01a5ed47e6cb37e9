"""`in:`, radii and `remote:`, as a table of what people have reported of such filters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alertbot import query
from alertbot.errors import QueryError
from alertbot.query import Settings
from tests.query.judging import judged, placed

UNSAID = "place only stated as"
REDMOND = {"text": "Redmond, WA", "city": "Redmond", "region": "US-WA", "country": "US"}
BELLEVUE = {"text": "Bellevue", "city": "Bellevue", "region": "US-WA", "country": "US"}
SPOKANE = {"text": "Spokane, WA", "city": "Spokane", "region": "US-WA", "country": "US"}
POTSDAM = {"text": "Potsdam", "city": "Potsdam", "region": "DE-BB", "country": "DE"}
BRANDENBURG = {"text": "Brandenburg", "region": "DE-BB", "country": "DE"}
KEHL = {"text": "Kehl", "city": "Kehl", "region": "DE-BW", "country": "DE"}
OF_NO_NAME = {"text": "Campus 7", "city": "Campus 7", "lat": 47.61, "lon": -122.33}

IN = [
    ("in:india", placed("Indianapolis, IN"), "no"),
    ("in:india", placed("Bangalore"), "yes"),
    ("in:in", placed("Indianapolis, IN"), "yes"),
    ("in:germany", placed("München"), "yes"),
    ("in:germany", placed("Munich"), "yes"),
    ("in:germany", placed("Munich, ND"), "no"),
    ("in:washington", placed("Redmond, WA"), "yes"),
    ("in:washington", placed("Washington, DC"), "no"),
    ('in:"Washington, DC"', placed("Washington, D.C."), "yes"),
    ('in:"Washington, DC"', placed("Seattle, WA"), "no"),
    ('in:"Washington, DC"', placed("Washington"), UNSAID),
    ("in:dc", placed("Washington, DC"), "yes"),
    ("in:germany", placed("53 Locations"), "place not stated"),
    ("in:germany!", placed("53 Locations"), "no"),
    ("in:germany", placed("Multiple Locations"), "place not stated"),
    ("in:germany", placed("53 Locations", "Berlin"), "yes"),
    ("in:eu", placed("Dublin, Ireland"), "yes"),
    ("in:eu", placed("London, UK"), "no"),
    ("in:eu", placed("Zürich"), "no"),
    ("in:emea", placed("Dubai"), "yes"),
    ("in:emea", placed("Singapore"), "no"),
    ("in:dach", placed("Wien"), "yes"),
    ("in:dach", placed("Praha"), "no"),
    ("in:nordics", placed("Helsinki"), "yes"),
    ("in:nordics", placed("Tallinn"), "no"),
    ("in:germany", placed("EMEA"), UNSAID),
    ("in:japan", placed("EMEA"), "no"),
    ("in:emea", placed("DACH"), "yes"),
    ('in:"Bay Area"', placed("Oakland, CA"), "yes"),
    ('in:"Bay Area"', placed("San Jose, CA"), "yes"),
    ('in:"Bay Area"', placed("Mountain View, CA"), "yes"),
    ('in:"Bay Area"', placed("San Francisco"), "yes"),
    ('in:"Bay Area"', placed("Los Angeles, CA"), "no"),
    ('in:"Bay Area"', placed("Sacramento, CA"), "no"),
    ('in:"Bay Area"', placed("California"), UNSAID),
    ('in:"Palo Alto"', placed("San Francisco Bay Area"), UNSAID),
    ('in:"San Diego"', placed("San Francisco Bay Area"), "no"),
    ('in:"San Francisco"', placed("SF"), "yes"),
    ("in:sf", placed("San Francisco, CA"), "yes"),
    ("in:sf", placed("San Jose, CA"), "no"),
    ("in:la", placed("Los Angeles"), "yes"),
    ("in:la", placed("New Orleans, LA"), "yes"),
    ('in:"Greater London"', placed("Croydon, UK"), "yes"),
    ('in:"Greater London"', placed("London"), "yes"),
    ('in:"Greater London"', placed("Manchester, UK"), "no"),
    ("in:london", placed("London, ON"), "no"),
    ('in:"London, ON"', placed("London, ON"), "yes"),
    ('in:"London, ON"', placed("London"), "no"),
    ("in:nyc", placed("Brooklyn, NY"), "yes"),
    ("in:nyc", placed("Buffalo, NY"), "no"),
    ('in:"New York, NY"', placed("Manhattan, NY"), "yes"),
    ("in:york", placed("New York, NY"), "no"),
    ("in:paris", placed("Paris, TX"), "no"),
    ('in:"Paris, TX"', placed("Paris, TX"), "yes"),
    ('in:"Paris, TX"', placed("Paris"), "no"),
    ("in:paris", placed("Paris La Défense"), "yes"),
    ("in:vancouver", placed("Vancouver, BC"), "yes"),
    ('in:"Vancouver, WA"', placed("Vancouver, BC"), "no"),
    ('in:"Portland, OR"', placed("Portland, ME"), "no"),
    ("in:georgia", placed("Atlanta, GA"), "yes"),
    ("in:georgia", placed("Tbilisi"), "yes"),
    ('in:"Georgia, USA"', placed("Tbilisi"), "no"),
    ("in:singapore", placed("Singapore"), "yes"),
    ("in:mexico", placed("Mexico City"), "yes"),
    ("in:mexico", placed("Albuquerque, New Mexico"), "no"),
    ("in:guinea", placed("Port Moresby, Papua New Guinea"), "no"),
    ("in:ireland", placed("Belfast, Northern Ireland"), "no"),
    ("in:niger", placed("Lagos, Nigeria"), "no"),
    ("in:oman", placed("Romania"), "no"),
    ("in:jersey", placed("Jersey City, NJ"), "no"),
    ("in:ca", placed("Toronto, ON, CA"), "yes"),
    ("in:ca", placed("San Diego, CA"), "yes"),
    ("in:canada", placed("San Diego, CA"), "no"),
    ("in:de", placed("Wilmington, DE"), "yes"),
    ("in:germany", placed("Wilmington, DE"), "no"),
    ('in:"Smallville, KS"', placed("Smallville, KS"), "yes"),
    ('in:"Smallville, KS"', placed("Wichita, KS"), "no"),
    ('in:"Smallville, KS"', placed("Kansas"), UNSAID),
    ('in:"Smallville, KS"', placed("Smallville, TX"), "no"),
    ("in:münchen", placed("Munich"), "yes"),
    ("in:muenchen", placed("Munich"), "yes"),
    ("in:東京", placed("Tokyo, Japan"), "yes"),
    ("in:munich", placed("Garching bei München"), "no"),
    ("engineer -in:india", placed("Indianapolis, IN"), "yes"),
    ("engineer -in:india", placed("53 Locations"), "place not stated"),
]

NEAR = [
    ('in:"Seattle"~50km', placed(REDMOND), "yes"),
    ("in:seattle~50km", placed(BELLEVUE), "yes"),
    ('in:"Seattle, WA"~30mi', placed("Tacoma, WA"), "yes"),
    ("in:seattle~10km", placed(REDMOND), "no"),
    ("in:seattle~15mi", placed(REDMOND), "yes"),
    ("in:seattle~50km", placed(SPOKANE), "no"),
    ("in:seattle~50km", placed("Washington State"), UNSAID),
    ("in:seattle~50km", placed("United States"), UNSAID),
    ("in:seattle~50km", placed("Texas"), "no"),
    ("in:seattle~50km", placed("Germany"), "no"),
    ("in:seattle~200km", placed("British Columbia"), UNSAID),
    ("in:seattle~200km", placed("Vancouver, BC"), "yes"),
    ("in:berlin~50km", placed(POTSDAM), "yes"),
    ("in:berlin~50km", placed(BRANDENBURG), UNSAID),
    ("in:berlin~50km", placed("Bayern"), "no"),
    ("in:tbilisi", placed("Georgia"), UNSAID),
    ("in:berlin~50km", placed("EMEA"), UNSAID),
    ("in:berlin~50km", placed("APAC"), "no"),
    ("in:berlin~50km", placed("München"), "no"),
    ("in:strasbourg~20km", placed(KEHL), "yes"),
    ("in:nyc~30km", placed("Jersey City, NJ"), "yes"),
    ("in:nyc~30km", placed("New Jersey"), UNSAID),
    ("in:seattle~50km", placed("53 Locations"), "place not stated"),
    ("in:seattle~50km", placed(), "place not stated"),
    ("in:seattle~50km!", placed("Washington State"), "no"),
    ("in:seattle~5km", placed(OF_NO_NAME), "yes"),
    ("in:portland~5km", placed(OF_NO_NAME), "no"),
    ("in:seattle~50km", placed("Munich", "Bellevue, WA"), "yes"),
    ("in:seattle~50km", placed("Smallville, WA"), UNSAID),
    ("in:seattle~50km", placed("Smallville, KS"), "no"),
    ("engineer -in:seattle~50km", placed(REDMOND), "no"),
    ("in:(seattle~50km OR berlin~50km)", placed("Potsdam"), "yes"),
    ("in:washington~30km", placed("Arlington, VA"), "yes"),
    ('in:"Bay Area"~100km', placed("San Jose, CA"), "yes"),
    ("in:suva~500km", placed({"text": "Apia", "lat": -13.83, "lon": -171.76}), "no"),
]

BERLIN = "Berlin, DE"
NOT_SAID_WHERE = "where remote is open to not stated"
REMOTE = [
    ("remote", placed("Remote (US only)"), BERLIN, "no"),
    ("remote", placed("Remote - EMEA"), BERLIN, "yes"),
    ("remote", placed("Remote - US"), BERLIN, "no"),
    ("remote", placed("Remote, US or Canada"), BERLIN, "no"),
    ("remote", placed("Remote, US or Canada"), "Toronto, ON", "yes"),
    ("remote", placed("Remote (Europe)"), BERLIN, "yes"),
    ("remote", placed("Remote, Germany or Austria"), BERLIN, "yes"),
    ("remote", placed("Remote - DACH"), BERLIN, "yes"),
    ("remote", placed("Anywhere"), BERLIN, "yes"),
    ("remote", placed("Remote - Worldwide"), BERLIN, "yes"),
    ("remote", placed("Remote"), BERLIN, NOT_SAID_WHERE),
    ("remote", placed("Remote"), None, "yes"),
    ("remote", placed("Remote (UTC±3)"), BERLIN, NOT_SAID_WHERE),
    ("remote", placed("Remote - European time zones"), BERLIN, "yes"),
    ("remote", placed("Remote - US time zones"), BERLIN, "no"),
    ("remote", placed("Hybrid - Berlin"), BERLIN, "no"),
    ("remote", placed("Berlin (hybrid remote)"), BERLIN, "no"),
    ("remote", placed("Berlin", workplace="hybrid"), BERLIN, "no"),
    ("hybrid", placed("Berlin (hybrid remote)"), BERLIN, "yes"),
    ("onsite", placed("Berlin"), BERLIN, "yes"),
    ("onsite", placed("Remote - Germany"), BERLIN, "no"),
    ("remote", placed("Not remote, Berlin"), BERLIN, "no"),
    ("remote", placed("Remote Sensing Lab, Berlin"), BERLIN, "no"),
    ("remote", placed("53 Locations"), BERLIN, "workplace not stated"),
    ("remote:eu", placed("Remote - Spain"), BERLIN, "yes"),
    ("remote:eu", placed("Remote - UK"), BERLIN, "no"),
    ("remote:us", placed("Remote, US or Canada"), BERLIN, "yes"),
    ("remote:ca", placed("Remote, US or Canada"), BERLIN, "yes"),
    ("remote:anywhere", placed("Remote - EMEA"), BERLIN, "no"),
    ("remote:anywhere", placed("Remote - Worldwide"), BERLIN, "yes"),
    ("remote:(de OR at)", placed("Remote - Austria"), None, "yes"),
    ("remote", placed("X", workplace="remote", remote_in=["US"]), BERLIN, "no"),
    ("remote", placed("X", workplace="remote", remote_in=[]), BERLIN, "yes"),
    ("remote!", placed("Remote"), BERLIN, "no"),
    ("engineer -remote", placed("Remote - US"), BERLIN, "yes"),
]


@pytest.mark.parametrize(("text", "posting", "verdict"), [*IN, *NEAR])
def test_where(text: str, posting: dict[str, object], verdict: str) -> None:
    assert judged(text, posting).startswith(verdict)


@pytest.mark.parametrize(("text", "posting", "home", "verdict"), REMOTE)
def test_remote(text: str, posting: dict[str, object], home: str | None, verdict: str) -> None:
    assert judged(text, posting, home).startswith(verdict)


@pytest.mark.parametrize(
    ("text", "place", "home", "verdict"),
    [
        ("in:cambridge", "Cambridge, MA", None, "yes"),
        ("in:cambridge", "Cambridge, UK", None, "yes"),
        ("in:cambridge", "Cambridge, UK", "Boston, MA", "no"),
        ("in:cambridge", "Cambridge, MA", "London, UK", "no"),
        ("in:georgia", "Tbilisi", "Atlanta, GA", "no"),
        ("in:georgia", "Atlanta, GA", "Tbilisi", "no"),
        ("in:portland", "Portland, ME", "Augusta, ME", "yes"),
        ("in:portland", "Portland, OR", "Augusta, ME", "no"),
        ("in:portland", "Portland, OR", "Berlin, DE", "yes"),
        ("in:birmingham", "Birmingham, AL", "Birmingham, AL", "yes"),
        ("in:birmingham", "Birmingham, UK", "Birmingham, AL", "no"),
        ("in:birmingham", "Birmingham, UK", "Austin, TX", "yes"),
        ("in:birmingham", "Birmingham, AL", "Austin, TX", "yes"),
        ("in:cambridge~20km", "Boston, MA", "Providence, RI", "yes"),
        ("in:cambridge~20km", "Ely, UK", "Providence, RI", "no"),
        ("in:berlin", "Berlin", "Boston, MA", "yes"),
        ("in:london", "London, UK", "Toronto, ON", "yes"),
        ("in:paris", "Paris", "Austin, TX", "yes"),
    ],
)
def test_home_decides_between_equals(text: str, place: str, home: str | None, verdict: str) -> None:
    assert judged(text, placed(place), home) == verdict


def test_home_is_part_of_a_condition_only_where_it_decides() -> None:
    home = Settings(home="Boston, MA")
    assert query.parse("in:berlin", home) == query.parse("in:berlin")
    assert query.parse("in:cambridge", home) != query.parse("in:cambridge")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('in:"Seattle"~50km', "in:Seattle~50km"),
        ("in:seattle~30MI", "in:seattle~30mi"),
        ('in:"Redmond, WA"~12.50km', 'in:"Redmond, WA"~12.5km'),
        ('in:"berlin ~ 50 kilometres"', "in:berlin~50km"),
        ('in:"berlin"~30miles senior', "in:berlin~30mi senior"),
        ('-in:"berlin"~100km! a', "-in:berlin~100km! a"),
        ("in:(seattle~50km OR berlin)", "in:seattle~50km OR in:berlin"),
    ],
)
def test_a_radius_is_written_as_it_is_read(text: str, written: str) -> None:
    assert str(query.parse(text)) == written
    assert query.parse(written) == query.parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("in:seattle~50", "a radius has a unit: write ~50km or ~50mi"),
        ("in:seattle~", "a radius is written like"),
        ("in:seattle~50parsec", "unknown unit 'parsec'"),
        ("in:seattle~0km", "between 1 and 500 km"),
        ("in:seattle~501km", "between 1 and 500 km"),
        ("in:seattle~400mi", "between 1 and 500 km"),
        ("in:germany~50km", "goes round a city"),
        ("in:texas~50km", "goes round a city"),
        ("in:eu~50km", "goes round a city"),
        ("in:ruhrgebiet~50km", "goes round a city"),
        ('in:"Smallville, KS"~50km', "goes round a city"),
        ('title:"seattle"~50km', "a radius (~50km) stands behind a place"),
        ('"seattle"~50km', "a radius (~50km) stands behind a place"),
        ('source:"seattle"~50km', "a radius (~50km) stands behind a city"),
        ("in:berln", "'berln' is no place that is known, did you mean 'Berlin'"),
        ("in:seatle~50km", "'seatle' is no place that is known, did you mean 'Seattle'"),
        ("in:smallvillage", "a small town is written with its state or country"),
        ("remote:germny", "did you mean 'Germany'?"),
    ],
)
def test_what_is_no_place_is_refused(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    assert message in caught.value.message


PIECES = st.sampled_from(
    [
        *(
            "in:",
            "seattle",
            '"Redmond, WA"',
            "~50km",
            "~30mi",
            "~ 7.50 km",
            "~",
            " ",
            "!",
            "-",
            "(",
        ),
        *(
            ")",
            "OR",
            "sre ",
            "title:",
            "closes<",
            "posted>=",
            "2026-12-01",
            "7d",
            "lang:",
            "german",
        ),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join))
@example('in:"seattle"~50kmin:seattle')
def test_whatever_is_read_is_written_so_that_it_is_read_again(text: str) -> None:
    try:
        made = query.parse(text)
    except QueryError:
        return
    assert query.parse(str(made)) == made
    assert str(query.parse(str(made))) == str(made)


def test_a_radius_under_location() -> None:
    keys = {"location": {"any": ["seattle", "Berlin, DE"], "none": ["potsdam"], "radius": "50 km"}}
    written = 'in:seattle~50km OR in:"Berlin, DE"~50km'
    assert str(query.from_keys(keys)) == f"({written}) -in:potsdam~50km"
    for wrong, message in [
        ({"any": ["seattle"], "radius": 50}, "location.radius: a radius has a unit"),
        ({"any": ["seattle"], "radius": "900km"}, "location.radius: a radius is between"),
        ({"any": ["texas"], "radius": "50km"}, "location.any: a radius goes round a city"),
        ({"radius": "50km"}, "location: is empty"),
    ]:
        with pytest.raises(QueryError) as caught:
            query.from_keys({"location": wrong})
        assert caught.value.message.startswith(message)
