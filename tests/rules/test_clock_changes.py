"""The two weeks in which the clocks change: rest, hours, pay and calendars are right to the minute.

Sunday 25 October 2026 has 25 hours and Sunday 28 March 2027 has 23; a plain week stands beside them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hub_roster.domain.clock import HOUR, midnight
from hub_roster.domain.duty import Duty, Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.policy import DEFAULT_SHAPES, DutyShape, PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.calendars import person_calendar
from hub_roster.exchange.payroll import PayElement, payroll
from hub_roster.exchange.payroll_rosters import together
from hub_roster.program.statement import Priority
from hub_roster.rules.by_date import worked_on
from hub_roster.rules.nights import NightLength
from hub_roster.rules.rest import DailyRest
from hub_roster.rules.runs_of_days import SixtyHours
from tests.tiny import broken, drafted, hub, judged, people, person, resident, roster, shift, visit, young

PLAIN = date(2026, 2, 2)
OCTOBER = date(2026, 10, 19)
MARCH = date(2027, 3, 22)
SHIFTS = ("early", "late", "sleep-in", "waking night")
LONG_NIGHT = DutyShape(name="long night", parts=(PartKind.WAKING_NIGHT,), longest_hours=14)
TWELVE = (
    shift("waking night", start=time(20)),
    LONG_NIGHT,
    [shape for shape in DEFAULT_SHAPES if shape.parts != LONG_NIGHT.parts],
)
BLOCK = "late Sat, sleep-in Sat, early Sun"
SATURDAY, SUNDAY = timedelta(days=5), timedelta(days=6)


def home(first: date, **fields: object) -> Problem:
    """Give ann's shifts in a week, and a visit on its Sunday, half an hour from base."""
    times = visit("v", "Heron", "Sun", between="00:30 23:30", first=first)
    shifts = [shift(name) for name in SHIFTS]
    return hub(person("ann"), young("Heron"), shifts, times, first_day=first, **fields)


def only_duty(first: date, line: str) -> Duty:
    """Give the one duty of a line."""
    problem = home(first)
    (duty,) = Lines(problem, roster(problem, ann=line)).of["ann"]
    return duty


# Rest ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "ends", "start", "told"),
    [
        (PLAIN, 8, "19:30", []),  # the night ends at 08:00, and at 19:00 she may leave
        (PLAIN, 8, "19:15", ["ann"]),
        (OCTOBER, 8, "19:30", []),  # the clocks changed before the rest began
        (OCTOBER, 8, "19:15", ["ann"]),
        (MARCH, 8, "19:30", []),
        (MARCH, 8, "19:15", ["ann"]),
        (OCTOBER, 1, "11:30", []),  # 01:00, the first time of two: 11 h are over at 11:00 GMT
        (OCTOBER, 1, "11:15", ["ann"]),
        (MARCH, 1, "13:30", []),  # 01:00 GMT is when the clocks go to 02:00: 11 h later it is 13:00
        (MARCH, 1, "13:15", ["ann"]),
    ],
)
def test_rest_after_a_night(first: date, ends: int, start: str, told: list[str]) -> None:
    """After a waking night 11 hours pass before she leaves base, whatever the clock shows."""
    night = shift("waking night", end=time(ends))
    times = visit("v", "Heron", "Sun", between="00:30 23:30", first=first)
    problem = hub(person("ann"), young("Heron"), night, times, first_day=first)
    assert broken(DailyRest, problem, ann=f"waking night Sat, v Sun {start}") == told


@pytest.mark.parametrize(("first", "hours"), [(PLAIN, 22), (OCTOBER, 22), (MARCH, 11)])
@pytest.mark.parametrize(("minutes", "told"), [(0, []), (-15, ["ann"])])
def test_rest_after_a_sleep_in(first: date, hours: int, minutes: int, told: list[str]) -> None:
    """A late and sleep-in last 16 hours, 17 in October, 15 in March: there they are no duty of above 15.5.

    The rest begins at 07:00 on the Sunday and she leaves base half an hour before the visit.
    """
    long = PolicyNumber(rule="daily rest", number="long_duty_hours", value=15.5)
    times = visit("v", "Heron", "Sun", "Mon+1", between="00:30 23:30", first=first)
    shifts = [shift(name) for name in SHIFTS]
    problem = hub(person("ann"), young("Heron"), shifts, times, long, first_day=first, weeks=2)
    leaves = datetime.combine(first + SUNDAY, time(7)) + timedelta(hours=hours, minutes=30 + minutes)
    day = "Sun" if leaves.date() == first + SUNDAY else "Mon+1"
    line = f"late Sat, sleep-in Sat, v {day} {leaves:%H:%M}"
    assert broken(DailyRest, problem, ann=line) == told


# Lengths ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "line", "working", "awake"),
    [
        (PLAIN, BLOCK, 24, 16),
        (OCTOBER, BLOCK, 25, 16),
        (MARCH, BLOCK, 23, 16),
        (PLAIN, "late Sat, sleep-in Sat", 16, 8),
        (OCTOBER, "late Sat, sleep-in Sat", 17, 8),
        (MARCH, "late Sat, sleep-in Sat", 15, 8),
        (PLAIN, "waking night Sat", 10, 10),
        (OCTOBER, "waking night Sat", 11, 11),
        (MARCH, "waking night Sat", 9, 9),
        (OCTOBER, "waking night Sun", 10, 10),
        (MARCH, "waking night Fri", 10, 10),
    ],
)
def test_three_lengths(first: date, line: str, working: int, awake: int) -> None:
    """Working time is what passes; of a sleep-in, longer or shorter, nothing is paid by the hour."""
    duty = only_duty(first, line)
    span = midnight(first), midnight(first + timedelta(days=14))
    assert duty.minutes(Length.WORKING, *span) == working * HOUR
    assert duty.minutes(Length.PAID, *span) == duty.minutes(Length.CONTRACT, *span) == awake * HOUR


@pytest.mark.parametrize(("first", "sunday"), [(PLAIN, 15), (OCTOBER, 16), (MARCH, 14)])
def test_hours_fall_on_dates(first: date, sunday: int) -> None:
    """Of a block from 15:00 on Saturday to 15:00 on Sunday, 9 hours are Saturday's and the rest Sunday's."""
    duty = only_duty(first, BLOCK)
    assert worked_on([duty], first + SATURDAY, first + SATURDAY) == 9 * HOUR
    assert worked_on([duty], first + SUNDAY, first + SUNDAY) == sunday * HOUR


@pytest.mark.parametrize(("first", "told"), [(PLAIN, []), (OCTOBER, ["ann"]), (MARCH, [])])
def test_sixty_hours_hold_the_hour_that_comes_twice(first: date, told: list[str]) -> None:
    """Two blocks and a night of 12 hours are 60, and 61 in the October week."""
    shifts = [shift(name) for name in ("early", "late", "sleep-in")]
    problem = hub(person("ann"), shifts, TWELVE, first_day=first)
    blocks = "late Mon, sleep-in Mon, early Tue, late Thu, sleep-in Thu, early Fri"
    assert broken(SixtyHours, problem, ann=f"{blocks}, waking night Sat") == told


@pytest.mark.parametrize(("first", "told"), [(PLAIN, []), (OCTOBER, ["ann"]), (MARCH, [])])
def test_a_night_of_12_hours_is_13_in_october(first: date, told: list[str]) -> None:
    """From 20:00 to 08:00 the October night is longer than anyone works: that night needs two people."""
    problem = hub(person("ann"), TWELVE, first_day=first)
    assert broken(NightLength, problem, ann="waking night Sat") == told


# Pay and calendars --------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "working"), [(PLAIN, 24), (OCTOBER, 25), (MARCH, 23)])
def test_the_pay_of_a_block(first: date, working: int) -> None:
    """The hour more or less of a sleep-in is working time alone: the allowance is one, the hours 16."""
    problem = home(first)
    found = payroll(together(problem, [roster(problem, ann=BLOCK)]), first, first + timedelta(days=6))
    amounts = {row.element: row.amount for row in found if row.day == first + SATURDAY}
    assert amounts[PayElement.WORKING] == working * HOUR
    assert amounts[PayElement.PAID] == amounts[PayElement.CONTRACT] == 16 * HOUR
    assert amounts[PayElement.SLEEP_IN] == 1
    assert amounts[PayElement.NIGHT] == 3 * HOUR  # 20:00 to 23:00
    assert (amounts[PayElement.SATURDAY], amounts[PayElement.SUNDAY]) == (8 * HOUR, 8 * HOUR)


@pytest.mark.parametrize(
    ("first", "edges"),
    [
        (PLAIN, ("20260207T150000Z", "20260207T230000Z", "20260208T070000Z", "20260208T150000Z")),
        (OCTOBER, ("20261024T140000Z", "20261024T220000Z", "20261025T070000Z", "20261025T150000Z")),
        (MARCH, ("20270327T150000Z", "20270327T230000Z", "20270328T060000Z", "20270328T140000Z")),
    ],
)
def test_the_calendar_of_a_block(first: date, edges: tuple[str, ...]) -> None:
    """Late, sleep-in and early follow one another without a gap: 15:00, 23:00, 07:00, 15:00 by the clock."""
    problem = home(first)
    published = roster(problem, ann=BLOCK).model_copy(update={"status": RosterStatus.PUBLISHED})
    body = person_calendar(Lines(problem, published), "ann", revised=datetime(2026, 1, 5, tzinfo=UTC))
    lines = body.decode().split("\r\n")
    starts = sorted(line.partition(":")[2] for line in lines if line.startswith("DTSTART"))
    ends = sorted(line.partition(":")[2] for line in lines if line.startswith("DTEND"))
    assert (tuple(starts), tuple(ends)) == (edges[:-1], edges[1:])


# Drafts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "night"), [(PLAIN, 10), (OCTOBER, 11), (MARCH, 9)])
def test_a_week_is_drafted_and_breaks_nothing(first: date, night: int) -> None:
    """Six people cover a home over the change, nights too; the night of Saturday is as long as it is."""
    shifts = [shift(name) for name in SHIFTS]
    staff = people("ann ben cat dan eve fay", contract_hours=30)
    problem = hub(staff, resident("Heron"), shifts, first_day=first)
    found = drafted(problem)
    assert not judged(problem, found.roster).violations
    assert judged(problem, found.roster).shortfall[Priority.NOBODY].minutes == 0
    saturday = (first + SATURDAY).isoformat()
    (taken,) = (a for a in found.roster.assignments if a.task.startswith(f"Oak/{saturday}/waking"))
    assert taken.span[1] - taken.span[0] == night * HOUR
