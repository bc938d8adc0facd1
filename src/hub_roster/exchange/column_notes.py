"""The note on each column of a blank workbook: what goes there, whether it is needed, an example."""

from __future__ import annotations

import inspect
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.checks_names import KEYS, REFERENCES, SUPPORTED
from hub_roster.exchange.blanks import need_unless
from hub_roster.exchange.cells import cell_of_value
from hub_roster.exchange.column_examples import EXAMPLES, FIELD_EXAMPLES
from hub_roster.exchange.column_words import FIELD_WORDS, SHEET_WORDS, TABLE_WORDS
from hub_roster.exchange.kinds import Kind
from hub_roster.exchange.sheets import sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub_roster.exchange.sheets import Column, Sheet

HOW: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXTS: "Several have commas between them.",
        Kind.WHOLE: "A whole number.",
        Kind.NUMBER: "A number.",
        Kind.YES_NO: "yes or no.",
        Kind.DATE: "A date: day/month/year.",
        Kind.TIME: "A time of day; after midnight as the clock shows it, such as 01:00.",
        Kind.MOMENT: "A date and a time of day.",
        Kind.WEEKDAYS: "Days of the week, such as Mon-Fri, Sun; or 'every day'.",
    }
)

KIND_EXAMPLES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "words",
        Kind.TEXTS: "one, two",
        Kind.WHOLE: "1",
        Kind.NUMBER: "1.5",
        Kind.YES_NO: "yes",
        Kind.DATE: "05/01/2026",
        Kind.TIME: "07:30",
        Kind.MOMENT: "05/01/2026 17:00",
        Kind.WEEKDAYS: "Mon-Fri",
        Kind.IDENTITY: "123e4567-e89b-42d3-a456-426614174000",
    }
)


def purpose(sheet: Sheet) -> str:
    """Say what a sheet is for, in a sentence or two."""
    said = inspect.getdoc(sheet.record) or ""
    return SHEET_WORDS.get(sheet.table) or said.partition("\n")[0]


def words(sheet: Sheet, column: Column) -> str:
    """Say what goes in a column; empty where nobody has written that yet."""
    described = sheet.record.model_fields[column.field].description
    return described or TABLE_WORDS.get((sheet.table, column.field)) or FIELD_WORDS.get(column.field, "")


def targets(sheet: Sheet, column: Column) -> tuple[str, ...]:
    """Give the tables whose rows a column names, the likeliest first; none where it names none."""
    named = dict(REFERENCES.get(sheet.table, ())).get(column.field)
    if named == SUPPORTED:
        return ("young_people", "family_adults")
    return (named,) if named else ()


def example(sheet: Sheet, column: Column) -> str:
    """Give an example of what to write in a column: the field's own first, as its record gives it.

    Empty where the column is best left blank in the row that the sheet's examples make.
    """
    given = sheet.record.model_fields[column.field].examples
    if given:
        return str(given[0])
    place = sheet.table, column.field
    if place in EXAMPLES:
        return EXAMPLES[place]
    for other in targets(sheet, column):
        return EXAMPLES.get((other, KEYS[other]), KIND_EXAMPLES[Kind.TEXT])
    if column.shape.choices:
        return column.shape.choices[0]
    of_field = FIELD_EXAMPLES.get(column.field)
    fits = column.shape.kind in (Kind.TEXT, Kind.DATE, Kind.MOMENT)
    return of_field if of_field and fits else KIND_EXAMPLES[column.shape.kind]


def how(sheet: Sheet, column: Column) -> str:
    """Say in what form a column is filled in."""
    parts = []
    others = targets(sheet, column)
    if others:
        parts.append(f"From the sheet {', or '.join(_where(other) for other in others)}.")
    if column.shape.choices:
        several = "One or more of" if column.shape.kind is Kind.CHOICES else "One of"
        parts.append(f"{several}: {', '.join(column.shape.choices)}.")
    parts.append(HOW.get(column.shape.kind, ""))
    return " ".join(filter(None, parts))


def _where(table: str) -> str:
    there = sheet_of(table)
    title = next(column.title for column in there.columns if column.field == KEYS[table])
    return f"{there.title}, column {title}"


def need(sheet: Sheet, column: Column) -> str:
    """Say whether a column is needed, and what a blank cell means."""
    if column.needed:
        unless = need_unless(sheet.table, column.field)
        return f"Needed, unless {unless}." if unless else "Needed."
    default = sheet.record.model_fields[column.field].get_default(call_default_factory=True)
    shown = cell_of_value(default, column.shape)
    if shown is None:
        return "May be blank."
    return f"May be blank: then {'every day' if shown == 'Mon-Sun' else shown}."


def note(sheet: Sheet, column: Column) -> str:
    """Give the whole note on a column."""
    shown = example(sheet, column)
    lines = (
        words(sheet, column),
        how(sheet, column),
        need(sheet, column),
        f"Example: {shown}" if shown else "",
    )
    return "\n".join(filter(None, lines))
