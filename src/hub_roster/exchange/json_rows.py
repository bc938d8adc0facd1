"""The fields and rows of a JSON object taken for those of records, each fault with its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import meant, nearest
from hub_roster.exchange.faults import FileFault, JsonPlace, Unclear
from hub_roster.exchange.json_text import JsonObject
from hub_roster.exchange.json_values import value_of_json
from hub_roster.exchange.kinds import record_of, shapes, table_of
from hub_roster.exchange.rows import MOST_FAILED, TOO_MANY, Flaw, Taken, TakenRow, make
from hub_roster.exchange.written import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

MOST_STRANGERS = 50
"""Names not known here that one object is told of."""


def take_object(model: type[BaseModel], raw: JsonObject) -> Taken:
    """Take every field of a JSON object for the fields, tables and records of a model."""
    taken = Taken(flaws=_strangers(model, raw))
    # Nothing is said of what a misspelt name may well hold.
    absent = [name for name in model.model_fields if name not in raw]
    strangers = [name for name in raw if name not in model.model_fields][:MOST_STRANGERS]
    taken.lost.update(near for name in strangers if (near := nearest(name, absent)))
    for name, value in raw.items():
        if name not in model.model_fields:
            continue
        table, inner = table_of(model, name), record_of(model, name)
        if table is not None:
            _take_table(taken, name, table, value)
        elif inner is not None:
            _take_record(taken, name, inner, value)
        else:
            _take_value(taken, model, name, value)
    for name, info in model.model_fields.items():
        if table_of(model, name) and info.is_required() and name not in {*raw, *taken.lost}:
            taken.flaws.append(Flaw((name,), "This list is missing, and it is needed."))
            taken.lost.add(name)
    return taken


def places(flaws: Sequence[Flaw]) -> list[FileFault]:
    """Word the places of flaws as JSON paths."""
    return [FileFault(JsonPlace(_path(flaw.path)), flaw.message, flaw.cause) for flaw in flaws]


def in_order(model: type[BaseModel], flaws: Sequence[Flaw]) -> list[Flaw]:
    """Give flaws in the order of a model's fields, then of rows, then of the fields of a row."""
    fields = {name: k for k, name in enumerate(model.model_fields)}

    def standing(flaw: Flaw) -> tuple[int, int, int]:
        name, row, field = (*map(str, flaw.path), "", "", "")[:3]
        record = table_of(model, name) if name in fields else None
        held = list(record.model_fields) if record else []
        column = held.index(field) if field in held else -1
        return fields.get(name, -1), int(row) if row.isdecimal() else -1, column

    return sorted(flaws, key=standing)


def _path(path: tuple[str | int, ...]) -> str:
    return "$" + "".join(_step(step) for step in path)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch(r"\w+", step) else f"[{shown(step)}]"


def _strangers(model: type[BaseModel], raw: JsonObject) -> list[Flaw]:
    flaws = [Flaw((name,), "This name stands here more than once.") for name in raw.repeated]
    strangers = [name for name in raw if name not in model.model_fields]
    for name in strangers[:MOST_STRANGERS]:
        message = f"{shown(name)} is not known here.{meant(name, list(model.model_fields))}"
        flaws.append(Flaw((name,), message))
    return flaws


def _take_value(taken: Taken, model: type[BaseModel], name: str, value: object) -> None:
    try:
        taken.single[name] = value_of_json(value, shapes(model)[name])
    except Unclear as unclear:
        taken.flaws.append(Flaw((name,), str(unclear)))
        taken.lost.add(name)


def _take_record(taken: Taken, name: str, record: type[BaseModel], value: object) -> None:
    row = _row(record, 0, value)
    made = make(record, row)
    if made is None:
        taken.flaws.extend(Flaw((name, *flaw.path), flaw.message) for flaw in row.flaws)
        taken.lost.add(name)
    else:
        taken.single[name] = made


def _take_table(taken: Taken, name: str, record: type[BaseModel], value: object) -> None:
    if not isinstance(value, list):
        taken.flaws.append(Flaw((name,), f"{shown(value)} must be a list, in square brackets."))
        taken.lost.add(name)
        return
    taken.start(name)
    for at, item in enumerate(value):
        if taken.failures(name) >= MOST_FAILED:
            taken.flaws.append(Flaw((name, at), TOO_MANY))
            taken.lost.add(name)
            break
        taken.add(name, record, _row(record, at, item))


def _row(record: type[BaseModel], at: int, raw: object) -> TakenRow:
    if not isinstance(raw, JsonObject):
        return TakenRow(at, flaws=[Flaw((), f"{shown(raw)} must be an object, in braces.")])
    row = TakenRow(at, flaws=_strangers(record, raw))
    for name, shape in shapes(record).items():
        if name in raw:
            try:
                row.values[name] = value_of_json(raw[name], shape)
            except Unclear as unclear:
                row.flaws.append(Flaw((name,), str(unclear)))
    return row
