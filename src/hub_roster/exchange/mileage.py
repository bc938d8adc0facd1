"""Miles of the drives of a duty, from what the hub gave and nothing else."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.duty import Way, ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub_roster.domain.duty import Duty
    from hub_roster.domain.problem import Problem


def miles_known(problem: Problem) -> Mapping[Way, float]:
    """Give the miles of each way that has any: the same both ways, unless the way back has its own."""
    way = {(d.origin, d.destination): d.miles for d in problem.driving if d.miles is not None}
    return MappingProxyType({(b, a): miles for (a, b), miles in way.items()} | way)


def ways_of(base: str, duty: Duty) -> tuple[Way, ...]:
    """Give the drives of a duty from place to place: between its parts, and those of escorts one way."""
    driven = [way for way in ways(base, duty.parts) if way[0] != way[1]]
    return (*driven, *((part.place, part.ends_at) for part in duty.parts if part.ends_at))


def miles_of(base: str, duty: Duty, known: Mapping[Way, float]) -> float | None:
    """Give the miles of a duty; None where the hub gave none for one of its drives."""
    ways = ways_of(base, duty)
    return sum(known[way] for way in ways) if all(way in known for way in ways) else None
