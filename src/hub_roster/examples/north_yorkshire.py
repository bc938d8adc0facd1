"""Example hubs like those of North Yorkshire: everything a draft needs, made from one seed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub_roster.domain.policy import Signature
from hub_roster.domain.problem import Problem
from hub_roster.examples import school
from hub_roster.examples.codes import staff_names, young_people_codes
from hub_roster.examples.draws import Draws
from hub_roster.examples.first_fit import FirstFit
from hub_roster.examples.hardness import contract_minutes, demand_minutes
from hub_roster.examples.one_hub import OneHub, Rows
from hub_roster.examples.people import HOME_TEAM, heads
from hub_roster.examples.places import county, drive_by, driving
from hub_roster.examples.young_people import PER_HUB

if TYPE_CHECKING:
    from hub_roster.domain.people import Person

FIRST_DAY = date(2026, 11, 30)
DEMAND_SHARE = (0.935, 0.965)
"""Demand over contract hours after leave, inside the 92 to 98 % of domain.md 6.4b."""
PERSON_NUMBERS = range(10000, 100000)
LEAST_SHORT = 5
"""Tasks a first-fit roster leaves open (domain.md 6.4b); an easier week is drawn again."""
MOST_DRAWS = 20
CONTRACT_STEP = 0.25
HOME_ROLES = frozenset(group.value for group in HOME_TEAM)
FIXTURE_SEED = 1
"""The seed of fixtures/north-yorkshire.xlsx."""


def make(seed: int, hubs: int, weeks: int, first_day: date) -> Problem:
    """Make a hub, or several, whose first week is as hard as domain.md 6.4b asks.

    Raises
    ------
    ValueError
        If no draw is.
    """
    for attempt in range(MOST_DRAWS):
        problem = _draw(f"{seed}/{attempt}", hubs, weeks, first_day)
        # Longer and larger examples are hard enough by their size.
        if hubs * weeks > 1 or len(FirstFit(problem).unfilled()) >= LEAST_SHORT:
            return problem
    raise ValueError(f"seed {seed} gives no example that is hard enough; take another")


def _draw(seed: str, hubs: int, weeks: int, first_day: date) -> Problem:
    """Draw an example once, however hard it turns out."""
    draws = Draws(seed, "all")
    counties = [county(number, draws.on(f"county {number}")) for number in range(hubs)]
    names = staff_names(hubs * heads(), draws.on("names"))
    numbers = draws.on("numbers").sample(PERSON_NUMBERS, hubs * heads())
    identities = list(zip(names, numbers, strict=True))
    codes = young_people_codes(hubs * PER_HUB, draws.on("codes"))
    roads = driving(counties)
    drive = drive_by(roads)
    tables: Rows = {}
    for number, where in enumerate(counties):
        made = OneHub(
            where,
            identities[number * heads() : (number + 1) * heads()],
            codes[number * PER_HUB : (number + 1) * PER_HUB],
            Draws(seed, f"hub {number}"),
            first_day,
            weeks,
            drive,
        )
        for name, rows in made.rows().items():
            tables.setdefault(name, []).extend(rows)
    bits = draws.on(f"id north-yorkshire {hubs} {weeks} {first_day}").getrandbits(128)
    listed: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    problem = Problem(
        id=UUID(int=bits, version=4),
        first_day=first_day,
        weeks=weeks,
        policy=Signature(signed_by="registered manager", signed_on=first_day - timedelta(days=60)),
        driving=tuple(roads),
        terms=tuple(school.terms()),
        **listed,
    )
    return _as_tight_as_meant(problem, draws)


def _as_tight_as_meant(problem: Problem, draws: Draws) -> Problem:
    """Set the home team's contract hours so that demand takes the share of them that is meant.

    Hours a week may reach stay as they were, so what could be staffed still can be.
    """
    factors = {}
    for hub in problem.hubs:
        share = draws.on(f"share {hub.code}").uniform(*DEMAND_SHARE)
        due = demand_minutes(problem, hub.code) / share
        all_hours = contract_minutes(problem, hub.code)
        home_hours = contract_minutes(problem, hub.code, HOME_ROLES)
        factors[hub.code] = (due - all_hours + home_hours) / home_hours
    people = tuple(_rescaled(person, factors[person.hub]) for person in problem.people)
    return problem.edited(people=people)


def _rescaled(person: Person, factor: float) -> Person:
    if person.role not in HOME_ROLES:
        return person
    hours = CONTRACT_STEP * round(person.contract_hours * factor / CONTRACT_STEP)
    return person.model_copy(update={"contract_hours": hours, "most_hours": max(hours, person.most_hours)})
