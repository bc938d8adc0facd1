"""Prices on moments that matter: bedtime and morning, most of all when something has just changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from pydantic import Field

from hub_roster.domain.clock import HOUR, Instant, instant_of, interval, midnight, overlap
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


class MomentNumbers(Numbers):
    """When the moments are, and what one without somebody well known costs."""

    points: int = Field(
        default=60, ge=0, description="Points for a moment with nobody on shift they know well (assumption)."
    )
    known_well_from: int = Field(
        default=60,
        ge=1,
        le=100,
        description="The familiarity (0 to 100) from which on they know somebody well (assumption).",
    )
    bedtime_from_hour: float = Field(
        default=20, ge=0, lt=24, description="The hour of the day bedtime begins (assumption)."
    )
    bedtime_to_hour: float = Field(
        default=22, gt=0, le=24, description="The hour of the day bedtime ends (assumption)."
    )
    morning_from_hour: float = Field(
        default=7, ge=0, lt=24, description="The hour of the day the morning begins (assumption)."
    )
    morning_to_hour: float = Field(
        default=8.5, gt=0, le=24, description="The hour of the day the morning ends (assumption)."
    )
    times: int = Field(
        default=3,
        ge=1,
        le=100,
        description="How many times as much a moment counts after a change or before a move (assumption).",
    )
    after_arrival_hours: int = Field(
        default=72,
        ge=0,
        le=28 * 24,
        description="Hours from the midnight their first day in a home begins that count so (assumption).",
    )
    after_return_hours: int = Field(
        default=72,
        ge=0,
        le=28 * 24,
        description="Hours after they came back from being missing that count so (assumption).",
    )
    before_move_days: int = Field(
        default=7, ge=0, le=56, description="Days before a planned move that count so (assumption)."
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """One moment of one resident.

    Attributes
    ----------
    shifts
        Those whose people are there for at least half of it, awake.
    known
        Whom the resident knows well.
    """

    young_person: str
    home: str
    start: Instant
    end: Instant
    shifts: tuple[str, ...]
    known: frozenset[str]
    points: int


class MomentsThatMatter(Rule[MomentNumbers]):
    """At bedtime and in the morning, above all after a change, a resident has somebody they know well."""

    name = "moments that matter"
    kind = Kind.PRICED
    source = "Practice in residential care; the moments, their weight and their price are assumptions"
    numbers_type = MomentNumbers

    @cached_property
    def _moments(self) -> tuple[_Moment, ...]:
        return tuple(self._listed()) if self.numbers.points else ()

    def _listed(self) -> Iterator[_Moment]:
        n = self.numbers
        clocks = ((n.bedtime_from_hour, n.bedtime_to_hour), (n.morning_from_hour, n.morning_to_hour))
        for (home, day), codes in self.problem.residents.items():
            if day not in self.problem.period:
                continue
            for opens, closes in clocks:
                start, end = interval(day, _time(opens), _time(closes))
                shifts = tuple(shift.id for shift in self._shifts(home, start, end))
                for code in codes if shifts else ():
                    known = self._known_well(code)
                    if known and self.problem.minutes_at_home(code, start, end):
                        points = n.points * (n.times if self._matters_more(code, home, day, start) else 1)
                        yield _Moment(code, home, start, end, shifts, known, points)

    def _shifts(self, home: str, start: Instant, end: Instant) -> Iterator[Shift]:
        for shift in self.problem.shift.values():
            shared = overlap(shift.start, shift.end, start, end)
            if shift.home == home and shift.kind is not PartKind.SLEEP_IN and 2 * shared >= end - start:
                yield shift

    def _known_well(self, code: str) -> frozenset[str]:
        # Also whom they refuse, who is never there: a charge that is left out would tell.
        familiarity = self.case.with_nobody_refused.familiarity
        return frozenset(
            p for p in self.case.people if familiarity.of(p, code) >= self.numbers.known_well_from
        )

    def _matters_more(self, code: str, home: str, day: date, start: Instant) -> bool:
        return self._arrived(code, home, day, start) or self._came_back(code, start) or self._moves(code, day)

    def _arrived(self, code: str, home: str, day: date, start: Instant) -> bool:
        """Say whether they came to the home a short while ago; a new row for the same bed is no arrival."""
        stays = [stay for stay in self.problem.stays_of.get(code, ()) if stay.home == home]
        return any(
            stay.holds_on(day)
            and start < midnight(stay.first_day) + self.numbers.after_arrival_hours * HOUR
            and not any(before.holds_on(stay.first_day - timedelta(days=1)) for before in stays)
            for stay in stays
        )

    def _came_back(self, code: str, start: Instant) -> bool:
        return any(
            episode.young_person == code
            and episode.back is not None
            and 0 <= start - instant_of(episode.back) < self.numbers.after_return_hours * HOUR
            for episode in self.problem.missing_episodes
        )

    def _moves(self, code: str, day: date) -> bool:
        return any(
            move.planned_day is not None
            and (move.ended_on is None or day < move.ended_on)
            and 0 < (move.planned_day - day).days <= self.numbers.before_move_days
            for move in self.problem.moves_of.get(code, ())
        )

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each moment with nobody they know well."""
        for moment in self._moments:
            if not touched.home(moment.home, moment.start, moment.end):
                continue
            if not any(moment.known.intersection(lines.on.get(shift, ())) for shift in moment.shifts):
                yield self.charge(moment.young_person, moment.shifts, moment.points)

    def post(self, program: Builder) -> None:
        """Somebody they know well, or points; mostly there is, so an LP may wait."""
        for moment in self._moments:
            alone = program.variable(self.name, moment.young_person, 1, points=moment.points)
            row = program.row(self.name, moment.young_person, upper=-1, lazy=True)
            program.add(row, alone, -1)
            for shift in moment.shifts:
                program.take(row, sorted(moment.known), takes(shift), -1)


def _time(hours: float) -> time:
    minutes = round(hours * HOUR) % (24 * HOUR)
    return time(minutes // HOUR, minutes % HOUR)
