"""What callers send, each of the kind the contract says and no other.

Pydantic reads more than that where it may: true as 1, and 0 as the first day of 1970. Its strict mode would
refuse dates altogether, since JSON has none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from hub_roster.domain.model import FIRST_YEAR, LAST_YEAR


def _in_writing(value: object) -> object:
    """Let a date or a moment be written as ISO 8601 has it, and no number be taken for one."""
    if isinstance(value, str) and not value.lstrip("+-").replace(".", "").isdigit():
        return value
    raise ValueError("Should be a date, such as 2026-11-30, or a moment with its offset from UTC")


def _monday(day: date) -> date:
    if day.weekday():
        raise ValueError("A week begins on a Monday")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"A week is of a year from {FIRST_YEAR} to {LAST_YEAR}")
    return day


Day = Annotated[date, BeforeValidator(_in_writing, json_schema_input_type=date)]
Monday = Annotated[Day, AfterValidator(_monday), Field(examples=["2026-11-30"])]
Moment = Annotated[AwareDatetime, BeforeValidator(_in_writing, json_schema_input_type=AwareDatetime)]
Start = Annotated[Moment, Field(gt=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))]
"""When a visit may start: what is written far off is a slip, and no clock has it."""

Whole = Annotated[int, Field(strict=True)]
Choice = Annotated[bool, Field(strict=True)]


class Sent(BaseModel):
    """The body of a request: a field that is not known is refused, so that no misspelt one is lost."""

    model_config = ConfigDict(extra="forbid")
