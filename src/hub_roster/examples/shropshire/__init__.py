"""An example service like Shropshire's: many tiny homes, one roving team, six integration sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.examples import figures

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

ASKED = figures.Asked(
    people=(60, 90),
    appointments=(120, 200),
    evening_share=0.60,
    for_two=10,
    unused=frozenset({"locks", "numbers", "published", "pods"}),
)
"""How hard a week is: domain.md 6.4b for a service of this size [A]."""


def too_easy(problem: Problem) -> list[str]:
    """Say in what an example is not what is asked."""
    return figures.too_easy(problem, ASKED)
