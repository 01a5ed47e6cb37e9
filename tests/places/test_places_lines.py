"""Place lines that boards write in their own ways: codes, abbreviations, lists, left-overs."""

from __future__ import annotations

import time

import pytest

from alertbot import places
from alertbot.places import lines


def shown(line: str) -> str:
    """The places of a line as "city/region/country", with - for what is not known."""
    found = ((place.city, place.region, place.country) for place in places.read(line))
    return " & ".join("/".join(part or "-" for part in place) for place in found)


def rows(*table: str) -> list[tuple[str, str]]:
    parted = (line.rsplit("  ", 1) for line in "".join(table).splitlines() if line)
    return [(words.strip(), expected.strip()) for words, expected in parted]


COUNTRIES = """
Peru, Chile                     -/-/PE & -/-/CL
Mexico, Brazil                  -/-/MX & -/-/BR
Canada, USA                     -/-/CA & -/-/US
Norway, US                      -/-/NO & -/-/US
France, Germany, USA            -/-/FR & -/-/DE & -/-/US
DE, PL                          -/-/DE & -/-/PL
Singapore, Thailand             Singapore/-/SG & -/-/TH
Europe, USA                     -/-/- & -/-/US
LATAM (Peru, Chile)             -/-/PE & -/-/CL
Germany, Europe                 -/-/DE
EMEA, APJ                       -/-/- & -/-/-
Georgia, USA                    -/US-GA/US
Lebanon, PA                     Lebanon/US-PA/US
Lebanon, PA, USA                Lebanon/US-PA/US
Peru, IN                        Peru/US-IN/US
Jamaica, NY                     Jamaica/US-NY/US
Hong Kong, China                Hong Kong/-/HK
Puerto Rico, USA                -/-/PR
Granada, Spain                  Granada/ES-AN/ES
Guadalajara, Mexico, USA        Guadalajara/MX-JAL/MX
Texas, Florida                  -/US-TX/US & -/US-FL/US
CA, VA, PA                      -/US-CA/US & -/US-VA/US & -/US-PA/US
"""

CODES = """
CAN - Remote                    -/-/CA
NOR - Remote                    -/-/NO
CRI-Costa Rica-Belen            Belen/-/CR
GBR-Leeds                       Leeds/GB-ENG/GB
IN - Chennai                    Chennai/IN-TN/IN
US-Remote-OR                    -/US-OR/US
US-NYC                          New York/US-NY/US
WA-Tacoma,OR-Salem,US-Remote    Tacoma/US-WA/US & Salem/US-OR/US & -/-/US
DE-Bonn, DE-Mainz               Bonn/DE-NW/DE & Mainz/DE-RP/DE
SEA, SF, NYC                    Seattle/US-WA/US & San Francisco/US-CA/US & New York/US-NY/US
US-SEA                          Seattle/US-WA/US
SEA                             -/-/-
San Jose, SF, Fresno            San Jose/US-CA/US & San Francisco/US-CA/US & Fresno/US-CA/US
Brooklyn, NYC                   Brooklyn/US-NY/US
US, Oslo                        -/-/US & Oslo/NO-03/NO
Berlin, CT                      Berlin/US-CT/US
Monterrey, N.L.                 Monterrey/MX-NLE/MX
Puebla, Pue.                    Puebla/MX-PUE/MX
Curitiba/PR                     Curitiba/BR-PR/BR
Wales, UK                       -/GB-WLS/GB
XQZ, Norway                     -/-/NO
"""

PARTS = """
Downtown, Portland                  Portland/US-OR/US
Centro, Curitiba                    Curitiba/BR-PR/BR
Central, Singapore                  Singapore/-/SG
Jurong, West Region, Singapore      Singapore/-/SG
Guildford, Surrey                   Guildford/GB-ENG/GB
Budapest XIV. kerület               Budapest/HU-BU/HU
Jersey, Channel Islands             -/-/JE
Jakarta, Singapore                  Jakarta/ID-JK/ID & Singapore/-/SG
Minato-ku, Tokyo                    Tokyo/JP-13/JP
Gangnam-gu, Seoul                   Seoul/KR-11/KR
Haram, Cairo, Egypt                 Cairo/EG-C/EG
Lyon 7e                             Lyon/FR-ARA/FR
Dublin 8                            Dublin/IE-L/IE
69 - LYON 02                        Lyon/FR-ARA/FR
Brighton & Hove                     Brighton/GB-ENG/GB
Southern Suburbs Perth              Perth/AU-WA/AU
Harbour & Hills Shire, Sydney NSW   Sydney/AU-NSW/AU
Leeds & Bradford, UK                Leeds/GB-ENG/GB & Bradford/GB-ENG/GB
12 Elm Ave:TORONTO                  Toronto/CA-ON/CA
Greater Quebec City Area            Quebec City/CA-QC/CA
Kansas City Area                    Kansas City/US-MO/US
Greater Salvador                    Salvador/BR-BA/BR
Greater Reno-Sparks-Carson City Area  Reno/US-NV/US
Guatemala, Guatemala, Guatemala     Guatemala/GT-01/GT
Toulouse et ses environs            Toulouse/FR-OCC/FR
Bad Homburg v. d. Höhe              Bad Homburg v. d. Höhe/DE-HE/DE
Zoissy-en-France                    Zoissy-en-France/-/FR
中国香港                            Hong Kong/-/HK
中国上海                            Shanghai/CN-SH/CN
LA ROCHELLE                         La Rochelle/FR-NAQ/FR
5th of June Town, Peru              5th of June Town/-/PE
"""

LEFT = """
Oslo & more                                 Oslo/NO-03/NO
Oslo, Bergen and 3 other locations          Oslo/NO-03/NO & Bergen/NO-46/NO
Multiple (US, Oslo, Lima...)                -/-/US & Oslo/NO-03/NO & Lima/PE-LMA/PE
Residence Based, Rhode Island, USA           -/US-RI/US
US citizens only                            -/-/US
REMOTE EU (Only) OR ONSITE (Relocation)     -/-/-
Madrid | ONSITE, VISA                       Madrid/ES-MD/ES
Remote (must live in Oregon)                -/US-OR/US
Remote (UTC+3)                              -
Remote (CET)                                -
Remote (IST)                                -
Remote - ET                                 -
UTC-8 to UTC-3                              -
"""


@pytest.mark.parametrize(("line", "expected"), rows(COUNTRIES, CODES, PARTS, LEFT))
def test_line(line: str, expected: str) -> None:
    assert (shown(line) or "-") == expected


@pytest.mark.parametrize(
    "words",
    [
        "Remote (UTC+3)", "Remote, UTC-8 to UTC-3", "Remote (CET ± 2)", "Remote (IST)",
        "Remote - ET", "Remote (GMT+1 to GMT+5)",
    ],
)  # fmt: skip
def test_time_zones_name_no_country(words: str) -> None:
    _, countries = places.workplace(words)
    assert countries is None


def test_a_long_list_is_cut_between_places() -> None:
    towns = ["Oslo", "Bergen", "Lima", "Quito", "Nairobi", "Kigali", "Zagreb", "Vilnius"] * 20
    found = {place.city for place in places.read(", ".join(towns))}
    assert found == set(towns)


@pytest.mark.parametrize("words", ["San Paris, US & CA (more) ", "DE-Bonn, ", "and New York: "])
def test_twice_the_line_costs_about_twice(words: str) -> None:
    def cost(times: int) -> float:
        line = words * times
        began = time.process_time()
        lines._read(line)
        return time.process_time() - began

    cost(10)
    short, long = (min(cost(times) for _ in range(3)) for times in (60, 240))
    assert long < 12 * short + 0.05
