"""The inspector's pack of a home, put together from its weeks on record and the hub's file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from hub_roster.continuity.meetings import meetings
from hub_roster.domain.clock import monday_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.on_duty import OnDuty
from hub_roster.domain.problem import Problem
from hub_roster.exchange.inspection import (
    AgencyWeek,
    ApprovedFor,
    DifferentAdults,
    Held,
    InductedFrom,
    InspectedWeek,
    Pack,
    ShiftOnRecord,
    SignedOff,
    StaffMember,
)
from hub_roster.exchange.roster_week import day_words
from hub_roster.exchange.who_was_on import Named
from hub_roster.rules.agency import AgencyShare
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.service.publishing.checklist import Item, Weight, check
from hub_roster.service.records.weeks_on_record import OneSide, Reading, RecordedWeek, weeks_on_record
from hub_roster.service.records.who_was_on import Calls, issued, named
from hub_roster.service.weeks import WEEK, period
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import ScopedSession

MOST_WEEKS = 27
"""Half a year, as between two reviews of a home's quality of care (regulation 45), and a week over."""

Seats = Mapping[date, list[tuple[OnDuty, Problem]]]
"""Who is on, with the problem that names them, by the Monday of the week."""


def pack(
    session: ScopedSession, file_id: UUID, home: str, span: tuple[date, date], made: Made, calls: Calls
) -> Pack:
    """Put the pack of a home together, over each whole week that a span of days touches.

    Raises
    ------
    NotThere
        If the hub's file has no such home.
    """
    monday, last = monday_of(span[0]), monday_of(span[1])
    files = HubFiles(session)
    newest = files.problem(file_id, files.newest(file_id).number)
    if home not in newest.home:
        raise NotThere
    weeks = weeks_on_record(session, file_id, monday, last)
    packing = Packing(session, home, newest, weeks)
    return Pack(
        hub=newest.home[home].hub,
        home=home,
        first_day=monday,
        last_day=last + WEEK - timedelta(days=1),
        made_at=made.at,
        made_by=made.by,
        staff=tuple(packing.staff(calls)),
        agency=tuple(packing.agency()),
        adults=tuple(packing.adults(calls)),
        weeks=tuple(packing.inspected()),
        signed_off=tuple(packing.signed_off()),
        unrecorded=tuple(week.first_day for week in weeks if week.worked is None),
    )


@dataclass(frozen=True)
class Packing:
    """The weeks of one home, with what each part of the pack takes from them.

    Attributes
    ----------
    newest
        The hub's file as it is now: what is known of the staff.
    """

    session: ScopedSession
    home: str
    newest: Problem
    weeks: list[RecordedWeek]

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self.session)

    def _side(self, versions: Iterable[tuple[date, Version | None]]) -> OneSide:
        return OneSide(self._reading, tuple(versions))

    @cached_property
    def _on_record(self) -> OneSide:
        """What was worked where that is recorded, and else what was planned last."""
        return self._side((week.first_day, week.worked or week.planned_last) for week in self.weeks)

    @cached_property
    def _planned(self) -> OneSide:
        return self._side((week.first_day, week.planned_last) for week in self.weeks)

    @cached_property
    def _worked(self) -> OneSide:
        return self._side((week.first_day, week.worked) for week in self.weeks)

    def _seats(self, side: OneSide) -> Seats:
        found: dict[date, list[tuple[OnDuty, Problem]]] = defaultdict(list)
        for seat, problem in side.on_duty(self.home):
            found[monday_of(_day_of(seat))].append((seat, problem))
        return found

    @cached_property
    def _all_seats(self) -> list[tuple[OnDuty, Problem]]:
        by_week = self._seats(self._on_record)
        return [each for week in self.weeks for each in by_week.get(week.first_day, ())]

    # Staff ----------------------------------------------------------------------------------------

    def staff(self, calls: Calls) -> Iterator[StaffMember]:
        """Give the hub's people, and whoever else was on a shift of the home, by name."""
        hub = self.newest.home[self.home].hub
        known = {seat.person: problem for seat, problem in self._all_seats}
        known |= {person.key: self.newest for person in self.newest.people if person.hub == hub}
        shifts = Counter(seat.person for seat, _ in self._all_seats)
        lived = {code for lines in self._on_record.each() for code, _ in _met(lines, self.home)}
        members = (_member(problem, key, shifts[key], lived, calls) for key, problem in known.items())
        yield from sorted(members, key=lambda each: (each.who.name.casefold() or each.who.key, each.who.key))

    # Agency ---------------------------------------------------------------------------------------

    def agency(self) -> Iterator[AgencyWeek]:
        """Give the share of agency and bank staff, week by week."""
        by_week = self._seats(self._on_record)
        for week in self.weeks:
            on = by_week.get(week.first_day, ())
            seats = [seat for seat, _ in on]
            agency = list(_agency(on))
            yield AgencyWeek(
                first_day=week.first_day,
                is_worked=week.worked is not None,
                seats=len(seats),
                minutes=_minutes(seats),
                agency_seats=len(agency),
                agency_minutes=_minutes(agency),
            )

    # Different adults -----------------------------------------------------------------------------

    def adults(self, calls: Calls) -> Iterator[DifferentAdults]:
        """Give how many different adults were with each young person while they lived in the home."""
        met: dict[str, list[set[str]]] = defaultdict(list)
        problems: dict[str, Problem] = {}
        for lines in self._on_record.each():
            for code, people in _met(lines, self.home):
                met[code].append(people)
                problems[code] = lines.problem
        for code, by_week in sorted(met.items()):
            yield DifferentAdults(
                called=calls(problems[code], code),
                in_period=len(set[str]().union(*by_week)),
                most_in_a_week=max(map(len, by_week)),
            )

    # Rosters --------------------------------------------------------------------------------------

    def inspected(self) -> Iterator[InspectedWeek]:
        """Give each week with its shifts, planned and worked."""
        planned, worked = (_by_shift(self._seats(side)) for side in (self._planned, self._worked))
        for week in self.weeks:
            seats = dict(self._run(week))
            shifts = sorted({*planned.get(week.first_day, {}), *worked.get(week.first_day, {}), *seats})
            yield InspectedWeek(
                first_day=week.first_day,
                published=tuple(filter(None, map(issued, week.published))),
                worked=issued(week.worked),
                shifts=tuple(
                    ShiftOnRecord(
                        day=date.fromisoformat(shift.split("/")[1]),
                        name=shift.split("/")[2],
                        seats=seats.get(shift, 0),
                        planned=planned.get(week.first_day, {}).get(shift, ()),
                        worked=worked.get(week.first_day, {}).get(shift, ()) if week.worked else None,
                    )
                    for shift in shifts
                ),
            )

    def _run(self, week: RecordedWeek) -> Iterator[tuple[str, int]]:
        """Give the shifts that the home runs in a week with their seats, whether anybody was on or not."""
        version = week.planned_last or week.worked
        if version is not None:
            problem = self._reading.lines(version, week.first_day).problem
            for shift in problem.shift.values():
                if shift.home == self.home and not shift.optional:
                    yield shift.id, shift.seats

    # Signed off -----------------------------------------------------------------------------------

    def signed_off(self) -> Iterator[SignedOff]:
        """Give each roster that went out on somebody's word, with what was short in this home."""
        published = {version.id: version for week in self.weeks for version in week.published}
        for version in published.values():
            given = issued(version)
            if version.sign_off is not None and given is not None:
                yield SignedOff(
                    version=given,
                    by=version.sign_off.by,
                    contingency=version.sign_off.contingency,
                    short=tuple(self._short(version)),
                )

    def _short(self, version: Version) -> Iterator[str]:
        """Say what the checklist found short, by the hub's file that it was published by."""
        then = period(
            self.session, version.file_id, version.first_day, version.weeks, number=version.file_number
        )
        found = check(then.problem, Rosters(self.session).roster(version.id))
        shifts: dict[str, list[str]] = {}
        for item in found.of(Weight.NEEDS_SIGNATURE):
            if item.whom == self.home or any(task.startswith(f"{self.home}/") for task in item.tasks):
                shifts.setdefault(item.title, []).extend(_where(then.problem, item))
        for title, listed in shifts.items():
            yield f"{title}: {', '.join(dict.fromkeys(listed))}" if listed else title


def _day_of(seat: OnDuty) -> date:
    return date.fromisoformat(seat.shift.split("/")[1])


def _minutes(seats: Iterable[OnDuty]) -> int:
    return sum(seat.end - seat.start for seat in seats)


def _agency(on: Iterable[tuple[OnDuty, Problem]]) -> Iterator[OnDuty]:
    """Give the seats of agency and bank staff; whoever the hub's file does not know counts with them."""
    rules: dict[int, AgencyShare] = {}
    for seat, problem in on:
        if id(problem) not in rules:
            rules[id(problem)] = next(r for r in RULEBOOK.of(problem) if isinstance(r, AgencyShare))
        if seat.person not in problem.person or rules[id(problem)].counts(seat.person):
            yield seat


def _met(lines: Lines, home: str) -> Iterator[tuple[str, set[str]]]:
    """Give who met each young person of a home in one week."""
    problem, met = lines.problem, meetings(lines)
    for code in problem.supported:
        days = {day for day in problem.days if problem.home_of(code, day) == home}
        if days:
            yield code, {meeting.person for meeting in met[code] if meeting.day in days}


def _by_shift(seats: Seats) -> Mapping[date, Mapping[str, tuple[Named, ...]]]:
    found: dict[date, dict[str, tuple[Named, ...]]] = {}
    for monday, listed in seats.items():
        for seat, problem in listed:
            on = found.setdefault(monday, {})
            on[seat.shift] = (*on.get(seat.shift, ()), named(problem, seat.person))
    return found


def _where(problem: Problem, item: Item) -> Iterator[str]:
    """Say which shifts an item is about."""
    for task in item.tasks:
        shift = problem.shift.get(task)
        if shift is not None:
            yield f"{shift.name} {day_words(shift.day)}"


def _member(problem: Problem, key: str, shifts: int, lived: Container[str], calls: Calls) -> StaffMember:
    """Say what is known of somebody; approvals are those for young people who lived in the home."""
    person = problem.person.get(key)
    return StaffMember(
        who=named(problem, key),
        started=None if person is None else person.started,
        held=tuple(
            Held(skill=row.skill, valid_from=row.valid_from, valid_until=row.valid_until)
            for row in sorted(problem.skills, key=lambda row: row.skill)
            if row.person == key
        ),
        inductions=tuple(
            InductedFrom(first_day=row.first_day, signed_off=row.signed_off, signed_by=row.signed_by)
            for row in problem.inductions
            if row.person == key
        ),
        approvals=tuple(
            ApprovedFor(
                called=calls(problem, row.young_person),
                valid_from=row.valid_from,
                valid_until=row.valid_until,
            )
            for row in sorted(problem.approvals, key=lambda row: row.young_person)
            if row.person == key and row.young_person in lived
        ),
        shifts=shifts,
    )
