"""The rulebook on thousands of tiny hubs: judge, Program and solver say the same of every roster of each.

What is asked of each hub stands in tests/properties/agreement.py, where the tests ask it of the first hubs.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

PROBLEMS, BATCH = 5000, 100
PROCESSES = 2
CASES = tuple(f"{first}-{first + BATCH - 1}" for first in range(0, PROBLEMS, BATCH))

MOST_TOLD = 20
"""Disagreements kept of one batch: the first ones say enough."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Looked:
    """What one hub showed.

    Attributes
    ----------
    disagreements
        What was asked, and where the answers differed.
    refused
        No roster is legal, because what was fixed by hand contradicts itself.
    """

    rosters: int
    legal: int
    refused: bool
    disagreements: tuple[str, ...]
    switched_on: frozenset[str]
    mattered: frozenset[str]


def prove_rules(case: str) -> Figures:
    """Look at a batch of hubs, given as their first and last seed."""
    first, last = (int(seed) for seed in case.split("-"))
    began = time.monotonic()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        looked = list(pool.map(look, range(first, last + 1), chunksize=5))
    told = [said for each in looked for said in each.disagreements]
    return {
        "holds": not told,
        "problems": len(looked),
        "rosters": sum(each.rosters for each in looked),
        "legal": sum(each.legal for each in looked),
        "refused": sum(each.refused for each in looked),
        "disagreements": len(told),
        "told": told[:MOST_TOLD],
        "seconds": round(time.monotonic() - began, 1),
        "switched_on": _counted(each.switched_on for each in looked),
        "mattered": _counted(each.mattered for each in looked),
    }


def look(seed: int) -> Looked:
    """Look at one hub; what goes wrong while looking counts as a disagreement."""
    try:
        return _look(seed)
    except Exception:
        said = f"seed {seed}: {traceback.format_exc(limit=-3)}"
        return Looked(0, 0, False, (said,), frozenset(), frozenset())


def _look(seed: int) -> Looked:
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]
    from tests.properties import agreement
    from tests.properties.comparison import Comparison
    from tests.properties.every_roster import tiny

    case = tiny(seed)
    comparison = Comparison(case)
    asked = {
        "rosters": agreement.of_rosters(comparison),
        "duties": agreement.of_duties(comparison),
        "root": agreement.of_root(case),
        "whole lines": agreement.of_whole_lines(case),
        "draft": agreement.of_draft(case),
        # Often a proof of what must stay short begins only after some rounds without a better roster.
        "draft in parts": agreement.of_draft_in_parts(case, rounds=4 if seed % 3 == 0 else 2),
        "edits": agreement.of_edits(case, seed),
    }
    return Looked(
        rosters=len(case.all),
        legal=len(case.ranks),
        refused=not case.ranks,
        disagreements=tuple(f"seed {seed}, {what}: {said}" for what, all_ in asked.items() for said in all_),
        switched_on=frozenset(rule.name for rule in case.rules),
        mattered=frozenset(comparison.mattered()),
    )


def _counted(names: Iterable[frozenset[str]]) -> dict[str, int]:
    return dict(sorted(Counter(name for each in names for name in each).items()))


def summary(cases: list[Figures]) -> str:
    """Give what all batches showed together; rules that seldom mattered come first."""
    on: Counter[str] = Counter()
    mattered: Counter[str] = Counter()
    for case in cases:
        on.update(case["switched_on"])
        mattered.update(case["mattered"])
    totals = {name: sum(case[name] for case in cases) for name in ("problems", "rosters", "disagreements")}
    lines = [", ".join(f"{name} {total:,}" for name, total in totals.items()), "mattered / in the rulebook:"]
    lines += [
        f"{mattered[name]:7} / {on[name]:5}  {name}" for name in sorted(on, key=lambda n: (mattered[n], n))
    ]
    return "\n".join(lines)
