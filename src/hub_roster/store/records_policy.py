"""Hubs' policies on their records: each change adds a version, none is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hub_roster.store.hub_files import Made, Superseded
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import RecordsPolicyVersion


@dataclass(frozen=True)
class RecordsPolicy:
    """What a council chose for a hub's records; as it is where nobody signed another.

    Attributes
    ----------
    full_calendars
        People's own calendars may hold young people's codes.
    roster_years
        How long rosters planned and worked are kept after the last entry of their week, with what people
        were offered and told of them and the versions of the hub's file of that time. Never below the 15
        years that the Children's Homes (England) Regulations 2015, regulation 37, ask of a home.
    audit_years
        How long the details of the audit log are kept. Six years is the time in which most claims can be
        brought (Limitation Act 1980, sections 2 and 5).
    draft_weeks
        How long drafts that were never published are kept after their last day, and what was asked for.
    """

    full_calendars: bool = False
    roster_years: int = 15
    audit_years: int = 6
    draft_weeks: int = 26


@dataclass(frozen=True)
class Signed:
    """The registered manager who signed a policy, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class PolicyVersion:
    """A policy as it stands.

    Attributes
    ----------
    number
        0 for the one that nobody signed.
    """

    number: int
    policy: RecordsPolicy
    signed: Signed | None = None
    made: Made | None = None


UNSIGNED = PolicyVersion(0, RecordsPolicy())
"""What holds until a hub has a policy of its own."""


class RecordsPolicies:
    """The policies of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def in_force(self, file_id: UUID) -> PolicyVersion:
        """Give the policy that holds for a hub's file."""
        rows = self._rows(file_id)
        return _told(rows[-1]) if rows else UNSIGNED

    def add(
        self, file_id: UUID, policy: RecordsPolicy, signed: Signed, made: Made, *, after: int
    ) -> PolicyVersion:
        """Let another policy hold from now on.

        Parameters
        ----------
        after
            The version one looked at; 0 where there was none.

        Raises
        ------
        Superseded
            If that does not hold any more.
        """
        now = self.in_force(file_id)
        if now.number != after:
            raise Superseded(now.number, now.made)
        row = RecordsPolicyVersion(
            file_id=file_id,
            number=after + 1,
            full_calendars=policy.full_calendars,
            roster_years=policy.roster_years,
            audit_years=policy.audit_years,
            draft_weeks=policy.draft_weeks,
            signed_by=signed.by,
            signed_on=signed.on,
            made_at=made.at,
            made_by=made.by,
        )
        self._session.add(row)
        self._session.flush()
        return _told(row)

    def switches(self, file_id: UUID) -> list[datetime]:
        """Give when calendars were let hold codes, or no more, each time it changed."""
        rows = self._rows(file_id)
        before = (RecordsPolicy().full_calendars, *(row.full_calendars for row in rows))
        return [row.made_at for row, was in zip(rows, before, strict=False) if row.full_calendars != was]

    def _rows(self, file_id: UUID) -> Sequence[RecordsPolicyVersion]:
        """Give every version, the first first: a council has few."""
        return self._session.scalars(
            select(RecordsPolicyVersion)
            .where(RecordsPolicyVersion.file_id == file_id)
            .order_by(RecordsPolicyVersion.number)
        ).all()


def _told(row: RecordsPolicyVersion) -> PolicyVersion:
    policy = RecordsPolicy(row.full_calendars, row.roster_years, row.audit_years, row.draft_weeks)
    return PolicyVersion(
        row.number, policy, Signed(row.signed_by, row.signed_on), Made(row.made_by, row.made_at)
    )
