"""How good drafts are, how fast, and how near the best they are proven to be: `./hub prove solver`.

Each case is one hub and one time limit, drafted with three seeds and checked; its figures are medians. After
10 seconds a draft is also held against one plain CP-SAT model of the same hub after 60 (`plain_cp_sat`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from hubs import command, drafted_by
from plain_cp_sat import plainly_drafted

from hub_roster.exchange.files import read_problem
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

SEEDS = (1, 2, 3)
PLAIN_SECONDS = 60.0
MOST_MEGABYTES = 2000

Figures = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a draft of a hub has to show.

    Attributes
    ----------
    like, made_with, weeks
        The example hub it is like, the seed it is made with (None for the fixture), and its weeks.
    gap
        The widest gap that holds; it counts as wide without end while the shortfall is not proven least.
    aim
        The gap aimed at.
    first
        Seconds to the first roster that is as little short as the last, where asked.
    """

    like: str
    made_with: int | None
    weeks: int
    seconds: int
    gap: float | None
    aim: float | None = None
    first: float | None = None


def _asked() -> dict[str, Asked]:
    hubs: list[tuple[str, int | None]] = [("north-yorkshire", None), ("crewe", None)]
    hubs += [("north-yorkshire", seed) for seed in (9001, 9002, 9003)] + [
        ("crewe", seed) for seed in (9001, 9002)
    ]
    asked: dict[str, Asked] = {}
    for like, seed in hubs:
        name = like if seed is None else f"{like} {seed}"
        first = 3.0 if seed is None else None
        asked[f"{name}, 10 s"] = Asked(like, seed, 1, 10, gap=0.04, aim=0.02, first=first)
        asked[f"{name}, 60 s"] = Asked(like, seed, 1, 60, gap=0.03, aim=0.01)
    asked["shropshire, 10 s"] = Asked("shropshire", None, 1, 10, gap=None, first=6.0)
    asked["shropshire, 60 s"] = Asked("shropshire", None, 1, 60, gap=0.05, aim=0.03)
    asked["north-yorkshire 4 weeks, 10 s"] = Asked("north-yorkshire", 1, 4, 10, gap=None)
    asked["north-yorkshire 4 weeks, 120 s"] = Asked("north-yorkshire", 1, 4, 120, gap=0.06, aim=0.03)
    return asked


ASKED: Mapping[str, Asked] = MappingProxyType(_asked())
CASES = tuple(ASKED)


def prove_solver(case: str) -> Figures:
    """Draft one hub with each seed, check every roster, and compare."""
    asked = ASKED[case]
    with TemporaryDirectory() as folder:
        hub = _hub(asked, Path(folder))
        drafts = [_draft(hub, Path(folder, f"{seed}.json"), asked.seconds, seed) for seed in SEEDS]
        plain = _plain(hub) if asked.seconds == 10 else None
    gaps = [each["gap"] for each in drafts]
    gap = None if None in gaps else median(gaps)
    first = median(each["first_complete_seconds"] for each in drafts)
    beaten = None if plain is None else sum(each["rank"] < plain["rank"] for each in drafts)
    return {
        "holds": not any(each["hard_violations"] for each in drafts)
        and (asked.gap is None or (gap is not None and gap <= asked.gap))
        and (asked.first is None or first <= asked.first)
        and (beaten is None or beaten == len(SEEDS))
        and max(each["megabytes"] for each in drafts) < MOST_MEGABYTES,
        "gap": gap,
        "gap_asked": asked.gap,
        "gap_aimed_at": asked.aim,
        "first_complete_seconds": first,
        "first_asked": asked.first,
        "better_than_plain": beaten,
        "plain": plain,
        "drafts": drafts,
        "load": os.getloadavg()[0],
    }


def _hub(asked: Asked, folder: Path) -> Path:
    if asked.made_with is None:
        return FIXTURES / f"{asked.like}.xlsx"
    hub = folder / "hub.xlsx"
    numbers = ("--seed", str(asked.made_with), "--weeks", str(asked.weeks))
    command("make-hub", "--like", asked.like, *numbers, "--out", str(hub))
    return hub


def _draft(hub: Path, roster: Path, seconds: int, seed: int) -> Figures:
    drafted, megabytes = drafted_by(hub, roster, seconds, seed)
    checked = json.loads(command("check", str(hub), str(roster), "--json"))
    kept = ("cost", "bound", "gap", "first_complete_seconds", "seconds", "work")
    return {
        "seed": seed,
        "hard_violations": checked["hard_violations"],
        "rank": [*(short["minutes"] for short in drafted["shortfall"].values()), drafted["cost"]],
        "minutes_short_proven": list(drafted["shortfall_bound"].values()),
        "megabytes": megabytes,
        **{name: drafted[name] for name in kept},
    }


def _plain(hub: Path) -> Figures:
    """Draft with one plain model, judged as all are; without a roster in time it ranks behind everything."""
    problem = read_problem(hub)
    roster = plainly_drafted(problem, PLAIN_SECONDS, seed=1)
    if roster is None:
        return {"rank": [10**9], "hard_violations": None}
    judgement = judge(RULEBOOK.of(problem), problem, roster)
    minutes = [short.minutes for short in judgement.shortfall.values()]
    return {"rank": [*minutes, judgement.cost], "hard_violations": len(judgement.violations)}
