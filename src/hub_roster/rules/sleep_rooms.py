"""No more people asleep in a home than it has rooms for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from hub_roster.domain.clock import Instant
from hub_roster.domain.home import Home, PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import shift_of
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Kind, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Time in a home over which the same sleep-ins are on.

    Attributes
    ----------
    most
        People they may have together: as many as there are rooms, or as had begun before the period.
    places
        People they could have.
    """

    home: str
    start: Instant
    end: Instant
    shifts: tuple[str, ...]
    most: int
    places: int


class SleepRooms(Rule[NoNumbers]):
    """No more people sleep in at a home than it has rooms for them, whoever they are there for."""

    name = "sleep rooms"
    kind = Kind.HARD
    tells = Told.TASK
    source = "East Riding children's homes procedures: separate sleep rooms"

    @cached_property
    def _stretches(self) -> tuple[_Stretch, ...]:
        return tuple(stretch for home in self.problem.homes for stretch in self._of_home(home))

    def _of_home(self, home: Home) -> Iterator[_Stretch]:
        asleep = [
            shift
            for shift in self.problem.shift.values()
            if shift.home == home.code and shift.kind is PartKind.SLEEP_IN
        ]
        edges = sorted({moment for shift in asleep for moment in (shift.start, shift.end)})
        for start, end in pairwise(edges):
            on = [shift for shift in asleep if shift.start <= start and end <= shift.end]
            shifts = tuple(shift.id for shift in on)
            most = max(home.sleep_rooms, sum(self._begun[shift] for shift in shifts))
            yield _Stretch(home.code, start, end, shifts, most, sum(shift.places for shift in on))

    @cached_property
    def _begun(self) -> dict[str, int]:
        """How many are on each shift by a duty begun before the period: that is a fact."""
        carried = [{shift_of(task) for task in before.tasks} for before in self.problem.duty_before.values()]
        return {shift: sum(shift in tasks for tasks in carried) for shift in self.problem.shift}

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give times at which too many sleep in."""
        for stretch in self._stretches:
            if not touched.home(stretch.home, stretch.start, stretch.end):
                continue
            people = sum(len(lines.on.get(shift, ())) for shift in stretch.shifts)
            if people > stretch.most:
                yield self.violation(
                    stretch.home, stretch.shifts, "More people sleep in than the home has rooms."
                )

    def post(self, program: Builder) -> None:
        """At most so many on the sleep-ins of a stretch that could have more."""
        for stretch in self._stretches:
            if stretch.places > stretch.most:
                row = program.row(self.name, stretch.home, upper=stretch.most)
                for shift in stretch.shifts:
                    program.take(row, program.people, takes(shift))
