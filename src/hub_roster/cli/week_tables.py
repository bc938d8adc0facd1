"""The week as tables: who is on each shift, and what each person does each day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich import box
from rich.table import Table
from rich.text import Text

from hub_roster.cli.screen import out, say
from hub_roster.cli.words import Names, counted, day_words
from hub_roster.domain.checks_fault import listed
from hub_roster.domain.clock import day_of, wall
from hub_roster.domain.duty import Duty, Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import FIRM
from hub_roster.domain.place import Hub
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.exchange.roster_week import RosterWeek

LETTERS: dict[PartKind, tuple[str, str]] = {
    PartKind.EARLY: ("E", "early"),
    PartKind.LATE: ("L", "late"),
    PartKind.DAY: ("D", "day shift"),
    PartKind.SLEEP_IN: ("S", "sleep-in"),
    PartKind.WAKING_NIGHT: ("N", "waking night"),
}
"""A letter for each kind of shift, and what it stands for."""

MOST_WEEKS = 4
"""Weeks written out; a screen is no place for more."""


class Week:
    """One week of a roster, as tables.

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
        self.names = Names(self.problem.people)
        self.read = RosterWeek(lines, number)

    # Who is on each shift -------------------------------------------------------------------------

    def homes(self, hub: Hub) -> Table:
        """Give a hub's shifts and on-call by day, with the people on them."""
        table = _table("", self.days)
        homes = [home.code for home in self.problem.homes if home.hub == hub.code]
        for home in homes:
            if len(homes) > 1:
                table.add_row(Text(home, style="bold"))
            for label, cells in self._shift_rows(home):
                table.add_row(label, *cells)
        spells = [spell for spell in self.problem.on_call if spell.hub == hub.code]
        if any(spell.day in self.days for spell in spells):
            table.add_row("on call", *(self._on_call(spells, day) for day in self.days))
        return table

    def _shift_rows(self, home: str) -> Iterator[tuple[str, list[Text]]]:
        for name, by_day in self.read.shifts_of(home):
            shift = next(iter(by_day.values()))
            label = f"{name}\n{_time(shift.start)}\n-{_time(shift.end)}"
            yield label, [self._seats(by_day.get(day)) for day in self.days]

    def _seats(self, shift: Shift | None) -> Text:
        if shift is None:
            return Text("")
        firm = {a.person for a in self.lines.assignments_on.get(shift.id, ()) if a.state in FIRM}
        keys = self.lines.on.get(shift.id, ())
        people = [self.names.label(key) + ("" if key in firm else " ?") for key in keys]
        cell = Text("\n".join(people))
        for _ in range(shift.seats - len(people)):
            cell.append("\n" if cell else "")
            cell.append("(empty)", style="bold red")
        return cell

    def _on_call(self, spells: Sequence[OnCall], day: date) -> Text:
        cell = Text("")
        for spell in spells:
            if spell.day == day:
                people = self.lines.on.get(spell.id, ())
                cell.append("\n" if cell else "")
                cell.append(
                    ", ".join(map(self.names.label, people)) or "(nobody)", "" if people else "bold red"
                )
        return cell

    # What each person does ------------------------------------------------------------------------

    def people(self, hub: Hub) -> Table:
        """Give a hub's people by day, with their shifts, visits and hours."""
        table = _table("person", self.days)
        table.add_column("hours", justify="right", no_wrap=True)
        for person in self.problem.people:
            if person.hub == hub.code and self.is_in(person.key):
                cells = [self._day(person.key, day) for day in self.days]
                table.add_row(self.names.label(person.key), *cells, self.hours(person.key))
        return table

    def is_in(self, person: str) -> bool:
        """Say whether a person has a duty in the week."""
        return any(day_of(part.start) in self.days for duty in self.lines.of[person] for part in duty.parts)

    def idle(self, hub: Hub) -> list[str]:
        """Give the labels of a hub's people without a duty in the week."""
        return [
            self.names.label(p.key)
            for p in self.problem.people
            if p.hub == hub.code and not self.is_in(p.key)
        ]

    def _day(self, person: str, day: date) -> Text:
        parts = [p for duty in self.lines.of[person] for p in duty.parts if day_of(p.start) == day]
        words = [LETTERS[p.kind][0] for p in parts if p.kind in LETTERS]
        visits = sum(p.kind is PartKind.OUTREACH for p in parts)
        visits += sum(day_of(a.start) == day for a in self.lines.attached.get(person, ()))
        if visits:
            words.append(f"{visits}v")
        if not words and day in self.away(person):
            return Text("away", style="dim")
        return Text(" ".join(words) or ".", style="" if words else "dim")

    def away(self, person: str) -> list[date]:
        """Give the days of the week a person is on leave."""
        leave = self.problem.leave_days.get(person, frozenset())
        return [day for day in self.days if day in leave]

    def hours(self, person: str) -> str:
        """Give a person's hours of the week, sleep-ins apart, and those of their contract."""
        worked = sum(duty.minutes(Length.CONTRACT, *self.span) for duty in self.lines.of[person])
        return f"{worked / 60:.1f}/{self.problem.person[person].contract_hours:g}"

    def split_duties(self, hub: Hub) -> str:
        """Say whose hours are not those of the days shown, a duty lying in two weeks; else nothing.

        A duty counts whole in the week it begins; its parts are shown each on its own day.
        """
        people = [person.key for person in self.problem.people if person.hub == hub.code]
        after = [self.names.label(key) for key in people if self._begins_and_goes_on(key)]
        before = [self.names.label(key) for key in people if self._goes_on_from_before(key)]
        said = [f"what goes on into next Monday is in the hours of {listed(after, 6)}"] if after else []
        said += [f"what went on into this Monday is not in those of {listed(before, 6)}"] if before else []
        return f"A duty counts whole in the week it begins: {'; '.join(said)}." if said else ""

    def _begins_and_goes_on(self, person: str) -> bool:
        begun = (duty for duty in self.lines.of[person] if self._begins_here(duty))
        return any(part.start >= self.span[1] for duty in begun for part in duty.parts)

    def _goes_on_from_before(self, person: str) -> bool:
        others = (duty for duty in self.lines.of[person] if not self._begins_here(duty))
        return any(day_of(part.start) in self.days for duty in others for part in duty.parts)

    def _begins_here(self, duty: Duty) -> bool:
        return self.span[0] <= duty.start < self.span[1]

    def kinds(self) -> list[PartKind]:
        """Give the kinds of shift in the week, for the key."""
        found = {s.kind for s in self.problem.shift.values() if s.day in self.days}
        return [kind for kind in LETTERS if kind in found]


def show_weeks(lines: Lines) -> None:
    """Write the weeks of a roster."""
    problem = lines.problem
    for number in range(min(problem.weeks, MOST_WEEKS)):
        week = Week(lines, number)
        for hub in problem.hubs:
            _show(week, hub)
    if problem.weeks > MOST_WEEKS:
        say(f"The first {MOST_WEEKS} weeks are shown; the file holds all {problem.weeks}.")


def _show(week: Week, hub: Hub) -> None:
    out.print()
    out.print(Text(f"{hub.name or hub.code}, week of {day_words(week.days[0])}", style="bold"))
    out.print(week.homes(hub))
    out.print()
    out.print(week.people(hub))
    key = [f"{LETTERS[kind][0]} {LETTERS[kind][1]}" for kind in week.kinds()]
    key += ["3v three visits, sessions or meetings"]
    say(f"{', '.join(key)}; hours without sleep-ins / contract hours. ? is not agreed yet.")
    if split := week.split_duties(hub):
        say(split)
    idle = week.idle(hub)
    if idle:
        say(f"No duty this week ({counted(len(idle), 'person', 'people')}): {', '.join(idle)}.")


def _table(corner: str, days: Sequence[date]) -> Table:
    table = Table(box=box.HORIZONTALS, show_lines=not corner, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(corner, no_wrap=True)
    for day in days:
        table.add_column(f"{day:%a} {day.day}", overflow="fold")
    return table


def _time(at: int) -> str:
    return f"{wall(at):%H:%M}"
