"""What people were offered and answered since a hub's file was written, put into a problem of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hub_roster.domain.offers import Offer
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import shift_of

Asked = tuple[str, str]
"""A person, and a shift (not a seat of it), appointment or spell."""


def with_offers(problem: Problem, standing: Iterable[Offer], ended: Collection[Asked]) -> Problem:
    """Give a problem in which kept offers stand beside those of its file.

    For the same person and task a kept one speaks, even where it says that the offer stands no more. What
    names a person or a task that the problem does not have is left out.

    Parameters
    ----------
    ended
        Offers that were withdrawn, lapsed, or taken by somebody else.
    """
    kept = {(offer.person, shift_of(offer.task)): offer for offer in standing}
    if not kept and not ended:
        return problem
    of_file = [
        offer
        for offer in problem.offers
        if (offer.person, shift_of(offer.task)) not in kept
        and (offer.person, shift_of(offer.task)) not in ended
    ]
    known = [offer for offer in kept.values() if offer.person in problem.person and problem.task(offer.task)]
    return problem.edited(offers=(*of_file, *known))
