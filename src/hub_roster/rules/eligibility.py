"""Who may take a task: skills and checks, approval, restrictions, and whom the plan lets visit."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar

from hub_roster.continuity.familiarity import circle_of
from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import Instant, day_of
from hub_roster.domain.grouping import grouped
from hub_roster.domain.home import NIGHTS
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import CHECKS, DRIVER
from hub_roster.domain.problem import Task
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import OnCall, Shift, Who, shift_of
from hub_roster.domain.young_people import ViewKind
from hub_roster.rules.rule import NOT_AVAILABLE, Kind, N, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class Eligibility(Rule[N]):
    """A rule about one person on one task, on the date it is done."""

    message: ClassVar[str]

    @abstractmethod
    def suits(self, person: str, task: Task, day: date) -> bool:
        """Say whether the person may do the task on the date."""

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give assignments of people who do not suit."""
        for assignment in lines.known:
            if touched.person(assignment.person) and self._refused(assignment):
                yield self.violation(assignment.person, [assignment.task], self.message)

    @cached_property
    def _answers(self) -> dict[tuple[str, str, Instant], bool]:
        """Who was refused what when: edits ask for the same assignments again and again."""
        return {}

    def _refused(self, assignment: Assignment) -> bool:
        asked = (assignment.person, assignment.task, assignment.span[0])
        if asked not in self._answers:
            task = self.problem.task(assignment.task)
            self._answers[asked] = (
                task is not None
                and not self._begun(assignment)
                and not self.suits(assignment.person, task, day_of(assignment.span[0]))
            )
        return self._answers[asked]

    def _begun(self, assignment: Assignment) -> bool:
        """Say whether it is of a duty begun before the period: history, not for a draft to judge."""
        before = self.problem.duty_before.get(assignment.person)
        carried = before.tasks if before else ()
        return shift_of(assignment.task) in {shift_of(task) for task in carried}

    def admits_task(self, person: str, task: Task, day: date) -> bool:
        """Only who suits."""
        return self.suits(person, task, day)


class Skills(Eligibility[NoNumbers]):
    """Everyone at work has passed the checks and holds the skills the task needs, on the date of the task."""

    name = "skills and checks"
    kind = Kind.HARD
    tells = Told.SKILL
    source = "Children's Homes (England) Regulations 2015, reg 32(3) and Sch 2"
    message = "A check or skill this needs is missing or out of date on the day."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Checks for all; a driver for going to people and places; what the task itself asks for."""
        # An agency booked without a name is checked once it has one; till then its seats are at risk.
        needed = [] if self.problem.person[person].unnamed else [CHECKS]
        if isinstance(task, Appointment):
            needed += [DRIVER] if self._drives(person, task) else []
            needed += [task.skill] if task.skill else []
        elif isinstance(task, OnCall):
            needed.append(task.skill)
        return all(self.problem.has_skill(person, skill, day) for skill in needed)

    def _drives(self, person: str, task: Appointment) -> bool:
        """Say whether it takes a person anywhere but their own base."""
        base = self.problem.person[person].base
        if all(o.home for openings in task.openings.values() for o in openings) and not task.lowers_cover:
            return False  # key work and meetings in a home, which people come to as they come to a shift
        if task.kind in (AppointmentKind.VISIT, AppointmentKind.ESCORT):
            return True
        return any(o.place != base for openings in task.openings.values() for o in openings)


class Approved(Eligibility[NoNumbers]):
    """Nobody works one-to-one with a young person before being approved for it."""

    name = "approval"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Lone working procedures of English councils (inducted, approved, risk assessed)"
    message = "Not approved for one-to-one work with this young person on the day."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Asks for visits and escorts, and for shifts that are alone with one young person."""
        if isinstance(task, Shift) and not self._one_to_one(task):
            return True
        return all(self.problem.approved(person, code, day) for code in self.problem.young_people_of(task))

    def _one_to_one(self, shift: Shift) -> bool:
        """Say whether its one adult is awake alone with one young person for some of a shift."""
        if shift.seats > 1 or shift.kind in NIGHTS or len(self.problem.young_people_of(shift)) != 1:
            return False
        reached = shift.start
        for other in self._awake.get(shift.home, ()):
            if other.id != shift.id and other.start <= reached:
                reached = max(reached, other.end)
        return reached < shift.end

    @cached_property
    def _awake(self) -> Mapping[str, tuple[Shift, ...]]:
        """The waking shifts of each home, by their starts."""
        awake = (shift for shift in self.problem.shift.values() if shift.kind not in NIGHTS)
        return grouped((shift.home, shift) for shift in sorted(awake, key=lambda s: s.start))


class KeptApart(Eligibility[NoNumbers]):
    """Nobody meets a young person they may not work with, on a visit or on a shift."""

    name = "not available for this"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Safer caring plans; the young person's view outranks every computed number"
    message = NOT_AVAILABLE

    def suits(self, person: str, task: Task, day: date) -> bool:
        """No restriction on the date, and no 'not with' from the young person."""
        return not any(self._apart(person, code, day) for code in self.problem.young_people_of(task))

    def _apart(self, person: str, code: str, day: date) -> bool:
        view = self.problem.views_of.get((code, person))
        if view is not None and view.view is ViewKind.NOT_WITH:
            return True
        restrictions = self.problem.restrictions_of.get((person, code), ())
        return any(restriction.holds_on(day) for restriction in restrictions)


class WhoMayVisit(Eligibility[NoNumbers]):
    """A visit is made by whom the plan allows: a stranger at the door is not cover."""

    name = "who may visit"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "The agreed plan"
    message = "The plan names others for this visit."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Key worker; core team, key worker and deputy; anyone known; people named; anyone."""
        if not isinstance(task, Appointment) or task.who is Who.ANYONE:
            return True
        if task.who is Who.NAMED or task.young_person is None:
            return person in task.named
        young = self.problem.supported[task.young_person]
        if task.who is Who.KEY_WORKER:
            return person == young.key_worker
        if task.who is Who.CORE_TEAM:
            return person in circle_of(young)
        return self.case.familiarity.known(person, young.code)
