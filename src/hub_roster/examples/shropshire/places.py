"""Where a service like Shropshire's is: towns, seven homes near them, six integration sites, one base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub_roster.domain.place import DrivingTime, Place, PlaceKind
from hub_roster.examples.places import Area, County, driving

if TYPE_CHECKING:
    from random import Random

SHREWSBURY = Area("Shrewsbury", 52.7080, -2.7540, 7)
TOWNS = (
    Area("Oswestry", 52.8598, -3.0538, 4),
    Area("Wem", 52.8560, -2.7260, 1),
    Area("Ellesmere", 52.9070, -2.8940, 1),
    Area("Whitchurch", 52.9690, -2.6820, 2),
    Area("Market Drayton", 52.9045, -2.4848, 2),
    Area("Church Stretton", 52.5386, -2.8080, 1),
    Area("Bridgnorth", 52.5350, -2.4190, 2),
    Area("Ludlow", 52.3680, -2.7180, 2),
)
KNOWN = {
    "Wem": 20,
    "Church Stretton": 25,
    "Ellesmere": 30,
    "Oswestry": 35,
    "Market Drayton": 40,
    "Whitchurch": 40,
    "Bridgnorth": 40,
    "Ludlow": 50,
}
"""Minutes from Shrewsbury (domain.md 6.4)."""
SITES = ("Oswestry", "Shrewsbury", "Whitchurch", "Market Drayton", "Bridgnorth", "Ludlow")
"""Towns with an integration site (domain.md 2.2)."""
BASE = "Stepping Stones base"
TREES = ("Alder", "Cedar", "Hazel", "Juniper", "Maple", "Rowan", "Willow")
"""Code names of the homes: no young person has one of them as a code."""
NEAR = 0.03
"""Degrees a home may lie from the middle of its town."""
NORTH_TO_SOUTH = (*("Oswestry", "Ellesmere", "Whitchurch", "Wem", "Market Drayton"), "Shrewsbury")


@dataclass(frozen=True)
class Country:
    """The places of one example.

    Attributes
    ----------
    town_of
        The town of each home, by the home's code name.
    """

    areas: tuple[Area, ...]
    town_of: dict[str, str]

    @property
    def weights(self) -> dict[str, float]:
        """The towns, and how many of the families each draws compared with the others."""
        return {town.code: float(town.weight) for town in (SHREWSBURY, *TOWNS)}

    def roads(self) -> list[DrivingTime]:
        """List driving times between all places."""
        return driving([County("Shropshire", SHREWSBURY, self.areas, KNOWN)])

    def places(self) -> list[Place]:
        """List all places."""
        return [
            Place(code=SHREWSBURY.code),
            *(Place(code=area.code, kind=_kind(area.code)) for area in self.areas),
        ]


def _kind(code: str) -> PlaceKind:
    if code.endswith(" House"):
        return PlaceKind.HOME
    return PlaceKind.BASE if code == BASE or code.endswith(" site") else PlaceKind.AREA


def house(tree: str) -> str:
    """Give what a home and its place are called."""
    return f"{tree} House"


def site(town: str) -> str:
    """Give what the integration site of a town is called."""
    return f"{town} site"


def country(draw: Random) -> Country:
    """Draw where the homes stand: two near Shrewsbury, the others each near a town of its own."""
    towns = {town.code: town for town in (SHREWSBURY, *TOWNS)}
    chosen = ["Shrewsbury", "Shrewsbury", *draw.sample([town.code for town in TOWNS], len(TREES) - 2)]
    # Neighbours by number are neighbours on the map: staff float to the next homes.
    order = [*NORTH_TO_SOUTH, "Bridgnorth", "Church Stretton", "Ludlow"]
    town_of = dict(zip(TREES, sorted(chosen, key=order.index), strict=True))
    homes = (
        Area(
            house(tree),
            towns[town].north + draw.uniform(-NEAR, NEAR),
            towns[town].east + draw.uniform(-NEAR, NEAR),
        )
        for tree, town in town_of.items()
    )
    sites = (Area(site(town), towns[town].north + 0.005, towns[town].east) for town in SITES)
    base = Area(BASE, SHREWSBURY.north - 0.01, SHREWSBURY.east + 0.01)
    return Country((*TOWNS, base, *homes, *sites), town_of)
