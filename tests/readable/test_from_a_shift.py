"""Escorts, meetings and key work beside the shifts of a home, and who is there meanwhile."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.home import CoverBand
from hub_roster.domain.people import Skill
from hub_roster.domain.tasks import MeetingKind
from hub_roster.program.statement import Priority
from tests.tiny import (
    Rows,
    doing,
    drafted,
    hub,
    judged,
    people,
    resident,
    roster,
    shift,
    visit,
    who,
    young,
)
from tests.tiny_life import escort, meeting, session

TWO_ADULTS = CoverBand(home="Oak", start=time(7), end=time(15), adults=2, days=(0,))
EARLY = "Oak/2026-02-02/early"
HOME: list[Rows] = [resident("Heron"), resident("Wren"), shift("early", "Mon", seats=2), TWO_ADULTS]
"""A home of two adults where two young people live."""


def test_an_escort_out_of_a_two_adult_home_is_covered_by_a_third() -> None:
    """Heron goes to the dentist with one adult; two stay with Wren, and nothing is short."""
    found = drafted(hub(people("ann ben cat"), HOME, escort("dentist", "Heron", "Mon 10:00", returns=True)))
    (goes,) = who(found.roster, "dentist")
    assert goes not in who(found.roster, EARLY)
    assert len(who(found.roster, EARLY)) == 2
    assert found.judgement.needs == ()


def test_an_escort_nobody_is_there_to_cover_is_reported_short() -> None:
    """Of two adults one goes, or Heron does not: an hour is short either way, and is said."""
    problem = hub(people("ann ben"), HOME, escort("dentist", "Heron", "Mon 10:00", returns=True))
    goes = judged(problem, roster(problem, ann="early Mon, dentist Mon 10:00", ben="early Mon"))
    assert goes.violations == ()
    assert [(c.rule, c.points, c.priority) for c in goes.needs] == [("cover meanwhile", 60, Priority.COVER)]
    stays = judged(problem, roster(problem, ann="early Mon", ben="early Mon"))
    assert [(c.rule, c.points, c.priority) for c in stays.needs] == [("visits made", 60, Priority.COVER)]
    assert drafted(problem).judgement.shortfall[Priority.COVER].minutes == 60


def test_where_one_adult_is_enough_the_other_takes_the_escort() -> None:
    """The Statement of Purpose asks for one: of the two on shift either goes, and nothing is short."""
    one = TWO_ADULTS.model_copy(update={"adults": 1})
    home = [resident("Heron"), resident("Wren"), shift("early", "Mon", seats=2), one]
    found = drafted(hub(people("ann ben"), home, escort("dentist", "Heron", "Mon 10:00")))
    assert who(found.roster, "dentist")[0] in who(found.roster, EARLY)
    assert found.judgement.needs == ()


def test_a_home_is_never_left_empty_for_an_escort() -> None:
    """Ann alone on shift stays with Wren: a home with nobody in it ranks above every escort."""
    home = [resident("Heron"), resident("Wren"), shift("early", "Mon")]
    found = drafted(hub(people("ann"), home, escort("dentist", "Heron", "Mon 10:00")))
    assert doing(found.roster, "ann") == [f"{EARLY}/1"]
    assert found.judgement.shortfall[Priority.NOBODY].minutes == 0


def test_the_only_resident_is_escorted_by_the_only_adult() -> None:
    """With Heron out nobody is left at home, so nobody needs to be there."""
    problem = hub(people("ann"), resident("Heron"), shift("early", "Mon"), escort("e", "Heron", "Mon 10:00"))
    told = judged(problem, roster(problem, ann="early Mon, e Mon 10:00"))
    assert told.shortfall[Priority.NOBODY].minutes == 0


def test_an_escort_ends_where_it_ends() -> None:
    """Ann brings Heron to Town, thirty minutes from the next visit: at 11:00 she cannot be there."""
    rows = [people("ann"), resident("Heron"), young("Robin"), escort("e", "Heron", "Mon 10:00")]
    at_eleven = hub(rows, visit("v", "Robin", between="11:00 12:00"))
    told = judged(at_eleven, roster(at_eleven, ann="e Mon 10:00, v Mon 11:00"))
    assert "one place at a time" in {violation.rule for violation in told.violations}
    at_half_past = hub(rows, visit("v", "Robin", between="11:30 12:30"))
    assert judged(at_half_past, roster(at_half_past, ann="e Mon 10:00, v Mon 11:30")).violations == ()
    in_town = hub(rows, visit("v", "Robin", between="11:00 12:00", place="Town"))
    assert judged(in_town, roster(in_town, ann="e Mon 10:00, v Mon 11:00")).violations == ()


def test_an_escort_leaves_when_it_leaves() -> None:
    """At five past ten, which no grid of starts knows, somebody who is not on shift goes."""
    problem = hub(people("ann"), young("Robin"), escort("e", "Robin", "Mon 10:05", origin="Dale"))
    found = drafted(problem)
    assert who(found.roster, "e") == ["ann"]
    assert found.judgement.needs == ()


def test_key_work_is_made_from_a_shift() -> None:
    """Ann is on shift where Heron lives: their hour together needs nobody else, and takes nobody away."""
    key_work = visit("key work", "Heron", between="10:00 12:00", in_shift=True)
    found = drafted(hub(people("ann"), resident("Heron"), shift("early", "Mon"), key_work))
    assert doing(found.roster, "ann") == [f"{EARLY}/1", "key work"]
    assert found.judgement.needs == ()


def test_key_work_from_a_shift_is_not_paid_twice() -> None:
    """Ann's eight hours are eight hours."""
    key_work = visit("key work", "Heron", between="10:00 12:00", in_shift=True)
    ann = people("ann", contract_hours=8)
    problem = hub(ann, resident("Heron", key_worker="ann"), shift("early", "Mon"), key_work)
    told = judged(problem, roster(problem, ann="early Mon, key work Mon 10:00"))
    assert "contract hours" not in told.cost_by_rule
    assert "driving" not in told.cost_by_rule


def test_nobody_does_two_things_from_one_shift_at_a_time() -> None:
    """Key work with Heron and with Wren at once is refused; one after the other is not."""
    talks = [visit(f"talk {code}", code, between="10:00 12:00", in_shift=True) for code in ("Heron", "Wren")]
    problem = hub(people("ann"), resident("Heron"), resident("Wren"), shift("early", "Mon"), talks)
    both = roster(problem, ann="early Mon, talk Heron Mon 10:00, talk Wren Mon 10:30")
    assert {v.rule for v in judged(problem, both).violations} == {"tasks from a shift"}
    found = drafted(problem)
    assert len(doing(found.roster, "ann")) == 3
    assert found.judgement.violations == ()


def test_a_supervision_has_both_or_does_not_take_place() -> None:
    """Ann alone is no supervision: a draft brings both, or leaves it."""
    both = meeting("supervision", "ann ben", "Mon", kind=MeetingKind.SUPERVISION, place="Base")
    assert who(drafted(hub(people("ann ben"), both)).roster, "supervision") == ["ann", "ben"]
    away = hub(people("ann ben"), both, shift("early", "Mon", seats=1), resident("Heron"))
    busy = judged(away, roster(away, ben="supervision Mon 10:00"))
    assert "two together" in {violation.rule for violation in busy.violations}


def test_a_supervision_gives_way_to_cover() -> None:
    """Both are needed in the home, which is not where it is held: the home comes first."""
    held = meeting("supervision", "ann ben", "Mon", kind=MeetingKind.SUPERVISION, place="Base")
    found = drafted(hub(people("ann ben"), HOME, held))
    assert who(found.roster, EARLY) == ["ann", "ben"]
    assert who(found.roster, "supervision") == []
    assert found.judgement.shortfall[Priority.MEETINGS].minutes == 120


def test_a_supervision_in_the_home_is_held_from_the_shift() -> None:
    """Where both are on shift in that home, they need not leave it."""
    held = meeting("supervision", "ann ben", "Mon", kind=MeetingKind.SUPERVISION)
    found = drafted(hub(people("ann ben"), HOME, held))
    assert who(found.roster, "supervision") == ["ann", "ben"]
    assert found.judgement.needs == ()


def test_another_meeting_takes_place_with_those_who_come() -> None:
    """Ben is on shift elsewhere: ann goes alone, and ben's hour is what is missed."""
    team = meeting("team", "ann ben", "Mon", place="Base")
    found = drafted(hub(people("ann ben"), resident("Heron"), shift("early", "Mon"), team))
    assert len(who(found.roster, "team")) == 1
    assert found.judgement.shortfall[Priority.MEETINGS].minutes == 60


def test_a_duty_desk_is_staffed_by_role() -> None:
    """The desk on Monday wants a practitioner; no child is booked on it, and ben is the one."""
    problem = hub(
        people("ann ben"),
        session("desk", "Mon", "09:00 17:00", skill="practitioner"),
        [Skill(person=key, skill=skill) for key in ("ann", "ben") for skill in ("checks", "driver")],
        Skill(person="ben", skill="practitioner"),
    )
    found = drafted(problem)
    assert who(found.roster, "desk") == ["ben"]
    assert found.judgement.needs == ()


def test_a_drop_in_needs_all_its_adults() -> None:
    """Two adults are wanted and one is there: two hours short."""
    found = drafted(hub(people("ann"), session("drop-in", "Wed", adults=2)))
    assert who(found.roster, "drop-in") == ["ann"]
    assert found.judgement.shortfall[Priority.AGREED].minutes == 120
