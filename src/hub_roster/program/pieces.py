"""Pieces: what one person may take. A duty, new or begun, on-call, a task from a shift, a weekly rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hub_roster.domain.clock import DAY, HOUR, Instant
from hub_roster.domain.duty import (
    ENDS_DUTY,
    Duty,
    Part,
    begun_duty,
    duty_of,
    part_of_appointment,
    part_of_shift,
)
from hub_roster.domain.home import PartKind
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.tasks import Shift
from hub_roster.program.run_times import Run, Slot
from hub_roster.program.runs import Runs, Timing
from hub_roster.program.starts import starts_in

AdmitsShape = Callable[[Duty], bool]

Suited = Callable[[Task, date], frozenset[str]]
"""Who may take a task on a day."""


class PieceKind(StrEnum):
    """What a piece is."""

    DUTY = "duty"
    BEGUN = "begun"
    SPELL = "spell"
    ATTACHED = "attached"
    REST = "weekly rest"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something one person may take.

    Attributes
    ----------
    base
        For a duty of visits alone: only people who start from this place may take it.
    person
        For a duty begun before the period: the one person whose it is, who has to keep it.
    spell
        The on-call spell it is.
    attached, home
        The appointment it is, taken from a shift its person is on in a home.
    week
        The week of the period it is the weekly rest of, or the first of those that share it, counted from 0.
    """

    kind: PieceKind
    start: Instant
    end: Instant
    duty: Duty | None = None
    base: str | None = None
    person: str | None = None
    spell: str | None = None
    attached: str | None = None
    home: str | None = None
    week: int | None = None

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of its shifts and appointments, or of its spell."""
        if self.spell is not None:
            return (self.spell,)
        if self.attached is not None:
            return (self.attached,)
        return self.duty.tasks if self.duty else ()


REST_LENGTH = DAY
"""A weekly rest is 24 h (regulation 11, Working Time Regulations 1998)."""


@dataclass(frozen=True)
class Listed:
    """Everything that somebody could take.

    Attributes
    ----------
    whole
        Nothing was left out. Without that no bound holds.
    """

    pieces: tuple[Piece, ...]
    whole: bool


def list_pieces(
    problem: Problem,
    admits_shape: AdmitsShape,
    suited: Suited,
    timing: Timing,
    rest_every: int = 3 * HOUR,
    weeks_together: int = 1,
) -> Listed:
    """List everything that somebody could take, but for long runs where those are far too many.

    Parameters
    ----------
    admits_shape
        Says whether rules let a duty stand, whoever takes it.
    suited
        Says who may make a visit on a day: runs that nobody could make are not listed.
    rest_every
        Minutes between the instants a weekly rest may start at, from the start of its week.
    weeks_together
        How many weeks share their rests.
    """
    pieces = [_begun(problem, key) for key in sorted(problem.duty_before)]
    pieces += _spells(problem)
    pieces += _attached(problem, suited, timing.shared_grid)
    pieces += _rests(problem, rest_every, weeks_together)
    runs = Runs(problem, timing, suited)
    listing = _Duties(problem, runs, suited)
    pieces += [
        Piece(PieceKind.DUTY, duty.start, duty.end, duty=duty, base=base)
        for duty, base in listing.all()
        if admits_shape(duty)
    ]
    return Listed(tuple(pieces), runs.whole)


def _begun(problem: Problem, key: str) -> Piece:
    duty = begun_duty(problem, key)
    assert duty is not None
    return Piece(PieceKind.BEGUN, duty.start, duty.end, duty=duty, person=key)


def _spells(problem: Problem) -> list[Piece]:
    return [Piece(PieceKind.SPELL, *spell.span, spell=spell.id) for spell in problem.on_call]


def _attached(problem: Problem, suited: Suited, grid: int) -> list[Piece]:
    """Give the appointments that can be taken from a shift, start by start."""
    shifts: dict[str, list[Shift]] = defaultdict(list)
    for shift in problem.shift.values():
        if shift.lets_go:
            shifts[shift.home].append(shift)
    return [
        Piece(PieceKind.ATTACHED, start, start + visit.minutes, attached=visit.id, home=opening.home)
        for visit in problem.appointments
        for day, openings in visit.openings.items()
        for opening in openings
        if opening.home and suited(visit, day)
        for start in starts_in(problem, visit, opening, grid)
        if any(s.start <= start and start + visit.minutes <= s.end for s in shifts[opening.home])
    ]


def rest_spans(problem: Problem, weeks_together: int) -> dict[int, tuple[Instant, Instant]]:
    """Give the spans that hold a weekly rest for each of their weeks, by the first week of each."""
    weeks = problem.week_spans
    firsts = range(0, len(weeks), weeks_together)
    return {k: (weeks[k][0], weeks[k : k + weeks_together][-1][1]) for k in firsts}


def _rests(problem: Problem, every: int, weeks_together: int) -> list[Piece]:
    return [
        Piece(PieceKind.REST, start, start + REST_LENGTH, week=week)
        for week, (opens, closes) in rest_spans(problem, weeks_together).items()
        for start in range(opens, closes - REST_LENGTH + 1, every)
    ]


class _Duties:
    """Lists the duties of every shape the policy knows: shifts first, then runs of visits beside them."""

    def __init__(self, problem: Problem, runs: Runs, suited: Suited) -> None:
        self._problem = problem
        self._runs = runs
        self._suited = suited
        self._shifts: dict[tuple[PartKind, date], list[Shift]] = {}
        for shift in problem.shift.values():
            self._shifts.setdefault((shift.kind, shift.day), []).append(shift)
        self._people: dict[str, frozenset[str]] = {}
        for person in problem.people:
            self._people[person.base] = self._people.get(person.base, frozenset()) | {person.key}

    def all(self) -> Iterator[tuple[Duty, str | None]]:
        """Give each duty once, with the base it starts from where that is the person's own."""
        listed: set[tuple[PartKind, ...]] = set()
        for shape in self._problem.shapes:
            if shape.parts in listed:
                continue
            listed.add(shape.parts)
            for day in self._problem.days:
                yield from self._of_shape(shape.parts, day)

    def _of_shape(self, kinds: tuple[PartKind, ...], day: date) -> Iterator[tuple[Duty, str | None]]:
        if all(kind is PartKind.OUTREACH for kind in kinds):
            for base, people in sorted(self._people.items()):
                for run in self._runs.of(Slot(base, day, people=people)):
                    yield self._outreach(base, run), base
            return
        for shifts in self._chains(tuple(k for k in kinds if k is not PartKind.OUTREACH), day):
            for parts in self._with_runs(kinds, shifts, day):
                yield duty_of(self._problem, parts[0].place, parts), None

    def _outreach(self, base: str, run: Run) -> Duty:
        return duty_of(self._problem, base, self._parts(run))

    def _parts(self, run: Run) -> tuple[Part, ...]:
        appointment = self._problem.appointment
        return tuple(
            part_of_appointment(appointment[v], start)
            for v, start in zip(run.visits, run.starts, strict=True)
        )

    def _chains(self, kinds: tuple[PartKind, ...], day: date) -> Iterator[tuple[Shift, ...]]:
        """Give shifts of the kinds in order that one person can work one after another."""
        chains: list[tuple[Shift, ...]] = [(s,) for s in self._shifts.get((kinds[0], day), ())]
        for kind in kinds[1:]:
            chains = [
                (*chain, shift)
                for chain in chains
                for later in (chain[-1].day, chain[-1].day + timedelta(days=1))
                for shift in self._shifts.get((kind, later), ())
                if self._follows(chain[-1], shift)
            ]
        return (chain for chain in chains if not chain[0].optional)

    def _follows(self, before: Shift, after: Shift) -> bool:
        gap = after.start - before.end
        return self._problem.drive(before.place, after.place) <= gap < ENDS_DUTY

    def _with_runs(
        self, kinds: tuple[PartKind, ...], shifts: tuple[Shift, ...], day: date
    ) -> Iterator[tuple[Part, ...]]:
        """Fill each place the shape keeps for outreach with every run that fits there."""
        filled: list[tuple[Part, ...]] = [()]
        ahead = list(shifts)
        done: Shift | None = None
        # With many homes most of a day's runs are for nobody who could be on these shifts.
        people = frozenset.intersection(*(self._suited(shift, shift.day) for shift in shifts))
        pauses = any(shift.gives_break for shift in shifts)
        for kind in kinds:
            if kind is not PartKind.OUTREACH:
                done = ahead.pop(0)
                filled = [
                    (*parts, part_of_shift(done))
                    for parts in filled
                    if not parts or done.start - parts[-1].end < ENDS_DUTY
                ]
                continue
            slot = Slot(
                place=(done or ahead[0]).place,
                day=day if done is None else done.day,
                opens=done.end if done else None,
                closes=ahead[0].start if ahead else None,
                people=people,
                pauses=pauses,
            )
            runs = [self._parts(run) for run in self._runs.of(slot)]
            filled = [
                (*parts, *run)
                for parts in filled
                for run in runs
                if not parts or run[0].start - parts[-1].end < ENDS_DUTY
            ]
        return iter(filled)
