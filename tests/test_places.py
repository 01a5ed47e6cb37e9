"""Places in place lines: one place, lists of them, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import places
from alertbot.model import Place

Known = tuple[str | None, str | None, str | None]


def known(place: Place) -> Known:
    return place.city, place.region, place.country


def shown(line: str) -> str:
    """The places of a line as "city/region/country", with - for what is not known."""
    found = ((part or "-" for part in known(place)) for place in places.read(line))
    return " & ".join("/".join(parts) for parts in found)


ONE = """
San Francisco, CA                       San Francisco/US-CA/US
CA, ON, Toronto                         Toronto/CA-ON/CA
CA-San Diego                            San Diego/US-CA/US
Toronto, CA                             Toronto/CA-ON/CA
Richmond, CA                            Richmond/US-CA/US
Ontario, CA                             Ontario/US-CA/US
British Columbia, CA                    -/CA-BC/CA
Warsaw, POL                             Warsaw/PL-14/PL
Warsaw, , Poland                        Warsaw/PL-14/PL
USA.VA.Reston                           Reston/US-VA/US
US, CA, San Jose, Rio Robles            San Jose/US-CA/US
US-WA-Redmond                           Redmond/US-WA/US
US-NC-Winston-Salem                     Winston-Salem/US-NC/US
USA-NY-New York-One Vanderbilt          New York/US-NY/US
USA VA Chantilly                        Chantilly/US-VA/US
New Orleans, LA USA 70112               New Orleans/US-LA/US
Straz nad Nisou (Liberec)               Straz nad Nisou/CZ-51/CZ
DE - Berlin                             Berlin/DE-BE/DE
Berlin, DE                              Berlin/DE-BE/DE
Dover, DE                               Dover/US-DE/US
Tel Aviv, IL                            Tel Aviv/IL-TA/IL
Springfield, IL                         Springfield/US-IL/US
IN-Bangalore                            Bangalore/IN-KA/IN
Bloomington, IN                         Bloomington/US-IN/US
Bengaluru, KA, IN                       Bengaluru/IN-KA/IN
Bern, BE                                Bern/CH-BE/CH
Milano (MI)                             Milano/IT-25/IT
Milan, MI                               Milan/US-MI/US
São Paulo - SP                          São Paulo/BR-SP/BR
Belo Horizonte / MG                     Belo Horizonte/BR-MG/BR
Perth, WA                               Perth/AU-WA/AU
Melbourne VIC 3000                      Melbourne/AU-VIC/AU
Munich, Bavaria, DE                     Munich/DE-BY/DE
München                                 München/DE-BY/DE
Muenchen                                Muenchen/DE-BY/DE
Garching b. München                     Garching b. München/DE-BY/DE
Großraum München                        München/DE-BY/DE
Raum Stuttgart                          Stuttgart/DE-BW/DE
Berlin-Mitte                            Berlin/DE-BE/DE
Berlin Kreuzberg                        Berlin/DE-BE/DE
Mitte, Berlin                           Berlin/DE-BE/DE
Stuttgart-Vaihingen                     Stuttgart/DE-BW/DE
Kanata, Ottawa, ON, Canada              Ottawa/CA-ON/CA
Zeist, Utrecht, Netherlands             Zeist/NL-UT/NL
Frankfurt/Main                          Frankfurt/DE-HE/DE
Frankfurt (Oder)                        Frankfurt (Oder)/DE-BB/DE
Ruhrgebiet                              -/DE-NW/DE
Région parisienne                       -/FR-IDF/FR
75 - Paris                              Paris/FR-IDF/FR
Lyon (69)                               Lyon/FR-ARA/FR
Paris 17e arrondissement                Paris/FR-IDF/FR
Marseille, Bouches-du-Rhône             Marseille/FR-PAC/FR
Comunidad de Madrid                     -/ES-MD/ES
Bilbao, Vizcaya                         Bilbao/ES-PV/ES
Warszawa, woj. mazowieckie              Warszawa/PL-14/PL
Oxford, Oxfordshire, England            Oxford/GB-ENG/GB
London, Greater London, United Kingdom  London/GB-ENG/GB
London EC2A 4NE                         London/GB-ENG/GB
Dublin, County Dublin, Ireland          Dublin/IE-D/IE
Greater Toronto Area                    Toronto/CA-ON/CA
San Francisco Bay Area                  San Francisco/US-CA/US
Research Triangle                       -/US-NC/US
NYC                                     New York/US-NY/US
New York City, NY                       New York City/US-NY/US
LA                                      Los Angeles/US-CA/US
Lafayette, LA                           Lafayette/US-LA/US
Washington, D.C.                        Washington/US-DC/US
Washington                              -/-/US
Redmond, Washington, United States      Redmond/US-WA/US
Buffalo, New York, USA                  Buffalo/US-NY/US
Georgia, US                             -/US-GA/US
Tbilisi, Georgia                        Tbilisi/GE-TB/GE
Atlanta, Georgia                        Atlanta/US-GA/US
Georgia                                 -/-/-
Virginia, USA                           -/US-VA/US
Quebec, Canada                          -/CA-QC/CA
Paris, TX                               Paris/US-TX/US
Cambridge, MA                           Cambridge/US-MA/US
Cambridge, UK                           Cambridge/GB-ENG/GB
Birmingham                              Birmingham/GB-ENG/GB
Portland                                Portland/US-OR/US
Valencia                                Valencia/ES-VC/ES
Mexico                                  -/-/MX
Mexico, MO                              Mexico/US-MO/US
Holland                                 -/-/NL
Singapore, Singapore                    Singapore/-/SG
Marina Bay, Singapore                   Singapore/-/SG
東京                                    Tokyo/JP-13/JP
北京市海淀区                            Beijing/CN-BJ/CN
서울 강남구                             Seoul/KR-11/KR
Москва, Россия                          Moscow/RU-MOW/RU
日本                                    -/-/JP
1 Main St, Suite 200, Austin, TX 78701, USA  Austin/US-TX/US
Keizersgracht 123, 1015 CJ Amsterdam    Amsterdam/NL-NH/NL
Fairfax County, VA                      -/US-VA/US
Dyess AFB, TX United States             Dyess AFB/US-TX/US
Playa Vista, CA                         Playa Vista/US-CA/US
Smallville                              Smallville/-/-
EMEA                                    -/-/-
London, EMEA                            London/GB-ENG/GB
Remote - Germany                        -/-/DE
Remote (US only)                        -/-/US
Remote - US (excluding CA, NY)          -/-/US
Anywhere in the U.S. (remote job)       -/-/US
Paris, France (Hybrid)                  Paris/FR-IDF/FR
Deutschlandweit                         -/-/DE
LONDON                                  London/GB-ENG/GB
austin, tx                              Austin/US-TX/US
uk                                      -/-/GB
"""

SEVERAL = """
Berlin oder München              Berlin/DE-BE/DE & München/DE-BY/DE
Sydney Or Melbourne              Sydney/AU-NSW/AU & Melbourne/AU-VIC/AU
New York, NY / London            New York/US-NY/US & London/GB-ENG/GB
New York, NY, San Francisco, CA  New York/US-NY/US & San Francisco/US-CA/US
Portland, OR or Seattle, WA      Portland/US-OR/US & Seattle/US-WA/US
San Francisco, Oakland, CA       San Francisco/US-CA/US & Oakland/US-CA/US
Boston, MA; Cambridge            Boston/US-MA/US & Cambridge/US-MA/US
London, Manchester, UK           London/GB-ENG/GB & Manchester/GB-ENG/GB
Berlin, Hamburg                  Berlin/DE-BE/DE & Hamburg/DE-HH/DE
Barcelona y Madrid               Barcelona/ES-CT/ES & Madrid/ES-MD/ES
NYC, SF, LA                      New York/US-NY/US & San Francisco/US-CA/US & Los Angeles/US-CA/US
US/Canada                        -/-/US & -/-/CA
Remote (US & Canada)             -/-/US & -/-/CA
Germany, Netherlands, or UK      -/-/DE & -/-/NL & -/-/GB
DE/AT/CH                         -/-/DE & -/-/AT & -/-/CH
Remote (TX, CA, NY)              -/US-TX/US & -/US-CA/US & -/US-NY/US
"""


def rows(table: str) -> list[tuple[str, str]]:
    parted = (line.rsplit("  ", 1) for line in table.strip().splitlines())
    return [(words.strip(), expected.strip()) for words, expected in parted]


@pytest.mark.parametrize(("line", "expected"), rows(ONE))
def test_one_place(line: str, expected: str) -> None:
    assert shown(line) == expected


@pytest.mark.parametrize(("line", "expected"), rows(SEVERAL))
def test_several_places(line: str, expected: str) -> None:
    assert shown(line) == expected


def test_bosnia_and_herzegovina_is_one() -> None:
    assert shown("Bosnia and Herzegovina") == "-/-/BA"


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("San Francisco, CA | New York City, NY", ["San Francisco, CA", "New York City, NY"]),
        ("Oslo; Bergen\nOslo", ["Oslo", "Bergen"]),
        ("New York, NY, San Francisco, CA", ["New York, NY", "San Francisco, CA"]),
        ("LATAM, Europe", ["LATAM", "Europe"]),
        ("Remote-Friendly (Travel-Required) | Austin, TX", ["Austin, TX"]),
        ("80331 München", ["80331 München"]),
    ],
)
def test_the_text_of_a_place_is_the_sources(words: str, texts: list[str]) -> None:
    assert [place.text for place in places.read(words)] == texts


@pytest.mark.parametrize(
    "words",
    [
        "53 Locations", "Multiple Locations", "Various", "N/A", "UNAVAILABLE", "TBD", "-", "",
        "Remote", "Global", "Anywhere", "Worldwide", "Homeoffice", "zdalnie", "Télétravail",
        "Headquarters", "No remote", "Eastern Time", "To be determined",
    ],
)  # fmt: skip
def test_no_place(words: str) -> None:
    assert places.read(words) == ()


def test_a_known_city_has_its_coordinates() -> None:
    (place,) = places.read("Redmond, WA")
    assert place.lat == pytest.approx(47.67, abs=0.1)
    assert place.lon == pytest.approx(-122.12, abs=0.1)
    (country,) = places.read("Germany")
    assert (country.lat, country.lon) == (None, None)


PIECES = (
    "US CA WA DE Berlin London Georgia Ontario Remote Hybrid Germany ( ) , - – . / | ; or and "
    "Office 12345 EMEA 53 Locations"
)


@given(st.text(max_size=120))
def test_any_text_is_taken(words: str) -> None:
    places.read(words)
    places.workplace(words)
    places.countries(words)
    places.find(words)


@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=12), st.sampled_from(["", " "]))
def test_codes_agree_with_each_other(words: list[str], gap: str) -> None:
    for place in places.read(gap.join(words)):
        assert place.text == place.text.strip() != ""
        assert place.region is None or place.region[:2] == place.country
        assert (place.lat is None) == (place.lon is None)


@pytest.mark.parametrize(
    "words",
    [
        " " * 200_000, "(" * 100_000, "a, " * 50_000, "Remote " * 30_000, "\n \n" * 50_000,
        "-." * 50_000, "Berlin, Oslo, " * 20_000, "in the " * 40_000, "CA-" * 40_000,
        "x bei " * 40_000, "Paris (Oslo) " * 20_000, "1 " * 50_000, "北" * 50_000, "no " * 40_000,
    ],
)  # fmt: skip
def test_a_hostile_line_costs_what_its_size_costs(words: str) -> None:
    assert len(places.read(words)) <= 300
    places.workplace(words)
    places.countries(words)
