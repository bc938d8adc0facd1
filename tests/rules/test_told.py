"""What is told of a rule that keeps somebody from a task."""

from __future__ import annotations

import pytest

from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import RULEBOOK, AnyRule
from hub_roster.rules.told import Told
from hub_roster.solver.standing import Standing, standing_of


@pytest.mark.parametrize("rule", [r for r in RULEBOOK.rules if r.kind is Kind.HARD], ids=lambda r: r.name)
def test_every_hard_rule_says_for_itself_what_is_told_of_it(rule: type[AnyRule]) -> None:
    """Unless a rule says so it is told as "not available for this"; so that nobody forgets, it says so."""
    assert "tells" in vars(rule), f"say tells = Told.PRIVATE, or what else, in {rule.__name__}"


@pytest.mark.parametrize(
    "name",
    [
        "not available for this",
        "adjustments",
        "leave",
        "locks",
        "declined",
        "personal needs",
        "pairs kept apart",
        "under 18",
        "night workers' health",
    ],
)
def test_what_is_private_is_never_told_by_name(name: str) -> None:
    """These, and what is innocent and looks the same, are one class."""
    assert next(rule for rule in RULEBOOK.rules if rule.name == name).tells is Told.PRIVATE


def test_a_reason_has_its_place_in_one_order() -> None:
    """The first in the order counts; what is about the task is no reason of a person's."""
    assert standing_of([Told.HOURS, Told.PRIVATE, Told.TASK]) is Standing.PRIVATE
    assert standing_of([Told.TASK]) is Standing.COULD
    names = {told.name for told in Told if told is not Told.TASK}
    assert names <= {standing.name for standing in Standing}
