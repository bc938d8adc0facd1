"""Places on tasks, and people in one of them at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant, instant_of, overlap
from hub_roster.domain.duty import ENDS_DUTY, Duty
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Task
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Builder
from hub_roster.rules.rest import DailyRest
from hub_roster.rules.rule import Kind, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


def places_on(task: Task) -> int:
    """Give how many people a task takes."""
    if isinstance(task, Shift):
        return task.places
    return task.adults if isinstance(task, Appointment) else 1


class Places(Rule[NoNumbers]):
    """Assignments name a person and a task that exist, at its times; each has places, one for a person."""

    name = "places"
    kind = Kind.HARD
    tells = Told.TASK
    source = "How the roster is kept"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give assignments of nothing, and tasks too full."""
        for lost in lines.unknown:
            if touched.person(lost.person) or touched.task(lost.task):
                yield self.violation(lost.person, [lost.task], "There is no such person or task.")
        # Of time worked any is right: what was, was.
        for found_there in () if lines.worked else lines.known:
            task = self.problem.task(found_there.task) if touched.task(found_there.task) else None
            if task is not None and not _at_its_times(found_there, task):
                message = "The times are not those of this task."
                yield self.violation(found_there.person, [found_there.task], message)
        for task_id, found in lines.assignments_on.items():
            task = self.problem.task(task_id) if touched.task(task_id) else None
            if task is None:
                continue
            seats = [a.task for a in found]
            if len(found) > places_on(task) or (isinstance(task, Shift) and len(set(seats)) < len(seats)):
                yield self.violation(task_id, sorted(seats), "More people are on this than there are places.")
            elif isinstance(task, Appointment) and len({a.person for a in found}) < len(found):
                yield self.violation(task_id, seats, "Somebody is on this twice.")

    def post(self, program: Builder) -> None:
        """At most as many people on a task as it has places, and nobody twice."""
        tasks: list[Task] = [*self.problem.shift.values(), *self.problem.appointments, *self.problem.on_call]
        for task in tasks:
            row = program.row(self.name, task.id, upper=places_on(task))
            program.take(row, program.people, takes(task.id))
            if isinstance(task, Appointment) and task.adults > 1 and _could_be_twice(task):
                for person in program.people:
                    if program.open(person, takes(task.id)):
                        once = program.row(self.name, task.id, upper=1, lazy=True)
                        program.take(once, [person], takes(task.id))


def _could_be_twice(task: Appointment) -> bool:
    """Say whether somebody could take it in two duties, or in one and from a shift."""
    opens, closes = task.window
    return task.in_shift or closes - opens >= 2 * task.minutes + ENDS_DUTY


def _at_its_times(assignment: Assignment, task: Task) -> bool:
    start, end = assignment.span
    if isinstance(task, Appointment):
        return end - start == task.minutes
    return (start, end) == ((task.start, task.end) if isinstance(task, Shift) else task.span)


class OnePlace(Rule[NoNumbers]):
    """A person is in one place at a time, drives between places, and keeps commitments elsewhere."""

    name = "one place at a time"
    kind = Kind.HARD
    tells = Told.ELSEWHERE
    source = "Nobody can be in two places"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give tasks of one person that overlap or are too far apart to drive between."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.start < self.problem.start:
                    continue
                for a, b in pairwise(duty.parts):
                    if b.start < a.end + self.problem.drive(a.leaves_from, b.place):
                        yield self.violation(
                            person, [a.task, b.task], "These overlap, or the drive between does not fit."
                        )
                if any(overlap(duty.start, duty.end, *busy) for busy in self.closed(person)):
                    yield self.violation(person, duty.tasks, "This overlaps a commitment elsewhere.")
            for before, after in pairwise(duties):
                if after.start < before.end:
                    yield self.violation(
                        person, (*before.tasks, *after.tasks), "One duty starts before the other has ended."
                    )

    def admits_shape(self, duty: Duty) -> bool:
        """Tasks in order, with time to drive between them."""
        return all(
            b.start >= a.end + self.problem.drive(a.leaves_from, b.place) for a, b in pairwise(duty.parts)
        )

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """Commitments elsewhere."""
        return [
            (instant_of(busy.start), instant_of(busy.end)) for busy in self.problem.busy_of.get(person, ())
        ]

    def post(self, program: Builder) -> None:
        """At most one duty at any moment; the rows of the daily rest say that and more."""
        if program.rows_of(DailyRest.name):
            return
        duties = program.is_kind(PieceKind.DUTY, PieceKind.BEGUN)
        starts = program.starts
        ends = program.ends * duties + starts * ~duties
        for feature in program.table.add_spans(self.name, starts, ends):
            for person in program.people:
                row = program.row(self.name, person, upper=1)
                program.take(row, [person], feature)
