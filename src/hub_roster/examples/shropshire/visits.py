"""What was agreed with young people and families: sessions, joint visits, key work, introductions."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.plans import Move, Plan, PlanForm
from hub_roster.domain.tasks import Visit, VisitKind, Who
from hub_roster.examples.diaries import Diaries, wall, window
from hub_roster.examples.draws import weighted
from hub_roster.examples.shropshire.families import Child, Families
from hub_roster.examples.shropshire.places import TREES
from hub_roster.examples.shropshire.team import (
    CAMHS,
    FAMILY_SUPPORT,
    THERAPEUTIC,
    Team,
    household,
)

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.young_people import FamilyAdult
    from hub_roster.examples.diaries import Span

DAYTIME: Span = (9 * 60 + 15, 15 * 60 + 30)
AFTER_SCHOOL: Span = (15 * 60 + 45, 20 * 60)
AT_HOME: Span = (16 * 60, 20 * 60 + 30)
"""When residents are home from school and not yet asleep."""
FLEXIBLE = 0.3
"""Share of parents' plans that leave the time to their worker [A]."""
OFTEN = 9
"""Young people with two sessions a week [A]."""
FAMILY_SESSIONS = 6
JOINT = 8
JOINT_WITH_HEALTH = 2
THERAPY, SPEECH_SESSIONS, MENTORING = 3, 2, 2
WHO = {Who.KEY_WORKER: 0.45, Who.CORE_TEAM: 0.35, Who.KNOWN: 0.2}
LONG_AGO = 70
"""Days since which the plans hold, at least."""


class Agreed:
    """Writes plans and visits, each around a time at which its people could come.

    Attributes
    ----------
    met
        Pairs of a person and whom they may come to by a plan that names them.
    """

    def __init__(
        self, them: Families, people: Team, diaries: Diaries, first_day: date, weeks: int, draw: Random
    ) -> None:
        self._them = them
        self._people = people
        self._diaries = diaries
        self._first_day = first_day
        self._weeks = weeks
        self._draw = draw
        self.plans: list[Plan] = []
        self.visits: list[Visit] = []
        self.met: set[tuple[str, str]] = set()

    def write(self) -> None:
        """Write everything: what needs two people first, then what has the least room."""
        for number in range(self._weeks):
            self._joint(self._first_day + timedelta(days=7 * number), number)
        self._partners()
        children = self._them.visited
        for child in (*children, *self._draw.sample(children, OFTEN)):
            self._child_plan(child)
        for child in self._them.residents:
            if child.record.family is not None:
                named = (child.record.core_team[-1],)
                self._plan(child.code, child.record.place, 60, AFTER_SCHOOL, Who.NAMED, named)
        for adult in self._them.adults:
            self._parent_plan(adult)
        for child in self._them.residents:
            self._key_work(child)

    # One person ---------------------------------------------------------------------------------------

    def _child_plan(self, child: Child) -> None:
        who = weighted(WHO, self._draw)
        kind = VisitKind.STAYING_IN_TOUCH if child.record.moved_on else VisitKind.AGREED
        minutes = self._draw.choice((45, 60, 60))
        self._plan(child.code, child.record.place, minutes, AFTER_SCHOOL, who, kind=kind)

    def _parent_plan(self, adult: FamilyAdult) -> None:
        flexible = self._draw.random() < FLEXIBLE
        form = PlanForm.FLEXIBLE if flexible else PlanForm.APPOINTMENTS
        minutes = self._draw.choice((60, 75, 90))
        self._plan(adult.code, adult.place, minutes, DAYTIME, Who.KEY_WORKER, form=form)

    def _plan(
        self,
        code: str,
        place: str,
        minutes: int,
        hours: Span,
        who: Who,
        named: tuple[str, ...] = (),
        *,
        form: PlanForm = PlanForm.APPOINTMENTS,
        kind: VisitKind = VisitKind.AGREED,
    ) -> None:
        """Write a weekly plan on a day, and round a time, on which one of its people could come."""
        weekdays = [self._first_day + timedelta(days=k) for k in range(5)]
        asked = [[person] for person in (named or self._circle(code))]
        tries = (self._diaries.book(p, place, minutes, weekdays, hours, whom=code) for p in asked)
        nth, booked = next(((k, found) for k, found in enumerate(tries) if found is not None), (0, None))
        if booked is None:
            return
        if who is Who.KEY_WORKER and nth:
            who = Who.CORE_TEAM
        earliest, latest = window(booked, minutes, hours, self._draw)
        days: tuple[int, ...] = (booked.day.weekday(),)
        if form is PlanForm.FLEXIBLE:
            if nth:
                form = PlanForm.APPOINTMENTS
            else:
                earliest, latest = wall(hours[0]), wall(hours[1])
                days = (*days, (days[0] + 2) % 5)
        self.plans.append(
            Plan(
                code=f"Plan {len(self.plans) + 1:03d}",
                young_person=code,
                form=form,
                minutes=minutes,
                days=days,
                earliest=earliest,
                latest=latest,
                who=who,
                named=named,
                kind=kind,
                first_day=self._long_ago(),
            )
        )
        self.met |= {(person, code) for person in named}

    def _circle(self, code: str) -> list[str]:
        supported = [*self._them.adults, *(child.record for child in self._them.children)]
        one = next(each for each in supported if each.code == code)
        return list(dict.fromkeys(key for key in (one.key_worker, one.deputy, *one.core_team) if key))

    def _long_ago(self) -> date:
        """Give a Monday some months before the period, so that every other week falls in it too."""
        return self._first_day - timedelta(days=7 * 2 * self._draw.randint(5, 15))

    def _key_work(self, child: Child) -> None:
        """Write the weekly hour a resident has with one of their own, from the shift."""
        days = (self._draw.randrange(5),)
        start = AT_HOME[0] + 30 * self._draw.randint(0, 4)
        self.plans.append(
            Plan(
                code=f"Plan {len(self.plans) + 1:03d}",
                young_person=child.code,
                minutes=45,
                days=days,
                earliest=wall(start),
                latest=wall(start + 105),
                who=Who.CORE_TEAM if self._draw.random() < 0.7 else Who.KNOWN,
                in_shift=True,
                first_day=self._first_day - timedelta(days=LONG_AGO),
            )
        )

    def _partners(self) -> None:
        """Write sessions of health's own people and of volunteers, who come in the hours they gave."""
        them, people = self._them, self._people
        able = [*them.residents, *them.visited]
        for staff, number, hours in (
            (people.therapist, THERAPY, (15 * 60 + 30, 18 * 60)),
            (people.speech, SPEECH_SESSIONS, (15 * 60 + 30, 18 * 60)),
            (people.mentors[0], MENTORING, (15 * 60 + 30, 19 * 60)),
        ):
            near = sorted(able, key=lambda child: child.record.place != "Shrewsbury")
            for child in self._draw.sample(near[:8], number):
                self._plan(
                    child.code, child.record.place, 45, hours, Who.NAMED, (staff.key,), kind=VisitKind.OTHER
                )

    # Several people -----------------------------------------------------------------------------------

    def _joint(self, monday: date, number: int) -> None:
        adults = self._draw.sample(self._them.adults, JOINT + JOINT_WITH_HEALTH + FAMILY_SESSIONS)
        with_health = adults[:JOINT_WITH_HEALTH]
        with_sites = adults[JOINT_WITH_HEALTH : JOINT_WITH_HEALTH + JOINT]
        for adult in with_health:
            therapist = self._people.therapist.key
            self._visit(monday, number, adult, (13 * 60, 17 * 60), [therapist], (CAMHS, THERAPEUTIC))
        for adult in with_sites:
            near = [worker.key for worker in self._draw.sample(self._people.site_workers, 3)]
            self._visit(monday, number, adult, (12 * 60 + 30, 17 * 60), near, (FAMILY_SUPPORT, THERAPEUTIC))
        for adult in adults[JOINT_WITH_HEALTH + JOINT :]:
            self._visit(monday, number, adult, AFTER_SCHOOL, [adult.deputy or ""], ())

    def _visit(
        self,
        monday: date,
        number: int,
        adult: FamilyAdult,
        hours: Span,
        others: list[str],
        roles: tuple[str, ...],
    ) -> None:
        """Write a visit of two people, at a time both could come; without roles the child is there too."""
        own = adult.key_worker or ""
        days = [monday + timedelta(days=k) for k in range(5)]
        minutes = 60 if roles else 75
        child = next((c.code for c in self._them.visited if c.record.family == adult.family), None)
        together = (child,) if child is not None and not roles else ()
        for other in others:
            whom = together[0] if together else adult.code
            booked = self._diaries.book([own, other], adult.place, minutes, days, hours, whom=whom)
            if booked is None:
                continue
            named = tuple(dict.fromkeys((own, adult.deputy or own, *others)))
            earliest, latest = max(hours[0], booked.start - 30), booked.start + minutes + 30
            self.visits.append(
                Visit(
                    id=f"Visit {number + 1}-{len(self.visits) + 1:02d}",
                    young_person=adult.code,
                    others=together,
                    minutes=minutes,
                    first_day=booked.day,
                    last_day=booked.day,
                    earliest=wall(earliest),
                    latest=wall(min(latest, hours[1])),
                    adults=2,
                    who=Who.NAMED if roles else Who.CORE_TEAM,
                    named=named if roles else (),
                    roles=roles,
                )
            )
            self.met |= {(person, code) for person in named for code in (adult.code, *together)}
            return


def moves_of(them: Families, first_day: date) -> list[Move]:
    """List planned moves: two decided, one of somebody in a home; one not decided, which waits."""
    away = [child for child in them.visited if child.stay.value == "other placement"]
    near = [child for child in them.residents if child.home and child.home.tree in TREES[:2]]
    waiting = next(child for child in them.residents if child.home and child.home.tree == TREES[5])
    return [
        _move(1, away[0], 0, first_day, first_day - timedelta(days=12)),
        _move(2, near[0], 0, first_day, first_day - timedelta(days=5)),
        _move(3, waiting, 2, first_day, None),
    ]


def _move(number: int, child: Child, to: int, first_day: date, decided: date | None) -> Move:
    return Move(
        code=f"Move {number}",
        young_person=child.code,
        household=household(to),
        planned_day=first_day + timedelta(days=14 + 7 * number),
        decided_by="" if decided is None else "fostering panel chair",
        decided_on=decided,
        introductions=2 if child.home is None else 1,
        minutes=90,
        earliest=time(15, 30),
        latest=time(19, 30),
    )
