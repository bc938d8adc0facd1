"""The usual fostering limit, and the planned moves that would pass it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hub_roster.domain.people import USUAL_CHILDREN

if TYPE_CHECKING:
    from hub_roster.domain.plans import Move
    from hub_roster.domain.tables import Tables


def over_the_limit(tables: Tables) -> Iterator[Move]:
    """Give decided moves to a household that would have more children than it may, with no exemption.

    Children placed before the day of the move count. One placed on that very day is taken to be the one
    who moves; a row about one carer of a household is about a child that stands in the household's own.
    """
    most = {household.code: household.most_children for household in tables.households}
    for move in tables.moves:
        day = move.planned_day
        if not move.household or day is None or day < tables.first_day:
            continue
        if move.decided_on is None or move.ended_on is not None or move.exemption:
            continue
        placed = sum(
            placement.household == move.household
            and placement.person is None
            and placement.first_day < day
            and (placement.last_day is None or day <= placement.last_day)
            for placement in tables.placements
        )
        if placed + 1 > most.get(move.household, USUAL_CHILDREN):
            yield move
