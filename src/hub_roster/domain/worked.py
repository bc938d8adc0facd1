"""What a roster leaves behind of people's work: past weeks and days, from which rules count on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.bank_holidays import holidays_of_policy
from hub_roster.domain.clock import day_of, midnight
from hub_roster.domain.duty import Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import DayWorked, PatternDay, WeekWorked
from hub_roster.domain.roster import RosterStatus

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.people import Person
    from hub_roster.domain.problem import Problem

KEPT = timedelta(days=28)
"""How long past days are kept: no rule counts a run of days, or call-ins, over more of them."""

SATURDAY = 5


def weeks_worked(problem: Problem, lines: Lines) -> Iterator[WeekWorked]:
    """Give past weeks; what a hub recorded of a week stands, whatever the roster planned."""
    own = {(w.person, w.week): w for w in _weeks_of_roster(lines)}
    before = {(w.person, w.week): w for w in problem.weeks_worked}
    recorded = {key: w for key, w in before.items() if not w.assumed}
    yield from {**before, **own, **recorded}.values()


def days_worked(problem: Problem, lines: Lines, first_day: date) -> list[DayWorked]:
    """Give the past days before a date, as far back as they are kept.

    What a hub recorded of a day stands, whatever the roster planned.
    """
    planned = {(d.person, d.day): d for d in _days_of_roster(lines)}
    recorded = {(d.person, d.day): d for d in problem.days_worked}
    found = ({**planned, **recorded}).values()
    kept = (d for d in found if first_day - KEPT <= d.day < first_day)
    return sorted(kept, key=lambda d: (d.day, d.person))


@dataclass(frozen=True, slots=True)
class _Begun:
    """The dates on which a person's duties, sleep-ins, waking nights and spells of on-call begin."""

    duties: frozenset[date]
    sleep_ins: frozenset[date]
    nights: frozenset[date]
    spells: frozenset[date]


def _begun(lines: Lines, person: str) -> _Begun:
    parts = [part for duty in lines.of[person] for part in duty.parts]

    def of(kind: PartKind) -> frozenset[date]:
        return frozenset(day_of(part.start) for part in parts if part.kind is kind)

    return _Begun(
        duties=frozenset(duty.day for duty in lines.of[person]),
        sleep_ins=of(PartKind.SLEEP_IN),
        nights=of(PartKind.WAKING_NIGHT),
        spells=frozenset(spell.day for spell in lines.spells[person]),
    )


def _weeks_of_roster(lines: Lines) -> Iterator[WeekWorked]:
    past = lines.problem
    begun = {person.key: _begun(lines, person.key) for person in past.people}
    holidays = holidays_of_policy(past.numbers, past.first_day, past.last_day)
    for week, (start, end) in enumerate(past.week_spans):
        days = past.days[7 * week : 7 * week + 7]
        for person in past.people:
            if person.started is not None and person.started > days[-1]:
                continue
            on = begun[person.key]
            yield WeekWorked(
                person=person.key,
                week=days[0],
                working_minutes=sum(d.minutes(Length.WORKING, start, end) for d in lines.of[person.key]),
                excluded_days=_excluded(past, person, days),
                assumed=lines.roster.status is not RosterStatus.WORKED,
                weekend_days=len(on.duties.intersection(days[SATURDAY:])),
                nights=len(on.nights.intersection(days)),
                sleep_ins=len(on.sleep_ins.intersection(days)),
                bank_holidays=len((on.duties & holidays).intersection(days)),
            )


def _excluded(past: Problem, person: Person, days: tuple[date, ...]) -> int:
    """Count the days of a week that leave takes out of the average, and those before the person started."""
    leave = past.leave_days.get(person.key, frozenset())
    return sum(day in leave or (person.started is not None and day < person.started) for day in days)


def _days_of_roster(lines: Lines) -> Iterator[DayWorked]:
    """Give the days of a roster on which somebody has working time or begins to be on call."""
    past = lines.problem
    for person, duties in lines.of.items():
        on = _begun(lines, person)
        for day in past.days:
            start, end = midnight(day), midnight(day + timedelta(days=1))
            minutes = sum(duty.minutes(Length.WORKING, start, end) for duty in duties)
            if minutes or day in on.spells:
                duty = day in on.duties
                yield DayWorked(
                    person=person,
                    day=day,
                    working_minutes=minutes,
                    duty=duty,
                    sleep_in=day in on.sleep_ins,
                    on_call=day in on.spells,
                    called_in=duty and past.pattern_on(person, day) is PatternDay.OFF,
                )
