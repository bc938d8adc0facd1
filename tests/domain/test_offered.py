"""Offers kept since a hub's file was written, put into a problem of it."""

from __future__ import annotations

from hub_roster.domain.offered import with_offers
from hub_roster.domain.offers import AssignmentState, Offer
from tests import tiny

EARLY = "Oak/2026-02-02/early"
HUB = tiny.hub(
    tiny.people("ann ben"),
    tiny.shift("early", "Mon"),
    Offer(person="ann", task=f"{EARLY}/1", state=AssignmentState.DECLINED),
    Offer(person="ben", task=EARLY),
)


def test_a_kept_offer_speaks_over_the_file_s() -> None:
    """For the same person and shift, whichever seat of it; others of the file stand."""
    found = with_offers(HUB, [Offer(person="ann", task=EARLY, state=AssignmentState.ACCEPTED)], ())
    assert {(each.person, each.state) for each in found.offers} == {
        ("ann", AssignmentState.ACCEPTED),
        ("ben", AssignmentState.OFFERED),
    }


def test_an_offer_that_ended_is_none() -> None:
    """The file's own is gone with it."""
    assert [each.person for each in with_offers(HUB, (), {("ben", EARLY)}).offers] == ["ann"]


def test_what_the_problem_does_not_have_is_left_out() -> None:
    """A person who left, a shift that is gone."""
    kept = [Offer(person="dee", task=EARLY), Offer(person="ann", task="Oak/2026-02-10/early")]
    assert with_offers(HUB, kept, ()).offers == HUB.offers


def test_without_any_the_problem_is_the_same() -> None:
    """Not only an equal one: making it again takes a while."""
    assert with_offers(HUB, (), ()) is HUB
