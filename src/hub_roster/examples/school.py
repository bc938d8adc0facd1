"""School and college: their terms, and a young person's week of lessons."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from hub_roster.domain.their_week import Term, WeekKind, WeekTime

if TYPE_CHECKING:
    from random import Random

SCHOOLS, COLLEGE = "Schools", "College"
TERMS = (
    (SCHOOLS, date(2026, 9, 2), date(2026, 10, 23)),
    (SCHOOLS, date(2026, 11, 2), date(2026, 12, 18)),
    (SCHOOLS, date(2027, 1, 4), date(2027, 2, 12)),
    (SCHOOLS, date(2027, 2, 22), date(2027, 3, 25)),
    (COLLEGE, date(2026, 9, 7), date(2026, 10, 23)),
    (COLLEGE, date(2026, 11, 2), date(2026, 12, 16)),
    (COLLEGE, date(2027, 1, 6), date(2027, 3, 24)),
)
"""Term dates as an English county has them [A]."""
AT_SCHOOL = 0.8
"""Share of young people who go to school; the others go to college on three days [A]."""


def terms() -> list[Term]:
    """List the terms of schools and colleges."""
    return [Term(calendar=name, first_day=first, last_day=last) for name, first, last in TERMS]


def lessons(code: str, draw: Random) -> WeekTime:
    """Give a week's lessons, in term time."""
    if draw.random() < AT_SCHOOL:
        row = own_time(code, WeekKind.SCHOOL, (0, 1, 2, 3, 4), time(8, 40), time(15, 15))
        return row.model_copy(update={"calendar": SCHOOLS})
    days = tuple(sorted(draw.sample(range(5), 3)))
    row = own_time(code, WeekKind.COLLEGE, days, time(9), time(15, 15))
    return row.model_copy(update={"calendar": COLLEGE})


def own_time(code: str, kind: WeekKind, days: tuple[int, ...], start: time, end: time) -> WeekTime:
    """Give a time of somebody's own week."""
    return WeekTime(young_person=code, kind=kind, days=days, start=start, end=end)
