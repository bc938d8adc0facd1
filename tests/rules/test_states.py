"""How assignments stand: contracted, to offer, as the hub recorded, or booked without a name."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import Consent, DutyBefore, Employment, PatternDay, PatternWeek
from hub_roster.domain.problem import Problem
from hub_roster.rules.hours import ContractHours
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import at_risk, with_states
from tests.tiny import MONDAY, Rows, at, drafted, hub, on, person, resident, roster, shift

EARLY_MON = "Oak/2026-02-02/early/1"


def risky(problem: Problem, **lines: str) -> dict[tuple[str, str], AssignmentState]:
    """Give person, task and state of what is at risk in a roster."""
    stood = with_states(RULEBOOK.of(problem), Lines(problem, roster(problem, **lines)))
    return {(each.person, each.task): each.state for each in at_risk(stood)}


@pytest.mark.parametrize("terms", ["relief", "bank", "agency", "volunteer"])
def test_relief_work_is_to_be_offered(terms: str) -> None:
    """Whoever has no contract of hours is asked first."""
    problem = hub(person("ann", employment=Employment(terms)), shift("early", "Mon"))
    assert risky(problem, ann="early Mon") == {("ann", EARLY_MON): AssignmentState.TO_OFFER}


def test_contracted_work_is_cover() -> None:
    """Eight hours of a contract of eight are nobody's favour."""
    problem = hub(person("ann", contract_hours=8), shift("early", "Mon"))
    assert not risky(problem, ann="early Mon")


def test_what_passes_the_contract_is_to_be_offered() -> None:
    """With ten hours a week, and two to spare, the second early of eight is beyond."""
    problem = hub(person("ann", contract_hours=10), shift("early", "Mon Wed"))
    assert list(risky(problem, ann="early Mon, early Wed")) == [("ann", "Oak/2026-02-04/early/1")]


@pytest.mark.parametrize(("hours", "beyond"), [(14, False), (13.75, True)])
def test_the_contract_to_the_minute(hours: float, beyond: bool) -> None:
    """Sixteen hours of work are fourteen and the two to spare; a quarter of an hour less is too few."""
    problem = hub(person("ann", contract_hours=hours), shift("early", "Mon Wed"))
    assert bool(risky(problem, ann="early Mon, early Wed")) is beyond


def test_without_the_rule_on_contract_hours_nothing_is_beyond() -> None:
    """A rulebook may leave it out."""
    problem = hub(person("ann", contract_hours=8), shift("early", "Mon Wed"))
    lines = Lines(problem, roster(problem, ann="early Mon, early Wed"))
    assert not at_risk(with_states(RULEBOOK.without(ContractHours.name).of(problem), lines))


def test_a_state_is_said_anew() -> None:
    """What an earlier roster said of an offer is forgotten with the offer: by when to answer too."""
    problem = hub(person("ann", contract_hours=8), shift("early", "Mon"))
    (asked,) = roster(problem, ann="early Mon").assignments
    stale = asked.model_copy(update={"state": AssignmentState.OFFERED, "until": asked.start})
    held = roster(problem).model_copy(update={"assignments": (stale,)})
    (stood,) = with_states(RULEBOOK.of(problem), Lines(problem, held)).assignments
    assert (stood.state, stood.until) == (AssignmentState.CONTRACTED, None)


def free_on_mondays(terms: Employment = Employment.CONTRACTED) -> Rows:
    """Give ann with ten hours a week, whose pattern keeps Mondays free, and earlies on Monday and Tuesday."""
    hours = 10 if terms is Employment.CONTRACTED else 0
    ann = person("ann", employment=terms, contract_hours=hours, pattern_anchor=MONDAY)
    return ann, PatternWeek(person="ann", week=1, monday=PatternDay.OFF), shift("early", "Mon Tue")


def test_work_on_a_day_off_is_to_be_offered() -> None:
    """Within her contract, Monday's early is still a favour; Tuesday's is not."""
    problem = hub(free_on_mondays())
    assert risky(problem, ann="early Mon") == {("ann", EARLY_MON): AssignmentState.TO_OFFER}
    assert not risky(problem, ann="early Tue")


def test_a_day_off_begins_at_midnight() -> None:
    """A duty that begins with the period, at midnight, is on the day off; whoever else is listed first."""
    relief = person("abe", employment=Employment.RELIEF)
    problem = hub(relief, free_on_mondays(), shift("late", "Mon", start=time(0), end=time(8)))
    assert list(risky(problem, ann="late Mon")) == [("ann", "Oak/2026-02-02/late/1")]


def test_a_duty_into_a_day_off_is_contracted() -> None:
    """It is the day a duty begins on that is free or not: Sunday's waking night ends on Monday morning."""
    problem = hub(free_on_mondays(), shift("waking night", "Sun"), weeks=2)
    assert not risky(problem, ann="waking night Sun")


def test_a_day_off_she_agreed_to_is_contracted() -> None:
    """Ann said beforehand that she can be asked for that Monday; another week's would be an offer."""
    agreed = hub(free_on_mondays(), Consent(person="ann", day=on("Mon")), weeks=2)
    monday_after = "Oak/2026-02-09/early/1"
    assert risky(agreed, ann="early Mon, early Mon+1") == {("ann", monday_after): AssignmentState.TO_OFFER}


def test_consent_is_no_contract() -> None:
    """Agreeing to be asked makes nothing of what passes the contract firm."""
    longer = hub(free_on_mondays(), shift("late", "Wed"), Consent(person="ann", day=on("Wed")))
    assert list(risky(longer, ann="early Tue, late Wed")) == [("ann", "Oak/2026-02-04/late/1")]


def test_the_answer_to_an_offer_stands_on_a_day_off_too() -> None:
    """What the hub recorded goes before what the pattern says."""
    accepted = hub(free_on_mondays(), Offer(person="ann", task=EARLY_MON, state=AssignmentState.ACCEPTED))
    assert not risky(accepted, ann="early Mon")


def test_a_duty_begun_before_the_period_is_no_offer() -> None:
    """Sunday was free too, but ann is on her way through the night: its early is a fact."""
    week = PatternWeek(person="ann", week=1, monday=PatternDay.OFF, sunday=PatternDay.OFF)
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=(EARLY_MON,))
    ann = person("ann", contract_hours=10, pattern_anchor=MONDAY)
    assert not risky(hub(ann, week, begun, shift("early", "Mon")), ann="early Mon")


@pytest.mark.parametrize(
    ("terms", "state"),
    [("relief", AssignmentState.TO_OFFER), ("agency", AssignmentState.TO_OFFER), ("partner", None)],
)
def test_a_day_off_changes_nothing_for_others(terms: str, state: AssignmentState | None) -> None:
    """Relief work is an offer on any day; a partner's hours are not the hub's."""
    found = risky(hub(free_on_mondays(Employment(terms))), ann="early Mon")
    assert found == ({} if state is None else {("ann", EARLY_MON): state})


def test_an_accepted_offer_is_cover_and_a_declined_one_never() -> None:
    """Accepted, ann's early stands; declined, it is at risk, and no draft gives it to her."""
    terms = person("ann", employment=Employment.RELIEF), resident("Heron"), shift("early", "Mon")
    accepted = hub(terms, Offer(person="ann", task=EARLY_MON, state=AssignmentState.ACCEPTED))
    assert not risky(accepted, ann="early Mon")
    declined = hub(terms, Offer(person="ann", task=EARLY_MON, state=AssignmentState.DECLINED))
    assert risky(declined, ann="early Mon") == {("ann", EARLY_MON): AssignmentState.DECLINED}
    assert not drafted(declined).roster.assignments


def test_an_offer_without_an_answer_is_a_seat_at_risk_not_cover() -> None:
    """Drafted, the seat has a name on it, the time by which to answer, and counts among those at risk."""
    offer = Offer(person="ann", task=EARLY_MON, until=at("Sun 18:00"))
    problem = hub(
        person("ann", employment=Employment.RELIEF), resident("Heron"), shift("early", "Mon"), offer
    )
    (seat,) = at_risk(drafted(problem).roster)
    assert (seat.person, seat.state) == ("ann", AssignmentState.OFFERED)
    assert seat.until is not None
    assert seat.until.isoformat() == "2026-02-08T18:00:00+00:00"


def test_an_agency_yet_without_a_name_is_booked() -> None:
    """A placeholder fills the seat, and is at risk until somebody is named."""
    problem = hub(person("ann", employment=Employment.AGENCY, unnamed=True), shift("early", "Mon"))
    assert risky(problem, ann="early Mon") == {("ann", EARLY_MON): AssignmentState.BOOKED}
