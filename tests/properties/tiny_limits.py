"""Limits of law and health on one person's time in a tiny hub: nights, sleep-ins, runs of days, under 18."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.clock import instant_of
from hub_roster.domain.home import PartKind, ShiftTemplate
from hub_roster.domain.people import NIGHT_ASSESSMENT, DayWorked, Skill
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.tasks import Meeting
from tests.properties.tiny_terms import SKILLS

if TYPE_CHECKING:
    from tests.properties.tiny_hubs import Drawing


def add_limits(drawing: Drawing) -> None:
    """Add each kind of row in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.3, _assessments),
        (0.6, _nights),
        (0.8, _sleep_ins),
        (0.3, _days),
        (0.25, _hours),
        (0.3, _under_18),
        (0.4, _disturbed),
        (0.35, _days_worked),
        (0.6, _fortnight),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)


def _number(drawing: Drawing, rule: str, number: str, *values: float) -> None:
    """Set a number of the policy to one of some values, where nothing has set it."""
    value = drawing.rng.choice(values)
    if not any((row.rule, row.number) == (rule, number) for row in drawing.rows("numbers")):
        drawing.add("numbers", PolicyNumber(rule=rule, number=number, value=value))


def _runs(drawing: Drawing, *kinds: PartKind) -> bool:
    """Say whether the home runs a shift of some kinds."""
    return any(isinstance(row, ShiftTemplate) and row.kind in kinds for row in drawing.rows("shifts"))


def _assessments(drawing: Drawing) -> None:
    """Most hold one; where no skills are recorded at all, everyone has all the others."""
    if not _runs(drawing, PartKind.SLEEP_IN, PartKind.WAKING_NIGHT):
        return
    if not drawing.rows("skills"):
        for person in drawing.rows("people"):
            drawing.add("skills", *(Skill(person=person.key, skill=skill) for skill in SKILLS))
    for person in drawing.rows("people"):
        if drawing.chance(0.6):
            until = drawing.day() - timedelta(days=drawing.rng.randrange(2)) if drawing.chance(0.5) else None
            drawing.add("skills", Skill(person=person.key, skill=NIGHT_ASSESSMENT, valid_until=until))
    if drawing.chance(0.5):
        _number(drawing, "night workers' health", "sleep_ins", 1)


def _nights(drawing: Drawing) -> None:
    if _runs(drawing, PartKind.WAKING_NIGHT):
        _number(drawing, "night length", "hours", 9, 9, 10, 10.5)
    if drawing.chance(0.4):
        _number(drawing, "night length", "special_hazards", 1)
        _number(drawing, "night length", "hours_with_hazards", 8, 10, 11)


def _sleep_ins(drawing: Drawing) -> None:
    if _runs(drawing, PartKind.SLEEP_IN):
        _number(drawing, "sleep-ins", "most_in_seven_days", 0, 0, 1, 2)
        _number(drawing, "sleep-ins", "most_running", 1, 1, 2, 7)


def _days(drawing: Drawing) -> None:
    _number(drawing, "consecutive days", "most_days", 1, 1, 2)


def _hours(drawing: Drawing) -> None:
    _number(drawing, "60 hours", "most_hours", 5, 9, 15, 17.25, 24)


def _under_18(drawing: Drawing) -> None:
    """Somebody turns 18 in the period or after it, and now and then there is more they may take."""
    meetings = [row for row in drawing.rows("meetings") if isinstance(row, Meeting) and row.attendees]
    keys = [person.key for person in drawing.rows("people")]
    key = drawing.rng.choice(drawing.rng.choice(meetings).attendees if meetings else keys)
    row = keys.index(key)
    turns = drawing.rng.choice((drawing.day(), drawing.monday + timedelta(days=300)))
    drawing.edit("people", row, adult_from=turns)
    for number, values in (
        ("hours_a_day", (0.5, 1, 2)),
        ("hours_a_week", (0.25, 0.5, 1)),
        ("rest_hours", (9, 16)),
        ("from_hour", (10,)),
        ("until_hour", (14, 17)),
        ("break_after_hours", (0.5, 1)),
        ("break_minutes", (45,)),
    ):
        if drawing.chance(0.3):
            _number(drawing, "under 18", number, *values)
    for meeting, other in enumerate(drawing.rows("meetings")):
        if isinstance(other, Meeting) and key not in other.attendees and drawing.chance(0.5):
            drawing.edit("meetings", meeting, attendees=(*other.attendees, key))


def _disturbed(drawing: Drawing) -> None:
    """The night before the week was no quiet one; it may leave just too little rest for a shift."""
    for row, before in enumerate(drawing.rows("duties_before")):
        longest = instant_of(before.end) - instant_of(before.start)
        drawing.edit(
            "duties_before", row, disturbed_minutes=min(longest, drawing.rng.choice((60, 240, 480, 720)))
        )


def _days_worked(drawing: Drawing) -> None:
    for person in drawing.rows("people"):
        if drawing.chance(0.3):
            continue
        for back in range(1, drawing.rng.choice((2, 3, 7))):
            duty = drawing.chance(0.8)
            drawing.add(
                "days_worked",
                DayWorked(
                    person=person.key,
                    day=drawing.monday - timedelta(days=back),
                    working_minutes=drawing.rng.choice((60, 480, 600, 900)) if duty else 0,
                    duty=duty,
                    sleep_in=duty and drawing.chance(0.5),
                ),
            )


def _fortnight(drawing: Drawing) -> None:
    """In two weeks rests may lie in one of them; with days kept free a free week is full of them."""
    if drawing.weeks == 2:
        _number(drawing, "weekly rest", "fortnightly", 1)
