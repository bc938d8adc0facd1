"""An edit is judged by what it touches alone: the answer is the one that judging from nothing would give."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from contextlib import suppress
from functools import cache
from itertools import count
from random import Random

import pytest
from pydantic import ValidationError

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.examples import make_hub
from hub_roster.service.editing.judged import Effect, Judged, set_apart
from tests.complete import complete
from tests.properties.tiny_hubs import draw_hub
from tests.service.editing.edited import Editing

DRAWN = 8
"""Drawn hubs, which between them have rows in every table."""


@cache
def hub(name: str) -> Problem:
    """Give a hub by name, made once."""
    kind, _, seed = name.partition(" ")
    if kind == "drawn":
        return drawn(seed)
    return complete() if kind == "complete" else make_hub(9101, like=seed)


def drawn(seed: str) -> Problem:
    """Give the first hub drawn of a seed whose file would not be refused."""
    for attempt in count():
        with suppress(ValidationError):
            return draw_hub(f"edited {seed}/{attempt}")
    raise AssertionError


def as_said(found: Judged) -> dict[str, object]:
    """Give all that is answered of a roster; in which order does not matter."""
    judgement = found.judgement
    return {
        "violations": Counter(judgement.violations),
        "told": Counter(judgement.told),
        "charges": Counter(judgement.charges),
        "cost": judgement.cost,
        "by rule": dict(judgement.cost_by_rule),
        "shortfall": dict(judgement.shortfall),
        "roster": found.roster,
        "locks": found.period.problem.locks,
        "idle": found.period.idle,
    }


def effect(before: Judged, after: Judged) -> dict[str, object]:
    """Give all that is told of an edit."""
    found = Effect(before.judgement, after.judgement)
    parts = {"broken": found.broken, "mended": found.mended, "short": found.short, "met": found.met}
    return {name: Counter(part) for name, part in parts.items()} | {"by rule": found.by_rule}


def as_read(lines: Lines) -> dict[str, object]:
    """Give all that is read of a roster."""
    by_key = {
        name: dict(getattr(lines, name)) for name in ("of", "spells", "attached", "on", "assignments_on")
    }
    return {**by_key, "known": lines.known, "unknown": lines.unknown}


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        *((f"complete {seed}", 12) for seed in range(3)),
        *((f"drawn {seed}", 8) for seed in range(DRAWN)),
        ("like crewe", 8),
        ("like shropshire", 4),
    ],
)
def test_a_chain_of_edits_is_judged_as_from_nothing(name: str, steps: int) -> None:
    """Whatever is edited, fixed, released or undone, in whichever order, of a roster good or bad."""
    editing = Editing(hub(name), Random(name))
    was = editing.now, editing.from_nothing()
    done = Counter[str]()
    for step in editing.steps(steps):
        done[step] += 1
        now = editing.now, editing.from_nothing()
        assert as_said(now[0]) == as_said(now[1]), done
        assert effect(was[0], now[0]) == effect(was[1], now[1]), done
        lines = editing.now.lines
        assert as_read(lines) == as_read(Lines(lines.problem, lines.roster)), done
        was = now
    assert done["edit"] or name.startswith("drawn")


def test_chains_do_all_there_is_to_do() -> None:
    """Else the tests above would show less than they say."""
    done = Counter(
        step for seed in range(6) for step in Editing(hub("complete"), Random(f"complete {seed}")).steps(12)
    )
    assert set(done) == {"edit", "fix", "release", "undo", "redo"}


def test_what_is_set_apart_is_there_afterwards() -> None:
    """And what nobody holds any more is let go first, or it would stay for good."""

    class Held:
        def __init__(self) -> None:
            self.itself = self

    kept, gone = Held(), weakref.ref(Held())
    set_apart()
    try:
        assert gone() is None
        assert kept.itself is kept
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
