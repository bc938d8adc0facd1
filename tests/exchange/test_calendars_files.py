"""Whose calendars get a file, under which name, and what leaves a folder as it was."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hub_roster.domain.home import Home
from hub_roster.domain.people import Person
from hub_roster.domain.roster import assign
from hub_roster.exchange.calendars import home_calendar, person_calendar, write_calendars
from hub_roster.exchange.faults import UnwritableFile
from tests.exchange.calendar_week import HUB_FILE, LATE, NIGHT, PROBLEM, REVISED, lines_of, roster_of

if TYPE_CHECKING:
    from pathlib import Path


def test_each_person_at_work_and_each_home_has_a_file(tmp_path: Path) -> None:
    """One file per person with an assignment, standing or cancelled, and per home; nothing else."""
    folder = tmp_path / "new" / "calendars"
    paths = write_calendars(PROBLEM, roster_of(LATE), folder, revised=REVISED, cancelled=[NIGHT])
    assert [path.name for path in paths] == ["person-A.1.1.ics", "person-A.2.1.ics", "home-Ash.ics"]
    assert set(folder.iterdir()) == set(paths)
    again = {path: path.read_bytes() for path in paths}
    write_calendars(PROBLEM, roster_of(LATE), folder, revised=REVISED, cancelled=[NIGHT])
    assert {path: path.read_bytes() for path in folder.iterdir()} == again
    assert paths[0].read_bytes() == person_calendar(lines_of(LATE), "A:1:1", revised=REVISED)


def test_file_names_are_safe_and_never_shared(tmp_path: Path) -> None:
    """Keys and codes that look alike, or that no system takes, still get files of their own."""
    people = tuple(Person(key=key, hub="Moor", base="Office") for key in ("a 1", "a.1", "a:1", "b", "B"))
    homes = tuple(Home(code=code, hub="Moor", place="Ash house") for code in ("..", "Ash", "Öre?*", "日本"))
    problem = PROBLEM.edited(people=people, homes=homes)
    late = [
        assign(HUB_FILE, person.key, f"Ash/2026-11-02/late/{n}", *LATE.span)
        for n, person in enumerate(people, 1)
    ]
    paths = write_calendars(problem, roster_of(*late), tmp_path, revised=REVISED)
    names = [path.name for path in paths]
    assert len({name.casefold() for name in names}) == 9
    assert all(re.fullmatch(r"(person|home)-[A-Za-z0-9._-]+\.ics", name) for name in names)
    assert {"person-a.1.ics", "home-Ash.ics"} <= set(names)
    assert all(path.parent == tmp_path for path in paths)


def test_what_cannot_be_written_is_refused_in_words() -> None:
    """Nobody's calendar, no home's, a time without zone and a split assignment are refused."""
    lines = lines_of(LATE)
    with pytest.raises(ValueError, match="no person A:9:9"):
        person_calendar(lines, "A:9:9", revised=REVISED)
    with pytest.raises(ValueError, match="no home Elm"):
        home_calendar(lines, "Elm", revised=REVISED)
    with pytest.raises(ValueError, match="needs a time zone"):
        person_calendar(lines, "A:1:1", revised=REVISED.replace(tzinfo=None))
    moved = LATE.model_copy(update={"end": LATE.end + timedelta(hours=1)})
    with pytest.raises(ValueError, match="stands twice"):
        person_calendar(lines_of(LATE, moved), "A:1:1", revised=REVISED)


def test_nothing_is_written_where_one_calendar_fails(tmp_path: Path) -> None:
    """A fault in any calendar leaves the folder as it was."""
    with pytest.raises(ValueError, match="needs a time zone"):
        write_calendars(PROBLEM, roster_of(LATE), tmp_path, revised=datetime(2026, 10, 12))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be moved to its place, the one that was there stays whole."""
    (path, *_) = write_calendars(PROBLEM, roster_of(LATE), tmp_path, revised=REVISED)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(source: Path, target: Path) -> None:
        raise PermissionError(f"{source} may not become {target}")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableFile, match="may not become"):
        write_calendars(PROBLEM, roster_of(LATE, NIGHT), tmp_path, revised=REVISED)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert path in before


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, that is said as for any file."""
    (tmp_path / "calendars").write_text("in the way")
    with pytest.raises(UnwritableFile, match="exists"):
        write_calendars(PROBLEM, roster_of(LATE), tmp_path / "calendars", revised=REVISED)
