"""Hubs, the places work happens at, and the driving between them."""

from __future__ import annotations

from enum import StrEnum

from hub_roster.domain.model import Code, Minutes, Record, Words


class Hub(Record):
    """A service: one team, its homes, and about forty young people."""

    code: Code
    name: Words = ""


class PlaceKind(StrEnum):
    """What stands at a place."""

    HOME = "home"
    BASE = "base"
    AREA = "area"


class Place(Record):
    """Somewhere a duty starts, passes or ends. An area stands for all addresses in it: no address is kept."""

    code: Code
    kind: PlaceKind = PlaceKind.AREA


class DrivingTime(Record):
    """Minutes of driving between two places, the same both ways unless the way back has a row of its own."""

    origin: Code
    destination: Code
    minutes: Minutes
