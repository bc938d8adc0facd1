"""Publishing: refused with every reason, or in force, booked, and followed by amendments."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus
from hub_roster.service.publishing.checklist import Weight
from hub_roster.service.publishing.publishing import NotPublished, Overtaken, checked, publish
from hub_roster.service.weeks import period
from hub_roster.store.bookings import DoubleBooking
from hub_roster.store.database import Database
from hub_roster.store.hub_files import NotThere
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE, Scope
from tests import tiny
from tests.service.kept import MADE, SIGNED, keep, keep_file, let_hold

ALDER, ELM = UUID(int=1), UUID(int=2)


def one_shift(key: str = "ann", file_id: UUID = ALDER, **terms: object) -> Problem:
    """Give a hub with one early on Monday, and one person for it."""
    own = tiny.person(key, **{"contract_hours": 40, **terms})
    return tiny.hub(own, tiny.shift("early", "Mon"), id=file_id)


def test_a_roster_in_force_says_so(database: Database) -> None:
    """The version published follows the draft, which stays a draft; the next one amends it."""
    hub = one_shift()
    keep_file(database, hub)
    draft = keep(database, tiny.roster(hub, ann="early Mon"))
    first = publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=())
    assert (first.status, first.number, first.follows) == (RosterStatus.PUBLISHED, 2, draft.id)
    second = publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=[first.id])
    assert second.status is RosterStatus.AMENDED
    with database.reading(WHOLE) as session:
        rosters = Rosters(session)
        assert rosters.version(draft.id).status is RosterStatus.DRAFT
        assert rosters.roster(second.id).status is RosterStatus.AMENDED
        assert [w.published for w in rosters.weeks(hub.id, tiny.MONDAY, tiny.MONDAY)] == [second.id]


def test_a_broken_rule_refuses_whoever_signs(database: Database) -> None:
    """Law and safety are not for signing away; every reason is told at once."""
    hub = tiny.hub(tiny.people("ann", contract_hours=48), tiny.shift("early"), tiny.shift("late"))
    keep_file(database, hub)
    draft = keep(database, tiny.roster(hub, ann="late Mon, early Tue, late Wed, early Thu"))
    with pytest.raises(NotPublished) as refused:
        publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=(), sign_off=SIGNED)
    items = refused.value.items
    assert {item.weight for item in items} == {Weight.REFUSES}
    assert [item.whom for item in items if item.title == "daily rest"] == ["ann", "ann"]
    with database.reading(WHOLE) as session:
        assert Rosters(session).weeks(hub.id, tiny.MONDAY, tiny.MONDAY) == []


def test_a_safety_need_unmet_takes_a_signature(database: Database) -> None:
    """With who signs and what is done about it, it goes out, and both are kept with it."""
    hub = one_shift()
    keep_file(database, hub)
    draft = keep(database, tiny.roster(hub))
    with pytest.raises(NotPublished) as refused:
        publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=())
    assert [item.tasks for item in refused.value.items] == [("Oak/2026-02-02/early",)]
    assert "signature" in str(refused.value)
    published = publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=(), sign_off=SIGNED)
    with database.reading(WHOLE) as session:
        assert Rosters(session).version(published.id).sign_off == SIGNED


def test_a_seat_nobody_has_said_yes_to_is_told_and_does_not_refuse(database: Database) -> None:
    """Relief work is an offer: at risk, and said so in the checklist."""
    hub = one_shift(employment=Employment.RELIEF)
    keep_file(database, hub)
    draft = keep(database, tiny.roster(hub, ann="early Mon"))
    risky = [item for item in checked(database, WHOLE, draft.id).items if item.title == "at risk"]
    assert [(item.weight, item.whom) for item in risky] == [(Weight.TOLD, "ann")]
    assert publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=())


def test_who_publishes_second_is_told(database: Database) -> None:
    """A manager who did not see the version in force by now is refused, and told which it is."""
    hub = one_shift()
    keep_file(database, hub)
    roster = tiny.roster(hub, ann="early Mon")
    held = let_hold(database, roster)
    with pytest.raises(Overtaken) as refused:
        let_hold(database, roster)
    assert refused.value.versions == (held.id,)


def test_a_month_does_not_write_over_a_week_unseen(database: Database) -> None:
    """Of a longer roster each week counts: one that somebody published in the middle is told, not lost."""
    early = (tiny.people("ann", contract_hours=40), tiny.shift("early", "Mon"))
    hub, both = tiny.hub(*early), tiny.hub(*early, weeks=2)
    keep_file(database, hub)
    with database.reading(WHOLE) as session:
        second = period(session, hub.id, tiny.MONDAY + timedelta(days=7), 1).problem
    held = let_hold(database, tiny.roster(second, ann="early Mon"))
    with pytest.raises(Overtaken) as refused:
        let_hold(database, tiny.roster(both, ann="early Mon"))
    assert refused.value.versions == (held.id,)
    assert let_hold(database, tiny.roster(both, ann="early Mon"), instead_of=[held.id])


def test_what_the_hub_s_file_lost_refuses(database: Database) -> None:
    """A person taken out of the file since the draft cannot be published."""
    hub = one_shift()
    keep_file(database, hub)
    draft = keep(database, tiny.roster(hub, ann="early Mon"))
    keep_file(database, one_shift("ben"), after=1)
    with pytest.raises(NotPublished) as refused:
        publish(database, WHOLE, draft.id, MADE, actor="service", instead_of=(), sign_off=SIGNED)
    assert [(item.title, item.whom) for item in refused.value.items] == [("places", "ann")]


def test_one_human_being_in_two_hubs_is_booked_once(database: Database) -> None:
    """Whatever post they hold there; nothing of the second roster is kept."""
    alder, elm = one_shift("NYC:17:1"), one_shift("NYC:17:2", ELM)
    for hub in (alder, elm):
        keep_file(database, hub)
    let_hold(database, tiny.roster(alder, **{"NYC:17:1": "early Mon"}))
    with pytest.raises(DoubleBooking) as refused:
        let_hold(database, tiny.roster(elm, **{"NYC:17:2": "early Mon"}))
    assert [taken.who for taken in refused.value.taken] == ["NYC:17"]
    with database.reading(WHOLE) as session:
        assert Rosters(session).weeks(elm.id, tiny.MONDAY, tiny.MONDAY) == []


def test_people_of_two_hubs_with_short_keys_are_strangers(database: Database) -> None:
    """A key without an employer says nothing outside its hub's file."""
    alder, elm = one_shift("ann"), one_shift("ann", ELM)
    for hub in (alder, elm):
        keep_file(database, hub)
        let_hold(database, tiny.roster(hub, ann="early Mon"))


def test_a_duty_over_the_end_of_the_week_is_booked_once(database: Database) -> None:
    """A night of Sunday is its own week's; the next week's roster does not book it again."""
    hub = tiny.hub(tiny.people("ann", contract_hours=48), tiny.shift("waking night", "Sun"))
    keep_file(database, hub)
    let_hold(database, tiny.roster(hub, ann="waking night Sun"))
    with database.reading(WHOLE) as session:
        following = period(session, hub.id, tiny.MONDAY + timedelta(days=7), 1).problem
    let_hold(database, tiny.roster(following))


def test_another_hub_s_roster_cannot_be_published(database: Database) -> None:
    """Outside a caller's scope there is no such version."""
    hub = one_shift()
    keep_file(database, hub)
    draft = keep(database, tiny.roster(hub, ann="early Mon"))
    with pytest.raises(NotThere):
        publish(database, Scope.of(ELM), draft.id, MADE, actor="service", instead_of=())
