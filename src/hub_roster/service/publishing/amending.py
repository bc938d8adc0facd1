"""Amendments: what changes of what people were told by a roster in force, and the notice they get of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import DAY, day_of, instant_of, monday_of
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.roster_changes import Changed, changed
from hub_roster.rules.notice import NoticeGiven
from hub_roster.rules.rulebook import BoundRules
from hub_roster.service.feeds.telling import TOLD
from hub_roster.service.publishing.checklist import Item, Weight
from hub_roster.service.weeks import WEEK, told_of
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import ScopedSession
from hub_roster.store.told_changes import ChangeTold, ToldChanges


def amended(session: ScopedSession, version: Version, roster: Roster) -> tuple[Changed, ...]:
    """Give what a roster would change of what people were told, in the weeks in which one is in force.

    What somebody was only offered, and has not said yes to, they were not told.

    Parameters
    ----------
    roster
        What the version holds, each assignment as it stands now.
    """
    rosters = Rosters(session)
    after = version.mondays[-1] + WEEK
    known = [
        week
        for week in rosters.weeks(version.file_id, version.first_day, after)
        if week.published is not None
    ]
    held = [week for week in known if week.first_day < after]
    before = told_of(rosters, held)
    if before is None:
        return ()
    weeks = {week.first_day for week in held}
    # What a long duty takes of the week after is told with it while that has no roster of its own.
    if after - WEEK in weeks and len(known) == len(held):
        weeks.add(after)
    return changed(_told_in(before, weeks), _told_in(roster, weeks))


def _told_in(roster: Roster, mondays: Iterable[date]) -> Iterator[Assignment]:
    return (
        each
        for each in roster.assignments
        if each.state in TOLD and monday_of(day_of(each.span[0])) in mondays
    )


def note(
    session: ScopedSession, file_id: UUID, roster: UUID, changes: Iterable[Changed], at: datetime
) -> None:
    """Keep each change with the notice given of it, inside the transaction that publishes it."""
    ToldChanges(session).add(
        file_id,
        (
            ChangeTold(
                uuid4(),
                roster,
                monday_of(day_of(instant_of(each.starts))),
                each.person,
                each.task,
                each.was,
                each.now,
                at,
                notice(each, at),
            )
            for each in changes
        ),
    )


def notice(change: Changed, at: datetime) -> int:
    """Give the minutes from a moment to the start of the earlier of what was and what is."""
    return instant_of(change.starts) - instant_of(at)


def short_notice(
    rules: BoundRules, problem: Problem, changes: Iterable[Changed], at: datetime
) -> Iterator[Item]:
    """Give the changes that people would be told of later than the policy wants.

    Visits are planned week by week, and are no news.
    """
    (rule,) = (each for each in rules if isinstance(each, NoticeGiven))
    wanted = rule.numbers.days
    for change in changes:
        task = problem.task(change.task)
        if isinstance(task, Appointment) and task.kind is AppointmentKind.VISIT:
            continue
        days = notice(change, at) // DAY
        if days < wanted:
            told = "after it began" if days < 0 else f"{days} {'day' if days == 1 else 'days'} before"
            words = f"{_what(change)} would be told {told}; the policy asks for {wanted} days."
            yield Item(Weight.TOLD, rule.name, change.person, (change.task,), words)


def _what(change: Changed) -> str:
    if change.now is None:
        return "That this is taken away"
    return "This" if change.was is None else "That this is at another time"
