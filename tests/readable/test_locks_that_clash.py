"""Locks that cannot all stand: the only thing a draft refuses, naming a smallest set of them."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import DutyBefore, Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.solver.locks import ContradictoryLocks
from tests.tiny import at, drafted, hub, on, people, resident, shift, visit, who, young

LATE, EARLY = "Oak/2026-02-02/late/1", "Oak/2026-02-03/early/1"
HOME = hub(
    people("ann ben"), resident("Heron"), shift("early"), shift("late"), young("Wren"), visit("w", "Wren")
)


def refused(problem: Problem, *locks: Lock) -> set[tuple[str, str]]:
    """Give the locks that a draft refuses, and check that without any one of them it does not."""
    with pytest.raises(ContradictoryLocks) as raised:
        drafted(problem.edited(locks=locks), work=1)
    for lock in raised.value.locks:
        drafted(problem.edited(locks=tuple(one for one in raised.value.locks if one != lock)), work=0.1)
    return {(lock.person, lock.task) for lock in raised.value.locks}


def test_a_late_and_the_next_early() -> None:
    """Two of three locks leave ann no rest between them: they are named, the third is not."""
    locks = [Lock(person=who, task=task) for who, task in (("ann", LATE), ("ben", "w"), ("ann", EARLY))]
    assert refused(HOME, *locks) == {("ann", LATE), ("ann", EARLY)}


def test_a_day_of_leave() -> None:
    """One lock on a day of leave cannot stand by itself."""
    leave = Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))
    locks = [Lock(person="ann", task=LATE), Lock(person="ann", task=EARLY)]
    assert refused(HOME.edited(leave=(leave,)), *locks) == {("ann", EARLY)}


def test_what_was_begun_before_the_period() -> None:
    """Ann comes off a night on Monday at 08:00: she cannot be fixed to Monday's late."""
    night = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    assert refused(HOME.edited(duties_before=(night,)), Lock(person="ann", task=LATE)) == {("ann", LATE)}


def test_a_visit_at_a_time_that_does_not_fit() -> None:
    """Ben fixed to the visit at 14:00, half an hour away, cannot be fixed to a late at 15:00 as well."""
    locks = [Lock(person="ben", task="w", start=at("Mon 14:00")), Lock(person="ben", task=LATE)]
    assert refused(HOME, *locks) == {("ben", "w"), ("ben", LATE)}


def test_locks_that_can_stand_are_not_refused() -> None:
    """Visit, drive and late follow on: ben makes the visit at 13:30 and is at the home by 15:00."""
    locks = (Lock(person="ben", task="w", start=at("Mon 13:30")), Lock(person="ben", task=LATE))
    found = drafted(HOME.edited(locks=locks), work=1)
    assert who(found.roster, "w") == who(found.roster, LATE) == ["ben"]


def test_never_is_no_contradiction() -> None:
    """Locks that keep everybody off a shift leave it empty; nothing is refused."""
    locks = tuple(Lock(person=key, task=LATE, must=False) for key in ("ann", "ben"))
    assert who(drafted(HOME.edited(locks=locks), work=1).roster, LATE) == []
