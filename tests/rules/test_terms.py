"""Who may take what by their terms: own hubs, partners, volunteers, bookings, inductions, offers."""

from __future__ import annotations

import pytest

from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import Employment, Skill
from hub_roster.domain.place import Hub
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Who
from hub_roster.rules.eligibility import Skills
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import Rulebook
from hub_roster.rules.terms import Declined, Inducted, OwnHubs, TermsOfWork
from tests.tiny import Rows, broken, hub, on, on_call, people, person, resident, shift, visit, young
from tests.tiny_life import escort, induction, meeting, offer, session

TWO_HUBS = [Hub(code="Hub"), Hub(code="Coast")]
WORK: list[Rows] = [
    resident("Heron"),
    young("Wren"),
    shift("early"),
    visit("any", "Wren"),
    visit("named", "Wren", "Tue", who=Who.NAMED, named=("pat",)),
    visit("pair", "Wren", "Wed", adults=2),
    escort("e", "Wren", "Thu 10:00"),
    session("desk", "Fri"),
    meeting("team", "pat ann", "Sat", place="Base"),
    on_call("call", "Sat 17:00", "Sun 09:00"),
]
LINES = {
    "seat": "early Mon",
    "any": "any Mon 10:00",
    "named": "named Tue 10:00",
    "pair": "pair Wed 10:00",
    "escort": "e Thu 10:00",
    "desk": "desk 2026-02-06 Fri 10:00",
    "team": "team Sat 10:00",
    "call": "call",
}


def refused(kind: type[OwnHubs | TermsOfWork | Inducted | Declined], problem: Problem) -> set[str]:
    """Give which of the work a rule keeps pat from; the Program bars the same."""
    told = {name for name, line in LINES.items() if broken(kind, problem, pat=line)}
    program = state(problem, Rulebook((kind,)).of(problem))
    row = program.admitted[program.people.index("pat")]
    could = {piece.tasks[0] for k, piece in enumerate(program.pieces) if row[k] and piece.tasks}
    assert {name for name in LINES if not could & set(_ids(name))} == told
    return told


def _ids(name: str) -> tuple[str, ...]:
    """Give what the Program may call it."""
    usual = {"seat": "Oak/2026-02-02/early", "escort": "e", "desk": "desk 2026-02-06"}
    return (usual.get(name, name),)


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"employment": Employment.CONTRACTED}, set()),
        ({"employment": Employment.RELIEF}, set()),
        ({"employment": Employment.PARTNER}, {"seat", "any", "pair", "escort", "desk", "call"}),
        ({"employment": Employment.VOLUNTEER}, {"seat", "escort", "call"}),
        ({"employment": Employment.AGENCY}, set()),
        (
            {"employment": Employment.AGENCY, "unnamed": True},
            {"any", "named", "pair", "escort", "desk", "team", "call"},
        ),
    ],
)
def test_what_the_terms_allow(terms: dict[str, object], told: set[str]) -> None:
    """Seats, visits, escorts, sessions, meetings and on-call, on every rung."""
    assert refused(TermsOfWork, hub(WORK, person("pat", **terms), people("ann"))) == told


def test_a_partner_of_the_role_a_visit_asks_for() -> None:
    """Their role is what they are sent for; another role is not."""
    joint = visit("any", "Wren", adults=2, roles=("police",))
    work: list[Rows] = [row for row in WORK if getattr(row, "id", "") != "any"]
    pat = person("pat", employment=Employment.PARTNER)
    police = hub(work, joint, pat, people("ann"), Skill(person="pat", skill="police"))
    assert "any" not in refused(TermsOfWork, police)
    nurse = hub(work, joint, pat, people("ann"), Skill(person="pat", skill="nurse"))
    assert "any" in refused(TermsOfWork, nurse)


def test_an_open_induction() -> None:
    """No visit and no escort alone, and no on-call; together, on shift and at meetings."""
    rows: list[Rows] = [WORK, people("ann pat")]
    assert refused(Inducted, hub(rows, induction("pat"))) == {"any", "named", "escort", "call"}
    assert refused(Inducted, hub(rows, induction("pat", "Mon"))) == set()
    assert refused(Inducted, hub(rows, induction("pat", "Wed"))) == {"any", "named"}
    assert refused(Inducted, hub(rows, induction("ann"))) == set()


def test_an_induction_that_has_not_begun_is_not_open() -> None:
    """It begins on Thursday."""
    later = induction("pat").model_copy(update={"first_day": on("Thu")})
    assert refused(Inducted, hub(WORK, people("ann pat"), later)) == {"escort", "call"}


def test_work_of_another_hub() -> None:
    """Nobody's but those who float there, and what names them."""
    told = {"seat", "any", "pair", "escort", "desk", "team", "call"}
    elsewhere = hub(TWO_HUBS, WORK, person("pat", hub="Coast"), people("ann"))
    assert refused(OwnHubs, elsewhere) == told - {"team"}  # the meeting names pat too
    assert (
        refused(OwnHubs, hub(TWO_HUBS, WORK, person("pat", hub="Coast", floats_to=("Hub",)), people("ann")))
        == set()
    )


@pytest.mark.parametrize("field", ["key_worker", "deputy", "core_team"])
def test_a_young_person_of_theirs_in_another_hub(field: str) -> None:
    """The circle of a young person goes on seeing them, on visits and not on shifts."""
    circle = {field: ("pat",) if field == "core_team" else "pat"}
    work: list[Rows] = [row for row in WORK if getattr(row, "code", "") != "Wren"]
    problem = hub(TWO_HUBS, work, young("Wren", **circle), person("pat", hub="Coast"), people("ann"))
    assert refused(OwnHubs, problem) == {"seat", "desk", "call"}


def test_on_call_for_another_hub_too() -> None:
    """Shared with Coast, Coast's people may hold it."""
    work: list[Rows] = [row for row in WORK if getattr(row, "id", "") != "call"]
    shared = on_call("call", "Sat 17:00", "Sun 09:00", shared_with=("Coast",))
    problem = hub(TWO_HUBS, work, shared, person("pat", hub="Coast"), people("ann"))
    assert "call" not in refused(OwnHubs, problem)


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("Oak/2026-02-02/early/1", {"seat"}),
        ("Oak/2026-02-02/early", {"seat"}),
        ("Oak/2026-02-03/early/1", set()),
        ("any", {"any"}),
        ("desk 2026-02-06", {"desk"}),
        ("call", {"call"}),
    ],
)
def test_what_was_declined(task: str, told: set[str]) -> None:
    """That task, whichever seat of it; nobody else's and no other."""
    rows: list[Rows] = [WORK, people("ann pat")]
    assert refused(Declined, hub(rows, offer("pat", task, AssignmentState.DECLINED))) == told
    assert refused(Declined, hub(rows, offer("ann", task, AssignmentState.DECLINED))) == set()
    assert refused(Declined, hub(rows, offer("pat", task, AssignmentState.OFFERED))) == set()


def test_a_driver_for_what_is_not_at_ones_own_base() -> None:
    """The desk at Base takes no driving of who starts there; a meeting in the home does."""
    held = [Skill(person="pat", skill="checks"), Skill(person="ann", skill="checks")]
    rows: list[Rows] = [WORK, people("ann"), held]
    assert broken(Skills, hub(rows, person("pat")), pat=LINES["desk"]) == []
    assert broken(Skills, hub(rows, person("pat", base="Depot")), pat=LINES["desk"]) == ["pat"]
    assert broken(Skills, hub(rows, person("pat")), pat=LINES["any"]) == ["pat"]
