"""Days running with a duty, and hours in seven days running."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from hub_roster.domain.people import DayWorked, DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.by_date import binding
from hub_roster.rules.runs_of_days import ConsecutiveDays, SixtyHours
from tests.edits import told_of_edit
from tests.tiny import (
    WEEKDAYS,
    Rows,
    at,
    broken,
    doing,
    drafted,
    drive,
    hub,
    judged,
    on,
    people,
    person,
    shift,
    violations,
    visit,
    young,
)

OCTOBER = date(2026, 10, 19)
"""The Sunday of this week, 25 October 2026, has 25 hours."""


def home(*rows: Rows, **fields: object) -> Problem:
    """Give a hub of ann with earlies, days of 12 hours and nights every day."""
    shifts = shift("early"), shift("day"), shift("late"), shift("sleep-in")
    return hub(person("ann", opted_out=True, most_hours=90), shifts, rows, **fields)


def before(days: int, **worked: Any) -> list[DayWorked]:
    """Give the days up to Sunday on which ann worked: so many."""
    return [DayWorked(**{"person": "ann", "day": on(f"{d}-1"), **worked}) for d in WEEKDAYS[7 - days :]]


def earlies(days: int, first: int = 0) -> str:
    """Give an early on so many days from Monday on."""
    return ", ".join(f"early {day}" for day in WEEKDAYS[first : first + days])


# Days running -------------------------------------------------------------------------------------


def test_six_days_running_and_not_seven() -> None:
    """A duty begins on six days running at most."""
    assert broken(ConsecutiveDays, home(), ann=earlies(6)) == []
    (found,) = violations(ConsecutiveDays, home(), ann=earlies(7))
    assert found.message == "Works on more than 6 days running."
    assert len(found.tasks) == 7


@pytest.mark.parametrize(("past", "days", "told"), [(3, 3, 0), (3, 4, 1), (6, 0, 0), (6, 1, 1), (7, 0, 0)])
def test_days_before_the_period_count(past: int, days: int, told: int) -> None:
    """Three days up to Sunday leave three from Monday on; six or more leave none, and blame nobody."""
    assert len(broken(ConsecutiveDays, home(before(past)), ann=earlies(days))) == told


def test_days_without_a_duty_end_a_run() -> None:
    """Being on call on Sunday is no duty; a day off in between begins the count anew."""
    sunday = DayWorked(person="ann", day=on("Sun-1"), duty=False, on_call=True)
    assert broken(ConsecutiveDays, home(sunday, before(7)[:-1]), ann=earlies(6)) == []
    assert broken(ConsecutiveDays, home(before(3)), ann=earlies(6, first=1)) == []


def test_a_duty_begun_before_counts_for_the_day_it_began() -> None:
    """Sunday's sleep-in block ends on Monday: five days up to Saturday and Sunday leave no Monday."""
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 07:00"))
    problem = home(before(6)[:-1], begun)
    assert broken(ConsecutiveDays, problem, ann="late Mon") == ["ann"]
    assert broken(ConsecutiveDays, problem, ann="late Tue") == []


def test_a_policy_may_allow_fewer() -> None:
    """With five days running at most a sixth is refused."""
    five = PolicyNumber(rule="consecutive days", number="most_days", value=5)
    assert broken(ConsecutiveDays, home(five), ann=earlies(5)) == []
    assert broken(ConsecutiveDays, home(five), ann=earlies(6)) == ["ann"]


TWICE = [shift("early", start=time(0), end=time(6)), shift("late", start=time(14), end=time(16))]
"""Two duties on one day: from each to the next are eight hours."""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"{earlies(6)}, late Mon, late Tue", []),
        (f"{earlies(7)}, late Mon, late Tue", ["ann"]),
        (earlies(7), ["ann"]),
    ],
)
def test_days_are_counted_and_not_duties(line: str, told: list[str]) -> None:
    """Of two duties on one day the second adds no day, on six days of a week or on seven; ben has two too."""
    problem = hub(people("ann ben"), TWICE)
    assert broken(ConsecutiveDays, problem, ann=line, ben="early Mon, late Mon, early Sun") == told


def test_four_duties_on_the_longest_day_are_one_day() -> None:
    """The Sunday on which the clocks go back has room for four visits of five minutes, eight hours apart."""
    visits = [
        visit(f"v{k}", "Heron", "Sun", between="00:00 23:30", minutes=5, first=OCTOBER) for k in range(4)
    ]
    rows = person("ann"), young("Heron"), shift("early"), visits, drive("Base", "Dale", 0)
    four = "v0 Sun 00:00, v1 Sun 07:05, v2 Sun 15:10, v3 Sun 23:15"
    problem = hub(rows, first_day=OCTOBER)
    assert broken(ConsecutiveDays, problem, ann=f"{earlies(6)}, {four}") == ["ann"]
    assert broken(ConsecutiveDays, problem, ann=f"{earlies(5)}, {four}") == []


@pytest.mark.parametrize("kind", [ConsecutiveDays, SixtyHours])
def test_an_edit_of_one_line_is_told_of_that_line(kind: Any) -> None:
    """Ann and ben work too much; ben's line is the one that was edited."""
    line = ", ".join(f"day {day}" for day in WEEKDAYS)
    assert told_of_edit(kind, hub(people("ann ben"), shift("day", seats=2)), "ben", ann=line, ben=line) == [
        "ben"
    ]


def test_a_draft_leaves_a_day_free() -> None:
    """After four days running ann has at most two of the first three days, and six of the week."""
    problem = hub(person("ann"), shift("early"), before(4))
    found = drafted(problem)
    assert len(found.roster.assignments) == 6
    assert doing(found.roster, "ann")[:3] != [f"Oak/2026-02-0{day}/early/1" for day in (2, 3, 4)]
    assert not judged(problem, found.roster).violations


# Hours in seven days ------------------------------------------------------------------------------


MON, TUE = on("Mon"), on("Tue")


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ([({MON}, 60), ({MON, TUE}, 50)], [1]),
        ([({MON}, 60), ({MON, TUE}, 60)], [1]),
        ([({MON}, 50), ({MON, TUE}, 60)], [0, 1]),
        ([({MON}, 60), ({TUE}, 60)], [0, 1]),
        ([({MON}, 60), ({MON}, 60)], [0]),
        ([(set(), 0), ({MON}, 60)], [1]),
        ([(set(), 60)], []),
    ],
)
def test_a_limit_that_another_implies_is_left_out(
    limits: list[tuple[set[date], int]], kept: list[int]
) -> None:
    """One on more dates, and no higher; one of two that are the same; one on no date at all."""
    given = [(frozenset(days), most) for days, most in limits]
    assert binding(given) == [given[k] for k in kept]


FIVE_DAYS = ", ".join(f"day {day}" for day in WEEKDAYS[:5])


def test_sixty_hours_and_not_a_minute_more() -> None:
    """Five days of 12 hours are 60; with a longer one they are too many."""
    assert broken(SixtyHours, home(), ann=FIVE_DAYS) == []
    longer = hub(person("ann"), shift("day", end=time(21, 1)))
    (found,) = violations(SixtyHours, longer, ann=FIVE_DAYS)
    assert found.message == "More than 60 hours of work in 7 days running."


def test_sleep_ins_count_in_full() -> None:
    """A late, sleep-in and early are 24 hours: two of them and a day of 12 are 60."""
    blocks = "late Mon, sleep-in Mon, early Tue, late Thu, sleep-in Thu, early Fri"
    assert broken(SixtyHours, home(), ann=f"{blocks}, day Sun") == []
    assert broken(SixtyHours, home(), ann=f"{blocks}, day Sun, early Mon") == ["ann"]


@pytest.mark.parametrize(("minutes", "told"), [(480, False), (481, True)])
def test_hours_before_the_period_count(minutes: int, told: bool) -> None:
    """Six days of 8 hours before leave 12 for Monday: the day fits; with a minute more it does not."""
    past = before(6, working_minutes=480)
    past[0] = past[0].model_copy(update={"working_minutes": minutes})
    assert bool(broken(SixtyHours, home(past), ann="day Mon")) is told


def test_too_much_before_breaks_nothing() -> None:
    """After 80 hours in six days nobody is blamed for doing nothing, and no draft adds to it on Monday."""
    problem = home(before(6, working_minutes=800))
    assert broken(SixtyHours, problem) == []
    assert broken(SixtyHours, problem, ann="early Mon") == ["ann"]
    found = drafted(problem)
    assert not judged(problem, found.roster).violations
    assert not any("2026-02-02" in task for task in doing(found.roster, "ann"))


def test_a_duty_begun_before_is_a_fact() -> None:
    """A block that reaches 15 hours into Monday stands where 10 are the most; more work does not."""
    ten = PolicyNumber(rule="60 hours", number="most_hours", value=10)
    tasks = ("Oak/2026-02-02/early/1",)
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=tasks)
    problem = home(ten, begun)
    assert broken(SixtyHours, problem, ann="early Mon") == []
    assert broken(SixtyHours, problem, ann="early Mon, early Wed") == ["ann"]
    assert not judged(problem, drafted(problem).roster).violations


def test_work_after_the_period_is_looked_at_too() -> None:
    """Sunday's block goes on until Monday 15:00: the seven days that end on that Monday hold it as well."""
    days = ", ".join(f"day {day}" for day in WEEKDAYS[1:5])
    problem = home()
    assert broken(SixtyHours, problem, ann=f"{days}, late Sun") == []
    assert broken(SixtyHours, problem, ann=f"{days}, late Sun, sleep-in Sun, early Mon+1") == ["ann"]


def test_which_work_is_told() -> None:
    """From Wednesday to the next Tuesday are 68 hours: the earlies before and after are not among them."""
    days = ("Wed", "Thu", "Fri", "Sat", "Mon+1")
    line = ", ".join([*(f"day {day}" for day in days), "early Mon", "early Tue+1", "early Thu+1"])
    (found,) = violations(SixtyHours, home(weeks=2), ann=line)
    dates = [f"{on(day)}/day" for day in days] + [f"{on('Tue+1')}/early"]
    assert found.tasks == tuple(f"Oak/{each}" for each in dates)


def test_the_end_of_a_duty_begun_before_counts_once() -> None:
    """Seven hours of Monday and four days of twelve are 55 of the week, where 55 are the most."""
    most = PolicyNumber(rule="60 hours", number="most_hours", value=55)
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 07:00"))
    line = ", ".join(f"day {day}" for day in WEEKDAYS[3:])
    assert broken(SixtyHours, home(most, begun), ann=line) == []
    assert broken(SixtyHours, home(most, begun), ann=f"{line}, early Wed") == ["ann"]
