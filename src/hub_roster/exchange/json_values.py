"""Values as JSON has them, taken for what their field holds."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.exchange.faults import Unclear
from hub_roster.exchange.kinds import Kind, Shape
from hub_roster.exchange.written import (
    read_choice,
    read_date,
    read_identity,
    read_instant,
    read_moment,
    read_time,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def value_of_json(raw: object, shape: Shape) -> object:
    """Take a JSON value for what a field holds.

    Raises
    ------
    Unclear
        Where it cannot be taken so.
    """
    if raw is None:
        if shape.optional:
            return None
        raise Unclear("This may not be null.")
    if shape.kind is Kind.CHOICE:
        return read_choice(_text(raw), shape.choices)
    if shape.kind is Kind.CHOICES:
        return tuple(read_choice(_text(item), shape.choices) for item in _list(raw))
    return READERS[shape.kind](raw)


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise Unclear(f"{shown(raw)} must be text, in double quotes.")
    return raw


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise Unclear(f"{shown(raw)} must be a list, in square brackets.")
    return raw


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(raw))


def _whole(raw: object) -> int:
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Unclear(f"{shown(raw)} is not a whole number.")
    return raw


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Unclear(f"{shown(raw)} is not a number.")
    try:
        number = float(raw)
    except OverflowError:
        raise Unclear(f"{shown(raw)} is too large.") from None
    if not math.isfinite(number):
        raise Unclear(f"{shown(raw)} is not a number that can be used.")
    return number


def _yes_no(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Unclear(f"{shown(raw)} must be true or false.")
    return raw


def _weekdays(raw: object) -> tuple[int, ...]:
    days = [_whole(item) for item in _list(raw)]
    for day in days:
        if not 0 <= day <= 6:
            raise Unclear(f"{shown(day)} is not a weekday: Monday is 0 and Sunday is 6.")
    return tuple(days)


READERS: Mapping[Kind, Callable[[object], object]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.TEXTS: _texts,
        Kind.WHOLE: _whole,
        Kind.NUMBER: _number,
        Kind.YES_NO: _yes_no,
        Kind.DATE: lambda raw: read_date(_text(raw)),
        Kind.TIME: lambda raw: read_time(_text(raw)),
        Kind.MOMENT: lambda raw: read_moment(_text(raw)),
        Kind.INSTANT: lambda raw: read_instant(_text(raw)),
        Kind.WEEKDAYS: _weekdays,
        Kind.IDENTITY: lambda raw: read_identity(_text(raw)),
    }
)
