"""What values a number of the policy can have, read from its model and said in words."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where a number may lie.

    Attributes
    ----------
    least, most
        None where there is no bound on that side.
    beyond_least, below_most
        The bound itself is not allowed.
    whole
        Only whole numbers are.
    """

    least: float | None
    most: float | None
    beyond_least: bool
    below_most: bool
    whole: bool

    def __str__(self) -> str:
        """Give it as the end of a sentence about the number, such as "at least 0 and at most 48"."""
        parts = []
        if self.least is not None:
            parts.append(f"{'more than' if self.beyond_least else 'at least'} {figure(self.least)}")
        if self.most is not None:
            parts.append(f"{'less than' if self.below_most else 'at most'} {figure(self.most)}")
        said = " and ".join(parts)
        if self.whole:
            return f"a whole number{', ' if said else ''}{said}"
        return said or "any number"

    @property
    def bounds(self) -> str:
        """Give the bounds alone, as briefly as a table has room for."""
        if self.least is None and self.most is None:
            return "any"
        least = "" if self.least is None else f"{'over ' if self.beyond_least else ''}{figure(self.least)}"
        most = "" if self.most is None else f"{'under ' if self.below_most else ''}{figure(self.most)}"
        if not most:
            return least if self.beyond_least else f"{least} or more"
        return f"{least} to {most}" if least else f"up to {most}"


def figure(number: float) -> str:
    """Give a number as people write it: 11, 12.5, 20261224."""
    return str(int(number)) if number == int(number) else f"{number:g}"


def range_of(field: FieldInfo) -> Range:
    """Give the range of a number of a rule."""
    bounds: dict[str, float] = {}
    for bound in field.metadata:
        bounds |= {side: getattr(bound, side) for side in ("ge", "gt", "le", "lt") if hasattr(bound, side)}
    return Range(
        least=bounds.get("ge", bounds.get("gt")),
        most=bounds.get("le", bounds.get("lt")),
        beyond_least="gt" in bounds,
        below_most="lt" in bounds,
        whole=field.annotation is int,
    )
