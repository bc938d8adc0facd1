"""Weeks no roster can serve, and weeks with nothing to do: there is always a draft that says how it is."""

from __future__ import annotations

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.tasks import Lock
from hub_roster.program.statement import Priority
from tests.tiny import (
    at,
    drafted,
    hub,
    judged,
    need,
    on_call,
    people,
    person,
    resident,
    shift,
    visit,
    who,
    young,
)


def test_an_impossible_week_gives_the_best_roster_and_its_shortfall() -> None:
    """One person cannot run a home for a week: what can be covered is, and the rest is told by priority."""
    shifts = [shift(name) for name in ("early", "late", "sleep-in")]
    found = drafted(hub(person("ann"), resident("Heron"), shifts, need("medication")), work=2)
    assert found.judgement.violations == ()
    assert found.roster.assignments
    short = found.judgement.shortfall
    assert 0 < short[Priority.NOBODY].minutes < 7 * 24 * 60
    assert short[Priority.COVER].minutes == short[Priority.NOBODY].minutes


def test_a_hub_with_nobody() -> None:
    """Without people everything is short, in full, and nothing fails."""
    problem = hub(resident("Heron"), shift("early", "Mon"), young("Wren"), visit("w", "Wren"))
    found = drafted(problem)
    assert found.roster.assignments == ()
    minutes = {
        priority: short.minutes for priority, short in found.judgement.shortfall.items() if short.minutes
    }
    assert minutes == {Priority.NOBODY: 480, Priority.COVER: 480, Priority.AGREED: 60}
    assert found.shortfall_bound[Priority.COVER] == 480
    assert found.bound == found.cost


def test_an_empty_week() -> None:
    """Nothing to do: nobody works, nothing is short, nothing costs, and that is proven best."""
    found = drafted(hub(people("ann ben")))
    assert found.roster.assignments == ()
    assert (found.cost, found.bound, found.status) == (0, 0, "optimal")
    assert not any(found.shortfall_bound.values())


def test_a_fully_locked_week_is_scored_and_returned() -> None:
    """Everything fixed by hand, overtime and all: the draft is what was fixed, with its cost."""
    days = (2, 3, 4)
    locks = [Lock(person="ann", task=f"Oak/2026-02-0{day}/early/1") for day in days]
    locks.append(Lock(person="ben", task="v", start=at("Mon 16:00")))
    shifts = shift("early", "Mon Tue Wed")
    problem = hub(people("ann ben"), resident("Heron"), young("Wren"), shifts, visit("v", "Wren"), locks)
    found = drafted(problem)
    assert who(found.roster, "Oak/") == ["ann"] * 3
    assert [made.start.hour for made in found.roster.assignments if made.task == "v"] == [16]
    assert found.judgement == judged(problem, found.roster)
    assert found.cost > 0
    assert found.status == "optimal"


def test_a_lock_that_leaves_a_home_empty_is_kept() -> None:
    """A manager may fix somebody elsewhere: the home is short, and the draft says so."""
    locks = [Lock(person="ann", task="v", start=at("Mon 12:00"))]
    found = drafted(hub(person("ann"), resident("Heron"), shift("early", "Mon"), visit("v", "Heron"), locks))
    assert [made.task for made in found.roster.assignments] == ["v"]
    assert found.judgement.shortfall[Priority.NOBODY].minutes == 480


def test_a_week_after_a_week_too_long() -> None:
    """Ann comes out of a night of 36 hours: she rests 22 hours from Monday noon, and nobody is blamed."""
    begun = DutyBefore(person="ann", start=at("Sun-1 00:00"), end=at("Mon 12:00"))
    problem = hub(person("ann"), resident("Heron"), shift("early", "Mon Tue Wed"), begun)
    found = drafted(problem)
    assert found.judgement.violations == ()
    assert [made.task for made in found.roster.assignments] == ["Oak/2026-02-04/early/1"]


def test_on_call_without_a_manager() -> None:
    """Two spells and one person who may hold them, at the same time as a shift: on-call is no duty."""
    spells = [on_call("first", "Mon 17:00", "Tue 09:00"), on_call("second", "Tue 17:00", "Wed 09:00")]
    found = drafted(hub(person("ann"), resident("Heron"), shift("late", "Mon"), spells))
    assert sorted(made.task for made in found.roster.assignments) == [
        "Oak/2026-02-02/late/1",
        "first",
        "second",
    ]
    assert found.judgement.needs == ()
