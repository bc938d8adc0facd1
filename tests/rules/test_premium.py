"""Premium pay: minutes outside shifts that are paid above plain time."""

from __future__ import annotations

from datetime import date

import pytest

from hub_roster.domain.people import DutyBefore, Employment
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.premium import PremiumPay
from tests.edits import told_of_edit
from tests.tiny import (
    MONDAY,
    Rows,
    at,
    charges,
    doing,
    drafted,
    hub,
    on,
    on_call,
    people,
    person,
    points,
    shift,
    visit,
    young,
)

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night")]


def home(*rows: Rows, first: date = MONDAY, **terms: object) -> Problem:
    """Give a hub of ann, with every shift and an hour's visit at any time, half an hour's drive away."""
    any_time = visit("v", "Heron", "Mon", "Sun", between="00:00 23:59", first=first)
    return hub(person("ann", **terms), SHIFTS, young("Heron"), any_time, rows, first_day=first)


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("v Mon 12:00", 0),
        ("v Mon 18:30", 0),  # back at eight, when the night begins
        ("v Mon 19:30", 40),  # 60 minutes of night, a third of two points each: 39.6
        ("v Mon 00:30", 79),  # from the period's first minute on
        ("v Mon+1 00:30", 0),  # put by hand where the next period begins
        ("v Mon 05:00", 59),  # 90 minutes of it until six: 59.4
        ("v Sat 12:00", 60),  # 120 minutes, a quarter of two points each
        ("v Sat 19:30", 70),  # 60 at a quarter, 60 at a third: the dearer counts
        ("v Sun 12:00", 60),
        ("early Sat, late Sun, sleep-in Sun", 0),  # a home's shifts stand where they are
        ("waking night Mon", 0),
        ("early Sat, v Sat 15:30", 60),  # the visit beside it need not
    ],
)
def test_what_is_paid_above_plain_time(line: str, price: int) -> None:
    """The minutes of visits and driving at night and at weekends cost two points, times the premium."""
    assert points(PremiumPay, home(), ann=line) == price


@pytest.mark.parametrize(("percent", "minute", "price"), [(7, 7, 0), (10, 5, 1)])
def test_halves_are_rounded_up(percent: int, minute: int, price: int) -> None:
    """A minute of night that costs 0.49 points costs none, one that costs half a point costs one."""
    numbers = {"night": percent, "minute": minute}
    policy = [PolicyNumber(rule="premium pay", number=key, value=value) for key, value in numbers.items()]
    assert points(PremiumPay, home(policy), ann="v Mon 18:31") == price


def test_neither_on_call_nor_what_was_begun_before_is_charged() -> None:
    """A spell is no work by the hour, and Sunday's night is a fact."""
    begun = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    assert charges(PremiumPay, home(begun, on_call("call", "Sat 09:00", "Sun 09:00")), ann="call") == ()


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Three are out on Saturday: abe is paid by nobody, and ben was sent just now."""
    rows = people("ben"), person("abe", employment=Employment.VOLUNTEER)
    visits = [visit(code, "Heron", "Sat") for code in ("x", "y")]
    line = {"abe": "v Sat 12:00", "ann": "x Sat 12:00", "ben": "y Sat 12:00"}
    assert told_of_edit(PremiumPay, home(rows, visits), "ben", **line) == ["ben"]


def test_a_bank_holiday() -> None:
    """On Good Friday half is paid on top, by night too; the night before it is a night's third."""
    easter = home(first=date(2026, 3, 30))
    assert points(PremiumPay, easter, ann="v Fri 12:00") == 120
    assert points(PremiumPay, easter, ann="v Fri 21:30") == 120
    assert points(PremiumPay, easter, ann="v Thu 23:00") == 89  # 90 minutes at a third, 30 at a half


def test_hours_are_those_that_pass() -> None:
    """Six hours from half past midnight, and the drives: on the night the clocks go back all seven at night.

    On any other Sunday the last of them is after six.
    """
    for first, price in ((date(2026, 10, 19), 277), (date(2026, 10, 12), 268)):
        long = visit("long", "Heron", "Sun", minutes=360, between="00:00 12:00", first=first)
        assert points(PremiumPay, home(long, first=first), ann="long Sun 00:30") == price


@pytest.mark.parametrize(
    ("terms", "price"),
    [
        (Employment.RELIEF, 60),
        (Employment.BANK, 60),
        (Employment.AGENCY, 60),
        (Employment.PARTNER, 0),
        (Employment.VOLUNTEER, 0),
    ],
)
def test_who_is_paid_by_the_hour(terms: Employment, price: int) -> None:
    """Partners are paid by others, volunteers by nobody."""
    assert points(PremiumPay, home(employment=terms), ann="v Sat 12:00") == price


def test_the_numbers_are_the_policys() -> None:
    """Nights from 23:00 and a dear Sunday, as the council's own agreement has them."""
    numbers = [
        PolicyNumber(rule="pay", number="night_starts", value=23),
        PolicyNumber(rule="premium pay", number="sunday", value=100),
        PolicyNumber(rule="premium pay", number="minute", value=3),
    ]
    problem = home(numbers)
    assert points(PremiumPay, problem, ann="v Mon 20:30") == 0
    assert points(PremiumPay, problem, ann="v Sun 12:00") == 360


def test_a_draft_visits_on_friday() -> None:
    """A visit on any day from Friday to Sunday is made on Friday, and before the night."""
    rows = visit("w", "Heron", "Fri", "Sun", between="10:00 22:00")
    problem = hub(person("ann"), young("Heron"), rows)
    (taken,) = [a for a in drafted(problem).roster.assignments if a.person == "ann"]
    assert taken.start.date() == on("Fri")
    assert taken.start.hour <= 18
    assert doing(drafted(problem).roster, "ann") == ["w"]
