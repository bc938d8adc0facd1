"""Rosters as JSON: equal rosters make equal bytes, and faults are told in plain words."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.roster_json import read_roster, write_roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = UUID(int=5)


@pytest.fixture
def roster() -> Roster:
    """Give a roster of three assignments, in order of time."""
    seats = [("C:1", "Cliff/2026-01-05/Early/1"), ("C:2", "Cliff/2026-01-05/Early/2")]
    made = [assign(FILE, person, task, 29460000, 29460450) for person, task in seats]
    made.append(assign(FILE, "C:1", "Maple, 1", 29461440, 29461500))
    return Roster(
        problem_id=FILE,
        first_day=date(2026, 1, 5),
        status=RosterStatus.PUBLISHED,
        seed=3,
        assignments=tuple(made),
    )


def test_a_roster_survives(roster: Roster, tmp_path: Path) -> None:
    """A roster comes back as it was."""
    write_roster(roster, tmp_path / "r.json")
    assert read_roster(tmp_path / "r.json") == roster


def test_an_empty_roster_survives(tmp_path: Path) -> None:
    """A roster without assignments comes back as it was."""
    empty = Roster(problem_id=FILE, first_day=date(2026, 1, 5))
    write_roster(empty, tmp_path / "r.json")
    assert read_roster(tmp_path / "r.json") == empty


def test_equal_rosters_make_equal_bytes(roster: Roster, tmp_path: Path) -> None:
    """The order of assignments and the zone of their times leave no trace in the file."""
    east = timezone(timedelta(hours=5, minutes=30))
    turned = tuple(
        a.model_copy(update={"start": a.start.astimezone(east), "end": a.end.astimezone(east)})
        for a in reversed(roster.assignments)
    )
    write_roster(roster, tmp_path / "a.json")
    write_roster(roster.model_copy(update={"assignments": turned}), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_the_file_is_for_reading_too(roster: Roster, tmp_path: Path) -> None:
    """The file is indented by one, ends with a line end, and gives times in UTC."""
    write_roster(roster, tmp_path / "r.json")
    text = (tmp_path / "r.json").read_text()
    assert text.startswith('{\n "problem_id": "00000000-0000-0000-0000-000000000005",\n')
    assert text.endswith("]\n}\n")
    assert '"start": "2026-01-05T08:00:00Z"' in text


ASSIGNMENTS = st.builds(
    Assignment,
    id=st.uuids(),
    person=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,9}\Z"),
    task=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1)
    .map(str.strip)
    .filter(bool),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    end=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)


def test_any_roster_survives(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rosters drawn at random come back whole, and write the same bytes again."""
    folder = tmp_path_factory.mktemp("rosters")

    @settings(max_examples=50, deadline=None, derandomize=True)
    @given(st.lists(ASSIGNMENTS, max_size=4, unique_by=lambda a: a.id))
    def survives(drawn: list[Assignment]) -> None:
        made = Roster(problem_id=FILE, first_day=date(2026, 1, 5), assignments=tuple(drawn))
        write_roster(made, folder / "a.json")
        back = read_roster(folder / "a.json")
        assert {a.id: a for a in back.assignments} == {a.id: a for a in made.assignments}
        write_roster(back, folder / "b.json")
        assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()

    survives()


FAULTS: tuple[tuple[Callable[[Any], object], str, str], ...] = (
    (lambda w: w.pop("problem_id"), "$.problem_id", "This is missing, and it is needed."),
    (lambda w: w.update(status="final"), "$.status", "is not one of: draft, published"),
    (lambda w: w.update(seed="x"), "$.seed", "'x' is not a whole number."),
    (lambda w: w.update(extra=1), "$.extra", "'extra' is not known here."),
    (lambda w: w.update(assignments=7), "$.assignments", "'7' must be a list"),
    (
        lambda w: w["assignments"][1].update(start="2026-01-05T08:00:00"),
        "$.assignments[1].start",
        "is not a date and time with its zone; write it as 2026-01-05T07:30:00Z.",
    ),
    (
        lambda w: w["assignments"][1].update(end="0001-01-01T00:00:00+05:00"),
        "$.assignments[1].end",
        "has a year outside 1950 to 2149.",
    ),
    (
        lambda w: w["assignments"][1].update(end="2026-13-01T00:00:00Z"),
        "$.assignments[1].end",
        "is not a day of the calendar, or not a time of day.",
    ),
    (
        lambda w: w["assignments"][2].update(person="(x)"),
        "$.assignments[2].person",
        "'(x)' may hold letters, digits, blanks",
    ),
    (lambda w: w["assignments"][2].update(id=1), "$.assignments[2].id", "must be text"),
    (lambda w: w["assignments"][2].pop("task"), "$.assignments[2].task", "This is missing"),
)


@pytest.mark.parametrize(("change", "place", "message"), FAULTS)
def test_a_wrong_value_is_named(
    roster: Roster, tmp_path: Path, change: Callable[[Any], object], place: str, message: str
) -> None:
    """One wrong value makes one fault, at its path."""
    path = tmp_path / "r.json"
    write_roster(roster, path)
    whole = json.loads(path.read_text())
    change(whole)
    path.write_text(json.dumps(whole))
    with pytest.raises(UnreadableFile) as raised:
        read_roster(path)
    (fault,) = raised.value.faults
    assert str(fault.place) == place
    assert message in fault.message
