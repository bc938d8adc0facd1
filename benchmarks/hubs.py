"""Unseen hubs of each kind, drafted: no hard rule is broken, and of the first kind no more short than due.

For those, where the shortfall is proven least, no search of any length finds less; where it is not, a longer
search is run, and its shortfall compared. Of the larger kinds what is short is kept beside what is proven.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from types import MappingProxyType
from typing import Any

HUB_ROSTER = str(Path(sys.executable).with_name("hub-roster"))
KEPT = ("cost", "bound", "gap", "first_complete_seconds", "seconds", "work")

LOOK_EVERY = 0.1
"""Seconds between two looks at how much memory a draft has."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """How long a draft of one kind of hub searches, and how long the one it is compared with, if any is."""

    seconds: int
    longer: int | None


KINDS: Mapping[str, Given] = MappingProxyType(
    {
        "north-yorkshire": Given(20, 200),
        "shropshire": Given(40, None),
        "crewe": Given(40, None),
    }
)
SEEDS = range(9001, 9011)
CASES = tuple(f"{like} {seed}" for like in KINDS for seed in SEEDS)


def prove_hub(case: str) -> Figures:
    """Draft, check and measure the example hub of a kind and seed."""
    like, seed = case.split()
    given = KINDS[like]
    with TemporaryDirectory() as folder:
        hub, roster = Path(folder, "hub.xlsx"), Path(folder, "roster.json")
        command("make-hub", "--like", like, "--seed", seed, "--out", str(hub))
        drafted, memory = drafted_by(hub, roster, given.seconds)
        checked = json.loads(command("check", str(hub), str(roster), "--json"))
        proven = _proven(drafted)
        compared = None if proven else given.longer
        longer = None if compared is None else drafted_by(hub, Path(folder, "longer.json"), compared)[0]
    short = _minutes(drafted)
    short_longer = short if longer is None else _minutes(longer)
    return {
        "kind": like,
        "holds": not checked["hard_violations"] and short <= short_longer and memory < 2000,
        "hard_violations": checked["hard_violations"],
        "minutes_short": short,
        "proven_least": proven,
        "minutes_short_proven": list(drafted["shortfall_bound"].values()),
        "longer_seconds": compared,
        "minutes_short_in_the_longer_search": None if longer is None else short_longer,
        "memory_megabytes": memory,
        "load": os.getloadavg()[0],
        **{key: drafted[key] for key in KEPT},
    }


def _proven(drafted: Figures) -> bool:
    bounds = drafted["shortfall_bound"]
    return all(bounds[name] == short["minutes"] for name, short in drafted["shortfall"].items())


def _minutes(drafted: Figures) -> list[int]:
    return [short["minutes"] for short in drafted["shortfall"].values()]


def command(*words: str) -> str:
    """Run the command line and give what it printed."""
    return subprocess.run([HUB_ROSTER, *words], check=True, capture_output=True, text=True).stdout


def drafted_by(hub: Path, roster: Path, seconds: int, seed: int = 1) -> tuple[Figures, int]:
    """Give a draft's figures and the most memory it took, in megabytes."""
    words = [HUB_ROSTER, "draft", str(hub), "--out", str(roster)]
    words += ["--seconds", str(seconds), "--seed", str(seed), "--json"]
    most = 0
    with (
        TemporaryFile("w+") as printed,
        subprocess.Popen(words, stdout=printed, stderr=subprocess.DEVNULL) as process,
    ):
        while process.poll() is None:
            most = max(most, _megabytes(process.pid))
            time.sleep(LOOK_EVERY)
        printed.seek(0)
        figures = printed.read()
    if process.returncode:
        raise RuntimeError(f"draft ended with {process.returncode}")
    return json.loads(figures), most


def _megabytes(pid: int) -> int:
    """Give the most memory a process has had.

    What the system says of it once it has ended is no less than what its parent had when it began.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0
