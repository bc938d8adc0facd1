"""Time together that a roster leaves in the contact ledger: shifts, nights, visits and escorts."""

from __future__ import annotations

from datetime import datetime, timedelta

from hub_roster.domain.clock import HOUR
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued
from hub_roster.domain.tasks import Escort
from hub_roster.domain.young_people import Contact, Setting
from tests.domain.sound_rosters import MONDAY, block, rostered, seats
from tests.tiny import hub, on, people, roster, visit, young


def test_contacts_move_familiarity_on(sound: Problem) -> None:
    """Visits and waking shifts are entered as time together, sleep-ins as time asleep."""
    pairs = [*seats(sound, "C:1", *block(MONDAY)), ("C:2", "Maple 1")]
    pairs.append(("C:2", f"Cliff/{MONDAY}/Late/2"))
    contacts = continued(sound, rostered(sound, pairs)).contacts
    together = {(c.person, c.young_person, c.day, c.setting): c for c in contacts}
    assert len(together) == len(contacts) == 5
    late = together["C:1", "Heron", MONDAY, Setting.SHIFT]
    assert (late.minutes, late.adults, late.young_people) == (8 * HOUR, 2, 1)
    assert together["C:1", "Heron", MONDAY, Setting.ASLEEP].minutes == 8 * HOUR
    assert together["C:1", "Heron", MONDAY + timedelta(days=1), Setting.SHIFT].adults == 1
    assert together["C:2", "Maple", MONDAY, Setting.VISIT].minutes == 60


def test_the_roster_speaks_for_its_own_days(sound: Problem) -> None:
    """Ledger rows of the roster's days give way to it, so that nothing counts twice."""
    row = Contact(person="C:2", young_person="Maple", day=MONDAY, minutes=45)
    older = row.model_copy(update={"day": MONDAY - timedelta(days=3)})
    problem = sound.edited(contacts=[row, older])
    contacts = continued(problem, rostered(problem, [("C:2", "Maple 1")])).contacts
    assert [(c.day, c.minutes) for c in contacts] == [(older.day, 45), (MONDAY, 60)]


def test_an_escort_leaves_a_contact_for_each_who_goes(sound: Problem) -> None:
    """Both adults have been with Heron for its length; so has a visitor of a whole family, with each."""
    escort = Escort(
        id="Escort",
        young_person="Heron",
        start=datetime(2026, 1, 6, 9),
        minutes=45,
        origin="Cliff House",
        destination="Moor",
        adults=2,
    )
    together = sound.visits[0].model_copy(update={"others": ("Heron",)})
    problem = sound.edited(escorts=(escort,), visits=(together,))
    pairs = [("C:1", "Escort"), ("C:2", "Escort"), ("C:1", "Maple 1")]
    after = continued(problem, rostered(problem, pairs))
    assert [(c.person, c.young_person, c.minutes, c.adults) for c in after.contacts] == [
        ("C:1", "Heron", 60, 1),
        ("C:1", "Maple", 60, 1),
        ("C:1", "Heron", 45, 2),
        ("C:2", "Heron", 45, 2),
    ]


def test_a_visit_that_was_declined_makes_nobody_known() -> None:
    """Tried and declined: no time together stands in the ledger, be the visit named or not."""
    for named in ("v", None):
        outcome = Outcome(
            young_person="Heron",
            person="ann",
            day=on("Mon"),
            minutes=0,
            outcome=OutcomeKind.DECLINED,
            visit=named,
        )
        problem = hub(people("ann"), young("Heron"), visit("v", "Heron", "Mon"), outcome)
        assert not continued(problem, roster(problem, ann="v Mon 10:00")).contacts
