"""Protected files at the command line, and a second one whose effect alone may be seen."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from typer.testing import CliRunner, Result

from hub_roster.cli import hub_files
from hub_roster.cli.app import app
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Restriction, View, ViewKind
from hub_roster.exchange.workbook import write_workbook

Run = Callable[..., Result]
WEEK_1 = ("--weeks", 1)
PASSWORD = "tide & Tern 7"


def protect(path: Path, password: str) -> Path:
    """Protect a workbook as Excel does."""
    inside = io.BytesIO()
    with path.open("rb") as file:
        OOXMLFile(file).encrypt(password, inside)
    path.write_bytes(inside.getvalue())
    return path


@pytest.fixture
def protected(tiny: Problem, tmp_path: Path) -> Path:
    """Give the tiny hub's workbook, protected."""
    write_workbook(tiny, tmp_path / "hub.xlsx")
    return protect(tmp_path / "hub.xlsx", PASSWORD)


def second_file(tiny: Problem, path: Path, last_day: date | None) -> Path:
    """Write a protected file of restrictions that keeps one person from every young person."""
    rows = tuple(
        Restriction(young_person=young.code, person="C:1", last_day=last_day) for young in tiny.young_people
    )
    view = View(young_person="Otter", person="C:2", view=ViewKind.FINE, day=date(2025, 11, 1))
    write_workbook(tiny.edited(restrictions=rows, views=(view,)), path)
    book = openpyxl.load_workbook(path)
    for title in set(book.sheetnames) - {"Restrictions", "Views"}:
        del book[title]
    book.save(path)
    return protect(path, "second")


def test_a_password_is_taken_from_a_file(protected: Path, roster: Path, run: Run, tmp_path: Path) -> None:
    """The file may hold several, and nothing of it is shown."""
    (tmp_path / "passwords").write_text(f"other\n\n{PASSWORD}\n")
    ended = run("check", protected, roster, *WEEK_1, "--password-file", tmp_path / "passwords")
    assert ended.exit_code == 0
    assert PASSWORD not in ended.output


def test_a_password_is_asked_for_and_not_shown(
    protected: Path, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal the password is typed; a wrong one is one sentence."""
    monkeypatch.setattr(hub_files, "can_be_asked", lambda: True)
    words = ["continuity", str(protected), str(roster), "--weeks", "1", "--json"]
    right = CliRunner().invoke(app, words, input=f"{PASSWORD}\n")
    assert right.exit_code == 0
    assert "Password of hub.xlsx" in right.stderr
    assert PASSWORD not in right.output
    assert json.loads(right.stdout)["young_people"]
    wrong = CliRunner().invoke(app, words, input="tern\n")
    assert (wrong.exit_code, wrong.stdout.strip()) == (2, "")
    assert wrong.stderr.splitlines()[-1] == "  The password is wrong."


def test_a_protected_file_without_a_password_is_one_sentence(
    protected: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """Where nobody can be asked, it says what to do; an empty or missing password file is named."""
    ended = run("check", protected, roster, *WEEK_1)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "protected with a password: give it with --password-file" in ended.stderr
    for name, content in (("none", None), ("blank", b"\n"), ("wrong", b"\xff\xfe")):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        ended = run("check", protected, roster, *WEEK_1, "--password-file", tmp_path / name)
        assert ended.exit_code == 2
        assert f"{name}: 1 fault" in ended.stderr


def written(run: Run, tmp_path: Path, name: str, *options: object) -> dict[str, bytes]:
    """Run every command that writes or shows something; give all that was written and shown."""
    folder = tmp_path / name
    folder.mkdir()
    hub, roster = tmp_path / "hub.json", folder / "roster.json"
    commands: tuple[tuple[object, ...], ...] = (
        ("draft", hub, "--out", roster, "--work", "0.3"),
        ("check", hub, roster, "--json"),
        ("continuity", hub, roster, "--json"),
        ("calendar", hub, roster, "--out", folder / "calendars", "--privacy", "full"),
        ("picture", hub, roster, "--out", folder / "week.svg"),
    )
    ended = {str(words[0]): run(*words, *WEEK_1, *options) for words in commands}
    assert {each.exit_code for each in ended.values()} == {0}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        **{name: _without_times(path.read_bytes()) for name, path in files.items()},
        **{command: ended[command].stdout.encode() for command in ("check", "continuity")},
    }


def _without_times(content: bytes) -> bytes:
    """Leave out when a calendar was made, which is when its roster's file was."""
    return b"\n".join(
        line for line in content.splitlines() if not line.startswith((b"DTSTAMP", b"LAST-MODIFIED"))
    )


def test_nothing_of_the_second_file_is_written(tiny: Problem, hub: Path, run: Run, tmp_path: Path) -> None:
    """Restrictions that are over leave every file and figure as they are without them."""
    assert hub.exists()
    over = second_file(tiny, tmp_path / "second.xlsx", date(2025, 12, 1))
    (tmp_path / "passwords").write_text("second")
    options = ("--restrictions", over, "--password-file", tmp_path / "passwords")
    without, with_second = written(run, tmp_path, "without"), written(run, tmp_path, "with", *options)
    assert len(without) > 6
    assert with_second == without


def test_the_second_file_has_its_effect(tiny: Problem, hub: Path, run: Run, tmp_path: Path) -> None:
    """Whoever may not meet any young person is on no visit and no shift; without the file they are."""
    now = second_file(tiny, tmp_path / "second.xlsx", None)
    (tmp_path / "passwords").write_text("second")
    options = ("--restrictions", now, "--password-file", tmp_path / "passwords")
    doing = {}
    for name, more in (("without", ()), ("with", options)):
        path = tmp_path / f"{name}.json"
        assert run("draft", hub, "--out", path, *WEEK_1, "--work", "0.3", *more).exit_code == 0
        rows = json.loads(path.read_text())["assignments"]
        doing[name] = {row["person"] for row in rows if not row["task"].startswith("on call")}
    assert "C:1" in doing["without"]
    assert "C:1" not in doing["with"]


def test_no_file_that_is_read_is_written_over(tiny: Problem, hub: Path, run: Run, tmp_path: Path) -> None:
    """The file of passwords and the second file are inputs like the hub's own."""
    second = second_file(tiny, tmp_path / "second.xlsx", None)
    passwords = tmp_path / "passwords.json"
    passwords.write_text("second")
    options = ("--restrictions", second, "--password-file", passwords)
    ended = run("draft", hub, "--out", passwords, *options)
    assert ended.exit_code == 2
    assert passwords.read_text() == "second"
