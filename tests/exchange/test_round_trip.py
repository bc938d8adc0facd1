"""Problems written and read again: nothing is lost, in a workbook or in JSON."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from hub_roster.domain.checks import faults
from hub_roster.domain.checks_names import KEYS, REFERENCES, SUPPORTED
from hub_roster.domain.problem import Problem
from hub_roster.exchange.files import read_problem, write_problem
from hub_roster.exchange.kinds import Kind, Shape, shapes, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AWKWARD = (
    "=1+1",
    "+44 1",
    "-",
    "@x",
    "'quoted'",
    "#N/A",
    "TRUE",
    "007",
    "1e5",
    "a, b",
    '"',
    "none",
)
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"))
TEXT = st.sampled_from(AWKWARD) | st.text(LETTERS, max_size=12)
MOMENT = st.datetimes(datetime(2025, 11, 1), datetime(2026, 4, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)

MINUTES = st.integers(5, 120)

VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXT,
    Kind.TEXTS: st.lists(TEXT, max_size=3).map(tuple),
    Kind.WHOLE: st.integers(1, 2) | st.integers(1, 20),
    Kind.NUMBER: st.floats(0, 60) | st.integers(0, 60),
    Kind.YES_NO: st.booleans(),
    Kind.DATE: st.dates(date(2025, 12, 20), date(2026, 1, 31)),
    Kind.TIME: st.times().map(lambda at: time(at.hour, at.minute)),
    Kind.MOMENT: MOMENT,
    Kind.WEEKDAYS: st.sets(st.integers(0, 6)).map(tuple),
}


def value(shape: Shape) -> st.SearchStrategy[Any]:
    """Draw something a field may hold."""
    if shape.kind is Kind.CHOICE:
        drawn: st.SearchStrategy[Any] = st.sampled_from(shape.choices)
    elif shape.kind is Kind.CHOICES:
        drawn = st.lists(st.sampled_from(shape.choices), min_size=1, max_size=3).map(tuple)
    else:
        drawn = VALUES[shape.kind]
    return st.none() | drawn if shape.optional else drawn


@st.composite
def row(draw: st.DrawFn, table: str, names: dict[str, list[str]]) -> BaseModel | None:
    """Draw a row of a table, its references known; None where no record can be made of it."""
    record = table_of(Problem, table)
    assert record is not None
    targets = dict(REFERENCES.get(table, ()))
    values: dict[str, object] = {}
    for field, shape in shapes(record).items():
        named = st.sampled_from(names[targets[field]]) if field in targets else None
        if named is not None and shape.kind is Kind.TEXTS:
            values[field] = draw(st.lists(named, max_size=3).map(tuple))
        elif named is not None:
            values[field] = draw(st.none() | named if shape.optional else named)
        elif not record.model_fields[field].is_required() and draw(st.booleans()):
            continue
        else:
            values[field] = draw(MINUTES if field == "minutes" else value(shape))
    if table == "numbers":
        # Which numbers there are, and what they may be, is the rulebook's to say.
        values |= {"rule": "daily rest", "number": "long_duty_hours", "value": draw(st.floats(0, 48))}
    try:
        return record.model_validate(_in_order(values))
    except ValidationError:
        return None


def _in_order(values: dict[str, object]) -> dict[str, object]:
    """Put what begins before what ends, and names where they belong: few rows drawn would else be sound."""
    for first, last in (("first_day", "last_day"), ("earliest", "latest"), ("start", "end")):
        begins, ends = values.get(first), values.get(last)
        if isinstance(begins, date | time) and isinstance(ends, date | time):
            values[first], values[last] = sorted((begins, ends))
    if "named" in values:
        values["who"] = "named" if values["named"] else "anyone"
    return values


@st.composite
def problems(draw: st.DrawFn, start: Problem) -> Problem:
    """Draw a problem without faults: a complete one with more rows in any of its tables."""
    names = {table: [getattr(r, key) for r in getattr(start, table)] for table, key in KEYS.items()}
    names[SUPPORTED] = names["young_people"] + names["family_adults"]
    tables = [table for table in Problem.model_fields if table_of(Problem, table)]
    fields: dict[str, Any] = {
        "id": draw(st.uuids()),
        "first_day": start.first_day,
        "weeks": draw(st.integers(1, 3)),
        "policy": start.policy,
        **{table: getattr(start, table) for table in tables},
    }
    for table in draw(st.sets(st.sampled_from(tables), min_size=1, max_size=12)):
        drawn = draw(st.lists(row(table, names), min_size=1, max_size=3))
        fields[table] = (*fields[table], *(record for record in drawn if record is not None))
    while found := faults(Problem.model_construct(**fields)):
        for table, bad in _rows((fault.path for fault in found), fields):
            fields[table] = tuple(r for k, r in enumerate(fields[table]) if k not in bad)
    return Problem.model_validate(fields)


def _rows(paths: Iterable[tuple[str | int, ...]], fields: dict[str, Any]) -> Iterable[tuple[str, set[int]]]:
    """Give the rows to leave out: those at fault, or all of a table asked for elsewhere."""
    bad: dict[str, set[int]] = {}
    for table, number, *_ in paths:
        if table == "places":
            # A way without a driving time: leave out what may use it.
            bad.setdefault("visits", set()).update(range(len(fields["visits"])))
            bad.setdefault("homes", set()).update(range(1, len(fields["homes"])))
        bad.setdefault(str(table), set()).add(int(number))
    return bad.items()


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_a_complete_problem_survives(complete: Problem, tmp_path: Path, suffix: str) -> None:
    """Every field of every table comes back as it was."""
    for table in Problem.model_fields:
        assert getattr(complete, table), f"{table} is empty in the complete fixture"
    path = tmp_path / f"hub{suffix}"
    write_problem(complete, path)
    assert read_problem(path) == complete


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_equal_problems_make_equal_bytes(complete: Problem, tmp_path: Path, suffix: str) -> None:
    """A problem that was read writes the very bytes it was read from."""
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    write_problem(complete, first)
    write_problem(read_problem(first), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_an_empty_hub_survives(tmp_path: Path, suffix: str) -> None:
    """A hub of nothing but its period has empty tables and the usual duty shapes."""
    empty = Problem(id=UUID(int=1), first_day=date(2026, 1, 5), hubs=(), places=())
    path = tmp_path / f"hub{suffix}"
    write_problem(empty, path)
    assert read_problem(path) == empty


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_numbers_keep_their_last_digit(complete: Problem, tmp_path: Path, suffix: str) -> None:
    """A number of 17 digits comes back exactly: openpyxl alone would round it."""
    fine = complete.numbers[0].model_copy(update={"value": 1.7142681379350222})
    path = tmp_path / f"hub{suffix}"
    write_problem(complete.edited(numbers=(fine,)), path)
    assert read_problem(path).numbers == (fine,)


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
def test_any_problem_survives(
    complete: Problem, tmp_path_factory: pytest.TempPathFactory, suffix: str
) -> None:
    """Problems drawn at random, with awkward words in them, come back as they were."""
    path = tmp_path_factory.mktemp("drawn") / f"hub{suffix}"

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(problems(complete))
    def survives(problem: Problem) -> None:
        write_problem(problem, path)
        assert read_problem(path) == problem

    survives()
