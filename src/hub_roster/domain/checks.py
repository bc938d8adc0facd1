"""Checks of a problem as a whole: every fault at once, in a manager's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub_roster.domain import (
    checks_alike,
    checks_cover,
    checks_dates,
    checks_driving,
    checks_locks,
    checks_names,
    checks_people,
    checks_stays,
    checks_tasks,
)
from hub_roster.domain.checks_fault import ALL_READ, Fault, ProblemFaults, Unread
from hub_roster.domain.checks_names import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hub_roster.domain.tables import Tables

__all__ = ["KEYS", "Fault", "ProblemFaults", "Unread", "faults", "with_parts"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check, and the fields of Tables it must know whole to find something amiss.

    Attributes
    ----------
    of_parts
        It looks at names alone, and so at what could be read of faulty rows too.
    """

    find: Callable[[Tables], Iterable[Fault]]
    whole: frozenset[str] = frozenset()
    of_parts: bool = False


def _check(find: Callable[[Tables], Iterable[Fault]], *whole: str) -> Check:
    return Check(find, frozenset(whole))


def _of_names(find: Callable[[Tables], Iterable[Fault]]) -> Check:
    return Check(find, of_parts=True)


TASKS = ("plans", "moves", "visits", "escorts", "sessions", "meetings")
"""Fields whose rows ask for appointments."""

CHECKS: tuple[Check, ...] = (
    _of_names(checks_names.given_twice),
    _check(checks_names.shifts_twice),
    _of_names(checks_names.near_alike),
    _of_names(checks_alike.look_alike),
    _check(checks_names.unheld_skills, "skills"),
    _check(checks_dates.period, "first_day"),
    _check(checks_dates.backward),
    _check(checks_dates.overlapping_stays),
    _check(checks_dates.stay_homes),
    _check(checks_dates.weeks_worked),
    _check(checks_dates.past, "first_day"),
    _check(checks_dates.visit_days, "first_day", "weeks"),
    _check(checks_cover.short_cover, "shifts"),
    _check(checks_cover.short_changes, "first_day", "weeks", "shifts", "cover"),
    _check(checks_cover.shift_needs, "shifts"),
    _check(checks_cover.sleep_rooms, "homes"),
    _check(checks_cover.no_shapes),
    _check(checks_cover.shifts_too_long, "shapes"),
    _check(checks_people.hours),
    _check(checks_people.adult_from, "first_day"),
    _check(checks_people.pattern_weeks, "patterns"),
    _check(checks_people.pattern_anchors, "people"),
    _check(checks_people.adjustments),
    _check(checks_people.households, "people"),
    _check(checks_people.crowded_households, "households"),
    _check(checks_people.partners),
    _check(checks_people.pairs_apart),
    _check(checks_people.personal_needs),
    _check(checks_tasks.visit_windows),
    _check(checks_tasks.visit_key_workers, "young_people", "family_adults"),
    _check(checks_tasks.too_few_may, "young_people", "family_adults", "own_adults"),
    _check(checks_tasks.plan_weeks),
    _check(checks_tasks.joint_roles),
    _check(checks_tasks.moves),
    _check(checks_tasks.week_times, "terms"),
    _check(checks_tasks.offers),
    _check(checks_tasks.unknown_locks, "first_day", "weeks", "shifts", "on_call", *TASKS),
    _check(checks_tasks.unknown_needs, "first_day", "weeks", "shifts", "on_call", *TASKS),
    _check(checks_tasks.unknown_published, "first_day", "weeks", "shifts", "on_call", *TASKS),
    _check(checks_tasks.crowded_locks, "first_day", "weeks", "own_adults", *TASKS),
    _check(checks_locks.seats_there_are, "first_day", "weeks", "shifts", "own_adults"),
    _check(checks_locks.visit_times, "visits"),
    _check(checks_locks.certificates, "first_day", "weeks", "skills", "visits", "on_call", "duties_before"),
    _check(checks_stays.living_nowhere, "first_day", "weeks", "stays"),
    _check(checks_driving.unknown_ways, "driving"),
)


def with_parts(problem: Tables, unread: Unread) -> Tables:
    """Give a problem with what could be read of its faulty rows, after its other rows."""
    held = {name: getattr(problem, name) for name in type(problem).model_fields if hasattr(problem, name)}
    more = {table: (*held[table], *rows) for table, rows in unread.parts.items()}
    return type(problem).model_construct(**{**held, **more})


def faults(problem: Tables, unread: Unread = ALL_READ) -> list[Fault]:
    """List every fault of a problem, table by table and row by row.

    Parameters
    ----------
    problem
        The problem; where it was read in part only, as much of it as could be read.
    unread
        What could not be read: nothing is found amiss that may well be there. Rows read in part count
        after those that were read whole.
    """
    names = with_parts(problem, unread)
    found = list(checks_names.unknown_names(names, unread))
    for check in CHECKS:
        if not check.whole & unread.tables:
            found.extend(check.find(names if check.of_parts else problem))
    fields = {name: k for k, name in enumerate(type(problem).model_fields)}

    def standing(fault: Fault) -> tuple[int, int]:
        table, row = fault.path[0], fault.path[1] if len(fault.path) > 1 else -1
        return fields[str(table)], row if isinstance(row, int) else -1

    return sorted(found, key=standing)
