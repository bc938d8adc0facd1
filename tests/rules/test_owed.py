"""Hours owed: visits of who went without rank higher, and cost more not to make."""

from __future__ import annotations

from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.tasks import VisitKind
from hub_roster.program.statement import Priority
from hub_roster.rules.owed import HoursOwed
from hub_roster.rules.visits import VisitsMade
from tests.tiny import charges, drafted, hub, on, people, points, visit, who, young

MISSED = Outcome(young_person="Heron", day=on("Tue-1"), minutes=45, outcome=OutcomeKind.NOT_MADE)
BOTH = [visit("h", "Heron", kind=VisitKind.OTHER), visit("w", "Wren", kind=VisitKind.OTHER)]
TWO = [young("Heron"), young("Wren")]


def test_other_visits_of_who_is_owed_hours_rank_with_those_agreed() -> None:
    """Heron's visit was not made last week, Wren's were: Heron's of this week ranks as agreed."""
    ranks = {c.whom: c.priority for c in charges(VisitsMade, hub(people("ann"), TWO, BOTH, MISSED))}
    assert ranks == {"Heron": Priority.AGREED, "Wren": Priority.OTHER}


def test_what_was_declined_is_not_owed() -> None:
    """Tried and declined counts for the worker, and moves nobody up."""
    declined = MISSED.model_copy(update={"outcome": OutcomeKind.DECLINED})
    problem = hub(people("ann"), TWO, BOTH, declined)
    assert {charge.priority for charge in charges(VisitsMade, problem)} == {Priority.OTHER}
    assert points(HoursOwed, problem) == 0


def test_minutes_not_made_up_for_cost_up_to_what_is_owed() -> None:
    """45 minutes are owed: a visit of an hour not made costs 45 x 5, one of half an hour 30 x 5 an adult."""
    problem = hub(people("ann ben"), TWO, BOTH, MISSED)
    assert points(HoursOwed, problem) == 225
    assert charges(HoursOwed, problem, ann="h Mon 10:00") == ()
    short = visit("s", "Heron", "Tue", minutes=30, adults=2)
    two = hub(people("ann ben"), TWO, short, MISSED)
    assert points(HoursOwed, two) == 300
    assert points(HoursOwed, two, ann="s Tue 10:00") == 150


def test_who_went_without_is_not_let_down_twice() -> None:
    """There is time for one visit, and Wren's is next door; Heron has it, being owed hours."""
    ten = "10:00 11:00"
    at_once = [visit("h", "Heron", between=ten), visit("w", "Wren", between=ten, place="Base")]
    assert who(drafted(hub(people("ann"), TWO, at_once)).roster, "w") == ["ann"]
    dear = PolicyNumber(rule="hours owed", number="minute", value=100)
    assert who(drafted(hub(people("ann"), TWO, at_once, MISSED, dear)).roster, "h") == ["ann"]
