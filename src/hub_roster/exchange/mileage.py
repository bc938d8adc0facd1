"""Miles of the drives of a duty, from what the hub gave and nothing else."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.home import PartKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub_roster.domain.duty import Duty
    from hub_roster.domain.problem import Problem

Way = tuple[str, str]


def miles_known(problem: Problem) -> Mapping[Way, float]:
    """Give the miles of each way that has any: the same both ways, unless the way back has its own."""
    way = {(d.origin, d.destination): d.miles for d in problem.driving if d.miles is not None}
    return MappingProxyType({(b, a): miles for (a, b), miles in way.items()} | way)


def ways_of(base: str, duty: Duty) -> tuple[Way, ...]:
    """Give the drives of a duty in order, from place to place: those whose minutes `legs` gives.

    Going to and from a shift is a journey to work: no drive on duty, and no miles to claim.
    """
    parts = duty.parts
    start = next((part.place for part in parts if part.kind is not PartKind.OUTREACH), base)
    stops = [part.place for part in parts]
    if parts[0].kind is PartKind.OUTREACH:
        stops.insert(0, start)
    if parts[-1].kind is PartKind.OUTREACH:
        stops.append(start)
    return tuple((a, b) for a, b in pairwise(stops) if a != b)


def miles_of(base: str, duty: Duty, known: Mapping[Way, float]) -> float | None:
    """Give the miles of a duty; None where the hub gave none for one of its drives."""
    ways = ways_of(base, duty)
    return sum(known[way] for way in ways) if all(way in known for way in ways) else None
