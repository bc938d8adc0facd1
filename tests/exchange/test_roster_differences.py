"""What changed between two rosters, shift by shift and visit by visit."""

from __future__ import annotations

from uuid import UUID

from hub_roster.domain.clock import instant_of
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.exchange.roster_differences import roster_differences
from tests.tiny import MONDAY, at, hub, on_call, person, shift, visit, young

HUB = hub(
    person("C:1", name="Sam Jones"),
    person("C:2", name="Ali Khan"),
    person("C:3", name="Mo Lee"),
    young("Heron"),
    shift("late", seats=2),
    visit("Heron 1", "Heron"),
    on_call("Call 1", "Mon 17:00", "Tue 09:00"),
)


def doing(who: str, task: str, start: str, end: str) -> Assignment:
    """Give an assignment written as people say it."""
    return assign(HUB.id, who, task, instant_of(at(start)), instant_of(at(end)))


def roster(*assignments: Assignment, status: RosterStatus = RosterStatus.DRAFT, seed: int = 1) -> Roster:
    """Give a roster of the hub's week."""
    return Roster(problem_id=HUB.id, first_day=MONDAY, status=status, seed=seed, assignments=assignments)


def late(who: str, seat: int = 1) -> Assignment:
    """Give a seat of Tuesday's late shift."""
    return doing(who, f"Oak/2026-02-03/late/{seat}", "Tue 15:00", "Tue 23:00")


def words(old: Roster, new: Roster, *, named: bool = True) -> list[str]:
    """Give the changes as they are told."""
    return [change.words for change in roster_differences(old, new, HUB if named else None)]


def test_another_person_on_a_shift_is_told_by_name() -> None:
    """Without the hub's file, by key."""
    old, new = roster(late("C:2")), roster(late("C:1"))
    assert words(old, new) == ["Late at Oak on Tue 3 Feb: Sam Jones instead of Ali Khan"]
    assert words(old, new, named=False) == ["Late at Oak on Tue 3 Feb: C:1 instead of C:2"]


def test_who_comes_and_who_goes_is_told() -> None:
    """An empty shift is told as one."""
    none, one, two = roster(), roster(late("C:1")), roster(late("C:1"), late("C:2", 2))
    assert words(none, one) == ["Late at Oak on Tue 3 Feb: Sam Jones, and nobody before"]
    assert words(one, two) == ["Late at Oak on Tue 3 Feb: Ali Khan too"]
    assert words(two, one) == ["Late at Oak on Tue 3 Feb: Ali Khan no longer"]
    assert words(one, none) == ["Late at Oak on Tue 3 Feb: Sam Jones no longer, and nobody instead"]
    both = roster(late("C:3"))
    assert words(both, two) == ["Late at Oak on Tue 3 Feb: Sam Jones and Ali Khan instead of Mo Lee"]


def test_a_visit_at_another_time_is_told() -> None:
    """The person stays, the time changes."""
    old = roster(doing("C:1", "Heron 1", "Mon 16:00", "Mon 17:00"))
    new = roster(doing("C:1", "Heron 1", "Tue 15:00", "Tue 16:00"))
    assert words(old, new) == [
        "Visit Heron 1 on Mon 2 Feb: Sam Jones Mon 2 Feb 16:00-17:00 -> Tue 3 Feb 15:00-16:00"
    ]


def test_on_call_is_told_as_such() -> None:
    """It is no visit."""
    old = roster(doing("C:1", "Call 1", "Mon 17:00", "Tue 09:00"))
    new = roster(doing("C:3", "Call 1", "Mon 17:00", "Tue 09:00"))
    assert words(old, new) == ["On call Call 1 from Mon 2 Feb: Mo Lee instead of Sam Jones"]


def test_what_nobody_would_notice_is_no_change() -> None:
    """Seats swapped within a shift, another order of rows, another seed."""
    old = roster(late("C:1", 1), late("C:2", 2))
    new = roster(late("C:1", 2), late("C:2", 1), seed=9)
    assert words(old, new) == []


def test_period_and_status_are_told_first() -> None:
    """A roster published for two weeks is not the draft for one."""
    old = roster(late("C:1"))
    new = old.model_copy(update={"status": RosterStatus.PUBLISHED, "weeks": 2})
    assert words(old, new) == [
        "Period: 1 week from Mon 2 Feb 2026 -> 2 weeks from Mon 2 Feb 2026",
        "Status: draft -> published",
    ]
    assert old.problem_id == UUID(str(HUB.id))
