"""Rows of the record as people say them: contacts, outcomes and plans of tiny hubs."""

from __future__ import annotations

from datetime import time
from typing import Any

from hub_roster.domain.plans import Outcome, OutcomeKind, Plan
from hub_roster.domain.young_people import Contact, Setting
from tests.tiny import on

MADE, DECLINED, NOT_MADE = OutcomeKind.MADE, OutcomeKind.DECLINED, OutcomeKind.NOT_MADE
BY_THEM, BY_US = OutcomeKind.MOVED_BY_THEM, OutcomeKind.MOVED_BY_US


def contact(person: str, code: str, day: str, minutes: int = 60, **other: Any) -> Contact:
    """Give a visit of the ledger on a day such as "Wed-1", the week before the period."""
    row = {"person": person, "young_person": code, "day": on(day), "minutes": minutes}
    return Contact(**{"setting": Setting.VISIT, **row, **other})


def outcome(code: str, day: str, kind: OutcomeKind, minutes: int = 60, **other: Any) -> Outcome:
    """Give what came of a visit."""
    return Outcome(**{"young_person": code, "day": on(day), "outcome": kind, "minutes": minutes, **other})


def plan(code: str, to: str, times: int = 1, minutes: int = 60, **other: Any) -> Plan:
    """Give visits agreed for every week, in the daytime."""
    row = {"code": code, "young_person": to, "times": times, "minutes": minutes}
    return Plan(**{**row, "earliest": time(10), "latest": time(18), **other})
