"""What changed from one contract to the next, by place."""

from __future__ import annotations

from collections.abc import Iterator


def changes(kept: object, given: object, place: str = "") -> Iterator[str]:
    """Say what is gone, changed and new."""
    if not isinstance(kept, dict) or not isinstance(given, dict):
        if kept != given:
            yield f"changed: {place.strip()}, from {kept!r} to {given!r}"
        return
    for name in kept:
        if name not in given:
            yield f"gone: {place}{name}"
        else:
            yield from changes(kept[name], given[name], f"{place}{name} ")
    yield from (f"new: {place}{name}" for name in given if name not in kept)
