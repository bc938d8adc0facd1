"""The numbers of pay: what a policy may say, and what is refused."""

from __future__ import annotations

from datetime import date, time

import pytest

from hub_roster.domain.checks import ProblemFaults
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.pay import pay_numbers
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import hub


def saying(number: str, value: float) -> Problem:
    """Give a hub whose policy has one number of pay."""
    return hub(PolicyNumber(rule="pay", number=number, value=value))


def test_numbers_of_pay_are_the_policys() -> None:
    """What the policy says holds, and the defaults for all else."""
    problem = saying("night_starts", 22.5)
    RULEBOOK.of(problem)
    numbers = pay_numbers(problem)
    assert numbers.night == (time(22, 30), time(6))
    assert numbers.overtime_from == 37
    assert numbers.extra_days == ()


@pytest.mark.parametrize(("hour", "clock"), [(21.75, time(21, 45)), (22.25, time(22, 15))])
def test_quarters_of_an_hour_are_times_of_day(hour: float, clock: time) -> None:
    """As a number an hour may be odd or even, and any quarter of one."""
    assert pay_numbers(saying("night_starts", hour)).night == (clock, time(6))


@pytest.mark.parametrize(
    ("number", "value", "days"),
    [
        ("holiday_itself", 0, [25, 28]),
        ("holiday_itself", 1, [25, 26, 28]),
        ("extra_day_1", 20261224, [24, 25, 28]),
        ("extra_day_1", 20261223, [25, 28]),
        ("extra_day_2", 20261229, [25, 28]),
    ],
)
def test_bank_holidays_are_what_law_and_policy_say(number: str, value: float, days: list[int]) -> None:
    """Boxing Day 2026 is a Saturday, for which Monday the 28th is given; asked from the 24th to the 28th."""
    found = pay_numbers(saying(number, value)).bank_holidays(date(2026, 12, 24), date(2026, 12, 28))
    assert sorted(found) == [date(2026, 12, day) for day in days]


def test_extra_days_are_dates() -> None:
    """A date is written as one number."""
    assert pay_numbers(saying("extra_day_2", 20261224)).extra_days == (date(2026, 12, 24),)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("night_starts", 20.1),
        ("night_ends", 24),
        ("overtime_from", 0),
        ("holiday_itself", 0.5),
        ("extra_day_1", 20261324),
        ("extra_day_1", 24),
    ],
)
def test_a_number_of_pay_that_cannot_be_is_refused(number: str, value: float) -> None:
    """Where the rulebook reads the policy, at the row of the number."""
    with pytest.raises(ProblemFaults) as raised:
        RULEBOOK.of(saying(number, value))
    assert [fault.path for fault in raised.value.faults] == [("numbers", 0, "value")]


def test_what_is_said_of_an_hour_that_is_no_quarter() -> None:
    """The number, and what is wrong with it."""
    with pytest.raises(ProblemFaults) as raised:
        RULEBOOK.of(saying("night_starts", 20.1))
    (fault,) = raised.value.faults
    assert fault.message == "'night_starts' of 'pay' is not a whole quarter of an hour: 20.1 cannot be it."


def test_an_unknown_number_of_pay_is_refused() -> None:
    """A slip of the keyboard does not go unnoticed."""
    with pytest.raises(ProblemFaults, match="no number 'nights'"):
        RULEBOOK.of(saying("nights", 20))
