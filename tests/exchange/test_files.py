"""Files that are no hub's file at all, and files that are put in place whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from hub_roster.exchange import disk, workbook_cells
from hub_roster.exchange.disk import put
from hub_roster.exchange.faults import UnreadableFile, UnwritableFile
from hub_roster.exchange.files import read_problem, write_problem
from hub_roster.exchange.roster_json import read_roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hub_roster.domain.problem import Problem


def a_zip(**parts: bytes) -> bytes:
    """Give a zip file of some parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return made.getvalue()


def message_of(path: Path, read: Callable[[Path], object] = read_problem) -> str:
    """Give the one message that reading a file leaves."""
    with pytest.raises(UnreadableFile) as raised:
        read(path)
    (fault,) = raised.value.faults
    assert fault.place is None
    assert str(raised.value).splitlines() == [f"{path}: 1 fault", f"  {fault.message}"]
    return fault.message


CONTENTS: tuple[tuple[str, bytes, str], ...] = (
    ("hub.xlsx", b"", "The file is empty."),
    ("hub.json", b"", "The file is empty."),
    ("hub.xlsx", b"PK\x03\x04 and nothing", "The workbook is cut short or damaged"),
    ("hub.xlsx", b"key,name\n1,2\n", "This is plain text with the name of a workbook"),
    ("hub.xlsx", a_zip(hello=b"x"), "This is not an Excel workbook."),
    ("hub.xlsx", a_zip(**{"[Content_Types].xml": b"<"}), "The workbook is damaged"),
    ("hub.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "The workbook is protected or of an old kind, and it is"),
    ("hub.xlsx", a_zip(**{"META-INF/manifest.xml": b"<"}), "This is an OpenDocument spreadsheet (.ods)"),
    ("hub.xlsx", a_zip(**{"xl/workbook.bin": b""}), "This is a binary workbook (.xlsb), whatever"),
    ("hub.json", b"{", "This is not JSON: expecting property name"),
    ("hub.json", b"[]", "The file holds no JSON object"),
    ("hub.json", b"\xff\xfe{}", "it is not text in UTF-8."),
    ("hub.json", b"[" * 100_000, "This is JSON nested far too deeply"),
    ("hub.json", b'{"weeks": ' + b"9" * 5000 + b"}", "a number with far too many digits."),
    ("hub.csv", b"x", "open this .csv file and save it as .xlsx."),
    ("hub.xls", b"x", "open this .xls file and save it as .xlsx."),
    ("hub.txt", b"x", "the name of this one ends otherwise."),
    ("hub", b"x", "the name of this one ends otherwise."),
)


@pytest.mark.parametrize(("name", "content", "message"), CONTENTS)
def test_a_file_of_another_kind_is_told_plainly(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    """A file that is no hub's file leaves one clear message."""
    path = tmp_path / name
    path.write_bytes(content)
    assert message in message_of(path)


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe and an impossible name each leave one clear message."""
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    assert message_of(tmp_path / "none.xlsx") == "There is no such file."
    assert message_of(tmp_path / "none.json", read_roster) == "There is no such file."
    assert message_of(tmp_path / "folder.xlsx") == "This is a folder, not a file."
    assert message_of(tmp_path / "pipe.json") == "This is a device or a pipe, not a file."
    assert "could not be opened" in message_of(tmp_path / ("x" * 300 + ".json"))


def test_a_file_far_too_large_is_refused(
    complete: Problem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a huge file nor a small one that unpacks to a huge one is taken into memory."""
    path = tmp_path / "hub.xlsx"
    write_problem(complete, path)
    size = path.stat().st_size
    monkeypatch.setattr(workbook_cells, "MOST_BYTES", size)
    assert message_of(path) == "The workbook is far too large to be a hub's."
    monkeypatch.setattr(disk, "MOST_BYTES", size - 1)
    assert message_of(path) == "The file is far too large to be a hub's."


def test_a_cut_or_scratched_workbook_is_never_a_traceback(complete: Problem, tmp_path: Path) -> None:
    """A workbook cut short or with bytes overwritten is read, or told of as a fault."""
    path = tmp_path / "hub.xlsx"
    write_problem(complete, path)
    whole = path.read_bytes()
    for k in range(1, 40):
        at = len(whole) * k // 40
        scratched = whole[:at] + bytes([whole[at] ^ 0xFF] * 8) + whole[at + 8 :]
        for content in (whole[:at], scratched):
            path.write_bytes(content)
            with contextlib.suppress(UnreadableFile):
                read_problem(path)


def test_a_stray_cell_far_away_costs_nothing(complete: Problem, tmp_path: Path) -> None:
    """A blank cell in a sheet's last corner does not make reading slow."""
    path = tmp_path / "hub.xlsx"
    write_problem(complete, path)
    book = openpyxl.load_workbook(path)
    book["Leave"]["XFD1048576"] = " "
    book.save(path)
    assert read_problem(path) == complete


def test_the_same_name_twice_in_json_is_a_fault(tmp_path: Path) -> None:
    """JSON that gives a name twice would lose one of them silently."""
    path = tmp_path / "hub.json"
    path.write_text(
        '{"id": "00000000-0000-0000-0000-000000000005", "first_day": "2026-01-05",'
        '"hubs": [{"code": "A", "code": "B"}], "places": [], "places": []}'
    )
    with pytest.raises(UnreadableFile) as raised:
        read_problem(path)
    assert [str(fault) for fault in raised.value.faults] == [
        "$.hubs[0].code: This name stands here more than once.",
        "$.places: This name stands here more than once.",
    ]


@pytest.mark.parametrize("name", ["hub.XLSX", "hub.Json"])
def test_the_end_of_a_name_may_be_in_capitals(complete: Problem, tmp_path: Path, name: str) -> None:
    """Names of files that end in capitals are known."""
    write_problem(complete, tmp_path / name)
    assert read_problem(tmp_path / name) == complete


def test_a_hub_is_not_written_under_another_ending(complete: Problem, tmp_path: Path) -> None:
    """A name that ends otherwise is refused before anything is written."""
    with pytest.raises(UnwritableFile, match="the name of this one ends otherwise"):
        write_problem(complete, tmp_path / "hub.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Where writing fails half-way, the old file stands and nothing lies beside it."""
    path = tmp_path / "hub.json"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnwritableFile, match="no space left on device"):
        put(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a file is written leaves the old one and nothing beside it."""
    path = tmp_path / "hub.json"
    path.write_text("old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        put(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_written_as_the_folder_has_it(tmp_path: Path) -> None:
    """A written file has the rights any new file would have, and replaces an old one."""
    plain = tmp_path / "plain"
    plain.write_text("")
    path = tmp_path / "hub.json"
    path.write_text("old")
    put(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_file_in_no_folder_cannot_be_written(tmp_path: Path) -> None:
    """Writing into a folder that does not exist is told plainly."""
    path = tmp_path / "none" / "hub.json"
    with pytest.raises(UnwritableFile, match=r"could not be written: no such file or directory"):
        put(path, b"new")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link replaces what it points to."""
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old")
    link.symlink_to(target)
    put(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
