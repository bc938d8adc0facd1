"""What stands in the service's calendar: groups, drop-ins, pod meetings, case supervision and on-call."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.tasks import Meeting, MeetingKind, OnCall, Session
from hub_roster.examples.crewe.team import BASE, CENTRE, GROUPS, HUB, SOCIAL_WORK, Team

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.posts import Worker

POD_MEETING_HOURS = ((9, 0), (10, 30), (9, 0), (10, 30))
POD_MEETING_DAYS = (0, 0, 1, 1)
POD_MEETING_MINUTES = 75
SUPERVISION_MINUTES = 60
GROUP_DAYS = {"Parents' group": (1, 10), "Fathers' group": (3, 16), "Play session": (4, 10)}
"""Groups of a week: weekday, and the hour each begins [A]."""


def sessions() -> list[Session]:
    """List the duty desk of the social workers, drop-ins and groups."""
    duty = Session(
        code="Duty social worker",
        hub=HUB,
        place=BASE,
        days=(0, 1, 2, 3, 4),
        start=time(13),
        end=time(15),
        skill=SOCIAL_WORK,
    )
    drop_in = Session(
        code="Drop-in", hub=HUB, place=CENTRE, days=(0, 2, 4), start=time(13), end=time(15), skill=GROUPS
    )
    groups = [
        Session(
            code=code,
            hub=HUB,
            place=CENTRE,
            days=(weekday,),
            start=time(hour),
            end=time(hour + 2),
            adults=2,
            skill=GROUPS,
        )
        for code, (weekday, hour) in GROUP_DAYS.items()
    ]
    return [duty, drop_in, *groups]


def pod_meetings(people: Team, away: dict[str, set[date]], monday: date) -> list[Meeting]:
    """List each pod's weekly meeting: all of the pod under its consultant, but those on leave that day."""
    return [
        _meeting(
            f"{pod.code} meeting",
            [w for w in pod.everybody if monday + timedelta(days=weekday) not in away.get(w.key, set())],
            monday + timedelta(days=weekday),
            time(hour, minute),
            POD_MEETING_MINUTES,
            weekly=1,
        )
        for pod, weekday, (hour, minute) in zip(people.pods, POD_MEETING_DAYS, POD_MEETING_HOURS, strict=True)
    ]


def supervisions(people: Team, away: dict[str, set[date]], monday: date, draw: Random) -> list[Meeting]:
    """List case supervision: every practitioner with the pod's consultant, each every other week.

    Half of a pod's practitioners have theirs this week, the others next; one who is away has it next time.
    """
    rows = []
    for pod in people.pods:
        for k, worker in enumerate(pod.practitioners):
            if k % 2 == 0 and not away.get(worker.key) and not away.get(pod.consultant.key):
                day = monday + timedelta(days=1 + k)
                start = time(draw.choice((9, 15)), 0)
                meeting = _meeting(
                    f"{pod.code} supervision {k + 1}",
                    [pod.consultant, worker],
                    day,
                    start,
                    SUPERVISION_MINUTES,
                    weekly=2,
                )
                rows.append(
                    meeting.model_copy(
                        update={
                            "kind": MeetingKind.CASE_SUPERVISION,
                            "latest": time(start.hour + 3),
                        }
                    )
                )
    return rows


def _meeting(code: str, people: list[Worker], day: date, start: time, minutes: int, weekly: int) -> Meeting:
    latest = datetime.combine(day, start) + timedelta(minutes=minutes)
    return Meeting(
        id=code,
        hub=HUB,
        place=BASE,
        attendees=tuple(worker.key for worker in people),
        minutes=minutes,
        first_day=day,
        last_day=day,
        earliest=start,
        latest=latest.time(),
        every_weeks=weekly,
    )


def on_call(days: list[date]) -> list[OnCall]:
    """List spells of on-call: every evening and night, and the whole of a weekend's days."""
    return [
        OnCall(
            id=f"On call {day.isoformat()}",
            hub=HUB,
            start=datetime.combine(day, time(17) if day.weekday() < 5 else time(9)),
            end=datetime.combine(day + timedelta(days=1), time(9)),
        )
        for day in days
    ]
