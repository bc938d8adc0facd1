"""What a fault is, and the words in which faults name dates, lists and what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a problem.

    Attributes
    ----------
    path
        Where: a field of Problem, then the row counted from 0, then its field, where they apply.
    message
        What is wrong and what would put it right, in a manager's words.
    """

    path: tuple[str | int, ...]
    message: str


class ProblemFaults(ValueError):
    """A problem that does not hold together; carries every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Unread:
    """What of a file could not be read, so that nothing is said of what may well be there.

    Attributes
    ----------
    tables
        Fields of Problem that are missing, or whose tables lack a row that could not be read.
    names
        Table and code of each row that could not be read though its code could.
    nameless
        Tables lacking a row whose code could not be read either.
    parts
        What could be read of those rows: table by table one for each, which lacks the fields that are wrong.
    """

    tables: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str]] = frozenset()
    nameless: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[object, ...]] = field(default_factory=dict)


ALL_READ = Unread()


def nearest(name: str, known: Collection[str]) -> str | None:
    """Give the known name that was most likely meant; None where none is near."""
    bare = {_bare(other): other for other in sorted(known, reverse=True)}
    found = get_close_matches(_bare(name), bare, n=1, cutoff=0.7)
    return bare[found[0]] if found else None


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", as_seen(name)).strip().casefold()


MARKS = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
    }
)


def as_seen(name: str) -> str:
    """Give a name as it looks: one kind of blank, quote and dash, and nothing that is not seen.

    Word and web pages put in others, which Excel shows alike and nobody can tell apart.
    """
    seen = "".join(letter for letter in name.translate(MARKS) if category(letter) != "Cf")
    return " ".join(seen.split())


def meant(name: str, known: Collection[str]) -> str:
    """Give the end of a message that asks for a near name; empty where none is near."""
    near = nearest(name, known)
    if near is None:
        return ""
    if as_seen(near) == as_seen(name):
        return f" It looks like '{near}' but has another kind of blank, quote or dash: type it again."
    return f" Did you mean '{near}'?"


def in_words(day: date) -> str:
    """Give a date as a manager writes it, such as Mon 5 Jan 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def listed(names: Sequence[str], most: int = 8) -> str:
    """Give names joined by commas, the rest counted where there are many."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
