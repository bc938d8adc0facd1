"""Rows of a file made into records, and records into a problem, with every fault in one report.

A workbook and a JSON file differ only in how a value is taken and how a place is named; what is
done with the values, and what is said of the faults, is the same and is here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from hub_roster.domain import checks
from hub_roster.domain.model import Record
from hub_roster.domain.problem import Problem
from hub_roster.exchange.causes import told
from hub_roster.exchange.kinds import record_of, shapes, table_of
from hub_roster.exchange.wording import in_words
from hub_roster.rules.rulebook import number_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

R = TypeVar("R", bound=BaseModel)

MOST_FAILED = 1000
"""Rows of a table with faults after which the others are not looked at: nobody reads further."""

TOO_MANY = f"{MOST_FAILED:,} rows before this one have faults: put them right first."

Path = tuple[str | int, ...]
"""A field of the whole, then the row as its file counts rows, then the field of the row."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault found while reading, its place not yet worded; `cause` is that of `FileFault`."""

    path: Path
    message: str
    cause: bool = False


@dataclass(slots=True)
class TakenRow:
    """The values of one row that could be taken, and what is wrong with the others.

    Attributes
    ----------
    at
        The row, as its file counts rows.
    """

    at: int
    values: dict[str, object] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(slots=True)
class TakenTable:
    """The records of one table that could be read, and where each stands in its file."""

    records: list[BaseModel] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    failed: list[TakenRow] = field(default_factory=list)

    @property
    def places(self) -> list[int]:
        """Where each record stands, then each row that made none."""
        return [*self.at, *(row.at for row in self.failed)]


@dataclass(slots=True)
class Taken:
    """All that could be read of a file, and the flaws found."""

    tables: dict[str, TakenTable] = field(default_factory=dict)
    single: dict[str, object] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Fields and tables that could not be read at all."""
    short: set[str] = field(default_factory=set)
    """Tables with a column that could not be read."""

    def start(self, table: str) -> None:
        """Note that a table stands in the file, be it without rows."""
        self.tables.setdefault(table, TakenTable())

    def fail(self, table: str, row: TakenRow) -> None:
        """Note a row that could not be read, with what is wrong with it."""
        self.start(table)
        self.tables[table].failed.append(row)
        self.flaws.extend(Flaw((table, row.at, *flaw.path), flaw.message) for flaw in row.flaws)

    def failures(self, table: str) -> int:
        """Give how many rows of a table could not be read."""
        return len(self.tables[table].failed) if table in self.tables else 0

    def add(self, table: str, record: type[BaseModel], row: TakenRow) -> None:
        """Add a row to a table, as a record where it makes one, else as flaws."""
        self.start(table)
        taken = self.tables[table]
        made = make(record, row)
        if made is None:
            self.fail(table, row)
        else:
            taken.records.append(made)
            taken.at.append(row.at)


def make(record: type[R], row: TakenRow) -> R | None:
    """Make a record of a row; where it makes none, add what is wrong to the row's flaws."""
    flawed = {flaw.path[0] for flaw in row.flaws if flaw.path}
    if any(not flaw.path for flaw in row.flaws):
        return None
    try:
        made = record.model_validate(row.values)
    except ValidationError as error:
        row.flaws.extend(
            Flaw(found["loc"], in_words(found))
            for found in error.errors(include_url=False)
            if found["loc"][:1] and found["loc"][0] not in flawed
        )
        return None
    return None if row.flaws else made


# What stands in a problem beside its tables, checked value by value before the problem is whole.
Single = create_model(
    "Single",
    __base__=Record,
    **{
        name: (info.annotation, info)
        for name, info in Problem.model_fields.items()
        if name in shapes(Problem) or record_of(Problem, name)
    },  # type: ignore[call-overload]
)


def problem_of(taken: Taken) -> tuple[Problem | None, list[Flaw]]:
    """Make a problem of what was read; None where anything is wrong, and all that is, in order."""
    single = TakenRow(0, taken.single, [Flaw((name,), "") for name in sorted(taken.lost)])
    held = make(Single, single)
    flaws = [*taken.flaws, *(flaw for flaw in single.flaws if flaw.message)]
    tables = {name: tuple(table.records) for name, table in taken.tables.items()}
    partial, unread = _partial(single, tables), _unread(taken, single)
    if held is None or flaws or unread != checks.Unread():
        # A heading that is not known is told by the workbook; nothing is said of what its column may hold.
        return None, _whole(partial, unread, taken, flaws)
    try:
        problem = Problem.model_validate({**{n: getattr(held, n) for n in type(held).model_fields}, **tables})
    except ValidationError as error:
        return None, _whole(partial, unread, taken, []) or _others(error)
    wrong = [Flaw(in_file(fault.path, taken), fault.message) for fault in number_faults(problem.numbers)]
    return (None, wrong) if wrong else (problem, [])


def _others(error: ValidationError) -> list[Flaw]:
    return [Flaw(found["loc"], in_words(found)) for found in error.errors(include_url=False)]


def _whole(partial: Problem, unread: checks.Unread, taken: Taken, flaws: list[Flaw]) -> list[Flaw]:
    """Give the causes, the flaws found while reading, and what is wrong with the whole."""
    causes, faults = told(partial, unread)
    numbers = checks.with_parts(partial, unread).numbers
    faults += number_faults(numbers, all_read="numbers" not in unread.nameless)
    return [
        *(Flaw(fault.path, fault.message, cause=True) for fault in causes),
        *flaws,
        *(Flaw(in_file(fault.path, taken), fault.message) for fault in faults),
    ]


def in_file(path: Path, taken: Taken) -> Path:
    """Give a path into a problem as one into its file, whose rows count otherwise."""
    if len(path) > 1 and isinstance(path[1], int) and path[0] in taken.tables:
        return (path[0], taken.tables[str(path[0])].places[path[1]], *path[2:])
    return path


def _partial(single: TakenRow, tables: Mapping[str, tuple[BaseModel, ...]]) -> Problem:
    bad = {flaw.path[0] for flaw in single.flaws if flaw.path}
    plain: dict[str, Any] = {n: value for n, value in single.values.items() if n not in bad}
    missing = {name: () for name, info in Problem.model_fields.items() if info.is_required()}
    return Problem.model_construct(**{**missing, **plain, **tables})


def _unread(taken: Taken, single: TakenRow) -> checks.Unread:
    short = {name for name, table in taken.tables.items() if table.failed}
    names: set[tuple[str, str]] = set()
    nameless = set(taken.lost)
    for name in short:
        key = checks.KEYS.get(name)
        for row in taken.tables[name].failed if key else ():
            code = row.values.get(str(key))
            flawed = any(flaw.path[:1] in ((), (key,)) for flaw in row.flaws)
            if isinstance(code, str) and not flawed:
                names.add((name, code.strip()))
            else:
                nameless.add(name)
    broken = {str(flaw.path[0]) for flaw in single.flaws if flaw.path}
    return checks.Unread(
        frozenset(short | broken | taken.lost | taken.short),
        frozenset(names),
        frozenset(nameless),
        {name: tuple(_part(name, row) for row in taken.tables[name].failed) for name in short},
    )


def _part(table: str, row: TakenRow) -> SimpleNamespace:
    """Give what could be read of a row that makes no record: its names are looked up all the same."""
    record = table_of(Problem, table)
    flawed = {flaw.path[0] if flaw.path else None for flaw in row.flaws}
    if record is None or None in flawed or not row.flaws:
        return SimpleNamespace()
    blank = {
        name: info.get_default(call_default_factory=True, validated_data={})
        for name, info in record.model_fields.items()
        if not info.is_required()
    }
    held = {**blank, **{name: _plain(value) for name, value in row.values.items()}}
    return SimpleNamespace(**{name: value for name, value in held.items() if name not in flawed})


def _plain(value: object) -> object:
    """Give a value as a record would hold it."""
    if isinstance(value, str):
        return value.strip()
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value
