"""Posts of a service's people: what each asks for, and the rows that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import CHECKS, DRIVER, Employment, LeaveYear, Person, Skill, WeekWorked
from hub_roster.examples.people import OFFICE_REFERENCE_WEEKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from hub_roster.examples.people import Identity

WEEKS = 26
"""Weeks of counted working time (domain.md 6.4b)."""
LEAVE_HOURS = 33 * 7.4
"""Days of leave and bank holidays of a full post, in hours (domain.md 6.1)."""
LEAVE_SHARE = 0.12
EXCLUDED = (0, 0, 0, 0, 0, 0, 7, 2)
"""Days of leave in a past week, each as likely as the next: about 12 % (domain.md 6.1)."""


@dataclass(frozen=True)
class Post:
    """What a kind of post is.

    Attributes
    ----------
    hours, extra
        Hours a week to roster, after other work; hours beyond them that a week may reach.
    paid
        Hours a week that count as working time, sleep-ins apart.
    skills
        Held by everyone in the post; those of `likely` by the share of them given there.
    """

    role: str
    employer: str
    hours: float
    extra: float = 6
    employment: Employment = Employment.CONTRACTED
    paid: float = 37
    skills: tuple[str, ...] = ()
    likely: tuple[tuple[str, float], ...] = ()
    drives: bool = True
    office: bool = False


@dataclass(frozen=True)
class Worker:
    """A person with their post."""

    person: Person
    post: Post

    @property
    def key(self) -> str:
        """The person's key."""
        return self.person.key


class Register:
    """Takes people on, each with a made-up name and number."""

    def __init__(self, identities: Iterable[Identity], first_day: date, draw: Random) -> None:
        self._identities: Iterator[Identity] = iter(identities)
        self._first_day = first_day
        self._draw = draw
        self.workers: list[Worker] = []

    def take_on(
        self,
        post: Post,
        hub: str,
        base: str,
        *,
        floats_to: tuple[str, ...] = (),
        household: str = "",
        new: bool = False,
        unnamed: bool = False,
    ) -> Worker:
        """Give a post to the next person."""
        name, number = next(self._identities)
        days = self._draw.randint(14, 40) if new else self._draw.randint(300, 3200)
        regular = post.employment is Employment.CONTRACTED
        worker = Worker(
            Person(
                key=f"{post.employer}:{number}:1",
                name="" if unnamed else name,
                hub=hub,
                role=post.role,
                employment=post.employment,
                base=base,
                contract_hours=post.hours,
                most_hours=post.hours + post.extra,
                opted_out=regular and not post.office and self._draw.random() < 0.2,
                reference_weeks=OFFICE_REFERENCE_WEEKS if post.office else 26,
                started=self._first_day - timedelta(days=days),
                household=household,
                floats_to=floats_to,
                unnamed=unnamed,
            ),
            post,
        )
        self.workers.append(worker)
        return worker


def skills_of(workers: Iterable[Worker], first_day: date, draw: Random) -> list[Skill]:
    """List what everyone holds, all of it in date at least past the example's longest period."""
    rows = []
    for worker in workers:
        post = worker.post
        likely = [skill for skill, share in post.likely if draw.random() < share]
        for skill in (CHECKS, *([DRIVER] if post.drives else []), *post.skills, *likely):
            until = first_day + timedelta(days=draw.randint(200, 1000)) if skill == CHECKS else None
            row = Skill(person=worker.key, skill=skill, valid_from=worker.person.started, valid_until=until)
            rows.append(row)
    return rows


def leave_years_of(workers: Iterable[Worker], first_day: date, draw: Random) -> list[LeaveYear]:
    """Write down the leave of everyone with a contract, April to March."""
    return [
        leave_year(worker.person, worker.post.paid, first_day, draw)
        for worker in workers
        if worker.person.employment is Employment.CONTRACTED
    ]


def leave_year(person: Person, paid: float, first_day: date, draw: Random) -> LeaveYear:
    """Give the leave of a person paid for so many hours a week."""
    year = first_day.year - (first_day.month < 4)
    return LeaveYear(
        person=person.key,
        first_day=date(year, 4, 1),
        last_day=date(year + 1, 3, 31),
        hours=round(LEAVE_HOURS * paid / 37, 1),
        carried_hours=draw.choice((0, 0, 7.4, 14.8, 22.2)),
    )


def weeks_worked_of(
    workers: Iterable[Worker], nights: dict[str, float], first_day: date, draw: Random
) -> list[WeekWorked]:
    """Write 26 weeks for everyone who works for the service, fewer for those who started since.

    Parameters
    ----------
    nights
        Sleep-ins a week of those who have them, on average.
    """
    rows = []
    for worker in workers:
        started = worker.person.started or first_day
        for k in range(1, WEEKS + 1):
            monday = first_day - timedelta(days=7 * k)
            if monday < started:
                continue
            excluded = draw.choice(EXCLUDED)
            minutes = worker.post.paid * 60 + draw.gauss(-60, 100)
            minutes += 9 * 60 * round(nights.get(worker.key, 0) + draw.uniform(-0.5, 0.5))
            minutes = max(0.0, minutes) * (7 - excluded) / 7
            rows.append(
                WeekWorked(
                    person=worker.key,
                    week=monday,
                    working_minutes=15 * round(minutes / 15),
                    excluded_days=excluded,
                    assumed=draw.random() < 0.05,
                )
            )
    return rows
