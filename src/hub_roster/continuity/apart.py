"""Who is shown apart and not ranked with the others: figures of theirs would say something else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hub_roster.continuity.measures import FEW
from hub_roster.domain.young_people import StayKind, Supported, YoungPerson

if TYPE_CHECKING:
    from hub_roster.continuity.fulfilment import Tally
    from hub_roster.domain.problem import Problem

LEAST_DECLINED = 2
"""Visits tried and declined from which on they can be a habit and not a bad day (an assumption)."""


class Apart(StrEnum):
    """Why somebody is shown apart."""

    CUSTODY = "in custody"
    HOSPITAL = "in hospital"
    FORMER = "former, staying in touch"
    REFUSALS = "visits mostly declined"
    NOTHING_OWED = "nothing owed"
    TOO_FEW = "too few contacts"


AWAY = {StayKind.CUSTODY: Apart.CUSTODY, StayKind.HOSPITAL: Apart.HOSPITAL}


def apart(
    problem: Problem, someone: Supported, *, before: Tally, owed: int, unmet: int, contacts: int | None
) -> Apart | None:
    """Say why somebody is not ranked; None where they are. The first reason that holds is given.

    Parameters
    ----------
    before
        Visits of the four weeks before.
    owed, unmet
        Minutes owed in the period, and those of them nobody has.
    contacts
        Contacts of the four weeks before and of the period; None where the hub keeps no ledger of them.

    Notes
    -----
    Few contacts set nobody apart who goes without something owed: they may be few because nobody comes.
    """
    away = _away(problem, someone.code)
    if away is not None:
        return away
    if isinstance(someone, YoungPerson) and _has_moved_on(problem, someone):
        return Apart.FORMER
    if before.declined >= LEAST_DECLINED and before.declined > before.met:
        return Apart.REFUSALS
    if not owed:
        return Apart.NOTHING_OWED
    return Apart.TOO_FEW if contacts is not None and contacts < FEW and not unmet else None


def _away(problem: Problem, code: str) -> Apart | None:
    """Say whether somebody is in hospital or custody for more than half of the period."""
    stays = [problem.stay_of(code, day) for day in problem.days]
    for kind, group in AWAY.items():
        if 2 * sum(stay is not None and stay.kind is kind for stay in stays) > len(stays):
            return group
    return None


def _has_moved_on(problem: Problem, young: YoungPerson) -> bool:
    return young.moved_on is not None and young.moved_on <= problem.first_day
