"""An example service like Project Crewe: pods that work with families, and no home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.examples import figures

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

OF_HOMES = frozenset(
    {
        *("homes", "shifts", "cover", "shift_needs", "own_adults", "duties_before"),
        *("households", "placements", "moves", "escorts"),
    }
)
"""Tables of homes and hub carers, which this kind has none of."""
ASKED = figures.Asked(
    people=(28, 45),
    appointments=(150, 220),
    evening_share=0.60,
    for_two=10,
    unused=OF_HOMES | {"locks", "numbers", "published"},
)
"""How hard a week is: domain.md 6.4b for a service of this size [A]."""


def too_easy(problem: Problem) -> list[str]:
    """Say in what an example is not what is asked."""
    return figures.too_easy(problem, ASKED)
