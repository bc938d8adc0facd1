"""The people of a service like Shropshire's: seven small teams, an outreach team, sites, carers, others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hub_roster.domain.people import Employment
from hub_roster.examples.posts import Post, Register, Worker
from hub_roster.examples.shropshire.places import BASE, SITES, TREES, site
from hub_roster.examples.skills import FIRST_AID, LEADER, LEVEL_3, MEDICATION, ON_CALL, RESTRAINT

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.people import Identity
    from hub_roster.examples.shropshire.homes import Household

STEPPING_STONES = "Stepping Stones"
INTEGRATION = "Integration sites"
THERAPEUTIC = "therapeutic practice"
FAMILY_SUPPORT = "family support"
CAMHS = "CAMHS"

ALL = (LEADER, FIRST_AID, MEDICATION, RESTRAINT, LEVEL_3)
SOME = ((LEADER, 0.4), (FIRST_AID, 0.92), (MEDICATION, 1.0), (RESTRAINT, 0.8), (LEVEL_3, 0.75))
COUNCIL = "SC"

MANAGER = Post("registered manager", COUNCIL, 8, 6, skills=(*ALL, ON_CALL))
DEPUTY = Post("deputy manager", COUNCIL, 20, 8, skills=(*ALL, ON_CALL))
SENIOR = Post("senior residential worker", COUNCIL, 32, 8, skills=ALL)
WORKER = Post("residential worker", COUNCIL, 32, 8, likely=SOME)
PART_TIMER = Post("residential worker, part-time", COUNCIL, 18, 8, paid=20, likely=SOME)
NIGHT = Post("waking night worker", COUNCIL, 33, 7, likely=((FIRST_AID, 0.9),), paid=35)
OUTREACH_MANAGER = Post("Stepping Stones manager", COUNCIL, 6, 6, skills=(THERAPEUTIC,), office=True)
PRACTITIONER = Post("Stepping Stones practitioner", COUNCIL, 26, 7, skills=(THERAPEUTIC,), office=True)
SITE_WORKER = Post("family support worker", COUNCIL, 21, 7, skills=(FAMILY_SUPPORT,), office=True)
SITE_PART_TIMER = Post(
    "family support worker, part-time", COUNCIL, 14, 7, paid=22, skills=(FAMILY_SUPPORT,), office=True
)
CARER = Post("hub carer", COUNCIL, 12, 12, Employment.RELIEF, 14, skills=(FIRST_AID, MEDICATION))
RELIEF = Post("relief worker", COUNCIL, 8, 14, Employment.RELIEF, 12, likely=SOME)
BANK = Post("bank worker", COUNCIL, 0, 20, Employment.BANK, 6, likely=SOME)
AGENCY = Post("agency worker", "AGY", 0, 40, Employment.AGENCY, 0)
MENTOR = Post("volunteer mentor", "VOL", 0, 6, Employment.VOLUNTEER, 0, office=True)
THERAPIST = Post("CAMHS therapist", "NHS", 0, 12, Employment.PARTNER, 0, skills=(CAMHS,), office=True)
SPEECH = Post("speech and language therapist", "NHS", 0, 8, Employment.PARTNER, 0, office=True)

RESIDENTIAL = frozenset(post.role for post in (DEPUTY, SENIOR, WORKER, PART_TIMER, NIGHT))
"""Roles that work shifts: their hours are set so that the service is as tight as meant."""
HOME_POSTS = (MANAGER, DEPUTY, SENIOR, SENIOR, WORKER, WORKER, WORKER, PART_TIMER)
"""The team of one home; a larger one has more of it."""
LARGE_HOME_POSTS = (*HOME_POSTS, WORKER, NIGHT, NIGHT)
FLOATERS = (SENIOR, WORKER)
"""One of each post of a home floats to its neighbours."""
PRACTITIONERS = 7
SITE_WORKERS = 5
HOUSEHOLDS = (2, 2, 1)
"""Carers of each household of hub carers."""
HEADS = (
    6 * len(HOME_POSTS) + len(LARGE_HOME_POSTS) + 1 + PRACTITIONERS + SITE_WORKERS + 1 + 5 + 3 + 2 + 2 + 2 + 2
)
"""Everybody: numbers of people per team are assumptions, none was found (domain.md 2.1)."""


@dataclass(frozen=True)
class Team:
    """Everybody, by what they do.

    Attributes
    ----------
    homes
        The team of each home by its code name, manager and deputy first.
    """

    homes: dict[str, list[Worker]]
    outreach_manager: Worker
    practitioners: list[Worker]
    site_workers: list[Worker]
    carers: list[Worker]
    relief: list[Worker]
    agency: list[Worker]
    mentors: list[Worker]
    therapist: Worker
    speech: Worker
    all: list[Worker]

    def of_household(self, number: int) -> list[Worker]:
        """Give the carers of a household, counted from 0."""
        return [worker for worker in self.carers if worker.person.household == household(number)]


def household(number: int) -> str:
    """Give what a household of hub carers is called, counted from 0."""
    return f"Household {'ABC'[number]}"


def neighbours(tree: str) -> tuple[str, ...]:
    """Give the code names of the two homes that are nearest by number."""
    at = TREES.index(tree)
    return tuple(TREES[(at + step) % len(TREES)] for step in (1, -1))


def team(homes: list[Household], identities: list[Identity], first_day: date, draw: Random) -> Team:
    """Take everybody on."""
    register = Register(identities, first_day, draw)
    take_on = register.take_on
    of_homes = {home.tree: _of_home(home, register, draw) for home in homes}
    manager = take_on(OUTREACH_MANAGER, STEPPING_STONES, BASE)
    practitioners = [take_on(PRACTITIONER, STEPPING_STONES, BASE) for _ in range(PRACTITIONERS)]
    sites = [
        *(take_on(SITE_WORKER, INTEGRATION, site(town)) for town in SITES[:SITE_WORKERS]),
        take_on(SITE_PART_TIMER, INTEGRATION, site(SITES[SITE_WORKERS]), new=True),
    ]
    towns = draw.sample(["Wem", "Church Stretton", "Ellesmere", "Shrewsbury"], len(HOUSEHOLDS))
    carers = [
        take_on(
            CARER,
            STEPPING_STONES,
            towns[number],
            household=household(number),
            floats_to=(TREES[2 * number], TREES[2 * number + 1]),
        )
        for number, people in enumerate(HOUSEHOLDS)
        for _ in range(people)
    ]
    relief = [
        take_on(RELIEF, TREES[3 * k % 7], homes[3 * k % 7].code, floats_to=_others(TREES[3 * k % 7]))
        for k in range(3)
    ]
    relief += [take_on(BANK, TREES[k], homes[k].code, floats_to=_others(TREES[k])) for k in (1, 4)]
    agency = [
        take_on(AGENCY, TREES[k], homes[k].code, floats_to=_others(TREES[k]), unnamed=True) for k in (0, 5)
    ]
    mentors = [take_on(MENTOR, INTEGRATION, site(town), floats_to=(STEPPING_STONES,)) for town in SITES[:2]]
    therapist = take_on(THERAPIST, STEPPING_STONES, "Shrewsbury", floats_to=TREES)
    speech = take_on(SPEECH, STEPPING_STONES, "Shrewsbury", floats_to=TREES)
    return Team(
        of_homes,
        manager,
        practitioners,
        sites,
        carers,
        relief,
        agency,
        mentors,
        therapist,
        speech,
        register.workers,
    )


def _of_home(home: Household, register: Register, draw: Random) -> list[Worker]:
    """Take on the team of a home: one of them new where it is the third home."""
    posts = LARGE_HOME_POSTS if home.wakes else HOME_POSTS
    float_at = {posts.index(post) for post in FLOATERS}
    new_at = posts.index(WORKER) + 1 if home.tree == TREES[2] else None
    return [
        register.take_on(
            post,
            home.tree,
            home.code,
            floats_to=neighbours(home.tree) if k in float_at else (),
            new=k == new_at,
        )
        for k, post in enumerate(posts)
    ]


def _others(tree: str) -> tuple[str, ...]:
    return tuple(other for other in TREES if other != tree)
