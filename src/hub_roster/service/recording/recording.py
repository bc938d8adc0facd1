"""Recording what was worked in a week: a version beside what was planned, each following the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from hub_roster.domain.clock import Instant, instant_of
from hub_roster.domain.problem import Problem
from hub_roster.domain.recorded import Breach, Recorded, with_recorded
from hub_roster.domain.roster import Assignment, Roster, RosterStatus
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller, NotAllowed
from hub_roster.service.audit import Detail, Did, record, roster_subject
from hub_roster.service.feeds.telling import TOLD
from hub_roster.service.recording.applying import applied
from hub_roster.service.recording.breaches import breaches
from hub_roster.service.recording.said import (
    CameOfVisit,
    Difference,
    ExtraWork,
    Flaw,
    NotRecorded,
)
from hub_roster.service.records.weeks_on_record import weeks_on_record
from hub_roster.service.weeks import period, week_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.recordings import Recordings
from hub_roster.store.rosters import Rosters, Version, WeekInForce
from hub_roster.store.scope import ScopedSession


@dataclass(frozen=True)
class WeekWorked:
    """A week as it was worked, or is taken to be as long as nothing is recorded.

    Attributes
    ----------
    problem
        With what was recorded of it.
    roster
        What was recorded so far, and what is planned from there on.
    planned, version
        The versions in force and recorded last; None while there is none.
    """

    problem: Problem
    roster: Roster
    recorded: Recorded
    breaches: tuple[Breach, ...]
    planned: UUID | None
    version: Version | None


def week_worked(session: ScopedSession, file_id: UUID, monday: date) -> WeekWorked:
    """Give a week as it was worked, by the hub's file as it is now.

    Raises
    ------
    NotThere
        If there is no such file in scope.
    """
    bare = period(session, file_id, monday, 1).problem
    rosters, recordings = Rosters(session), Recordings(session)
    found = rosters.weeks(file_id, monday, monday)
    week = found[0] if found else WeekInForce(monday, None, None)
    if week.worked is None:
        return WeekWorked(bare, _planned(session, bare, week.published), Recorded(), (), week.published, None)
    recorded, version = recordings.recorded(week.worked), rosters.version(week.worked)
    standing = _standing(session, bare, week, version)
    roster = rosters.roster(version.id).model_copy(update={"assignments": standing})
    return WeekWorked(
        with_recorded(bare, recorded, roster),
        roster,
        recorded,
        recordings.breaches(week.worked),
        week.published,
        version,
    )


def _planned(session: ScopedSession, problem: Problem, published: UUID | None) -> Roster:
    """Give what is planned: what nobody agreed to is taken to be worked by nobody."""
    roster = Roster(problem_id=problem.id, first_day=problem.first_day)
    if published is not None:
        roster = week_of(Rosters(session).roster(published), problem.first_day)
    firm = tuple(each for each in roster.assignments if each.state in TOLD)
    return roster.model_copy(update={"assignments": firm})


def _standing(
    session: ScopedSession, problem: Problem, week: WeekInForce, version: Version
) -> tuple[Assignment, ...]:
    """Give what was recorded up to when it was, and from there on what is planned by now.

    Of what was planned then already the record speaks: a visit may have been made, or called off, before the
    time it was planned for.
    """
    at = instant_of(version.made.at)
    (known,) = weeks_on_record(session, version.file_id, week.first_day, week.first_day)
    then = known.planned_at(version.made.at)
    now = {_what(each): each for each in _planned(session, problem, week.published).assignments}
    before = _planned(session, problem, None if then is None else then.id).assignments
    recorded = Rosters(session).roster(version.id).assignments
    stays = tuple(each for each in recorded if each.span[0] <= at or _what(each) in now)
    settled = set(map(_what, before))
    down = {(each.person, shift_of(each.task)) for each in stays}
    news = (each for what, each in now.items() if each.span[0] > at and what not in settled)
    return (*stays, *(each for each in news if (each.person, shift_of(each.task)) not in down))


def _what(assignment: Assignment) -> tuple[str, str, tuple[Instant, Instant]]:
    return assignment.person, shift_of(assignment.task), assignment.span


Check = Callable[[WeekWorked], None]


def record_worked(
    database: Database,
    caller: Caller,
    file_id: UUID,
    monday: date,
    said: Sequence[Difference],
    made: Made,
    looked_at: Check,
) -> WeekWorked:
    """Record what was different from what stood; no rule that was broken ever refuses it.

    What is recorded is kept beside what was planned, and beside what was recorded before.

    Parameters
    ----------
    said
        In order; empty where all was as planned.
    looked_at
        Refuses, where the week is not as whoever records it saw it.

    Raises
    ------
    NotAllowed
        If some of it was in a home the caller is no leader of.
    NotRecorded
        With everything that makes no sense.
    """
    with database.writing(caller.scope) as session:
        HubFiles(session).take_turn(file_id)
        before = week_worked(session, file_id, monday)
        looked_at(before)
        _require_homes(caller, before.problem, said)
        bare = period(session, file_id, monday, 1).problem
        if bare.start > instant_of(made.at):
            raise NotRecorded([Flaw("monday", "This week is still to come.")])
        found = applied(bare, before.roster, before.recorded, said, made.at)
        over = bare.end <= instant_of(made.at) and caller.homes(Action.RECORD_WORKED, file_id) is None
        recorded = found.recorded.model_copy(update={"whole": over or before.recorded.whole})
        problem = with_recorded(bare, recorded, found.roster)
        broken = breaches(session, problem, found.roster, made.at)
        version = _keep(session, before, found.roster, recorded, broken, made)
        people = tuple(sorted({key for each in said for key in _people(each)}))
        record(
            session,
            caller.actor,
            Did.RECORDED,
            made.at,
            file_id=file_id,
            subject=roster_subject(version),
            detail=Detail(people=people),
        )
        return WeekWorked(problem, found.roster, recorded, broken, before.planned, version)


def _keep(
    session: ScopedSession,
    before: WeekWorked,
    roster: Roster,
    recorded: Recorded,
    broken: tuple[Breach, ...],
    made: Made,
) -> Version:
    rosters = Rosters(session)
    follows = before.planned if before.version is None else before.version.id
    number = HubFiles(session).newest(roster.problem_id).number
    roster = roster.model_copy(update={"status": RosterStatus.WORKED})
    version = rosters.add(uuid4(), roster, number, made, follows)
    rosters.put_as_worked(version)
    Recordings(session).add(version, recorded, broken)
    return version


def _people(said: Difference) -> tuple[str, ...]:
    """Give the keys of those a difference is about."""
    named = (getattr(said, "person", None), getattr(said, "instead_of", None))
    return tuple(key for key in named if key is not None)


def _require_homes(caller: Caller, problem: Problem, said: Sequence[Difference]) -> None:
    """Go on only if all of it was in homes that the caller may record for."""
    homes = caller.homes(Action.RECORD_WORKED, problem.id)
    if homes is None:
        return
    for difference in said:
        home = _home(problem, difference)
        if home not in homes:
            raise NotAllowed(Action.RECORD_WORKED, home)


def _home(problem: Problem, said: Difference) -> str | None:
    """Give the home a difference is about: that of its shift, or of whom a visit was to."""
    if isinstance(said, ExtraWork):
        return said.home
    task = problem.task(said.visit if isinstance(said, CameOfVisit) else said.task)
    if isinstance(task, Shift):
        return task.home
    return None


def seen_in(worked: WeekWorked, homes: frozenset[str] | None) -> WeekWorked:
    """Give what of a week was in some homes, for who leads a shift there; None for all of it."""
    if homes is None:
        return worked

    def inside(task_id: str) -> bool:
        task = worked.problem.task(task_id)
        return isinstance(task, Shift) and task.home in homes

    assignments = tuple(each for each in worked.roster.assignments if inside(each.task))
    recorded = worked.recorded.model_copy(
        update={
            "outcomes": (),
            "unplanned": (),
            "absences": tuple(each for each in worked.recorded.absences if inside(each.task)),
        }
    )
    return replace(
        worked,
        roster=worked.roster.model_copy(update={"assignments": assignments}),
        recorded=recorded,
        breaches=tuple(b for b in worked.breaches if b.tasks and all(inside(task) for task in b.tasks)),
    )
