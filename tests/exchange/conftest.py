"""A problem that uses every table, and its files with something in them changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.problem_json import read_problem_json, write_problem_json
from hub_roster.exchange.workbook import read_workbook, write_workbook
from tests.exchange.complete_hub import complete_hub

if TYPE_CHECKING:
    from pathlib import Path

Found = list[tuple[str, str]]
"""Faults as place and message."""

BookFaults = Callable[[Callable[[openpyxl.Workbook], object]], Found]
JsonFaults = Callable[[Callable[[Any], object]], Found]


@pytest.fixture(scope="session")
def complete() -> Problem:
    """Give a hub with at least one row in every table."""
    return complete_hub()


@pytest.fixture
def book_faults(complete: Problem, tmp_path: Path) -> BookFaults:
    """Give a function that changes the complete hub's workbook and lists what is then wrong."""

    def find(change: Callable[[openpyxl.Workbook], object]) -> Found:
        path = tmp_path / "hub.xlsx"
        write_workbook(complete, path)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        with pytest.raises(UnreadableFile) as raised:
            read_workbook(path)
        return [(str(fault.place), fault.message) for fault in raised.value.faults]

    return find


@pytest.fixture
def json_faults(complete: Problem, tmp_path: Path) -> JsonFaults:
    """Give a function that changes the complete hub's JSON and lists what is then wrong."""

    def find(change: Callable[[Any], object]) -> Found:
        path = tmp_path / "hub.json"
        write_problem_json(complete, path)
        whole = json.loads(path.read_text())
        change(whole)
        path.write_text(json.dumps(whole))
        with pytest.raises(UnreadableFile) as raised:
            read_problem_json(path)
        return [(str(fault.place), fault.message) for fault in raised.value.faults]

    return find
