"""Duties: the tasks one person does between two rests, with driving and the three lengths of working time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import HOUR, Instant, day_of, days_touched, instant_of, overlap
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Shift, shift_of

ENDS_DUTY = 8 * HOUR
"""A gap between two tasks from which on they belong to two duties."""


class Length(StrEnum):
    """The three lengths of one duty (domain.md section 0, point 1)."""

    WORKING = "working"
    PAID = "paid"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Part:
    """One task of a duty, with its times.

    Attributes
    ----------
    task
        The id of the shift (not of the seat) or of the appointment.
    ends_at
        The place an escort ends at; empty where a part ends where it began.
    """

    task: str
    kind: PartKind
    place: str
    start: Instant
    end: Instant
    gives_break: bool = False
    ends_at: str = ""

    @property
    def leaves_from(self) -> str:
        """The place its person is at when it ends."""
        return self.ends_at or self.place


@dataclass(frozen=True)
class Duty:
    """Parts in order of time, between leaving the place it starts from and being back.

    Attributes
    ----------
    start, end
        With the driving out and back. A duty begun before the period starts when it began, and has only
        those parts that lie in the period, or none.
    driving
        Minutes of driving, between parts and out and back.
    longest_gap
        The longest time inside the duty that is neither a task nor driving.
    disturbed
        Minutes awake for work in the night of its sleep-in, known of a duty begun before the period alone.
    """

    parts: tuple[Part, ...]
    start: Instant
    end: Instant
    driving: int
    longest_gap: int
    disturbed: int = 0

    @cached_property
    def kinds(self) -> tuple[PartKind, ...]:
        """The kinds of its parts, a run of visits counted once."""
        runs: list[PartKind] = []
        for part in self.parts:
            if not (runs and part.kind is PartKind.OUTREACH and runs[-1] is PartKind.OUTREACH):
                runs.append(part.kind)
        return tuple(runs)

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of its shifts and visits in order."""
        return tuple(part.task for part in self.parts)

    @property
    def span(self) -> int:
        """Elapsed minutes from start to end."""
        return self.end - self.start

    @cached_property
    def day(self) -> date:
        """The local date it starts on."""
        return day_of(self.start)

    @cached_property
    def touches(self) -> tuple[date, ...]:
        """The local dates it has a minute on."""
        return days_touched(self.start, self.end)

    def minutes(self, length: Length, start: Instant, end: Instant) -> int:
        """Give its minutes of one length that fall to the span between two instants.

        Working time is counted by the clock, as the law asks; paid and contract time fall where the duty
        starts. A sleep-in is working time (SIMAP, C-303/98; Jaeger, C-151/02), is not paid by the hour (Royal
        Mencap v Tomlinson-Blake [2021] UKSC 8) and counts nothing towards contract hours.
        """
        if length is Length.WORKING:
            return overlap(self.start, self.end, start, end)
        return self.awake if start <= self.start < end else 0

    @cached_property
    def awake(self) -> int:
        """Minutes from start to end without its sleep-ins."""
        asleep = sum(p.end - p.start for p in self.parts if p.kind is PartKind.SLEEP_IN)
        return self.span - asleep


def part_of_shift(shift: Shift) -> Part:
    """Give a seat on a shift as a part."""
    return Part(shift.id, shift.kind, shift.place, shift.start, shift.end, shift.gives_break)


def part_of_appointment(appointment: Appointment, start: Instant) -> Part:
    """Give an appointment that starts at an instant as a part.

    A start outside its openings, which no draft gives it, is taken to be where its first opening is.
    """
    opening = appointment.opening(day_of(start), start) or appointment.openings[appointment.days[0]][0]
    ends_at = "" if opening.ends_at == opening.place else opening.ends_at
    end = start + appointment.minutes
    return Part(
        appointment.id, PartKind.OUTREACH, opening.place, start, end, appointment.gives_break, ends_at
    )


Way = tuple[str, str]
"""From one place to another; from a place to itself where nobody drives."""


def ways(base: str, parts: Sequence[Part]) -> tuple[Way, ...]:
    """Give the way to each part, and home from the last.

    Outreach beside a shift starts and ends at the home; a duty of visits alone at the person's base. Going
    to and from a shift is a journey to work, which is not driving on duty.
    """
    from_shift = next((p.place for p in parts if p.kind is not PartKind.OUTREACH), base)
    first, last = parts[0], parts[-1]
    out = (from_shift if first.kind is PartKind.OUTREACH else first.place, first.place)
    back = (last.leaves_from, from_shift if last.kind is PartKind.OUTREACH else last.leaves_from)
    between = [(a.leaves_from, b.place) for a, b in zip(parts, parts[1:], strict=False)]
    return (out, *between, back)


def legs(problem: Problem, base: str, parts: Sequence[Part]) -> tuple[int, ...]:
    """Give the driving before each part, and home after the last."""
    return tuple(problem.drive(origin, destination) for origin, destination in ways(base, parts))


def duty_of(problem: Problem, base: str, parts: Sequence[Part], begun: DutyBefore | None = None) -> Duty:
    """Make a duty of parts in order of time.

    Parameters
    ----------
    base
        The place the person's outreach starts and ends at.
    begun
        What is known of it where it began before the period.
    """
    drives = legs(problem, base, parts)
    gaps = [
        max(0, b.start - a.end - drive) for a, b, drive in zip(parts, parts[1:], drives[1:-1], strict=False)
    ]
    return Duty(
        parts=tuple(parts),
        start=parts[0].start - drives[0] if begun is None else instant_of(begun.start),
        end=max(part.end for part in parts) + drives[-1],
        driving=sum(drives),
        longest_gap=max(gaps, default=0),
        disturbed=0 if begun is None else begun.disturbed_minutes,
    )


def split(parts: Iterable[Part]) -> list[list[Part]]:
    """Split a person's parts, in order of time, into those of each duty."""
    duties: list[list[Part]] = []
    for part in sorted(parts, key=lambda p: (p.start, p.end, p.task)):
        if duties and part.start - max(each.end for each in duties[-1]) < ENDS_DUTY:
            duties[-1].append(part)
        else:
            duties.append([part])
    return duties


def duty_before(before: DutyBefore) -> Duty:
    """Give a duty begun before the period that has no task inside it."""
    start, end = instant_of(before.start), instant_of(before.end)
    return Duty((), start, end, driving=0, longest_gap=0, disturbed=before.disturbed_minutes)


def begun_duty(problem: Problem, person: str) -> Duty | None:
    """Give the duty a person had begun before the period, with its tasks that lie inside it."""
    before = problem.duty_before.get(person)
    if before is None:
        return None
    shifts = [problem.shift[shift_of(task)] for task in before.tasks]
    if not shifts:
        return duty_before(before)
    parts = sorted((part_of_shift(shift) for shift in shifts), key=lambda part: part.start)
    return duty_of(problem, problem.person[person].base, parts, before)
