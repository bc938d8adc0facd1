"""Homes drafted: one adult before none, seats before skills, and nights that are rested after."""

from __future__ import annotations

from hub_roster.domain.home import Home
from hub_roster.domain.people import Leave, Skill
from hub_roster.program.statement import Priority
from tests.tiny import doing, drafted, hub, need, on, people, person, resident, shift, who


def test_a_home_keeps_its_one_adult() -> None:
    """One of two seats can be filled: the home keeps its one adult, and the other seat is reported."""
    away = Leave(person="ben", first_day=on("Mon"), last_day=on("Mon"))
    found = drafted(hub(people("ann ben"), resident("Heron"), shift("early", "Mon", seats=2), away))
    assert who(found.roster, "Oak/2026-02-02/early") == ["ann"]
    assert found.judgement.shortfall[Priority.NOBODY].minutes == 0
    assert found.judgement.shortfall[Priority.COVER].minutes == 480
    assert found.shortfall_bound[Priority.COVER] == 480  # proven: it cannot be less


def test_without_a_medication_trained_adult_both_seats_are_filled() -> None:
    """Nobody trained is free: both seats are filled all the same, and the need is reported."""
    away = Leave(person="cat", first_day=on("Mon"), last_day=on("Mon"))
    skills = [Skill(person=key, skill="checks") for key in ("ann", "ben", "cat")]
    trained = Skill(person="cat", skill="medication")
    early = shift("early", "Mon", seats=2)
    found = drafted(
        hub(people("ann ben cat"), resident("Heron"), early, need("medication"), skills, trained, away)
    )
    assert who(found.roster, "Oak/") == ["ann", "ben"]
    (short,) = found.judgement.needs
    assert (short.rule, short.points, short.priority) == ("skills on a shift", 480, Priority.SAFETY)


def test_the_trained_adult_goes_where_the_need_is() -> None:
    """Two trained and two untrained adults, two shifts: each shift gets one who may give medicines."""
    skills = [Skill(person=key, skill="checks") for key in ("ann", "ben", "cat", "dan")]
    trained = [Skill(person=key, skill="medication") for key in ("ann", "ben")]
    shifts = [shift("early", "Mon", seats=2), shift("late", "Mon", seats=2)]
    needs = [need("medication"), need("medication", "late")]
    found = drafted(hub(people("ann ben cat dan"), resident("Heron"), shifts, needs, skills, trained))
    assert found.judgement.needs == ()
    assert len({"ann", "ben"}.intersection(who(found.roster, "Oak/2026-02-02/early"))) == 1


def test_two_homes_short_of_people_have_one_adult_each() -> None:
    """Two adults for two homes of two seats: nobody is left in a home alone, without an adult."""
    elm = Home(code="Elm", hub="Hub", place="Elm house")
    shifts = [shift("early", "Mon", seats=2), shift("early", "Mon", seats=2, home="Elm")]
    found = drafted(hub(people("ann ben"), elm, resident("Heron"), resident("Wren", home="Elm"), shifts))
    assert len(who(found.roster, "Oak/")) == len(who(found.roster, "Elm/")) == 1


def test_who_slept_in_rests_the_day_after() -> None:
    """Two people share three nights: nobody works two blocks without the 22 hours between them."""
    shifts = [shift(name, "Mon Tue Wed") for name in ("late", "sleep-in")]
    found = drafted(hub(people("ann ben"), resident("Heron"), shifts))
    assert found.judgement.violations == ()
    assert found.judgement.needs == ()
    assert {key: len(doing(found.roster, key)) for key in ("ann", "ben")} in (
        {"ann": 4, "ben": 2},
        {"ann": 2, "ben": 4},
    )


def test_overtime_is_shared_out_before_the_agency_is_asked() -> None:
    """A second adult at 2 points a minute is asked before the agency at 20."""
    staff = [person("ann", employment="agency"), person("ben", employment="relief")]
    found = drafted(hub(staff, resident("Heron"), shift("early", "Mon")))
    assert who(found.roster, "Oak/") == ["ben"]
    assert found.status == "optimal"
