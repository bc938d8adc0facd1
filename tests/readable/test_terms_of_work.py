"""Terms of work: who may be asked for what, when, and what they have said to it."""

from __future__ import annotations

import pytest

from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import Employment, PatternDay, PatternWeek, Skill
from hub_roster.domain.place import Hub
from hub_roster.domain.tasks import Who
from hub_roster.program.statement import Priority
from hub_roster.rules.availability import Available, FixedDaysOff
from hub_roster.rules.terms import OwnHubs, TermsOfWork
from tests.tiny import (
    MONDAY,
    Rows,
    broken,
    doing,
    drafted,
    hub,
    on,
    on_call,
    people,
    person,
    resident,
    shift,
    visit,
    who,
    young,
)
from tests.tiny_life import available, escort, induction, meeting, offer, session

TWO_HUBS = [Hub(code="Hub"), Hub(code="Coast")]
EARLY = "Oak/2026-02-02/early"


def test_on_call_is_shared_between_hubs() -> None:
    """Coast's manager is on call for both: one spell, and she may hold it."""
    coast = person("cora", hub="Coast")
    shared = on_call("call", "Mon 17:00", "Tue 09:00", shared_with=("Coast",))
    assert who(drafted(hub(TWO_HUBS, coast, shared)).roster, "call") == ["cora"]
    ours = on_call("call", "Mon 17:00", "Tue 09:00")
    assert drafted(hub(TWO_HUBS, coast, ours)).judgement.shortfall[Priority.SAFETY].minutes == 16 * 60


def test_floating_staff_work_in_the_hubs_they_float_to() -> None:
    """Of two who belong to Coast only the one who floats to this hub takes its shift."""
    staff = [person("cora", hub="Coast", floats_to=("Hub",)), person("dan", hub="Coast")]
    problem = hub(TWO_HUBS, staff, resident("Heron"), shift("early", "Mon"))
    assert who(drafted(problem).roster, EARLY) == ["cora"]
    assert broken(OwnHubs, problem, dan="early Mon") == ["dan"]


def test_a_partner_takes_only_what_names_them_in_their_hours() -> None:
    """Nia is sent by the NHS on Mondays until one: a visit that names her, and nothing else."""
    nia = person("nia", employment=Employment.PARTNER)
    hers = visit("hers", "Heron", "Mon", "Tue", between="09:00 17:00", who=Who.NAMED, named=("nia",))
    problem = hub(nia, available("nia", "09:00 13:00", "Mon"), young("Heron"), hers, visit("any", "Heron"))
    found = drafted(problem)
    (made,) = found.roster.assignments
    assert (made.task, made.start.date()) == ("hers", MONDAY)
    assert broken(Available, problem, nia="hers Mon 12:30") == ["nia"]
    assert broken(Available, problem, nia="hers Tue 10:00") == ["nia"]
    assert broken(TermsOfWork, problem, nia="any Mon 10:00") == ["nia"]
    without_hours = hub(nia, young("Heron"), hers)
    assert drafted(without_hours).roster.assignments == ()


def test_a_partner_takes_a_joint_visit_that_asks_for_their_role() -> None:
    """Pol is the police officer a joint visit wants; ann goes with him."""
    pol = person("pol", employment=Employment.PARTNER)
    held = [Skill(person=key, skill=skill) for key in ("ann", "pol") for skill in ("checks", "driver")]
    joint = visit("joint", "Heron", adults=2, roles=("police",))
    rows: list[Rows] = [pol, people("ann"), held, Skill(person="pol", skill="police"), young("Heron"), joint]
    assert who(drafted(hub(rows, available("pol", "09:00 17:00"))).roster, "joint") == ["ann", "pol"]


def test_a_volunteer_never_fills_a_seat() -> None:
    """Vera visits and comes to meetings; she is no cover, not on call, and escorts nobody."""
    vera = person("vera", employment=Employment.VOLUNTEER)
    tasks = [
        shift("early", "Mon"),
        on_call("call", "Tue 17:00", "Wed 09:00"),
        escort("e", "Heron", "Wed 10:00"),
    ]
    found = drafted(hub(vera, resident("Heron"), young("Robin"), tasks, visit("v", "Robin", "Fri")))
    assert doing(found.roster, "vera") == ["v"]


def test_an_unnamed_agency_booking_takes_seats_only() -> None:
    """Who comes is not known yet: a seat is booked, nobody is visited and nothing else is promised."""
    booking = person("agency 1", employment=Employment.AGENCY, unnamed=True)
    tasks = [shift("early", "Mon"), on_call("call", "Tue 17:00", "Wed 09:00"), session("desk", "Thu")]
    found = drafted(hub(booking, resident("Heron"), young("Robin"), tasks, visit("v", "Robin", "Fri")))
    assert doing(found.roster, "agency 1") == [f"{EARLY}/1"]
    assert found.roster.assignments[0].state is AssignmentState.BOOKED


def test_a_new_starter_visits_only_together_before_sign_off() -> None:
    """New on Monday, signed off on Wednesday: with ben before, alone from then on."""
    visits = [visit("two", "Heron", adults=2), visit("alone", "Heron", "Tue"), visit("later", "Heron", "Wed")]
    calls = [on_call("early call", "Tue 17:00", "Wed 09:00"), on_call("late call", "Wed 17:00", "Thu 09:00")]
    rows: list[Rows] = [people("new"), induction("new", signed_off="Wed"), young("Heron"), visits, calls]
    assert doing(drafted(hub(rows)).roster, "new") == ["later", "late call"]
    assert "two" in doing(drafted(hub(rows, people("ben"))).roster, "new")


def test_a_new_starter_works_shifts_and_comes_to_meetings() -> None:
    """Induction is no bar to learning."""
    rows: list[Rows] = [people("new"), induction("new"), resident("Heron"), shift("early", "Mon")]
    found = drafted(hub(rows, meeting("team", "new", "Wed", place="Base")))
    assert doing(found.roster, "new") == [f"{EARLY}/1", "team"]


def test_relief_staff_are_asked_for_times_they_said() -> None:
    """Rita can come on Tuesday afternoons: Monday's late stays empty, Tuesday's is hers."""
    rita = person("rita", employment=Employment.RELIEF)
    rows: list[Rows] = [rita, resident("Heron"), shift("early", "Mon Tue"), shift("late", "Mon Tue")]
    found = drafted(hub(rows, available("rita", "14:00 23:30", "Tue")))
    assert doing(found.roster, "rita") == ["Oak/2026-02-03/late/1"]
    assert found.roster.assignments[0].state is AssignmentState.TO_OFFER
    assert len(drafted(hub(rows)).roster.assignments) == 2  # who said nothing can be asked at all times


def test_availability_goes_past_midnight_and_adds_up() -> None:
    """From eight in the evening until eight, and from eight until four: a night and the day after it."""
    rita = [person("rita"), available("rita", "20:00 08:00"), available("rita", "08:00 16:00")]
    problem = hub(rita, [shift(name) for name in ("early", "late", "waking night")])
    assert broken(Available, problem, rita="waking night Mon") == []
    assert broken(Available, problem, rita="early Tue") == []
    assert broken(Available, problem, rita="late Tue") == ["rita"]


def test_availability_holds_between_its_dates() -> None:
    """Until Tuesday, and not on Wednesday."""
    until = available("rita", "00:00 00:00", last_day=on("Tue"))
    problem = hub(person("rita"), shift("early"), until)
    assert broken(Available, problem, rita="early Tue") == []
    assert broken(Available, problem, rita="early Wed") == ["rita"]


def test_fixed_non_working_days_are_kept() -> None:
    """Ann never works Mondays; an ordinary day off would be worked for want of anybody else."""
    ann = person("ann", pattern_anchor=MONDAY)
    home = [resident("Heron"), shift("early", "Mon")]
    never = hub(ann, home, PatternWeek(person="ann", week=1, monday=PatternDay.NEVER))
    assert drafted(never).roster.assignments == ()
    assert broken(FixedDaysOff, never, ann="early Mon") == ["ann"]
    off = hub(ann, home, PatternWeek(person="ann", week=1, monday=PatternDay.OFF))
    assert doing(drafted(off).roster, "ann") == [f"{EARLY}/1"]


def test_a_night_does_not_end_on_a_fixed_non_working_day() -> None:
    """Sunday's waking night would be Monday's work."""
    ann = person("ann", pattern_anchor=MONDAY)
    never = PatternWeek(person="ann", week=1, monday=PatternDay.NEVER)
    problem = hub(ann, shift("waking night"), never, weeks=2)
    assert broken(FixedDaysOff, problem, ann="waking night Sun") == ["ann"]
    assert broken(FixedDaysOff, problem, ann="waking night Sat") == []


def test_declined_offers_are_not_asked_again() -> None:
    """Rita said no to Monday's early, whichever seat of it; ben is asked."""
    rows: list[Rows] = [people("rita ben"), resident("Heron"), shift("early", "Mon", seats=2)]
    found = drafted(hub(rows, offer("rita", f"{EARLY}/1", AssignmentState.DECLINED)))
    assert who(found.roster, EARLY) == ["ben"]
    assert found.judgement.shortfall[Priority.COVER].minutes == 480
    assert (
        len(who(drafted(hub(rows, offer("rita", f"{EARLY}/1", AssignmentState.OFFERED))).roster, EARLY)) == 2
    )


@pytest.mark.parametrize("key", ["ann", "rita"])
def test_who_accepted_an_offer_keeps_the_work(key: str) -> None:
    """Either could have the early: whoever said yes to it does."""
    rows: list[Rows] = [people("ann rita"), resident("Heron"), shift("early", "Mon")]
    accepted = offer(key, f"{EARLY}/1", AssignmentState.ACCEPTED)
    assert who(drafted(hub(rows, accepted)).roster, EARLY) == [key]
