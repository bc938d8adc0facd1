"""How a hard rule is told to those who may not know why: by its name, by its class, or folded into one."""

from __future__ import annotations

from enum import StrEnum


class Told(StrEnum):
    """What a reader without further rights is told of a rule that keeps a person from a task.

    `PRIVATE` is what a rule is unless it says otherwise: it is never told from the others of its class, so
    that no difference between two answers gives a restriction, a view or an adjustment away.
    `solver/explain.py` says why each class holds what it holds.
    """

    NOT_THEIRS = "not theirs to do"
    SKILL = "a check or skill is missing"
    PRIVATE = "not available for this"
    ELSEWHERE = "on another task then"
    SHAPE = "does not make a duty with what they do"
    RESTING = "resting"
    HOURS = "hours used up"
    TASK = "about the task, whoever takes it"


STANDS = frozenset({Told.NOT_THEIRS, Told.SKILL, Told.PRIVATE})
"""What keeps somebody from a task whatever else a roster holds."""
