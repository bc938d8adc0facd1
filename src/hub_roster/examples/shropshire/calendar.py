"""What stands in the service's calendar: escorts, duty desks, meetings, supervision and on-call."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.tasks import Escort, Meeting, MeetingKind, OnCall, Session
from hub_roster.examples.shropshire.places import BASE, SHREWSBURY, SITES, TREES, site
from hub_roster.examples.shropshire.team import (
    FAMILY_SUPPORT,
    INTEGRATION,
    NIGHT,
    STEPPING_STONES,
    Team,
)

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.posts import Worker
    from hub_roster.examples.rounds import Drive
    from hub_roster.examples.shropshire.families import Child, Families
    from hub_roster.examples.shropshire.homes import Household

DESKS = ((0, 1, 2, 3), (0, 1, 3, 4))
"""Weekdays of a site's duty desk: four days a week, sites by turns [A]."""
DROP_INS = ("Shrewsbury", "Oswestry")
SUPERVISIONS = 3
"""Practitioners supervised in a week: each about every other week [A]."""
TRAINED = 5


def escorts_of(
    them: Families, where: dict[str, str], drive: Drive, monday: date, draw: Random
) -> list[Escort]:
    """Draw a week's escorts: school runs, family time, one court hearing for which two go, a clinic.

    Parameters
    ----------
    where
        The town of each home's team.
    """
    chosen = draw.sample(them.residents, 8)
    week = monday.isocalendar().week
    rows = []
    for child, weekday in zip(chosen[:4], (0, 1, 2, 4), strict=True):
        rows.append(_escort(child, where, drive, monday + timedelta(days=weekday), time(8), 10))
    for child, weekday in zip(chosen[4:6], (5, 6), strict=True):
        rows.append(_escort(child, where, drive, monday + timedelta(days=weekday), time(14, 45), 120))
    rows.append(_escort(chosen[6], where, drive, monday + timedelta(days=3), time(15, 45), 45))
    court = _escort(chosen[7], where, drive, monday + timedelta(days=2), time(9), 120, SHREWSBURY.code)
    rows.append(court.model_copy(update={"adults": 2}))
    return [row.model_copy(update={"id": f"Escort {week}-{k}"}) for k, row in enumerate(rows, 1)]


def _escort(
    child: Child,
    where: dict[str, str],
    drive: Drive,
    day: date,
    start: time,
    there: int,
    town: str | None = None,
) -> Escort:
    home = child.home
    assert home is not None
    destination = town or where[home.tree]
    minutes = 2 * drive(home.code, destination) + there
    return Escort(
        id="Escort",
        young_person=child.code,
        start=datetime.combine(day, start),
        minutes=minutes,
        origin=home.code,
        destination=destination,
        returns=True,
    )


def sessions() -> list[Session]:
    """List the duty desks of the six sites, and two drop-ins."""
    desks = [
        Session(
            code=f"{town} desk",
            hub=INTEGRATION,
            place=site(town),
            days=DESKS[k % 2],
            start=time(9, 30),
            end=time(12, 30),
            skill=FAMILY_SUPPORT,
        )
        for k, town in enumerate(SITES)
    ]
    drop_ins = [
        Session(
            code=f"{town} drop-in",
            hub=INTEGRATION,
            place=site(town),
            days=(2,) if town == DROP_INS[0] else (3,),
            start=time(16),
            end=time(18, 30),
            adults=2,
        )
        for town in DROP_INS
    ]
    return [*desks, *drop_ins]


def meetings_of(
    people: Team, homes: list[Household], away: dict[str, set[date]], monday: date, draw: Random
) -> list[Meeting]:
    """List team meetings, supervisions and a training; nobody is asked who is on leave that week."""
    rows = [
        _meeting(
            "Outreach team", STEPPING_STONES, BASE, people.practitioners, monday, time(9), 90, away, weekly=1
        ),
        _meeting(
            "Sites team",
            INTEGRATION,
            site("Shrewsbury"),
            people.site_workers,
            monday + timedelta(days=4),
            time(13, 30),
            90,
            away,
            weekly=2,
        ),
    ]
    for k, home in enumerate(homes):
        team = people.homes[home.tree]
        by_day = [worker for worker in team if worker.post is not NIGHT]
        day = monday + timedelta(days=1 + k % 3)
        rows.append(
            _meeting(f"{home.tree} team", home.tree, home.code, by_day, day, time(12, 30), 90, away, weekly=1)
        )
        able = [worker for worker in by_day[2:] if not away.get(worker.key)]
        pair = [team[0], draw.choice(able)]
        rows.append(
            _supervision(f"{home.tree} supervision", home.tree, home.code, pair, day + timedelta(days=1))
        )
    able = [worker for worker in people.practitioners if not away.get(worker.key)]
    for k, worker in enumerate(draw.sample(able, SUPERVISIONS), 1):
        pair = [people.outreach_manager, worker]
        rows.append(
            _supervision(f"Outreach supervision {k}", STEPPING_STONES, BASE, pair, monday + timedelta(days=k))
        )
    trained = draw.sample(able, TRAINED)
    training = _meeting("Training", STEPPING_STONES, BASE, trained, monday, time(11), 120, away)
    rows.append(training.model_copy(update={"kind": MeetingKind.TRAINING}))
    return rows


def _meeting(
    code: str,
    hub: str,
    place: str,
    team: list[Worker],
    day: date,
    start: time,
    minutes: int,
    away: dict[str, set[date]],
    *,
    weekly: int = 0,
) -> Meeting:
    latest = datetime.combine(day, start) + timedelta(minutes=minutes)
    return Meeting(
        id=code,
        hub=hub,
        place=place,
        attendees=tuple(worker.key for worker in team if day not in away.get(worker.key, set())),
        minutes=minutes,
        first_day=day,
        last_day=day,
        earliest=start,
        latest=latest.time(),
        every_weeks=weekly,
    )


def _supervision(code: str, hub: str, place: str, pair: list[Worker], day: date) -> Meeting:
    """Ask for an hour of two people on a day, which is theirs or does not take place."""
    return Meeting(
        id=code,
        hub=hub,
        kind=MeetingKind.SUPERVISION,
        place=place,
        attendees=tuple(worker.key for worker in pair),
        minutes=60,
        first_day=day,
        last_day=day,
        earliest=time(10),
        latest=time(13),
    )


def on_call(days: list[date]) -> list[OnCall]:
    """List spells of on-call: a day and a night each, one manager for all seven homes."""
    return [
        OnCall(
            id=f"On call {day.isoformat()}",
            hub=TREES[0],
            shared_with=TREES[1:],
            start=datetime.combine(day, time(8)),
            end=datetime.combine(day + timedelta(days=1), time(8)),
        )
        for day in days
    ]
