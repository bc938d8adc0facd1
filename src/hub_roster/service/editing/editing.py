"""Rosters edited by hand: a new version follows the one edited, and the next draft keeps what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.domain.roster_changes import Changed, changed
from hub_roster.domain.tasks import Lock
from hub_roster.service.audit import Detail, Did, record, roster_subject
from hub_roster.service.editing.edits import Edit, apply
from hub_roster.service.editing.judged import Effect, Judged, judged, set_apart
from hub_roster.service.latest import Latest
from hub_roster.service.weeks import Known, Period, known_of, made_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.locks import FixedLock, Locks, with_kept
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import Scope, ScopedSession

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
class Standing:
    """A version as it is judged, with what is fixed by hand in its weeks."""

    judged: Judged
    kept: tuple[FixedLock, ...]

    @cached_property
    def ids(self) -> frozenset[UUID]:
        """What tells the locks from any others: one is never changed, only replaced."""
        return frozenset(each.id for each in self.kept)

    def after(self, roster: Roster, kept: Sequence[FixedLock]) -> Standing:
        """Judge a roster that follows, with other locks."""
        period = self.judged.period.fixing([each.lock for each in kept])
        return Standing(self.judged.after(period, roster), tuple(kept))


JUDGED: Latest[Latest[Standing]] = Latest(4)
"""By all that a period is made of, its versions edited last: it takes many MB, and each of them few more."""

VERSIONS = 8
"""How many are kept of each period."""


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
    standing: Standing

    @property
    def before(self) -> Judged:
        """The version as it is judged."""
        return self.standing.judged


@dataclass(frozen=True)
class _WorkedOut:
    """An edit worked out, and not kept yet."""

    looked: _Looked
    version_id: UUID
    fixed: tuple[FixedLock, ...]
    standing: Standing

    def answer(self, version: Version | None) -> Answer:
        """Give what is said of it."""
        before, after = self.looked.before, self.standing.judged
        changes = changed(before.roster.assignments, after.roster.assignments)
        effect = Effect(before.judgement, after.judgement)
        return Answer(version, after.period, changes, effect, tuple(each.lock for each in self.fixed))


def preview(database: Database, scope: Scope, version: Version, edits: Sequence[Edit], made: Made) -> Answer:
    """Say what changes of a version would do; nothing is kept.

    Raises
    ------
    NotEdited, Followed, ImpossibleEdit
        As `edit`.
    """
    with database.reading(scope) as session:
        looked = _look(session, version)
    return _work_out(looked, edits, made).answer(None)


def edit(
    database: Database, scope: Scope, version: Version, edits: Sequence[Edit], made: Made, *, actor: str
) -> Answer:
    """Make changes of a version: a draft that follows it, and locks for the next draft of its weeks.

    Raises
    ------
    NotEdited
        If it is a record of what was worked.
    Followed
        If somebody edited it before.
    ImpossibleEdit
        With every change that is impossible in itself.
    """
    for _ in range(AT_MOST):
        with database.reading(scope) as session:
            looked = _look(session, version)
        worked_out = _work_out(looked, edits, made)
        # Nobody waits for the judge: only what it took is looked at again before anything is written.
        follows = _keep(database, scope, worked_out, made, actor)
        if follows is not None:
            _versions(looked.known).put(follows.id, worked_out.standing)
            return worked_out.answer(follows)
    raise TimeoutError("An edit was overtaken by other changes of its week again and again.")


def _look(session: ScopedSession, version: Version) -> _Looked:
    if version.status is RosterStatus.WORKED:
        raise NotEdited
    known = known_of(session, version.file_id, version.first_day, version.weeks)
    locks, versions = Locks(session), _versions(known)

    def judge() -> Standing:
        kept = tuple(locks.of_weeks(version.file_id, version.mondays))
        period = made_of(session, known).fixing([each.lock for each in kept])
        found = Standing(judged(period, Rosters(session).roster(version.id)), kept)
        if not versions:
            set_apart()
        return found

    standing = versions.get(version.id, judge)
    if locks.ids_of_weeks(version.file_id, version.mondays) != standing.ids:
        kept = locks.of_weeks(version.file_id, version.mondays)
        standing = standing.after(standing.judged.roster, kept)
        versions.put(version.id, standing)
    _refuse_followed(session, version, standing.judged)
    return _Looked(version, known, standing)


def _versions(known: Known) -> Latest[Standing]:
    """Give the versions judged last of what a period is made of, by id: one never changes."""
    return JUDGED.get(known, lambda: Latest(VERSIONS))


def _refuse_followed(session: ScopedSession, version: Version, before: Judged) -> None:
    rosters = Rosters(session)
    first = newest = rosters.edited_from(version.id)
    while newest is not None and (later := rosters.edited_from(newest.id)) is not None:
        newest = later
    if first is not None and newest is not None:
        changes = changed(before.roster.assignments, rosters.roster(newest.id).assignments)
        raise Followed(first, newest, before.period, changes)


def _work_out(looked: _Looked, edits: Sequence[Edit], made: Made) -> _WorkedOut:
    version, before = looked.version, looked.before
    edited = apply(before.period.before_locks.problem, before.roster, edits)
    version_id = uuid4()
    fixed = tuple(
        FixedLock(uuid4(), version.file_id, each.week, each.lock, version_id, made) for each in edited.decided
    )
    of_weeks = [each for each in fixed if each.first_day in version.mondays]
    standing = looked.standing.after(edited.roster, with_kept(looked.standing.kept, of_weeks))
    return _WorkedOut(looked, version_id, fixed, standing)


def _keep(database: Database, scope: Scope, worked_out: _WorkedOut, made: Made, actor: str) -> Version | None:
    """Keep an edit; None where something changed since it was worked out."""
    looked, roster = worked_out.looked, worked_out.standing.judged.roster
    before = looked.version
    with database.writing(scope) as session:
        HubFiles(session).take_turn(before.file_id)
        _refuse_followed(session, before, looked.before)
        known = known_of(session, before.file_id, before.first_day, before.weeks)
        kept = Locks(session).ids_of_weeks(before.file_id, before.mondays)
        if known != looked.known or kept != looked.standing.ids:
            return None
        version = Rosters(session).add(
            worked_out.version_id, roster, looked.known.content.number, made, before.id
        )
        Locks(session).keep(worked_out.fixed)
        _write_down(session, actor, version, worked_out.fixed, made)
    return version


def _write_down(
    session: ScopedSession, actor: str, version: Version, fixed: Sequence[FixedLock], made: Made
) -> None:
    people = tuple(sorted({each.lock.person for each in fixed}))
    record(
        session,
        actor,
        Did.EDITED,
        made.at,
        file_id=version.file_id,
        subject=roster_subject(version),
        detail=Detail(people=people),
    )
