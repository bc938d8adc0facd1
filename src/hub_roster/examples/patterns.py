"""Working patterns of the home team: a rolling rota of four weeks that covers every night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import PatternDay, PatternWeek, Person
from hub_roster.examples.people import HOME_TEAM, PARTNERS, Group, Staff

if TYPE_CHECKING:
    from random import Random

CYCLE = 4
"""Weeks of the rolling rota."""
LEADER_STEP, OTHER_STEP = 3, 4
"""Nights by which a slot moves on each week; neither lets a block follow another by one night."""
SLOTS = 7
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEADER, OTHER = "leader", "other"


@dataclass(frozen=True)
class Slot:
    """A line of the rolling rota: which night of the week its person sleeps in, week by week."""

    part: str
    number: int

    def night(self, cycle_week: int) -> int:
        """Give the weekday of the night, Monday 0."""
        step = LEADER_STEP if self.part == LEADER else OTHER_STEP
        return (self.number + step * (cycle_week % CYCLE)) % SLOTS


class Rota:
    """The rolling rota: who has which slot, and where in the cycle a Monday lies."""

    def __init__(self, team: list[Staff], first_day: date, draw: Random) -> None:
        self.slots = _slots(team, draw)
        self._first_day = first_day
        self._phase = draw.randrange(CYCLE)

    def cycle_week(self, monday: date) -> int:
        """Give the week of the cycle, counted from 0, that begins on a Monday."""
        return ((monday - self._first_day).days // 7 + self._phase) % CYCLE

    def on_night(self, day: date, part: str) -> list[str]:
        """List the people whose pattern has them sleep in on a night."""
        week = self.cycle_week(day - timedelta(days=day.weekday()))
        return [
            key for key, slot in self.slots.items() if slot.part == part and slot.night(week) == day.weekday()
        ]

    def anchor(self, draw: Random) -> date:
        """Draw a Monday of the past year on which week 1 of the cycle began."""
        return self._first_day - timedelta(days=7 * (self._phase + CYCLE * draw.randint(5, 12)))


def _slots(team: list[Staff], draw: Random) -> dict[str, Slot]:
    """Give six leads and a deputy the leaders' slots, full-time workers the others."""
    leads = [s.key for s in team if s.group is Group.LEAD]
    deputy = next(s.key for s in team if s.group is Group.DEPUTY)
    workers = [s.key for s in team if s.group is Group.WORKER]
    slots: dict[str, Slot] = {}
    for part, people in ((LEADER, [*leads, deputy]), (OTHER, workers)):
        numbers = draw.sample(range(SLOTS), SLOTS)
        slots |= {key: Slot(part, n) for key, n in zip(people, numbers, strict=True)}
    return slots


def patterns_of(team: list[Staff], rota: Rota, draw: Random) -> tuple[list[PatternWeek], dict[str, date]]:
    """Write the patterns of the home team and of partners; also give each person's anchor."""
    weeks: list[PatternWeek] = []
    anchors: dict[str, date] = {}
    for nth, staff in enumerate(team):
        if staff.group not in HOME_TEAM | PARTNERS | {Group.MANAGER}:
            continue
        anchors[staff.key] = rota.anchor(draw)
        slot = rota.slots.get(staff.key)
        if slot is not None:
            cycle = _rolling(slot, nth, draw)
        elif staff.group is Group.PART_TIMER:
            cycle = _part_time(nth)
        else:
            cycle = [dict.fromkeys((5, 6), PatternDay.OFF)]
        weeks += [_week(staff.key, number, days) for number, days in enumerate(cycle, start=1)]
    return weeks, anchors


def _rolling(slot: Slot, nth: int, draw: Random) -> list[dict[int, PatternDay]]:
    """Write the four weeks of a slot: late, early after the night, two days off, outreach."""
    cycle = []
    for week in range(CYCLE):
        night = slot.night(week)
        days = {night: PatternDay.LATE}
        if night < 6:
            days[night + 1] = PatternDay.EARLY
        if slot.night(week - 1) == 6:
            days[0] = PatternDay.EARLY
        days |= dict.fromkeys(_days_off(days, night, (nth + week) % 3 == 0), PatternDay.OFF)
        free = [weekday for weekday in range(5) if weekday not in days]
        days |= dict.fromkeys(free[: draw.randint(0, 2)], PatternDay.OUTREACH)
        cycle.append(days)
    return cycle


def _days_off(taken: dict[int, PatternDay], night: int, works_weekend: bool) -> list[int]:
    """Choose two days off: the weekend, or days after the night where this weekend is worked."""
    after = [(night + k) % 7 for k in (3, 4, 5, 6, 2)]
    weekdays = [day for day in after if day < 5]
    order = [*weekdays, 5, 6] if works_weekend else [5, 6, *weekdays]
    return [day for day in order if day not in taken][:2]


def _part_time(nth: int) -> list[dict[int, PatternDay]]:
    """Write two weeks of a half-time post: three days on, alternate weekends."""
    off = [(nth + k) % 5 for k in range(3)]
    first = dict.fromkeys([*off[:2], 5, 6], PatternDay.OFF)
    second = dict.fromkeys([*off, 6], PatternDay.OFF)
    return [first, second]


def _week(person: str, number: int, days: dict[int, PatternDay]) -> PatternWeek:
    return PatternWeek(
        person=person, week=number, **{DAY_NAMES[weekday]: day for weekday, day in days.items()}
    )


def pattern_day(patterns: list[PatternWeek], person: Person, day: date) -> PatternDay:
    """Give what a person's pattern says of a date; any where there is none."""
    if not patterns or person.pattern_anchor is None:
        return PatternDay.ANY
    week = (day - person.pattern_anchor).days // 7 % len(patterns)
    return patterns[week].on(day.weekday())
