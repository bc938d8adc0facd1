"""Volunteers: so many hours and days a week, and not early or late in the day."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import Employment
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.volunteers import VolunteerTimes, VolunteerWeek
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    broken,
    drafted,
    hub,
    on,
    people,
    person,
    violations,
    visit,
    who,
    young,
)
from tests.tiny_life import session

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


TOO_MANY_HOURS = "More hours than a volunteer gives in a week."
TOO_MANY_DAYS = "More days than a volunteer comes in a week."


def said(problem: Problem, line: str) -> list[str]:
    """Give what is said of the weeks of a volunteer's line."""
    return [found.message for found in violations(VolunteerWeek, problem, vera=line)]


def test_three_days_a_week() -> None:
    """A fourth is too many for a volunteer, and for nobody else."""
    assert said(wren(), line(3)) == []
    assert said(wren(), line(4)) == [TOO_MANY_DAYS]
    assert broken(VolunteerWeek, wren(), ben=line(4)) == []


@pytest.mark.parametrize(("minutes", "told"), [(420, []), (421, [TOO_MANY_HOURS])])
def test_sixteen_hours_a_week(minutes: int, told: list[str]) -> None:
    """Two visits, with an hour of driving each: two of seven hours are 16 hours."""
    assert said(wren(minutes=minutes), line(2)) == told


@pytest.mark.parametrize(
    ("days", "until", "told"),
    [
        ("Mon Wed", "10:00", [TOO_MANY_HOURS]),
        ("Sun Mon+1", "10:00", []),
        ("Mon+1 Sun+1", "10:00", [TOO_MANY_HOURS]),
        ("Tue Wed Thu Mon+1", "02:00", []),
        ("Mon+1 Tue+1 Wed+1 Thu+1", "02:00", [TOO_MANY_DAYS]),
        ("Tue+1 Wed+1 Thu+1 Mon+2", "02:00", []),
        ("Mon+2 Tue+2 Wed+2 Sun+2", "02:00", [TOO_MANY_DAYS]),
    ],
)
def test_each_week_stands_alone(days: str, until: str, told: list[str]) -> None:
    """At a desk from midnight on, Sunday is of one week and the Monday after it of the next."""
    vera = person("vera", employment=Employment.VOLUNTEER)
    problem = hub(vera, session("desk", "", f"00:00 {until}"), weeks=3)
    line = ", ".join(f"desk {on(day).isoformat()} {day} 00:00" for day in days.split())
    assert said(problem, line) == told


def test_it_is_told_of_whom_an_edit_touches() -> None:
    """Vera's two days, of which one is late, were there before veit was given his."""
    visits = [visit(f"v{k}", "Wren", day, between="06:00 23:30", adults=2) for k, day in enumerate(DAYS)]
    one = PolicyNumber(rule="volunteers' weeks", number="most_days", value=1)
    problem = hub(people("veit vera", employment=Employment.VOLUNTEER), young("Wren"), visits, one)
    both = {"veit": "v0 Mon 22:00, v1 Tue 10:00", "vera": "v0 Mon 22:00, v1 Tue 10:00"}
    assert told_of_edit(VolunteerWeek, problem, "veit", **both) == ["veit"]
    assert told_of_edit(VolunteerTimes, problem, "veit", **both) == ["veit"]


NOT_THEN = "Too early or too late in the day for a volunteer."


@pytest.mark.parametrize(
    ("start", "told"),
    [("07:30", []), ("07:29", [NOT_THEN]), ("20:30", []), ("20:31", [NOT_THEN]), ("00:30", [NOT_THEN])],
)
def test_between_seven_and_ten(start: str, told: list[str]) -> None:
    """With half an hour's drive there and back; from the first minute of the period on."""
    found = violations(VolunteerTimes, wren(earliest="00:00"), vera=f"v0 Mon {start}")
    assert [each.message for each in found] == told
    assert broken(VolunteerTimes, wren(earliest="00:00"), ben=f"v0 Mon {start}") == []


def test_a_policy_says_how_much_and_when() -> None:
    """One day and two hours; from half past nine until midnight."""
    week = [
        PolicyNumber(rule="volunteers' weeks", number=n, value=v)
        for n, v in (("most_days", 1), ("most_hours", 2))
    ]
    assert broken(VolunteerWeek, wren(week), vera=line(1)) == []
    assert broken(VolunteerWeek, wren(week), vera=line(2)) == ["vera", "vera"]
    times = [
        PolicyNumber(rule="volunteers' times", number="earliest_hour", value=9.5),
        PolicyNumber(rule="volunteers' times", number="latest_hour", value=24),
    ]
    for start, told in (("09:59", ["vera"]), ("10:00", []), ("22:30", []), ("22:31", ["vera"])):
        assert broken(VolunteerTimes, wren(times), vera=f"v0 Mon {start}") == told


def test_a_draft_asks_a_volunteer_for_no_more() -> None:
    """With nobody else there, one of the four visits is not made."""
    problem = wren(earliest="07:30").edited(people=[person("vera", employment=Employment.VOLUNTEER)])
    assert who(drafted(problem).roster, "v") == ["vera"] * 3
