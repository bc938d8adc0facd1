"""What somebody is owed in a period, and how much of it a roster gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.continuity.demand import Demand, unfamiliar_hundredths
from hub_roster.domain.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub_roster.continuity.familiarity import Familiarity
    from hub_roster.domain.lines import Lines


class Owed(Record):
    """What a young person is owed in the period, and how much of it the roster gives.

    Attributes
    ----------
    demanded_minutes, met_minutes
        Minutes owed, of visits, of escorts and of waking time in their home, and those someone has.
    unfamiliar_share
        0 to 1: minutes owed times the unfamiliarity of whoever has them, unmet ones in full, over
        minutes owed. None where nothing is owed.
    """

    demanded_minutes: int
    met_minutes: int
    unfamiliar_share: float | None

    @property
    def unmet_minutes(self) -> int:
        """Minutes owed that nobody has."""
        return self.demanded_minutes - self.met_minutes

    @property
    def familiar_share(self) -> float | None:
        """What is left of 1 by the unfamiliar share."""
        return None if self.unfamiliar_share is None else 1 - self.unfamiliar_share


def owed_to(lines: Lines, familiarity: Familiarity, demands: Iterable[tuple[Demand, int]]) -> Owed:
    """Sum up demands, each with the number of people it is shared among and so counted once for."""
    whole = met = unfamiliar = 0.0
    for demand, sharing in demands:
        people = lines.on.get(demand.task_id, ())
        whole += demand.minutes / sharing
        met += min(len(people), demand.places) * demand.weight_minutes / sharing
        unfamiliar += unfamiliar_hundredths(demand, people, familiarity) / sharing
    share = min(1.0, unfamiliar / (100 * whole)) if whole else None
    return Owed(demanded_minutes=round(whole), met_minutes=round(met), unfamiliar_share=share)
