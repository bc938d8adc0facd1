"""The usual fostering limit, and the planned moves that would pass it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hub_roster.domain.people import USUAL_CHILDREN

if TYPE_CHECKING:
    from datetime import date

    from hub_roster.domain.people import Placement
    from hub_roster.domain.plans import Move
    from hub_roster.domain.tables import Tables


def over_the_limit(tables: Tables) -> Iterator[Move]:
    """Give decided moves to a household that would have more children than it may, with no exemption.

    Children placed before the day of the move count, and those who move there sooner. One placed on that very
    day is taken to be the one who moves; a row about one carer of a household is about a child that stands
    in the household's own.
    """
    most = {household.code: household.most_children for household in tables.households}
    sooner: list[Move] = []
    for day, move in sorted(_to_come(tables), key=lambda each: each[0]):
        moved = sum(
            other.household == move.household and not _placed(tables, move.household, other.planned_day)
            for other in sooner
        )
        children = sum(row.first_day < day for row in _there(tables, move.household, day)) + moved + 1
        if children > most.get(move.household, USUAL_CHILDREN) and not move.exemption:
            yield move
        else:
            sooner.append(move)


def _to_come(tables: Tables) -> Iterator[tuple[date, Move]]:
    """Give decided moves to households that are still to be made, with their days."""
    for move in tables.moves:
        day = move.planned_day
        decided = move.decided_on is not None and move.ended_on is None
        if move.household and decided and day is not None and day >= tables.first_day:
            yield day, move


def _there(tables: Tables, household: str, day: date) -> Iterator[Placement]:
    """Give the children placed with a household on a day."""
    for row in tables.placements:
        theirs = row.household == household and row.person is None
        if theirs and row.first_day <= day and (row.last_day is None or day <= row.last_day):
            yield row


def _placed(tables: Tables, household: str, day: date | None) -> bool:
    """Say whether the child who moves to a household on a day has a row already."""
    return day is not None and any(row.first_day == day for row in _there(tables, household, day))
