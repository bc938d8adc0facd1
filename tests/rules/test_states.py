"""How assignments stand: contracted, to offer, as the hub recorded, or booked without a name."""

from __future__ import annotations

import pytest

from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Problem
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import at_risk, with_states
from tests.tiny import at, drafted, hub, person, resident, roster, shift

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
