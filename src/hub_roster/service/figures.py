"""How the service does, in figures read from the database, where every process of it writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub_roster.store.database import Database
from hub_roster.store.jobs import Jobs
from hub_roster.store.messages import Depth, Messages
from hub_roster.store.scope import WHOLE
from hub_roster.store.sweeps import Sweeps
from hub_roster.store.tables import OPEN, Channel, JobState

LATELY = timedelta(hours=24)


@dataclass(frozen=True)
class Figures:
    """Counts and ages at one moment.

    Attributes
    ----------
    drafts
        How many drafts stand in each state.
    oldest_draft
        By state, seconds since the oldest draft that is not at its end was asked for.
    messages
        How many messages stand in each state.
    failed
        Attempts to send a message that failed within a day.
    since_sweep
        Seconds since what is past its time was last erased; None before the first time.
    """

    at: datetime
    drafts: Mapping[JobState, int]
    oldest_draft: Mapping[JobState, float]
    messages: tuple[Depth, ...]
    failed: Mapping[Channel, int]
    since_sweep: float | None


def figures(database: Database, at: datetime) -> Figures:
    """Read them."""
    with database.reading(WHOLE) as session:
        standing = Jobs(session).standing()
        messages = Messages(session)
        depths, failed = messages.depths(), messages.failed_since(at - LATELY)
        swept = Sweeps(session).last_ended()
    return Figures(
        at,
        {state: standing[state][0] if state in standing else 0 for state in JobState},
        {
            state: (at - standing[state][1]).total_seconds() if state in standing else 0.0
            for state in JobState
            if state in OPEN
        },
        tuple(depths),
        {channel: failed.get(channel, 0) for channel in Channel},
        None if swept is None else (at - swept).total_seconds(),
    )
