"""Why locks cannot all stand: every contradiction, each lock shown to be needed, and what is in its way."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import DutyBefore, Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.solver.explain import CLOSER
from hub_roster.solver.explain_locks import clashes
from hub_roster.solver.integer import Outcome, solve
from hub_roster.solver.locks import contradictions, standing_alone
from tests.solver.small_hubs import columns_of
from tests.tiny import at, hub, on, people, resident, shift, visit, young

EARLY, LATE, TUESDAY = "Oak/2026-02-02/early/1", "Oak/2026-02-02/late/1", "Oak/2026-02-03/early/1"
HOME = hub(
    people("ann ben"),
    resident("Heron"),
    young("Wren"),
    shift("early"),
    shift("late"),
    visit("v", "Wren", between="10:00 16:00"),
)
NO_REST = (Lock(person="ann", task=LATE), Lock(person="ann", task=TUESDAY))
TWO_PLACES = (Lock(person="ben", task="v", start=at("Mon 12:00")), Lock(person="ben", task=EARLY))
AWAY = Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))


def sets(problem: Problem) -> set[frozenset[Lock]]:
    """Give the contradictory sets; each is proved, and each lock of it shown needed by solving again."""
    columns = columns_of(problem)
    found = contradictions(columns)
    for clash in found:
        assert clash.proved
        assert standing_alone(columns, clash.locks) is None
        for lock in clash.locks:
            assert standing_alone(columns, tuple(each for each in clash.locks if each is not lock))
    return {frozenset(clash.locks) for clash in found}


def test_two_contradictions_are_both_told() -> None:
    """They share no lock, and a lock of neither is in neither."""
    problem = HOME.edited(locks=(*NO_REST, Lock(person="ann", task="v", must=False), *TWO_PLACES))
    assert sets(problem) == {frozenset(NO_REST), frozenset(TWO_PLACES)}


def test_a_lock_against_a_rule_alone() -> None:
    """On a day of leave one lock cannot stand by itself; why is private, but not from who may look closer."""
    problem = HOME.edited(locks=(NO_REST[1],), leave=(AWAY,))
    assert sets(problem) == {frozenset(NO_REST[1:])}
    (clash,) = clashes(problem)
    assert [(b.rule, b.message) for b in clash.locks[0].broken] == [("", "Not available for this.")]
    (closer,) = clashes(problem, knows=CLOSER)
    assert [b.rule for b in closer.locks[0].broken] == ["leave"]


def test_a_lock_against_a_duty_begun_before() -> None:
    """Ann is on a night until Monday at 08:00: the rest after it is in the way of her late."""
    night = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    problem = HOME.edited(locks=(NO_REST[0],), duties_before=(night,))
    assert sets(problem) == {frozenset(NO_REST[:1])}
    (clash,) = clashes(problem)
    assert [b.rule for b in clash.locks[0].broken] == ["daily rest"]


def test_what_stands_in_the_way_of_each_is_told_beside_the_others() -> None:
    """Rest between late and early; two places at once; and one lock forbids what another asks for."""
    assert [[b.rule for b in each.broken] for each in clashes(HOME.edited(locks=NO_REST))[0].locks] == [
        ["daily rest"],
        ["daily rest"],
    ]
    (clash,) = clashes(HOME.edited(locks=TWO_PLACES))
    assert {b.rule for each in clash.locks for b in each.broken} == {"one place at a time"}
    both = (Lock(person="ann", task=EARLY), Lock(person="ann", task=EARLY[:-2], must=False))
    (clash,) = clashes(HOME.edited(locks=both))
    assert [each.broken for each in clash.locks] == [(), ()]


def test_locks_that_can_stand_are_no_clash() -> None:
    """Nothing to tell."""
    assert clashes(HOME.edited(locks=(NO_REST[0], TWO_PLACES[1]))) == ()
    assert clashes(HOME) == ()


def test_a_set_that_could_not_be_proved_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a solve runs out of work on the way, the set may not be a smallest one."""
    columns = columns_of(HOME.edited(locks=NO_REST))

    def tired(*arguments: object) -> object:
        answer = solve(*arguments)  # type: ignore[arg-type]
        if answer.outcome is Outcome.INFEASIBLE:
            return answer
        return type(answer)(Outcome.UNKNOWN, None, answer.bound, answer.work, cut=False)

    monkeypatch.setattr("hub_roster.solver.locks.solve", tired)
    (clash,) = contradictions(columns)
    assert (set(clash.locks), clash.proved) == (set(NO_REST), False)
