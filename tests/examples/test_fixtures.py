"""The workbooks in fixtures/ are what their generators make."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub_roster.examples import FIXTURE_SEED, LIKE, make_hub
from hub_roster.exchange.files import read_problem, write_problem

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
AGAIN = "make them again: .venv/bin/python -m hub_roster.examples fixtures"


@pytest.mark.parametrize("like", LIKE)
def test_a_fixture_is_what_its_generator_makes(like: str, tmp_path: Path) -> None:
    """Byte for byte, and read back it is the example itself."""
    made, kept = tmp_path / "made.xlsx", FIXTURES / f"{like}.xlsx"
    problem = make_hub(FIXTURE_SEED, like=like)
    write_problem(problem, made)
    assert made.read_bytes() == kept.read_bytes(), AGAIN
    assert read_problem(kept) == problem


def test_every_fixture_has_its_kind() -> None:
    """There is a workbook for each kind and no other."""
    assert {path.stem for path in FIXTURES.glob("*.xlsx")} == set(LIKE)
