"""Weeks as they stand on record: which roster held when, which holds now, and what was worked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from hub_roster.domain.lines import Lines
from hub_roster.domain.on_duty import OnCallThen, OnDuty, on_call, on_duty
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import starting
from hub_roster.domain.roster import RosterStatus
from hub_roster.service.weeks import WEEK, of_file, week_of
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import ScopedSession


class Side(StrEnum):
    """One of the records of a week that stand beside each other."""

    PLANNED = "planned"
    PLANNED_LAST = "planned last"
    WORKED = "worked"


@dataclass(frozen=True)
class RecordedWeek:
    """The versions of one week.

    Attributes
    ----------
    published
        All that were published for it, the earliest first; the last one holds.
    worked
        The record of what was worked; None where there is none.
    """

    first_day: date
    published: tuple[Version, ...]
    worked: Version | None

    def planned_at(self, moment: datetime) -> Version | None:
        """Give the version that held at a moment, as it was known then."""
        return next((each for each in reversed(self.published) if each.made.at <= moment), None)

    @property
    def planned_last(self) -> Version | None:
        """The version published last."""
        return self.published[-1] if self.published else None

    def since(self, moment: datetime) -> tuple[Version, ...]:
        """Give the versions published after a moment."""
        return tuple(each for each in self.published if each.made.at > moment)

    def of(self, side: Side, known_at: datetime) -> Version | None:
        """Give the version that one record of the week is."""
        if side is Side.WORKED:
            return self.worked
        return self.planned_last if side is Side.PLANNED_LAST else self.planned_at(known_at)


def weeks_on_record(session: ScopedSession, file_id: UUID, first: date, last: date) -> list[RecordedWeek]:
    """Give each week of a hub's file that begins from one Monday to another, both included."""
    rosters = Rosters(session)
    given = rosters.given_out(file_id, first, last)
    worked = {week.first_day: week.worked for week in rosters.weeks(file_id, first, last)}
    by_id = {version.id: version for version in given}
    found: list[RecordedWeek] = []
    monday = first
    while monday <= last:
        published = (v for v in given if v.status is not RosterStatus.WORKED and monday in v.mondays)
        record = worked.get(monday)
        found.append(RecordedWeek(monday, tuple(published), by_id[record] if record else None))
        monday += WEEK
    return found


class Reading:
    """The rosters of a session's scope, each week of each read once."""

    def __init__(self, session: ScopedSession) -> None:
        self._files, self._rosters = HubFiles(session), Rosters(session)
        self._problems: dict[tuple[UUID, int, date], Problem] = {}
        self._lines: dict[tuple[UUID, date], Lines] = {}

    def problem(self, file_id: UUID, number: int, monday: date) -> Problem:
        """Give a week of a version of a hub's file, as the file itself has it."""
        key = (file_id, number, monday)
        if key not in self._problems:
            problem = self._files.problem(file_id, number)
            with of_file(problem):
                self._problems[key] = starting(problem, monday, 1)
        return self._problems[key]

    def lines(self, version: Version, monday: date) -> Lines:
        """Give one week of a version."""
        key = (version.id, monday)
        if key not in self._lines:
            problem = self.problem(version.file_id, version.file_number, monday)
            self._lines[key] = Lines(problem, week_of(self._rosters.roster(version.id), monday))
        return self._lines[key]


@dataclass(frozen=True)
class OneSide:
    """One record of some weeks that follow one another: by which version each is known, None by none."""

    reading: Reading
    weeks: tuple[tuple[date, Version | None], ...]

    @classmethod
    def of(cls, reading: Reading, weeks: list[RecordedWeek], side: Side, known_at: datetime) -> OneSide:
        """Give one of the records of some weeks."""
        return cls(reading, tuple((week.first_day, week.of(side, known_at)) for week in weeks))

    def each(self) -> Iterator[Lines]:
        """Give the weeks that are known."""
        for monday, version in self.weeks:
            if version is not None:
                yield self.reading.lines(version, monday)

    def on_duty(self, home: str) -> Iterator[tuple[OnDuty, Problem]]:
        """Give everybody on the shifts of a home.

        A shift on the day after a week is that of the next one, unless nothing is known of that.
        """
        known = {monday for monday, version in self.weeks if version is not None}
        for lines in self.each():
            following = lines.problem.first_day + WEEK
            for seat in on_duty(lines, home):
                if not seat.optional or following not in known:
                    yield seat, lines.problem

    def on_call(self, hub: str) -> Iterator[tuple[OnCallThen, Problem]]:
        """Give everybody on call for a hub."""
        for lines in self.each():
            for spell in on_call(lines, hub):
                yield spell, lines.problem
