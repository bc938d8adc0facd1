"""Where the families of a service like Project Crewe live: parts of the town, and towns near it."""

from __future__ import annotations

from hub_roster.domain.place import DrivingTime, Place, PlaceKind
from hub_roster.examples.crewe.team import BASE, CENTRE
from hub_roster.examples.places import Area, County, driving

START = Area(BASE, 53.0985, -2.4420)
AREAS = (
    Area("Crewe north", 53.1130, -2.4450, 8),
    Area("Crewe south", 53.0850, -2.4400, 8),
    Area("Crewe west", 53.1000, -2.4640, 8),
    Area("Crewe east", 53.1010, -2.4230, 6),
    Area("Nantwich", 53.0670, -2.5220, 3),
    Area("Haslington", 53.1010, -2.3960, 2),
    Area("Shavington", 53.0620, -2.4500, 2),
    Area("Sandbach", 53.1440, -2.3670, 2),
    Area("Alsager", 53.0960, -2.3060, 1),
)
"""Real places by their middles; how many families live in each is an assumption."""
FAMILY_CENTRE = Area(CENTRE, 53.0950, -2.4480)
WEIGHTS = {area.code: float(area.weight) for area in AREAS}


def roads() -> list[DrivingTime]:
    """List driving times between all places."""
    return driving([County(BASE, START, (*AREAS, FAMILY_CENTRE), {})])


def places() -> list[Place]:
    """List all places."""
    bases = [Place(code=code, kind=PlaceKind.BASE) for code in (BASE, CENTRE)]
    return [*bases, *(Place(code=area.code) for area in AREAS)]
