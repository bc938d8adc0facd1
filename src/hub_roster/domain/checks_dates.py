"""Checks of dates and times: the period, things that end before they begin, stays that overlap."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, in_words
from hub_roster.domain.clock import instant_of, monday_of
from hub_roster.domain.young_people import StayKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables
    from hub_roster.domain.young_people import Stay

DATE_SPANS = (
    ("leave", "first_day", "last_day"),
    ("adjustments", "first_day", "last_day"),
    ("placements", "first_day", "last_day"),
    ("placements", "first_day", "deployable_from"),
    ("placements", "last_day", "deployable_from"),
    ("stays", "first_day", "last_day"),
    ("restrictions", "first_day", "last_day"),
    ("pairs_apart", "first_day", "last_day"),
    ("personal_needs", "first_day", "last_day"),
    ("shifts", "first_day", "last_day"),
    ("cover", "first_day", "last_day"),
    ("shift_needs", "first_day", "last_day"),
    ("availability", "first_day", "last_day"),
    ("inductions", "first_day", "signed_off"),
    ("leave_years", "first_day", "last_day"),
    ("terms", "first_day", "last_day"),
    ("week_times", "first_day", "last_day"),
    ("own_adults", "first_day", "last_day"),
    ("plans", "first_day", "last_day"),
    ("moves", "decided_on", "ended_on"),
    ("sessions", "first_day", "last_day"),
    ("meetings", "first_day", "last_day"),
    ("visits", "first_day", "last_day"),
    ("skills", "valid_from", "valid_until"),
    ("approvals", "valid_from", "valid_until"),
)
"""Tables with two dates, of which the second may not lie before the first."""

TIME_SPANS = ("busy", "on_call", "duties_before")
"""Tables whose rows start and end at a moment."""


def period(problem: Tables) -> Iterator[Fault]:
    """Find a period that does not begin on a Monday."""
    monday = monday_of(problem.first_day)
    if problem.first_day != monday:
        yield Fault(
            ("first_day",),
            f"{in_words(problem.first_day)} is not a Monday: the period begins on a Monday, "
            f"such as {in_words(monday)}.",
        )


def backward(problem: Tables) -> Iterator[Fault]:
    """Find rows that end before they begin."""
    for table, first, last in DATE_SPANS:
        for row, record in enumerate(getattr(problem, table)):
            begins, ends = getattr(record, first), getattr(record, last)
            if begins is not None and ends is not None and ends < begins:
                message = f"{in_words(ends)} is before {in_words(begins)}, when it begins."
                if first == "last_day":
                    message = f"{in_words(ends)} is before {in_words(begins)}, when the child leaves."
                yield Fault((table, row, last), message)
    for table in TIME_SPANS:
        for row, record in enumerate(getattr(problem, table)):
            if record.end <= record.start:
                yield Fault((table, row, "end"), "This ends before it begins, or as it begins.")
    for row, episode in enumerate(problem.missing_episodes):
        if episode.back is not None and episode.back <= episode.gone:
            yield Fault(
                ("missing_episodes", row, "back"), "They are back before they are gone, or as they go."
            )


def overlapping_stays(problem: Tables) -> Iterator[Fault]:
    """Find a young person who would live at two places on one night."""
    stays: dict[str, list[tuple[date, int, Stay]]] = defaultdict(list)
    for row, stay in enumerate(problem.stays):
        stays[stay.young_person].append((stay.first_day, row, stay))
    for listed in stays.values():
        listed.sort(key=lambda entry: entry[:2])
        for (_, _, before), (_, row, after) in pairwise(listed):
            if before.last_day is None or after.first_day <= before.last_day:
                yield Fault(("stays", row, "first_day"), _overlap(before, after))


def _overlap(before: Stay, after: Stay) -> str:
    till = "with no last day" if before.last_day is None else f"until {in_words(before.last_day)}"
    return (
        f"On {in_words(after.first_day)} {after.young_person} still lives elsewhere "
        f"({before.kind} from {in_words(before.first_day)}, {till})."
    )


def stay_homes(problem: Tables) -> Iterator[Fault]:
    """Find hub beds without their home, and other stays that name one."""
    for row, stay in enumerate(problem.stays):
        if stay.kind is StayKind.HUB_BED and stay.home is None:
            yield Fault(("stays", row, "home"), "A hub bed is in a home: say which.")
        if stay.kind is not StayKind.HUB_BED and stay.home is not None:
            yield Fault(
                ("stays", row, "home"),
                f"Only a hub bed is in a home of the hub, and this stay is '{stay.kind}': "
                "leave the home empty, or change the kind.",
            )


def weeks_worked(problem: Tables) -> Iterator[Fault]:
    """Find past weeks that do not begin on a Monday, or are not past."""
    for row, record in enumerate(problem.weeks_worked):
        monday = monday_of(record.week)
        path = ("weeks_worked", row, "week")
        if record.week != monday:
            message = f"{in_words(record.week)} is not a Monday; the week began {in_words(monday)}."
            yield Fault(path, message)


def past(problem: Tables) -> Iterator[Fault]:
    """Find rows of earlier weeks that lie in the period to be drafted."""
    first = problem.first_day
    for row, worked in enumerate(problem.weeks_worked):
        if worked.week >= first:
            message = f"{in_words(worked.week)} is not before the period, which begins {in_words(first)}."
            yield Fault(("weeks_worked", row, "week"), message)
    for row, day in enumerate(problem.days_worked):
        if day.day >= first:
            message = f"{in_words(day.day)} is not before the period, which begins {in_words(first)}."
            yield Fault(("days_worked", row, "day"), message)
    for row, duty in enumerate(problem.duties_before):
        if duty.start.date() >= first:
            message = (
                f"A duty begun before the period starts before {in_words(first)}; "
                f"this one starts on {in_words(duty.start.date())}."
            )
            yield Fault(("duties_before", row, "start"), message)
        if duty.disturbed_minutes > instant_of(duty.end) - instant_of(duty.start) > 0:
            message = "More minutes awake for work in the night than the whole duty has."
            yield Fault(("duties_before", row, "disturbed_minutes"), message)


def visit_days(problem: Tables) -> Iterator[Fault]:
    """Find visits that have no day in the period."""
    first = problem.first_day
    last = first + timedelta(days=7 * problem.weeks - 1)
    for row, visit in enumerate(problem.visits):
        if visit.first_day > last or (visit.last_day < first and visit.first_day <= visit.last_day):
            yield Fault(
                ("visits", row, "first_day"),
                f"This visit has no day in the period, {in_words(first)} to {in_words(last)}.",
            )
