"""What an edit touches, so that a rule need answer for that part alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import ONE_DAY, Instant, days_touched, midnight
from hub_roster.domain.grouping import grouped
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.roster_changes import differing
from hub_roster.domain.tasks import Shift, shift_of


@dataclass(frozen=True)
class Touched:
    """People, homes on days, tasks and young people that an edit may change anything for.

    Attributes
    ----------
    everything
        True where the whole roster is asked for.
    """

    people: frozenset[str] = frozenset()
    homes: frozenset[tuple[str, date]] = frozenset()
    tasks: frozenset[str] = frozenset()
    young_people: frozenset[str] = frozenset()
    everything: bool = False

    def person(self, key: str) -> bool:
        """Say whether a person's line is touched."""
        return self.everything or key in self.people

    def task(self, task: str) -> bool:
        """Say whether who fills a shift, visit or spell is touched."""
        return self.everything or shift_of(task) in self.tasks

    def home(self, code: str, start: Instant, end: Instant) -> bool:
        """Say whether who is in a home between two instants is touched."""
        if self.everything:
            return True
        days = self._days.get(code)
        if days is None:
            return False
        last = max(start, end - 1)
        return any(start < closes and opens <= last for opens, closes in days)

    @cached_property
    def _days(self) -> Mapping[str, tuple[tuple[Instant, Instant], ...]]:
        """The days of each home as instants: rules ask of every stretch of time there is."""
        return grouped((code, (midnight(day), midnight(day + ONE_DAY))) for code, day in self.homes)

    def young_person(self, code: str) -> bool:
        """Say whether whom a young person meets is touched."""
        return self.everything or code in self.young_people


EVERYTHING = Touched(everything=True)


def touched_by(problem: Problem, before: Roster, after: Roster) -> Touched:
    """Give what the difference between two rosters touches."""
    changed = differing(before.assignments, after.assignments)
    homes: set[tuple[str, date]] = set()
    young_people: set[str] = set()
    # A task nobody knows touches nothing but itself: its line loses or gains it.
    tasks = [task for a in changed if (task := problem.task(a.task)) is not None]
    for task in tasks:
        young_people.update(problem.young_people_of(task))
        if isinstance(task, Shift):
            homes.update((task.home, day) for day in days_touched(task.start, task.end))
        elif isinstance(task, Appointment):
            homes.update(
                (opening.home, day)
                for listed in task.openings.values()
                for opening in listed
                if opening.home
                for day in days_touched(opening.first, opening.last + task.minutes)
            )
    return Touched(
        people=frozenset(a.person for a in changed),
        homes=frozenset(homes),
        tasks=frozenset((*(a.task for a in changed), *(task.id for task in tasks))),
        young_people=frozenset(young_people),
    )
