"""Checks, qualifications and training of a hub's people, some of them run out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import Skill
from hub_roster.examples.people import HOME_TEAM, PARTNERS, Group, Staff

if TYPE_CHECKING:
    from random import Random

CHECKS = "checks"
LEADER = "shift leader"
FIRST_AID = "first aid"
MEDICATION = "medication"
DRIVER = "driver"
RESTRAINT = "restraint"
ON_CALL = "on call"
LEVEL_3 = "level 3"

# Shares of domain.md 6.1 [A].
SHARES = {FIRST_AID: 0.85, MEDICATION: 0.85, DRIVER: 0.90, RESTRAINT: 0.80, LEVEL_3: 0.75}

PARTNER_SKILL = {
    Group.COACH: "therapy",
    Group.COMMUNICATION: "communication",
    Group.POLICE: "police liaison",
}
SENIOR_WORKERS = 4
"""Hub workers of long standing who lead shifts too."""
ON_CALL_LEADS = 3
TRAINED = frozenset({Group.MANAGER, Group.DEPUTY, Group.LEAD})
"""Hold whatever leading a shift needs."""
EXPIRED = 4
EXPIRING = 3


def skills_of(team: list[Staff], first_day: date, draw: Random) -> list[Skill]:
    """List what everyone holds: most of it for long yet, some expired, some ending this week."""
    held = [(staff, skill) for staff in team for skill in _held(staff, team, draw)]
    losing = [
        pair
        for pair in held
        if pair[0].group not in TRAINED and pair[1] in {FIRST_AID, MEDICATION, DRIVER, RESTRAINT}
    ]
    # Whoever cannot drive loses every visit: that is left to carers, bank and agency staff.
    losing = [p for p in losing if p[1] != DRIVER or p[0].group not in HOME_TEAM | PARTNERS]
    drawn = draw.sample(losing, EXPIRED + EXPIRING)
    ends = dict.fromkeys(drawn[:EXPIRED], -1) | dict.fromkeys(drawn[EXPIRED:], 1)
    agency = next(staff for staff in team if staff.group is Group.AGENCY)
    ends[agency, CHECKS] = -1
    return [
        Skill(
            person=staff.key,
            skill=skill,
            valid_from=None if skill == LEVEL_3 else first_day - timedelta(days=400),
            valid_until=_until(skill, ends.get((staff, skill), 0), first_day, draw),
        )
        for staff, skill in held
    ]


def _until(skill: str, state: int, first_day: date, draw: Random) -> date | None:
    """Draw a last day: before the period (-1), inside its first week (1), or later."""
    if state < 0:
        return first_day - timedelta(days=draw.randint(3, 60))
    if state > 0:
        return first_day + timedelta(days=draw.randint(1, 5))
    if skill in {LEVEL_3, LEADER, ON_CALL} or skill in PARTNER_SKILL.values():
        return None
    return first_day + timedelta(days=draw.randint(200, 1000))


def _held(staff: Staff, team: list[Staff], draw: Random) -> list[str]:
    """List the skills of one person in a fixed order."""
    same = [other for other in team if other.group is staff.group]
    nth = same.index(staff)
    skills = [CHECKS]
    if staff.group in TRAINED:
        skills += [LEADER, *SHARES]
    elif staff.group in PARTNERS:
        skills += [DRIVER, LEVEL_3, PARTNER_SKILL[staff.group]]
    elif staff.group is Group.WORKER:
        skills += _worker(nth, draw)
    else:
        skills += [skill for skill, share in SHARES.items() if draw.random() < share]
    if staff.group is Group.PART_TIMER and DRIVER not in skills:
        skills.append(DRIVER)
    if staff.group in {Group.MANAGER, Group.DEPUTY} or (staff.group is Group.LEAD and nth < ON_CALL_LEADS):
        skills.append(ON_CALL)
    return skills


def _worker(nth: int, draw: Random) -> list[str]:
    """Give a hub worker's skills: four lead shifts, the second is new, the last does not drive."""
    senior = nth in {0, *range(2, 1 + SENIOR_WORKERS)}
    if senior:
        return [LEADER, *SHARES]
    skills = [skill for skill, share in SHARES.items() if draw.random() < share and skill != DRIVER]
    return [*skills, DRIVER] if nth < 6 else skills


class Held:
    """Who holds what on which date."""

    def __init__(self, skills: list[Skill]) -> None:
        self._of: dict[tuple[str, str], Skill] = {(s.person, s.skill): s for s in skills}

    def on(self, person: str, skill: str, day: date) -> bool:
        """Say whether a person holds a skill on a date."""
        record = self._of.get((person, skill))
        return record is not None and record.holds_on(day)

    def ever(self, person: str, skill: str) -> bool:
        """Say whether a person has or had a skill."""
        return (person, skill) in self._of
