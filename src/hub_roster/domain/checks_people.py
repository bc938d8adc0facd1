"""Checks of people: hours, working patterns, adjustments, households."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, in_words, listed, meant
from hub_roster.domain.clock import monday_of
from hub_roster.domain.people import AdjustmentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables

TIMED = (AdjustmentKind.NOT_BEFORE, AdjustmentKind.NOT_AFTER)


def hours(problem: Tables) -> Iterator[Fault]:
    """Find people whose contract asks for more hours than a week may have."""
    for row, person in enumerate(problem.people):
        if person.contract_hours > person.most_hours:
            yield Fault(
                ("people", row, "contract_hours"),
                f"{person.contract_hours:g} contract hours are more than the most hours a week, "
                f"{person.most_hours:g}.",
            )


def pattern_weeks(problem: Tables) -> Iterator[Fault]:
    """Find working patterns that leave out a week of their cycle."""
    rows: dict[str, dict[int, int]] = defaultdict(dict)
    for row, week in enumerate(problem.patterns):
        rows[week.person][week.week] = row
    for person, weeks in rows.items():
        last = max(weeks)
        absent = [str(week) for week in range(1, last) if week not in weeks]
        if absent:
            what = "week" if len(absent) == 1 else "weeks"
            yield Fault(
                ("patterns", weeks[last], "week"),
                f"{person}'s pattern has a week {last} but no {what} {listed(absent)}.",
            )


def pattern_anchors(problem: Tables) -> Iterator[Fault]:
    """Find working patterns without a Monday on which their first week began."""
    patterned = {week.person for week in problem.patterns}
    for row, person in enumerate(problem.people):
        path = ("people", row, "pattern_anchor")
        anchor = person.pattern_anchor
        if anchor is None:
            if person.key in patterned:
                yield Fault(
                    path,
                    f"{person.key} has a working pattern: say on which Monday its week 1 began.",
                )
        elif anchor != monday_of(anchor):
            message = f"{in_words(anchor)} is not a Monday, such as {in_words(monday_of(anchor))}."
            yield Fault(path, message)


def adjustments(problem: Tables) -> Iterator[Fault]:
    """Find adjustments without the time they need, or with one they do not use."""
    for row, adjustment in enumerate(problem.adjustments):
        path = ("adjustments", row, "time")
        if adjustment.kind in TIMED and adjustment.time is None:
            yield Fault(path, f"'{adjustment.kind}' needs a time of day.")
        if adjustment.kind not in TIMED and adjustment.time is not None:
            yield Fault(path, f"'{adjustment.kind}' has no time of day: leave it empty.")


def households(problem: Tables) -> Iterator[Fault]:
    """Find placements with a household that no person belongs to."""
    known = {person.household for person in problem.people if person.household}
    for row, placement in enumerate(problem.placements):
        if placement.household not in known:
            yield Fault(
                ("placements", row, "household"),
                f"Nobody is of the household '{placement.household}'.{meant(placement.household, known)}",
            )
