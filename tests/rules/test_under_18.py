"""What the law asks for an apprentice who is not yet 18."""

from __future__ import annotations

from datetime import date

import pytest

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.under_18 import Under18
from tests.edits import told_of_edit
from tests.tiny import (
    WEEKDAYS,
    Rows,
    at,
    broken,
    doing,
    drafted,
    hub,
    judged,
    on,
    on_call,
    people,
    person,
    resident,
    shift,
    violations,
    visit,
    young,
)
from tests.tiny_life import escort, meeting, session

NEXT_YEAR = date(2027, 2, 2)


def home(*rows: Rows, turns: date = NEXT_YEAR, **fields: object) -> Problem:
    """Give a hub of pat, who turns 18 on a day, and ann, with young people at home and away."""
    pat = person("pat", adult_from=turns)
    return hub(pat, person("ann"), resident("Heron"), young("Wren"), rows, **fields)


def desk(between: str, days: str = "Mon") -> Rows:
    """Give a session at Base, which pat starts from."""
    return session("desk", days, between)


def at_desk(*days: str, start: str = "09:00") -> str:
    """Give the sessions of some days, which start at 09:00 unless told."""
    return ", ".join(f"desk {on(day).isoformat()} {day} {start}" for day in days)


def number(name: str, value: float) -> PolicyNumber:
    """Give a number of the rule as a policy has it."""
    return PolicyNumber(rule="under 18", number=name, value=value)


def said(problem: Problem, line: str) -> list[str]:
    """Give what is said of pat's line."""
    return [found.message for found in violations(Under18, problem, pat=line)]


TOO_LONG = "Too long before 18, or without the break due."
TOO_EARLY_OR_LATE = "Too early or too late in the day before 18."
TOO_MANY_HOURS = "Too many hours in a week before 18."
NO_TWO_DAYS = "No two days running are free in this week."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("early Mon", True),
        ("v Mon 10:00", True),
        ("e Thu 10:00", True),
        ("call", True),
        ("desk 2026-02-02 Mon 10:00", False),
        ("team Sat 10:00", False),
    ],
)
def test_sessions_and_meetings_only(line: str, told: bool) -> None:
    """No seat, visit, escort nor on-call before 18, and nothing to say of it afterwards."""
    rows: list[Rows] = [
        shift("early"),
        visit("v", "Wren"),
        escort("e", "Wren", "Thu 10:00"),
        desk("10:00 12:00"),
        meeting("team", "pat ann", "Sat", place="Base"),
        on_call("call", "Sat 17:00", "Sat 21:00"),
    ]
    assert bool(broken(Under18, home(rows), pat=line)) is told
    assert broken(Under18, home(rows, turns=date(2026, 2, 2)), pat=line) == []


@pytest.mark.parametrize(("between", "told"), [("09:00 17:00", []), ("09:00 17:15", [TOO_LONG])])
def test_eight_hours_a_day(between: str, told: list[str]) -> None:
    """Regulation 5A(1)(a): 8 hours a day."""
    assert said(home(session("desk", "Mon", between)), at_desk("Mon")) == told


def test_an_edit_of_anothers_line_tells_nothing_of_pats() -> None:
    """Pat is on an early, which is nothing for pat: whoever gives ann the late is not told."""
    problem = home(shift("early"), shift("late"))
    assert told_of_edit(Under18, problem, "ann", pat="early Mon", ann="late Mon") == []
    assert told_of_edit(Under18, problem, "pat", pat="early Mon", ann="late Mon") == ["pat"]


@pytest.mark.parametrize(
    ("ends", "rests", "told"), [("13:30", False, []), ("13:45", False, ["pat"]), ("13:45", True, [])]
)
def test_a_break_after_four_and_a_half_hours(ends: str, rests: bool, told: list[str]) -> None:
    """Regulation 12(4): 30 minutes where work lasts more than 4 h 30."""
    problem = home(session("desk", "Mon", f"09:00 {ends}", gives_break=rests))
    assert broken(Under18, problem, pat=at_desk("Mon")) == told


def test_a_break_of_30_minutes_between_two_sessions() -> None:
    """Between two sessions half an hour is enough, and 15 minutes are not."""
    first = session("first", "Mon", "09:00 12:00", gives_break=False)
    for starts, told in (("12:30", []), ("12:15", ["pat"])):
        problem = home(first, session("next", "Mon", f"{starts} 15:00", gives_break=False))
        line = f"first 2026-02-02 Mon 09:00, next 2026-02-02 Mon {starts}"
        assert broken(Under18, problem, pat=line) == told


@pytest.mark.parametrize("day", ["Mon", "Sun"])
@pytest.mark.parametrize(
    ("between", "told"),
    [
        ("06:00 08:00", []),
        ("05:45 08:00", [TOO_EARLY_OR_LATE]),
        ("00:00 01:00", [TOO_EARLY_OR_LATE]),
        ("20:00 22:00", []),
        ("20:00 22:15", [TOO_EARLY_OR_LATE]),
    ],
)
def test_no_work_at_night(day: str, between: str, told: list[str]) -> None:
    """Regulation 6A: no work from 22:00 to 06:00, from the first minute of the period to its last evening."""
    assert said(home(desk(between, day)), at_desk(day, start=between.split()[0])) == told


@pytest.mark.parametrize(("ends", "told"), [("21:00", 0), ("21:15", 1)])
def test_twelve_hours_of_rest(ends: str, told: int) -> None:
    """Regulation 10(2): 12 hours between Monday evening and Tuesday 09:00."""
    rows = session("late", "Mon", f"18:00 {ends}"), desk("09:00 10:00", "Tue")
    line = f"late 2026-02-02 Mon 18:00, {at_desk('Tue')}"
    assert len(broken(Under18, home(rows), pat=line)) == told


@pytest.mark.parametrize("days", ["Mon Tue Wed Thu Fri", "Wed Thu Fri Sat Sun"])
def test_forty_hours_a_week_without_averaging(days: str) -> None:
    """Regulation 5A(1)(b): five days of 8 hours, and not 15 minutes more."""
    week = session("desk", days, "09:00 17:00")
    assert said(home(week), at_desk(*days.split())) == []
    (found,) = violations(Under18, home(week, number("hours_a_week", 39.75)), pat=at_desk(*days.split()))
    assert found.message == TOO_MANY_HOURS
    assert len(found.tasks) == 5


def test_no_hours_are_no_minute() -> None:
    """Where a policy gives no hours at all, a minute is too many for a duty and for the week."""
    problem = home(desk("09:00 09:01"), number("hours_a_week", 0))
    assert said(problem, at_desk("Mon")) == [TOO_LONG, TOO_MANY_HOURS]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("Mon Tue Wed Thu Fri", []),
        ("Mon Tue Wed Sat Sun", []),
        ("Wed Fri Sun", []),
        ("Mon Tue Thu Fri Sun", [NO_TWO_DAYS]),
        ("Mon Tue Wed Thu Fri Sat", [NO_TWO_DAYS]),
    ],
)
@pytest.mark.parametrize("week", ["", "+1", "+2"])
def test_two_days_running_are_free(days: str, told: list[str], week: str) -> None:
    """Regulation 11(3): 48 hours of rest in each week, so two days running and not one here and one there.

    Sunday and the Monday after it are two weeks' days.
    """
    problem = home(desk("09:00 10:00", days), weeks=3)
    assert said(problem, at_desk(*(day + week for day in days.split()))) == told


@pytest.mark.parametrize(("hours", "told"), [(40, []), (39.75, [TOO_MANY_HOURS] * 3)])
def test_each_week_has_its_own_hours(hours: float, told: list[str]) -> None:
    """Five days of 8 hours in each of three weeks are three times forty hours."""
    days = WEEKDAYS[:5]
    problem = home(session("desk", " ".join(days), "09:00 17:00"), number("hours_a_week", hours), weeks=3)
    assert said(problem, at_desk(*(day + week for week in ("", "+1", "+2") for day in days))) == told


@pytest.mark.parametrize(("turns", "told"), [("Sat", []), ("Sun", ["pat"])])
def test_from_the_18th_birthday_on_all_is_as_for_others(turns: str, told: list[str]) -> None:
    """Six days of a week: 18 on the Saturday, two days count as free; on the Sunday, one."""
    days = "Mon Tue Wed Thu Fri Sat"
    problem = home(desk("09:00 10:00", days), shift("late", "Sun"), turns=on(turns))
    assert broken(Under18, problem, pat=f"{at_desk(*days.split())}, late Sun") == told


def test_the_day_of_the_18th_birthday_is_no_day_before_it() -> None:
    """Nine hours are too long on Monday and not on the birthday, nor is its morning too soon after Monday."""
    problem = home(session("desk", "Mon Tue", "12:15 21:15"), turns=on("Tue"))
    assert said(problem, at_desk("Mon", start="12:15")) == [TOO_LONG]
    assert said(problem, at_desk("Tue", start="12:15")) == []
    soon = home(session("late", "Mon", "18:00 21:15"), desk("09:00 10:00", "Tue"), turns=on("Tue"))
    assert said(soon, f"late 2026-02-02 Mon 18:00, {at_desk('Tue')}") == []


def test_a_duty_begun_before_is_a_fact() -> None:
    """Sunday's evening is not judged; the rest after it is due."""
    begun = DutyBefore(person="pat", start=at("Sun-1 18:00"), end=at("Sun-1 23:00"))
    problem = home(desk("09:00 10:00"), begun)
    assert broken(Under18, problem) == []
    assert broken(Under18, problem, pat=at_desk("Mon")) == ["pat"]
    assert not judged(problem, drafted(problem).roster).violations


def test_after_a_duty_begun_before_the_next_is_judged() -> None:
    """Last Sunday's evening is history; Tuesday's nine hours are too long all the same."""
    begun = DutyBefore(person="pat", start=at("Sun-1 18:00"), end=at("Sun-1 23:00"))
    assert said(home(begun, session("desk", "Tue", "09:00 18:00")), at_desk("Tue")) == [TOO_LONG]


@pytest.mark.parametrize("turns", [on("Tue"), NEXT_YEAR])
def test_hours_of_a_duty_begun_before_stand(turns: date) -> None:
    """Sunday's night reaches into a week with no hours to give: a fact, beside which nothing more may be."""
    begun = DutyBefore(person="pat", start=at("Sun-1 23:00"), end=at("Mon 02:00"))
    problem = home(begun, desk("20:00 20:15"), number("hours_a_week", 0), turns=turns)
    assert said(problem, "") == []
    assert said(problem, at_desk("Mon", start="20:00")) == [TOO_LONG, TOO_MANY_HOURS]


def test_a_draft_keeps_to_it() -> None:
    """Pat is given what there is for pat, and ann the rest."""
    days = "Mon Tue Wed Thu Fri Sat"
    desks = session("desk", days, "09:00 17:00")
    problem = hub(people("ann"), person("pat", adult_from=NEXT_YEAR), desks, shift("late", "Mon"))
    found = drafted(problem)
    assert len(doing(found.roster, "pat")) <= 5
    assert not any("late" in task for task in doing(found.roster, "pat"))
    assert not judged(problem, found.roster).violations
