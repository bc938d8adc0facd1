"""What is paid for a roster: the month of docs/payroll.md, and each element on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hub_roster.domain.clock import HOUR
from hub_roster.domain.duty import Length, legs
from hub_roster.domain.people import Employment, Leave, Person
from hub_roster.domain.place import DrivingTime
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import starting
from hub_roster.domain.roster import Roster, RosterStatus, assign
from hub_roster.examples import make_hub
from hub_roster.exchange.mileage import ways_of
from hub_roster.exchange.payroll import Pay, PayElement, awake_spans, payroll
from hub_roster.exchange.payroll_rosters import PaidRosters, RostersApart, together
from tests.exchange.dealt import dealt
from tests.tiny import drive, hub, on_call, person, roster, shift, visit, young

ANN = "NYC:1001:1"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "payroll.md"
SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night", "day")]
SEPTEMBER, OCTOBER = date(2026, 9, 28), date(2026, 10, 1)
LAST = date(2026, 10, 31)
WAY = DrivingTime(origin="Base", destination="Dale", minutes=25, miles=12.4)


def month() -> Problem:
    """Give the hub of docs/payroll.md: Ann, 20 hours a week, and one visit to Dale."""
    return hub(
        Person(key=ANN, name="Ann", hub="Hub", base="Base", contract_hours=20),
        SHIFTS,
        WAY,
        young("Heron"),
        visit("v", "Heron", "Thu", first=date(2026, 10, 5)),
        PolicyNumber(rule="pay", number="extra_day_1", value=20261030),
        first_day=SEPTEMBER,
        weeks=5,
    )


WEEKS = (
    "late Wed, early Thu, early Sat",
    "late Tue, sleep-in Tue, early Wed, v Thu 10:00",
    "waking night Fri, waking night Sat, waking night Sun",
    "day Tue, day Wed, day Thu, waking night Sat",
    "early Fri, waking night Sat",
)
"""What Ann does in each week of docs/payroll.md."""


def rosters(problem: Problem, weeks: Sequence[str], **other: Any) -> list[Roster]:
    """Give a roster for each of the weeks in which Ann does what is said."""
    whole = [starting(problem, problem.first_day + timedelta(days=7 * k), 1) for k in range(len(weeks))]
    return [
        roster(week, **{ANN: line}).model_copy(update=other) for week, line in zip(whole, weeks, strict=True)
    ]


def paid(*weeks: str, first: date = SEPTEMBER, rows: Sequence[Any] = (), **terms: Any) -> tuple[Pay, ...]:
    """Give what Ann is paid for weeks of a hub with all shifts."""
    ann = Person(**{"key": ANN, "hub": "Hub", "base": "Base", "contract_hours": 20, **terms})
    problem = hub(ann, SHIFTS, young("Heron"), *rows, first_day=first, weeks=len(weeks))
    whole = together(problem, rosters(problem, weeks))
    return payroll(whole, first, first + timedelta(days=7 * len(weeks) - 1))


def hours(pay: Sequence[Pay], element: PayElement) -> dict[str, float]:
    """Give the hours of one element by date."""
    return {
        f"{row.day:%a} {row.day.day}": row.amount / HOUR
        for row in pay
        if row.element is element and row.amount is not None
    }


@pytest.mark.parametrize("terms", [Employment.AGENCY, Employment.PARTNER])
def test_who_is_paid_by_others_has_no_rows(terms: Employment) -> None:
    """Agency staff and partners are on their own employers' payrolls."""
    assert not paid("early Mon", contract_hours=0, employment=terms)


def test_a_volunteer_has_miles_and_nothing_else() -> None:
    """Expenses are paid, hours are not."""
    rows = [WAY, visit("v", "Heron", "Mon", first=SEPTEMBER)]
    pay = paid("v Mon 10:00", rows=rows, contract_hours=0, employment=Employment.VOLUNTEER)
    assert [(row.element, row.amount) for row in pay] == [(PayElement.MILES, 24.8)]


# The page -----------------------------------------------------------------------------------------


def tables_of(page: str) -> list[list[list[str]]]:
    """Give the tables of a page in Markdown, as rows of cells."""
    blocks = re.findall(r"(?:^\|.*\n)+", page, flags=re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("| \n").split("|")] for line in block.splitlines()]
        for block in blocks
    ]


def worked_by_hand() -> list[tuple[str, str, float]]:
    """Give date, element and units of each figure in the table of the month in docs/payroll.md."""
    table = next(t for t in tables_of(PAGE.read_text()) if t[0][0] == "Date")
    titles = table[0]
    return [
        (row[0], titles[place], float(cell))
        for row in table[2:]
        for place, cell in enumerate(row)
        if place > 1 and cell
    ]


def units(row: Pay) -> float:
    """Give a row's units as they are exported."""
    assert row.amount is not None
    return round(row.amount / HOUR if row.element.unit == "hours" else row.amount, 2)


def test_the_month_worked_by_hand_is_what_is_exported() -> None:
    """Every figure of the table in docs/payroll.md, and no other, is exported for October."""
    problem = month()
    found = payroll(together(problem, rosters(problem, WEEKS)), OCTOBER, LAST)
    exported = [(f"{row.day:%d/%m/%Y}", row.element.value, units(row)) for row in found]
    by_hand = worked_by_hand()
    assert len(by_hand) > 60
    assert sorted(exported) == sorted(by_hand)


def test_the_page_names_every_element() -> None:
    """The first table of docs/payroll.md explains each element by the name it is exported under."""
    table = next(t for t in tables_of(PAGE.read_text()) if t[0][0] == "Pay element")
    assert [row[0] for row in table[2:]] == [element.value for element in PayElement]
    assert [row[1] for row in table[2:]] == [element.unit.value for element in PayElement]


# Lengths ------------------------------------------------------------------------------------------


def test_the_three_lengths_of_a_block() -> None:
    """Late, sleep-in and early: 24 hours of work, 16 paid, one sleep-in allowance, all on the first date."""
    found = paid("late Mon, sleep-in Mon, early Tue")
    assert hours(found, PayElement.WORKING) == {"Mon 28": 24}
    assert hours(found, PayElement.PAID) == hours(found, PayElement.CONTRACT) == {"Mon 28": 16}
    assert [row.amount for row in found if row.element is PayElement.SLEEP_IN] == [1]


@pytest.mark.parametrize(
    ("first", "length", "night"), [(date(2026, 10, 19), 11, 9), (date(2027, 3, 22), 9, 7)]
)
def test_nights_on_which_the_clocks_change(first: date, length: int, night: int) -> None:
    """A waking night of 10 hours by the clock is paid as 11 in October and 9 in March, as it passes."""
    found = paid("waking night Sat", first=first)
    day = f"Sat {first.day + 5}"
    assert hours(found, PayElement.PAID) == {day: length}
    assert hours(found, PayElement.NIGHT) == {day: night}
    assert hours(found, PayElement.SATURDAY) == {day: 2}
    assert hours(found, PayElement.SUNDAY) == {day: length - 2}


def test_night_hours_follow_the_policy() -> None:
    """Between 20:00 and 06:00 unless the policy says otherwise; never in a sleep-in."""
    line = "early Mon, late Tue, sleep-in Tue"
    assert hours(paid(line), PayElement.NIGHT) == {"Tue 29": 3}
    later = PolicyNumber(rule="pay", number="night_starts", value=22.5)
    until = PolicyNumber(rule="pay", number="night_ends", value=8)
    assert hours(paid(line, rows=[later, until]), PayElement.NIGHT) == {"Mon 28": 1, "Tue 29": 0.5}


# Hours above contract -----------------------------------------------------------------------------


def test_hours_above_contract_fall_on_the_duty_that_passes_it() -> None:
    """20 contract hours, then additional hours at plain time, then overtime from 37."""
    found = paid("day Mon, day Tue, day Thu, day Fri")
    assert hours(found, PayElement.BASIC) == {"Mon 28": 12, "Tue 29": 8}
    assert hours(found, PayElement.ADDITIONAL) == {"Tue 29": 4, "Thu 1": 12, "Fri 2": 1}
    assert hours(found, PayElement.OVERTIME) == {"Fri 2": 11}


def test_each_week_begins_anew() -> None:
    """Hours of one week are not set against another's, whatever month they fall in."""
    found = paid("day Mon, day Tue", "day Mon")
    assert hours(found, PayElement.ADDITIONAL) == {"Tue 29": 4}
    assert hours(found, PayElement.BASIC) == {"Mon 28": 12, "Tue 29": 8, "Mon 5": 12}


def test_leave_lowers_the_contract_hours_of_a_week() -> None:
    """A weekday on leave takes a fifth of contract, as in a draft: 16 of 20 hours, and 33 before overtime."""
    away = Leave(person=ANN, first_day=date(2026, 9, 28), last_day=date(2026, 9, 28))
    found = paid("day Tue, day Wed, day Fri", rows=[away])
    assert sum(hours(found, PayElement.BASIC).values()) == 16
    assert sum(hours(found, PayElement.ADDITIONAL).values()) == 17
    assert hours(found, PayElement.OVERTIME) == {"Fri 2": 3}


def test_whoever_has_no_contract_hours_has_additional_hours_only() -> None:
    """Bank staff are paid for what they work; none of it is basic."""
    found = paid("day Mon", contract_hours=0, employment=Employment.BANK)
    assert not hours(found, PayElement.BASIC)
    assert hours(found, PayElement.ADDITIONAL) == {"Mon 28": 12}


# Holidays -----------------------------------------------------------------------------------------


def test_bank_holidays_are_englands() -> None:
    """Easter Monday 2027 counts from midnight to midnight; so does a duty begun the evening before."""
    found = paid("waking night Sun", "early Tue", first=date(2027, 3, 22))
    assert hours(found, PayElement.BANK_HOLIDAY) == {"Sun 28": 8}


@pytest.mark.parametrize(("itself", "counted"), [(0, {"Mon 27": 8}), (1, {"Sat 25": 8, "Mon 27": 8})])
def test_a_holiday_on_a_weekend_counts_on_the_day_given_instead(
    itself: int, counted: dict[str, float]
) -> None:
    """Christmas Day 2027 is a Saturday: Monday 27th counts, and the day itself where the policy says so."""
    rule = PolicyNumber(rule="pay", number="holiday_itself", value=itself)
    found = paid("early Sat", "early Mon", first=date(2027, 12, 20), rows=[rule])
    assert hours(found, PayElement.BANK_HOLIDAY) == counted


# Miles and spells ---------------------------------------------------------------------------------

MADE = visit("v", "Heron", "Mon", first=SEPTEMBER)


def test_miles_there_and_back() -> None:
    """The miles of each drive of the duty, the same both ways unless the way back has its own."""
    back = DrivingTime(origin="Dale", destination="Base", minutes=25, miles=13.0)
    for rows, miles in (([WAY], 24.8), ([WAY, back], 25.4)):
        found = paid("v Mon 10:00", rows=[MADE, *rows])
        assert [row.amount for row in found if row.element is PayElement.MILES] == [pytest.approx(miles)]


def test_miles_nobody_gave_are_not_guessed() -> None:
    """A duty with a drive the hub gave no miles for has an element without units."""
    found = paid("v Mon 10:00", rows=[MADE, drive("Base", "Dale", 25)])
    assert [row.amount for row in found if row.element is PayElement.MILES] == [None]


def test_no_drive_no_miles() -> None:
    """Going to a shift and home again is a journey to work."""
    assert not [row for row in paid("early Mon") if row.element is PayElement.MILES]


def test_spells_of_on_call_are_counted() -> None:
    """A spell is one element on the day it starts, and no hours."""
    problem = hub(person("ann"), on_call("c", "Mon 17:00", "Tue 09:00"))
    whole = together(problem, [roster(problem, ann="c")])
    found = payroll(whole, problem.first_day, problem.last_day)
    assert [(row.element, row.amount) for row in found] == [(PayElement.ON_CALL, 1)]


# A whole hub --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> PaidRosters:
    """Give an example hub's week as one paid roster."""
    problem = make_hub(3)
    return together(problem, [dealt(problem)])


def test_a_whole_hub_adds_up(example: PaidRosters) -> None:
    """Everyone's awake spans are their paid time; basic, additional and overtime their contract time."""
    problem = example.problem
    found = payroll(example, problem.first_day, problem.last_day)
    total = {
        element: sum(row.amount or 0 for row in found if row.element is element) for element in PayElement
    }
    unpaid = {Employment.AGENCY, Employment.PARTNER, Employment.VOLUNTEER}
    duties = [d for person, d in example.duties() if problem.person[person].employment not in unpaid]
    assert len(duties) > 50
    for duty in duties:
        assert sum(end - start for start, end in awake_spans(duty)) == duty.awake
    assert total[PayElement.PAID] == sum(duty.awake for duty in duties)
    shares = (PayElement.BASIC, PayElement.ADDITIONAL, PayElement.OVERTIME)
    assert sum(total[share] for share in shares) == total[PayElement.CONTRACT]


def test_the_drives_of_a_duty_are_its_legs(example: PaidRosters) -> None:
    """The ways that miles are asked for take the minutes that the duty drives."""
    problem = example.problem
    driven = 0
    for key, duty in example.duties():
        base = problem.person[key].base
        minutes = sum(problem.drive(*way) for way in ways_of(base, duty))
        assert minutes == sum(legs(problem, base, duty.parts)) == duty.driving
        driven += minutes
    assert driven > 0
    assert all(
        duty.minutes(Length.WORKING, duty.start, duty.end) == duty.span for _, duty in example.duties()
    )


# Several rosters ----------------------------------------------------------------------------------


def test_a_duty_runs_on_from_one_roster_into_the_next() -> None:
    """Sunday's late and sleep-in and Monday's early are one duty of Sunday, counted once."""
    problem = hub(person(ANN), SHIFTS, first_day=SEPTEMBER, weeks=2)
    one, two = rosters(problem, ("late Sun, sleep-in Sun, early Mon+1", "early Mon"))
    found = payroll(together(problem, [two, one]), SEPTEMBER, LAST)
    assert hours(found, PayElement.PAID) == {"Sun 4": 16}
    assert hours(found, PayElement.WORKING) == {"Sun 4": 24}


def test_each_roster_speaks_for_its_own_weeks() -> None:
    """What a later roster no longer has on its Monday is not paid, whatever the earlier one expected."""
    problem = hub(person(ANN), SHIFTS, first_day=SEPTEMBER, weeks=2)
    one, two = rosters(problem, ("late Sun, sleep-in Sun, early Mon+1", ""))
    assert hours(payroll(together(problem, [one, two]), SEPTEMBER, LAST), PayElement.PAID) == {"Sun 4": 8}
    assert hours(payroll(together(problem, [one]), SEPTEMBER, LAST), PayElement.PAID) == {"Sun 4": 16}


def test_time_worked_is_paid_as_recorded() -> None:
    """A roster of time worked counts the times it records, not the shift's, and says so."""
    problem = hub(person(ANN), SHIFTS, first_day=SEPTEMBER)
    early = problem.shift["Oak/2026-09-28/early"]
    stayed_on = assign(problem.id, ANN, early.seat(1), early.start, early.end + 45)
    (worked,) = rosters(problem, ("",), status=RosterStatus.WORKED, assignments=(stayed_on,))
    found = payroll(together(problem, [worked]), SEPTEMBER, LAST)
    assert hours(found, PayElement.PAID) == {"Mon 28": 8.75}
    assert all(row.worked for row in found)
    (planned,) = rosters(problem, ("early Mon",))
    assert not any(row.worked for row in payroll(together(problem, [planned]), SEPTEMBER, LAST))


def test_rosters_that_cannot_be_paid_together() -> None:
    """Two for one week, more than half a year, and tasks the hub's file does not hold are refused."""
    problem = hub(person(ANN), SHIFTS, first_day=SEPTEMBER)
    (week,) = rosters(problem, ("early Mon",))
    with pytest.raises(RostersApart, match="week of 28/09/2026"):
        together(problem, [week, week])
    far = week.model_copy(update={"first_day": date(2027, 4, 5), "assignments": ()})
    with pytest.raises(RostersApart, match="span 28 weeks"):
        together(problem, [week, far])
    early = problem.shift["Oak/2026-09-28/early"]
    gone = assign(problem.id, "bob", "a visit", early.start, early.end)
    with pytest.raises(RostersApart, match="a visit of bob"):
        together(problem, [week.model_copy(update={"assignments": (gone,)})])


def test_days_without_a_roster_are_known() -> None:
    """Nobody is paid for days no roster speaks for: which they are can be asked."""
    problem = hub(person(ANN), SHIFTS, first_day=SEPTEMBER)
    whole = together(problem, rosters(problem, ("early Mon",)))
    assert whole.missing(date(2026, 10, 3), date(2026, 10, 6)) == (date(2026, 10, 5), date(2026, 10, 6))
