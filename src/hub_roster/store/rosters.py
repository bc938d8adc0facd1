"""Rosters and their versions, and which of them holds in which week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer
from sqlalchemy.sql.base import ExecutableOption

from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import RosterVersion, Week

MOST_WEEKS = timedelta(days=7 * 26)
"""As long as a roster may be."""


@dataclass(frozen=True)
class SignOff:
    """A registered manager's word for a roster that leaves a safety need unmet.

    Attributes
    ----------
    contingency
        What is done about it: who is called, and when.
    """

    by: str
    contingency: str


@dataclass(frozen=True)
class Version:
    """A version of a roster, without what is in it.

    Attributes
    ----------
    file_number
        The version of the hub's file it was made for.
    follows
        The version it was made from; None for a draft from nothing.
    """

    id: UUID
    file_id: UUID
    first_day: date
    weeks: int
    number: int
    status: RosterStatus
    file_number: int
    follows: UUID | None
    made: Made
    sign_off: SignOff | None = None

    @property
    def mondays(self) -> tuple[date, ...]:
        """The first day of each of its weeks."""
        return tuple(self.first_day + timedelta(days=7 * k) for k in range(self.weeks))


@dataclass(frozen=True)
class WeekInForce:
    """What holds in a week: the version published last, and the one recorded as worked."""

    first_day: date
    published: UUID | None
    worked: UUID | None


class Rosters:
    """The rosters of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(
        self,
        version_id: UUID,
        roster: Roster,
        file_number: int,
        made: Made,
        follows: UUID | None,
        sign_off: SignOff | None = None,
    ) -> Version:
        """Add a version of a roster."""
        HubFiles(self._session).take_turn(roster.problem_id)  # so that no two get one number
        highest = self._session.scalar(
            select(func.max(RosterVersion.number)).where(
                RosterVersion.file_id == roster.problem_id, RosterVersion.first_day == roster.first_day
            )
        )
        row = RosterVersion(
            id=version_id,
            file_id=roster.problem_id,
            first_day=roster.first_day,
            weeks=roster.weeks,
            number=(highest or 0) + 1,
            status=roster.status,
            file_number=file_number,
            follows=follows,
            content=roster.model_dump_json(),
            made_at=made.at,
            made_by=made.by,
            signed_by=None if sign_off is None else sign_off.by,
            contingency=None if sign_off is None else sign_off.contingency,
        )
        self._session.add(row)
        self._session.flush()
        return _told(row)

    def version(self, version_id: UUID) -> Version:
        """Give a version.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        return _told(self._row(version_id, defer(RosterVersion.content)))

    def roster(self, version_id: UUID) -> Roster:
        """Give what a version holds."""
        return Roster.model_validate_json(self._row(version_id).content)

    def edited_from(self, version_id: UUID) -> Version | None:
        """Give the draft that an edit of a version made; None where nobody edited it."""
        row = self._session.scalars(
            select(RosterVersion)
            .where(RosterVersion.follows == version_id, RosterVersion.status == RosterStatus.DRAFT)
            .order_by(RosterVersion.number)
            .options(defer(RosterVersion.content))
        ).first()
        return None if row is None else _told(row)

    def listed(
        self,
        file_id: UUID,
        first_day: date | None = None,
        after: tuple[date, int] | None = None,
        most: int | None = None,
    ) -> list[Version]:
        """Give the versions of a file's rosters, the latest week and version first.

        Parameters
        ----------
        after
            The week and number of the version that a page ended with: those that follow it alone.
        """
        wanted = select(RosterVersion).where(RosterVersion.file_id == file_id).limit(most)
        if first_day is not None:
            wanted = wanted.where(RosterVersion.first_day == first_day)
        if after is not None:
            week, number = after
            same = and_(RosterVersion.first_day == week, RosterVersion.number < number)
            wanted = wanted.where(or_(RosterVersion.first_day < week, same))
        rows = self._session.scalars(
            wanted.options(defer(RosterVersion.content)).order_by(
                RosterVersion.first_day.desc(), RosterVersion.number.desc()
            )
        )
        return [_told(row) for row in rows]

    def given_out(self, file_id: UUID, first: date, last: date) -> list[Version]:
        """Give the versions published, or recorded as worked, for weeks that begin in a span of days.

        The earliest first, as they followed one another; drafts are left out.
        """
        rows = self._session.scalars(
            select(RosterVersion)
            .where(
                RosterVersion.file_id == file_id,
                RosterVersion.status != RosterStatus.DRAFT,
                RosterVersion.first_day.between(first - MOST_WEEKS, last),
            )
            .options(defer(RosterVersion.content))
            .order_by(RosterVersion.made_at, RosterVersion.first_day, RosterVersion.number)
        )
        return [each for each in map(_told, rows) if any(first <= day <= last for day in each.mondays)]

    # Which of them holds --------------------------------------------------------------------------

    def weeks(self, file_id: UUID, first: date, last: date) -> list[WeekInForce]:
        """Give what holds in each week that begins from one day to another, both included."""
        rows = self._session.scalars(
            select(Week)
            .where(Week.file_id == file_id, Week.first_day.between(first, last))
            .order_by(Week.first_day)
        )
        return [WeekInForce(row.first_day, row.published, row.worked) for row in rows]

    def put_in_force(self, version: Version) -> None:
        """Let a version hold in all its weeks, in place of what held there."""
        for week in self._weeks(version.file_id, version.mondays):
            week.published = version.id
        self._session.flush()

    def put_as_worked(self, version: Version) -> None:
        """Keep a version as what was worked in its weeks, beside what was planned."""
        for week in self._weeks(version.file_id, version.mondays):
            week.worked = version.id
        self._session.flush()

    def _weeks(self, file_id: UUID, mondays: Sequence[date]) -> list[Week]:
        found = []
        for monday in mondays:
            week = self._session.get(Week, (file_id, monday), with_for_update=True)
            if week is None:
                week = Week(file_id=file_id, first_day=monday)
                self._session.add(week)
            found.append(week)
        return found

    def _row(self, version_id: UUID, *options: ExecutableOption) -> RosterVersion:
        wanted = select(RosterVersion).where(RosterVersion.id == version_id).options(*options)
        row = self._session.scalars(wanted).first()
        if row is None:
            raise NotThere
        return row


def _told(row: RosterVersion) -> Version:
    return Version(
        row.id,
        row.file_id,
        row.first_day,
        row.weeks,
        row.number,
        row.status,
        row.file_number,
        row.follows,
        Made(row.made_by, row.made_at),
        None if row.signed_by is None else SignOff(row.signed_by, row.contingency or ""),
    )
