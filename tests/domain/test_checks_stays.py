"""Young people who have left every place they lived, and are still to be visited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hub_roster.domain.checks import Fault
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Stay, StayKind

FaultsWith = Callable[..., list[Fault]]


def lodgings(first: date, last: date | None) -> Stay:
    """Give a stay of Maple."""
    return Stay(young_person="Maple", kind=StayKind.LODGINGS, first_day=first, last_day=last)


def test_a_visit_to_nowhere(sound: Problem, faults_with: FaultsWith) -> None:
    """Maple is to be visited from Monday and left the lodgings on Sunday: somebody has to say where to."""
    left = lodgings(date(2025, 1, 1), date(2026, 1, 4))
    (fault,) = faults_with(stays=(*sound.stays, left))
    assert fault == Fault(
        ("young_people", 1, "code"),
        "Maple has a visit in the period, but the last stay ended on Sun 4 Jan 2026: "
        "say in Stays where they live now.",
    )
    assert faults_with(stays=(*sound.stays, left), visits=(), driving=sound.driving) == []


def test_a_stay_now_or_to_come_is_somewhere(sound: Problem, faults_with: FaultsWith) -> None:
    """A stay that reaches the period, has no end, or is still to come leaves nothing to ask."""
    left = lodgings(date(2025, 1, 1), date(2026, 1, 4))
    for first, last in (
        (date(2026, 1, 5), None),
        (date(2026, 1, 5), date(2026, 1, 5)),
        (date(2026, 2, 1), None),
    ):
        assert faults_with(stays=(*sound.stays, left, lodgings(first, last))) == []
