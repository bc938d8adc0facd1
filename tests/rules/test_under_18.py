"""What the law asks for an apprentice who is not yet 18."""

from __future__ import annotations

from datetime import date

import pytest

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.under_18 import Under18
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


def at_desk(*days: str) -> str:
    """Give the sessions of some days, which start at 09:00."""
    return ", ".join(f"desk {on(day).isoformat()} {day} 09:00" for day in days)


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


@pytest.mark.parametrize(("between", "told"), [("09:00 17:00", []), ("09:00 17:15", ["pat"])])
def test_eight_hours_a_day(between: str, told: list[str]) -> None:
    """Regulation 5A(1)(a): 8 hours a day."""
    assert broken(Under18, home(session("desk", "Mon", between)), pat=at_desk("Mon")) == told


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


@pytest.mark.parametrize(
    ("between", "told"),
    [("06:00 08:00", []), ("05:45 08:00", ["pat"]), ("20:00 22:00", []), ("20:00 22:15", ["pat"])],
)
def test_no_work_at_night(between: str, told: list[str]) -> None:
    """Regulation 6A: no work from 22:00 to 06:00."""
    start = between.split()[0]
    assert broken(Under18, home(desk(between)), pat=f"desk 2026-02-02 Mon {start}") == told


@pytest.mark.parametrize(("ends", "told"), [("21:00", 0), ("21:15", 1)])
def test_twelve_hours_of_rest(ends: str, told: int) -> None:
    """Regulation 10(2): 12 hours between Monday evening and Tuesday 09:00."""
    rows = session("late", "Mon", f"18:00 {ends}"), desk("09:00 10:00", "Tue")
    line = f"late 2026-02-02 Mon 18:00, {at_desk('Tue')}"
    assert len(broken(Under18, home(rows), pat=line)) == told


def test_forty_hours_a_week_without_averaging() -> None:
    """Regulation 5A(1)(b): five days of 8 hours, and not 15 minutes more."""
    week = session("desk", "Mon Tue Wed Thu Fri", "09:00 17:00")
    assert broken(Under18, home(week), pat=at_desk(*WEEKDAYS[:5])) == []
    fewer = PolicyNumber(rule="under 18", number="hours_a_week", value=39.75)
    (found,) = violations(Under18, home(week, fewer), pat=at_desk(*WEEKDAYS[:5]))
    assert found.message == "Too many hours in a week before 18."


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("Mon Tue Wed Thu Fri", []),
        ("Mon Tue Wed Sat Sun", []),
        ("Mon Tue Thu Fri Sun", ["pat"]),
        ("Mon Tue Wed Thu Fri Sat", ["pat"]),
    ],
)
def test_two_days_running_are_free(days: str, told: list[str]) -> None:
    """Regulation 11(3): 48 hours of rest in each week, so two days running and not one here and one there."""
    assert broken(Under18, home(desk("09:00 10:00", days)), pat=at_desk(*days.split())) == told


@pytest.mark.parametrize(("turns", "told"), [("Sat", []), ("Sun", ["pat"])])
def test_from_the_18th_birthday_on_all_is_as_for_others(turns: str, told: list[str]) -> None:
    """Six days of a week: 18 on the Saturday, two days count as free; on the Sunday, one."""
    days = "Mon Tue Wed Thu Fri Sat"
    problem = home(desk("09:00 10:00", days), shift("late", "Sun"), turns=on(turns))
    assert broken(Under18, problem, pat=f"{at_desk(*days.split())}, late Sun") == told


def test_a_duty_begun_before_is_a_fact() -> None:
    """Sunday's evening is not judged; the rest after it is due."""
    begun = DutyBefore(person="pat", start=at("Sun-1 18:00"), end=at("Sun-1 23:00"))
    problem = home(desk("09:00 10:00"), begun)
    assert broken(Under18, problem) == []
    assert broken(Under18, problem, pat=at_desk("Mon")) == ["pat"]
    assert not judged(problem, drafted(problem).roster).violations


def test_a_draft_keeps_to_it() -> None:
    """Pat is given what there is for pat, and ann the rest."""
    days = "Mon Tue Wed Thu Fri Sat"
    desks = session("desk", days, "09:00 17:00")
    problem = hub(people("ann"), person("pat", adult_from=NEXT_YEAR), desks, shift("late", "Mon"))
    found = drafted(problem)
    assert len(doing(found.roster, "pat")) <= 5
    assert not any("late" in task for task in doing(found.roster, "pat"))
    assert not judged(problem, found.roster).violations
