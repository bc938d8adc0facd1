"""Files with faults without number: what nobody reads is not told, and reading ends soon."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import FileFault, UnreadableFile
from hub_roster.exchange.files import read_problem, write_problem
from hub_roster.exchange.json_text import MOST_TEXT
from hub_roster.exchange.rows import MOST_FAILED, TOO_MANY

MANY = 3 * MOST_FAILED


def told(path: Path) -> tuple[FileFault, ...]:
    """Give the faults of a file, found in a few seconds of computing."""
    begun = time.process_time()
    with pytest.raises(UnreadableFile) as raised:
        read_problem(path)
    assert time.process_time() - begun < 5
    return raised.value.faults


@pytest.fixture
def whole(complete: Problem, tmp_path: Path) -> Any:
    """Give the complete hub as JSON has it."""
    write_problem(complete, tmp_path / "hub.json")
    return json.loads((tmp_path / "hub.json").read_text(encoding="utf-8"))


def test_a_table_of_wrong_rows_in_json(whole: Any, tmp_path: Path) -> None:
    """A thousand rows are told of, and then that there are more."""
    whole["people"] += [{"key": k} for k in range(MANY)]
    (tmp_path / "hub.json").write_text(json.dumps(whole), encoding="utf-8")
    faults = told(tmp_path / "hub.json")
    assert str(faults[-1]) == f"$.people[{MOST_FAILED + 2}]: {TOO_MANY}"
    assert len(faults) == 3 * MOST_FAILED + 1


def test_a_sheet_of_wrong_rows(complete: Problem, tmp_path: Path) -> None:
    """The same in a workbook: a column of words where dates belong."""
    write_problem(complete, tmp_path / "hub.xlsx")
    book = openpyxl.load_workbook(tmp_path / "hub.xlsx")
    for _ in range(MANY):
        book["Leave"].append(["007", "soon", "later"])
    book.save(tmp_path / "hub.xlsx")
    faults = told(tmp_path / "hub.xlsx")
    assert str(faults[-1]) == f"sheet 'Leave', row {MOST_FAILED + 3}: {TOO_MANY}"
    assert len(faults) == 2 * MOST_FAILED + 1


def test_names_without_number_in_json(whole: Any, tmp_path: Path) -> None:
    """Of a hundred thousand names that are not known, the first are told of."""
    text = json.dumps({**whole, **{f"people {k}": [] for k in range(100_000)}})
    (tmp_path / "hub.json").write_text(text, encoding="utf-8")
    assert len(told(tmp_path / "hub.json")) == 50


def test_names_repeated_without_number_in_json(whole: Any, tmp_path: Path) -> None:
    """A name that stands twice is found at once among very many."""
    names = "".join(f'"{k}": 1, ' for k in range(100_000))
    text = json.dumps(whole).replace('"weeks": 2', f'"weeks": 2, {names} "weeks": 3')
    (tmp_path / "hub.json").write_text(text, encoding="utf-8")
    assert "$.weeks: This name stands here more than once." in [str(f) for f in told(tmp_path / "hub.json")]


def test_json_far_too_large(tmp_path: Path) -> None:
    """What could fill memory is not even taken apart."""
    (tmp_path / "hub.json").write_bytes(b"[" * (MOST_TEXT + 1))
    assert [str(fault) for fault in told(tmp_path / "hub.json")] == [
        "The file is far too large to be a hub's."
    ]


def test_strangers_without_number_in_json(whole: Any, tmp_path: Path) -> None:
    """Thousands of people nobody knows are each told of; what was meant, for the first only."""
    whole["requests"] += [{"person": f"NYC:101:{k}", "day": "2026-01-06", "wish": "off"} for k in range(5000)]
    (tmp_path / "hub.json").write_text(json.dumps(whole), encoding="utf-8")
    messages = [fault.message for fault in told(tmp_path / "hub.json")]
    assert sum(message.startswith("No person is called") for message in messages) > 4990
    assert 0 < sum("Did you mean" in message for message in messages) <= 500
