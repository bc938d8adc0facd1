"""What was agreed with families: parents' and children's sessions, statutory and joint visits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.plans import Plan, PlanForm
from hub_roster.domain.tasks import Visit, VisitKind, Who
from hub_roster.examples.crewe.families import Home, Need
from hub_roster.examples.crewe.team import FAMILY_PRACTICE, HEALTH, PEER, Team
from hub_roster.examples.diaries import Diaries, wall, window
from hub_roster.examples.draws import weighted

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.young_people import Supported
    from hub_roster.examples.diaries import Span

MORNING_TO_SCHOOL: Span = (9 * 60 + 15, 15 * 60)
AFTER_WORK: Span = (13 * 60 + 15, 18 * 60)
AFTER_SCHOOL: Span = (15 * 60 + 30, 18 * 60 + 30)
FLEXIBLE = 0.3
"""Share of parents' plans that leave the time to their worker [A]."""
LATER = 0.2
"""Share of parents seen after school, when all the family is in [A]."""
STATUTORY = 14
"""Visits of a week by the consultants: each family about every seven weeks [A]."""
JOINT_WITH_MENTOR, JOINT_WITH_HEALTH, MENTORED = 13, 3, 10
WHO = {Who.KEY_WORKER: 0.4, Who.CORE_TEAM: 0.35, Who.KNOWN: 0.25}
"""Who may make a child's session [A]."""


class Agreed:
    """Writes plans and visits, each around a time at which its people could come.

    Attributes
    ----------
    met
        Pairs of a person and whom they may come to because they were named.
    """

    def __init__(
        self, homes: list[Home], people: Team, diaries: Diaries, first_day: date, weeks: int, draw: Random
    ) -> None:
        self._homes = homes
        self._people = people
        self._diaries = diaries
        self._first_day = first_day
        self._weeks = weeks
        self._draw = draw
        self.plans: list[Plan] = []
        self.visits: list[Visit] = []
        self.met: set[tuple[str, str]] = set()

    def write(self) -> None:
        """Write everything: what takes two people first, then what has the least room."""
        for number in range(self._weeks):
            self._of_week(self._first_day + timedelta(days=7 * number), number + 1)
        for home in self._homes:
            if home.child is not None:
                who = weighted(WHO, self._draw)
                self._plan(home.child, self._draw.choice((45, 60)), AFTER_SCHOOL, who)
        for home in self._draw.sample(self._homes, MENTORED):
            named = (home.pod.volunteer.key,)
            self._plan(home.parent, 60, (9 * 60 + 30, 17 * 60), Who.NAMED, named, kind=VisitKind.OTHER)
        for home in self._homes:
            for _ in range(2 if home.need is Need.TWICE else 1):
                self._parent(home)

    def _parent(self, home: Home) -> None:
        flexible = self._draw.random() < FLEXIBLE
        hours = AFTER_WORK if home.works else MORNING_TO_SCHOOL
        if not home.works and self._draw.random() < LATER:
            hours = AFTER_SCHOOL
        self._plan(
            home.parent,
            self._draw.choice((60, 60, 75, 90)),
            hours,
            Who.KEY_WORKER,
            form=PlanForm.FLEXIBLE if flexible else PlanForm.APPOINTMENTS,
            every_weeks=2 if home.need is Need.FORTNIGHTLY else 1,
        )

    def _plan(
        self,
        one: Supported,
        minutes: int,
        hours: Span,
        who: Who,
        named: tuple[str, ...] = (),
        *,
        form: PlanForm = PlanForm.APPOINTMENTS,
        kind: VisitKind = VisitKind.AGREED,
        every_weeks: int = 1,
    ) -> None:
        """Write a plan on a day, and round a time, on which one of its people could come."""
        weekdays = [self._first_day + timedelta(days=k) for k in range(5)]
        asked = [[person] for person in (named or one.core_team)]
        tries = (self._diaries.book(p, one.place, minutes, weekdays, hours, whom=one.code) for p in asked)
        nth, booked = next(((k, found) for k, found in enumerate(tries) if found is not None), (0, None))
        if booked is None:
            return
        if nth:
            form, who = PlanForm.APPOINTMENTS, Who.CORE_TEAM
        earliest, latest = window(booked, minutes, hours, self._draw)
        days: tuple[int, ...] = (booked.day.weekday(),)
        if form is PlanForm.FLEXIBLE:
            earliest, latest = wall(hours[0]), wall(hours[1])
            days = (*days, (days[0] + 2) % 5)
        self.plans.append(
            Plan(
                code=f"Plan {len(self.plans) + 1:03d}",
                young_person=one.code,
                form=form,
                every_weeks=every_weeks,
                minutes=minutes,
                days=days,
                earliest=earliest,
                latest=latest,
                who=who,
                named=named,
                kind=kind,
                # An odd number of weeks ago: of plans for every other week, half fall in this one.
                first_day=self._first_day - timedelta(days=7 * self._draw.randint(10, 30)),
            )
        )
        self.met |= {(person, one.code) for person in named}

    def _of_week(self, monday: date, number: int) -> None:
        draw, people = self._draw, self._people
        named: tuple[str, ...]
        for home in draw.sample(self._homes, STATUTORY):
            named = (home.pod.consultant.key, people.stand_in(home.pod).key)
            hours = AFTER_SCHOOL if home.child is not None else MORNING_TO_SCHOOL
            self._visit(monday, number, home, [named[0]], hours, named, (), VisitKind.STATUTORY)
        for home in draw.sample(self._homes, JOINT_WITH_MENTOR):
            key = home.parent.core_team
            mentors = (home.pod.mentor.key, home.pod.volunteer.key)
            for mentor in mentors:
                pair, named = [key[0], mentor], (*key, *mentors)
                if self._visit(monday, number, home, pair, MORNING_TO_SCHOOL, named, (FAMILY_PRACTICE, PEER)):
                    break
        for home in draw.sample(self._homes, JOINT_WITH_HEALTH):
            key = home.parent.core_team
            visitor = people.health_visitor.key
            pair, named = [key[0], visitor], (*key, visitor)
            self._visit(monday, number, home, pair, MORNING_TO_SCHOOL, named, (FAMILY_PRACTICE, HEALTH))

    def _visit(
        self,
        monday: date,
        number: int,
        home: Home,
        people: list[str],
        hours: Span,
        named: tuple[str, ...],
        roles: tuple[str, ...],
        kind: VisitKind = VisitKind.AGREED,
    ) -> bool:
        """Write a visit to a family on one day of a week, and say whether somebody could make it.

        A child is there at a statutory one.
        """
        minutes = 60
        days = [monday + timedelta(days=k) for k in range(5)]
        booked = self._diaries.book(people, home.parent.place, minutes, days, hours, whom=home.parent.code)
        if booked is None:
            return False
        others = (home.child.code,) if home.child is not None and kind is VisitKind.STATUTORY else ()
        self.visits.append(
            Visit(
                id=f"Visit {number}-{len(self.visits) + 1:02d}",
                young_person=home.parent.code,
                others=others,
                minutes=minutes,
                first_day=booked.day,
                last_day=booked.day,
                earliest=wall(max(hours[0], booked.start - 30)),
                latest=wall(min(hours[1], booked.start + minutes + 30)),
                adults=len(people),
                who=Who.NAMED,
                named=tuple(dict.fromkeys(named)),
                roles=roles,
                kind=kind,
            )
        )
        self.met |= {(person, code) for person in named for code in (home.parent.code, *others)}
        return True
