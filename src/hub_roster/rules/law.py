"""What the law says of a number that a policy may change."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic.fields import FieldInfo

from hub_roster.rules.ranges import figure


@dataclass(frozen=True, slots=True)
class Law:
    """The bound the law sets to a number, inside the range it may have at all.

    A policy may lie beyond it only where an agreement or an exemption lets it, which no file can show: so it
    is not refused, and never passed over in silence.
    """

    least: float | None = None
    most: float | None = None

    def is_kept_by(self, value: float) -> bool:
        """Say whether a number is at least as strict."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        """Give it as the end of "the law says"."""
        bounds = (("at least", self.least), ("at most", self.most))
        return " and ".join(f"{side} {figure(bound)}" for side, bound in bounds if bound is not None)


def law_of(field: FieldInfo) -> Law | None:
    """Give what the law says of a number; None where it says nothing."""
    return next((each for each in field.metadata if isinstance(each, Law)), None)
