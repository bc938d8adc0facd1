"""Which faults are told as causes of others, and which stand for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub_roster.domain.checks import Unread
from hub_roster.domain.problem import Problem
from hub_roster.exchange.causes import told

if TYPE_CHECKING:
    from hub_roster.domain.checks import Fault


def causes_and_rest(problem: Problem, **changed: Any) -> tuple[list[Fault], list[Fault]]:
    """List the causes and the other faults of a hub with some tables replaced."""
    fields = {name: getattr(problem, name) for name in Problem.model_fields}
    return told(Problem.model_construct(**{**fields, **changed}), Unread())


def test_a_misspelt_code_is_no_lack_of_families(complete: Problem) -> None:
    """A hub that works with no adult of a family is told what was meant, not to list adults."""
    misspelt = complete.acquaintances[0].model_copy(update={"young_person": "Heronn"})
    lonely = {
        table: ()
        for table in Problem.model_fields
        if table in {"family_adults", "plans", "visits", "outcomes", "contacts", "locks", "offers"}
    }
    causes, rest = causes_and_rest(complete, acquaintances=(misspelt,), **lonely)
    assert causes == []
    assert any(
        fault.path == ("acquaintances", 0, "young_person") and "Did you mean 'Heron'?" in fault.message
        for fault in rest
    )


def test_no_young_person_at_all_is_the_cause_of_what_follows(complete: Problem) -> None:
    """With adults of families listed or not, rows that name either lean on the young people."""
    for adults in (complete.family_adults, ()):
        causes, rest = causes_and_rest(complete, young_people=(), family_adults=adults)
        (cause,) = (fault for fault in causes if fault.path == ("young_people",))
        assert cause.message.startswith("No young person is listed here: fill this in first.")
        assert not [fault for fault in rest if fault.path[-1] == "young_person"]
