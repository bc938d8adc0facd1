"""Daily and weekly rest, by elapsed time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import HOUR, Instant
from hub_roster.domain.duty import Duty
from hub_roster.domain.lines import Lines
from hub_roster.program.features import weekly_rest
from hub_roster.program.pieces import REST_LENGTH, PieceKind, rest_spans
from hub_roster.program.statement import Builder
from hub_roster.rules.law import Law
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class RestNumbers(Numbers):
    """How long a rest is due."""

    daily_hours: Annotated[float, Law(least=11)] = Field(
        default=11, ge=0, le=48, description="Hours of rest between two duties, by elapsed time."
    )
    long_duty_hours: Annotated[float, Law(most=13)] = Field(
        default=13,
        ge=0,
        le=48,
        description="A duty of more hours than this leaves no 11 h in its 24 h: more rest is due after it.",
    )


def rest_after(duty: Duty, numbers: RestNumbers) -> int:
    """Give the minutes of rest due after a duty.

    11 h in each 24 h (regulation 10). A duty too long for that is made up for straight afterwards: 11 h less
    the longest rest inside it on top (regulation 24), so 22 h after a late, sleep-in and early. Minutes
    awake for work in the night of a sleep-in are made up for one for one.
    """
    due = round(numbers.daily_hours * HOUR)
    if duty.span > numbers.long_duty_hours * HOUR:
        due += max(0, due - duty.longest_gap)
    return due + duty.disturbed


class DailyRest(Rule[RestNumbers]):
    """Between two duties lie 11 hours of rest, 22 after a sleep-in, and more after a disturbed night."""

    name = "daily rest"
    kind = Kind.HARD
    tells = Told.RESTING
    source = "Working Time Regulations 1998, regs 10, 21 and 24"
    numbers_type = RestNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give pairs of duties too close to each other."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for before, after in pairwise(duties):
                due = rest_after(before, self.numbers)
                if after.start - before.end < due:
                    yield self.violation(
                        person,
                        (*before.tasks, *after.tasks),
                        f"The rest between these is shorter than the {due / HOUR:g} hours due.",
                    )

    def post(self, program: Builder) -> None:
        """At any moment at most one duty or the rest due after it."""
        starts, ends = program.starts, program.ends.copy()
        for index, piece in enumerate(program.pieces):
            if piece.duty is not None:
                ends[index] += rest_after(piece.duty, self.numbers)
            elif piece.kind is not PieceKind.REST:
                ends[index] = starts[index]
        for feature in program.table.add_spans(self.name, starts, ends):
            for person in program.people:
                row = program.row(self.name, person, upper=1, lazy=True)
                program.take(row, [person], feature)


class WeeklyRestNumbers(Numbers):
    """How a weekly rest is found."""

    starts_every_hours: int = Field(
        default=3,
        ge=1,
        le=24,
        description="Hours: a weekly rest is looked for from every so many hours of the week on "
        "(assumption).",
    )
    fortnightly: int = Field(
        default=0,
        ge=0,
        le=1,
        description=(
            "1 where two rests in two weeks count too, or one of 48 h, wherever in them; asked of the first "
            "two weeks of a period, the next two and so on. 0: one in each week."
        ),
    )

    @property
    def weeks_together(self) -> int:
        """How many weeks share their rests."""
        return 2 if self.fortnightly else 1


class WeeklyRest(Rule[WeeklyRestNumbers]):
    """Every week holds 24 hours of rest on top of the daily rest, or every two weeks twice that."""

    name = "weekly rest"
    kind = Kind.HARD
    tells = Told.RESTING
    source = "Working Time Regulations 1998, reg 11"
    numbers_type = WeeklyRestNumbers

    @cached_property
    def _daily(self) -> RestNumbers:
        """The daily rest's numbers: the rest it comes on top of is the one the policy gives there."""
        given = {n.number: n.value for n in self.problem.numbers if n.rule == DailyRest.name}
        return RestNumbers.model_validate(given)

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give weeks of a person in which no such rest is left."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            taken = [(d.start, d.end + rest_after(d, self._daily)) for d in duties]
            for week, (opens, closes) in self._spans.items():
                wanted = self._wanted(week)
                if self._rests(taken, opens, closes, wanted) < wanted:
                    tasks = [t for d in duties if opens <= d.start < closes for t in d.tasks]
                    span = "this week" if wanted == 1 else "these two weeks"
                    yield self.violation(person, tasks, f"No {24 * wanted} hours of rest are left in {span}.")

    @cached_property
    def _spans(self) -> dict[int, tuple[Instant, Instant]]:
        return rest_spans(self.problem, self.numbers.weeks_together)

    def _wanted(self, week: int) -> int:
        """Give how many rests the span of a first week holds: one for each of its weeks."""
        return min(self.numbers.weeks_together, self.problem.weeks - week)

    def _rests(
        self, taken: list[tuple[Instant, Instant]], opens: Instant, closes: Instant, wanted: int
    ) -> int:
        """Count the rests that find room in a span, each as early as it can be, up to how many are wanted."""
        found, free_from = 0, opens
        for start in range(opens, closes - REST_LENGTH + 1, self.numbers.starts_every_hours * HOUR):
            end = start + REST_LENGTH
            if start >= free_from and all(done <= start or end <= begin for begin, done in taken):
                found, free_from = found + 1, end
                if found == wanted:
                    break
        return found

    def post(self, program: Builder) -> None:
        """A weekly rest for each week; it lies in no duty, nor in the rest due after one."""
        for week in self._spans:
            for person in program.people:
                row = program.row(self.name, person, lower=self._wanted(week))
                program.take(row, [person], weekly_rest(week))
        if program.rows_of(DailyRest.name):
            return
        self._keep_clear(program)

    def _keep_clear(self, program: Builder) -> None:
        """Without the daily rest's rows, two duties may meet but a weekly rest may meet neither."""
        starts, ends = program.starts, program.ends.copy()
        rests = program.is_kind(PieceKind.REST)
        for index, piece in enumerate(program.pieces):
            if piece.duty is not None:
                ends[index] += rest_after(piece.duty, self._daily)
            elif piece.kind is not PieceKind.REST:
                ends[index] = starts[index]
        for feature in program.table.add_spans(self.name, starts, ends):
            resting = ("resting", *feature)
            program.table.add_flags(resting, rests & program.table.has(feature))
            for person in program.people:
                row = program.row(self.name, person, upper=MANY)
                program.take(row, [person], feature)
                program.take(row, [person], resting, MANY - 1)


MANY = 8
"""More duties than one person can have at one moment, even with overlaps allowed."""
