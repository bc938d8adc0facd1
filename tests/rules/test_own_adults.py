"""The adults a young person has for themselves are people approved for them."""

from __future__ import annotations

from hub_roster.domain.people import Approval
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.own_adults import OwnAdultsApproved
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, drafted, hub, on, people, points, resident, shift, who
from tests.tiny_life import own

HOUR = 60


def oak(*rows: Rows, adults: int = 1) -> Problem:
    """Give Oak's late; Heron has adults for himself, and ann is approved for him."""
    return hub(
        people("ann ben cat"),
        resident("Heron"),
        resident("Wren"),
        shift("late", "Mon"),
        own("Heron", adults, "18:00 22:00"),
        rows,
    )


ANN = Approval(person="ann", young_person="Heron")


def test_as_many_are_approved_as_they_have_for_themselves() -> None:
    """One of those on the shift, whichever seat; for two, two."""
    assert points(OwnAdultsApproved, oak(ANN), ben="late Mon", cat="late Mon") == 8 * HOUR
    assert charges(OwnAdultsApproved, oak(ANN), ann="late Mon", cat="late Mon") == ()
    assert points(OwnAdultsApproved, oak(ANN, adults=2), ann="late Mon", cat="late Mon") == 8 * HOUR
    (charge,) = charges(OwnAdultsApproved, oak(ANN))
    assert (charge.whom, charge.priority) == ("Oak", Priority.SAFETY)


def test_the_approval_is_valid_on_the_day() -> None:
    """It ended on Sunday."""
    ended = ANN.model_copy(update={"valid_until": on("Sun-1")})
    assert points(OwnAdultsApproved, oak(ended), ann="late Mon") == 8 * HOUR


def test_a_hub_without_approvals_asks_for_none() -> None:
    """Nor does a shift in whose time Heron has nobody for himself."""
    assert points(OwnAdultsApproved, oak(), ben="late Mon") == 0
    early = hub(people("ann ben"), resident("Heron"), shift("early"), own("Heron", 1, "18:00 22:00"), ANN)
    assert points(OwnAdultsApproved, early, ben="early Mon") == 0


def test_an_edit_of_tuesday_tells_of_tuesday() -> None:
    """Monday's late lacks ann too, and is not told again."""
    problem = oak(ANN, shift("early", "Tue"), own("Heron", between="07:00 09:00"))
    (charge,) = charges(OwnAdultsApproved, problem, ann="late Mon", ben="early Tue")
    assert charge.tasks == ("Oak/2026-02-03/early",)
    assert told_of_edit(OwnAdultsApproved, problem, "ben", ben="early Tue") == ["Oak"]


def test_a_draft_has_the_one_approved() -> None:
    """Ann is on the late."""
    assert "ann" in who(drafted(oak(ANN)).roster, "Oak")
