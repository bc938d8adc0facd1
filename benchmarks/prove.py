"""Long proofs, resumable: `./hub prove NAME` measures, keeps each result with commit and machine, and judges.

A proof is a list of cases. Each finished case is a line in `benchmarks/results/NAME.jsonl`; a case already
there for a commit with the same sources is not run again, unless its proof searches for as long as it is told
(`--minutes N`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import continuity
import contract
import edits
import faults
import feeds
import hubs
import mutants
import rules
import solver
import weeks
from readers import fuzz

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"

SOURCES = ("src", "tests", "fixtures", "benchmarks/*.py", "benchmarks/mutants_argued", "requirements.lock")
"""What is measured, and by what."""

Case = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """Something to be shown over many cases.

    Attributes
    ----------
    cases
        Names of the cases, in order.
    run
        Measures one case; its answer has an entry `holds`.
    summary
        What all cases show together, for people to read.
    """

    cases: tuple[str, ...]
    run: Callable[[str], Case]
    summary: Callable[[list[Case]], str] | None = None


@dataclass(frozen=True)
class Search:
    """Something looked for, case by case, for as long as one is told: it goes on each time.

    Attributes
    ----------
    run
        Searches one case for some minutes; its answer has an entry `holds`: nothing was found.
    """

    cases: tuple[str, ...]
    run: Callable[[str, float], Case]


PROOFS = {
    "continuity": Proof(continuity.EXAMPLES, continuity.prove_continuity),
    "contract": Proof(contract.CASES, contract.prove_contract),
    "edits": Proof(edits.CASES, edits.prove_edits),
    "faults": Proof(faults.CASES, faults.prove_faults),
    "feeds": Proof(feeds.CASES, feeds.prove_feeds),
    "hubs": Proof(hubs.CASES, hubs.prove_hub),
    "mutants": Proof(mutants.CASES, mutants.prove_mutants),
    "rules": Proof(rules.CASES, rules.prove_rules, rules.summary),
    "solver": Proof(solver.CASES, solver.prove_solver),
    "weeks": Proof(weeks.CASES, weeks.prove_weeks),
}
SEARCHES = {"readers": Search(("json", "workbook"), fuzz)}


def main(arguments: list[str]) -> int:
    """Run one proof or search, or those of its cases that begin with some words; 0 where every one holds."""
    parser = argparse.ArgumentParser(prog="./hub prove")
    parser.add_argument("name", choices=[*PROOFS, *SEARCHES])
    parser.add_argument("cases", nargs="*", help="how the cases begin that are to be proved; else all")
    parser.add_argument("--minutes", type=float, default=1, help="of each case of a search")
    asked = parser.parse_args(arguments)
    begins = tuple(asked.cases) or ("",)
    if asked.name in SEARCHES:
        return _search(asked.name, asked.minutes, begins)
    return _prove(asked.name, begins)


def _prove(name: str, begins: tuple[str, ...]) -> int:
    cases = [case for case in PROOFS[name].cases if case.startswith(begins)]
    known = list(_known(name))
    same = {commit for commit in {case["commit"] for case in known} if _has_these_sources(commit)}
    done = {case["case"]: case for case in known if case["commit"] in same}
    for case in cases:
        if case not in done:
            done[case] = {"case": case, **PROOFS[name].run(case), **_circumstances()}
            _keep(name, done[case])
        print(json.dumps(done[case]), flush=True)
    proven = [done[case] for case in cases]
    summary = PROOFS[name].summary
    if summary is not None and proven:
        print(summary(proven), file=sys.stderr)
    return _judged(name, proven)


def _search(name: str, minutes: float, begins: tuple[str, ...]) -> int:
    search = SEARCHES[name]
    done = []
    for case in search.cases:
        if case.startswith(begins):
            done.append({"case": case, **search.run(case, minutes), **_circumstances()})
            _keep(name, done[-1])
            print(json.dumps(done[-1]), flush=True)
    return _judged(name, done)


def _judged(name: str, cases: list[Case]) -> int:
    failed = [case for case in cases if not case["holds"]]
    print(f"{name}: {len(cases) - len(failed)} of {len(cases)} hold", file=sys.stderr)
    return 1 if failed else 0


def _known(name: str) -> Iterable[Case]:
    file = RESULTS / f"{name}.jsonl"
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _keep(name: str, case: Case) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    with (RESULTS / f"{name}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(case) + "\n")


def _circumstances() -> Case:
    return {
        "commit": _commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {_processor()}",
        "python": platform.python_version(),
        "ortools": version("ortools"),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


def _commit() -> str:
    """Give the commit measured, marked where the sources differ from it."""
    changed = _git("status", "--porcelain", "--", *SOURCES).stdout
    return _git("rev-parse", "--short=12", "HEAD").stdout.strip() + ("+changes" if changed else "")


def _has_these_sources(commit: str) -> bool:
    """Say whether what is measured was the same at a commit: keeping results makes commits of its own."""
    return _git("diff", "--quiet", commit, "--", *SOURCES).returncode == 0


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=ROOT, check=False, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
