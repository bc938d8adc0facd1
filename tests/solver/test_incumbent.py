"""A roster as the solver holds it: worth what the judge says, seated in order, told by stable ids."""

from __future__ import annotations

from uuid import UUID

import pytest

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.program.statement import Priority
from hub_roster.solver.incumbent import empty, joined
from tests.solver.small_hubs import SMALL, best, columns_of, first_things_first, some_roster, written
from tests.tiny import at, drafted, hub, judged, people, resident, shift

EARLY = "Oak/2026-02-02/early"
FOUR = hub(people("ann ben cat dan"), resident("Heron"), shift("early", "Mon", seats=4))


def seats(problem: Problem) -> dict[str, str]:
    """Give each person's seat on Monday's early in the best roster."""
    columns = columns_of(problem)
    found = best(columns, first_things_first(columns)).roster(seed=1)
    return {a.person: a.task.removeprefix(f"{EARLY}/") for a in found.assignments if a.task.startswith(EARLY)}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_it_is_worth_what_the_judge_says(name: str, seed: int) -> None:
    """Shortfall by priority and cost are the judge's, who finds nothing broken; good roster or poor."""
    columns = written(name)
    found = some_roster(columns, seed)
    told = judged(columns.program.problem, found.roster(seed=None))
    assert told.violations == ()
    assert found.shortfall == tuple(told.shortfall[p].minutes for p in Priority)
    assert found.cost == told.cost
    assert found.rank == (*found.shortfall, found.cost)


def test_seats_are_numbered_in_the_order_of_keys() -> None:
    """Four people on four seats: ann first, dan last."""
    assert seats(FOUR) == {"ann": "1", "ben": "2", "cat": "3", "dan": "4"}


def test_a_locked_seat_is_its_persons() -> None:
    """Dan fixed to seat 2 has it, and the others share what is left in order."""
    locked = FOUR.edited(locks=(Lock(person="dan", task=f"{EARLY}/2"),))
    assert seats(locked) == {"ann": "1", "dan": "2", "ben": "3", "cat": "4"}


def test_a_shift_locked_without_a_seat_gives_any() -> None:
    """Dan fixed to the shift, no seat said: he comes when it is his turn."""
    assert seats(FOUR.edited(locks=(Lock(person="dan", task=EARLY),)))["dan"] == "4"


def test_a_lock_that_keeps_somebody_off_gives_no_seat() -> None:
    """Ann is not to be on seat 1, so not on the shift: the others move up."""
    locked = FOUR.edited(locks=(Lock(person="ann", task=f"{EARLY}/1", must=False),))
    assert seats(locked) == {"ben": "1", "cat": "2", "dan": "3"}


def test_a_carried_seat_is_its_persons() -> None:
    """Cat came in for the night before and stays on seat 1 of Monday's early."""
    night = DutyBefore(person="cat", start=at("Sun-1 23:00"), end=at("Mon 15:00"), tasks=(f"{EARLY}/1",))
    found = seats(FOUR.edited(duties_before=(night,)))
    assert found == {"cat": "1", "ann": "2", "ben": "3", "dan": "4"}


def test_a_lock_and_a_duty_begun_may_name_one_seat() -> None:
    """Cat is on seat 1 since the night and ann is fixed to it: the first by key has it."""
    night = DutyBefore(person="cat", start=at("Sun-1 23:00"), end=at("Mon 15:00"), tasks=(f"{EARLY}/1",))
    found = seats(FOUR.edited(duties_before=(night,), locks=(Lock(person="ann", task=f"{EARLY}/1"),)))
    assert found == {"ann": "1", "ben": "2", "cat": "3", "dan": "4"}


def test_ids_say_task_and_person_and_nothing_else() -> None:
    """The same person on the same task has the same id in another roster; another hub's file has others."""
    columns = written("SMALL")
    known: dict[tuple[str, str], UUID] = {}
    for seed in range(6):
        for a in some_roster(columns, seed).roster(seed).assignments:
            assert known.setdefault((a.task, a.person), a.id) == a.id
    assert len(set(known.values())) == len(known) > 10
    other = drafted(SMALL.edited(id=UUID(int=2))).roster
    assert not {a.id for a in other.assignments} & set(known.values())


def test_assignments_are_in_order_of_time() -> None:
    """By start, then task, then person, whatever order the columns are in."""
    found = some_roster(written("BUSY"), 3).roster(seed=5)
    assert list(found.assignments) == sorted(found.assignments, key=lambda a: (a.start, a.task, a.person))
    assert found.seed == 5


def test_nothing_taken_is_an_empty_roster() -> None:
    """No columns and no values: nobody does anything."""
    assert empty(written("SMALL")).roster(seed=1).assignments == ()


@pytest.mark.parametrize("seed", range(6))
def test_what_two_rosters_change_is_joined(seed: int) -> None:
    """Each person has the line of whichever roster changed it; one whom both changed, that of the first."""
    base, one, other = (some_roster(written("BUSY"), s) for s in (100, seed, seed + 50))
    person = base.columns.person
    taken = joined(base, one, other)
    for key in range(len(base.columns.program.people)):
        lines = [set(r[person[r] == key].tolist()) for r in (base.taken, one.taken, other.taken, taken)]
        was, first, second, now = lines
        assert now == (first if first != was else second)


def test_joining_with_itself_changes_nothing() -> None:
    """Where nothing differs there is nothing to join."""
    base, one = some_roster(written("SMALL"), 1), some_roster(written("SMALL"), 2)
    assert joined(base, base, base).tolist() == base.taken.tolist()
    assert joined(base, one, one).tolist() == joined(base, base, one).tolist() == one.taken.tolist()
