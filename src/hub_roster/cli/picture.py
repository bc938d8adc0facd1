"""A week of a roster as a picture: who is on each shift above, everyone's days below. No young people."""

from __future__ import annotations

from datetime import date

from hub_roster.cli.svg import Drawing
from hub_roster.cli.week_tables import LETTERS, Week
from hub_roster.cli.words import day_words, shortened
from hub_roster.domain.clock import Instant, wall
from hub_roster.domain.duty import Duty, Part
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.place import Hub
from hub_roster.domain.tasks import Shift

WIDTH = 1080
LEFT, DAY_WIDTH, MARGIN = 104, 123, 16
HOURS_AT = WIDTH - MARGIN
SEAT, ROW = 23, 20
MOST_LETTERS = 15
LEAST_BAND = 10
GREY, RULE, RED = "#5b6775", "#d9dee5", "#b3261e"

COLOURS: dict[PartKind, str] = {
    PartKind.EARLY: "#ffd58a",
    PartKind.LATE: "#f4a582",
    PartKind.DAY: "#ffe9a8",
    PartKind.SLEEP_IN: "#9db4dd",
    PartKind.WAKING_NIGHT: "#6f86b9",
    PartKind.OUTREACH: "#a8dab5",
}
"""Fills that dark text can be read on, and that differ in lightness as well."""


def picture_of(lines: Lines, hub: str, week: int = 0) -> str:
    """Give a week of a hub's roster as the text of an SVG file.

    Parameters
    ----------
    week
        Which week of the period, counted from 0.
    """
    return _Picture(Week(lines, week), next(h for h in lines.problem.hubs if h.code == hub)).drawn()


class _Picture:
    def __init__(self, week: Week, hub: Hub) -> None:
        self.week = week
        self.hub = hub
        self.lines = week.lines
        title = f"{hub.name or hub.code}, week of {day_words(week.days[0])} {week.days[0].year}"
        self.drawing = Drawing(WIDTH, title)
        self.y = 0.0

    def drawn(self) -> str:
        self.drawing.text(MARGIN, 30, self.drawing.title, size=19, bold=True)
        self.y = 44
        for home in self.lines.problem.homes:
            if home.hub == self.hub.code:
                self._section(home.code)
                self._shifts(home.code)
        self._on_call()
        self.y += 12
        self._section("Everyone's days, midnight to midnight", hours=True)
        self._people()
        self._key()
        self._split_duties()
        return self.drawing.written()

    # Rows -----------------------------------------------------------------------------------------

    def _section(self, title: str, hours: bool = False) -> None:
        self.drawing.text(MARGIN, self.y + 14, title, bold=True)
        self.y += 22
        for k, day in enumerate(self.week.days):
            self.drawing.text(_column(k), self.y + 12, f"{day:%a} {day.day} {day:%b}", size=12, fill=GREY)
        if hours:
            self.drawing.text(HOURS_AT, self.y + 12, "hours/contract", size=12, fill=GREY, anchor="end")
        self.y += 18

    def _shifts(self, home: str) -> None:
        for name, by_day in self.week.read.shifts_of(home):
            first = next(iter(by_day.values()))
            rows = max(max(s.seats, len(self.lines.on.get(s.id, ()))) for s in by_day.values())
            self._rule()
            self.drawing.text(MARGIN, self.y + 17, name, bold=True)
            if rows > 1:
                span = f"{wall(first.start):%H:%M}-{wall(first.end):%H:%M}"
                self.drawing.text(MARGIN, self.y + 33, span, size=11, fill=GREY)
            for k, day in enumerate(self.week.days):
                if day in by_day:
                    self._seats(_column(k), by_day[day])
            self.y += rows * SEAT + 6

    def _seats(self, x: float, shift: Shift) -> None:
        people = self.lines.on.get(shift.id, ())
        for seat in range(max(shift.seats, len(people))):
            y = self.y + 4 + seat * SEAT
            if seat < len(people):
                self.drawing.box(x, y, DAY_WIDTH - 8, SEAT - 4, COLOURS[shift.kind])
                self.drawing.text(x + 6, y + 14, self._name(people[seat]))
            else:
                self.drawing.box(x, y, DAY_WIDTH - 8, SEAT - 4, "#ffffff", stroke=RED, dashed=True)
                self.drawing.text(x + 6, y + 14, "empty", fill=RED)

    def _on_call(self) -> None:
        spells = [s for s in self.lines.problem.on_call if s.hub == self.hub.code and s.day in self.week.days]
        if not spells:
            return
        self._rule()
        self.drawing.text(MARGIN, self.y + 17, "on call", bold=True)
        deepest = 1
        for k, day in enumerate(self.week.days):
            people = [
                self._name(key)
                for spell in spells
                if spell.day == day
                for key in self.lines.on.get(spell.id, ("",))
            ]
            for row, name in enumerate(people):
                fill = GREY if name else RED
                self.drawing.text(_column(k) + 6, self.y + 17 + row * SEAT, name or "nobody", fill=fill)
            deepest = max(deepest, len(people))
        self.y += deepest * SEAT

    def _people(self) -> None:
        problem = self.lines.problem
        top = self.y
        for person in problem.people:
            if person.hub == self.hub.code and self.week.is_in(person.key):
                self._rule()
                self.drawing.text(MARGIN, self.y + 14, self._name(person.key), size=12)
                self.drawing.text(
                    HOURS_AT, self.y + 14, self.week.hours(person.key), size=12, fill=GREY, anchor="end"
                )
                for day in self.week.away(person.key):
                    self._away(day)
                for duty in self.lines.of[person.key]:
                    self._duty(duty)
                self.y += ROW
        for k in range(8):
            self.drawing.line(_column(k) - 4, top, _column(k) - 4, self.y, RULE)
        self._rule()

    def _away(self, day: date) -> None:
        x = _column(self.week.days.index(day))
        self.drawing.box(x, self.y + 3, DAY_WIDTH - 8, ROW - 6, "#eef0f3")
        self.drawing.text(x + 6, self.y + 14, "away", size=11, fill=GREY)

    def _duty(self, duty: Duty) -> None:
        """Draw the shifts of a duty, and each run of visits as one band with their number."""
        run: list[Part] = []
        for part in duty.parts:
            if part.kind is PartKind.OUTREACH:
                run.append(part)
                continue
            self._band(part.start, part.end, COLOURS[part.kind], "")
        if run:
            before = min([duty.start, run[0].start]) if duty.parts[0] is run[0] else run[0].start
            after = duty.end if duty.parts[-1] is run[-1] else run[-1].end
            self._band(before, after, COLOURS[PartKind.OUTREACH], str(len(run)))

    def _band(self, start: Instant, end: Instant, fill: str, words: str) -> None:
        x, to = self._at(start), min(self._at(end), _column(7) - 4)
        if x < LEFT - 4 or x >= to:
            return
        if words and to - x < LEAST_BAND:
            x, to = (x + to - LEAST_BAND) / 2, (x + to + LEAST_BAND) / 2
        self.drawing.box(x, self.y + 3, to - x, ROW - 6, fill, round_by=2)
        if words:
            self.drawing.text((x + to) / 2, self.y + 14, words, size=11, anchor="middle")

    def _key(self) -> None:
        x, y = float(LEFT - 4), self.y + 14
        kinds = [(COLOURS[kind], LETTERS[kind][1]) for kind in self.week.kinds()]
        for fill, words in (*kinds, (COLOURS[PartKind.OUTREACH], "outreach, with its number of visits")):
            self.drawing.box(x, y, 14, 14, fill)
            self.drawing.text(x + 20, y + 12, words, size=12, fill=GREY)
            x += 44 + 6.6 * len(words)

    def _split_duties(self) -> None:
        said = self.week.split_duties(self.hub)
        if said:
            self.y += 18
            self.drawing.text(LEFT - 4, self.y + 26, said, size=12, fill=GREY)

    # Places on the page ---------------------------------------------------------------------------

    def _rule(self) -> None:
        self.drawing.line(MARGIN, self.y, WIDTH - MARGIN, self.y, RULE)

    def _at(self, moment: Instant) -> float:
        """Give where a moment of the week stands, by the clock on the wall."""
        local = wall(moment)
        days = (local.date() - self.week.days[0]).days
        return _column(0) - 4 + DAY_WIDTH * (days + (60 * local.hour + local.minute) / (24 * 60))

    def _name(self, key: str) -> str:
        return shortened(self.week.names.label(key), MOST_LETTERS) if key else ""


def _column(number: int) -> float:
    return LEFT + DAY_WIDTH * number
