"""A plausible allocation of a week's visits: who could make each, when, with rest and driving kept.

Visits are agreed with people who know when they work. Windows are later drawn around these times
and eligibility around these people, so that nearly every visit can be made. The allocation itself
is thrown away: it is in no table of the example.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import AdjustmentKind, PatternDay, PatternWeek
from hub_roster.examples.demand import DAYS, HOURS, Wanted
from hub_roster.examples.draws import shuffled
from hub_roster.examples.patterns import pattern_day
from hub_roster.examples.people import HOME_TEAM, Group, Staff
from hub_roster.examples.rounds import DAY, GRID, Drive, Round, Stop, holds_weekly_rest
from hub_roster.examples.skills import CHECKS, DRIVER, Held
from hub_roster.examples.young_people import LARGEST_TEAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from hub_roster.examples.absence import Absence
    from hub_roster.examples.nights import Nights

STAND_INS = frozenset({Group.CARER, Group.RELIEF, Group.BANK})
"""Asked when nobody of the home team can; agency staff never."""
OPENS, CLOSES = 8 * 60 + 30, 21 * 60 + 15
"""Nobody is away from the base outside these, so that 11 h of rest lie between any two rounds."""
RESTED = 13 * 60
"""22 h after a block that ended at 15:00 the day before."""
REST = 11 * 60
BLOCK_START = 14 * 60 + 30
BLOCK_MINUTES = 15 * 60 + 30
EARLY_MINUTES = 7 * 60 + 30
MOST_DAYS = 5
"""Days worked in a week: two free days always leave room for the weekly rest."""
NEW_ROUND = 45
"""Minutes a new round must save to be worth another day's work."""
LESS_CLOSE = 14
"""Minutes of driving or waiting worth going for the next closer adult."""
SAME_DAY = 90
"""Minutes of dislike for a second visit to the same young person on a day."""
BEYOND_CONTRACT = 60
"""Minutes of dislike for work past the contract."""


@dataclass(frozen=True)
class Made:
    """A visit with its day, its start in minutes of the day, and the people who could make it."""

    wanted: Wanted
    day: date
    start: int
    people: tuple[str, ...]


class Allocator:
    """Gives a week's visits to people, cheapest insertion first."""

    def __init__(
        self,
        team: list[Staff],
        held: Held,
        absence: Absence,
        nights: Nights,
        patterns: dict[str, list[PatternWeek]],
        apart: set[tuple[str, str]],
        drive: Drive,
        draw: Random,
    ) -> None:
        self._team = team
        self._staff = {s.key: s for s in team}
        self._held = held
        self._absence = absence
        self._starts = nights.by_person()
        self._patterns = patterns
        self._apart = apart
        self._drive = drive
        self._draw = draw
        self._rounds: dict[tuple[str, date], Round] = {}
        self._minutes: dict[str, int] = {}
        self._days_of: dict[str, set[date]] = {}
        self._joined: dict[str, list[str]] = defaultdict(list)
        self._booked: dict[tuple[str, date], list[tuple[int, int]]] = {}

    def week(self, monday: date, wanted: list[Wanted]) -> tuple[list[Made], list[Wanted]]:
        """Allocate a week; give also the visits nobody could make."""
        self._open(monday)
        order = sorted(shuffled(wanted, self._draw), key=lambda w: (-w.adults, w.partner is None, -w.minutes))
        made: list[Made] = []
        left: list[Wanted] = []
        for visit in order:
            found = self._place(visit, monday)
            if found is None:
                left.append(visit)
            else:
                made.append(found)
        return made, left

    @property
    def joined(self) -> dict[str, list[str]]:
        """The adults who joined each young person's circle."""
        return self._joined

    def minutes(self, person: str) -> int:
        """Give a person's contract minutes in the week last allocated."""
        return self._minutes[person]

    def _open(self, monday: date) -> None:
        """Begin a week: what blocks already take, and the rounds each person could still work."""
        self._days_of = defaultdict(set)
        self._minutes = {}
        self._rounds = {}
        for staff in self._team:
            starts = self._starts[staff.key]
            week = [monday + timedelta(days=k) for k in range(7)]
            minutes = sum(BLOCK_MINUTES for day in week if day in starts)
            minutes += EARLY_MINUTES if monday - timedelta(days=1) in starts else 0
            self._minutes[staff.key] = minutes
            for day in week:
                opened = self._round(staff, day)
                if opened is not None:
                    self._rounds[staff.key, day] = opened

    def _round(self, staff: Staff, day: date) -> Round | None:
        """Give the round a person could work on a date; None where none is possible."""
        starts = self._starts[staff.key]
        if (
            not self._held.on(staff.key, CHECKS, day)
            or not self._may_drive(staff, day)
            or day in self._absence.away.get(staff.key, set())
            or day in starts
            or day - timedelta(days=1) in starts
            or not staff.started_by(day)
        ):
            return None
        pattern = pattern_day(self._patterns.get(staff.key, []), staff.person, day)
        if pattern is PatternDay.OFF:
            return None
        opens = RESTED if day - timedelta(days=2) in starts else OPENS
        closes = CLOSES
        for row in self._absence.adjustments:
            if row.person == staff.key and row.time is not None:
                at = row.time.hour * 60 + row.time.minute
                if row.kind is AdjustmentKind.NOT_AFTER:
                    closes = min(closes, at)
                else:
                    opens = max(opens, at)
        for busy in self._absence.busy:
            if busy.person == staff.key and busy.start.date() == day:
                opens = max(opens, busy.end.hour * 60 + 30)
        return Round(staff.person.base, self._drive, opens, closes)

    def _may_drive(self, staff: Staff, day: date) -> bool:
        kinds = self._absence.kinds_of(staff.key)
        return self._held.on(staff.key, DRIVER, day) and not kinds & {
            AdjustmentKind.NO_DRIVING,
            AdjustmentKind.NO_OUTREACH,
        }

    def _place(self, visit: Wanted, monday: date) -> Made | None:
        """Find people and a time, among the young person's own adults first."""
        for asked in self._circles(visit):
            people = [p for p in asked if (p, visit.child.code) not in self._apart]
            options = self._options(visit, monday, people)
            best = min(options, default=None, key=lambda option: option[0])
            if best is not None:
                _, made = best
                self._book(made)
                return made
        return None

    def _circles(self, visit: Wanted) -> Iterator[list[str]]:
        """List who to try: the partner asked for; the circle; the home team; stand-ins."""
        if visit.partner is not None:
            yield [s.key for s in self._team if s.group is visit.partner]
            return
        yield [*visit.child.circle, *self._joined[visit.child.code]]
        yield [s.key for s in self._team if s.group in HOME_TEAM]
        yield [s.key for s in self._team if s.group in STAND_INS]

    def _options(self, visit: Wanted, monday: date, people: list[str]) -> Iterator[tuple[float, Made]]:
        """List ways to make the visit with what each costs, in minutes."""
        taken = self._days_of[visit.child.code]
        for weekday in DAYS[visit.when]:
            day = monday + timedelta(days=weekday)
            again = SAME_DAY if day in taken else 0
            rounds = [(p, self._rounds[p, day]) for p in people if (p, day) in self._rounds]
            if visit.adults == 2:
                options = self._together(visit, day, rounds)
            else:
                options = self._alone(visit, day, rounds)
            for cost, made in options:
                if not self._clashes(made):
                    yield cost + again, made

    def _alone(
        self, visit: Wanted, day: date, rounds: list[tuple[str, Round]]
    ) -> Iterator[tuple[float, Made]]:
        first, last = HOURS[visit.when][0], HOURS[visit.when][1] - visit.minutes
        place = visit.child.record.place
        fresh = first + GRID * self._draw.randint(0, 3)
        for nth, (person, worked) in enumerate(rounds):
            for start in worked.starts(place, visit.minutes, first, last, fresh):
                cost = self._cost(person, day, worked, Stop(start, start + visit.minutes, place))
                if cost is not None:
                    yield cost + LESS_CLOSE * nth, Made(visit, day, start, (person,))

    def _together(
        self, visit: Wanted, day: date, rounds: list[tuple[str, Round]]
    ) -> Iterator[tuple[float, Made]]:
        first, last = HOURS[visit.when][0], HOURS[visit.when][1] - visit.minutes
        place = visit.child.record.place
        for start in range(first, last + 1, 2 * GRID):
            stop = Stop(start, start + visit.minutes, place)
            costs = [(self._cost(p, day, worked, stop), p) for p, worked in rounds]
            able = sorted((cost, p) for cost, p in costs if cost is not None)
            if len(able) >= 2:
                (one, a), (two, b) = able[:2]
                yield one + two, Made(visit, day, start, (a, b))

    def _cost(self, person: str, day: date, worked: Round, stop: Stop) -> float | None:
        """Give the dislike of adding a stop; None where rest, hours or days do not allow it."""
        added = worked.added(stop)
        if added is None:
            return None
        terms = self._staff[person].person
        total = self._minutes[person] + added
        if total > terms.most_minutes or not self._keeps_weekly_rest(person, day, worked, stop):
            return None
        if not worked.stops and self._days_worked(person, day) >= MOST_DAYS:
            return None
        cost = float(added) + (NEW_ROUND if not worked.stops else 0)
        return cost + (BEYOND_CONTRACT if total > terms.contract_minutes else 0)

    def _days_worked(self, person: str, day: date) -> int:
        """Count the days of a date's week on which the person has a round or part of a block."""
        monday = day - timedelta(days=day.weekday())
        starts = self._starts[person]
        return sum(
            d in starts
            or d - timedelta(days=1) in starts
            or bool((worked := self._rounds.get((person, d))) and worked.stops)
            for d in (monday + timedelta(days=k) for k in range(7))
        )

    def _keeps_weekly_rest(self, person: str, day: date, worked: Round, stop: Stop) -> bool:
        """Say whether 24 h remain in the week outside duties and the rest due after them."""
        monday = day - timedelta(days=day.weekday())
        taken = []
        for k in range(-1, 7):
            begins = k * DAY
            other = self._rounds.get((person, monday + timedelta(days=k)))
            if monday + timedelta(days=k) in self._starts[person]:
                taken.append((begins + BLOCK_START, begins + 2 * DAY + RESTED))
            elif other is not None and (other.stops or other is worked):
                stops = [*other.stops, stop] if other is worked else other.stops
                left, back = other.extent(stops)
                taken.append((begins + left, begins + back + REST))
        return holds_weekly_rest([*taken, (7 * DAY, 7 * DAY)])

    def _clashes(self, made: Made) -> bool:
        """Say whether the young person has another visit at the time."""
        end = made.start + made.wanted.minutes
        return any(
            start < end and made.start < other_end
            for start, other_end in self._times(made.wanted.child.code, made.day)
        )

    def _times(self, code: str, day: date) -> list[tuple[int, int]]:
        return self._booked.get((code, day), [])

    def _book(self, made: Made) -> None:
        stop = Stop(made.start, made.start + made.wanted.minutes, made.wanted.child.record.place)
        code = made.wanted.child.code
        self._days_of[code].add(made.day)
        self._booked.setdefault((code, made.day), []).append((stop.start, stop.end))
        circle = (*made.wanted.child.circle, *self._joined[code])
        for person in made.people:
            if person not in circle and made.wanted.partner is None:
                self._join(person, code, len(circle))
            worked = self._rounds[person, made.day]
            self._minutes[person] += worked.added(stop) or 0
            worked.take(stop)

    def _join(self, person: str, code: str, size: int) -> None:
        """Let one of the home team join a small circle, and so be asked first from then on."""
        if size < LARGEST_TEAM and self._staff[person].group in HOME_TEAM:
            self._joined[code].append(person)
