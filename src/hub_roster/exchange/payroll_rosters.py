"""Several rosters of one hub read as one, so that a month can be paid whatever weeks it cuts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.clock import day_of
from hub_roster.domain.duty import Duty, duty_of, split
from hub_roster.domain.lines import Lines
from hub_roster.domain.rolling import starting
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.domain.tasks import shift_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hub_roster.domain.problem import Problem
    from hub_roster.domain.roster import Assignment

MOST_WEEKS = 26


class RostersApart(ValueError):
    """Rosters that cannot be paid together; the message says why, in one sentence."""


@dataclass(frozen=True)
class PaidRosters:
    """Rosters of one hub in order of time, read as one.

    Attributes
    ----------
    lines
        Over all weeks from the first roster's to the last one's.
    """

    rosters: tuple[Roster, ...]
    lines: Lines

    @property
    def problem(self) -> Problem:
        """The hub, over all weeks."""
        return self.lines.problem

    def roster_of(self, day: date) -> Roster | None:
        """Give the roster that speaks for a day."""
        return next((r for r in self.rosters if r.first_day <= day < _end(r)), None)

    def worked(self, day: date) -> bool:
        """Say whether a day's roster is of time worked; else it is planned."""
        roster = self.roster_of(day)
        return roster is not None and roster.status is RosterStatus.WORKED

    def missing(self, first: date, last: date) -> tuple[date, ...]:
        """Give the days from first to last that no roster speaks for."""
        days = (first + timedelta(days=k) for k in range((last - first).days + 1))
        return tuple(day for day in days if self.roster_of(day) is None)

    def duties(self) -> Iterator[tuple[str, Duty]]:
        """Give everyone's duties that start in these weeks, in order of time, with the times recorded.

        A duty runs on from one roster into the next. One begun before the first roster is not given: it was
        paid with the roster of the week before.
        """
        times = {(a.person, shift_of(a.task)): a.span for a in self.lines.known}
        for person, duties in self.lines.of.items():
            base = self.problem.person[person].base
            begun = [duty for duty in duties if self.problem.start <= duty.start < self.problem.end]
            parts = [
                replace(part, start=span[0], end=span[1])
                for duty in begun
                for part in duty.parts
                for span in (times[person, part.task],)
            ]
            for run in split(parts):
                yield person, duty_of(self.problem, base, run)


def together(hub: Problem, rosters: Sequence[Roster]) -> PaidRosters:
    """Read rosters of a hub as one.

    Each speaks for its own weeks. Beyond its end, where a duty may run on, it is heard only where no other
    roster is given.

    Raises
    ------
    RostersApart
        If two rosters are for the same week, they span more than half a year, or they name tasks or people
        that the hub's file does not hold.
    """
    ordered = tuple(sorted(rosters, key=lambda roster: roster.first_day))
    for one, other in zip(ordered, ordered[1:], strict=False):
        if other.first_day < _end(one):
            raise RostersApart(
                f"Two rosters are for the week of {other.first_day:%d/%m/%Y}: give one of them."
            )
    first = ordered[0].first_day
    weeks = (_end(ordered[-1]) - first).days // 7
    if weeks > MOST_WEEKS:
        raise RostersApart(f"The rosters span {weeks} weeks; at most {MOST_WEEKS} can be paid at once.")
    joined = Roster(problem_id=hub.id, first_day=first, weeks=weeks, assignments=tuple(_heard(ordered)))
    lines = Lines(starting(hub, first, weeks), joined)
    if lines.unknown:
        raise RostersApart(_unknown_words(lines.unknown))
    return PaidRosters(ordered, lines)


def _heard(rosters: Sequence[Roster]) -> Iterator[Assignment]:
    for roster in rosters:
        for assignment in roster.assignments:
            day = day_of(assignment.span[0])
            own = roster.first_day <= day < _end(roster)
            others = (r for r in rosters if r is not roster and r.first_day <= day < _end(r))
            if own or next(others, None) is None:
                yield assignment


def _unknown_words(unknown: Sequence[Assignment]) -> str:
    named = ", ".join(f"{a.task} of {a.person}" for a in unknown[:3])
    more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
    return (
        f"The hub's file does not hold what these rosters name: {named}{more}; "
        "nobody can be paid rightly until it does."
    )


def _end(roster: Roster) -> date:
    return roster.first_day + timedelta(days=7 * roster.weeks)
