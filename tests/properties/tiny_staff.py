"""What fairness to staff is counted from in a tiny hub: shares, premiums, rest, notice, call-ins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hub_roster.domain.people import DayWorked, Employment, PatternDay, PatternWeek, WeekWorked
from hub_roster.domain.policy import PolicyNumber

if TYPE_CHECKING:
    from datetime import date

    from tests.properties.tiny_hubs import Drawing

NUMBERS: tuple[tuple[str, str, float], ...] = (
    ("fair shares", "weeks", 1),
    ("fair shares", "most_times", 1),
    ("fair shares", "most_times", 2),
    ("premium pay", "minute", 31),
    ("premium pay", "night", 90),
    ("premium pay", "saturday", 7),
    ("premium pay", "sunday", 120),
    ("premium pay", "bank_holiday", 15),
    ("pay", "night_starts", 15.25),
    ("pay", "night_ends", 10),
    ("single days off", "points", 55),
    ("whole weekends", "points", 65),
    ("call-ins", "most", 0),
    ("call-ins", "most", 1),
)
"""Numbers a policy may set."""


def add_staff(drawing: Drawing) -> None:
    """Add each kind of row in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.45, _shares),
        (0.2, _bank_holiday),
        (0.25, _days_worked),
        (0.25, _called_in),
        (0.3, _told),
        (0.5, _numbers),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)


def _shares(drawing: Drawing) -> None:
    """Past weeks in which one of those on contract had far more weekends and nights than the others."""
    contracted = []
    for number, person in enumerate(drawing.rows("people")):
        if person.employment is Employment.CONTRACTED:
            contracted.append(person.key)
            if not person.contract_hours:
                drawing.edit("people", number, contract_hours=min(8, person.most_hours))
    _number(drawing, "fair shares", "points", drawing.rng.choice((150, 900, 5000)))
    kept = {(row.person, row.week) for row in drawing.rows("weeks_worked")}
    for key in contracted:
        for back in (1, 2, 9):
            week = drawing.monday - timedelta(weeks=back)
            if (key, week) not in kept and drawing.chance(0.6):
                drawing.add("weeks_worked", WeekWorked(person=key, week=week, working_minutes=60))
    laden = drawing.rng.choice(contracted or [None])
    for number, row in enumerate(drawing.rows("weeks_worked")):
        if row.person == laden or drawing.chance(0.2):
            drawing.edit("weeks_worked", number, **_had_some(drawing))


def _had_some(drawing: Drawing) -> dict[str, int]:
    some = {name: drawing.rng.choice((0, 1, 2)) for name in ("weekend_days", "nights", "sleep_ins")}
    return {**some, "bank_holidays": drawing.rng.choice((0, 1))}


def _bank_holiday(drawing: Drawing) -> None:
    _number(drawing, "pay", "extra_day_1", int(drawing.day().strftime("%Y%m%d")))


def _days_worked(drawing: Drawing) -> None:
    """Days at work just before the period, from which a single day off would be counted."""
    for person in drawing.rows("people"):
        for back in (1, 2):
            if drawing.chance(0.4):
                day = drawing.monday - timedelta(days=back)
                _day(drawing, person.key, day, working_minutes=drawing.rng.choice((0, 300)))


def _called_in(drawing: Drawing) -> None:
    """Patterns that keep days free, and days before on which that was not kept to."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    known = {row.person for row in drawing.rows("patterns")}
    for person in drawing.rows("people"):
        if person.key not in known and drawing.chance(0.5):
            free = {names[day.weekday()]: PatternDay.OFF for day in drawing.days}
            drawing.add("patterns", PatternWeek(person=person.key, week=1, **free))
        for back in (20, 26, 27, 28):
            if drawing.chance(0.3):
                _day(drawing, person.key, drawing.monday - timedelta(days=back), called_in=True)
    _number(drawing, "call-ins", "most", drawing.rng.choice((0, 1, 1, 2)))


def _day(drawing: Drawing, person: str, day: date, **fields: Any) -> None:
    if all((row.person, row.day) != (person, day) for row in drawing.rows("days_worked")):
        drawing.add("days_worked", DayWorked(person=person, day=day, duty=drawing.chance(0.8), **fields))


def _told(drawing: Drawing) -> None:
    """The day people are told, and a notice that ends on some day of the period or after it."""
    ahead = drawing.rng.choice((3, 14))
    drawing.told_on = drawing.monday - timedelta(days=ahead)
    until = drawing.day() + timedelta(days=drawing.rng.choice((0, 1, 4)))
    _number(drawing, "notice given", "days", (until - drawing.told_on).days)
    _number(drawing, "notice given", "points", drawing.rng.choice((45, 200, 3000)))


def _numbers(drawing: Drawing) -> None:
    for rule, number, value in drawing.rng.sample(NUMBERS, drawing.rng.choice((1, 2, 4))):
        _number(drawing, rule, number, value)


def _number(drawing: Drawing, rule: str, number: str, value: float) -> None:
    if all((row.rule, row.number) != (rule, number) for row in drawing.rows("numbers")):
        drawing.add("numbers", PolicyNumber(rule=rule, number=number, value=value))
