"""Locks that contradict each other: a smallest set, each of them needed."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import DutyBefore, Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.solver.locks import ContradictoryLocks, contradiction
from tests.solver.small_hubs import columns_of
from tests.tiny import at, drafted, hub, judged, on, on_call, people, resident, shift, visit, young

EARLY, LATE, TUESDAY = "Oak/2026-02-02/early/1", "Oak/2026-02-02/late/1", "Oak/2026-02-03/early/1"
SHIFT = "Oak/2026-02-02/early"
HOME = hub(
    people("ann ben"),
    resident("Heron"),
    young("Wren"),
    shift("early"),
    shift("late"),
    visit("v", "Wren", between="10:00 16:00"),
    on_call("spell", "Mon 17:00", "Tue 09:00"),
)


def must(person: str, task: str, start: str | None = None) -> Lock:
    """Fix somebody to a task."""
    return Lock(person=person, task=task, start=None if start is None else at(start))


def never(person: str, task: str) -> Lock:
    """Keep somebody off a task."""
    return Lock(person=person, task=task, must=False)


CLASHES = {
    "a late and the next early": ((must("ann", LATE), must("ann", TUESDAY)), ()),
    "on it and not on it": ((must("ann", EARLY), never("ann", SHIFT)), (must("ben", LATE),)),
    "a visit while on a shift": (
        (must("ben", "v", "Mon 12:00"), must("ben", EARLY)),
        (never("ann", LATE), must("ann", "spell")),
    ),
}
"""By name: locks that contradict each other, and others that stand beside them."""


@pytest.mark.parametrize("name", CLASHES)
def test_each_of_the_set_is_needed(name: str) -> None:
    """The set is what clashes and nothing beside it; without any one of them a draft keeps all the rest."""
    clash, beside = CLASHES[name]
    for locks in ((*beside, *clash), (*reversed(clash), *beside)):
        with pytest.raises(ContradictoryLocks) as raised:
            drafted(HOME.edited(locks=locks))
        assert set(raised.value.locks) == set(clash)
    for lock in clash:
        rest = HOME.edited(locks=tuple(other for other in (*beside, *clash) if other is not lock))
        assert judged(rest, drafted(rest, work=0.5).roster).violations == ()


def test_of_two_contradictions_one_is_told() -> None:
    """A smallest set holds one of them only, so that each of its locks is needed."""
    first = CLASHES["on it and not on it"][0]
    second = (must("ben", "v", "Mon 15:00"), must("ben", LATE))
    with pytest.raises(ContradictoryLocks) as raised:
        drafted(HOME.edited(locks=(*first, *second)))
    assert set(raised.value.locks) in (set(first), set(second))


def test_a_lock_on_a_day_of_leave_is_a_set_of_its_own() -> None:
    """One lock that no roster keeps, beside others that can stand."""
    away = HOME.edited(leave=(Leave(person="ann", first_day=on("Tue"), last_day=on("Tue")),))
    with pytest.raises(ContradictoryLocks) as raised:
        drafted(away.edited(locks=(must("ben", EARLY), must("ann", TUESDAY), must("ann", LATE))))
    assert raised.value.locks == (must("ann", TUESDAY),)
    drafted(away.edited(locks=(must("ben", EARLY), must("ann", LATE))), work=0.5)


def test_two_people_locked_to_one_seat() -> None:
    """The problem itself refuses the same seat twice, and two people on a shift of one seat."""
    with pytest.raises(ValueError, match="is locked to ann already"):
        HOME.edited(locks=(must("ann", EARLY), must("ben", EARLY)))
    with pytest.raises(ValueError, match="2 people are locked to"):
        HOME.edited(locks=(must("ann", SHIFT), must("ben", EARLY)))


def test_a_duty_begun_before_is_no_lock_to_leave_out() -> None:
    """Ann is still on a night when she is fixed to the early: only the lock is told."""
    night = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    with pytest.raises(ContradictoryLocks) as raised:
        drafted(HOME.edited(duties_before=(night,), locks=(must("ben", LATE), must("ann", EARLY))))
    assert raised.value.locks == (must("ann", EARLY),)


def told(problem: Problem) -> str:
    """Give what a manager reads of a contradiction."""
    return str(contradiction(columns_of(problem)))


def test_a_manager_reads_who_and_what() -> None:
    """Each lock of the set in words; a contradiction without locks says what it comes from."""
    clash = HOME.edited(locks=CLASHES["on it and not on it"][0])
    assert told(clash) == f"These cannot all stand together: ann on {EARLY}; ann not on {SHIFT}."
    assert str(ContradictoryLocks(())) == "What was begun before the period cannot all stand together."
