"""What changed between two rosters, shift by shift and visit by visit, in a manager's words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.checks_fault import in_words, listed
from hub_roster.domain.clock import day_of, wall
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.exchange.differences import Change, PeopleNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hub_roster.domain.clock import Instant
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.roster import Assignment, Roster

Spans = dict[str, tuple["Instant", "Instant"]]
"""When each person does a task."""

SEAT_SLASHES = 3
"""In the id of a seat: home/date/shift/seat."""


def roster_differences(old: Roster, new: Roster, hub: Problem | None = None) -> list[Change]:
    """List what changed between two rosters, in order of time.

    Two people who only swapped seats of one shift changed nothing. The seed of a draft says nothing of
    what anybody does, so it is no difference either.

    Parameters
    ----------
    hub
        Tells people's names, and visits from on-call; without it people are told by their keys.
    """
    names = PeopleNames(hub.person) if hub is not None else PeopleNames()
    before, after = _doing(old.assignments), _doing(new.assignments)
    tasks = sorted(before.keys() | after.keys(), key=lambda task: _order(task, before, after))
    changes = list(_whole(old, new))
    for task in tasks:
        was, now = before.get(task, {}), after.get(task, {})
        words = list(_words(_task_words(task, was or now, hub), was, now, names))
        changes.extend(Change("assignments", "Roster", _kind(was, now), each) for each in words)
    return changes


def _whole(old: Roster, new: Roster) -> Iterator[Change]:
    if (old.first_day, old.weeks) != (new.first_day, new.weeks):
        words = f"Period: {_period(old)} -> {_period(new)}"
        yield Change("first_day", "Roster", "changed", words)
    if old.status is not new.status:
        yield Change("status", "Roster", "changed", f"Status: {old.status} -> {new.status}")


def _period(roster: Roster) -> str:
    weeks = "1 week" if roster.weeks == 1 else f"{roster.weeks} weeks"
    return f"{weeks} from {in_words(roster.first_day)}"


def _doing(assignments: Iterable[Assignment]) -> Mapping[str, Spans]:
    found: dict[str, Spans] = defaultdict(dict)
    for assignment in assignments:
        found[shift_of(assignment.task)][assignment.person] = assignment.span
    return found


def _order(task: str, before: Mapping[str, Spans], after: Mapping[str, Spans]) -> tuple[Instant, str]:
    spans = [*before.get(task, {}).values(), *after.get(task, {}).values()]
    return min(spans)[0], task


def _kind(was: Spans, now: Spans) -> str:
    if not was:
        return "added"
    return "changed" if now else "removed"


def _words(task: str, was: Spans, now: Spans, names: PeopleNames) -> Iterator[str]:
    gone = [names.of(key) for key in sorted(was) if key not in now]
    come = [names.of(key) for key in sorted(now) if key not in was]
    if gone and come:
        yield f"{task}: {_people(come)} instead of {_people(gone)}"
    elif come:
        yield f"{task}: {_people(come)}{' too' if was else ', and nobody before'}"
    elif gone:
        yield f"{task}: {_people(gone)} no longer{'' if now else ', and nobody instead'}"
    for key in sorted(was.keys() & now.keys()):
        if was[key] != now[key]:
            yield f"{task}: {names.of(key)} {_span(was[key])} -> {_span(now[key])}"


def _people(names: list[str]) -> str:
    return listed(names).replace(", ", " and ") if len(names) == 2 else listed(names)


def _task_words(task: str, spans: Spans, hub: Problem | None) -> str:
    start, _ = min(spans.values())
    known = hub.task(task) if hub is not None else None
    if isinstance(known, Shift) or task.count("/") == SEAT_SLASHES - 1:
        home, _, name = task.split("/")
        return f"{name[:1].upper()}{name[1:]} at {home} on {_day(start)}"
    if isinstance(known, Appointment):
        return f"{known.kind[:1].upper()}{known.kind[1:]} {task} on {_day(start)}"
    if isinstance(known, OnCall):
        return f"On call {task} from {_day(start)}"
    return f"{task} on {_day(start)}"


def _day(at: Instant) -> str:
    day = day_of(at)
    return f"{day:%a} {day.day} {day:%b}"


def _span(span: tuple[Instant, Instant]) -> str:
    return f"{_day(span[0])} {wall(span[0]):%H:%M}-{wall(span[1]):%H:%M}"
