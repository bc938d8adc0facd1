"""Details of the audit log that are past their time: erased, and the chain whole without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from hub_roster.service.access.caller import SERVICE
from hub_roster.service.audit import erase_detail
from hub_roster.service.retention.due import in_years, local_day
from hub_roster.store.audit_log import AuditLog, Dated
from hub_roster.store.database import Database
from hub_roster.store.holds import Hold, Holds
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.records_policy import RecordsPolicies, RecordsPolicy
from hub_roster.store.scope import WHOLE, ScopedSession

AT_ONCE = 10_000
"""Details erased in one transaction, in which nobody else can write anything down."""

YEAR = timedelta(days=365)
"""No year is shorter."""


@dataclass(frozen=True)
class _Keeping:
    """How long details are kept.

    Attributes
    ----------
    years
        By hub's file; of what concerns no hub as long as in the hub that keeps its own longest.
    holds
        Those that stand, whichever hub's: one keeps what was done on its days in its hub, and in none.
    """

    years: Mapping[UUID, int]
    holds: tuple[Hold, ...]

    @classmethod
    def of(cls, session: ScopedSession) -> _Keeping:
        files = [file.file_id for file in HubFiles(session).listed()]
        policies, holds = RecordsPolicies(session), Holds(session)
        return cls(
            {file_id: policies.in_force(file_id).policy.audit_years for file_id in files},
            tuple(hold for file_id in files for hold in holds.standing(file_id)),
        )

    def due(self, session: ScopedSession, at: datetime) -> Iterator[Dated]:
        """Give the entries whose details are past their time."""
        today, shortest = local_day(at), min(self.years.values(), default=RecordsPolicy().audit_years)
        entries = AuditLog(session).with_details(at - shortest * YEAR)
        return (entry for entry in entries if self._is_due(entry, today))

    def _is_due(self, entry: Dated, today: date) -> bool:
        day = local_day(entry.at)
        longest = max(self.years.values(), default=RecordsPolicy().audit_years)
        years = longest if entry.file_id is None else self.years.get(entry.file_id, longest)
        return in_years(day, years) < today and not self._holds(entry, day)

    def _holds(self, entry: Dated, day: date) -> bool:
        concerned = (hold for hold in self.holds if entry.file_id in (None, hold.file_id))
        return any(hold.covers(day, day) for hold in concerned)


def foreseen_details(session: ScopedSession, at: datetime) -> Counter[UUID | None]:
    """Say of how many entries the details would go, by hub; in the service's own scope."""
    return Counter(entry.file_id for entry in _Keeping.of(session).due(session, at))


def erase_details(database: Database, at: datetime) -> Counter[UUID | None]:
    """Erase the details that are past their time, and say of how many entries, by hub."""
    counts: Counter[UUID | None] = Counter()
    found = [Dated(0, at, None)]
    while found:
        with database.writing(WHOLE) as session:
            found = list(islice(_Keeping.of(session).due(session, at), AT_ONCE))
            erase_detail(session, SERVICE.actor, [entry.number for entry in found], at)
        counts += Counter(entry.file_id for entry in found)
    return counts
