"""A roster as iCalendar files (RFC 5545, RFC 7986): one calendar for a person, one for a home.

Times are written in UTC, so that no client has to work out a time zone, and the two clock-change
nights are exact. Nothing here reads the clock: equal input gives equal bytes, so that whoever polls
a calendar sees a change only where there is one. Once somebody subscribes, the content is out of
the hub's hands: what it may say is decided by what is written here, not by marking it private.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.roster import RosterStatus
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.exchange import disk
from hub_roster.exchange.calendar_events import Entry, Whose, to_the_second, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from hub_roster.domain.problem import Problem, Task
    from hub_roster.domain.roster import Assignment, Roster

NO_CHANGES: Mapping[UUID, int] = MappingProxyType({})


class Privacy(StrEnum):
    """How much a person's calendar says of each duty."""

    BUSY_ONLY = "busy only"
    POST_ONLY = "post only"
    FULL = "full"


def person_calendar(
    lines: Lines,
    person: str,
    *,
    revised: datetime,
    sequence: Mapping[UUID, int] = NO_CHANGES,
    cancelled: Iterable[Assignment] = (),
    privacy: Privacy = Privacy.POST_ONLY,
    sleep_ins_free: bool = False,
) -> bytes:
    """Give the calendar of one person: an event for each of their assignments.

    Parameters
    ----------
    revised
        When the roster was last changed, with its zone: never the time of asking.
    sequence
        How often each assignment changed since it was first published; 0 where missing, and 1 for a
        cancelled one, whose cancelling is its first change.
    cancelled
        Assignments taken away from anybody; this person's stay as cancelled events, so that clients
        strike them out.
    sleep_ins_free
        Leave the hours of sleep-ins free in the client's free/busy view.

    Raises
    ------
    ValueError
        The person is not in the problem, `revised` has no zone, or one assignment stands twice with
        different times.
    """
    who = lines.problem.person.get(person)
    if who is None:
        raise ValueError(f"There is no person {person} in this hub's file.")

    def entry(assignment: Assignment, gone: bool) -> Entry:
        task = lines.problem.task(assignment.task)
        told = privacy is not Privacy.BUSY_ONLY
        return changes.entry(
            assignment,
            gone,
            post(task, privacy) if told else BUSY,
            category(task) if told else None,
            leaves_free(task) or (sleep_ins_free and _is_sleep_in(task)),
        )

    changes = _changes(lines, revised, sequence)
    whose = Whose(
        lines.problem.id, "person", person, person_title(who.name or person), PERSON_COLOUR, changes.about
    )
    entries = [entry(*each) for each in _both(lines, cancelled) if each[0].person == person]
    return written(whose, entries, changes.at)


def home_calendar(
    lines: Lines,
    home: str,
    *,
    revised: datetime,
    sequence: Mapping[UUID, int] = NO_CHANGES,
    cancelled: Iterable[Assignment] = (),
) -> bytes:
    """Give the calendar of one home: an event for each seat taken, with the name of who takes it.

    It says nothing of young people at all. The parameters are those of `person_calendar`.
    """
    if home not in lines.problem.home:
        raise ValueError(f"There is no home {home} in this hub's file.")
    changes = _changes(lines, revised, sequence)
    entries = []
    for assignment, gone in _both(lines, cancelled):
        task = lines.problem.task(assignment.task)
        who = lines.problem.person.get(assignment.person)
        if isinstance(task, Shift) and task.home == home:
            name = who.name if who is not None and who.name else assignment.person
            entries.append(changes.entry(assignment, gone, seat_of(task, name), category(task), False))
    whose = Whose(lines.problem.id, "home", home, home_title(home), HOME_COLOUR, changes.about)
    return written(whose, entries, changes.at)


def write_calendars(
    problem: Problem,
    roster: Roster,
    folder: Path,
    *,
    revised: datetime,
    sequence: Mapping[UUID, int] = NO_CHANGES,
    cancelled: Iterable[Assignment] = (),
    privacy: Privacy = Privacy.POST_ONLY,
    sleep_ins_free: bool = False,
) -> list[Path]:
    """Write a file for each home, and for each person with an assignment, standing or cancelled.

    All calendars are made before the first is written, and each is written whole or not at all.
    Files already in the folder under other names are left alone. The parameters are those of
    `person_calendar`.

    Raises
    ------
    ValueError
        As `person_calendar` does, before anything is written.
    UnwritableFile
        The folder or a file cannot be written.
    """
    lines, gone = Lines(problem, roster), tuple(cancelled)
    busy = {assignment.person for assignment, _ in _both(lines, gone)}
    people = [person.key for person in problem.people if person.key in busy]
    homes = [home.code for home in problem.homes]
    bodies = [
        person_calendar(
            lines,
            key,
            revised=revised,
            sequence=sequence,
            cancelled=gone,
            privacy=privacy,
            sleep_ins_free=sleep_ins_free,
        )
        for key in people
    ]
    bodies += [
        home_calendar(lines, code, revised=revised, sequence=sequence, cancelled=gone) for code in homes
    ]
    names = [*_file_names("person", people), *_file_names("home", homes)]
    paths = [folder / name for name in names]
    disk.make_folder(folder)
    for path, body in zip(paths, bodies, strict=True):
        disk.put(path, body)
    return paths


# What a calendar says, also one that is subscribed to ------------------------------------------------

BUSY = "Busy"
PERSON_COLOUR, HOME_COLOUR = "royalblue", "seagreen"


def person_title(name: str) -> str:
    """Give what the calendar of somebody's duties is called."""
    return f"Duties: {name}"


def home_title(home: str) -> str:
    """Give what the calendar of a home is called."""
    return f"Home: {home}"


def seat_of(shift: Shift, name: str) -> str:
    """Say who takes a seat on a shift, to whoever reads the calendar of its home."""
    return f"{_shift_name(shift)}: {name}"


def leaves_free(task: Task | None) -> bool:
    """Say whether its person can do something else meanwhile."""
    return isinstance(task, OnCall)


def _is_sleep_in(task: Task | None) -> bool:
    return isinstance(task, Shift) and task.kind is PartKind.SLEEP_IN


def _shift_name(shift: Shift) -> str:
    if shift.kind is PartKind.SLEEP_IN:
        return "Sleep-in"
    return shift.name[:1].upper() + shift.name[1:]


def post(task: Task | None, privacy: Privacy) -> str:
    """Name the post, never the area of a visit: with the time, that can point to one child."""
    if isinstance(task, Shift):
        return f"{_shift_name(task)}, {task.home}"
    if isinstance(task, OnCall):
        return "On call"
    if isinstance(task, Appointment) and not task.young_people:
        return category(task)
    if isinstance(task, Appointment):
        return f"Outreach, {task.young_person}" if privacy is Privacy.FULL else "Outreach"
    return "Duty"  # cancelled together with its task


def category(task: Task | None) -> str:
    """Name the kind of work."""
    if isinstance(task, Shift):
        return task.kind.value.capitalize()
    if isinstance(task, OnCall):
        return "On call"
    if isinstance(task, Appointment) and not task.young_people:
        return "Meeting" if task.kind is AppointmentKind.MEETING else "Session"
    return "Outreach" if isinstance(task, Appointment) else "Duty"


# Changes ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Changes:
    """What all events of the calendars of one roster share."""

    at: datetime
    draft: bool
    sequence: Mapping[UUID, int]

    @property
    def about(self) -> str:
        return "A draft, to look at only: nothing in it is agreed." if self.draft else "The roster."

    def entry(
        self, assignment: Assignment, gone: bool, summary: str, category: str | None, free: bool
    ) -> Entry:
        return Entry(
            assignment.id,
            *assignment.span,
            summary,
            category,
            free,
            gone,
            self.sequence.get(assignment.id, int(gone)),
            self.at,
            self.draft,
        )


def _changes(lines: Lines, revised: datetime, sequence: Mapping[UUID, int]) -> _Changes:
    return _Changes(to_the_second(revised), lines.roster.status is RosterStatus.DRAFT, sequence)


def _both(lines: Lines, cancelled: Iterable[Assignment]) -> list[tuple[Assignment, bool]]:
    """Give each assignment once, with whether it is cancelled: one that stands again is not."""
    listed: dict[UUID, tuple[Assignment, bool]] = {}
    for assignment in lines.known:
        if listed.setdefault(assignment.id, (assignment, False))[0] != assignment:
            raise ValueError(f"Assignment {assignment.id} stands twice, with different times.")
    for assignment in cancelled:
        listed.setdefault(assignment.id, (assignment, True))
    return list(listed.values())


# Files --------------------------------------------------------------------------------------------


def _file_names(kind: str, keys: Sequence[str]) -> list[str]:
    """Give a name for each key that any system takes and that says the same key every time."""
    plain = [_plain(key) for key in keys]
    # Two names that differ in case only are one file on some systems.
    uses = Counter(name.casefold() for name in plain)
    return [
        f"{kind}-{_marked(key) if uses[name.casefold()] > 1 else name}.ics"
        for key, name in zip(keys, plain, strict=True)
    ]


def _plain(key: str) -> str:
    return key.replace(":", ".") if re.fullmatch(r"[A-Za-z0-9:-]+", key) else _marked(key)


def _marked(key: str) -> str:
    """Make a key safe and add a mark of its own, as different keys may look alike once safe."""
    letters = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")
    return f"{safe}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
