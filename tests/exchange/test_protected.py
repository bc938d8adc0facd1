"""Protected workbooks: opened with their password, and otherwise one clear sentence."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.exchange import workbook_cells
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.workbook import write_workbook
from tests.exchange import protecting
from tests.exchange.protecting import PASSWORD


@pytest.fixture
def protected(complete: Problem, tmp_path: Path) -> Path:
    """Give the complete hub's workbook, protected."""
    path = tmp_path / "hub.xlsx"
    write_workbook(complete, path)
    path.write_bytes(protecting.protected(path.read_bytes()))
    return path


def message_of(path: Path, *passwords: str) -> str:
    """Give the one message that reading a file with some passwords leaves."""
    with pytest.raises(UnreadableFile) as raised:
        read_problem(path, passwords=lambda _: passwords)
    (fault,) = raised.value.faults
    return fault.message


def test_a_protected_workbook_is_read_with_its_password(complete: Problem, protected: Path) -> None:
    """It gives the same hub; of several passwords the one that fits is found."""
    assert read_problem(protected, passwords=lambda _: (PASSWORD,)) == complete
    assert read_problem(protected, passwords=lambda _: ("another", PASSWORD)) == complete


def test_a_password_that_does_not_fit_is_one_sentence(protected: Path) -> None:
    """Wrong, several wrong, and none: one sentence each, and no password in it."""
    assert message_of(protected, "tern") == "The password is wrong."
    assert message_of(protected, "tern", "tide") == "None of the passwords given is right."
    assert message_of(protected) == "The workbook is protected with a password, and none was given."


def test_the_password_is_asked_for_only_where_it_is_needed(complete: Problem, tmp_path: Path) -> None:
    """A workbook that anyone may open asks nobody."""
    path = tmp_path / "hub.xlsx"
    write_workbook(complete, path)

    def asked(_: Path) -> tuple[str, ...]:
        raise AssertionError("asked")

    assert read_problem(path, passwords=asked) == complete


def test_what_is_inside_is_held_to_the_same_limit(protected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A protected workbook that unpacks to something huge is not taken into memory."""
    monkeypatch.setattr(workbook_cells, "MOST_BYTES", 1000)
    assert message_of(protected, PASSWORD) == "The workbook is far too large to be a hub's."


def test_a_damaged_protected_workbook_is_never_a_traceback(protected: Path) -> None:
    """Cut short or scratched, it is read or told of as a fault."""
    whole = protected.read_bytes()
    for k in range(1, 12):
        at = len(whole) * k // 12
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF] * 8) + whole[at + 8 :]):
            protected.write_bytes(content)
            with contextlib.suppress(UnreadableFile):
                read_problem(protected, passwords=lambda _: (PASSWORD,))


def test_an_old_workbook_under_a_new_name_is_one_sentence(complete: Problem, tmp_path: Path) -> None:
    """An .xls file renamed to .xlsx is told apart from a protected one."""
    path = tmp_path / "hub.xlsx"
    write_workbook(complete, path)
    path.write_bytes(protecting.of_old_kind(path.read_bytes()))
    assert message_of(path).startswith("This is a workbook of an old kind (.xls), whatever its name")
