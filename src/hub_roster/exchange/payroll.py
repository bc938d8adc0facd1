"""What a payroll pays for: the hours, nights and miles of a roster, as pay elements of people and dates.

Every element of a duty bears the date the duty starts on, so that a duty belongs to one month as a whole.
Hours are those that really pass: on the night the clocks go back a waking night has one more of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hub_roster.domain.clock import Instant, interval, midnight, monday_of, overlap
from hub_roster.domain.duty import Duty, Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import Employment
from hub_roster.exchange.mileage import miles_known, miles_of, ways_of
from hub_roster.rules.hours import ContractHours
from hub_roster.rules.pay import pay_numbers
from hub_roster.rules.rulebook import RULEBOOK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hub_roster.exchange.payroll_rosters import PaidRosters

Span = tuple[Instant, Instant]

SATURDAY, SUNDAY = 5, 6
NO_MILES = "The hub's file gives no miles for a drive of this day."


class Unit(StrEnum):
    """What an element is counted in."""

    HOURS = "hours"
    COUNT = "count"
    MILES = "miles"


class PayElement(StrEnum):
    """What a payroll pays for, or has to know of, by the name it is exported under."""

    WORKING = "Working time"
    PAID = "Paid time"
    CONTRACT = "Contract time"
    BASIC = "Basic hours"
    ADDITIONAL = "Additional hours"
    OVERTIME = "Overtime hours"
    NIGHT = "Night hours"
    SATURDAY = "Saturday hours"
    SUNDAY = "Sunday hours"
    BANK_HOLIDAY = "Bank holiday hours"
    SLEEP_IN = "Sleep-in allowance"
    ON_CALL = "On-call spell"
    MILES = "Miles"

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        counted = {self.SLEEP_IN: Unit.COUNT, self.ON_CALL: Unit.COUNT, self.MILES: Unit.MILES}
        return counted.get(self, Unit.HOURS)


LENGTHS = {
    PayElement.WORKING: Length.WORKING,
    PayElement.PAID: Length.PAID,
    PayElement.CONTRACT: Length.CONTRACT,
}
"""The three lengths of a duty; a payroll that pays by the elements below needs them only to check."""


PAID_BY_OTHERS = frozenset({Employment.AGENCY, Employment.PARTNER})
"""Terms of people whose employer pays them, and bills the hub or not."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Units of one element for one person on one date.

    Attributes
    ----------
    amount
        Minutes where the unit is hours, else the count or the miles; None where it is not known.
    worked
        From a roster of time worked; else as planned.
    """

    person: str
    day: date
    element: PayElement
    amount: float | None
    worked: bool


def payroll(rosters: PaidRosters, first: date, last: date) -> tuple[Pay, ...]:
    """Give what is to be paid for duties and spells that start from first to last, both included.

    Whole weeks are counted, also those the dates cut, so that hours above contract are found; but only what
    starts between the dates is given.

    Returns
    -------
    tuple[Pay, ...]
        By person in the order of the hub's file, by date, and in the order of the elements.
    """
    counted: dict[tuple[str, date, PayElement], float | None] = defaultdict(int)
    for person, day, element, amount in _Counting(rosters).all():
        if first <= day <= last:
            key = (person, day, element)
            before = counted[key]
            counted[key] = None if amount is None or before is None else before + amount
    people = {person.key: place for place, person in enumerate(rosters.problem.people)}
    elements = {element: place for place, element in enumerate(PayElement)}
    ordered = sorted(counted, key=lambda key: (people[key[0]], key[1], elements[key[2]]))
    return tuple(Pay(*key, counted[key], rosters.worked(key[1])) for key in ordered if counted[key] != 0)


Counted = tuple[str, date, PayElement, float | None]


class _Counting:
    """Counts the elements of rosters, duty by duty."""

    def __init__(self, rosters: PaidRosters) -> None:
        self.rosters = rosters
        self.problem = rosters.problem
        self.numbers = pay_numbers(self.problem)
        self.miles = miles_known(self.problem)
        # What a draft calls over contract is paid as over contract: leave lowers both alike.
        rules = RULEBOOK.of(self.problem)
        self.contract = next(rule for rule in rules if isinstance(rule, ContractHours))
        # A duty may begin on the last day and run on.
        last = self.problem.last_day + timedelta(days=7)
        self.holidays = self.numbers.bank_holidays(self.problem.first_day, last)

    def all(self) -> Iterator[Counted]:
        """Give every element; agency staff and partners are paid by their employers, and have none."""
        by_week: dict[tuple[str, int], list[Duty]] = defaultdict(list)
        for person, duty in self.rosters.duties():
            if self._terms(person) in PAID_BY_OTHERS:
                continue
            elements = self._of_duty(person, duty)
            if self._terms(person) is Employment.VOLUNTEER:
                yield from ((person, duty.day, *each) for each in elements if each[0] is PayElement.MILES)
                continue
            yield from ((person, duty.day, *each) for each in elements)
            week = (monday_of(duty.day) - self.problem.first_day).days // 7
            by_week[person, week].append(duty)
        for (person, week), duties in by_week.items():
            yield from ((person, *counted) for counted in self._of_week(person, week, duties))
        for person, spells in self.rosters.lines.spells.items():
            for spell in spells if self._terms(person) not in PAID_BY_OTHERS else ():
                yield person, spell.day, PayElement.ON_CALL, 1

    def _terms(self, person: str) -> Employment:
        return self.problem.person[person].employment

    # A duty ---------------------------------------------------------------------------------------

    def _of_duty(self, person: str, duty: Duty) -> Iterator[tuple[PayElement, float | None]]:
        for element, length in LENGTHS.items():
            yield element, duty.minutes(length, duty.start, duty.end)
        awake = awake_spans(duty)
        yield PayElement.NIGHT, _shared(awake, self._nights(duty))
        for element, days in self._days(duty).items():
            yield element, _shared(awake, [(midnight(d), midnight(d + timedelta(days=1))) for d in days])
        yield PayElement.SLEEP_IN, sum(part.kind is PartKind.SLEEP_IN for part in duty.parts)
        base = self.problem.person[person].base
        if ways_of(base, duty):
            yield PayElement.MILES, miles_of(base, duty, self.miles)

    def _nights(self, duty: Duty) -> Iterator[Span]:
        start, end = self.numbers.night
        # The night a duty begins in may itself have begun the evening before.
        for day in (duty.day - timedelta(days=1), *duty.touches):
            yield interval(day, start, end)

    def _days(self, duty: Duty) -> Mapping[PayElement, list[date]]:
        return {
            PayElement.SATURDAY: [day for day in duty.touches if day.weekday() == SATURDAY],
            PayElement.SUNDAY: [day for day in duty.touches if day.weekday() == SUNDAY],
            PayElement.BANK_HOLIDAY: [day for day in duty.touches if day in self.holidays],
        }

    # A week ---------------------------------------------------------------------------------------

    def _of_week(
        self, person: str, week: int, duties: Iterable[Duty]
    ) -> Iterator[tuple[date, PayElement, int]]:
        """Share a week's contract time out: basic up to contract, then additional hours, then overtime.

        Duties are filled in order of time, so that what is above contract falls on the duty that passes it.
        """
        basic = self.contract.due(person, week)
        away = self.problem.person[person].contract_minutes - basic
        plain = max(basic, round(60 * self.numbers.overtime_from) - away)
        done = 0
        for duty in sorted(duties, key=lambda duty: duty.start):
            start, done = done, done + duty.minutes(Length.CONTRACT, duty.start, duty.end)
            yield duty.day, PayElement.BASIC, overlap(start, done, 0, basic)
            yield duty.day, PayElement.ADDITIONAL, overlap(start, done, basic, plain)
            yield duty.day, PayElement.OVERTIME, overlap(start, done, plain, done)


def awake_spans(duty: Duty) -> list[Span]:
    """Give the spans of a duty that are paid by the hour: all of it but its sleep-ins."""
    spans: list[Span] = []
    start = duty.start
    for part in duty.parts:
        if part.kind is PartKind.SLEEP_IN:
            spans.append((start, part.start))
            start = max(start, part.end)
    spans.append((start, duty.end))
    return [(start, end) for start, end in spans if start < end]


def _shared(spans: Iterable[Span], windows: Iterable[Span]) -> int:
    listed = list(windows)
    return sum(overlap(*span, *window) for span in spans for window in listed)
