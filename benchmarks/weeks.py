"""Four weeks of one hub, drafted week after week and as one period: both are legal, and balances are right.

What the rosters leave behind of people's work is compared, to the minute, with a reckoning from the rosters
alone. Joined into one, the weekly rosters are also judged as the roster of four weeks that they are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reckoning import Reckoning

from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import moved_on
from hub_roster.domain.roster import Roster
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.roster_json import read_roster
from hub_roster.rules.judge import Judgement, judge
from hub_roster.rules.rulebook import RULEBOOK

HUB_ROSTER = str(Path(sys.executable).with_name("hub-roster"))
LIKE, SEED, WEEKS = "north-yorkshire", "1", 4

DRAFTS = {"rolling": (1, 40), "one period": (WEEKS, 240)}
"""Of how many weeks the drafts of each case are, and how many seconds each of them searches."""
CASES = tuple(DRAFTS)

HOLIDAYS = frozenset({date(2026, 12, 25)})
"""The bank holidays of 30 November to 27 December 2026; for Boxing Day, a Saturday, the 28th is given."""

MOST_TOLD = 20
"""Differences kept of one case: the first ones say enough."""
KEPT = ("bound", "first_complete_seconds", "seconds", "work")

Figures = dict[str, Any]


def prove_weeks(case: str) -> Figures:
    """Draft and check the rosters of a case, and reckon what each leaves behind."""
    weeks, seconds = DRAFTS[case]
    with TemporaryDirectory() as folder:
        hub = Path(folder, "hub.xlsx")
        _run("make-hub", "--like", LIKE, "--seed", SEED, "--weeks", str(WEEKS), "--out", str(hub))
        files = [Path(folder, f"{n}.json") for n in range(WEEKS // weeks)]
        drafts = [_drafted(hub, files[:n], file, weeks, seconds) for n, file in enumerate(files)]
        whole, rosters = read_problem(hub), [read_roster(file) for file in files]
    unlike = differences(whole, rosters, HOLIDAYS)
    return {
        "holds": not unlike and not any(each["hard_violations"] for each in drafts),
        "seconds_of_each": seconds,
        "differences": len(unlike),
        "told": unlike[:MOST_TOLD],
        "drafts": drafts,
        "as_one_roster": _figures(judge_as_one(whole, rosters)),
        "load": os.getloadavg()[0],
    }


def differences(whole: Problem, rosters: Sequence[Roster], holidays: frozenset[date]) -> list[str]:
    """Say where, after each roster, the past the next period is told of is not what the rosters make it."""
    carried, told = whole, []
    for n, roster in enumerate(rosters, start=1):
        carried = moved_on(carried, roster)
        reckoned = Reckoning(whole, tuple(rosters[:n]), holidays)
        told += [f"roster {n}: {said}" for said in reckoned.differences(carried)]
    return told


def judge_as_one(whole: Problem, rosters: Sequence[Roster]) -> Judgement:
    """Judge rosters that follow one another as one roster of all their weeks."""
    joined = Reckoning(whole, tuple(rosters)).assignments
    roster = rosters[0].model_copy(update={"weeks": whole.weeks, "assignments": joined})
    return judge(RULEBOOK.of(whole), whole, roster)


def _drafted(hub: Path, before: list[Path], out: Path, weeks: int, seconds: int) -> Figures:
    period = ["--weeks", str(weeks), *(word for file in before for word in ("--after", str(file)))]
    searched = ["--seconds", str(seconds), "--seed", "1", "--json"]
    draft = json.loads(_run("draft", str(hub), "--out", str(out), *period, *searched))
    check = json.loads(_run("check", str(hub), str(out), *period, "--json", codes=(0, 1)))
    return {
        "hard_violations": check["hard_violations"],
        "minutes_short": {name: short["minutes"] for name, short in check["shortfall"].items()},
        "minutes_short_proven": draft["shortfall_bound"],
        "cost": check["cost"],
        **{key: draft[key] for key in KEPT},
    }


def _run(*words: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run hub-roster; `check` ends with 1 where a hard rule is broken."""
    ran = subprocess.run([HUB_ROSTER, *words], check=False, capture_output=True, text=True)
    if ran.returncode not in codes:
        raise RuntimeError(f"{words[0]} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout


def _figures(judgement: Judgement) -> Figures:
    return {
        "hard_violations": len(judgement.violations),
        "rules_broken": sorted({violation.rule for violation in judgement.violations}),
        "minutes_short": {p.name.lower(): short.minutes for p, short in judgement.shortfall.items()},
        "cost": judgement.cost,
    }
