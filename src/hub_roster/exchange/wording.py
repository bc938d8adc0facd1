"""What pydantic finds wrong with one record, said in a manager's words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.exchange.written import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

NEEDED = "This is missing, and it is needed."

PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "^[A-Za-z0-9]",
        "may hold letters, digits, blanks and . _ : - only, and begins with a letter or a digit",
    ),
    ("^[^/", 'may not hold any of / \\ < > " |'),
)
"""The start of each pattern that fields are held to, and what it asks for."""

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "greater_than_equal": "{value} is too small: the least is {ge}.",
        "greater_than": "{value} is too small: it must be more than {gt}.",
        "less_than_equal": "{value} is too large: the most is {le}.",
        "less_than": "{value} is too large: it must be less than {lt}.",
        "string_too_short": "This is empty, and it is needed.",
        "string_too_long": "{value} is too long: at most {max_length} characters.",
        "too_short": "This is empty: at least {min_length} belongs here.",
        "too_long": "This lists {actual_length}: at most {max_length} belong here.",
        "finite_number": "{value} is not a number that can be used.",
        "string_unicode": "The text holds characters that cannot be stored.",
        "missing": NEEDED,
    }
)


def in_words(error: ErrorDetails) -> str:
    """Say one of pydantic's findings as a manager would."""
    value = shown(_number(error.get("input")))
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "value_error":
        return f"{value} {context['error']}."
    if kind == "string_pattern_mismatch":
        return f"{value} {_asked_for(str(context['pattern']))}."
    phrase = PHRASES.get(kind, "{value} cannot be used here.")
    return phrase.format(value=value, **{key: _number(held) for key, held in context.items()})


def _asked_for(pattern: str) -> str:
    return next(
        (words for start, words in PATTERNS if pattern.startswith(start)),
        "holds a character that may not stand here",
    )


def _number(held: object) -> object:
    return int(held) if isinstance(held, float) and held.is_integer() else held
