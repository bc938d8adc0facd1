"""Moves: whom a young person gets to know before one, and who stays when it does not come about."""

from __future__ import annotations

from hub_roster.domain.home import Home
from hub_roster.domain.people import Placement
from hub_roster.domain.place import Hub
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.moves import Introductions
from tests.tiny import Rows, drafted, hub, on, people, person, points, resident, shift, visit, who, young
from tests.tiny_life import move

CARERS = person("cora", household="Rowan")
AT_OAK: list[Rows] = [CARERS, people("ann ben"), resident("Heron"), shift("late", "Mon Wed Fri")]
"""Heron lives in Oak; cora, a hub carer, is one of three who could work there."""


def lates_of_cora(problem: Problem) -> int:
    """Count the shifts a draft gives the carer in the home."""
    return sum(a.person == "cora" for a in drafted(problem).roster.assignments)


def to_cora(decided: str | None = "Mon-1", **other: object) -> Rows:
    """Give Heron's move to cora's household."""
    return move("Rowan", "Heron", "", decided, home=None, household="Rowan", **other)


def test_a_move_nobody_has_decided_draws_nobody() -> None:
    """Without a matching decision the carer has no reason to be there more than anybody else."""
    problem = hub(AT_OAK, to_cora(decided=None))
    assert points(Introductions, problem) == 0
    assert points(Introductions, problem, cora="late Mon, late Wed") == 0


def test_a_decided_move_draws_the_carer_onto_shifts_where_the_young_person_lives() -> None:
    """Two meetings a week are wanted: cora works two of Heron's three lates."""
    assert lates_of_cora(hub(AT_OAK, to_cora())) >= 2
    assert points(Introductions, hub(AT_OAK, to_cora()), cora="late Mon") == 90


def test_a_decision_counts_from_its_date() -> None:
    """Decided on Tuesday: Monday's late is too early, the two after it are meetings."""
    problem = hub(AT_OAK, to_cora(decided="Tue"))
    assert points(Introductions, problem, cora="late Mon, late Wed") == 90
    assert points(Introductions, problem, cora="late Wed, late Fri") == 0


def test_one_date_pauses_a_move() -> None:
    """From Wednesday on nobody is drawn in: Monday's late is all that is wanted."""
    problem = hub(AT_OAK, to_cora(paused_from=on("Wed")))
    assert points(Introductions, problem) == 90
    assert points(Introductions, problem, cora="late Mon") == 0


def test_an_ended_introduction_says_goodbye() -> None:
    """Ended on Tuesday: no more meetings, and one last visit of the carer's in the days that follow."""
    problem = hub(AT_OAK, to_cora(ended_on=on("Tue")))
    assert points(Introductions, problem) == 90  # Monday's
    found = drafted(problem)
    assert who(found.roster, "Rowan goodbye") == ["cora"]
    (goodbye,) = [a for a in found.roster.assignments if a.task == "Rowan goodbye"]
    assert goodbye.start.date() >= on("Tue")


def test_a_move_that_was_never_decided_needs_no_goodbye() -> None:
    """Who never met need not part."""
    assert hub(AT_OAK, to_cora(decided=None, ended_on=on("Tue"))).appointments == ()


def test_who_lives_elsewhere_is_introduced_by_visits() -> None:
    """Wren lives with a family in Dale: cora visits twice a week, and nobody else in her place."""
    found = drafted(hub(CARERS, people("ann"), young("Wren"), move("m", "Wren", "cora")))
    made = [a for a in found.roster.assignments if a.task.startswith("m introduction")]
    assert [a.person for a in made] == ["cora", "cora"]
    away = hub(people("ann"), young("Wren"), CARERS, move("m", "Wren", "cora", paused_from=on("Mon")))
    assert away.appointments == ()


def test_a_move_into_a_home_names_whom_they_meet_first() -> None:
    """Wren moves into Oak next week: ann and ben of its team visit in Dale before."""
    problem = hub(people("ann ben cat"), young("Wren"), move("m", "Wren", "ann ben", planned_day=on("Mon+1")))
    made = drafted(problem).roster.assignments
    assert len(made) == 2
    assert {a.person for a in made} <= {"ann", "ben"}


def test_introductions_end_on_the_day_of_the_move() -> None:
    """From the planned day on they live together."""
    assert hub(AT_OAK, to_cora(planned_day=on("Mon"))).appointments == ()
    assert points(Introductions, hub(AT_OAK, to_cora(planned_day=on("Mon")))) == 0


def test_an_introduction_by_hand_waits_for_the_decision_too() -> None:
    """A visit of that kind in the file of an undecided move is not asked of anybody."""
    first = visit("first", "Wren", kind="introduction")
    assert hub(CARERS, young("Wren"), first, move("m", "Wren", "cora", None)).appointments == ()
    decided = hub(CARERS, young("Wren"), first, move("m", "Wren", "cora"))
    assert "first" in decided.appointment


def test_the_key_worker_stays_when_the_placement_changes() -> None:
    """Wren lives in another hub's home now; ann, the key worker, still visits, and nobody else from here."""
    elm = Home(code="Elm", hub="Coast", place="Elm house")
    wren = young("Wren", hub="Coast", key_worker="ann")
    hubs = [Hub(code="Hub"), Hub(code="Coast")]
    assert who(drafted(hub(hubs, people("ann ben"), elm, wren, visit("w", "Wren"))).roster, "w") == ["ann"]
    of_ben = hub(hubs, people("ben"), elm, young("Wren", hub="Coast"), visit("w", "Wren"))
    assert drafted(of_ben).roster.assignments == ()


def test_each_adult_of_a_household_has_a_date_of_their_own() -> None:
    """Cora is deployable again on Thursday, her partner dan next week: on Friday cora works, dan does not."""
    placements = [
        Placement(
            household="Rowan", person=key, first_day=on("Mon-4"), last_day=on("Mon"), deployable_from=on(day)
        )
        for key, day in (("cora", "Thu"), ("dan", "Mon+1"))
    ]
    homes = [resident("Heron"), shift("late", "Tue Fri", seats=2)]
    problem = hub(people("cora dan", household="Rowan"), placements, homes)
    found = drafted(problem)
    assert [(a.person, a.task[4:14]) for a in found.roster.assignments] == [("cora", on("Fri").isoformat())]
    assert found.judgement.shortfall[Priority.COVER].minutes == 3 * 8 * 60
