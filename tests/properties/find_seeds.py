"""Find hubs for the tests: `python -m tests.properties.find_seeds --hubs 3000 --minutes 60`.

Two small sets of seeds are looked for, greedily, in two processes, and printed to be pasted: RARE, between
which every rule matters often enough; and SEEDS, between which every kind of fault is caught in the rows of
every rule that posts any.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from typing import TypeVar

from tests.properties.comparison import Comparison, rule_names
from tests.properties.every_roster import tiny
from tests.properties.row_faults import FaultKind, tally

ENOUGH = 3
"""Hubs in which each rule is to matter."""

SMALL = 600
"""Rosters of a hub in which faults are tried: each fault is looked for in all of them."""

PROCESSES = 2

Caught = tuple[str, str]
"""A rule that posts rows, and a kind of fault noticed in them."""

T = TypeVar("T")


def mattering(seed: int) -> tuple[int, frozenset[str], frozenset[str]]:
    """Give how many rosters a hub has, the rules that mattered in it, and those with rows."""
    comparison = Comparison(tiny(seed))
    posting = frozenset(rule for rule, _ in comparison.tiny.program.names)
    return len(comparison.tiny.all), frozenset(comparison.mattered()), posting


def catching(seed: int) -> frozenset[Caught]:
    """Give what is caught in a hub, faults put into its rows one at a time."""
    caught, _ = tally(Comparison(tiny(seed)), seed)
    return frozenset((rule, kind.value) for (rule, kind), times in caught.items() if times)


def covering(found: Mapping[int, frozenset[T]], times: int) -> tuple[int, ...]:
    """Give few seeds between which everything found in any of them is there so often, or as often as it is.

    Each next seed is the one that adds most of what is still wanted, what is seldom found counting more.
    """
    often = Counter(thing for things in found.values() for thing in things)
    wanted = {thing: min(times, count) for thing, count in often.items()}
    chosen: list[int] = []
    while any(wanted.values()):
        best = max(
            (seed for seed in found if seed not in chosen),
            key=lambda seed: (sum(1 / often[t] for t in found[seed] if wanted[t] > 0), -seed),
        )
        chosen.append(best)
        for thing in found[best]:
            wanted[thing] = max(0, wanted[thing] - 1)
    return tuple(sorted(chosen))


class Finder:
    """A search of hubs by seed that ends with its time.

    Parameters
    ----------
    minutes
        How long each of the two searches may take.
    """

    def __init__(self, pool: ProcessPoolExecutor, minutes: float) -> None:
        self._pool = pool
        self._seconds = 60 * minutes

    def over(self, seeds: Iterable[int], look: Callable[[int], T]) -> Iterator[tuple[int, T]]:
        """Look at hub after hub, some ahead of what was asked for, until the time is up."""
        ends = time.monotonic() + self._seconds
        ahead: list[tuple[int, Future[T]]] = []
        for seed in seeds:
            ahead.append((seed, self._pool.submit(look, seed)))
            if len(ahead) >= 4 * PROCESSES:
                first, future = ahead.pop(0)
                yield first, future.result()
            if time.monotonic() > ends:
                print(f"stopped at seed {seed}: the time is up", file=sys.stderr)
                break
        for first, future in ahead:
            yield first, future.result()


def rare(finder: Finder, hubs: int) -> tuple[dict[int, frozenset[str]], dict[int, frozenset[str]]]:
    """Look where rules matter; give that, and the rules with rows in hubs small enough to try faults in."""
    found: dict[int, frozenset[str]] = {}
    posting: dict[int, frozenset[str]] = {}
    for seed, (rosters, mattered, rows) in finder.over(range(hubs), mattering):
        found[seed] = mattered
        if rosters <= SMALL:
            posting[seed] = rows
    counts = Counter(name for names in found.values() for name in names)
    for name in sorted(rule_names(), key=lambda name: counts[name]):
        if counts[name] < 4 * ENOUGH:
            print(f"'{name}' matters in {counts[name]} of {len(found)} hubs", file=sys.stderr)
    return found, posting


def faults(finder: Finder, posting: Mapping[int, frozenset[str]], first: Iterable[int]) -> tuple[int, ...]:
    """Give seeds between which every kind of fault in every rule's rows is caught, as far as is found.

    Hubs in `first` are tried first: rules matter there, and so do their rows.
    """
    missing = set(product(sorted(frozenset().union(*posting.values())), [kind.value for kind in FaultKind]))
    found: dict[int, frozenset[Caught]] = {}
    order = [seed for seed in dict.fromkeys((*first, *posting)) if seed in posting]

    def worth_trying() -> Iterator[int]:
        for seed in order:
            if not missing:
                return
            if posting[seed] & {rule for rule, _ in missing}:
                yield seed

    for seed, caught in finder.over(worth_trying(), catching):
        found[seed] = caught
        missing -= caught
    for rule, kind in sorted(missing):
        print(f"no hub found in which '{kind}' is caught in rows of '{rule}'", file=sys.stderr)
    return covering(found, 1)


def main(arguments: list[str]) -> None:
    """Search, and print what is to be pasted."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties.find_seeds")
    parser.add_argument("--hubs", type=int, default=3000, help="how many hubs are looked at")
    parser.add_argument("--minutes", type=float, default=30, help="how long each search may take")
    asked = parser.parse_args(arguments)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        finder = Finder(pool, asked.minutes)
        mattered, posting = rare(finder, asked.hubs)
        chosen = covering(mattered, ENOUGH)
        print("# test_judge_and_program.py\nRARE =", chosen, flush=True)
        seeds = faults(finder, posting, chosen)
    print("# test_row_faults.py\nSEEDS =", seeds)
    print("POSTING = (")
    for name in sorted(frozenset().union(*posting.values())):
        print(f'    "{name}",')
    print(")")


if __name__ == "__main__":
    main(sys.argv[1:])
