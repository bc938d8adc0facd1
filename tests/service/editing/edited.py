"""Chains of edits by hand, and of locks fixed, released and edits undone, as managers make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import utc, wall
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import Lock, OnCall, Shift, shift_of
from hub_roster.service.editing.edits import Edit, ImpossibleEdit, Move, Put, TakeOff, apply
from hub_roster.service.editing.judged import Judged, judged
from hub_roster.service.weeks import Period


def filled(problem: Problem, draw: Random) -> Roster:
    """Fill about half of what there is to do with no thought; a few are of nobody, or nothing, or twice."""
    found = [_anybody_on(problem, task, draw) for task in _tasks(problem) if draw.random() < 0.5]
    for each in draw.sample(found, k=min(2, len(found))):
        found.append(each.model_copy())
        found.append(each.model_copy(update={"person": "left", "state": "offered"}))
        found.append(each.model_copy(update={"task": "Oak/2026-01-01/gone/1"}))
    draw.shuffle(found)
    return Roster(
        problem_id=problem.id, first_day=problem.first_day, weeks=problem.weeks, assignments=tuple(found)
    )


def _tasks(problem: Problem) -> list[Task]:
    return [*problem.shift.values(), *problem.appointments, *problem.on_call]


def _anybody_on(problem: Problem, task: Task, draw: Random) -> Assignment:
    person = draw.choice(problem.people).key
    if isinstance(task, Shift):
        return assign(problem.id, person, task.seat(draw.randint(1, 2)), task.start, task.end)
    if isinstance(task, OnCall):
        return assign(problem.id, person, task.id, *task.span)
    start = _some_start(task, draw)
    return assign(problem.id, person, task.id, start, start + task.minutes)


def _some_start(task: Appointment, draw: Random) -> int:
    opening = draw.choice([each for listed in task.openings.values() for each in listed])
    return draw.randrange(opening.first, opening.last + 1)


@dataclass
class Editing:
    """A manager, who edits a roster of a problem again and again.

    Attributes
    ----------
    now
        The roster as it is judged, edit after edit.
    locks
        What is fixed by hand beside the file.
    """

    problem: Problem
    draw: Random
    now: Judged = field(init=False)
    locks: tuple[Lock, ...] = ()
    before: list[Judged] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with a roster filled with no thought."""
        self.now = judged(Period(self.problem, 1, ()), filled(self.problem, self.draw))

    def steps(self, many: int) -> Iterator[str]:
        """Do one thing after another, and say what was done; what is impossible is not."""
        for _ in range(many):
            self.before.append(self.now)
            done = self.draw.choice(DOES)
            if getattr(self, f"_{done}")():
                yield done

    # What a manager does --------------------------------------------------------------------------

    def _edit(self) -> bool:
        edits = [self._some_edit() for _ in range(self.draw.choice((1, 1, 1, 2, 3)))]
        try:
            edited = apply(self.problem, self.now.roster, edits)
        except ImpossibleEdit:
            return False
        self._keep(each.lock for each in edited.decided)
        self.now = self.now.after(self._period, edited.roster)
        return True

    def _keep(self, locks: Iterable[Lock]) -> None:
        kept = {(lock.person, lock.task): lock for lock in self.locks}
        for lock in locks:
            kept.pop((lock.person, lock.task), None)
            kept[lock.person, lock.task] = lock
        self.locks = tuple(kept.values())

    def _fix(self) -> bool:
        """Fix something, which may well be at odds with what is fixed."""
        task = self.draw.choice(_tasks(self.problem))
        lock = Lock(person=self._somebody(), task=task.id, must=self.draw.random() < 0.6)
        if isinstance(task, Appointment) and task.openings and self.draw.random() < 0.5:
            start = wall(_some_start(task, self.draw)).replace(tzinfo=None)
            lock = lock.model_copy(update={"start": start})
        self._keep([lock])
        self.now = self.now.after(self._period, self.now.roster)
        return True

    def _release(self) -> bool:
        if not self.locks:
            return False
        released = self.draw.choice(self.locks)
        self.locks = tuple(lock for lock in self.locks if lock is not released)
        self.now = self.now.after(self._period, self.now.roster)
        return True

    def _undo(self) -> bool:
        """Go on from a roster of before, with all that has been fixed since."""
        earlier = self.draw.choice(self.before)
        self.now = earlier.after(self._period, earlier.roster)
        return True

    def _redo(self) -> bool:
        """Edit this roster into one of before, at one go."""
        self.now = self.now.after(self._period, self.draw.choice(self.before).roster)
        return True

    @property
    def _period(self) -> Period:
        return self.now.period.fixing(self.locks)

    def _some_edit(self) -> Edit:
        if not self.now.roster.assignments or self.draw.random() < 0.3:
            return self._some_put()
        held = self.draw.choice(self.now.roster.assignments)
        task = self.problem.task(held.task)
        if isinstance(task, Appointment) and task.openings and self.draw.random() < 0.4:
            return Move(task.id, utc(_some_start(task, self.draw)))
        if self.draw.random() < 0.4:
            return TakeOff(held.person, held.task)
        return Put(self._somebody(), shift_of(held.task), instead_of=held.person)

    def _some_put(self) -> Put:
        task = self.draw.choice(_tasks(self.problem))
        start = utc(_some_start(task, self.draw)) if isinstance(task, Appointment) and task.openings else None
        return Put(self._somebody(), task.id, start)

    def _somebody(self) -> str:
        return self.draw.choice(self.problem.people).key

    # The same from nothing ------------------------------------------------------------------------

    def from_nothing(self) -> Judged:
        """Judge the roster as it is with nothing of what was worked out before."""
        roster = Roster.model_validate_json(self.now.roster.model_dump_json())
        return judged(Period(as_if_new(self.problem), 1, ()).fixing(self.locks), roster)


DOES = ("edit", "edit", "edit", "edit", "edit", "fix", "release", "undo", "redo")


def as_if_new(problem: Problem) -> Problem:
    """Give the same problem with nothing worked out of it."""
    return Problem.model_construct(**{name: getattr(problem, name) for name in Problem.model_fields})
