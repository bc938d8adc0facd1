"""People's hours, working patterns, adjustments and households."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Employment,
    Household,
    PairApart,
    PatternWeek,
    Person,
    Placement,
)
from hub_roster.domain.young_people import PersonalNeed

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


def test_a_placement_names_one_of_its_household(faults_with: FaultsWith) -> None:
    """C:2 is nobody of the household Rowan."""
    rows = tuple(Placement(household="Rowan", person=f"C:{k}", first_day=date(2026, 1, 6)) for k in (1, 2))
    (fault,) = faults_with(placements=rows)
    assert fault == Fault(("placements", 1, "person"), "C:2 is not of the household 'Rowan'.")


def placed(first: int, last: int | None = None, person: str | None = None) -> Placement:
    """Give a placement from one day of January to another."""
    until = None if last is None else date(2026, 1, last)
    return Placement(household="Rowan", person=person, first_day=date(2026, 1, first), last_day=until)


@pytest.mark.parametrize(
    ("rows", "crowded"),
    [
        ([placed(1), placed(5)], []),
        ([placed(1), placed(5), placed(9)], [2]),
        ([placed(9), placed(5), placed(1)], [0]),  # in any order: the last to come is told
        ([placed(1, 4), placed(5), placed(9)], []),
        ([placed(1, 5), placed(5), placed(5)], [2]),
        ([placed(20, 25), placed(1, 4), placed(2, 3)], []),
        ([placed(1), placed(5), placed(5, person="C:1")], []),  # a carer's own date, no third child
    ],
)
def test_a_household_has_no_more_children_than_it_may(
    faults_with: FaultsWith, rows: list[Placement], crowded: list[int]
) -> None:
    """Rowan may have two at once."""
    household = Household(code="Rowan", hub="North", most_children=2)
    found = faults_with(placements=rows, households=(household,))
    assert [fault.path for fault in found] == [("placements", row, "first_day") for row in crowded]
    assert all("would have 3 children, and may have 2." in fault.message for fault in found)
    assert faults_with(placements=rows) == []  # nobody said how many


@pytest.mark.parametrize("employment", [Employment.PARTNER, Employment.VOLUNTEER])
def test_partners_and_volunteers_have_no_hours_to_roster(
    faults_with: FaultsWith, employment: Employment
) -> None:
    """Their hours are given as availability."""
    person = Person(key="C:3", hub="North", base="Town Hall", employment=employment, contract_hours=10)
    (fault,) = faults_with(
        people=(person,), patterns=(), skills=(), young_people=(), stays=(), visits=(), pods=()
    )
    assert fault.path == ("people", 0, "contract_hours")
    assert "give their hours in the sheet Availability" in fault.message


def test_only_an_agency_is_booked_unnamed(sound: Problem, faults_with: FaultsWith) -> None:
    """Everyone else has a name."""
    relief = sound.people[1].model_copy(update={"employment": Employment.RELIEF, "unnamed": True})
    (fault,) = faults_with(people=(sound.people[0], relief))
    assert fault == Fault(("people", 1, "unnamed"), "Only an agency is booked unnamed.")
    agency = relief.model_copy(update={"employment": Employment.AGENCY})
    assert faults_with(people=(sound.people[0], agency)) == []


@pytest.mark.parametrize(
    ("turns_18", "started", "found"),
    [
        (date(2020, 1, 1), None, 0),
        (date(2028, 1, 5), None, 0),  # 16 on the first day of the period
        (date(2028, 1, 7), None, 1),
        (date(2027, 9, 1), date(2025, 9, 1), 0),
        (date(2027, 9, 3), date(2025, 9, 1), 1),
    ],
)
def test_nobody_starts_before_they_are_sixteen(
    sound: Problem, faults_with: FaultsWith, turns_18: date, started: date | None, found: int
) -> None:
    """A date of birth typed in place of the day somebody turns 18, or the wrong year, is told."""
    apprentice = sound.people[0].model_copy(update={"adult_from": turns_18, "started": started})
    faults = faults_with(people=(apprentice, *sound.people[1:]))
    assert [fault.path for fault in faults] == [("people", 0, "adult_from")] * found


def test_a_pair_is_of_two_people(faults_with: FaultsWith) -> None:
    """Nobody is kept apart from themselves."""
    (fault,) = faults_with(pairs_apart=(PairApart(person="C:1", other="C:1"),))
    assert fault == Fault(("pairs_apart", 0, "other"), "These are one person: name somebody else.")


def test_a_pair_the_other_way_round_is_the_same_pair(faults_with: FaultsWith) -> None:
    """It is told at its second standing; from another day on it is another row."""
    pairs = (
        PairApart(person="C:1", other="C:2"),
        PairApart(person="C:2", other="C:1"),
        PairApart(person="C:2", other="C:1", first_day=date(2026, 3, 2)),
    )
    (fault,) = faults_with(pairs_apart=pairs)
    assert fault == Fault(("pairs_apart", 1, "other"), "Another row keeps these two apart.")


def need(**about: str) -> PersonalNeed:
    """Give a personal need with its papers."""
    papers: dict[str, Any] = {"recorded": "Plan 7", "approved_by": "Panel", "review_by": date(2026, 1, 1)}
    return PersonalNeed(**{"skill": "medication", **papers, **about})


@pytest.mark.parametrize("about", [{}, {"young_person": "Heron", "task": "Maple 1"}])
def test_a_personal_need_is_about_one_thing(faults_with: FaultsWith, about: dict[str, str]) -> None:
    """A young person or a task: neither is as unclear as both."""
    (fault,) = faults_with(personal_needs=(need(**about),))
    assert fault.path == ("personal_needs", 0, "young_person")
    assert fault.message == "Say whom or what it is about: a young person or a task, and only one."


@pytest.mark.parametrize("paper", ["recorded", "approved_by"])
def test_a_personal_need_has_its_papers(faults_with: FaultsWith, paper: str) -> None:
    """Without a record, or somebody's approval, a personal characteristic counts for nothing."""
    (fault,) = faults_with(personal_needs=(need(young_person="Heron", **{paper: ""}),))
    assert fault.path == ("personal_needs", 0, paper)
    assert "does not count" in fault.message


def test_a_personal_need_past_its_review_is_no_fault(faults_with: FaultsWith) -> None:
    """It does not count, which a draft tells; the file is sound."""
    assert faults_with(personal_needs=(need(young_person="Heron"), need(task="Maple 1"))) == []
