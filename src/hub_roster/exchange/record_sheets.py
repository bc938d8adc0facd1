"""What a sheet of records is made of: headings, paragraphs, tables and bars, in printed words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hub_roster.domain.model import Record


class Weight(StrEnum):
    """How much a line stands out; never the only thing that tells it from another."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    WARNING = "warning"


class Line(Record):
    """One line of a cell."""

    words: str
    weight: Weight = Weight.PLAIN


Cell = tuple[Line, ...]


class Heading(Record):
    """What a part of the sheet is called; with `apart` it begins a page."""

    form: Literal["heading"] = "heading"
    words: str
    level: Annotated[int, Field(ge=2, le=3)] = 2
    apart: bool = False


class Paragraph(Record):
    """A sentence or a few."""

    form: Literal["paragraph"] = "paragraph"
    words: str
    weight: Weight = Weight.PLAIN


class Table(Record):
    """Rows under heads; the first cell of a row says what it is of.

    Attributes
    ----------
    widths
        Of each column, in shares of what there is.
    """

    form: Literal["table"] = "table"
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Bar(Record):
    """One bar: what it is of, how long (0 to 1), and its figure in words."""

    label: str
    share: Annotated[float, Field(ge=0, le=1)]
    figure: str


class Bars(Record):
    """A bar chart; `spoken` is said in its place to who hears the sheet read."""

    form: Literal["bars"] = "bars"
    spoken: str
    bars: tuple[Bar, ...]


Block = Heading | Paragraph | Table | Bars


class Sheet(Record):
    """All the template is given.

    Attributes
    ----------
    about
        Under the title: of what, and of when.
    foot
        At the foot of every page: who had it made, and when.
    """

    title: str
    about: tuple[str, ...]
    foot: str
    blocks: tuple[Block, ...]


def cell(*words: str, weight: Weight = Weight.PLAIN) -> Cell:
    """Give a cell of plain lines; empty ones are left out."""
    return tuple(Line(words=each, weight=weight) for each in words if each)


def named(name: str, *below: str) -> Cell:
    """Give a cell with what it is of, and smaller below it what is said of that."""
    return (*cell(name, weight=Weight.STRONG), *cell(*below, weight=Weight.SOFT))
