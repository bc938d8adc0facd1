"""People's hours, working patterns, adjustments and households."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

from hub_roster.domain.checks import Fault
from hub_roster.domain.people import Adjustment, AdjustmentKind, PatternWeek, Person, Placement

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]


def test_contract_hours_fit_into_the_most_hours(faults_with: FaultsWith) -> None:
    """A contract cannot ask for more hours than a week may have."""
    person = Person(key="C:1", hub="North", base="Moor", contract_hours=37.5, most_hours=30)
    (fault,) = faults_with(people=(person,), patterns=(), skills=())
    assert fault.path == ("people", 0, "contract_hours")
    assert fault.message == "37.5 contract hours are more than the most hours a week, 30."


def test_a_pattern_leaves_out_no_week(sound: Problem, faults_with: FaultsWith) -> None:
    """A pattern of weeks 1, 2 and 4 lacks week 3."""
    weeks = tuple(PatternWeek(person="C:1", week=week) for week in (4, 1, 2))
    (fault,) = faults_with(patterns=weeks)
    assert fault.path == ("patterns", 0, "week")
    assert fault.message == "C:1's pattern has a week 4 but no week 3."


def test_a_pattern_says_when_it_began(sound: Problem, faults_with: FaultsWith) -> None:
    """A person with a pattern needs the Monday of its first week."""
    people = (sound.people[0].model_copy(update={"pattern_anchor": None}), sound.people[1])
    (fault,) = faults_with(people=people)
    assert fault.path == ("people", 0, "pattern_anchor")
    assert "say on which Monday" in fault.message


def test_a_pattern_begins_on_a_monday(sound: Problem, faults_with: FaultsWith) -> None:
    """The day a pattern began is a Monday."""
    changed = sound.people[0].model_copy(update={"pattern_anchor": date(2026, 1, 7)})
    (fault,) = faults_with(people=(changed, sound.people[1]))
    assert fault.path == ("people", 0, "pattern_anchor")
    assert fault.message == "Wed 7 Jan 2026 is not a Monday, such as Mon 5 Jan 2026."


def test_an_adjustment_of_times_has_a_time(faults_with: FaultsWith) -> None:
    """'Not before' and 'not after' need a time of day; no other adjustment has one."""
    rows = (
        Adjustment(person="C:1", kind=AdjustmentKind.NOT_BEFORE),
        Adjustment(person="C:1", kind=AdjustmentKind.NOT_AFTER, time=time(20)),
        Adjustment(person="C:1", kind=AdjustmentKind.NO_DRIVING, time=time(20)),
    )
    first, last = faults_with(adjustments=rows)
    assert first == Fault(("adjustments", 0, "time"), "'not before' needs a time of day.")
    assert last.path == ("adjustments", 2, "time")
    assert "has no time of day" in last.message


def test_a_placement_is_with_a_household_that_someone_belongs_to(
    faults_with: FaultsWith,
) -> None:
    """A placement with an unknown household would take nobody off the rota."""
    (fault,) = faults_with(placements=(Placement(household="Rowen", first_day=date(2026, 1, 6)),))
    assert fault.path == ("placements", 0, "household")
    assert fault.message == "Nobody is of the household 'Rowen'. Did you mean 'Rowan'?"
