"""Who is with whom by the ledger and by a roster."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from hub_roster.continuity.meetings import meetings
from hub_roster.domain.appointments import AppointmentKind
from hub_roster.domain.clock import instant
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.roster import assign
from hub_roster.domain.tasks import Escort, Meeting, Session
from hub_roster.domain.young_people import Setting
from tests.tiny import at, on, people, roster, visit, young
from tests.tiny import hub as tiny_hub

if TYPE_CHECKING:
    from tests.continuity.conftest import TinyHub


def test_in_order(hub: TinyHub) -> None:
    """Ledger first, then the roster's shifts and visits in order of time; others' are others'."""
    hub.young_person("Heron", resident=True).young_person("Wren")
    hub.contact("cat", "Heron", 3).contact("cat", "Heron", 0).contact("dan", "Heron", 2, hours=0)
    hub.give_visit("v1", "Heron", 0).give_visit("v2", "Wren", 0)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0, 1), seats=2)
    taken = [
        ("ann", "v1"),
        ("ann", "v2"),
        ("ben", "Oak/2026-02-03/early/1"),
        ("ann", "Oak/2026-02-02/early/2"),
    ]
    met = meetings(hub.lines(taken))
    monday = hub.problem().first_day
    assert [(m.person, m.day, m.visit) for m in met["Heron"]] == [
        ("cat", monday - timedelta(days=3), True),
        ("ann", monday, False),
        ("ann", monday, True),
        ("ben", monday + timedelta(days=1), False),
    ]
    assert [m.person for m in met["Wren"]] == ["ann"]


def test_a_shift_taken_before_a_visit(hub: TinyHub) -> None:
    """Both are meetings, in whatever order the roster has them; so is a minute in the ledger."""
    hub.young_person("Heron", resident=True).contact("cat", "Heron", 1, hours=1 / 60)
    hub.give_visit("v1", "Heron", 1).give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    met = meetings(hub.lines([("ann", "Oak/2026-02-02/early/1"), ("ben", "v1")]))["Heron"]
    assert [m.person for m in met] == ["cat", "ann", "ben"]


def test_together(hub: TinyHub) -> None:
    """Nights and restraints are meetings, but no time together."""
    hub.young_person("Heron", resident=True)
    hub.contact("ann", "Heron", 3, setting=Setting.RESTRAINT)
    hub.contact("ann", "Heron", 2, setting=Setting.ASLEEP).contact("ann", "Heron", 1)
    hub.give_shift("night", PartKind.WAKING_NIGHT, 22, 7, days=(0,), seats=1)
    met = meetings(hub.lines([("ben", "Oak/2026-02-02/night/1")]))["Heron"]
    assert [m.together for m in met] == [False, False, True, False]


def test_the_day_after(hub: TinyHub) -> None:
    """A shift of the day after the period is not counted into it."""
    hub.young_person("Heron", resident=True)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    assert meetings(hub.lines([("ben", "Oak/2026-02-09/early/1")]))["Heron"] == ()


def test_escorts_are_time_together_and_staff_matters_are_not() -> None:
    """Ann drives Heron, ben has the duty desk, cat a team meeting: Heron sees ann alone."""
    escort = Escort(
        id="e", young_person="Heron", start=at("Tue 10:00"), minutes=90, origin="Dale", destination="Base"
    )
    desk = Session(code="desk", hub="Hub", place="Base", days=(1,), start=time(9), end=time(17))
    team = Meeting(
        id="team",
        hub="Hub",
        place="Base",
        attendees=("cat",),
        minutes=60,
        first_day=on("Tue"),
        last_day=on("Tue"),
        earliest=time(10),
        latest=time(12),
    )
    problem = tiny_hub(people("ann ben cat"), young("Heron"), escort, desk, team)
    desk_id = next(a.id for a in problem.appointments if a.kind is AppointmentKind.SESSION)
    found = roster(problem, ann="e Tue 10:00", cat="team Tue 10:00")
    start = instant(on("Tue"), time(9))
    on_desk = assign(problem.id, "ben", desk_id, start, start + 480)
    lines = Lines(problem, found.model_copy(update={"assignments": (*found.assignments, on_desk)}))
    assert not lines.unknown
    (met,) = meetings(lines)["Heron"]
    assert (met.person, met.day, met.together, met.visit, met.session) == ("ann", on("Tue"), True, True, "e")
    assert met.start == instant(on("Tue"), time(10))


def test_a_joint_visit_is_one_session() -> None:
    """Heron and Wren with ann at once, then Wren alone: two sessions, and three meetings."""
    both = visit("both", "Heron", "Mon", others=("Wren",))
    problem = tiny_hub(people("ann"), young("Heron"), young("Wren"), both, visit("alone", "Wren", "Tue"))
    met = meetings(Lines(problem, roster(problem, ann="both Mon 10:00, alone Tue 10:00")))
    assert [m.session for m in met["Heron"]] == ["both"]
    assert [m.session for m in met["Wren"]] == ["both", "alone"]
