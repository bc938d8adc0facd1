"""Rosters edited by hand: a new version follows the one edited, and the next draft keeps what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from hub_roster.domain.roster import RosterStatus
from hub_roster.domain.roster_changes import Changed, changed
from hub_roster.domain.tasks import Lock
from hub_roster.service.audit import Detail, Did, record, roster_subject
from hub_roster.service.edits import Decided, Edit, apply, locks_of
from hub_roster.service.judged import Effect, Judged, judged
from hub_roster.service.latest import Latest
from hub_roster.service.weeks import Known, Period, fixed, known_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.locks import FixedLock, Locks
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import Scope, ScopedSession

JUDGED: Latest[Judged] = Latest(32)
"""Rosters edited last, each by its version and all that its period is made of."""

AT_MOST = 5
"""How often an edit is worked out again because something of its week changed meanwhile."""


class NotEdited(Exception):
    """What was worked is a record."""

    def __init__(self) -> None:
        super().__init__("This is a record of what was worked: a correction is recorded beside it.")


class Followed(Exception):
    """Somebody edited a version before: nothing is lost, and the newest version is to be edited.

    Attributes
    ----------
    by
        The edit that came first.
    newest
        The version that came of the latest edit.
    period
        The week, to name its tasks by.
    changes
        What the newest version changed of the one that was to be edited.
    """

    def __init__(self, by: Version, newest: Version, period: Period, changes: tuple[Changed, ...]) -> None:
        super().__init__("Somebody else edited this roster meanwhile.")
        self.by = by
        self.newest = newest
        self.period = period
        self.changes = changes


@dataclass(frozen=True)
class Answer:
    """What an edit does.

    Attributes
    ----------
    version
        The new one; None where nothing is kept.
    """

    version: Version | None
    period: Period
    changes: tuple[Changed, ...]
    effect: Effect
    locks: tuple[Lock, ...]


@dataclass(frozen=True)
class _Looked:
    """What an edit is worked out from."""

    version: Version
    known: Known
    kept: tuple[FixedLock, ...]
    before: Judged

    @property
    def locks(self) -> tuple[Lock, ...]:
        """What is fixed by hand so far."""
        return tuple(each.lock for each in self.kept)


@dataclass(frozen=True)
class _WorkedOut:
    """An edit worked out, and not kept yet."""

    looked: _Looked
    decided: tuple[Decided, ...]
    locks: tuple[Lock, ...]
    after: Judged

    def answer(self, version: Version | None) -> Answer:
        """Give what is said of it."""
        before = self.looked.before
        changes = changed(before.roster.assignments, self.after.roster.assignments)
        effect = Effect(before.judgement, self.after.judgement)
        return Answer(version, self.after.period, changes, effect, tuple(each.lock for each in self.decided))


def preview(database: Database, scope: Scope, version_id: UUID, edits: Sequence[Edit]) -> Answer:
    """Say what changes of a version would do; nothing is kept.

    Raises
    ------
    NotThere, NotEdited, Followed, ImpossibleEdit
        As `edit`.
    """
    with database.reading(scope) as session:
        looked = _look(session, version_id)
        return _work_out(session, looked, edits).answer(None)


def edit(
    database: Database, scope: Scope, version_id: UUID, edits: Sequence[Edit], made: Made, *, actor: str
) -> Answer:
    """Make changes of a version: a draft that follows it, and locks for the next draft of its weeks.

    Raises
    ------
    NotThere
        If there is no such version in scope.
    NotEdited
        If it is a record of what was worked.
    Followed
        If somebody edited it before.
    ImpossibleEdit
        With every change that is impossible in itself.
    """
    for _ in range(AT_MOST):
        with database.reading(scope) as session:
            looked = _look(session, version_id)
            worked_out = _work_out(session, looked, edits)
        # Nobody waits for the judge: only what it took is looked at again before anything is written.
        version = _keep(database, scope, worked_out, made, actor)
        if version is not None:
            after = worked_out.after
            JUDGED.put((version.id, looked.known, worked_out.locks), after)
            return worked_out.answer(version)
    raise TimeoutError("An edit was overtaken by other changes of its week again and again.")


def _look(session: ScopedSession, version_id: UUID) -> _Looked:
    rosters = Rosters(session)
    version = rosters.version(version_id)
    if version.status is RosterStatus.WORKED:
        raise NotEdited
    known = known_of(session, version.file_id, version.first_day, version.weeks)
    kept = tuple(Locks(session).of_weeks(version.file_id, version.mondays))
    locks = tuple(each.lock for each in kept)
    period = fixed(session, known, locks)

    def judge() -> Judged:
        return judged(period, rosters.roster(version_id))

    before = JUDGED.get((version_id, known, locks), judge)
    _refuse_followed(session, version, before)
    return _Looked(version, known, kept, before)


def _refuse_followed(session: ScopedSession, version: Version, before: Judged) -> None:
    rosters = Rosters(session)
    first = newest = rosters.edited_from(version.id)
    while newest is not None and (later := rosters.edited_from(newest.id)) is not None:
        newest = later
    if first is not None and newest is not None:
        changes = changed(before.roster.assignments, rosters.roster(newest.id).assignments)
        raise Followed(first, newest, before.period, changes)


def _work_out(session: ScopedSession, looked: _Looked, edits: Sequence[Edit]) -> _WorkedOut:
    before = looked.before
    edited = apply(before.period.before_locks.problem, before.lines.roster, edits)
    weeks = looked.version.mondays
    locks = tuple(locks_of([each.lock for each in edited.decided if each.week in weeks], looked.locks))
    period = fixed(session, looked.known, locks)
    after = before.after(period, edited.roster)
    return _WorkedOut(looked, edited.decided, locks, after)


def _keep(database: Database, scope: Scope, worked_out: _WorkedOut, made: Made, actor: str) -> Version | None:
    """Keep an edit; None where something changed since it was worked out."""
    looked, roster = worked_out.looked, worked_out.after.roster
    before = looked.version
    with database.writing(scope) as session:
        HubFiles(session).take_turn(before.file_id)
        _refuse_followed(session, before, looked.before)
        known = known_of(session, before.file_id, before.first_day, before.weeks)
        kept = Locks(session).ids_of_weeks(before.file_id, before.mondays)
        if known != looked.known or kept != {each.id for each in looked.kept}:
            return None
        version = Rosters(session).add(uuid4(), roster, looked.known.number, made, before.id)
        Locks(session).keep(
            FixedLock(uuid4(), version.file_id, each.week, each.lock, version.id, made)
            for each in worked_out.decided
        )
        _write_down(session, actor, version, worked_out, made)
    return version


def _write_down(
    session: ScopedSession, actor: str, version: Version, worked_out: _WorkedOut, made: Made
) -> None:
    people = tuple(sorted({each.lock.person for each in worked_out.decided}))
    record(
        session,
        actor,
        Did.EDITED,
        made.at,
        file_id=version.file_id,
        subject=roster_subject(version),
        detail=Detail(people=people),
    )
