"""What comes of a draft: a roster, what the judge says of it, and how near the best it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hub_roster.domain.roster import Roster
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import Judgement
from hub_roster.solver.gap import GapPart


class Status(StrEnum):
    """How good a draft is known to be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True)
class Draft:
    """A roster, what the judge says of it, and how near the best it is.

    Attributes
    ----------
    shortfall_bound
        For each priority, minutes that no roster can stay below (those before it held); None if not known.
    bound
        No roster with this shortfall costs less; None where the shortfall is not proven least.
    first_complete_seconds
        When the first roster with the final shortfall was there.
    work
        What repeats this draft as the `work` of its limits.
    listed_whole
        Every duty there could be was looked at; where not, nothing is known of what the best would be.
    gap_parts
        Whose the gap is; none where there is no bound, or it comes from trying the whole at once.
    """

    roster: Roster
    judgement: Judgement
    shortfall_bound: dict[Priority, int | None]
    bound: int | None
    first_complete_seconds: float
    seconds: float
    work: float
    seed: int
    gap_parts: tuple[GapPart, ...] = ()
    listed_whole: bool = True

    @property
    def cost(self) -> int:
        """Points."""
        return self.judgement.cost

    @property
    def gap_points(self) -> int | None:
        """Points that are left to gain at most."""
        return None if self.bound is None else max(0, self.cost - self.bound)

    @property
    def gap(self) -> float | None:
        """Share of the cost that is left to gain at most."""
        points = self.gap_points
        return None if points is None else points / max(self.cost, 1)

    @property
    def status(self) -> Status:
        """Say whether it is proven best."""
        return Status.OPTIMAL if self.gap_points == 0 else Status.FEASIBLE
