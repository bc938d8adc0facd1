"""Draws: named streams of one seed, so that changing one table leaves the others as they were."""

from __future__ import annotations

from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """Gives each topic its own generator, the same on every machine.

    Parameters
    ----------
    seed
        The seed of the whole example, as text.
    scope
        What the topics belong to: the number of the hub.
    """

    def __init__(self, seed: str, scope: str) -> None:
        self._root = f"hub-roster/{seed}/{scope}"

    def on(self, topic: str) -> Random:
        """Give the generator of a topic, at its beginning."""
        # A text seed is hashed with SHA-512 by Random itself: no PYTHONHASHSEED in it.
        return Random(f"{self._root}/{topic}")


def shuffled(items: list[T] | tuple[T, ...], draw: Random) -> list[T]:
    """Give the items in a drawn order."""
    return draw.sample(list(items), len(items))


def weighted(weights: dict[T, float], draw: Random) -> T:
    """Draw one key by weight."""
    return draw.choices(list(weights), list(weights.values()))[0]
