"""The problem of a week: the newest version of a hub's file, and what was worked or published before."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus
from hub_roster.service.weeks import Period, period, week_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import NotThere
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE, Scope
from tests import tiny
from tests.service.kept import MADE, keep_file, let_hold

NEXT, THIRD = tiny.MONDAY + timedelta(days=7), tiny.MONDAY + timedelta(days=14)
HUB = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))


def asked(database: Database, week: int = 0, weeks: int = 1) -> Period:
    """Give the period so many weeks after the file's own."""
    with database.reading(WHOLE) as session:
        return period(session, HUB.id, tiny.MONDAY + timedelta(days=7 * week), weeks)


def hours(problem: Problem) -> dict[tuple[str, str], float]:
    """Give the hours worked by person and week."""
    return {(w.person, f"{w.week:%d %b}"): w.working_minutes / 60 for w in problem.weeks_worked}


def test_the_file_s_own_week_is_as_it_stands(database: Database) -> None:
    """Nothing has happened before it."""
    keep_file(database, HUB)
    assert asked(database) == Period(HUB, 1, ())


def test_what_was_published_counts_in_the_week_after(database: Database) -> None:
    """Hours are counted from the roster people were told, as assumed."""
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon, early Tue"))
    found = asked(database, 1)
    assert found.problem.first_day == NEXT
    assert found.unknown == ()
    assert hours(found.problem)["ann", "02 Feb"] == 16
    assert all(week.assumed for week in found.problem.weeks_worked)


def test_what_was_worked_counts_before_what_was_published(database: Database) -> None:
    """A record of what happened stands, whatever was planned."""
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon, early Tue"))
    worked = tiny.roster(HUB, ben="early Mon").model_copy(update={"status": RosterStatus.WORKED})
    with database.writing(WHOLE) as session:
        rosters = Rosters(session)
        rosters.put_as_worked(rosters.add(uuid4(), worked, 1, MADE, None))
    found = asked(database, 1).problem
    assert hours(found) == {("ann", "02 Feb"): 0, ("ben", "02 Feb"): 8}
    assert not any(week.assumed for week in found.weeks_worked)


def test_weeks_of_which_nothing_is_known_are_named(database: Database) -> None:
    """What people worked then is not counted, and a manager is told so."""
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon"))
    assert asked(database, 3).unknown == (NEXT, THIRD)


def test_a_draft_keeps_to_what_people_were_told(database: Database) -> None:
    """What is published of the week itself stands in its problem."""
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon", ben="early Sun"))
    told = asked(database).problem.published
    assert sorted((each.person, each.task) for each in told) == [
        ("ann", "Oak/2026-02-02/early/1"),
        ("ben", "Oak/2026-02-08/early/1"),
    ]


def test_a_week_of_a_longer_roster_counts_alone(database: Database) -> None:
    """Two weeks published as one, and the second then again: each week has what holds in it."""
    keep_file(database, HUB)
    both = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"), weeks=2)
    month = let_hold(database, tiny.roster(both, ann="early Mon, early Mon+1"))
    second = tiny.roster(asked(database, 1).problem, ben="early Tue")
    let_hold(database, second, instead_of=[month.id])
    found = asked(database, 2).problem
    assert hours(found)["ann", "02 Feb"] == 8
    assert hours(found)["ann", "09 Feb"] == 0
    assert hours(found)["ben", "09 Feb"] == 8


def test_a_week_of_a_roster_keeps_what_its_last_duty_reaches_into(database: Database) -> None:
    """The day after it comes along, and no more."""
    del database
    both = tiny.hub(tiny.people("ann"), tiny.shift("early"), weeks=2)
    roster = tiny.roster(both, ann="early Sun, early Mon+1, early Tue+1")
    kept = week_of(roster, tiny.MONDAY)
    assert tiny.doing(kept, "ann") == ["Oak/2026-02-08/early/1", "Oak/2026-02-09/early/1"]


def test_another_hub_has_no_weeks(database: Database) -> None:
    """Outside a caller's scope there is no file."""
    keep_file(database, HUB)
    with database.reading(Scope.of()) as session, pytest.raises(NotThere):
        period(session, HUB.id, tiny.MONDAY, 1)
