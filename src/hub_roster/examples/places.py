"""Places of a hub: its base, the areas young people live in, and the driving between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from hub_roster.domain.place import DrivingTime, Place, PlaceKind

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.rounds import Drive

# domain.md 6.4 [D]: great circle x 1.3, 36 mph, rounded to 5 minutes.
EARTH_MILES = 3958.8
DETOUR = 1.3
MILES_PER_HOUR = 36.0
ROUND_TO = 5


@dataclass(frozen=True)
class Area:
    """A place with its point, and how many of the young people it draws compared with others."""

    code: str
    north: float
    east: float
    weight: int = 1


@dataclass(frozen=True)
class County:
    """The country around one hub.

    Attributes
    ----------
    known
        Minutes of driving from the base where domain.md 6.4 gives them.
    """

    town: str
    base: Area
    areas: tuple[Area, ...]
    known: dict[str, int]


SCARBOROUGH = County(
    "Scarborough",
    Area("Scarborough hub", 54.2831, -0.3998),
    (
        Area("Northstead", 54.2920, -0.4100, 8),
        Area("Falsgrave", 54.2780, -0.4180, 7),
        Area("Eastfield", 54.2430, -0.3930, 7),
        Area("Scalby", 54.3010, -0.4480, 3),
        Area("Snainton", 54.2270, -0.5900, 1),
        Area("Filey", 54.2097, -0.2893, 4),
        Area("Hunmanby", 54.1800, -0.3200, 1),
        Area("Pickering", 54.2450, -0.7786, 3),
        Area("Whitby", 54.4863, -0.6133, 4),
        Area("Malton", 54.1359, -0.7985, 3),
    ),
    {"Filey": 15, "Pickering": 35, "Whitby": 35, "Malton": 40},
)
HARROGATE = County(
    "Harrogate",
    Area("Harrogate hub", 53.9921, -1.5418),
    (
        Area("Bilton", 54.0070, -1.5300, 8),
        Area("Jennyfields", 54.0060, -1.5620, 7),
        Area("Starbeck", 53.9990, -1.5010, 7),
        Area("Pannal", 53.9620, -1.5350, 2),
        Area("Knaresborough", 54.0084, -1.4670, 5),
        Area("Boroughbridge", 54.0950, -1.3980, 2),
        Area("Ripon", 54.1361, -1.5238, 5),
        Area("Thirsk", 54.2322, -1.3415, 2),
        Area("Skipton", 53.9629, -2.0163, 3),
    ),
    {"Knaresborough": 5, "Ripon": 20, "Thirsk": 40, "Skipton": 40},
)
REAL = (SCARBOROUGH, HARROGATE)
"""The two hubs of North Yorkshire (domain.md 1.1); further ones are invented, in invented towns."""

INVENTED_STARTS = ("Ask", "Brack", "Corn", "Dun", "Elm", "Garth", "Hesl", "Kirk", "Mick", "Skel")
INVENTED_ENDS = ("ardby", "enthwaite", "erton", "ingley", "omwick")
OFFSETS = (
    *((0.01, 0.02, 8), (-0.02, 0.03, 7), (0.03, -0.03, 7), (-0.05, -0.06, 3), (0.09, 0.12, 4)),
    *((0.2, -0.25, 3), (-0.22, 0.2, 4), (-0.16, -0.38, 3), (0.3, 0.1, 1)),
)
"""Degrees north and east of the base, and weight, of an invented hub's areas."""
GRID_DEGREES = 1.2
GRID_WIDTH = 5


def county(number: int, draw: Random) -> County:
    """Give the country around the hub of a number, counted from 0."""
    return REAL[number] if number < len(REAL) else _invented(number, draw)


def _invented(number: int, draw: Random) -> County:
    """Make up a hub in a cell of a grid of its own, more than an hour's drive from the others."""
    names = [start + end for start in INVENTED_STARTS for end in INVENTED_ENDS]
    chosen = [f"{name}-{number + 1}" for name in draw.sample(names, len(OFFSETS) + 1)]
    row, column = divmod(number, GRID_WIDTH)
    north = 53.0 - GRID_DEGREES * row
    east = -2.0 + 1.6 * GRID_DEGREES * (column - 2)
    areas = tuple(
        Area(code, north + up + draw.uniform(0, 0.02), east + right, weight)
        for code, (up, right, weight) in zip(chosen[1:], OFFSETS, strict=True)
    )
    return County(chosen[0], Area(f"{chosen[0]} hub", north, east), areas, {})


def miles(one: Area, other: Area) -> float:
    """Give the great-circle distance."""
    north, other_north = radians(one.north), radians(other.north)
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin(radians(other.east - one.east) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(half))


def minutes_between(one: Area, other: Area) -> int:
    """Give minutes of driving by the formula of domain.md 6.4, at least five."""
    minutes = miles(one, other) * DETOUR / MILES_PER_HOUR * 60
    # Rounded twice, so that the last bit of a machine's sine cannot move a half.
    return max(ROUND_TO, ROUND_TO * round(round(minutes, 6) / ROUND_TO))


def places_of(where: County) -> list[Place]:
    """List the places of a hub; its home stands at its base."""
    areas = [Place(code=area.code) for area in where.areas]
    return [Place(code=where.base.code, kind=PlaceKind.HOME), *areas]


def driving(counties: list[County]) -> list[DrivingTime]:
    """List driving times between all places."""
    points = [point for where in counties for point in (where.base, *where.areas)]
    known = {(where.base.code, code): minutes for where in counties for code, minutes in where.known.items()}
    return [
        DrivingTime(
            origin=a.code,
            destination=b.code,
            minutes=known.get((a.code, b.code)) or minutes_between(a, b),
        )
        for a, b in combinations(points, 2)
    ]


def drive_by(roads: list[DrivingTime]) -> Drive:
    """Give the minutes between two places by a table, the same both ways."""
    minutes = {(road.origin, road.destination): road.minutes for road in roads}
    minutes |= {(b, a): length for (a, b), length in minutes.items()}

    def drive(origin: str, destination: str) -> int:
        return 0 if origin == destination else minutes[origin, destination]

    return drive
