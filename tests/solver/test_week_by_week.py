"""Week after week: each with the weeks before as its past, and taken over whole into the longer period."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import starting
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver import draft as drafting
from hub_roster.solver.draft import draft
from hub_roster.solver.incumbent import empty
from hub_roster.solver.integer import Limit, Outcome, Part, solve
from hub_roster.solver.limits import Limits
from hub_roster.solver.locks import ContradictoryLocks
from hub_roster.solver.stop import Stop
from hub_roster.solver.week_by_week import columns_of, rests, week_by_week
from tests.solver import small_hubs
from tests.solver.small_hubs import first_things_first, is_legal
from tests.tiny import hub, people, resident, shift, visit, young

WORK = 3.0

TWO_WEEKS = hub(
    people("ann ben cat dan eve", contract_hours=30),
    resident("Heron"),
    young("Wren", key_worker="ann"),
    shift("early"),
    shift("late"),
    shift("sleep-in"),
    visit("w", "Wren", "Wed", between="10:00 16:00"),
).edited(weeks=2)
"""Five people and a home for two weeks; late, sleep-in and early run on over the Sunday night."""


def drafted(week: Problem) -> Roster:
    """Draft one week."""
    return draft(week, limits=Limits(seconds=None, work=WORK, workers=1)).roster


def test_weeks_are_drafted_in_order_with_their_past() -> None:
    """Two weeks are asked for, the second with the duties of the first behind it."""
    asked: list[Problem] = []

    def draft_week(week: Problem) -> Roster:
        asked.append(week)
        return drafted(week)

    made = week_by_week(TWO_WEEKS, draft_week)
    assert [week.first_day for week in asked] == [
        TWO_WEEKS.first_day,
        TWO_WEEKS.first_day + timedelta(days=7),
    ]
    assert all(week.weeks == 1 for week in asked)
    assert not asked[0].weeks_worked
    assert asked[1].weeks_worked
    assert len({(a.person, a.task) for a in made}) == len(made)


def test_all_of_it_stands_in_the_longer_period() -> None:
    """Every assignment is in a column; beside weekly rests the roster is legal, and short of no more."""
    columns = small_hubs.columns_of(TWO_WEEKS)
    made = week_by_week(TWO_WEEKS, drafted)
    taken = columns_of(columns, made)
    tasks = [task for k in taken for task in columns.program.pieces[columns.piece[k]].tasks]
    assert len(tasks) == len(made)
    free = np.union1d(taken, rests(columns))
    answer = solve(
        Part(free, empty(columns), whole=True),
        first_things_first(columns),
        Limit(WORK, 1),
        Stop(),
    )
    assert answer.outcome is Outcome.OPTIMAL
    assert answer.incumbent is not None
    assert is_legal(answer.incumbent)
    assert set(taken.tolist()) <= set(answer.incumbent.taken.tolist())


def test_with_no_time_left_it_ends_with_what_it_has() -> None:
    """The first week alone is made where there is none for the second."""
    first = starting(TWO_WEEKS, TWO_WEEKS.first_day, 1)
    made = week_by_week(TWO_WEEKS, lambda week: drafted(week) if week.first_day == first.first_day else None)
    assert made
    assert {a.start.date() <= first.last_day for a in made} >= {True}


def test_a_week_that_cannot_be_is_the_last() -> None:
    """Locks that contradict what the weeks before made of the past end it without an error."""

    def refused(week: Problem) -> Roster:
        raise ContradictoryLocks((Lock(person="ann", task=next(iter(week.shift))),))

    assert week_by_week(TWO_WEEKS, refused) == ()


@pytest.mark.slow
def test_a_longer_period_is_drafted_by_weeks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were a large hub: two weeks with nothing broken, and equal work gives the same roster."""
    monkeypatch.setattr(drafting, "AT_ONCE_COLUMNS", 0)
    monkeypatch.setattr(drafting, "WEEK_WORK", WORK)
    one, other = (
        draft(TWO_WEEKS, limits=Limits(seconds=None, work=4 * WORK, workers=workers)) for workers in (1, 2)
    )
    assert one.roster == other.roster
    assert judge(RULEBOOK.of(TWO_WEEKS), TWO_WEEKS, one.roster).violations == ()
