"""Offers and published work: of tasks there are, and offered, accepted or declined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hub_roster.domain.checks import Fault
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.tasks import PublishedAssignment

FaultsWith = Callable[..., list[Fault]]

SEAT = "Cliff/2026-01-05/Early/1"


def test_an_offer_is_offered_accepted_or_declined(faults_with: FaultsWith) -> None:
    """Contracted work is no offer."""
    states = [AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DECLINED]
    seats = [f"Cliff/2026-01-0{day}/Early/1" for day in (5, 6, 7, 8)]
    sound_offers = [Offer(person="C:1", task=seat, state=s) for seat, s in zip(seats, states, strict=False)]
    assert faults_with(offers=sound_offers) == []
    (fault,) = faults_with(offers=(Offer(person="C:1", task=seats[3], state=AssignmentState.CONTRACTED),))
    assert fault.path == ("offers", 0, "state")
    assert "'contracted' is none of these" in fault.message


def test_an_offer_is_of_a_task_the_period_has(faults_with: FaultsWith) -> None:
    """As a lock is."""
    (fault,) = faults_with(offers=(Offer(person="C:1", task="Mapel 1"),))
    assert fault == Fault(
        ("offers", 0, "task"), "The period has no task called 'Mapel 1'. Did you mean 'Maple 1'?"
    )


def test_published_work_that_no_week_has_is_found(faults_with: FaultsWith) -> None:
    """'Early' keeps nobody from change: told, and how a seat is called. A seat of another week is none."""
    row = PublishedAssignment(person="C:1", task=SEAT, start=datetime(2026, 1, 5, 7, 30))
    assert faults_with(published=(row,)) == []
    (fault,) = faults_with(published=(row.model_copy(update={"task": "Early"}),))
    assert fault.path == ("published", 0, "task")
    assert "A seat is called like" in fault.message
    assert faults_with(published=(row.model_copy(update={"task": "Cliff/2025-12-29/Early/1"}),)) == []
