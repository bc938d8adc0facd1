"""What the template of the wall roster is given: what stands where, in the words that are printed."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from hub_roster.domain.model import Record


class Paper(StrEnum):
    """The paper it is printed on, landscape."""

    A3 = "a3"
    A4 = "a4"


class DayHead(Record):
    """A day above its column."""

    name: str
    date: str
    note: str
    weekend: bool


class OnShift(Record):
    """Someone on a shift or on call; `state` says that they have not agreed to it yet."""

    name: str
    leads: str = ""
    state: str = ""
    times: str = ""


class Cell(Record):
    """A shift on one day.

    Attributes
    ----------
    asked
        The shift is run that day.
    gaps
        What is missing, in words.
    """

    asked: bool
    people: tuple[OnShift, ...] = ()
    gaps: tuple[str, ...] = ()


class ShiftRow(Record):
    """A shift of a home over a week, or on-call."""

    name: str
    times: str
    kind: str
    cells: tuple[Cell, ...]


class Item(Record):
    """One thing someone does on a day; `kind` is empty where it is no shift and no outreach."""

    words: str
    kind: str


class PersonRow(Record):
    """Someone's days."""

    name: str
    days: tuple[tuple[Item, ...], ...]


class Section(Record):
    """A page, or several where one is too small.

    Attributes
    ----------
    words
        Every word that must not be cut, to choose how large all is set.
    cut
        There are longer words than those, which are cut where they must be.
    idle
        A sentence with everyone who has no duty in the week.
    """

    form: Literal["shifts", "people"]
    hub: str
    title: str
    week: str
    monday: str
    days: tuple[DayHead, ...]
    words: tuple[str, ...] = ()
    cut: bool = False
    rows: tuple[ShiftRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    idle: str = ""


class Wall(Record):
    """All the template is given."""

    title: str
    paper: Paper
    status: str
    published: bool
    sections: tuple[Section, ...]
