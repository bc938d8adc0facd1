"""Tasks taken from a shift: escorts, meetings and key work, and the cover that is missing meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from hub_roster.domain.clock import Instant, day_of, interval
from hub_roster.domain.in_force import bands_on
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import from_shift, takes
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Builder, Priority, Row
from hub_roster.rules.rule import Charge, Kind, Rule, Violation
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
    """Time in a home over which the same shifts, bands and outings are on.

    Attributes
    ----------
    spare
        Seats above the fewest adults the home may have.
    """

    home: str
    start: Instant
    end: Instant
    spare: int
    outings: tuple[Outing, ...]


class CoverMeanwhile(Rule[NoNumbers]):
    """While somebody on shift escorts a young person, the home still has the fewest adults it may have."""

    name = "cover meanwhile"
    kind = Kind.NEED
    source = "The home's Statement of Purpose (Children's Homes Regulations 2015, reg 16, Sch 1)"

    @cached_property
    def _stretches(self) -> tuple[_Stretch, ...]:
        by_home: dict[str, list[Outing]] = defaultdict(list)
        for outing in outings(self.problem):
            by_home[outing.home].append(outing)
        return tuple(stretch for home, listed in by_home.items() for stretch in self._of_home(home, listed))

    def _of_home(self, home: str, listed: list[Outing]) -> Iterator[_Stretch]:
        shifts = [s for s in self.problem.shift.values() if s.home == home and not s.optional]
        bands = list(self._bands(home, listed))
        edges = {m for o in listed for m in (o.start, o.end)}
        edges |= {m for s in shifts for m in (s.start, s.end)} | {m for a, b, _ in bands for m in (a, b)}
        for start, end in pairwise(sorted(edges)):
            out = tuple(o for o in listed if o.start <= start and end <= o.end)
            if out:
                yield _Stretch(home, start, end, _spare(shifts, bands, start, end), out)

    def _bands(self, home: str, listed: Iterable[Outing]) -> Iterator[tuple[Instant, Instant, int]]:
        days = {day_of(outing.start) + timedelta(days=k) for outing in listed for k in (-1, 0, 1)}
        for day in sorted(days):
            for band in bands_on(self.problem.cover, day):
                if band.home == home:
                    yield *interval(day, band.start, band.end), band.adults

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of adults below the fewest because of who is out."""
        for stretch in self._stretches:
            if not touched.home(stretch.home, stretch.start, stretch.end):
                continue
            short = sum(out_of(lines, outing) for outing in stretch.outings) - stretch.spare
            if short > 0:
                tasks = [outing.task for outing in stretch.outings]
                minutes = short * (stretch.end - stretch.start)
                yield self.charge(stretch.home, tasks, minutes, Priority.COVER)

    def post(self, program: Builder) -> None:
        """People out, less the seats to spare, or so many short."""
        for stretch in self._stretches:
            short = program.variable(
                self.name,
                stretch.home,
                sum(outing.adults for outing in stretch.outings),
                priority=Priority.COVER,
                minutes=stretch.end - stretch.start,
            )
            row = program.row(self.name, stretch.home, upper=stretch.spare)
            program.add(row, short, -1)
            for outing in stretch.outings:
                take_out(program, row, outing, 1)


def _spare(
    shifts: Iterable[Shift], bands: Iterable[tuple[Instant, Instant, int]], start: Instant, end: Instant
) -> int:
    """Give the seats above the fewest adults; where no band says how many, none is to spare."""
    on = [shift for shift in shifts if shift.start <= start and end <= shift.end]
    fewest = [adults for begins, ends, adults in bands if begins <= start and end <= ends]
    usual = sum(shift.seats - shift.own_seats for shift in on)
    return max(0, usual - max(fewest)) if fewest else 0
