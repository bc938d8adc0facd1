"""The hub and its home: shifts, cover, and what a shift must hold."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.examples.skills import FIRST_AID, LEADER, MEDICATION

SHIFTS: tuple[tuple[str, PartKind, time, time], ...] = (
    ("early", PartKind.EARLY, time(7, 30), time(15)),
    ("late", PartKind.LATE, time(14, 30), time(22, 30)),
    ("sleep-in", PartKind.SLEEP_IN, time(22, 30), time(7, 30)),
)
"""Shifts that are common in English homes, with half an hour of handover (domain.md 3)."""
SEATS = 2
"""Two adults by day, two asleep by night (domain.md 6.2)."""
NEEDS = {
    "early": (LEADER, FIRST_AID, MEDICATION),
    "late": (LEADER, FIRST_AID, MEDICATION),
    "sleep-in": (LEADER, FIRST_AID),
}
"""The leader of a night is normally one of those who sleep in (domain.md 3, Stockton)."""
SLEEP_ROOMS = 2


def home_of(hub: str, place: str) -> Home:
    """Give the one home of a hub."""
    return Home(code=f"{hub}-home", hub=hub, place=place, sleep_rooms=SLEEP_ROOMS)


def shifts_of(home: str) -> list[ShiftTemplate]:
    """List the shifts of every day."""
    return [
        ShiftTemplate(home=home, name=name, kind=kind, start=start, end=end, seats=SEATS)
        for name, kind, start, end in SHIFTS
    ]


def cover_of(home: str) -> list[CoverBand]:
    """List the adults needed: as many by night as by day, those who sleep in counted."""
    morning, night = SHIFTS[0][2], SHIFTS[2][2]
    return [
        CoverBand(home=home, start=morning, end=night, adults=SEATS),
        CoverBand(home=home, start=night, end=morning, adults=SEATS),
    ]


def needs_of(home: str) -> list[ShiftNeed]:
    """List what each shift must hold."""
    return [
        ShiftNeed(home=home, shift=shift, skill=skill) for shift, skills in NEEDS.items() for skill in skills
    ]
