"""Dates, lengths, people and tasks in the words of a manager."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import Instant, wall
from hub_roster.domain.people import Person
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.program.statement import Priority
from hub_roster.rules.hours import Driving
from hub_roster.rules.rulebook import RULEBOOK

PRIORITIES: dict[Priority, str] = {
    Priority.NOBODY: "home without an adult",
    Priority.COVER: "empty seats, adults alone, escorts nobody makes",
    Priority.SAFETY: "needs of shifts and hubs, on call",
    Priority.AGREED: "agreed visits and sessions",
    Priority.OTHER: "other visits, and healthy limits",
    Priority.MEETINGS: "meetings and supervision",
}
"""What is short at each priority."""


def points_words(problem: Problem) -> str:
    """Give what points of cost are measured by: "10 points are worth a minute of driving"."""
    minute = next(rule.numbers.minute for rule in RULEBOOK.of(problem) if isinstance(rule, Driving))
    return f"{counted(minute, 'point')} {'is' if minute == 1 else 'are'} worth a minute of driving"


def day_words(day: date) -> str:
    """Give a date such as Mon 30 Nov."""
    return f"{day:%a} {day.day} {day:%b}"


def day_figures(day: date) -> str:
    """Give a date such as 30/11/2026."""
    return f"{day:%d/%m/%Y}"


def period_words(problem: Problem) -> str:
    """Give a period with its years."""
    return f"{day_words(problem.first_day)} to {day_words(problem.last_day)} {problem.last_day.year}"


def size_words(problem: Problem) -> str:
    """Say how large a problem is."""
    return ", ".join(
        (
            counted(len(problem.people), "person", "people"),
            counted(len(problem.young_people), "young person", "young people"),
            counted(len(problem.appointments), "visit"),
        )
    )


def moment_words(at: Instant) -> str:
    """Give an instant such as Mon 30 Nov 07:30."""
    local = wall(at)
    return f"{day_words(local.date())} {local:%H:%M}"


def length_words(minutes: int) -> str:
    """Give a length such as 1 h 15 min."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left} min"
    return f"{hours} h {left} min" if left else f"{hours} h"


def percent(share: float) -> str:
    """Give a share of 0 to 1 as whole percents, never rounded to none or all."""
    if 0 < share < 0.01:
        return "under 1 %"
    return f"{min(99, round(100 * share)) if share < 1 else 100} %"


def shortened(words: str, most: int) -> str:
    """Cut words that are too long for their place."""
    return words if len(words) <= most else f"{words[: most - 1]}\u2026"


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class Names:
    """A short label for each person, unlike any other's: tables of a week have little room."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.key: person for person in people}
        options = {key: _labels(person) for key, person in self._people.items()}
        uses = Counter(label for labels in options.values() for label in set(labels))
        self._label = {
            key: next(label for label in labels if uses[label] == 1 or label == key)
            for key, labels in options.items()
        }

    def label(self, key: str) -> str:
        """Give a person's label; a key no person has is its own."""
        return self._label.get(key, key)

    def full(self, key: str) -> str:
        """Give a person's name and key."""
        person = self._people.get(key)
        return f"{person.name} ({key})" if person is not None and person.name else key


def _labels(person: Person) -> list[str]:
    words = person.name.split()
    if words:
        initial = [f"{words[0]} {words[-1][0]}"] if len(words) > 1 else []
        return [words[0], *initial, person.name, person.key]
    # employer:number:post
    return [*person.key.split(":")[1:2], person.key]


def task_words(problem: Problem, task_id: str) -> str:
    """Describe a task without saying which young person it is for."""
    task = problem.task(task_id)
    if isinstance(task, Shift):
        return f"{task.name}, {span_words(task.start, task.end)}, {task.home}"
    if isinstance(task, Appointment):
        return visit_words(task)
    if isinstance(task, OnCall):
        return f"on call, {moment_words(task.span[0])} to {moment_words(task.span[1])}, {task.hub}"
    return task_id


def on_task(words: str) -> str:
    """Put "on" before a task's words or code, unless they begin so: nobody is on on call."""
    return words if words.startswith("on call") else f"on {words}"


def span_words(start: Instant, end: Instant) -> str:
    """Give a span by the day it starts on."""
    return f"{moment_words(start)}-{wall(end):%H:%M}"


def visit_words(visit: Appointment) -> str:
    """Describe an appointment: what it is, its code, length and when it may be."""
    days = day_words(visit.days[0])
    if not visit.one_day:
        days += f" to {day_words(visit.days[-1])}"
    people = "people" if visit.kind is AppointmentKind.MEETING else "adults"
    adults = "" if visit.adults == 1 else f", {visit.adults} {people}"
    adults += " together" if visit.together else ""
    first, last = visit.window
    if visit.one_day and last - first == visit.minutes:
        return f"{visit.kind} {visit.id}{adults}, {span_words(first, last)}"
    listed = [opening for openings in visit.openings.values() for opening in openings]
    begins = min(wall(opening.first).time() for opening in listed)
    ends = max(wall(opening.last + visit.minutes).time() for opening in listed)
    window = f"{begins:%H:%M}-{ends:%H:%M}"
    return f"{visit.kind} {visit.id}, {length_words(visit.minutes)}{adults}, {days} within {window}"
