"""Drafts that keep what was promised to the people who work."""

from __future__ import annotations

from datetime import date, time

from hub_roster.domain.people import Leave, PatternDay, Placement, Request
from hub_roster.domain.tasks import PublishedAssignment
from tests.tiny import at, doing, drafted, hub, on, people, person, resident, shift, visit, who, young

WEEK = [shift("early"), shift("waking night")]


def test_a_carer_whose_child_arrives_on_wednesday() -> None:
    """From Wednesday on the carer is in no duty: not even in Tuesday's night, which ends that morning."""
    carer = person("ann", household="Rowan", contract_hours=37)
    placed = Placement(household="Rowan", first_day=on("Wed"))
    found = drafted(hub(carer, person("ben"), resident("Heron"), WEEK, placed))
    assert found.judgement.violations == ()
    days = [made.end.date() for made in found.roster.assignments if made.person == "ann"]
    assert days
    assert max(days) < date(2026, 2, 4)


def test_a_carer_whose_child_arrives_on_wednesday_afternoon() -> None:
    """With the hour known, Wednesday's early can still be the carer's, and the late cannot."""
    carer = person("ann", household="Rowan")
    placed = Placement(household="Rowan", first_day=on("Wed"), first_time=time(15))
    shifts = [shift("early", "Wed"), shift("late", "Wed")]
    found = drafted(hub(carer, person("ben", employment="agency"), resident("Heron"), shifts, placed))
    assert doing(found.roster, "ann") == ["Oak/2026-02-04/early/1"]
    assert doing(found.roster, "ben") == ["Oak/2026-02-04/late/1"]


def test_leave_is_leave() -> None:
    """However short the home is, nobody is taken out of their leave."""
    leave = Leave(person="ann", first_day=on("Mon"), last_day=on("Sun"))
    found = drafted(hub(person("ann"), resident("Heron"), WEEK, leave))
    assert found.roster.assignments == ()
    assert found.judgement.violations == ()


def test_a_day_off_asked_for_is_given_where_another_can_work() -> None:
    """Ann asked for Monday off and ben did not: ben works Monday, ann Tuesday."""
    off = Request(person="ann", day=on("Mon"), wish=PatternDay.OFF)
    staff = people("ann ben", contract_hours=8)
    found = drafted(hub(staff, resident("Heron"), shift("early", "Mon Tue"), off))
    assert doing(found.roster, "ann") == ["Oak/2026-02-03/early/1"]
    assert doing(found.roster, "ben") == ["Oak/2026-02-02/early/1"]


def test_what_is_published_is_not_shuffled() -> None:
    """Drafted again, a published week stays as it was: people plan their lives on it."""
    published = [
        PublishedAssignment(person=key, task=f"Oak/2026-02-0{day}/early/1", start=at(f"{name} 07:00"))
        for key, day, name in (("ben", 2, "Mon"), ("ann", 3, "Tue"), ("ben", 4, "Wed"))
    ]
    found = drafted(hub(people("ann ben"), resident("Heron"), shift("early", "Mon Tue Wed"), published))
    assert who(found.roster, "Oak/2026-02-02") == who(found.roster, "Oak/2026-02-04") == ["ben"]
    assert "changes" not in found.judgement.cost_by_rule


def test_a_visit_beside_a_shift_is_driven_to_from_the_home() -> None:
    """With one adult for both, the visit follows the early: one duty, back at the home."""
    found = drafted(hub(person("ann"), young("Heron"), shift("early", "Mon"), visit("v", "Heron")))
    assert doing(found.roster, "ann") == ["Oak/2026-02-02/early/1", "v"]
    assert [made.start for made in found.roster.assignments][1].time() == time(15, 30)
