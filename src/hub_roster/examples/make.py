"""Example services by kind: each made from one seed, and drawn again until it is as hard as asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.examples import crewe, north_yorkshire, shropshire
from hub_roster.examples.crewe import service as crewe_service
from hub_roster.examples.shropshire import service as shropshire_service

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

FIRST_DAY = north_yorkshire.FIRST_DAY
FIXTURE_SEED = north_yorkshire.FIXTURE_SEED
"""The seed of every file in fixtures/."""
MOST_DRAWS = 20

NORTH_YORKSHIRE = "north-yorkshire"


@dataclass(frozen=True)
class Service:
    """A kind of example that is one whole service.

    Attributes
    ----------
    draw
        Draws one, however hard its weeks turn out.
    too_easy
        Says in what an example is not as hard as asked; nothing where it is.
    """

    draw: Callable[[str, int, date], Problem]
    too_easy: Callable[[Problem], list[str]]


SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        "shropshire": Service(shropshire_service.draw_service, shropshire.too_easy),
        "crewe": Service(crewe_service.draw_service, crewe.too_easy),
    }
)
LIKE = (NORTH_YORKSHIRE, *SERVICES)
"""Kinds of example that can be made."""


def make_hub(
    seed: int,
    *,
    like: str = NORTH_YORKSHIRE,
    hubs: int = 1,
    weeks: int = 1,
    first_day: date = FIRST_DAY,
) -> Problem:
    """Make an example: the same for the same arguments, on every machine.

    Parameters
    ----------
    seed
        Any whole number.
    like
        The kind of example, one of `LIKE`.
    hubs
        How many hubs, each with its own team, home, young people and country; the kinds that are one whole
        service have all there is of it.
    weeks
        Length of the period.
    first_day
        The Monday it starts on.

    Raises
    ------
    ValueError
        If there is no such kind, the first day is not a Monday, or a number is out of range.
    """
    if like not in LIKE:
        raise ValueError(f"there is no example like {like!r}; there is {', '.join(LIKE)}")
    if first_day.weekday() != 0:
        raise ValueError(f"the period starts on a Monday; {first_day.isoformat()} is not one")
    if hubs < 1 or not 1 <= weeks <= 26:
        raise ValueError("an example has at least one hub, and from 1 to 26 weeks")
    service = SERVICES.get(like)
    if service is None:
        return north_yorkshire.make(seed, hubs, weeks, first_day)
    if hubs > 1:
        raise ValueError(f"an example like {like} is one whole service; only one can be made at a time")
    for attempt in range(MOST_DRAWS):
        problem = service.draw(f"{seed}/{attempt}", weeks, first_day)
        # A longer example is hard enough by its length.
        if weeks > 1 or not service.too_easy(problem):
            return problem
    raise ValueError(f"seed {seed} gives no example that is hard enough; take another")
