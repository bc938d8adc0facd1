"""Mutation testing of the rules and of continuity: which small changes of them no test would notice.

Every change that mutmut can make to a module, and that mypy does not refuse, is tried against the tests of
that module alone: tests mirror the source. A change that survives is a gap in the tests, or makes no
difference to anybody: the files in `mutants_argued/` say of each such change why, one by one.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "hub_roster"
STATS = ROOT / "mutants" / "mutmut-stats.json"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
ARGUED = ROOT / "benchmarks" / "mutants_argued"

CASES = tuple(
    f"{layer}.{module.stem}"
    for layer in ("continuity", "rules")
    for module in sorted((PACKAGE / layer).glob("*.py"))
    if module.stem != "__init__"
)

TESTED_IN = {
    "continuity.owed": ("continuity/test_report.py",),
    "rules.availability": ("rules/test_availability.py", "rules/test_adjustments.py"),
    "rules.by_date": ("rules/test_under_18.py", "rules/test_runs_of_days.py"),
    "rules.days_of_duty": ("rules/test_runs_of_days.py", "rules/test_rest_runs.py"),
    "rules.kept_by_needs": ("rules/test_personal_needs.py",),
    "rules.page": ("rules/test_rulebook.py", "rules/test_law.py"),
    "rules.ranges": ("rules/test_rulebook.py",),
    "rules.rule": (
        "rules/test_rule.py",
        "rules/test_agency.py",
        "rules/test_personal_needs.py",
        "rules/test_told.py",
    ),
    "rules.stretches": ("rules/test_alone.py", "rules/test_cover.py"),
}
"""Where modules are tested whose tests have another name."""

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
    _try_all()
    codes = _codes(case)
    survivors = _changes(case, (name for name, code in codes.items() if code in (*SURVIVED, *UNTESTED)))
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


@cache
def _try_all() -> None:
    """Let mutmut try what is not tried yet, and what survived; it begins again where a function has changed.

    All modules at once: reading, type checking and finding which test calls what take minutes.
    """
    if not STATS.exists():
        _mutmut("hub_roster.rules.cost_tree.*")
    _keep_own_tests()
    undecided = [
        name
        for case in CASES
        for name, code in _codes(case).items()
        if code is None or code in (*SURVIVED, *UNTESTED)
    ]
    _mutmut(*undecided)
    if any(code is None for case in CASES for code in _codes(case).values()):
        raise RuntimeError("mutmut has not tried every change.")


def _mutmut(*names: str) -> None:
    # it looks for mypy on the path
    beside = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([MUTMUT, "run", *names], cwd=ROOT, stdout=sys.stderr, env=beside, check=False)
    if done.returncode:
        raise RuntimeError("mutmut itself failed.")


def _keep_own_tests() -> None:
    """Of all tests that call a function, leave mutmut those that are its module's."""
    stats = json.loads(STATS.read_text(encoding="utf-8"))
    calls: dict[str, list[str]] = stats["tests_by_mangled_function_name"]
    for function, tests in calls.items():
        case = function.removeprefix("hub_roster.").rsplit(".", 1)[0]
        calls[function] = [test for test in tests if test.startswith(own_tests(case))]
    STATS.write_text(json.dumps(stats), encoding="utf-8")


def own_tests(case: str) -> tuple[str, ...]:
    """Give the files that test a module."""
    layer, module = case.split(".")
    return tuple(f"tests/{file}" for file in TESTED_IN.get(case, (f"{layer}/test_{module}.py",)))


def _mutated(case: str) -> Path:
    """Give mutmut's copy of a module, in which every function stands once for each change of it."""
    return ROOT / "mutants" / "src" / "hub_roster" / f"{case.replace('.', '/')}.py"


def _codes(case: str) -> dict[str, int | None]:
    meta = _mutated(case).with_suffix(".py.meta")
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


def _changes(case: str, names: Iterable[str]) -> list[Change]:
    """Give what changes are: their numbers in mutmut's count move with every edit, their lines do not."""
    found = _mutated(case)
    lines = found.read_text(encoding="utf-8").splitlines()
    functions = {
        node.name: lines[node.lineno : node.end_lineno]
        for node in ast.walk(ast.parse("\n".join(lines)))
        if isinstance(node, ast.FunctionDef)
    }
    return [_change(name.rsplit(".", 1)[1], functions) for name in names]


def _change(mutant: str, functions: dict[str, list[str]]) -> Change:
    function = mutant.rsplit("__mutmut_", 1)[0]
    compared = list(unified_diff(functions[f"{function}__mutmut_orig"], functions[mutant], lineterm=""))[2:]
    was, now = ("\n".join(line[1:].strip() for line in compared if line[0] == sign) for sign in "-+")
    return Change(function.removeprefix("x").strip("_ǁ").replace("ǁ", "."), was, now)


def _argued(case: str) -> frozenset[Change]:
    file = ARGUED / f"{case}.toml"
    if not file.exists():
        return frozenset()
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["argued"]
    return frozenset(Change(row["function"], row["was"], row["now"]) for row in rows if row["why"].strip())
