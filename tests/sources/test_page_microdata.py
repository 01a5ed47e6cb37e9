"""The page kind on microdata and RDFa Lite."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alertbot.model import RawPay, RawPlace, RawPosting
from tests.sources.pages import SHARED, fixture, read


def test_a_page_in_microdata_says_all_that_json_ld_would() -> None:
    secretary = fixture("page/microdata.html")
    assert secretary == RawPosting(
        external_id="CS-2026-41",
        url="https://careers.example/jobs/1",
        title="Secrétaire médicale (H/F)",
        company="Contoso Santé",
        places=(RawPlace(city="Rennes", country="FR"),),
        pay=(RawPay(Decimal("1868.0"), Decimal("2500.0"), "EUR", "MONTH"),),
        employment_type="FULL_TIME",
        posted="2026-04-29",
        description="<div><p>Vous accueillez les patients.</p><ul><li>Agenda</li></ul></div>",
    )


@pytest.mark.parametrize("prefix", ["", "schema:"])
def test_rdfa_lite(prefix: str) -> None:
    vocabulary = 'vocab="https://schema.org/"' if not prefix else 'prefix="schema: //schema.org/"'
    (found,) = read(
        f"""<div {vocabulary} typeof="{prefix}JobPosting"><h1 property="{prefix}title">Engineer</h1>
        <div property="{prefix}hiringOrganization" typeof="Organization">
        <span property="{prefix}name">Contoso</span></div>
        <div property="{prefix}jobLocation" typeof="Place"><p property="address"
        typeof="PostalAddress"><b property="addressLocality">Reno</b>, <b property="addressRegion">
        NV</b></p></div><meta property="{prefix}datePosted" content="2026-05-01">
        <div property="{prefix}description">Do things.<br>And more.</div></div>"""
    )
    assert (found.title, found.company, found.posted) == ("Engineer", "Contoso", "2026-05-01")
    assert found.places == (RawPlace(city="Reno", region="NV"),)
    assert "Do things.<br>And more." in found.description


def test_a_list_asks_for_the_page_of_each() -> None:
    rows = "".join(
        f'<li itemscope itemtype="https://schema.org/JobPosting"><a itemprop="url" href="/j/{n}">'
        f'<b itemprop="title">Engineer {n}</b></a> <i itemprop="jobLocation">Berlin</i></li>'
        for n in range(3)
    )
    found = read(f"<ul>{rows}</ul>")
    assert [one.title for one in found] == ["Engineer 0", "Engineer 1", "Engineer 2"]
    assert [one.detail.url for one in found if one.detail] == [one.url for one in found]
    assert found[0].places == (RawPlace(text="Berlin"),)


def test_what_microdata_leaves_out_is_read_by_eye() -> None:
    (found,) = read(
        """<title>Engineer - Contoso</title><div itemscope itemtype="//schema.org/JobPosting">
        <h1 itemprop="title">Engineer</h1><p>Location: Berlin</p><h2>What you will do</h2>
        <p>You keep the service running, day and night, with a team of five.</p></div>"""
    )
    assert (found.company, found.places) == ("Contoso", (RawPlace(text="Berlin"),))
    assert found.description.startswith("What you will do")


def test_a_recorded_page() -> None:
    files = list((SHARED / "corpus").glob("html-other/*JobPostingExtended19.html"))
    if not files:
        pytest.skip("the corpus is not here")
    (found,) = read(files[0].read_bytes())
    assert found.posted == "Thu Jul 01 00:00:00 UTC 2021"
    assert found.places == (RawPlace(text="Humlebæk, DK"),)
