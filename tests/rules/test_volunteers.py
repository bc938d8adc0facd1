"""Volunteers: so many hours and days a week, and not early or late in the day."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import Employment
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.volunteers import VolunteerTimes, VolunteerWeek
from tests.tiny import Rows, broken, drafted, hub, person, visit, who, young

DAYS = ("Mon", "Tue", "Wed", "Thu")


def wren(*rows: Rows, minutes: int = 60, earliest: str = "06:00") -> Problem:
    """Give a volunteer, somebody who is none, and a visit to Wren on each of four days."""
    visits = [
        visit(f"v{k}", "Wren", day, between=f"{earliest} 23:30", minutes=minutes)
        for k, day in enumerate(DAYS)
    ]
    vera = person("vera", employment=Employment.VOLUNTEER)
    return hub(vera, person("ben"), young("Wren"), visits, rows)


def line(count: int) -> str:
    """Give the visits of the first days, at ten."""
    return ", ".join(f"v{k} {day} 10:00" for k, day in enumerate(DAYS[:count]))


def test_three_days_a_week() -> None:
    """A fourth is too many for a volunteer, and for nobody else."""
    assert broken(VolunteerWeek, wren(), vera=line(3)) == []
    assert broken(VolunteerWeek, wren(), vera=line(4)) == ["vera"]
    assert broken(VolunteerWeek, wren(), ben=line(4)) == []


@pytest.mark.parametrize(("minutes", "told"), [(420, []), (421, ["vera"])])
def test_sixteen_hours_a_week(minutes: int, told: list[str]) -> None:
    """Two visits, with an hour of driving each: two of seven hours are 16 hours."""
    assert broken(VolunteerWeek, wren(minutes=minutes), vera=line(2)) == told


@pytest.mark.parametrize(
    ("start", "told"), [("07:30", False), ("07:29", True), ("20:30", False), ("20:31", True)]
)
def test_between_seven_and_ten(start: str, told: bool) -> None:
    """With half an hour's drive there and back."""
    assert broken(VolunteerTimes, wren(), vera=f"v0 Mon {start}") == ["vera"] * told
    assert broken(VolunteerTimes, wren(), ben=f"v0 Mon {start}") == []


def test_a_policy_says_how_much_and_when() -> None:
    """One day and two hours; from ten until midnight."""
    week = [
        PolicyNumber(rule="volunteers' weeks", number=n, value=v)
        for n, v in (("most_days", 1), ("most_hours", 2))
    ]
    assert broken(VolunteerWeek, wren(week), vera=line(1)) == []
    assert broken(VolunteerWeek, wren(week), vera=line(2)) == ["vera", "vera"]
    times = [
        PolicyNumber(rule="volunteers' times", number="earliest_hour", value=10),
        PolicyNumber(rule="volunteers' times", number="latest_hour", value=24),
    ]
    assert broken(VolunteerTimes, wren(times), vera="v0 Mon 10:00") == ["vera"]
    assert broken(VolunteerTimes, wren(times), vera="v0 Mon 22:30") == []


def test_a_draft_asks_a_volunteer_for_no_more() -> None:
    """With nobody else there, one of the four visits is not made."""
    problem = wren(earliest="07:30").edited(people=[person("vera", employment=Employment.VOLUNTEER)])
    assert who(drafted(problem).roster, "v") == ["vera"] * 3
