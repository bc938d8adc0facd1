"""A council's choices: duty shapes, the numbers of each rule, and who signed them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hub_roster.domain.home import PartKind
from hub_roster.domain.model import Code, Day, Hours, Record, Words


class DutyShape(Record):
    """A sequence of parts that one duty may have, and how long it may last from start to end."""

    name: Code
    parts: Annotated[tuple[PartKind, ...], Field(min_length=1, max_length=6)]
    longest_hours: Hours


class PolicyNumber(Record):
    """One number of one rule that differs from the rulebook's default."""

    rule: Code
    number: Code
    value: Annotated[float, Field(allow_inf_nan=False)]
    why: Words = Field(default="", description="What was changed and why, for people to read.")
    signed_by: Words = Field(
        default="", description="Who signed this change; blank: whoever signed the policy."
    )
    signed_on: Day | None = Field(default=None, description="When; blank: the day the policy was signed.")


class Signature(Record):
    """Who signed the policy, and when: the registered manager."""

    signed_by: Words = ""
    signed_on: Day | None = None


def _shape(name: str, hours: float, *parts: PartKind) -> DutyShape:
    return DutyShape(name=name, parts=parts, longest_hours=hours)


DEFAULT_SHAPES: tuple[DutyShape, ...] = (
    _shape("early", 9, PartKind.EARLY),
    _shape("late", 9, PartKind.LATE),
    _shape("day", 14, PartKind.DAY),
    _shape("late and sleep-in", 18, PartKind.LATE, PartKind.SLEEP_IN),
    _shape("late, sleep-in, early", 26, PartKind.LATE, PartKind.SLEEP_IN, PartKind.EARLY),
    _shape("waking night", 11, PartKind.WAKING_NIGHT),
    _shape("outreach", 10, PartKind.OUTREACH),
    _shape("early and outreach", 12.5, PartKind.EARLY, PartKind.OUTREACH),
    _shape("outreach and late", 12.5, PartKind.OUTREACH, PartKind.LATE),
)
"""Shapes used where a hub names none (domain.md section 3; the hours are assumptions)."""
