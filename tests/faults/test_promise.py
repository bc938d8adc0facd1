"""What the random tests and the fuzzer hold readers to does not let a bad report pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import FileFault, JsonPlace, Place, SheetPlace, UnreadableFile
from hub_roster.exchange.files import write_problem
from tests.faults import promise
from tests.faults.promise import Broken, read_or_told

SOUND = "This is missing, and it is needed."

BAD: tuple[tuple[Place | None, str, str], ...] = (
    (None, "NoneType has no attribute", "not a message"),
    (None, "Input should be a valid str.", "not a message"),
    (None, "", "not a message"),
    (None, "No full stop", "not a message"),
    (SheetPlace("Poeple"), SOUND, "no sheet of the file"),
    (SheetPlace("People", 99), SOUND, "no row of the file"),
    (SheetPlace("People", 2, "key_worker_id"), SOUND, "no column of the file"),
    (JsonPlace("$.people[9]"), SOUND, "no place of the file"),
    (JsonPlace("$.people[0].base.code"), SOUND, "no place of the file"),
    (JsonPlace("$.nothing.there"), SOUND, "no place of the file"),
    (JsonPlace("people 0"), SOUND, "no path"),
)

GOOD: tuple[tuple[Place | None, str], ...] = (
    (None, "'None' is not one of: early, late."),
    (SheetPlace("Locks"), SOUND),
    (SheetPlace("People", 2, "Base"), SOUND),
    (SheetPlace("Hub file", 3, "First day"), SOUND),
    (JsonPlace("$.people[0].base"), SOUND),
    (JsonPlace("$.people[0].nothing"), SOUND),
    (JsonPlace("$['key worker']"), SOUND),
)


@pytest.fixture
def reporting(complete: Problem, tmp_path: Path) -> Path:
    """Give the folder of the complete hub's two files."""
    for suffix in (".xlsx", ".json"):
        write_problem(complete, tmp_path / f"hub{suffix}")
    return tmp_path


def report(folder: Path, monkeypatch: pytest.MonkeyPatch, *faults: FileFault) -> object:
    """Read a file with a reader that tells these faults."""
    path = folder / ("hub.json" if faults and isinstance(faults[0].place, JsonPlace) else "hub.xlsx")

    def refuse(_: Path) -> Problem:
        raise UnreadableFile(path, faults)

    monkeypatch.setattr(promise, "read_problem", refuse)
    return read_or_told(path)


@pytest.mark.parametrize(("place", "message", "why"), BAD)
def test_a_bad_report_is_noticed(
    reporting: Path, monkeypatch: pytest.MonkeyPatch, place: Place | None, message: str, why: str
) -> None:
    """Words of a programmer, and places the file does not have, break the promise."""
    with pytest.raises(Broken, match=why):
        report(reporting, monkeypatch, FileFault(place, message))


@pytest.mark.parametrize(("place", "message"), GOOD)
def test_a_good_report_passes(
    reporting: Path, monkeypatch: pytest.MonkeyPatch, place: Place | None, message: str
) -> None:
    """What a file holds may be quoted, and what is missing may be named."""
    fault = FileFault(place, message)
    assert report(reporting, monkeypatch, fault) == (fault,)


def test_a_report_of_nothing_is_noticed(reporting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file refused without a reason breaks the promise."""
    with pytest.raises(Broken, match="without a fault"):
        report(reporting, monkeypatch)
