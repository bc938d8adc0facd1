"""Files drawn at random: a problem or faults, each at a place of the file, and never anything else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub_roster.domain.problem import Problem
from hub_roster.exchange.files import write_problem
from tests.exchange.complete_hub import complete_hub
from tests.faults.mutations import json_changed, workbook_changed
from tests.faults.promise import read_or_told

FOUND = sorted((Path(__file__).parent / "found").iterdir())

QUICK = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the files of the complete hub."""
    made = tmp_path_factory.mktemp("files")
    for suffix in (".xlsx", ".json"):
        write_problem(complete_hub(), made / f"sound{suffix}")
    return made


def test_the_hub_has_a_row_in_every_table(folder: Path) -> None:
    """What is changed at random is a hub with something in every table."""
    whole = json.loads((folder / "sound.json").read_text(encoding="utf-8"))
    assert [name for name, held in whole.items() if held in ([], {})] == []


CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.timedeltas()
    | st.sampled_from(["=A1", "#N/A", "24:00", "1/2/26", "15 Jan 2026", "7.5h", "yes", "Mon-Fri", '"', "a/b"])
    | st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=70)
)


def test_any_cells_in_any_places(folder: Path) -> None:
    """Whatever stands in whatever cells of a sound workbook, headings too, is read or told."""
    titles = openpyxl.load_workbook(folder / "sound.xlsx").sheetnames
    spot = st.tuples(st.sampled_from(titles), st.integers(1, 5), st.integers(1, 14), CELLS)

    @QUICK
    @given(st.lists(spot, min_size=1, max_size=12))
    def holds(spots: list[tuple[str, int, int, Any]]) -> None:
        book = openpyxl.load_workbook(folder / "sound.xlsx")
        for title, row, column, value in spots:
            book[title].cell(row, column).value = value
        book.save(folder / "changed.xlsx")
        read_or_told(folder / "changed.xlsx")

    holds()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_any_json(folder: Path) -> None:
    """Any JSON at all, and any under the names a hub has, is told."""
    names = st.sampled_from(list(Problem.model_fields))

    @settings(QUICK, max_examples=100)
    @given(JSON | st.dictionaries(names, JSON, max_size=8))
    def holds(whole: Any) -> None:
        text = json.dumps(whole).encode("utf-8", "surrogatepass")
        (folder / "any.json").write_bytes(text)
        assert not isinstance(read_or_told(folder / "any.json"), Problem)

    holds()


def test_any_values_under_the_names_of_rows(folder: Path) -> None:
    """Whatever stands in whatever fields of a sound JSON file is read or told."""
    sound = (folder / "sound.json").read_text(encoding="utf-8")
    tables = {name: held for name, held in json.loads(sound).items() if isinstance(held, list)}
    rows = [
        (table, k, field) for table, held in tables.items() for k, row in enumerate(held) for field in row
    ]

    @settings(QUICK, max_examples=60)
    @given(st.lists(st.tuples(st.sampled_from(rows), JSON), min_size=1, max_size=6))
    def holds(changes: list[tuple[tuple[str, int, str], Any]]) -> None:
        whole = json.loads(sound)
        for (table, row, field), value in changes:
            whole[table][row][field] = value
        (folder / "fields.json").write_text(json.dumps(whole), encoding="utf-8")
        read_or_told(folder / "fields.json")

    holds()


@pytest.mark.parametrize(
    ("suffix", "change", "seeds"),
    [(".json", json_changed, 200), (".xlsx", workbook_changed, 30)],
    ids=["json", "workbook"],
)
def test_files_changed_as_the_fuzzer_changes_them(
    folder: Path, suffix: str, change: Callable[[bytes, Random], bytes], seeds: int
) -> None:
    """A fixed run of what ./hub prove readers does for as long as one likes."""
    sound = (folder / f"sound{suffix}").read_bytes()
    outcomes = set()
    for seed in range(seeds):
        path = folder / f"mutated{suffix}"
        path.write_bytes(change(sound, Random(seed)))
        outcomes.add(isinstance(read_or_told(path), Problem))
    assert outcomes == {True, False}


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_the_fuzzer_found_stays_mended(file: Path) -> None:
    """Every file that once broke a reader is read or told, and quickly."""
    begun = time.process_time()
    read_or_told(file)
    assert time.process_time() - begun < 5
