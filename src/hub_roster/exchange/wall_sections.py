"""What a roster says on the wall: each home's week, then everyone's days. Nothing of young people.

Work outside the homes is outreach and no more: not for whom, not where, not when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hub_roster.domain.clock import Instant, day_of, wall
from hub_roster.domain.leading import asks_for_leader, leading
from hub_roster.domain.offers import FIRM
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.roster_week import ON_CALL, RosterWeek, capital, labels, long_day
from hub_roster.exchange.wall_pages import (
    Cell,
    DayHead,
    Item,
    OnShift,
    Paper,
    PersonRow,
    Section,
    ShiftRow,
    Wall,
)
from hub_roster.rules.pay import pay_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from hub_roster.domain.lines import Lines
    from hub_roster.domain.place import Hub
    from hub_roster.domain.tasks import OnCall, Shift

STATUS: Mapping[RosterStatus, str] = {
    RosterStatus.DRAFT: "Draft, not published",
    RosterStatus.PUBLISHED: "Published",
    RosterStatus.AMENDED: "Published, with changes",
    RosterStatus.WORKED: "As worked",
}
NOT_AGREED = "to confirm"
"""Of whoever has yet to be asked, or to answer: no cover till then."""

SATURDAY = 5
LONGEST = 16
"""Letters of a word up to which everything is set small enough for it; longer ones are cut."""


def wall_of(lines: Lines, paper: Paper, names: Mapping[str, str] | None = None) -> Wall:
    """Give what the wall roster says.

    Parameters
    ----------
    names
        What people are called on it, by key, where not by their names.
    """
    problem = lines.problem
    called = labels(problem.people) if names is None else names
    hubs = ", ".join(hub.name or hub.code for hub in problem.hubs)
    return Wall(
        title=f"Roster of {hubs}, {long_day(problem.first_day)} to {long_day(problem.last_day)}",
        paper=paper,
        status=STATUS[lines.roster.status],
        published=lines.roster.status is not RosterStatus.DRAFT,
        sections=tuple(
            section
            for number in range(problem.weeks)
            for hub in problem.hubs
            for section in _HubWeek(RosterWeek(lines, number), hub, called).sections()
        ),
    )


class _HubWeek:
    """One week of one hub, as sections."""

    def __init__(self, week: RosterWeek, hub: Hub, called: Mapping[str, str]) -> None:
        self.week = week
        self.hub = hub
        self.called = called
        self.on = week.lines.on
        self.problem = week.problem

    def sections(self) -> Iterator[Section]:
        homes = [home.code for home in self.problem.homes if home.hub == self.hub.code]
        on_call = list(self._on_call())
        for home in homes:
            rows = (*(self._shift_row(name, days) for name, days in self.week.shifts_of(home)), *on_call)
            yield self._section("shifts", home, rows=rows)
        title = f"{self.hub.name or self.hub.code}: everyone\u2019s days"
        yield self._section("people", title, people=tuple(self._people()), idle=self._idle())

    def _section(
        self,
        form: Literal["shifts", "people"],
        title: str,
        rows: tuple[ShiftRow, ...] = (),
        people: tuple[PersonRow, ...] = (),
        idle: str = "",
    ) -> Section:
        first, last = self.week.days[0], self.week.days[-1]
        printed = [person.name for row in rows for cell in row.cells for person in cell.people]
        printed += [words for person in people for words in (person.name, *_item_words(person))]
        words = {word for name in printed for word in name.replace("-", "- ").split()}
        return Section(
            form=form,
            hub=self.hub.name or self.hub.code,
            title=title,
            week=f"{long_day(first)} to {long_day(last)}",
            monday=f"{first:%d/%m/%Y}",
            days=tuple(self._heads()),
            words=tuple(sorted(word for word in words if len(word) <= LONGEST)),
            cut=any(len(word) > LONGEST for word in words),
            rows=rows,
            people=people,
            idle=idle,
        )

    def _heads(self) -> Iterator[DayHead]:
        days = self.week.days
        holidays = pay_numbers(self.problem).bank_holidays(days[0], days[-1])
        for day in days:
            yield DayHead(
                name=f"{day:%a}",
                date=f"{day.day} {day:%b}",
                note="Bank holiday" if day in holidays else "",
                weekend=day.weekday() >= SATURDAY,
            )

    # Who is on each shift -------------------------------------------------------------------------

    def _shift_row(self, name: str, by_day: Mapping[date, Shift]) -> ShiftRow:
        shifts = list(by_day.values())
        times = _one({_times(shift.start, shift.end) for shift in shifts})
        return ShiftRow(
            name=capital(name),
            times=times,
            kind=shifts[0].kind.value,
            cells=tuple(
                self._seats(by_day[day], not times) if day in by_day else Cell(asked=False)
                for day in self.week.days
            ),
        )

    def _seats(self, shift: Shift, timed: bool) -> Cell:
        on = self.on.get(shift.id, ())
        leads = leading(self.problem, shift, on)
        times = _times(shift.start, shift.end) if timed else ""
        gaps = ["Empty"] * (shift.seats - len(on))
        if on and not leads and asks_for_leader(self.problem, shift):
            gaps.append("No leader")
        firm = self._firm(shift.id)
        people = (
            OnShift(
                name=self.called[key],
                leads=leads.get(key, ""),
                state="" if key in firm else NOT_AGREED,
                times=times,
            )
            for key in on
        )
        return Cell(asked=True, people=tuple(people), gaps=tuple(gaps))

    def _firm(self, task: str) -> set[str]:
        """Give those on a task who have agreed to it, or whose contract it is."""
        assignments = self.week.lines.assignments_on.get(task, ())
        return {assignment.person for assignment in assignments if assignment.state in FIRM}

    def _on_call(self) -> Iterator[ShiftRow]:
        by_day = self.week.spells_of(self.hub.code)
        if not by_day:
            return
        times = _one({_times(*spell.span) for spells in by_day.values() for spell in spells})
        cells = (self._spells(by_day.get(day, []), not times) for day in self.week.days)
        yield ShiftRow(name=ON_CALL, times=times, kind="", cells=tuple(cells))

    def _spells(self, spells: Iterable[OnCall], timed: bool) -> Cell:
        people: list[OnShift] = []
        gaps: list[str] = []
        for spell in spells:
            times = _times(*spell.span) if timed else ""
            on = self.on.get(spell.id, ())
            people += [OnShift(name=self.called[key], times=times) for key in on]
            gaps += [] if on else [f"Nobody {times}".strip()]
        return Cell(asked=True, people=tuple(people), gaps=tuple(gaps))

    # What everyone does ---------------------------------------------------------------------------

    def _people(self) -> Iterator[PersonRow]:
        for person in self.week.people_of(self.hub.code):
            if self.week.is_in(person.key):
                days = (tuple(self._items(person.key, day)) for day in self.week.days)
                yield PersonRow(name=self.called[person.key], days=tuple(days))

    def _items(self, person: str, day: date) -> Iterator[Item]:
        for doing in self.week.does(person, day):
            yield Item(words=doing.words, kind=doing.kind.value if doing.kind else "")
        taken = (a for a in self.week.lines.known if a.person == person)
        if any(day_of(a.span[0]) == day and a.state not in FIRM for a in taken):
            yield Item(words=NOT_AGREED, kind="")

    def _idle(self) -> str:
        people = self.week.people_of(self.hub.code)
        idle = [self.called[person.key] for person in people if not self.week.is_in(person.key)]
        return f"No duty this week: {', '.join(idle)}." if idle else ""


def _item_words(person: PersonRow) -> Iterator[str]:
    yield from (item.words for items in person.days for item in items)


def _one(times: set[str]) -> str:
    """Give the one time all have, to stand beside the row; nothing where they differ."""
    return next(iter(times)) if len(times) == 1 else ""


def _times(start: Instant, end: Instant) -> str:
    return f"{wall(start):%H:%M}\u2013{wall(end):%H:%M}"
