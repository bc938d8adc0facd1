"""Tasks taken from a shift: escorts, meetings and key work, and the cover that is missing meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from pydantic import Field

from hub_roster.domain.clock import Instant, day_of, interval
from hub_roster.domain.in_force import bands_on
from hub_roster.domain.lines import Attached, Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import from_shift, takes
from hub_roster.program.pieces import Piece, PieceKind
from hub_roster.program.statement import Builder, Priority, Row
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class FromShift(Rule[NoNumbers]):
    """Who takes a task from a shift is on that shift throughout, and takes one such task at a time."""

    name = "tasks from a shift"
    kind = Kind.HARD
    tells = Told.ELSEWHERE
    source = "Nobody can be in two places"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give tasks of one person, taken from a shift, that overlap."""
        for person, taken in lines.attached.items():
            if not touched.person(person):
                continue
            for k, one in enumerate(taken):
                for other in taken[k + 1 :]:
                    if other.start < one.end:
                        tasks = [one.appointment.id, other.appointment.id]
                        yield self.violation(person, tasks, "These two overlap.")

    def post(self, program: Builder) -> None:
        """A task from a shift only beside one of the shifts it lies in; one at a time."""
        pieces = [piece for piece in program.pieces if piece.attached is not None]
        for piece in pieces:
            task = piece.tasks[0]
            around = [
                shift.id
                for shift in self.problem.shift.values()
                if shift.home == piece.home
                and shift.lets_go
                and shift.start <= piece.start
                and piece.end <= shift.end
            ]
            for person in program.people:
                if program.open(person, takes(task)):
                    row = program.row(self.name, person, upper=0)
                    program.take(row, [person], from_shift(task, piece.start))
                    for shift in around:
                        program.take(row, [person], takes(shift), -1)
        if len(pieces) > 1:
            self._post_one_at_a_time(program)

    def _post_one_at_a_time(self, program: Builder) -> None:
        attached = program.is_kind(PieceKind.ATTACHED)
        starts = program.starts
        ends = program.ends * attached + starts * ~attached
        for feature in program.table.add_spans(self.name, starts, ends):
            for person in program.people:
                row = program.row(self.name, person, upper=1, lazy=True)
                program.take(row, [person], feature)


@dataclass(frozen=True, slots=True)
class Outing:
    """A fixed time at which an escort may take somebody out of a home.

    Attributes
    ----------
    with_them
        The young people who are out too.
    """

    task: str
    home: str
    start: Instant
    end: Instant
    adults: int
    with_them: frozenset[str]


def outings(problem: Problem) -> Iterator[Outing]:
    """Give every outing of the period."""
    for visit in problem.appointments:
        for openings in visit.openings.values():
            for opening in openings:
                if visit.lowers_cover and opening.home:
                    end = opening.first + visit.minutes
                    with_them = frozenset(visit.young_people)
                    yield Outing(visit.id, opening.home, opening.first, end, visit.adults, with_them)


def out_of(lines: Lines, outing: Outing) -> int:
    """Give how many people an outing takes from a home's shifts."""
    return sum(
        any(attached.appointment.id == outing.task for attached in lines.attached.get(person, ()))
        for person in lines.on.get(outing.task, ())
    )


def take_out(program: Builder, row: Row, outing: Outing, amount: int) -> None:
    """Add `amount` to a row for everybody an outing takes from a home's shifts."""
    program.take(row, program.people, from_shift(outing.task, outing.start), amount)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Time in a home, some of it taken from a shift for something else, with the same shifts and bands on.

    Attributes
    ----------
    spare
        Seats above the fewest adults the home may have.
    shifts
        Those that may have adults above their seats, who are to spare too.
    """

    home: str
    start: Instant
    end: Instant
    spare: int
    shifts: tuple[Shift, ...]

    def within(self, start: Instant, end: Instant) -> bool:
        """Say whether it lies between two instants."""
        return start <= self.start and self.end <= end


class MeanwhileNumbers(Numbers):
    """What takes people from the fewest a home may have."""

    meetings_draw: int = Field(
        default=0,
        ge=0,
        le=1,
        description="1: meetings and key work taken from a shift leave fewer adults, as escorts do; "
        "0: their people count as there (assumption).",
    )


class CoverMeanwhile(Rule[MeanwhileNumbers]):
    """While somebody on shift escorts a young person, the home still has the fewest adults it may have."""

    name = "cover meanwhile"
    kind = Kind.NEED
    source = "The home's Statement of Purpose (Children's Homes Regulations 2015, reg 16, Sch 1)"
    numbers_type = MeanwhileNumbers

    def _draws(self, task: str) -> bool:
        """Say whether who takes a task from a shift is missing there."""
        return self.problem.appointment[task].lowers_cover or bool(self.numbers.meetings_draw)

    def _stretches(self, home: str, away: list[tuple[Instant, Instant]]) -> Iterator[_Stretch]:
        """Give the stretches of time in which somebody may be away from a home's shifts."""
        shifts = [s for s in self.problem.shift.values() if s.home == home and not s.optional]
        bands = list(self._bands(home, [start for start, _ in away]))
        edges = {m for span in away for m in span} | {m for s in shifts for m in (s.start, s.end)}
        for start, end in pairwise(sorted(edges | {m for a, b, _ in bands for m in (a, b)})):
            if any(first <= start and end <= last for first, last in away):
                more = tuple(s for s in shifts if s.extra and s.start <= start and end <= s.end)
                yield _Stretch(home, start, end, _spare(shifts, bands, start, end), more)

    def _bands(self, home: str, starts: Iterable[Instant]) -> Iterator[tuple[Instant, Instant, int]]:
        days = {day_of(start) + timedelta(days=k) for start in starts for k in (-1, 0, 1)}
        for day in sorted(days):
            for band in bands_on(self.problem.cover, day):
                if band.home == home:
                    yield *interval(day, band.start, band.end), band.adults

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of adults below the fewest because of who is away."""
        by_home: dict[str, list[Attached]] = defaultdict(list)
        for taken in lines.attached.values():
            for each in taken:
                if self._draws(each.appointment.id):
                    by_home[each.home].append(each)
        for home, away in by_home.items():
            for stretch in self._stretches(home, [(each.start, each.end) for each in away]):
                # A minute more either way: an edit of the next day may have cut the stretch at midnight.
                if touched.home(home, stretch.start - 1, stretch.end + 1):
                    yield from self._charge_of(lines, stretch, away)

    def _charge_of(self, lines: Lines, stretch: _Stretch, away: list[Attached]) -> Iterator[Charge]:
        out = [each for each in away if stretch.within(each.start, each.end)]
        above = sum(max(0, len(lines.on.get(s.id, ())) - s.seats) for s in stretch.shifts)
        short = len({each.person for each in out}) - stretch.spare - above
        if short > 0:
            tasks = sorted({each.appointment.id for each in out})
            minutes = short * (stretch.end - stretch.start)
            yield self.charge(stretch.home, tasks, minutes, Priority.COVER)

    def post(self, program: Builder) -> None:
        """People away, less the seats to spare, or so many short."""
        by_home: dict[str, list[Piece]] = defaultdict(list)
        for piece in program.pieces:
            if piece.attached is not None and self._draws(piece.attached):
                by_home[piece.home or ""].append(piece)
        for home, away in by_home.items():
            for stretch in self._stretches(home, [(piece.start, piece.end) for piece in away]):
                self._post_stretch(program, stretch, [p for p in away if stretch.within(p.start, p.end)])

    def _post_stretch(self, program: Builder, stretch: _Stretch, away: list[Piece]) -> None:
        most = sum(self.problem.appointment[task].adults for task in {p.tasks[0] for p in away})
        if most <= stretch.spare:
            return
        minutes = stretch.end - stretch.start
        short = program.variable(self.name, stretch.home, most, priority=Priority.COVER, minutes=minutes)
        row = program.row(self.name, stretch.home, upper=stretch.spare)
        program.add(row, short, -1)
        for piece in away:
            program.take(row, program.people, from_shift(piece.tasks[0], piece.start))
        for shift in stretch.shifts:
            self._add_those_above(program, row, shift)

    def _add_those_above(self, program: Builder, row: Row, shift: Shift) -> None:
        """Take each adult above a shift's seats off a row: the first is there once seats and one more are."""
        for number in range(shift.seats + 1, shift.places + 1):
            there = program.variable(self.name, shift.id, 1)
            program.add(row, there, -1)
            so_many = program.row(self.name, shift.id, lower=0)
            program.take(so_many, program.people, takes(shift.id))
            program.add(so_many, there, -number)


def _spare(
    shifts: Iterable[Shift], bands: Iterable[tuple[Instant, Instant, int]], start: Instant, end: Instant
) -> int:
    """Give the seats above the fewest adults; where no band says how many, none is to spare."""
    on = [shift for shift in shifts if shift.start <= start and end <= shift.end]
    fewest = [adults for begins, ends, adults in bands if begins <= start and end <= ends]
    usual = sum(shift.seats - shift.own_seats for shift in on)
    return max(0, usual - max(fewest)) if fewest else 0
