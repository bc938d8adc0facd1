"""Daily and weekly rest, by elapsed time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from pydantic import Field

from hub_roster.domain.clock import HOUR, Instant
from hub_roster.domain.duty import Duty
from hub_roster.domain.lines import Lines
from hub_roster.program.features import weekly_rest
from hub_roster.program.pieces import REST_LENGTH, PieceKind
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class RestNumbers(Numbers):
    """How long a rest is due."""

    daily_hours: float = Field(default=11, ge=0, le=48)
    long_duty_hours: float = Field(
        default=13, ge=0, le=48, description="Beyond this a duty leaves no 11 h in its 24 h."
    )


def rest_after(duty: Duty, numbers: RestNumbers) -> int:
    """Give the minutes of rest due after a duty.

    11 h in each 24 h (regulation 10). A duty too long for that is made up for straight afterwards: 11 h less
    the longest rest inside it on top (regulation 24), so 22 h after a late, sleep-in and early.
    """
    daily = round(numbers.daily_hours * HOUR)
    if duty.span <= numbers.long_duty_hours * HOUR:
        return daily
    return daily + max(0, daily - duty.longest_gap)


class DailyRest(Rule[RestNumbers]):
    """Between two duties lie 11 hours of rest, 22 hours after a sleep-in."""

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
        default=3, ge=1, le=24, description="It is counted from an hour that this divides."
    )


class WeeklyRest(Rule[WeeklyRestNumbers]):
    """Every week holds 24 hours of rest on top of the daily rest."""

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
            for opens, closes in self.problem.week_spans:
                if not self._has_rest(taken, opens, closes):
                    tasks = [t for d in duties if opens <= d.start < closes for t in d.tasks]
                    yield self.violation(person, tasks, "No 24 hours of rest are left in this week.")

    def _has_rest(self, taken: list[tuple[Instant, Instant]], opens: Instant, closes: Instant) -> bool:
        every = self.numbers.starts_every_hours * HOUR
        return any(
            all(end <= start or start + REST_LENGTH <= begin for begin, end in taken)
            for start in range(opens, closes - REST_LENGTH + 1, every)
        )

    def post(self, program: Builder) -> None:
        """One weekly rest a week; it lies in no duty nor in the rest due after one."""
        for week in range(self.problem.weeks):
            for person in program.people:
                row = program.row(self.name, person, lower=1)
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
