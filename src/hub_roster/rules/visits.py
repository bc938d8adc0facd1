"""Appointments: their times, the people they take together, and those nobody makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from pydantic import Field

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import day_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import VisitKind
from hub_roster.program.features import takes, takes_at, takes_on
from hub_roster.program.starts import shared_starts, timed_visits
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule, Violation, tasks_of
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class VisitTimeNumbers(Numbers):
    """Which starts a draft considers; by hand any minute may be chosen."""

    grid_minutes: int = Field(
        default=15, ge=5, le=60, description="Minutes: visits start on multiples of these (assumption)."
    )
    shared_grid_minutes: int = Field(
        default=30,
        ge=5,
        le=120,
        description="Minutes: the same, for visits whose start several people share (assumption).",
    )


class VisitTimes(Rule[VisitTimeNumbers]):
    """A visit keeps to its days and times, its adults start together, and nobody has two at a time."""

    name = "visit times"
    kind = Kind.HARD
    tells = Told.TASK
    source = "The agreed plan"
    numbers_type = VisitTimeNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give visits outside their times, started apart, or two at once for one young person."""
        made: dict[str, list[tuple[Appointment, Assignment]]] = defaultdict(list)
        for visit in self.problem.appointments:
            found = lines.assignments_on.get(visit.id, ())
            for code in visit.young_people:
                made[code] += [(visit, assignment) for assignment in found]
            if found and touched.task(visit.id):
                yield from self._own_times(visit, found)
        for code, meetings in made.items():
            if touched.young_person(code):
                yield from self._clashes(code, meetings)

    def _own_times(self, visit: Appointment, found: tuple[Assignment, ...]) -> Iterator[Violation]:
        if len({a.span[0] for a in found}) > 1:
            yield self.violation(visit.id, tasks_of(found), "Its adults start at different times.")
        for assignment in found:
            start = assignment.span[0]
            if visit.opening(day_of(start), start) is None:
                yield self.violation(visit.id, [visit.id], "It lies outside its agreed days and times.")

    def _clashes(self, code: str, meetings: list[tuple[Appointment, Assignment]]) -> Iterator[Violation]:
        spans = sorted({(a.span[0], a.span[0] + visit.minutes, visit.id) for visit, a in meetings})
        for k, (_, end, one) in enumerate(spans):
            for start, _, other in spans[k + 1 :]:
                if start < end and one != other:
                    yield self.violation(code, [one, other], "Two of their visits overlap.")

    def post(self, program: Builder) -> None:
        """One start for each visit of several adults, and one visit at a time for a young person."""
        timed = timed_visits(self.problem)
        busy: dict[str, list[Appointment]] = defaultdict(list)
        for visit in self.problem.appointments:
            if visit.id in timed:
                for code in visit.young_people:
                    busy[code].append(visit)
        busy = {code: visits for code, visits in busy.items() if len(visits) > 1}
        clashing = {visit.id for visits in busy.values() for visit in visits}
        chosen: dict[tuple[str, int], int] = {}
        for visit in self.problem.appointments:
            # Of several adults together a clash counts one, and so needs to know of one start as well.
            if visit.adults > 1 and (len(self._starts(visit)) > 1 or visit.id in clashing):
                chosen.update(self._post_start(program, visit))
        for code, visits in busy.items():
            self._post_clashes(program, code, visits, chosen)

    def _starts(self, visit: Appointment) -> list[int]:
        grid = self.numbers.shared_grid_minutes
        return [start for day in visit.days for start in shared_starts(self.problem, visit, day, grid)]

    def _post_start(self, program: Builder, visit: Appointment) -> dict[tuple[str, int], int]:
        chosen = {}
        one = program.row(self.name, visit.id, upper=1)
        able = [person for person in program.people if program.open(person, takes(visit.id))]
        for start in self._starts(visit):
            if takes_at(visit.id, start) not in program.table.index:
                continue
            variable = program.variable(self.name, visit.id, 1)
            chosen[visit.id, start] = variable
            program.add(one, variable)
            for person in able:
                row = program.row(self.name, visit.id, upper=0, lazy=True)
                program.take(row, [person], takes_at(visit.id, start))
                program.add(row, variable, -1)
        return chosen

    def _post_clashes(
        self, program: Builder, code: str, visits: list[Appointment], chosen: dict[tuple[str, int], int]
    ) -> None:
        starts = {(v.id, s): v for v in visits for s in self._starts(v)}
        for moment in sorted({start for _, start in starts}):
            on = [k for k, v in starts.items() if k[1] <= moment < k[1] + v.minutes]
            if len({visit for visit, _ in on}) < 2:
                continue
            row = program.row(self.name, code, upper=1)
            for visit, start in on:
                if (visit, start) in chosen:
                    program.add(row, chosen[visit, start])
                else:
                    program.take(row, program.people, takes_at(visit, start))


class Together(Rule[NoNumbers]):
    """A visit agreed for two adults is made by two, or not at all: nobody goes alone. So is a supervision."""

    name = "two together"
    kind = Kind.HARD
    tells = Told.TASK
    source = "The young person's risk assessment, as the plan records it"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give visits for two with one adult."""
        for visit in self.problem.appointments:
            if not visit.together or not touched.task(visit.id):
                continue
            people = len(set(lines.on.get(visit.id, ())))
            if 0 < people < visit.adults:
                yield self.violation(visit.id, [visit.id], _TOO_FEW[visit.kind])

    def post(self, program: Builder) -> None:
        """Both or neither."""
        for visit in self.problem.appointments:
            if visit.together:
                made = program.variable(self.name, visit.id, 1)
                row = program.row(self.name, visit.id, lower=0, upper=0)
                program.take(row, program.people, takes(visit.id))
                program.add(row, made, -visit.adults)


_TOO_FEW = MappingProxyType(
    {
        AppointmentKind.VISIT: "One adult alone on a visit for two.",
        AppointmentKind.ESCORT: "One adult alone on an escort for two.",
        AppointmentKind.MEETING: "Not everybody this is for is there.",
    }
)


class JointRoles(Rule[NoNumbers]):
    """A joint visit has every role it was agreed for, or it is not made."""

    name = "joint roles"
    kind = Kind.HARD
    tells = Told.TASK
    source = "Joint visits of Shropshire's integration teams; the agreed plan"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give joint visits that lack a role."""
        for visit in self.problem.appointments:
            people = lines.on.get(visit.id, ())
            if not people or not touched.task(visit.id):
                continue
            day = day_of(lines.assignments_on[visit.id][0].span[0])
            for role in visit.roles:
                if not any(self.problem.has_skill(person, role, day) for person in people):
                    yield self.violation(visit.id, [visit.id], f"Nobody on this visit is '{role}'.")

    def post(self, program: Builder) -> None:
        """On each of its days, somebody of every role for each adult it has."""
        for visit in self.problem.appointments:
            for role in visit.roles:
                for day in visit.days:
                    self._post_role(program, visit, role, day)

    def _post_role(self, program: Builder, visit: Appointment, role: str, day: date) -> None:
        feature = takes(visit.id) if visit.one_day else takes_on(visit.id, day)
        row = program.row(self.name, visit.id, upper=0)
        for person in program.people:
            # All its adults come or none do, so one of the role outweighs the others.
            holds = self.problem.has_skill(person, role, day)
            program.take(row, [person], feature, 1 - visit.adults if holds else 1)


class VisitsMade(Rule[NoNumbers]):
    """Every agreed visit, escort, session and meeting takes place, in the order of how much hangs on it."""

    name = "visits made"
    kind = Kind.NEED
    source = "The agreed plan; Care Planning Regulations 2010, reg 28 for statutory visits"

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of adults an appointment lacks."""
        for visit in self.problem.appointments:
            if not touched.task(visit.id):
                continue
            short = visit.adults - len(lines.on.get(visit.id, ()))
            if short > 0:
                whom = visit.young_person or visit.hub
                yield self.charge(whom, [visit.id], short * visit.minutes, self._priority(visit))

    def post(self, program: Builder) -> None:
        """The adults of an appointment, or so many short."""
        for visit in self.problem.appointments:
            short = program.variable(
                self.name,
                visit.id,
                visit.adults,
                priority=self._priority(visit),
                minutes=visit.minutes,
            )
            row = program.row(self.name, visit.id, lower=visit.adults)
            program.take(row, program.people, takes(visit.id))
            program.add(row, short)

    def _priority(self, visit: Appointment) -> Priority:
        """Give where it ranks: a child is not left without an escort, a meeting gives way to all.

        Nobody loses out twice running: other visits of who is owed hours rank with those agreed.
        """
        if visit.kind is AppointmentKind.ESCORT:
            return Priority.COVER
        if visit.kind is AppointmentKind.MEETING:
            return Priority.MEETINGS
        owed = any(code in self.case.hours_owed for code in visit.young_people)
        return Priority.OTHER if visit.visit_kind is VisitKind.OTHER and not owed else Priority.AGREED
