"""Locks: what a manager fixed by hand, and what a duty begun before the period holds."""

from __future__ import annotations

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.tasks import Lock
from hub_roster.rules.locks import Locks
from tests.tiny import at, broken, hub, people, person, shift, violations, visit, young

EARLY = "Oak/2026-02-02/early/1"


def test_who_is_locked_to_a_shift_works_it() -> None:
    """Ann is fixed to Monday's early: a roster without her there is refused, whichever seat she has."""
    problem = hub(people("ann ben"), shift("early", seats=2), Lock(person="ann", task=EARLY))
    (found,) = violations(Locks, problem, ben="early Mon")
    assert (found.whom, found.tasks, found.message) == ("ann", (EARLY,), "This was fixed by hand.")
    assert broken(Locks, problem, ben="early Mon", ann="early Mon") == []


def test_who_is_kept_off_a_shift_stays_off() -> None:
    """A lock can say never."""
    problem = hub(people("ann ben"), shift("early"), Lock(person="ann", task=EARLY, must=False))
    assert broken(Locks, problem, ann="early Mon") == ["ann"]
    assert broken(Locks, problem, ben="early Mon, early Tue", ann="early Wed") == []


def test_a_visit_locked_to_a_time_keeps_it() -> None:
    """A visit fixed at 12:00 on Tuesday is ann's, then."""
    lock = Lock(person="ann", task="v", start=at("Tue 12:00"))
    problem = hub(people("ann ben"), young("Heron"), visit("v", "Heron", "Mon", "Wed"), lock)
    assert broken(Locks, problem, ann="v Tue 12:00") == []
    assert broken(Locks, problem, ann="v Tue 12:15") == ["ann"]
    assert broken(Locks, problem, ben="v Tue 12:00") == ["ann"]


def test_a_visit_locked_without_a_time_may_move() -> None:
    """Fixed to ann and to no time, the visit may be made on any of its days."""
    problem = hub(
        person("ann"), young("Heron"), visit("v", "Heron", "Mon", "Wed"), Lock(person="ann", task="v")
    )
    assert broken(Locks, problem, ann="v Wed 15:00") == []
    assert broken(Locks, problem) == ["ann"]


def test_what_was_begun_before_the_period_stands() -> None:
    """Sunday's block ends with Monday's early: it is its person's."""
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=(EARLY,))
    problem = hub(people("ann ben"), shift("early"), begun)
    assert broken(Locks, problem, ann="early Mon") == []
    (found,) = violations(Locks, problem, ben="early Mon")
    assert (found.whom, found.tasks) == ("ann", (EARLY,))
    assert found.message == "This duty began before the period."
