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


def test_a_sentence_calls_everybody_as_they_are_shown() -> None:
    """A code that stands as a word of its own, and no other word that holds it."""
    eyes = Eyes(HUB, {"Wren": "Wren"})
    assert eyes.said("Heron and Wren see ann by Heronsgate.") == (
        "a young person and Wren see ann by Heronsgate."
    )


def test_a_code_may_begin_and_end_with_any_sign() -> None:
    """And stand in a name with underscores: it is a code there too."""
    odd = tiny.hub(tiny.people("ann"), tiny.young("J."), tiny.young("(K)"), tiny.young("Wren"))
    said = Eyes(odd, {}).said("J. with (K), J.; visit_Wren_2 of Wrenfield, for Wren's sake.")
    assert said == (
        "a young person with a young person, a young person; visit_a young person_2 of Wrenfield, "
        "for a young person's sake."
    )


def test_what_is_given_away_is_remembered() -> None:
    """Each code shown, by whatever way; no pseudonym, and nobody who was not shown."""
    eyes = Eyes(HUB, {"Heron": "Heron", "Wren": "Young person 7F3A"})
    for named in ("ann", "Wren"):
        eyes.whom(named)
    for task in ("to Wren", EARLY, "call"):
        eyes.task(task)
    assert eyes.shown.codes == {}
    eyes.task("to Heron")
    assert eyes.shown.codes == {HUB.id: {"Heron"}}
