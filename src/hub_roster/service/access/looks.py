"""What one caller was shown of young people by their codes: remembered while they ask, written down after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from hub_roster.domain.problem import Problem

AN_HOUR = timedelta(hours=1)
"""How long a look that was written down stands for further ones at the same.

A page that is looked at again every minute would drown the log, and say no more: who looked at whom, where,
and in which hour, is what anybody will ask.
"""


@dataclass
class Shown:
    """The young people, and adults of families, whom one caller was shown by their codes, by hub's file.

    Whatever puts a code into an answer notes it here: `Eyes` does so by itself.
    """

    codes: dict[UUID, set[str]] = field(default_factory=dict)

    def note(self, file_id: UUID, codes: Iterable[str]) -> None:
        """Note that codes go into the answer."""
        self.codes.setdefault(file_id, set()).update(codes)

    def take(self, file_id: UUID) -> tuple[str, ...]:
        """Give whoever was shown of a file, to an entry that says so itself."""
        return tuple(sorted(self.codes.pop(file_id, ())))

    def note_said(self, problem: Problem, *texts: str) -> None:
        """Note whoever is named in texts that were not made by `Eyes`, such as the name of a task."""
        self.note(problem.id, said_in(texts, problem.supported))


def said_in(texts: Collection[str], codes: Iterable[str]) -> Iterator[str]:
    """Give the codes that stand in any of some texts; one too many is noted rather than one too few."""
    return (code for code in codes if any(code in text for text in texts))


class LooksWritten:
    """What was written down within the last hour: by whom, where, at whom.

    Kept in memory alone. A service started anew writes once more, and nothing is lost.
    """

    def __init__(self) -> None:
        self._at: dict[tuple[str, UUID, str], dict[str, datetime]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """Give at how many young people, each place and person for itself."""
        return sum(map(len, self._at.values()))

    def are_known(self, actor: str, file_id: UUID, where: str, codes: Iterable[str], at: datetime) -> bool:
        """Say whether a look at each of these young people was written down already, within the hour."""
        with self._lock:
            known = self._at.get((actor, file_id, where), {})
            return all(code in known and at - known[code] < AN_HOUR for code in codes)

    def keep(self, actor: str, file_id: UUID, where: str, codes: Iterable[str], at: datetime) -> None:
        """Note that a look is written down, once it is, and let go of what is past."""
        with self._lock:
            current = {
                key: {code: then for code, then in known.items() if at - then < AN_HOUR}
                for key, known in self._at.items()
            }
            self._at = {key: known for key, known in current.items() if known}
            self._at.setdefault((actor, file_id, where), {}).update(dict.fromkeys(codes, at))
