"""What changed from one roster to another: who has which task, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import shift_of

Times = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Changed:
    """One person's work on one task, as it was and as it is.

    Attributes
    ----------
    task
        A shift, whichever seat of it; an appointment or a spell.
    was, now
        Start and end; None where they did not have it, or have it no more.
    """

    person: str
    task: str
    was: Times | None
    now: Times | None

    @property
    def starts(self) -> datetime:
        """The start of the earlier of both."""
        return min(times[0] for times in (self.was, self.now) if times is not None)


def differing(before: Sequence[Assignment], after: Sequence[Assignment]) -> frozenset[Assignment]:
    """Give the assignments that only one of two lists has, or that one has more often than the other.

    A hand may well have put the same in twice.
    """
    # What an edit leaves as it is, is the same object in both: most of a roster is never compared.
    same = Counter(map(id, before)) & Counter(map(id, after))
    was, now = (Counter(_without(listed, Counter(same))) for listed in (before, after))
    return frozenset((was - now) + (now - was))


def _without(listed: Iterable[Assignment], gone: Counter[int]) -> Iterator[Assignment]:
    """Give what is listed, less so many of each object."""
    for each in listed:
        if gone[id(each)]:
            gone[id(each)] -= 1
        else:
            yield each


def changed(before: Iterable[Assignment], after: Iterable[Assignment]) -> tuple[Changed, ...]:
    """Give what changed from some assignments to others, in order of time; which seat it is is no matter."""
    was, now = _times(before), _times(after)
    found = (
        Changed(person, task, was.get((person, task)), now.get((person, task)))
        for person, task in was.keys() | now.keys()
        if was.get((person, task)) != now.get((person, task))
    )
    return tuple(sorted(found, key=lambda change: (change.starts, change.task, change.person)))


def _times(assignments: Iterable[Assignment]) -> dict[tuple[str, str], Times]:
    return {(each.person, shift_of(each.task)): (each.start, each.end) for each in assignments}
