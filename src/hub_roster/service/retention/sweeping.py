"""What is past its time erased, a week a transaction, each written down in counts; or only foreseen."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from hub_roster.service.access.caller import SERVICE
from hub_roster.service.audit import Did, record
from hub_roster.service.retention.details import erase_details, foreseen_details
from hub_roster.service.retention.due import Due, due, local_day, referring_weeks
from hub_roster.store.database import Database
from hub_roster.store.erasing import Eraser, Kind
from hub_roster.store.holds import Hold, Holds
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.kept_records import KeptRecords, kept_records
from hub_roster.store.records_policy import RecordsPolicies
from hub_roster.store.scope import WHOLE, Scope, ScopedSession

LINK_KEPT = timedelta(days=365)
"""How long it is kept that a calendar link was, after it was switched off or its holder left."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    """What went of a hub's file, or would.

    Attributes
    ----------
    weeks
        The Mondays of the weeks of which all went.
    counts
        Rows by their kind.
    held
        Each hold that keeps weeks past their time, with their Mondays.
    """

    file_id: UUID
    name: str
    weeks: tuple[date, ...]
    counts: Counter[Kind]
    held: tuple[tuple[Hold, tuple[date, ...]], ...]


@dataclass(frozen=True)
class Sweeping:
    """What a sweep came to: hub by hub, and details of the audit log by hub, those of none by None."""

    hubs: tuple[Swept, ...]
    details: Mapping[UUID | None, int] = field(default_factory=dict)


def foresee(database: Database, at: datetime) -> Sweeping:
    """Say what a sweep at that moment would erase; nothing is erased."""
    with database.reading(WHOLE) as session:
        hubs = tuple(_foreseen(session, file.file_id, file.name, at) for file in HubFiles(session).listed())
        return Sweeping(hubs, foreseen_details(session, at))


def sweep(database: Database, at: datetime) -> Sweeping:
    """Erase what is past its time at a moment, and say what that was.

    Whoever breaks it off loses nothing: each week goes whole or not at all, and the next sweep goes on.
    """
    with database.reading(WHOLE) as session:
        names = {file.file_id: file.name for file in HubFiles(session).listed()}
    hubs = tuple(_swept(database, file_id, name, at) for file_id, name in names.items())
    details = erase_details(database, at)
    if details:
        log.info("retention: %d %s erased", sum(details.values()), Kind.DETAIL)
    return Sweeping(hubs, details)


def counted(counts: Mapping[Kind, int]) -> str:
    """Say counts in one line: "offers 3, bookings 12"."""
    return ", ".join(f"{kind} {counts[kind]}" for kind in Kind if counts.get(kind))


@dataclass(frozen=True)
class _Look:
    """What stands at one moment: read anew in each transaction, as a hold may have been placed meanwhile."""

    records: KeptRecords
    due: Due
    holds: tuple[Hold, ...]

    @classmethod
    def at(cls, session: ScopedSession, file_id: UUID, at: datetime) -> _Look:
        records, holds = kept_records(session, file_id), tuple(Holds(session).standing(file_id))
        policy = RecordsPolicies(session).in_force(file_id).policy
        return cls(records, due(records, policy, holds, local_day(at)), holds)

    def going_with(self, week: date) -> frozenset[UUID]:
        """Give the versions that go with a week: nothing of another week refers to them any more."""
        referring = referring_weeks(self.records)
        due = (roster for roster in self.records.rosters if roster.id in self.due.rosters)
        return frozenset(
            roster.id for roster in due if referring.get(roster.id, {roster.first_day}) == {week}
        )

    @property
    def held(self) -> tuple[tuple[Hold, tuple[date, ...]], ...]:
        weeks = self.due.held
        return tuple((hold, weeks[hold.id]) for hold in self.holds if weeks[hold.id])


def _foreseen(session: ScopedSession, file_id: UUID, name: str, at: datetime) -> Swept:
    look, eraser = _Look.at(session, file_id, at), Eraser(session, file_id)
    now = look.due
    counts = eraser.count_rosters(now.rosters | now.drafts) + eraser.count_leave(now.leave)
    counts += eraser.count_links(at - LINK_KEPT)
    for week in now.weeks:
        counts += eraser.count_week(week)
    counts += Counter({Kind.JOB: len(now.jobs), Kind.FILE: len(now.files)})
    return Swept(file_id, name, now.weeks, counts, look.held)


def _swept(database: Database, file_id: UUID, name: str, at: datetime) -> Swept:
    weeks: list[date] = []
    counts = _closed_swept(database, file_id, at)
    with database.reading(Scope.of(file_id)) as session:
        planned = _Look.at(session, file_id, at)
    for week in planned.due.weeks:
        gone = _week_swept(database, file_id, week, at)
        weeks += [week] if gone else []
        counts += gone
    counts += _unused_swept(database, file_id, at)
    if counts:
        log.info("retention: hub file %s: erased %s", file_id, counted(counts))
    return Swept(file_id, name, tuple(weeks), counts, planned.held)


def _closed_swept(database: Database, file_id: UUID, at: datetime) -> Counter[Kind]:
    """Erase drafts that were asked for, without what came of them, leave, and links that were closed."""
    with database.writing(Scope.of(file_id)) as session:
        HubFiles(session).take_turn(file_id)
        eraser = Eraser(session, file_id)
        now = _Look.at(session, file_id, at).due
        counts = eraser.erase_jobs(now.jobs) + eraser.erase_leave(now.leave)
        counts += eraser.erase_links(at - LINK_KEPT)
        _write_down(session, file_id, "what is closed", counts, at)
    return counts


def _week_swept(database: Database, file_id: UUID, week: date, at: datetime) -> Counter[Kind]:
    with database.writing(Scope.of(file_id)) as session:
        HubFiles(session).take_turn(file_id)
        look = _Look.at(session, file_id, at)
        if week not in look.due.weeks:
            return Counter()
        counts = Eraser(session, file_id).erase_week(week, look.going_with(week))
        _write_down(session, file_id, f"week of {week.day} {week:%b %Y}", counts, at)
    return counts


def _unused_swept(database: Database, file_id: UUID, at: datetime) -> Counter[Kind]:
    """Erase drafts that nothing came of, and versions of the hub's file that nothing needs any more."""
    with database.writing(Scope.of(file_id)) as session:
        HubFiles(session).take_turn(file_id)
        now, eraser = _Look.at(session, file_id, at).due, Eraser(session, file_id)
        counts = eraser.erase_rosters(now.drafts) + eraser.erase_files(now.files)
        _write_down(session, file_id, "what nothing needs", counts, at)
    return counts


def _write_down(
    session: ScopedSession, file_id: UUID, what: str, counts: Counter[Kind], at: datetime
) -> None:
    if counts:
        subject = f"{what}: {counted(counts)}"
        record(session, SERVICE.actor, Did.ERASED_RECORDS, at, file_id=file_id, subject=subject)
