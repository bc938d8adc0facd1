"""On-call shared out: nobody has it for too many days running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from pydantic import Field

from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import OnCall
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Row
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

A_DAY = timedelta(days=1)


class OnCallRunNumbers(Numbers):
    """How many days running somebody may be on call."""

    most_days: int = Field(
        default=7,
        ge=1,
        le=60,
        description="Most days running on which one person's on-call may begin (assumption).",
    )


class OnCallRun(Rule[OnCallRunNumbers]):
    """Nobody is on call for more days running than policy allows, those before the period counted."""

    name = "on-call run"
    kind = Kind.HARD
    source = "Nottingham City children's homes procedures: not the same manager for too many days running"
    tells = Told.HOURS
    numbers_type = OnCallRunNumbers

    def _before(self, person: str) -> frozenset[date]:
        """Give the days before the period on which a person's on-call began."""
        worked = self.problem.days_worked_of.get(person, {})
        return frozenset(day for day, row in worked.items() if row.on_call)

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give runs that are too long, where the period adds to them."""
        for person, spells in lines.spells.items():
            if not spells or not touched.person(person):
                continue
            on_call: dict[date, list[str]] = {day: [] for day in self._before(person)}
            for spell in spells:
                on_call.setdefault(spell.day, []).append(spell.id)
            for run in _runs(sorted(on_call)):
                tasks = [task for day in run for task in on_call[day]]
                if tasks and len(run) > self.numbers.most_days:
                    message = f"On call {len(run)} days running: at most {self.numbers.most_days}."
                    yield self.violation(person, tasks, message)

    @cached_property
    def _by_day(self) -> dict[date, tuple[OnCall, ...]]:
        spells: dict[date, list[OnCall]] = defaultdict(list)
        for spell in self.problem.on_call:
            spells[spell.day].append(spell)
        return {day: tuple(listed) for day, listed in sorted(spells.items())}

    def post(self, program: Builder) -> None:
        """Of any one day more than the most running, one is without."""
        for person in program.people:
            open_days = {
                day: tuple(spell.id for spell in spells if program.open(person, takes(spell.id)))
                for day, spells in self._by_day.items()
            }
            open_days = {day: spells for day, spells in open_days.items() if spells}
            if open_days:
                self._post_for(program, person, open_days)

    def _post_for(self, program: Builder, person: str, open_days: dict[date, tuple[str, ...]]) -> None:
        before = self._before(person)
        several: dict[date, int] = {}
        for last in open_days:
            window = [last - k * A_DAY for k in range(self.numbers.most_days + 1)]
            if not all(day in open_days or day in before for day in window):
                continue
            free = [day for day in window if day in open_days and day not in before]
            row = program.row(self.name, person, upper=len(free) - 1, lazy=True)
            for day in free:
                self._count(program, row, person, day, open_days[day], several)

    def _count(
        self,
        program: Builder,
        row: Row,
        person: str,
        day: date,
        spells: tuple[str, ...],
        several: dict[date, int],
    ) -> None:
        """Count a day once, whichever of its spells the person holds."""
        if len(spells) == 1:
            program.take(row, [person], takes(spells[0]))
            return
        if day not in several:
            several[day] = program.variable(self.name, person, 1)
            for spell in spells:
                holds = program.row(self.name, person, upper=0, lazy=True)
                program.take(holds, [person], takes(spell))
                program.add(holds, several[day], -1)
        program.add(row, several[day])


def _runs(days: list[date]) -> Iterator[list[date]]:
    """Give the runs of consecutive dates among some in order."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > A_DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run
