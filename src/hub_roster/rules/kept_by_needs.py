"""Whom recorded personal needs keep from which tasks: people whom every other rule would let take them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant
from hub_roster.domain.problem import Task
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.domain.young_people import PersonalNeed
from hub_roster.rules.personal_needs import PersonalNeeds, counts, is_about
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import AnyRule, BoundRules

EVERY_MINUTES = 15
"""Starts of a visit that are looked at."""


@dataclass(frozen=True, slots=True)
class KeptFrom:
    """One task of the period that a need is about.

    Attributes
    ----------
    people
        Whom the need alone keeps from it. Of a shift, where one of those on it is enough: nobody.
    """

    task: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedApplied:
    """A recorded need, and what it did in the period."""

    need: PersonalNeed
    tasks: tuple[KeptFrom, ...]


def needs_applied(rules: BoundRules) -> tuple[NeedApplied, ...]:
    """Give every recorded need with the tasks of the period it counts for; none where it counts for none."""
    problem = rules.case.problem
    others = [rule for rule in rules if rule.kind is Kind.HARD and not isinstance(rule, PersonalNeeds)]
    tasks: list[Task] = [
        *(shift for shift in problem.shift.values() if not shift.optional),
        *problem.appointments,
        *problem.on_call,
    ]
    return tuple(
        NeedApplied(need, tuple(_kept(rules, others, need, tasks))) for need in problem.personal_needs
    )


def _kept(
    rules: BoundRules, others: Sequence[AnyRule], need: PersonalNeed, tasks: Sequence[Task]
) -> Iterator[KeptFrom]:
    problem = rules.case.problem
    for task in tasks:
        days = [day for day in _days(task) if counts(need, day)]
        if not is_about(need, task) or not days:
            continue
        kept = (
            person
            for person in rules.case.people
            if not isinstance(task, Shift)
            and not any(problem.has_skill(person, need.skill, day) for day in days)
            and any(_could(others, person, task, span) for span in _spans(task))
        )
        yield KeptFrom(task.id, tuple(kept))


def _days(task: Task) -> tuple[date, ...]:
    return task.days if isinstance(task, Appointment) else (task.day,)


def _spans(task: Task) -> Iterator[tuple[date, Instant, Instant]]:
    """Give the times a task may be done at."""
    if isinstance(task, OnCall):
        yield task.day, *task.span
    elif isinstance(task, Shift):
        yield task.day, task.start, task.end
    else:
        for day, openings in task.openings.items():
            for opening in openings:
                for start in range(opening.first, opening.last + 1, EVERY_MINUTES):
                    yield day, start, start + task.minutes


def _could(others: Sequence[AnyRule], person: str, task: Task, when: tuple[date, Instant, Instant]) -> bool:
    """Say whether all the other rules would let a person do a task at a time, whatever else they do."""
    day, start, end = when
    return all(
        rule.admits_task(person, task, day)
        and not any(start < closes and opens < end for opens, closes in rule.closed(person))
        for rule in others
    )
