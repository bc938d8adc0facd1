"""Drafts that follow relationships: the key worker, those who know, those who may not."""

from __future__ import annotations

from datetime import date

from hub_roster.domain.people import Leave
from hub_roster.domain.tasks import Who
from hub_roster.domain.young_people import Acquaintance, HowWell, View, ViewKind
from tests.tiny import doing, drafted, hub, on, people, resident, shift, visit, who, young

WELL, NOT = HowWell.WELL, HowWell.NOT


def knows(person: str, code: str, how_well: HowWell = WELL) -> Acquaintance:
    """Say that a person knows a young person well."""
    return Acquaintance(person=person, young_person=code, how_well=how_well)


def test_a_visit_waits_a_day_for_the_key_worker() -> None:
    """Ann is away on Monday, ben is a stranger: Heron's visit waits until ann is there on Tuesday."""
    away = Leave(person="ann", first_day=on("Mon"), last_day=on("Mon"))
    heron = young("Heron", key_worker="ann")
    found = drafted(hub(people("ann ben"), heron, visit("v", "Heron", "Mon", "Tue"), away))
    (made,) = found.roster.assignments
    assert (made.person, made.start.date()) == ("ann", date(2026, 2, 3))
    assert found.status == "optimal"


def test_a_stranger_at_the_door_is_not_cover() -> None:
    """The plan says core team, and nobody of it is free: the visit is not made and reported."""
    away = Leave(person="ann", first_day=on("Mon"), last_day=on("Sun"))
    heron = young("Heron", key_worker="ann")
    found = drafted(hub(people("ann ben"), heron, visit("v", "Heron", who=Who.CORE_TEAM), away))
    assert found.roster.assignments == ()
    (short,) = found.judgement.needs
    assert (short.rule, short.whom, short.points) == ("visits made", "Heron", 60)


def test_a_hub_with_only_who_knows_whom() -> None:
    """People, young people, cover and who knows whom: all is filled, and visits go to those who know."""
    codes = {"Heron": "ann", "Maple": "ben", "Plover": "cat"}
    visits = [visit(f"to {code}", code, "Tue", "Thu", who=Who.KNOWN) for code in codes]
    shifts = [shift("early", "Mon Tue Wed"), shift("late", "Mon Tue Wed"), shift("sleep-in", "Mon Tue Wed")]
    words = [knows(key, code) for code, key in codes.items()]
    problem = hub(people("ann ben cat dan"), resident("Wren"), map(young, codes), shifts, visits, words)
    found = drafted(problem, work=8)
    assert not found.judgement.violations
    assert not found.judgement.needs
    for code, key in codes.items():
        assert who(found.roster, f"to {code}") == [key]


def test_the_young_persons_view_outranks_every_number() -> None:
    """Heron's key worker, who knows Heron best, is not who Heron will be with."""
    heron = young("Heron", key_worker="ann", deputy="ben")
    not_with = View(young_person="Heron", person="ann", view=ViewKind.NOT_WITH, day=on("Fri-1"))
    found = drafted(hub(people("ann ben"), heron, visit("v", "Heron"), knows("ann", "Heron"), not_with))
    assert who(found.roster, "v") == ["ben"]


def test_whoever_is_furthest_from_their_plan_gains_first() -> None:
    """Ann can make two of four visits: one of each young person's, not both of one of them."""
    visits = [
        visit(f"{c}{d}", c, d, between="10:00 11:00") for c in ("Heron", "Wren") for d in ("Mon", "Tue")
    ]
    words = [knows("ann", code) for code in ("Heron", "Wren")]
    found = drafted(hub(people("ann ben"), young("Heron"), young("Wren"), visits, words))
    assert found.judgement.needs == ()
    assert {task[:-3] for task in doing(found.roster, "ann")} == {"Heron", "Wren"}


def test_the_shift_at_home_goes_to_the_one_who_knows() -> None:
    """Of two adults, the resident's own works the waking shift and the stranger the night."""
    shifts = [shift("early", "Tue"), shift("waking night", "Mon")]
    heron = resident("Heron", key_worker="ann")
    found = drafted(hub(people("ann ben"), heron, shifts))
    assert doing(found.roster, "ann") == ["Oak/2026-02-03/early/1"]
    assert doing(found.roster, "ben") == ["Oak/2026-02-02/waking night/1"]
