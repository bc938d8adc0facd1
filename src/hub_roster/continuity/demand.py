"""What each young person is owed in a period: minutes with adults, place by place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.continuity.familiarity import UNCOUNTED
from hub_roster.domain.home import NIGHTS
from hub_roster.domain.young_people import HowWell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hub_roster.continuity.familiarity import Familiarity
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.tasks import Shift

MET = frozenset({HowWell.WELL, HowWell.A_LITTLE})
"""A manager's word by which a person is no new face, whenever they met last."""

SEEN_DAYS = 14
"""Days in which an adult met once is no new face; as long as the Swedish national indicator's."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What one task owes one young person.

    Attributes
    ----------
    task_id
        The shift (not the seat) or the appointment.
    places
        Adults it takes: the seats of a shift, the adults of an appointment.
    weight_minutes
        Minutes of an adult's time that each place is worth to this young person. Where a home has
        more residents than a shift has seats, each gets only a share of each adult.
    """

    task_id: str
    young_person: str
    places: int
    weight_minutes: int

    @property
    def minutes(self) -> int:
        """Minutes owed in all its places together."""
        return self.places * self.weight_minutes


def demanded(problem: Problem) -> Mapping[str, tuple[Demand, ...]]:
    """Give what each young person is owed, by code; nothing owed is an empty tuple."""
    owed: dict[str, list[Demand]] = {code: [] for code in problem.supported}
    for demand in (*_of_visits(problem), *_of_shifts(problem)):
        owed.setdefault(demand.young_person, []).append(demand)
    return MappingProxyType({code: tuple(demands) for code, demands in owed.items()})


def unfamiliar_hundredths(demand: Demand, people: Iterable[str], familiarity: Familiarity) -> int:
    """Give the unfamiliar minutes of a demand, in hundredths so that nothing is rounded.

    A place filled counts its minutes times (100 - familiarity), an empty place counts in full. Of
    more people than places those best known count: an adult on top never makes a week look worse.
    """
    known = sorted((familiarity.of(person, demand.young_person) for person in people), reverse=True)
    filled = sum(100 - value for value in known[: demand.places])
    empty = 100 * max(0, demand.places - len(known))
    return demand.weight_minutes * (filled + empty)


def is_waking(shift: Shift) -> bool:
    """Say whether young people are owed time on a shift: one of the period, and not a night."""
    return not shift.optional and shift.kind not in NIGHTS


def seen_before(problem: Problem) -> Mapping[str, frozenset[str]]:
    """Give who is no new face to each young person, by code: met in the 14 days before, or known by word.

    Time asleep or in a restraint does not make a face a known one.
    """
    first = problem.first_day - timedelta(days=SEEN_DAYS)
    seen: dict[str, set[str]] = defaultdict(set)
    for contact in problem.contacts:
        counts = contact.minutes > 0 and contact.setting not in UNCOUNTED
        if counts and first <= contact.day < problem.first_day:
            seen[contact.young_person].add(contact.person)
    for row in problem.acquaintances:
        if row.how_well in MET:
            seen[row.young_person].add(row.person)
    codes = dict.fromkeys(problem.supported) | dict.fromkeys(seen)
    return MappingProxyType({code: frozenset(seen.get(code, ())) for code in codes})


def _of_visits(problem: Problem) -> Iterator[Demand]:
    for visit in problem.appointments:
        for code in visit.young_people:
            yield Demand(visit.id, code, visit.adults, visit.minutes)


def _of_shifts(problem: Problem) -> Iterator[Demand]:
    for shift in problem.shift.values():
        residents = problem.young_people_of(shift)
        if not residents or not is_waking(shift):
            continue
        share = min(1, shift.seats / len(residents))
        for code in residents:
            there = problem.minutes_at_home(code, shift.start, shift.end)
            yield Demand(shift.id, code, shift.seats, round(there * share))
