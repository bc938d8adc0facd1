"""Figures for Prometheus: by route as it is written, never by address; by nobody's name, code or token."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from hub_roster.api.answered import Answered
from hub_roster.service.figures import Figures, figures
from hub_roster.store.database import Database
from hub_roster.store.tables import MessageState

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

FEEDS = "/feeds/"

FAMILIES = {
    "google": ("google",),
    "microsoft": ("microsoft", "outlook", "exchange", "office"),
    "apple": ("ios/", "iphone", "macos", "mac os", "dataaccessd", "calendaragent", "apple"),
    "thunderbird": ("thunderbird", "lightning"),
    "android": ("davx5", "icsx5", "android"),
}
"""What programs that read calendars call themselves, in parts: the whole would tell devices apart."""

log = logging.getLogger(__name__)


class Metrics:
    """What this process counts, and what it reads for them all when it is asked."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "hub_roster_requests", "Requests.", ["route", "method", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "hub_roster_request_seconds",
            "How long requests took.",
            ["route", "method"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._feeds = Counter(
            "hub_roster_feed_reads",
            "Reads of calendars, by the kind of program.",
            ["status", "client"],
            registry=self._registry,
        )
        self._registry.register(_FromDatabase(database, clock))

    def note(self, answered: Answered) -> None:
        """Count a request that was answered."""
        self._requests.labels(answered.route, answered.method, str(answered.status)).inc()
        self._seconds.labels(answered.route, answered.method).observe(answered.seconds)
        if answered.route.startswith(FEEDS):
            self._feeds.labels(str(answered.status), family(answered.program)).inc()

    def written(self) -> bytes:
        """Give all of it as Prometheus reads it."""
        return generate_latest(self._registry)


def family(program: str) -> str:
    """Give the kind of a program that reads calendars."""
    said = program.casefold()
    return next((name for name, parts in FAMILIES.items() if any(part in said for part in parts)), "other")


class _FromDatabase(Collector):
    """Reads what stands in the database each time it is asked."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def describe(self) -> list[Metric]:
        """Name nothing before it is asked: that would take a look at the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Give what there is; where the database is away, that it is."""
        try:
            found = figures(self._database, self._clock())
        except Exception:
            log.warning("the figures for metrics could not be read", exc_info=True)
            found = None
        up = GaugeMetricFamily("hub_roster_database_up", "Whether the database answers.")
        up.add_metric([], float(found is not None))
        errors = CounterMetricFamily("hub_roster_database_errors", "Errors of the database met here.")
        errors.add_metric([], self._database.errors)
        yield from (up, errors)
        if found is not None:
            yield from _of_drafts(found)
            yield from _of_messages(found)
            yield from _of_sweeps(found)


def _of_drafts(found: Figures) -> Iterator[Metric]:
    drafts = GaugeMetricFamily("hub_roster_drafts", "Drafts asked for.", labels=["state"])
    for state, count in found.drafts.items():
        drafts.add_metric([state], count)
    oldest = GaugeMetricFamily(
        "hub_roster_oldest_draft_seconds",
        "Since the oldest draft that is not at its end was asked for.",
        labels=["state"],
    )
    for state, seconds in found.oldest_draft.items():
        oldest.add_metric([state], seconds)
    yield from (drafts, oldest)


def _of_messages(found: Figures) -> Iterator[Metric]:
    count = GaugeMetricFamily("hub_roster_messages", "Messages kept.", labels=["channel", "state"])
    oldest = GaugeMetricFamily(
        "hub_roster_oldest_message_seconds", "Since the oldest message that waits.", labels=["channel"]
    )
    for depth in found.messages:
        count.add_metric([depth.channel, depth.state], depth.count)
        if depth.state is MessageState.WAITING:
            oldest.add_metric([depth.channel], (found.at - depth.oldest).total_seconds())
    failed = GaugeMetricFamily(
        "hub_roster_failed_attempts_last_day", "Attempts to send that failed.", labels=["channel"]
    )
    for channel, attempts in found.failed.items():
        failed.add_metric([channel], attempts)
    yield from (count, oldest, failed)


def _of_sweeps(found: Figures) -> Iterator[Metric]:
    if found.since_sweep is not None:
        since = GaugeMetricFamily(
            "hub_roster_since_sweep_seconds", "Since what is past its time was last erased."
        )
        since.add_metric([], found.since_sweep)
        yield since
