"""What Prometheus is told: the names, their labels, and what is counted."""

from __future__ import annotations

import asyncio
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from alertbot.store.tables import destinations, outbox
from alertbot.tally import BOUNDS, Tally
from alertbot.web.metrics import counted, exposition
from tests.web import month
from tests.web.month import DAY, MINUTE, NOW, alert
from tests.web.site import Site, site

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(text: str) -> Samples:
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def scraped(folder: Path, *, change: bool = False) -> Samples:
    async def scrape() -> str:
        async with site(folder) as one:
            if change:
                _trouble(one)
            one.app.tally.polled("contoso", "done", 0.3, postings=3, openings=2)
            one.app.tally.answered("team", "delivered")
            return (await one.get("/metrics")).text

    return samples(asyncio.run(scrape()))


def _trouble(one: Site) -> None:
    waits = (900, NOW - 30 * MINUTE), (901, NOW - MINUTE)
    for id, at in waits:
        one.change(outbox.insert().values(alert(id, at, state="pending")))
    one.change(
        outbox.insert().values(alert(902, NOW - DAY, state="dead")),
        destinations.update()
        .where(destinations.c.channel == "me")
        .values(paused_at=NOW, paused_reason="x"),
    )


def test_what_the_process_counts_and_what_the_database_says(tmp_path: Path) -> None:
    found = scraped(tmp_path, change=True)
    expected: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {
        ("alertbot_polls_total", (("outcome", "done"), ("source", "contoso"))): 1,
        ("alertbot_postings_new_total", (("source", "contoso"),)): 3,
        ("alertbot_openings_total", ()): 2,
        ("alertbot_deliveries_total", (("channel", "team"), ("outcome", "delivered"))): 1,
        ("alertbot_outbox_pending", (("channel", "team"),)): 2,
        ("alertbot_outbox_pending", (("channel", "me"),)): 0,
        ("alertbot_outbox_oldest_pending_seconds", ()): 1800,
        ("alertbot_outbox_overdue_seconds", ()): 1800,
        ("alertbot_dead_letters", ()): 1,
        ("alertbot_destination_paused", (("channel", "me"),)): 1,
        ("alertbot_destination_paused", (("channel", "team"),)): 0,
        ("alertbot_source_healthy", (("source", "fabrikam"),)): 0,
        ("alertbot_source_healthy", (("source", "contoso"),)): 1,
        ("alertbot_source_healthy", (("source", "litware"),)): 1,
        ("alertbot_sources", (("state", "failing"),)): 1,
        ("alertbot_ready", ()): 0,
        (
            "alertbot_source_last_success_timestamp_seconds",
            (("source", "fabrikam"),),
        ): (NOW - 2 * DAY).timestamp(),
    }
    assert {key: found.get(key) for key in expected} == expected
    assert found["alertbot_poll_duration_seconds_bucket", (("le", "0.5"),)] == 1
    assert found["alertbot_poll_duration_seconds_bucket", (("le", "0.25"),)] == 0
    assert ("process_resident_memory_bytes", ()) in found


def test_labels_are_names_of_the_configuration(tmp_path: Path) -> None:
    """Neither openings nor addresses: there are no more series than sources and channels."""
    allowed = {
        "source": set(month.BOARDS),
        "channel": {"team", "me"},
        "state": {"healthy", "failing", "truncated"},
        "outcome": {"done", "delivered"},
    }
    for name, labels in scraped(tmp_path):
        for label, value in labels:
            if label not in ("le", "version"):
                assert value in allowed[label], name


def test_where_all_is_well_it_is_ready(tmp_path: Path) -> None:
    assert scraped(tmp_path)["alertbot_ready", ()] == 1


def test_polls_are_counted_by_how_long_they_took() -> None:
    tally = Tally()
    for seconds in (0.0, BOUNDS[0], 0.11, 10**6):
        tally.polled("a", "done", seconds, postings=0, openings=0)
    taken = tally.taken()
    tally.polled("a", "done", 1, postings=0, openings=0)
    found = samples(exposition(counted(taken)).decode())
    sizes = {
        dict(labels)["le"]: value
        for (name, labels), value in found.items()
        if name == "alertbot_poll_duration_seconds_bucket"
    }
    assert (sizes["0.1"], sizes["0.25"], sizes["300.0"], sizes["+Inf"]) == (2, 3, 3, 4)
