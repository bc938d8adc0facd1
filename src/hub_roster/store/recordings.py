"""What was recorded of weeks that were worked, each beside its roster."""

from __future__ import annotations

from uuid import UUID

from pydantic import TypeAdapter

from hub_roster.domain.recorded import Breach, Recorded
from hub_roster.store.rosters import Version
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Recording

BREACHES = TypeAdapter(tuple[Breach, ...])


class Recordings:
    """The recordings of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, version: Version, recorded: Recorded, breaches: tuple[Breach, ...]) -> None:
        """Keep what was recorded with a roster of time worked."""
        self._session.add(
            Recording(
                file_id=version.file_id,
                roster=version.id,
                content=recorded.model_dump_json(),
                breaches=BREACHES.dump_json(breaches).decode(),
            )
        )
        self._session.flush()

    def recorded(self, roster: UUID) -> Recorded:
        """Give what was recorded with a roster; one that was kept without more is taken as it stands."""
        row = self._session.get(Recording, roster)
        return Recorded(whole=True) if row is None else Recorded.model_validate_json(row.content)

    def breaches(self, roster: UUID) -> tuple[Breach, ...]:
        """Give what the week broke, by the rules as they were then."""
        row = self._session.get(Recording, roster)
        return () if row is None else BREACHES.validate_json(row.breaches)
