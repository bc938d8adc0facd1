"""The API asked everything its contract allows, and more, by each role: the tests' own asking, at length."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hub_roster.store.tables import Role

ROOT = Path(__file__).resolve().parent.parent

CASES = tuple(Role)

EXAMPLES = 100
"""Of each operation at random, besides the edges of each of its parameters."""

TEST = "tests/api/test_contract.py::test_everything_is_answered_as_the_contract_says"


def prove_contract(case: str) -> dict[str, Any]:
    """Ask as one role; what is not answered as the contract says is printed."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"{TEST}[{case}-sqlite]"],
        cwd=ROOT,
        env={**os.environ, "CONTRACT_EXAMPLES": str(EXAMPLES)},
        stdout=sys.stderr,
        check=False,
    )
    return {
        "holds": done.returncode == 0,
        "examples": EXAMPLES,
        "seconds": round(time.monotonic() - began, 1),
    }
