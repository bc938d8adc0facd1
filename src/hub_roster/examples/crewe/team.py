"""The people of a service like Project Crewe: four pods, and those who work beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hub_roster.domain.people import Employment
from hub_roster.domain.place import Pod
from hub_roster.examples.posts import Post, Register, Worker
from hub_roster.examples.skills import ON_CALL

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.people import Identity

HUB = "Crewe"
BASE = "Pod base"
CENTRE = "Family centre"
SOCIAL_WORK, FAMILY_PRACTICE, PEER = "social work", "family practice", "peer mentoring"
HEALTH, GROUPS = "health visiting", "group work"

CHARITY, COUNCIL = "C22", "CEC"
MANAGER = Post("service manager", COUNCIL, 4, 6, skills=(SOCIAL_WORK, ON_CALL), office=True)
CONSULTANT = Post("social work consultant", COUNCIL, 15, 6, skills=(SOCIAL_WORK, ON_CALL), office=True)
PRACTITIONER = Post("family practitioner", CHARITY, 20, 8, skills=(FAMILY_PRACTICE, GROUPS), office=True)
MENTOR = Post("peer mentor", CHARITY, 9, 5, paid=16, skills=(PEER, GROUPS), office=True)
VOLUNTEER = Post("volunteer peer mentor", "VOL", 0, 8, Employment.VOLUNTEER, 0, skills=(PEER,), office=True)
GROUP_WORKER = Post("group worker", CHARITY, 13, 6, paid=22, skills=(GROUPS,), office=True)
BANK = Post(
    "bank family practitioner", CHARITY, 0, 16, Employment.BANK, 6, skills=(FAMILY_PRACTICE,), office=True
)
HEALTH_VISITOR = Post("health visitor", "NHS", 0, 12, Employment.PARTNER, 0, skills=(HEALTH,), office=True)

FITTED = frozenset({PRACTITIONER.role})
"""Roles whose hours are set so that the service is as tight as meant."""
PODS = ("Pod A", "Pod B", "Pod C", "Pod D")
"""Four pods (domain.md 2.3)."""
PRACTITIONERS = 3
"""Family practitioners of a pod; how many there were was not found [A]."""
HEADS = 1 + len(PODS) * (1 + PRACTITIONERS + 2) + 2 + 2 + 1


@dataclass(frozen=True)
class PodTeam:
    """The people of one pod."""

    code: str
    consultant: Worker
    practitioners: list[Worker]
    mentor: Worker
    volunteer: Worker

    @property
    def everybody(self) -> list[Worker]:
        """All of them but the volunteer, who is asked for less."""
        return [self.consultant, *self.practitioners, self.mentor]


@dataclass(frozen=True)
class Team:
    """Everybody, by what they do."""

    manager: Worker
    pods: list[PodTeam]
    group_workers: list[Worker]
    bank: list[Worker]
    health_visitor: Worker
    all: list[Worker]

    @property
    def practitioners(self) -> list[Worker]:
        """Family practitioners of all pods."""
        return [worker for pod in self.pods for worker in pod.practitioners]

    @property
    def volunteers(self) -> list[Worker]:
        """Volunteers of all pods."""
        return [pod.volunteer for pod in self.pods]

    def stand_in(self, pod: PodTeam) -> Worker:
        """Give the consultant who stands in for a pod's own: the next pod's."""
        return self.pods[(self.pods.index(pod) + 1) % len(self.pods)].consultant

    def pod_of(self, worker: Worker) -> str | None:
        """Give the code of the pod somebody belongs to."""
        pods = (p.code for p in self.pods if worker in (*p.everybody, p.volunteer))
        return next(pods, None)

    def pod_rows(self) -> list[Pod]:
        """List the pods, each under its consultant."""
        return [
            Pod(code=pod.code, hub=HUB, supervisor=pod.consultant.key, deputy=self.stand_in(pod).key)
            for pod in self.pods
        ]


def team(identities: list[Identity], first_day: date, draw: Random) -> Team:
    """Take everybody on; the last pod's mentor is new."""
    register = Register(identities, first_day, draw)

    def one(post: Post, *, new: bool = False) -> Worker:
        return register.take_on(post, HUB, BASE, new=new)

    manager = one(MANAGER)
    pods = [
        PodTeam(
            code,
            one(CONSULTANT),
            [one(PRACTITIONER) for _ in range(PRACTITIONERS)],
            one(MENTOR, new=code == PODS[-1]),
            one(VOLUNTEER),
        )
        for code in PODS
    ]
    group_workers = [one(GROUP_WORKER) for _ in range(2)]
    bank = [one(BANK) for _ in range(2)]
    return Team(manager, pods, group_workers, bank, one(HEALTH_VISITOR), register.workers)
