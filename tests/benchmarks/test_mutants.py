"""The proof by mutants: each module has tests of its own to be tried against."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from mutants import CASES, ROOT, own_tests


@pytest.mark.parametrize("case", CASES)
def test_every_module_is_tested_somewhere(case: str) -> None:
    """The files said to test a module are there."""
    assert [file for file in own_tests(case) if not (ROOT / file).exists()] == []
