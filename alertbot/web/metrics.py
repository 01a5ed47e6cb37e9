"""What Prometheus is told. Labels are names of the configuration, so that there are no more series
than it has sources and channels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from alertbot import __version__
from alertbot.config import Config
from alertbot.store.status import Status
from alertbot.tally import BOUNDS, Tally
from alertbot.web.readiness import overdue

UNREAD = frozenset({"failing", "doubtful", "silent", "gone"})
"""States of a source that is not read, or not believed."""


class _Figures(Collector):
    """What was found, for one answer."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


TYPE = CONTENT_TYPE_PLAIN_0_0_4
"""What `exposition` is of."""


def exposition(families: Iterable[Metric]) -> bytes:
    """The families, and those of the process."""
    registry = CollectorRegistry()
    registry.register(_Figures(families))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


def counted(tally: Tally) -> Iterator[Metric]:
    """What this process has done since it started."""
    yield InfoMetricFamily("alertbot_build", "The version.", value={"version": __version__})
    polls = CounterMetricFamily(
        "alertbot_polls", "Polls, by what they came to.", labels=["source", "outcome"]
    )
    for (source, outcome), times in sorted(tally.polls.items()):
        polls.add_metric([source, outcome], times)
    yield polls
    yield HistogramMetricFamily(
        "alertbot_poll_duration_seconds",
        "How long polls took, without waiting for their turn.",
        buckets=list(_buckets(tally)),
        sum_value=tally.seconds,
    )
    postings = CounterMetricFamily(
        "alertbot_postings_new",
        "Postings under ids that their source had never shown.",
        labels=["source"],
    )
    for source, times in sorted(tally.postings.items()):
        postings.add_metric([source], times)
    yield postings
    yield CounterMetricFamily("alertbot_openings", "New openings.", value=tally.openings)
    deliveries = CounterMetricFamily(
        "alertbot_deliveries",
        "Attempts to deliver, by what the service answered.",
        labels=["channel", "outcome"],
    )
    for (channel, outcome), times in sorted(tally.deliveries.items()):
        deliveries.add_metric([channel, outcome], times)
    yield deliveries


def _buckets(tally: Tally) -> Iterator[tuple[str, float]]:
    total = 0
    for bound in (*BOUNDS, float("inf")):
        total += tally.lasted[bound]
        yield ("+Inf" if bound == float("inf") else str(bound)), total


def standing(status: Status, config: Config, now: datetime) -> Iterator[Metric]:
    """How all of it is, as the database says."""
    yield from _sources(status)
    pending = dict.fromkeys(config.channels, 0)
    pending |= {one.channel: one.waiting for one in status.waiting}
    waiting = GaugeMetricFamily(
        "alertbot_outbox_pending", "Alerts that wait for a chat.", labels=["channel"]
    )
    for channel, count in sorted(pending.items()):
        waiting.add_metric([channel], count)
    yield waiting
    oldest = max((now - one.oldest for one in status.waiting), default=None)
    yield GaugeMetricFamily(
        "alertbot_outbox_oldest_pending_seconds",
        "The age of the oldest alert that waits, whatever for.",
        value=oldest.total_seconds() if oldest else 0,
    )
    yield GaugeMetricFamily(
        "alertbot_outbox_overdue_seconds",
        "How long ago the alert should have gone that is most overdue, paused chats left out.",
        value=overdue(status, config, now).total_seconds(),
    )
    yield GaugeMetricFamily("alertbot_dead_letters", "Alerts given up.", value=status.dead)
    paused = GaugeMetricFamily(
        "alertbot_destination_paused",
        "1 where nothing is sent until it is resumed.",
        labels=["channel"],
    )
    stopped = {one.channel for one in status.paused}
    for channel in sorted(config.channels):
        paused.add_metric([channel], channel in stopped)
    yield paused


def _sources(status: Status) -> Iterator[Metric]:
    healthy = GaugeMetricFamily(
        "alertbot_source_healthy", "1 where a source is read and believed.", labels=["source"]
    )
    read = GaugeMetricFamily(
        "alertbot_source_last_success_timestamp_seconds",
        "When a source was last read.",
        labels=["source"],
    )
    still_open = GaugeMetricFamily(
        "alertbot_postings_open", "Postings that a source shows.", labels=["source"]
    )
    for one in status.sources:
        healthy.add_metric([one.name], one.state not in UNREAD)
        still_open.add_metric([one.name], one.open)
        if one.succeeded_at is not None:
            read.add_metric([one.name], one.succeeded_at.timestamp())
    states = GaugeMetricFamily("alertbot_sources", "Sources, by their state.", labels=["state"])
    for state, count in sorted(Counter(one.state for one in status.sources).items()):
        states.add_metric([state], count)
    yield from (healthy, read, still_open, states)


def ready(amiss: Iterable[str]) -> Metric:
    """What /readyz says."""
    return GaugeMetricFamily(
        "alertbot_ready", "1 where the service does its work.", value=not tuple(amiss)
    )
