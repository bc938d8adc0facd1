"""The readers of a hub's file fuzzed: no input makes a traceback, a hang or a fault at no place.

The corpus is kept in `benchmarks/corpus`, which git ignores, so that each run goes on where the last ended.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "benchmarks" / "corpus"
FOUND = ROOT / "tests" / "faults" / "found"
SUFFIXES = {"json": ".json", "workbook": ".xlsx"}
MOST_MEGABYTES = 1024
HANGS = 30
"""Seconds after which libFuzzer gives an input up; those over five count as findings all the same."""

Figures = dict[str, Any]


def fuzz(reader: str, minutes: float) -> Figures:
    """Fuzz one reader for some minutes, going on from its corpus."""
    corpus, findings = CORPUS / reader, CORPUS / f"{reader}-findings"
    _sow(reader, corpus)
    shutil.rmtree(findings, ignore_errors=True)
    findings.mkdir(parents=True)
    ends = time.monotonic() + 60 * minutes
    figures = {"executions": 0, "coverage": 0, "features": 0, "slowest_seconds": 0.0}
    peak = 0
    while (left := int(ends - time.monotonic())) > 0:
        # libFuzzer ends at an input that hangs or fills memory, which it keeps: we go on without it.
        said, megabytes = _run(reader, corpus, findings, left)
        peak = max(peak, megabytes)
        _add(figures, said, findings)
        if "ERROR: libFuzzer" not in said and not re.search(r"^Done \d+ runs", said, re.MULTILINE):
            raise RuntimeError(f"the fuzzer itself failed:\n{said[-2000:]}")
    kept = [file.name for file in findings.iterdir() if file.suffix == SUFFIXES[reader]]
    kept += [file.name for file in findings.iterdir() if file.name.startswith(("oom-", "timeout-", "crash-"))]
    return {
        "holds": not kept and figures["executions"] > 0,
        "minutes": minutes,
        **figures,
        "corpus": len(list(corpus.iterdir())),
        "peak_megabytes": peak,
        "findings": sorted(kept),
    }


def _sow(reader: str, corpus: Path) -> None:
    """Put the seeds into a corpus: the complete hub's file, and everything that was found before."""
    corpus.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT))
    from hub_roster.exchange.files import write_problem
    from tests.exchange.complete_hub import complete_hub

    seed = corpus / f"seed{SUFFIXES[reader]}"
    write_problem(complete_hub(), seed)
    for file in FOUND.glob(f"*{SUFFIXES[reader]}"):
        shutil.copy(file, corpus)


def _run(reader: str, corpus: Path, findings: Path, seconds: int) -> tuple[str, int]:
    """Fuzz in a process of its own; give what libFuzzer said and the most memory it took, in megabytes."""
    command = [sys.executable, str(ROOT / "benchmarks" / "fuzz_reader.py"), reader, str(findings)]
    command += [str(corpus), f"-max_total_time={seconds}", f"-timeout={HANGS}", "-max_len=262144"]
    command += [f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={findings}/", "-print_final_stats=1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env=environment, text=True, errors="replace"
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return said, usage.ru_maxrss // 1024


def _add(figures: Figures, said: str, findings: Path) -> None:
    state = findings / "progress"
    told = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
    executions = re.findall(r"stat::number_of_executed_units: *(\d+)", said)
    figures["executions"] += int(executions[-1]) if executions else told.get("executions", 0)
    figures["slowest_seconds"] = max(figures["slowest_seconds"], told.get("slowest_seconds", 0.0))
    for name, word in (("coverage", "cov"), ("features", "ft")):
        figures[name] = max([figures[name], *(int(count) for count in re.findall(rf"\b{word}: (\d+)", said))])
