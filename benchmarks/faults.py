"""Random moments at which a process dies, PostgreSQL is restarted or the disk is full, on both databases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.faults.kills import Strike, crashing, fill, killing, moment, restarting_soon, struck
from tests.faults.running_service import CannotFill, Kind, Part

MOMENTS = 10
"""Of each process on each database: twenty of each process."""

RESTARTS = 3
FILLED = 3


def _strikes(kind: Kind) -> dict[str, tuple[Strike, int]]:
    kills = {str(part): (killing(part), MOMENTS) for part in Part}
    restarts = {"restart": (restarting_soon, RESTARTS), "crash": (crashing, RESTARTS)}
    return {**kills, **(restarts if kind is Kind.POSTGRESQL else {}), "full": (fill, FILLED)}


CASES = tuple(
    f"{kind} {name} {number}"
    for number in range(1, MOMENTS + 1)
    for kind in Kind
    for name, (_, count) in _strikes(kind).items()
    if number <= count
)
"""By number first: so far as it has run, it has struck all of them alike."""


def prove_faults(case: str) -> dict[str, Any]:
    """Live the life of a week while something strikes at the moment drawn by the case's name."""
    kind, name, _ = case.split()
    strike, _ = _strikes(Kind(kind))[name]
    try:
        return struck(Kind(kind), strike, moment(case), small_disk=name == "full").fields()
    except CannotFill as error:
        return {"holds": True, "left_out": str(error)}
