"""Needs of a young person's circle: three adults they know, and a deputy they see now and then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pydantic import Field

from hub_roster.continuity.demand import is_waking
from hub_roster.continuity.familiarity import UNCOUNTED
from hub_roster.domain.clock import HOUR
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Task
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.eligibility import WhoMayVisit
from hub_roster.rules.rule import Charge, Kind, N, Numbers, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.touched import EVERYTHING, Touched

WINDOW = 28
"""Days of the ledger, or of ledger and period together, that are looked at (domain.md 5.4: 28 to 90)."""

ONE_ADULT = HOUR
"""Minutes short that one adult missing counts (an assumption)."""


class KnownAdults(Rule[N]):
    """A need about whom a young person meets; nothing is asked of a hub that keeps no contact ledger."""

    kind = Kind.NEED

    @cached_property
    def meetings(self) -> dict[str, tuple[Task, ...]]:
        """The visits, escorts and waking shifts at which each young person meets adults."""
        met: dict[str, list[Task]] = defaultdict(list)
        tasks: list[Task] = [*self.problem.appointments]
        tasks += [shift for shift in self.problem.shift.values() if is_waking(shift)]
        for task in tasks:
            for code in self.problem.young_people_of(task):
                met[code].append(task)
        return {code: tuple(found) for code, found in met.items()}

    @cached_property
    def _plan(self) -> WhoMayVisit:
        # As if no young person had said "not with": a need that is not asked for would tell that one did.
        return WhoMayVisit(self.case.with_nobody_refused, NoNumbers())

    def may_come(self, person: str, code: str) -> list[str]:
        """Give the tasks at which the plan lets somebody meet a young person."""
        first = self.problem.first_day
        return [task.id for task in self.meetings.get(code, ()) if self._plan.suits(person, task, first)]

    def met_since(self, first: date) -> dict[str, set[str]] | None:
        """Give whom each young person spent time with from a date to the period; None without a ledger."""
        before = [contact for contact in self.problem.contacts if contact.day < self.problem.first_day]
        met: dict[str, set[str]] = defaultdict(set)
        for contact in before:
            if contact.day >= first and contact.minutes > 0 and contact.setting not in UNCOUNTED:
                met[contact.young_person].add(contact.person)
        return met if before else None


class ThreeNumbers(Numbers):
    """How many adults a young person knows at least."""

    adults: int = Field(
        default=3,
        ge=0,
        le=10,
        description="Different adults they meet in 28 days and the period (assumption).",
    )
    meetings: int = Field(
        default=3,
        ge=1,
        le=100,
        description="Visits and waking shifts at home in the period from which on it is asked (assumption).",
    )


@dataclass(frozen=True, slots=True)
class _Circle:
    """Those a young person could still meet.

    Attributes
    ----------
    wanted
        How many of them are missing.
    others
        By person, the tasks at which they could meet.
    """

    young_person: str
    wanted: int
    others: dict[str, list[str]]


class ThreeAdults(KnownAdults[ThreeNumbers]):
    """Every young person who meets adults often knows at least three of them, as far as their plan allows."""

    name = "three known adults"
    source = "Practice: no child hangs on one adult alone; the number is an assumption"
    numbers_type = ThreeNumbers

    @cached_property
    def _circles(self) -> tuple[_Circle, ...]:
        met = self.met_since(self.problem.first_day - timedelta(days=WINDOW))
        return () if met is None else tuple(self._listed(met))

    def _listed(self, met: dict[str, set[str]]) -> Iterator[_Circle]:
        """Give those whose plan lets enough adults come, where the ledger does not hold enough."""
        for code, tasks in self.meetings.items():
            known = met.get(code, set())
            wanted = self.numbers.adults - len(known)
            if len(tasks) < self.numbers.meetings or wanted <= 0:
                continue
            strangers = (person for person in self.case.people if person not in known)
            others = {person: found for person in strangers if (found := self.may_come(person, code))}
            if len(others) >= wanted:
                yield _Circle(code, wanted, others)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give an hour for each adult missing."""
        for circle in self._circles:
            if not touched.young_person(circle.young_person):
                continue
            met = {
                person
                for person, tasks in circle.others.items()
                if any(person in lines.on.get(task, ()) for task in tasks)
            }
            missing = circle.wanted - len(met)
            if missing > 0:
                tasks = [task.id for task in self.meetings[circle.young_person]]
                yield self.charge(circle.young_person, tasks, missing * ONE_ADULT, Priority.OTHER)

    def post(self, program: Builder) -> None:
        """So many others, each met at one of their tasks at least, or so many missing."""
        for circle in self._circles:
            code = circle.young_person
            missing = program.variable(
                self.name, code, circle.wanted, priority=Priority.OTHER, minutes=ONE_ADULT
            )
            count = program.row(self.name, code, lower=circle.wanted)
            program.add(count, missing)
            for person, tasks in circle.others.items():
                could = [task for task in tasks if program.open(person, takes(task))]
                if not could:
                    continue
                met = program.variable(self.name, f"{code} {person}", 1)
                program.add(count, met)
                meets = program.row(self.name, code, upper=0, lazy=True)
                program.add(meets, met)
                for task in could:
                    program.take(meets, [person], takes(task), -1)


class DeputyNumbers(Numbers):
    """How often a deputy sees their young person."""

    days: int = Field(
        default=28, ge=1, le=182, description="Days in which a deputy sees them once (assumption)."
    )


class DeputySeen(KnownAdults[DeputyNumbers]):
    """A deputy sees their young person themselves now and then, so as to be no stranger when needed."""

    name = "deputy's own contact"
    source = "No Wrong Door: the deputy stands in for the key worker; the number is an assumption"
    numbers_type = DeputyNumbers

    @cached_property
    def _owed(self) -> tuple[tuple[str, str, list[str]], ...]:
        """Young person, deputy and the tasks at which they could meet, where they have not met of late."""
        since = self.problem.last_day - timedelta(days=self.numbers.days - 1)
        met = self.met_since(since)
        return () if met is None else tuple(self._listed(met))

    def _listed(self, met: dict[str, set[str]]) -> Iterator[tuple[str, str, list[str]]]:
        for someone in self.problem.supported.values():
            deputy, code = someone.deputy, someone.code
            if deputy is None or deputy not in self.problem.person:
                continue
            away = self.problem.leave_days.get(deputy, frozenset())
            could = self.may_come(deputy, code)
            if could and deputy not in met.get(code, ()) and not away.issuperset(self.problem.days):
                yield code, deputy, could

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give an hour for each deputy not seen."""
        for code, deputy, tasks in self._owed:
            if touched.young_person(code) and not any(deputy in lines.on.get(task, ()) for task in tasks):
                yield self.charge(code, tasks, ONE_ADULT, Priority.OTHER)

    def post(self, program: Builder) -> None:
        """The deputy takes one of them, or an hour is short."""
        for code, deputy, tasks in self._owed:
            missed = program.variable(self.name, code, 1, priority=Priority.OTHER, minutes=ONE_ADULT)
            row = program.row(self.name, code, lower=1)
            program.add(row, missed)
            for task in tasks:
                program.take(row, [deputy], takes(task))
