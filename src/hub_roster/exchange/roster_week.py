"""A week of a roster as those who open or print it read it: who is on each shift, what everyone does."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import day_of, wall
from hub_roster.domain.duty import Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.roster import RosterStatus
from hub_roster.domain.tasks import Shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from hub_roster.domain.duty import Part
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.people import Person
    from hub_roster.domain.tasks import OnCall

STATUS_WORDS: Mapping[RosterStatus, str] = {
    RosterStatus.DRAFT: "Draft: nobody has been told yet",
    RosterStatus.PUBLISHED: "Published",
    RosterStatus.AMENDED: "Published, with changes since",
    RosterStatus.WORKED: "As worked",
}
"""What a roster's status says to whoever reads it."""

ON_CALL = "On call"
AWAY = "Away"
"""On leave: no reason is kept, and none is shown."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing a person does on a day.

    Attributes
    ----------
    kind
        None for a spell of on-call, and for a day away.
    words
        The name of the shift; for everything else the kind of work, and nothing of whom it is for.
    """

    words: str
    kind: PartKind | None = None


class RosterWeek:
    """One week of a roster.

    Parameters
    ----------
    number
        The week of the period, counted from 0.
    """

    def __init__(self, lines: Lines, number: int) -> None:
        self.lines = lines
        self.problem = lines.problem
        self.days = self.problem.days[7 * number : 7 * number + 7]
        self.span = self.problem.week_spans[number]

    def shifts_of(self, home: str) -> list[tuple[str, Mapping[date, Shift]]]:
        """Give a home's shifts of the week by name and day, the earliest in the day first."""
        by_name: dict[str, dict[date, Shift]] = defaultdict(dict)
        for shift in self.problem.shift.values():
            if shift.home == home and shift.day in self.days:
                by_name[shift.name][shift.day] = shift
        clock = {
            name: min(f"{wall(s.start):%H:%M}" for s in by_day.values()) for name, by_day in by_name.items()
        }
        return [(name, by_name[name]) for name in sorted(by_name, key=lambda n: (clock[n], n))]

    def spells_of(self, hub: str) -> Mapping[date, list[OnCall]]:
        """Give a hub's spells of on-call by the day they start on, in order of time."""
        by_day: dict[date, list[OnCall]] = defaultdict(list)
        for spell in sorted(self.problem.on_call, key=lambda s: (s.span, s.id)):
            if spell.hub == hub and spell.day in self.days:
                by_day[spell.day].append(spell)
        return by_day

    def people_of(self, hub: str) -> list[Person]:
        """Give a hub's people, by name."""
        people = [person for person in self.problem.people if person.hub == hub]
        return sorted(people, key=lambda p: (p.name.casefold() or p.key, p.key))

    def does(self, person: str, day: date) -> list[Doing]:
        """Give what a person begins on a day, in order of time; visits in a row are outreach, said once."""
        doings: list[Doing] = []
        for duty in self.lines.of[person]:
            for part in duty.parts:
                if day_of(part.start) == day:
                    doing = Doing(self._words(part), part.kind)
                    if doing.kind is not PartKind.OUTREACH or doing not in doings:
                        doings.append(doing)
        doings += [
            Doing(capital(each.appointment.kind.value))
            for each in self.lines.attached.get(person, ())
            if day_of(each.start) == day and each.appointment.kind is AppointmentKind.MEETING
        ]
        doings += [Doing(ON_CALL) for spell in self.lines.spells[person] if spell.day == day][:1]
        if not doings and day in self.problem.leave_days.get(person, frozenset()):
            return [Doing(AWAY)]
        return doings

    def _words(self, part: Part) -> str:
        task = self.problem.task(part.task)
        if isinstance(task, Appointment) and task.kind in (AppointmentKind.MEETING, AppointmentKind.SESSION):
            # No young person is in these, so they may be called what they are.
            return capital(task.kind.value)
        return capital(task.name if isinstance(task, Shift) else part.kind.value)

    def is_in(self, person: str) -> bool:
        """Say whether a person has a duty or a spell of on-call in the week."""
        return any(doing.words != AWAY for day in self.days for doing in self.does(person, day))

    def minutes(self, person: str) -> int:
        """Give the contract minutes of a person's duties that start in the week: sleep-ins apart."""
        return sum(duty.minutes(Length.CONTRACT, *self.span) for duty in self.lines.of[person])


def capital(words: str) -> str:
    """Give words with a capital first letter, and the others as they are."""
    return words[:1].upper() + words[1:]


def labels(people: Iterable[Person]) -> Mapping[str, str]:
    """Give what each person is called: their name, with the key where it is missing or another's too."""
    listed = tuple(people)
    uses = Counter(person.name.casefold() for person in listed)
    return {p.key: _label(p, shared=uses[p.name.casefold()] > 1) for p in listed}


def _label(person: Person, shared: bool) -> str:
    if not person.name:
        return f"Agency, to be named ({person.key})" if person.unnamed else person.key
    return f"{person.name} ({person.key})" if shared else person.name


def day_words(day: date) -> str:
    """Give a date such as Mon 5 Oct."""
    return f"{day:%a} {day.day} {day:%b}"


def long_day(day: date) -> str:
    """Give a date such as Monday 5 October 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"
