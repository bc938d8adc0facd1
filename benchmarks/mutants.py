"""Mutation testing of the rules and of continuity: which small changes of them no test would notice.

Every change that mutmut can make to a module is tried against the tests of rules, continuity and readable
hubs. A change that survives is a gap in the tests, or
makes no difference to anybody: `mutants_argued.toml` says of each such change why, one by one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "hub_roster"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
ARGUED = ROOT / "benchmarks" / "mutants_argued.toml"

CASES = tuple(
    f"{layer}.{module.stem}"
    for layer in ("continuity", "rules")
    for module in sorted((PACKAGE / layer).glob("*.py"))
    if module.stem != "__init__"
)

SURVIVED, UNTESTED, TIMED_OUT, MISTYPED = (0,), (5, 33), (24, 36, 152, -24), (37,)
"""Exit codes by which mutmut keeps what became of a change; every other one is of a test that failed."""

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One small change of one function: lines as they were, and as they would be."""

    function: str
    was: str
    now: str


def prove_mutants(case: str) -> Figures:
    """Try every change of one module; it holds where each that survives is argued."""
    module = f"hub_roster.{case}"
    # mutmut looks for mypy on the path
    beside = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [MUTMUT, "run", f"{module}.*"], cwd=ROOT, capture_output=True, text=True, env=beside
    )
    codes = _codes(case)
    if done.returncode and None in codes.values():
        raise RuntimeError(f"mutmut itself failed:\n{(done.stdout + done.stderr)[-2000:]}")
    survivors = [_change(name) for name, code in codes.items() if code in (*SURVIVED, *UNTESTED)]
    argued = _argued(case)
    unargued = [change for change in survivors if change not in argued]
    became = Counter(_became(code) for code in codes.values())
    return {
        "holds": not unargued,
        "mutants": len(codes),
        **{word: became[word] for word in ("killed", "mistyped", "timed out", "survived", "untested")},
        "argued": len(survivors) - len(unargued),
        "unargued": [[change.function, change.was, change.now] for change in unargued],
    }


def _codes(case: str) -> dict[str, int | None]:
    meta = ROOT / "mutants" / "src" / "hub_roster" / f"{case.replace('.', '/')}.py.meta"
    if not meta.exists():
        return {}  # a module with nothing to change
    codes: dict[str, int | None] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def _became(code: int | None) -> str:
    for word, known in (
        ("survived", SURVIVED),
        ("untested", UNTESTED),
        ("timed out", TIMED_OUT),
        ("mistyped", MISTYPED),
    ):
        if code in known:
            return word
    return "killed"


def _change(name: str) -> Change:
    """Give what a change is: its number in mutmut's count moves with every edit, its lines do not."""
    shown = subprocess.run([MUTMUT, "show", name], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line for line in shown.stdout.splitlines() if not line.startswith(("---", "+++"))]
    was = "\n".join(line[1:].strip() for line in lines if line.startswith("-"))
    now = "\n".join(line[1:].strip() for line in lines if line.startswith("+"))
    function = name.rsplit("__mutmut_", 1)[0].rsplit(".", 1)[1]
    return Change(function.removeprefix("x").strip("_ǁ").replace("ǁ", "."), was, now)


def _argued(case: str) -> frozenset[Change]:
    if not ARGUED.exists():
        return frozenset()
    rows = tomllib.loads(ARGUED.read_text(encoding="utf-8")).get("argued", [])
    return frozenset(
        Change(row["function"], row["was"], row["now"])
        for row in rows
        if row["module"] == case and row["why"].strip()
    )
