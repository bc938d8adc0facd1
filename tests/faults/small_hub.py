"""A hub cut down to a few rows a table, so that reading its file takes no time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hub_roster.domain.checks import faults
from hub_roster.domain.people import BusyPeriod, Placement
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock, PublishedAssignment
from hub_roster.domain.young_people import Restriction
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.kinds import table_of

EXAMPLE = Path(__file__).parent.parent.parent / "fixtures" / "north-yorkshire.xlsx"


NAMED = ("homes", "shifts", "cover", "hubs", "places", "driving")
"""Tables kept whole: the rest names their rows."""


def small_hub(most: int = 3) -> Problem:
    """Give the example hub with at most so many rows a table, less what then does not hold together."""
    whole = read_problem(EXAMPLE)
    fields: dict[str, Any] = {name: getattr(whole, name) for name in Problem.model_fields}
    fields["young_people"] = whole.young_people[:most]
    codes = {young.code for young in fields["young_people"]}
    theirs = {
        key for young in fields["young_people"] for key in (young.key_worker, young.deputy, *young.core_team)
    }
    fields["people"] = tuple(person for person in whole.people if person.key in theirs)
    for table in fields:
        if table_of(Problem, table) and table not in (*NAMED, "people", "young_people"):
            held = (row for row in fields[table] if getattr(row, "person", None) in {None, *theirs})
            kept = [row for row in held if getattr(row, "young_person", None) in {None, *codes}]
            fields[table] = tuple(kept[:most])
    for _ in range(100):
        bad = {fault.path[:2] for fault in faults(Problem.model_construct(**fields))}
        if not bad:
            return _with_the_rest(Problem.model_validate(fields))
        for table in {str(path[0]) for path in bad}:
            fields[table] = tuple(r for k, r in enumerate(fields[table]) if (table, k) not in bad)
    raise AssertionError("the example hub cannot be cut down")


def _with_the_rest(problem: Problem) -> Problem:
    """Add a row to tables the example leaves empty."""
    person, visit = problem.people[0], problem.visits[0]
    start = datetime.combine(visit.first_day, visit.earliest)
    return problem.edited(
        numbers=(PolicyNumber(rule="rest", number="hours", value=11),),
        placements=(Placement(household="Rowan", first_day=problem.first_day),),
        people=(person.model_copy(update={"household": "Rowan"}), *problem.people[1:]),
        restrictions=(Restriction(young_person=visit.young_person, person=problem.people[1].key),),
        busy=(BusyPeriod(person=person.key, start=start, end=start + timedelta(hours=1)),),
        locks=(Lock(person=person.key, task=visit.id, must=False),),
        published=(PublishedAssignment(person=person.key, task=visit.id, start=start),),
    )
