"""Changes of a roster by hand: each possible in itself, whatever it breaks; all of them at once or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.checks_fault import in_words, listed, meant
from hub_roster.domain.clock import Instant, day_of, instant_of, monday_of, utc, wall
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.domain.tasks import Lock, OnCall, Shift, shift_of

Pair = tuple[str, str]
"""A person, and a shift, appointment or spell."""


@dataclass(frozen=True)
class Put:
    """Somebody takes a task.

    Attributes
    ----------
    start
        For what can start at several times; without one it starts when it did, instead of somebody else.
    instead_of
        Who has it so far, and is taken off it: two people swap by two such changes.
    """

    person: str
    task: str
    start: datetime | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class TakeOff:
    """Somebody is taken off a task."""

    person: str
    task: str


@dataclass(frozen=True)
class Move:
    """A visit, or another appointment, starts at another time, with the people it has."""

    task: str
    start: datetime


Edit = Put | TakeOff | Move


@dataclass(frozen=True)
class EditFault:
    """Why a change is impossible.

    Attributes
    ----------
    path
        The place in what was sent, as JSON paths are written.
    """

    path: str
    message: str


class ImpossibleEdit(Exception):
    """Changes that cannot be made, whatever a manager decides; `faults` are all the reasons."""

    def __init__(self, faults: Sequence[EditFault]) -> None:
        super().__init__("These changes cannot be made as they are.")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Decided:
    """What the next draft of a week keeps; `week` is its Monday."""

    week: date
    lock: Lock


@dataclass(frozen=True)
class Edited:
    """What comes of changes by hand.

    Attributes
    ----------
    decided
        By week, person and task.
    """

    roster: Roster
    decided: tuple[Decided, ...]


def apply(problem: Problem, roster: Roster, edits: Sequence[Edit]) -> Edited:
    """Give a roster with changes made by hand, which then is a draft again.

    Whoever is taken off a task is so before anybody is put on one, in whichever order the changes come.

    Raises
    ------
    ImpossibleEdit
        With every change that names what is not there, or cannot be.
    """
    making = _Making(problem, {(each.person, shift_of(each.task)): each for each in roster.assignments})
    for number, edit in enumerate(edits):
        making.take_off(f"$.changes[{number}]", edit)
    for number, edit in enumerate(edits):
        making.make(f"$.changes[{number}]", edit)
    if making.faults:
        raise ImpossibleEdit(making.faults)
    standing = tuple(making.standing.values())
    edited = roster.model_copy(update={"status": RosterStatus.DRAFT, "assignments": standing})
    decided = sorted(making.decided.values(), key=lambda each: (each.week, each.lock.person, each.lock.task))
    return Edited(edited, tuple(decided))


@dataclass
class _Making:
    """Changes being made."""

    problem: Problem
    standing: dict[Pair, Assignment]
    decided: dict[Pair, Decided] = field(default_factory=dict)
    left: dict[Pair, Instant] = field(default_factory=dict)
    faults: list[EditFault] = field(default_factory=list)

    # Off a task -----------------------------------------------------------------------------------

    def take_off(self, path: str, edit: Edit) -> None:
        """Take off their task whom a change takes off it."""
        if isinstance(edit, TakeOff):
            self._off(path, "person", edit.person, edit.task)
        elif isinstance(edit, Put) and edit.instead_of is not None:
            self._off(path, "instead_of", edit.instead_of, edit.task)

    def _off(self, path: str, name: str, person: str, task: str) -> None:
        pair = (person, shift_of(task))
        held = self.standing.pop(pair, None)
        if held is not None:
            self.left[pair] = held.span[0]
            # Who has left, or what is no more, needs nothing to keep it so.
            if person in self.problem.person and self.problem.task(task) is not None:
                self._decide(Lock(person=person, task=pair[1], must=False), held.span[0])
        elif self._person(f"{path}.{name}", person) and self._task(f"{path}.task", task):
            self._fault(f"{path}.{name}", f"{person} is not on '{task}'.")

    # Onto a task, or to another time --------------------------------------------------------------

    def make(self, path: str, edit: Edit) -> None:
        """Do the rest of a change."""
        if isinstance(edit, Put):
            self._put(path, edit)
        elif isinstance(edit, Move):
            self._move(path, edit)

    def _put(self, path: str, edit: Put) -> None:
        known, task = self._person(f"{path}.person", edit.person), self._task(f"{path}.task", edit.task)
        if not known or task is None:
            return
        if (edit.person, task.id) in self.standing:
            self._fault(f"{path}.person", f"{edit.person} is on '{task.id}' already.")
            return
        place = self._place(path, task, edit)
        start = edit.start
        if start is None and edit.instead_of is not None and (edit.instead_of, task.id) in self.left:
            start = utc(self.left[edit.instead_of, task.id])
        span = self._span(f"{path}.start", task, start)
        if place is None or span is None:
            return
        self.standing[edit.person, task.id] = assign(self.problem.id, edit.person, place, *span)
        self._must(edit.person, task, span[0])

    def _move(self, path: str, edit: Move) -> None:
        task = self._task(f"{path}.task", edit.task)
        if task is None:
            return
        people = [person for person, held in self.standing if held == task.id]
        if not isinstance(task, Appointment):
            self._fault(f"{path}.task", f"'{task.id}' cannot be moved: only a visit or an appointment can.")
        elif not people:
            self._fault(f"{path}.task", f"Nobody is on '{task.id}': put somebody on it at its new time.")
        else:
            span = self._span(f"{path}.start", task, edit.start)
            if span is None:
                return
            for person in people:
                self.standing[person, task.id] = assign(self.problem.id, person, task.id, *span)
                self._must(person, task, span[0])

    def _must(self, person: str, task: Task, start: Instant) -> None:
        at = wall(start).replace(tzinfo=None) if isinstance(task, Appointment) else None
        self._decide(Lock(person=person, task=task.id, start=at), start)

    def _decide(self, lock: Lock, start: Instant) -> None:
        self.decided[lock.person, lock.task] = Decided(monday_of(day_of(start)), lock)

    # What is possible -----------------------------------------------------------------------------

    def _place(self, path: str, task: Task, edit: Put) -> str | None:
        """Give the seat, or the task, that somebody takes; None where there is no room."""
        on = [held for (_, task_id), held in self.standing.items() if task_id == task.id]
        if not isinstance(task, Shift):
            room = 1 if isinstance(task, OnCall) else task.adults
            free = [task.id] if len(on) < room else []
        else:
            room = task.places
            taken = {held.task for held in on}
            free = [seat for k in range(room) if (seat := task.seat(k + 1)) not in taken]
            if edit.task != task.id and free:
                free = [seat for seat in free if seat == edit.task]
        if free:
            return free[0]
        people = listed(sorted(held.person for held in on if edit.task in (held.task, task.id)))
        taken_by = f", which is taken by {people}: say instead of whom" if people else ""
        self._fault(f"{path}.task", f"There is no place free on '{edit.task}'{taken_by}.")
        return None

    def _span(self, path: str, task: Task, start: datetime | None) -> tuple[Instant, Instant] | None:
        """Give when a task is done; None where it cannot be done then."""
        if not isinstance(task, Appointment):
            span = task.span if isinstance(task, OnCall) else (task.start, task.end)
            if start is not None and instant_of(start) != span[0]:
                self._fault(path, f"'{task.id}' starts at {_moment(span[0])}, and does not move.")
                return None
            return span
        at = self._only_start(task) if start is None else instant_of(start)
        if at is None:
            self._fault(path, f"Say when '{task.id}' starts. {_may_start(task)}")
        elif task.opening(day_of(at), at) is None:
            self._fault(path, f"'{task.id}' cannot start at {_moment(at)}. {_may_start(task)}")
        else:
            return at, at + task.minutes
        return None

    def _only_start(self, task: Appointment) -> Instant | None:
        """Give the start that goes without saying: of those who are on it, or the only one there is."""
        own = {held.span[0] for (_, task_id), held in self.standing.items() if task_id == task.id}
        possible = {start for each in task.openings.values() for o in each for start in (o.first, o.last)}
        starts = own or possible
        return starts.pop() if len(starts) == 1 else None

    def _person(self, path: str, person: str) -> bool:
        if person in self.problem.person:
            return True
        self._fault(path, f"The hub's file has nobody called '{person}'.{meant(person, self.problem.person)}")
        return False

    def _task(self, path: str, task_id: str) -> Task | None:
        task = self.problem.task(task_id)
        if task is not None and (task.id == task_id or _is_seat(task, task_id)):
            return task
        known = (*self.problem.shift, *self.problem.appointment, *self.problem.spell)
        self._fault(path, f"The week has no task called '{task_id}'.{meant(task_id, known)}")
        return None

    def _fault(self, path: str, message: str) -> None:
        self.faults.append(EditFault(path, message))


def _is_seat(task: Task, task_id: str) -> bool:
    return isinstance(task, Shift) and any(task_id == task.seat(k + 1) for k in range(task.places))


def _moment(at: Instant) -> str:
    return f"{in_words(day_of(at))} {wall(at):%H:%M}"


MOST_TOLD = 3
"""Openings that are told of: a visit that may move over a week has many."""


def _may_start(task: Appointment) -> str:
    openings = [opening for each in task.openings.values() for opening in each]
    if not openings:
        return "There is no time at which it can be made in this week."
    told = list(dict.fromkeys(_opening(o.first, o.last) for o in openings))
    more = ", and at other times" if len(told) > MOST_TOLD else ""
    return f"It can on {'; on '.join(told[:MOST_TOLD])}{more}."


def _opening(first: Instant, last: Instant) -> str:
    day = in_words(day_of(first))
    return (
        f"{day} at {wall(first):%H:%M}"
        if first == last
        else (f"{day} from {wall(first):%H:%M} to {wall(last):%H:%M}")
    )
