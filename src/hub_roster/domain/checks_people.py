"""Checks of people: hours, working patterns, adjustments, households."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, in_words, listed, meant
from hub_roster.domain.clock import monday_of
from hub_roster.domain.people import AdjustmentKind, Employment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hub_roster.domain.tables import Tables

FROM_SCHOOL_TO_18 = timedelta(days=2 * 365 + 1)
"""Nobody works here before the two years in which an apprentice turns 18 (an assumption)."""

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
    """Find placements and moves with a household that no person belongs to, or not the person they name."""
    household = {person.key: person.household for person in problem.people}
    known = {name for name in household.values() if name}
    for table in ("placements", "moves"):
        for row, record in enumerate(getattr(problem, table)):
            if record.household and record.household not in known:
                yield Fault(
                    (table, row, "household"),
                    f"Nobody is of the household '{record.household}'.{meant(record.household, known)}",
                )
    for row, placement in enumerate(problem.placements):
        person = placement.person
        if person in household and household[person] != placement.household:
            message = f"{person} is not of the household '{placement.household}'."
            yield Fault(("placements", row, "person"), message)


def crowded_households(problem: Tables) -> Iterator[Fault]:
    """Find households with more children placed at once than they may have."""
    most = {household.code: household.most_children for household in problem.households}
    # A row about one carer of a household is about a child that stands in the household's own row.
    whole = [(row, p) for row, p in enumerate(problem.placements) if p.person is None]
    for row, placement in whole:
        day = placement.first_day
        at_once = sum(
            other.household == placement.household
            and (other.first_day, at) <= (day, row)
            and (other.last_day is None or day <= other.last_day)
            for at, other in whole
        )
        if at_once > most.get(placement.household, at_once):
            yield Fault(
                ("placements", row, "first_day"),
                f"On {in_words(day)} this household would have {at_once} children, and may "
                f"have {most[placement.household]}.",
            )


def adult_from(problem: Tables) -> Iterator[Fault]:
    """Find people who turn 18 so late that they would be at school still when they start."""
    for row, person in enumerate(problem.people):
        since = person.started or problem.first_day
        if person.adult_from is not None and person.adult_from > since + FROM_SCHOOL_TO_18:
            yield Fault(
                ("people", row, "adult_from"),
                f"Whoever turns 18 on {in_words(person.adult_from)} is not 16 yet on {in_words(since)}: "
                "correct the date.",
            )


def pairs_apart(problem: Tables) -> Iterator[Fault]:
    """Find people who would be kept apart from themselves, and pairs given again the other way round."""
    seen: set[tuple[str, str, date | None]] = set()
    for row, pair in enumerate(problem.pairs_apart):
        if pair.person == pair.other:
            yield Fault(("pairs_apart", row, "other"), "These are one person: name somebody else.")
        elif (pair.other, pair.person, pair.first_day) in seen:
            yield Fault(("pairs_apart", row, "other"), "Another row keeps these two apart.")
        seen.add((pair.person, pair.other, pair.first_day))


def personal_needs(problem: Tables) -> Iterator[Fault]:
    """Find personal needs of nothing or of two things, and those without the papers they count by."""
    for row, need in enumerate(problem.personal_needs):
        if (need.young_person is None) == (need.task is None):
            message = "Say whom or what it is about: a young person or a task, and only one."
            yield Fault(("personal_needs", row, "young_person"), message)
        if not need.recorded:
            message = "Give the reference of the recorded need: without one it does not count."
            yield Fault(("personal_needs", row, "recorded"), message)
        if not need.approved_by:
            message = "Say who approved it: without that it does not count."
            yield Fault(("personal_needs", row, "approved_by"), message)


def partners(problem: Tables) -> Iterator[Fault]:
    """Find partners and volunteers with what only staff have."""
    for row, person in enumerate(problem.people):
        if person.employment in (Employment.PARTNER, Employment.VOLUNTEER) and person.contract_hours:
            yield Fault(
                ("people", row, "contract_hours"),
                f"A {person.employment} has no contract hours to roster: leave this empty and give their "
                "hours in the sheet Availability.",
            )
        if person.unnamed and person.employment is not Employment.AGENCY:
            yield Fault(("people", row, "unnamed"), "Only an agency is booked unnamed.")
