"""How many of those on a shift may be agency or bank staff."""

from __future__ import annotations

from hub_roster.domain.people import Employment
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.agency import AgencyShare
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, drafted, hub, people, person, points, shift, who


def _hub(*rows: Rows, seats: int = 2) -> Problem:
    return hub(
        people("ann ben cat"),
        people("abi alf", employment=Employment.AGENCY),
        person("bob", employment=Employment.BANK),
        person("rae", employment=Employment.RELIEF),
        shift("early", "Mon", seats=seats),
        *rows,
    )


def _on(keys: str) -> dict[str, str]:
    return dict.fromkeys(keys.split(), "early Mon")


def test_more_than_half_agency() -> None:
    """Two agency staff on an early of 8 hours for two: one too many, 480 minutes; one of two is fine."""
    (charge,) = charges(AgencyShare, _hub(), **_on("abi alf"))
    assert (charge.whom, charge.points, charge.priority) == ("Oak", 480, Priority.SAFETY)
    assert charges(AgencyShare, _hub(), **_on("ann abi")) == ()


def test_bank_counts_and_relief_as_policy_says() -> None:
    """Agency and bank together are too many; with relief it is fine, unless relief counts too."""
    assert points(AgencyShare, _hub(), **_on("abi bob")) == 480
    assert points(AgencyShare, _hub(), **_on("abi rae")) == 0
    counting = _hub(PolicyNumber(rule="agency share", number="relief", value=1))
    assert points(AgencyShare, counting, **_on("abi rae")) == 480


def test_of_those_there_not_of_the_seats() -> None:
    """Half of three is one, of four two; of four seats with two people on, one."""
    assert points(AgencyShare, _hub(seats=3), **_on("ann abi alf")) == 480
    assert points(AgencyShare, _hub(seats=4), **_on("ann ben abi alf")) == 0
    assert points(AgencyShare, _hub(seats=4), **_on("abi alf")) == 480


def test_one_alone_is_let_be() -> None:
    """Half of one would be nobody: of an adult alone no share is asked."""
    assert points(AgencyShare, _hub(), abi="early Mon") == 0
    assert points(AgencyShare, _hub(seats=1), abi="early Mon") == 0
    assert points(AgencyShare, _hub(seats=1), **_on("abi alf")) == 0  # by hand: its seat is for one


def test_another_share() -> None:
    """A home that wants no agency beside others says 0; one that takes all says 100."""
    none = _hub(PolicyNumber(rule="agency share", number="percent", value=0))
    assert points(AgencyShare, none, **_on("ann abi")) == 480
    every = _hub(PolicyNumber(rule="agency share", number="percent", value=100))
    assert points(AgencyShare, every, **_on("abi alf")) == 0


def test_a_share_of_three_that_is_nearly_one() -> None:
    """A third of three, rounded down to 33 in a hundred, is nobody."""
    third = _hub(PolicyNumber(rule="agency share", number="percent", value=33), seats=3)
    assert points(AgencyShare, third, **_on("ann ben abi")) == 480


def test_each_shift_of_the_period_is_asked_and_none_after_it() -> None:
    """Of two shifts the late alone has too many; next Monday's early is the next period's."""
    problem = _hub(shift("late", "Mon", seats=2))
    assert points(AgencyShare, problem, abi="late Mon", alf="late Mon") == 480
    assert points(AgencyShare, problem, ann="early Mon", abi="late Mon", alf="late Mon") == 480
    assert points(AgencyShare, _hub(), abi="early Mon+1", alf="early Mon+1") == 0


def test_an_edit_of_one_shift_is_told_of_that_shift() -> None:
    """Both have too many; alf was put on the late just now."""
    rows = people("ada amy", employment=Employment.AGENCY), shift("late", "Mon", seats=2)
    line = {"ada": "early Mon", "amy": "early Mon", "abi": "late Mon", "alf": "late Mon"}
    assert told_of_edit(AgencyShare, _hub(*rows), "alf", **line) == ["Oak"]


def test_a_draft_mixes_and_empties_no_seat_for_it() -> None:
    """Two shifts of two are mixed; with agency staff alone, both seats are filled all the same."""
    mixed = hub(
        people("ann ben"),
        people("abi alf", employment=Employment.AGENCY),
        shift("early", "Mon", seats=2),
        shift("late", "Mon", seats=2),
    )
    on_early = who(drafted(mixed).roster, "Oak/2026-02-02/early")
    assert len(on_early) == 2
    assert len({"abi", "alf"} & set(on_early)) == 1
    agency = hub(people("abi alf", employment=Employment.AGENCY), shift("early", "Mon", seats=2))
    assert who(drafted(agency).roster, "Oak/2026-02-02/early") == ["abi", "alf"]
