"""Who knows whom and what is said, for a service of any kind: approvals, acquaintances, views."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import Approval
from hub_roster.domain.young_people import Acquaintance, HowWell, View, ViewKind
from hub_roster.examples.draws import weighted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from hub_roster.domain.young_people import Supported

Pair = tuple[str, str]
"""A person's key and the code of a young person or adult."""

KNOWS = {HowWell.A_LITTLE: 0.5, HowWell.WELL: 0.2, HowWell.NOT: 0.3}
"""What a manager says of pairs outside a circle, where anything is said [A]."""
TOLD = 0.5
"""Share of approved pairs of whom a manager says something [A]."""
ENDS = 0.05
"""Share of approvals that end within the next months [A]."""
SAYS_ASKS_FOR, SAYS_FINE, SAYS_NOT_WITH = 6, 12, 4


def circle(one: Supported) -> tuple[str, ...]:
    """Give key worker, deputy and core team, each once."""
    named = (one.key_worker, one.deputy, *one.core_team)
    return tuple(dict.fromkeys(key for key in named if key))


def circles(everybody: Iterable[Supported]) -> set[Pair]:
    """Give all pairs of somebody and one of their own."""
    return {(person, one.code) for one in everybody for person in circle(one)}


def approvals_of(pairs: set[Pair], first_day: date, draw: Random) -> list[Approval]:
    """Write approvals down; a few end within the next months."""
    return [
        Approval(
            person=person,
            young_person=code,
            valid_from=first_day - timedelta(days=draw.randint(30, 400)),
            valid_until=first_day + timedelta(days=60) if draw.random() < ENDS else None,
        )
        for person, code in sorted(pairs)
    ]


def acquaintances_of(pairs: set[Pair], met: set[Pair], draw: Random) -> list[Acquaintance]:
    """Write down who knows whom in a manager's judgement; of those who have met, something is always said."""
    rows = []
    for person, code in sorted(pairs | met):
        if (person, code) in met:
            how_well: HowWell | None = HowWell.WELL if draw.random() < 0.4 else HowWell.A_LITTLE
        else:
            how_well = weighted(KNOWS, draw) if draw.random() < TOLD else None
        if how_well is not None:
            rows.append(Acquaintance(person=person, young_person=code, how_well=how_well))
    return rows


def views_of(own: set[Pair], others: set[Pair], first_day: date, draw: Random) -> list[View]:
    """Write down what was said of one's own people, and of a few others: not with them.

    Parameters
    ----------
    others
        Pairs that may be kept apart without leaving anybody alone.
    """
    said = draw.sample(sorted(own), SAYS_ASKS_FOR + SAYS_FINE)
    kinds = [ViewKind.ASKS_FOR] * SAYS_ASKS_FOR + [ViewKind.FINE] * SAYS_FINE
    views = list(zip(said, kinds, strict=True))
    views += [(pair, ViewKind.NOT_WITH) for pair in draw.sample(sorted(others), SAYS_NOT_WITH)]
    return [
        View(young_person=code, person=person, view=kind, day=first_day - timedelta(days=draw.randint(2, 90)))
        for (person, code), kind in views
    ]
