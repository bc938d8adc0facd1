"""Long proofs, resumable: `./hub prove NAME` measures, keeps each result with commit and machine, and judges.

A proof is a list of cases. Each finished case is a line in `benchmarks/results/NAME.jsonl`; a case already
there for this commit is not run again.
"""

from __future__ import annotations

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

from hubs import prove_hub

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"

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
    """

    cases: tuple[str, ...]
    run: Callable[[str], Case]


PROOFS = {"hubs": Proof(tuple(str(seed) for seed in range(9001, 9011)), prove_hub)}


def main(arguments: list[str]) -> int:
    """Run one proof; 0 where every case holds."""
    if len(arguments) != 1 or arguments[0] not in PROOFS:
        print(f"usage: ./hub prove NAME, with NAME one of: {', '.join(PROOFS)}", file=sys.stderr)
        return 2
    name = arguments[0]
    proof = PROOFS[name]
    done = {case["case"]: case for case in _known(name) if case["commit"] == _commit()}
    for case in proof.cases:
        if case not in done:
            done[case] = {"case": case, **proof.run(case), **_circumstances()}
            _keep(name, done[case])
        print(json.dumps(done[case]), flush=True)
    failed = [case for case in proof.cases if not done[case]["holds"]]
    print(f"{name}: {len(proof.cases) - len(failed)} of {len(proof.cases)} hold", file=sys.stderr)
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

    def git(*words: str) -> str:
        asked = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
        return asked.stdout.strip()

    changed = git("status", "--porcelain", "--", "src", "requirements.lock")
    return git("rev-parse", "--short=12", "HEAD") + ("+changes" if changed else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
