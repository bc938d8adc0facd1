"""What kind of value each field of a record holds, read off the records themselves."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, BaseModel


class Kind(Enum):
    """A kind of value, as a person filling in a sheet would tell them apart."""

    TEXT = "text"
    TEXTS = "texts"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes or no"
    DATE = "date"
    TIME = "time"
    MOMENT = "date and time"
    INSTANT = "date and time with zone"
    CHOICE = "choice"
    CHOICES = "choices"
    WEEKDAYS = "weekdays"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds.

    Attributes
    ----------
    optional
        It may hold nothing at all.
    choices
        The words of a choice, in order; empty for every other kind.
    """

    kind: Kind
    optional: bool = False
    choices: tuple[str, ...] = ()


SIMPLE: tuple[tuple[object, Kind], ...] = (
    (str, Kind.TEXT),
    (bool, Kind.YES_NO),
    (int, Kind.WHOLE),
    (float, Kind.NUMBER),
    (datetime, Kind.MOMENT),
    (AwareDatetime, Kind.INSTANT),
    (date, Kind.DATE),
    (time, Kind.TIME),
    (UUID, Kind.IDENTITY),
)


@cache
def shapes(model: type[BaseModel]) -> types.MappingProxyType[str, Shape]:
    """Give what each plain field of a record holds; tables and records inside it are left out."""
    found: dict[str, Shape] = {}
    for name, field in model.model_fields.items():
        if table_of(model, name) is None and record_of(model, name) is None:
            found[name] = _shape(field.annotation, f"{model.__name__}.{name}")
    return types.MappingProxyType(found)


@cache
def table_of(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    """Give the record a table holds one of a row; None where the field is no table."""
    annotation = _plain(model.model_fields[field].annotation)
    if get_origin(annotation) is not tuple:
        return None
    return _record(get_args(annotation)[0])


@cache
def record_of(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    """Give the record a field holds one of; None where it holds none."""
    return _record(model.model_fields[field].annotation)


def _record(annotation: object) -> type[BaseModel] | None:
    plain = _plain(annotation)
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None


def _plain(annotation: object) -> object:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _shape(annotation: object, where: str) -> Shape:
    plain = _plain(annotation)
    if get_origin(plain) in (Union, types.UnionType):
        held = [part for part in get_args(plain) if part is not type(None)]
        inner = _shape(held[0], where)
        return Shape(inner.kind, optional=True, choices=inner.choices)
    if get_origin(plain) is tuple:
        return _shape_of_several(_plain(get_args(plain)[0]), where)
    if choices := _choices(plain):
        return Shape(Kind.CHOICE, choices=choices)
    for simple, kind in SIMPLE:
        if plain is simple:
            return Shape(kind)
    raise TypeError(f"{where} holds something no sheet has a form for: {annotation}")


def _shape_of_several(element: object, where: str) -> Shape:
    if choices := _choices(element):
        return Shape(Kind.CHOICES, choices=choices)
    if element is str:
        return Shape(Kind.TEXTS)
    if element is int:
        return Shape(Kind.WEEKDAYS)
    raise TypeError(f"{where} holds several of something no sheet has a form for: {element}")


def _choices(plain: object) -> tuple[str, ...]:
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return tuple(str(choice) for choice in plain)
    return ()
