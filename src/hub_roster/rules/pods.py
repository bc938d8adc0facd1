"""Somebody answers for a pod's cases on the days its visits are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import day_of, days_touched
from hub_roster.domain.duty import duty_before
from hub_roster.domain.lines import Lines
from hub_roster.domain.place import Pod
from hub_roster.program.features import takes, takes_on, touches
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.touched import EVERYTHING, Touched


class PodSupervisor(Rule[NoNumbers]):
    """Visits of a pod are made on days on which its supervisor or deputy is on a duty or on call."""

    name = "pod supervisor"
    kind = Kind.NEED
    source = "Project Crewe: a social worker supervises each pod and answers for its cases"

    @cached_property
    def _visits(self) -> tuple[tuple[Appointment, Pod], ...]:
        """Visits to somebody of a pod; an escort or a meeting is none."""
        pods = {pod.code: pod for pod in self.problem.pods}
        found = []
        for visit in self.problem.appointments:
            if visit.kind is AppointmentKind.VISIT and visit.young_person is not None:
                code = self.problem.supported[visit.young_person].pod
                if code in pods:
                    found.append((visit, pods[code]))
        return tuple(found)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of each adult on a visit that nobody answers for."""
        for visit, pod in self._visits:
            answering = _answering(pod)
            if not touched.task(visit.id) and not any(map(touched.person, answering)):
                continue
            made = {(a.person, day_of(a.span[0])) for a in lines.assignments_on.get(visit.id, ())}
            for day, adults in sorted(Counter(day for _, day in made).items()):
                if not any(self._there(lines, person, day) for person in answering):
                    yield self.charge(pod.code, [visit.id], adults * visit.minutes, Priority.SAFETY)

    def _there(self, lines: Lines, person: str, day: date) -> bool:
        """Say whether a person is on a duty or on call for a minute of a day."""
        return any(day in duty.touches for duty in lines.of[person]) or any(
            day in days_touched(*spell.span) for spell in lines.spells[person]
        )

    def post(self, program: Builder) -> None:
        """As many on a visit as it takes where one of them is there that day, or so many short."""
        for visit, pod in self._visits:
            for day in visit.days:
                if not any(day in self._begun(person) for person in _answering(pod)):
                    self._post_for(program, visit, day, _answering(pod))

    def _begun(self, person: str) -> tuple[date, ...]:
        """Give the days of a duty begun before the period that has nothing of it: it is a fact."""
        before = self.problem.duty_before.get(person)
        return duty_before(before).touches if before and not before.tasks else ()

    def _post_for(self, program: Builder, visit: Appointment, day: date, answering: tuple[str, ...]) -> None:
        made = takes(visit.id) if visit.one_day else takes_on(visit.id, day)
        short = program.variable(
            self.name, visit.id, visit.adults, priority=Priority.SAFETY, minutes=visit.minutes
        )
        row = program.row(self.name, visit.id, upper=0, lazy=True)
        program.take(row, program.people, made)
        program.add(row, short, -1)
        program.take(row, answering, touches(day), -visit.adults)
        for spell in self.problem.on_call:
            if day in days_touched(*spell.span):
                program.take(row, answering, takes(spell.id), -visit.adults)


def _answering(pod: Pod) -> tuple[str, ...]:
    """Give who answers for a pod's cases."""
    return (pod.supervisor,) if pod.deputy is None else (pod.supervisor, pod.deputy)
