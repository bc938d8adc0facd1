"""Personal needs of tasks: of a visit, an escort or a whole shift there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.plans import Plan
from hub_roster.domain.tasks import Who
from hub_roster.domain.young_people import PersonalNeed

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

DAY = date(2026, 1, 5)
SEAT = "Cliff/2026-01-05/Early/1"


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("Maple 1", None),
        ("Cliff/2026-01-05/Early", None),
        (SEAT, "A need is about the whole shift: leave out the seat, 'Cliff/2026-01-05/Early'."),
        (
            "Cliff/2026-01-05/Erly",
            "The period has no visit, escort or shift called 'Cliff/2026-01-05/Erly'. "
            "Did you mean 'Cliff/2026-01-05/Early'?",
        ),
        (
            "Monday",
            "The period has no visit, escort or shift called 'Monday'. "
            "A shift is called like 'Ash/2026-11-28/late': home, date, shift.",
        ),
    ],
)
def test_a_personal_need_is_about_a_task_there_is(
    faults_with: FaultsWith, task: str, message: str | None
) -> None:
    """A visit, an escort or a whole shift of the period; a seat is one person's."""
    papers: dict[str, Any] = {"recorded": "Plan 7", "approved_by": "Panel", "review_by": DAY}
    found = faults_with(personal_needs=(PersonalNeed(task=task, skill="medication", **papers),))
    assert found == ([] if message is None else [Fault(("personal_needs", 0, "task"), message)])


def test_a_personal_need_may_be_about_one_of_a_series(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit of a plan by its week; one of a week the period does not have is unknown."""
    plan = Plan(
        code="Weekly", young_person="Maple", minutes=60, earliest=time(16), latest=time(18), who=Who.ANYONE
    )
    papers: dict[str, Any] = {"recorded": "Plan 7", "approved_by": "Panel", "review_by": DAY}
    needs = [
        PersonalNeed(task=f"Weekly {monday} 1", skill="medication", **papers)
        for monday in (DAY, date(2026, 1, 12))
    ]
    (fault,) = faults_with(plans=(plan,), personal_needs=needs)
    assert fault.path == ("personal_needs", 1, "task")
