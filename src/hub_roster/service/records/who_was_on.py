"""Who was on in a home at a time, put together from the rosters and records of its weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hub_roster.domain.clock import Instant, day_of, days_touched, instant_of, monday_of, utc
from hub_roster.domain.offers import FIRM
from hub_roster.domain.on_duty import OnCallThen, OnDuty
from hub_roster.domain.problem import Problem
from hub_roster.exchange.payroll_csv import numbers_of
from hub_roster.exchange.who_was_on import (
    Issued,
    LivedThere,
    Named,
    OnCallFor,
    OnShift,
    Seat,
    Sides,
    WeekOnRecord,
    WhoWasOn,
)
from hub_roster.exchange.who_was_on_sheet import notes_of
from hub_roster.service.records.weeks_on_record import (
    OneSide,
    Reading,
    RecordedWeek,
    Side,
    weeks_on_record,
)
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.rosters import Version
from hub_roster.store.scope import ScopedSession

ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=7)
"""The longest span that can be asked about at once."""


@dataclass(frozen=True)
class Asked:
    """What is asked.

    Attributes
    ----------
    until
        None for one instant.
    """

    file_id: UUID
    home: str
    since: datetime
    until: datetime | None = None

    @property
    def known_at(self) -> datetime:
        """The moment whose knowledge counts as that of the time: the end of a span."""
        return self.since if self.until is None else self.until

    @property
    def span(self) -> tuple[Instant, Instant]:
        """From the first minute to after the last."""
        start = instant_of(self.since)
        return start, start + 1 if self.until is None else max(start + 1, instant_of(self.until))


Calls = Callable[[Problem, str], str]
"""What a young person of a problem is called to whoever asks."""


def who_was_on(session: ScopedSession, asked: Asked, made: Made, calls: Calls) -> WhoWasOn:
    """Say who was on.

    Parameters
    ----------
    made
        Who asks, and when.

    Raises
    ------
    NotThere
        If the hub's file knows of no such home, now or then.
    """
    start, end = asked.span
    weeks = weeks_on_record(
        session, asked.file_id, monday_of(day_of(start) - ONE_DAY), monday_of(day_of(end - 1))
    )
    reading = Reading(session)
    sides = {side: OneSide.of(reading, weeks, side, asked.known_at) for side in Side}
    then, now = _files(session, reading, asked, weeks[-1].first_day)
    known = [now, then, *(lines.problem for side in sides.values() for lines in side.each())]
    hub = next((problem.home[asked.home].hub for problem in known if asked.home in problem.home), None)
    if hub is None:
        raise NotThere
    people = tuple(_people(sides, asked))
    days = {*days_touched(start, end), *(each.shift_day for each in people if each.shift_day < day_of(end))}
    on_record = tuple(_week(week, asked.known_at) for week in weeks if _is_about(week, people, asked))
    return WhoWasOn(
        hub=hub,
        home=asked.home,
        since=asked.since,
        until=asked.until,
        asked_at=made.at,
        asked_by=made.by,
        people=people,
        on_call=tuple(_on_call(sides, hub, asked)),
        young_people=tuple(_lived_there(asked.home, days, then, now, calls)),
        weeks=on_record,
        notes=tuple(notes_of(on_record, asked.known_at)),
    )


def _files(session: ScopedSession, reading: Reading, asked: Asked, monday: date) -> tuple[Problem, Problem]:
    """Give the week as the hub's file had it then, and as it has it now."""
    files = HubFiles(session)
    numbers = files.as_of(asked.file_id, asked.known_at), files.newest(asked.file_id).number
    then, now = (reading.problem(asked.file_id, number, monday) for number in numbers)
    return then, now


# Who was on ---------------------------------------------------------------------------------------


def _people(sides: dict[Side, OneSide], asked: Asked) -> Iterator[OnShift]:
    start, end = asked.span
    found: dict[tuple[str, str], dict[Side, tuple[OnDuty, Problem]]] = {}
    for side, record in sides.items():
        for seat, problem in record.on_duty(asked.home):
            if seat.start < end and start < seat.end:
                found.setdefault((seat.shift, seat.person), {})[side] = (seat, problem)
    for (_, key), by_side in sorted(found.items(), key=lambda each: _place(each[0], each[1].values())):
        seat, problem = _latest(by_side)
        yield OnShift(
            who=named(problem, key),
            shift=seat.name,
            shift_day=date.fromisoformat(seat.shift.split("/")[1]),
            asleep=seat.asleep,
            sides=Sides(**{side.name.lower(): _seat(seat, side) for side, (seat, _) in by_side.items()}),
        )


def _place(key: tuple[str, str], seats: Iterable[tuple[OnDuty, Problem]]) -> tuple[Instant, str, str]:
    return min(seat.start for seat, _ in seats), *key


def _latest(by_side: dict[Side, tuple[OnDuty, Problem]]) -> tuple[OnDuty, Problem]:
    return next(by_side[side] for side in (Side.WORKED, Side.PLANNED_LAST, Side.PLANNED) if side in by_side)


def _seat(seat: OnDuty, side: Side) -> Seat:
    agreed = side is Side.WORKED or seat.state in FIRM
    return Seat(start=utc(seat.start), end=utc(seat.end), leads=seat.leads, agreed=agreed)


def named(problem: Problem, key: str) -> Named:
    """Name somebody as the hub's file does; by their key alone where it does not know them."""
    person, employer = problem.person.get(key), numbers_of(key)[0]
    if person is None:
        return Named(key=key, employer=employer)
    return Named(key=key, name=person.name, role=person.role, employment=person.employment, employer=employer)


def _on_call(sides: dict[Side, OneSide], hub: str, asked: Asked) -> Iterator[OnCallFor]:
    start, end = asked.span
    found: dict[tuple[str, str], dict[Side, tuple[OnCallThen, Problem]]] = {}
    for side, record in sides.items():
        for spell, problem in record.on_call(hub):
            if spell.start < end and start < spell.end:
                found.setdefault((spell.spell, spell.person), {})[side] = (spell, problem)
    for (_, key), by_side in sorted(found.items()):
        spells = {
            side.name.lower(): Seat(start=utc(spell.start), end=utc(spell.end))
            for side, (spell, _) in by_side.items()
        }
        _, problem = next(iter(by_side.values()))
        yield OnCallFor(who=named(problem, key), sides=Sides(**spells))


# Who lived there ----------------------------------------------------------------------------------


def _lived_there(
    home: str, days: Iterable[date], then: Problem, now: Problem, calls: Calls
) -> Iterator[LivedThere]:
    """Give whoever lived there on any of some days, by the file as it was or as it is."""
    listed = tuple(days)
    known_then, known_now = (
        {code for code in problem.supported for day in listed if problem.home_of(code, day) == home}
        for problem in (then, now)
    )
    for code in sorted(known_then | known_now):
        yield LivedThere(
            called=calls(now if code in now.supported else then, code),
            known_then=code in known_then,
            known_now=code in known_now,
        )


# By which records ---------------------------------------------------------------------------------


def _is_about(week: RecordedWeek, people: Iterable[OnShift], asked: Asked) -> bool:
    """Say whether a week matters: it holds a minute that is asked about, or a shift that reaches into it."""
    start, end = asked.span
    within = {monday_of(day) for day in days_touched(start, end)}
    return week.first_day in within or any(monday_of(each.shift_day) == week.first_day for each in people)


def _week(week: RecordedWeek, known_at: datetime) -> WeekOnRecord:
    return WeekOnRecord(
        first_day=week.first_day,
        planned=issued(week.planned_at(known_at)),
        planned_last=issued(week.planned_last),
        worked=issued(week.worked),
        changed_since=tuple(filter(None, map(issued, week.since(known_at)))),
    )


def issued(version: Version | None) -> Issued | None:
    """Give a version as records name it."""
    if version is None:
        return None
    return Issued(
        id=version.id,
        first_day=version.first_day,
        number=version.number,
        status=version.status,
        at=version.made.at,
        by=version.made.by,
    )
