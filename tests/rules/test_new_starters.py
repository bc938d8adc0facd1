"""New starters: never the only adult in a home, and not the leader of a shift."""

from __future__ import annotations

from hub_roster.domain.people import Skill
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.cover import ShiftSkills
from hub_roster.rules.new_starters import NewStarterAlone
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, drafted, hub, need, on, people, points, resident, shift, who
from tests.tiny_life import escort, induction, week_time

HOUR = 60


def oak(*rows: Rows) -> Problem:
    """Give Oak with two on the late; eve is new, and flo until Tuesday."""
    return hub(
        people("ann eve flo"),
        resident("Heron"),
        shift("late", "Mon Tue", seats=2),
        induction("eve"),
        induction("flo", "Tue"),
        rows,
    )


def test_a_new_starter_is_not_the_only_adult() -> None:
    """Alone, or with another new starter; with anybody else it is fine, and so is nobody: another rule's."""
    assert points(NewStarterAlone, oak(), eve="late Mon") == 8 * HOUR
    assert points(NewStarterAlone, oak(), eve="late Mon", flo="late Mon") == 8 * HOUR
    assert points(NewStarterAlone, oak(), eve="late Mon", ann="late Mon") == 0
    assert points(NewStarterAlone, oak(), ann="late Mon") == 0
    assert points(NewStarterAlone, oak()) == 0
    (charge,) = charges(NewStarterAlone, oak(), eve="late Mon")
    assert (charge.whom, charge.priority) == ("Oak", Priority.COVER)


def test_what_comes_after_the_period_is_not_known() -> None:
    """From seven on Monday somebody may be on the next early, who is not drafted yet."""
    night = [shift("waking night", "Sun"), shift("sleep-in", "Sun")]
    alone = {"eve": "waking night Sun", "ann": "sleep-in Sun"}
    assert points(NewStarterAlone, oak(night), **alone) == HOUR  # from ten to eleven


def test_an_induction_signed_off_ends_it() -> None:
    """Flo on Tuesday is as good as anybody."""
    assert points(NewStarterAlone, oak(), flo="late Mon") == 8 * HOUR
    assert points(NewStarterAlone, oak(), flo="late Tue") == 0
    assert points(NewStarterAlone, oak(), flo="late Tue", eve="late Tue") == 0


def test_nobody_is_alone_in_an_empty_home() -> None:
    """Heron is out from three to seven: four hours are left."""
    out = week_time("Heron", "15:00 19:00", "Mon")
    assert points(NewStarterAlone, oak(out), eve="late Mon") == 4 * HOUR


def test_comings_and_goings_take_nothing_from_it() -> None:
    """Heron is out from four to five, and Wren at home: it is one late, all of it."""
    out = week_time("Heron", "16:00 17:00", "Mon")
    assert points(NewStarterAlone, oak(resident("Wren"), out), eve="late Mon") == 8 * HOUR


def test_an_edit_of_tuesday_tells_of_tuesday() -> None:
    """On Monday flo is alone, and not told of again."""
    assert told_of_edit(NewStarterAlone, oak(), "eve", flo="late Mon", eve="late Tue") == ["Oak"]


def test_who_is_out_on_an_escort_is_not_there() -> None:
    """Ann takes Heron out for an hour, and Wren stays with eve."""
    rows = [resident("Wren"), escort("e", "Heron", "Mon 16:00", 60)]
    alone = {"eve": "late Mon", "ann": "late Mon, e Mon 16:00"}
    assert points(NewStarterAlone, oak(rows), **alone) == HOUR
    assert points(NewStarterAlone, oak(rows), eve="late Mon, e Mon 16:00") == 7 * HOUR  # nobody is left
    assert points(NewStarterAlone, oak(escort("e", "Heron", "Mon 16:00", 60)), **alone) == 0


def test_a_draft_puts_somebody_beside_them() -> None:
    """Of Monday's two seats ann takes one, before eve and flo are on it together."""
    assert "ann" in who(drafted(oak()).roster, f"Oak/{on('Mon')}")


def test_a_new_starter_does_not_lead() -> None:
    """Whatever skills they hold; they count for first aid."""
    held = [Skill(person=p, skill=s) for p in ("eve", "ann") for s in ("shift leader", "first aid", "checks")]
    lead, aid = oak(held, need("shift leader", "late")), oak(held, need("first aid", "late"))
    assert points(ShiftSkills, lead, eve="late Mon", ann="late Tue") == 8 * HOUR
    assert points(ShiftSkills, aid, eve="late Mon", ann="late Tue") == 0
    counted = PolicyNumber(rule="skills on a shift", number="new_starter_leads", value=1)
    assert (
        points(ShiftSkills, oak(held, need("shift leader", "late"), counted), eve="late Mon", ann="late Tue")
        == 0
    )
    nothing = PolicyNumber(rule="skills on a shift", number="new_starter_helps", value=0)
    assert (
        points(ShiftSkills, oak(held, need("first aid", "late"), nothing), eve="late Mon", ann="late Tue")
        == 8 * HOUR
    )
