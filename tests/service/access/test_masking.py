"""Masking: who may not see young people by their codes reads none, in names of tasks neither."""

from __future__ import annotations

from hub_roster.service.access.masking import A_YOUNG_PERSON, OUTREACH, Eyes
from tests import tiny

HUB = tiny.hub(
    tiny.people("ann"),
    tiny.shift("early", "Mon"),
    tiny.young("Heron"),
    tiny.young("Wren"),
    tiny.visit("to Heron", "Heron"),
    tiny.visit("to Wren", "Wren"),
    tiny.on_call("call", "Mon 17:00", "Tue 09:00"),
)
EARLY = "Oak/2026-02-02/early/1"


def test_who_sees_everybody_reads_everything() -> None:
    """Codes and tasks as they are, those of a file that has changed since included."""
    eyes = Eyes(HUB, {"Heron": "Heron", "Wren": "Wren"})
    assert [eyes.whom(named) for named in ("Heron", "ann", "Oak")] == ["Heron", "ann", "Oak"]
    assert [eyes.task(task) for task in ("to Heron", EARLY, "gone")] == ["to Heron", EARLY, "gone"]


def test_a_pseudonym_takes_the_place_of_a_code() -> None:
    """And a task with whoever has one is outreach."""
    eyes = Eyes(HUB, {"Heron": "Young person 7F3A", "Wren": "Wren"})
    assert eyes.whom("Heron") == "Young person 7F3A"
    assert [eyes.task(task) for task in ("to Heron", "to Wren", "gone")] == [OUTREACH, "to Wren", OUTREACH]


def test_who_sees_nobody_reads_no_code() -> None:
    """Shifts and on-call are nobody's secret."""
    eyes = Eyes(HUB, {})
    assert eyes.whom("Heron") == A_YOUNG_PERSON
    assert [eyes.task(task) for task in ("to Heron", "gone", EARLY, "call")] == [
        OUTREACH,
        OUTREACH,
        EARLY,
        "call",
    ]
