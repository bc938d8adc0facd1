"""Visits: their times, the people who make them together, and those nobody makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pydantic import Field

from hub_roster.domain.clock import day_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import Visit, VisitKind
from hub_roster.program.features import takes, takes_at
from hub_roster.program.runs import shared_starts, timed_visits
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule, Violation, tasks_of
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.touched import EVERYTHING, Touched


class VisitTimeNumbers(Numbers):
    """Which starts a draft considers; by hand any minute may be chosen."""

    grid_minutes: int = Field(default=15, ge=5, le=60)
    shared_grid_minutes: int = Field(
        default=30, ge=5, le=120, description="For visits whose start several people share."
    )


class VisitTimes(Rule[VisitTimeNumbers]):
    """A visit keeps to its days and times, its adults start together, and nobody has two at a time."""

    name = "visit times"
    kind = Kind.HARD
    source = "The agreed plan"
    numbers_type = VisitTimeNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give visits outside their times, started apart, or two at once for one young person."""
        made: dict[str, list[tuple[Visit, Assignment]]] = defaultdict(list)
        for visit in self.problem.visits:
            found = lines.assignments_on.get(visit.id, ())
            made[visit.young_person] += [(visit, assignment) for assignment in found]
            if found and touched.task(visit.id):
                yield from self._own_times(visit, found)
        for code, meetings in made.items():
            if touched.young_person(code):
                yield from self._clashes(code, meetings)

    def _own_times(self, visit: Visit, found: tuple[Assignment, ...]) -> Iterator[Violation]:
        if len({a.span[0] for a in found}) > 1:
            yield self.violation(visit.id, tasks_of(found), "Its adults start at different times.")
        for assignment in found:
            start = assignment.span[0]
            day = day_of(start)
            first, last = visit.window(day)
            if day not in visit.days or not first <= start <= last:
                yield self.violation(visit.id, [visit.id], "It lies outside its agreed days and times.")

    def _clashes(self, code: str, meetings: list[tuple[Visit, Assignment]]) -> Iterator[Violation]:
        spans = sorted({(a.span[0], a.span[0] + visit.minutes, visit.id) for visit, a in meetings})
        for k, (_, end, one) in enumerate(spans):
            for start, _, other in spans[k + 1 :]:
                if start < end and one != other:
                    yield self.violation(code, [one, other], "Two of their visits overlap.")

    def post(self, program: Builder) -> None:
        """One start for each visit of several adults, and one visit at a time for a young person."""
        timed = timed_visits(self.problem)
        chosen: dict[tuple[str, int], int] = {}
        for visit in self.problem.visits:
            if visit.adults > 1:
                chosen.update(self._post_start(program, visit))
        busy: dict[str, list[Visit]] = defaultdict(list)
        for visit in self.problem.visits:
            if visit.id in timed:
                busy[visit.young_person].append(visit)
        for code, visits in busy.items():
            if len(visits) > 1:
                self._post_clashes(program, code, visits, chosen)

    def _starts(self, visit: Visit) -> list[int]:
        grid = self.numbers.shared_grid_minutes
        return [start for day in visit.days for start in shared_starts(self.problem, visit, day, grid)]

    def _post_start(self, program: Builder, visit: Visit) -> dict[tuple[str, int], int]:
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
        self, program: Builder, code: str, visits: list[Visit], chosen: dict[tuple[str, int], int]
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
    """A visit agreed for two adults is made by two, or not at all: nobody goes alone."""

    name = "two together"
    kind = Kind.HARD
    source = "The young person's risk assessment, as the plan records it"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give visits for two with one adult."""
        for visit in self.problem.visits:
            found = lines.assignments_on.get(visit.id, ())
            if 0 < len({a.person for a in found}) < visit.adults and touched.task(visit.id):
                yield self.violation(visit.id, tasks_of(found), "One adult alone on a visit for two.")

    def post(self, program: Builder) -> None:
        """Both or neither."""
        for visit in self.problem.visits:
            if visit.adults > 1:
                made = program.variable(self.name, visit.id, 1)
                row = program.row(self.name, visit.id, lower=0, upper=0)
                program.take(row, program.people, takes(visit.id))
                program.add(row, made, -visit.adults)


class VisitsMade(Rule[NoNumbers]):
    """Every agreed visit is made; introductions, statutory and agreed visits come before others."""

    name = "visits made"
    kind = Kind.NEED
    source = "The agreed plan; Care Planning Regulations 2010, reg 28 for statutory visits"

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of adults a visit lacks."""
        for visit in self.problem.visits:
            if not touched.task(visit.id):
                continue
            short = visit.adults - len(lines.on.get(visit.id, ()))
            if short > 0:
                minutes = short * visit.minutes
                yield self.charge(visit.young_person, [visit.id], minutes, _priority(visit))

    def post(self, program: Builder) -> None:
        """The adults of a visit, or so many short."""
        for visit in self.problem.visits:
            short = program.variable(
                self.name,
                visit.id,
                visit.adults,
                priority=_priority(visit),
                minutes=visit.minutes,
            )
            row = program.row(self.name, visit.id, lower=visit.adults)
            program.take(row, program.people, takes(visit.id))
            program.add(row, short)


def _priority(visit: Visit) -> Priority:
    return Priority.OTHER if visit.kind is VisitKind.OTHER else Priority.AGREED
