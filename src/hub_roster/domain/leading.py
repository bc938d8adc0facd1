"""Who leads a shift: whoever holds what the home asks of its leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.tasks import Shift


class Leads(StrEnum):
    """How somebody on a shift stands to leading it.

    The leader is whoever has to be, as nobody else on the shift can be; of several who can, each may lead:
    which of them does is the manager's to say.
    """

    LEADER = "leader"
    MAY_LEAD = "may lead"


def asks_for_leader(problem: Problem, shift: Shift) -> bool:
    """Say whether a shift must hold a leader."""
    return any(
        need.leads and (need.home, need.shift) == (shift.home, shift.name) for need in problem.shift_needs
    )


def leading(problem: Problem, shift: Shift, on: Iterable[str]) -> Mapping[str, Leads]:
    """Say who of those on a shift leads it, or may; nobody where the shift asks for no leader."""
    there, found = tuple(on), dict[str, Leads]()
    for need in problem.shift_needs:
        if need.leads and (need.home, need.shift) == (shift.home, shift.name):
            able = [key for key in there if problem.has_skill(key, need.skill, shift.day)]
            found |= dict.fromkeys(able, Leads.LEADER if len(able) <= need.adults else Leads.MAY_LEAD)
    return found
