"""Hubs, the places work happens at, and the driving between them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hub_roster.domain.model import Code, Minutes, PersonKey, Record, Words


class Hub(Record):
    """A service: one team, its homes, and about forty young people."""

    code: Code
    name: Words = ""


class Pod(Record):
    """A team within a hub, under a supervisor who answers for its cases."""

    code: Code
    hub: Code
    supervisor: PersonKey = Field(description="The social worker who holds the statutory responsibility.")
    deputy: PersonKey | None = Field(default=None, description="Who stands in for the supervisor.")


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
    miles: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)] | None = Field(
        default=None, description="Miles of road, for mileage claims; empty where the hub has not given them."
    )
