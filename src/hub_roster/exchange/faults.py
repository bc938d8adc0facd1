"""Faults of a file: every one at once, each with the place a person can go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A place in a workbook: a sheet, and row and title of the column where they are known.

    Attributes
    ----------
    file
        The file's name where it is not the hub's own file; else empty.
    """

    sheet: str
    row: int | None = None
    column: str | None = None
    file: str = ""

    def __str__(self) -> str:
        """Give it as a person would say it."""
        parts = [f"file '{self.file}'"] if self.file else []
        parts.append(f"sheet '{self.sheet}'")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column '{self.column}'")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A place in a JSON file, such as ``$.people[3].base``."""

    path: str

    def __str__(self) -> str:
        """Give the path."""
        return self.path


Place = SheetPlace | JsonPlace


@dataclass(frozen=True, slots=True)
class FileFault:
    """One thing wrong with a file.

    Attributes
    ----------
    place
        None where it is the file itself.
    cause
        Other things are wrong because of it, and are not told: it is named before all else.
    """

    place: Place | None
    message: str
    cause: bool = False

    def __str__(self) -> str:
        """Give place and message on one line."""
        return self.message if self.place is None else f"{self.place}: {self.message}"


class UnreadableFile(Exception):
    """A file that does not hold what was looked for; carries every fault found in it."""

    def __init__(self, path: Path, faults: Sequence[FileFault]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__(path, self.faults)

    def __str__(self) -> str:
        """Give the file's name and its faults, one a line."""
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        return "\n".join([f"{self.path}: {count}", *(f"  {fault}" for fault in self.faults)])


class UnwritableFile(Exception):
    """A file that could not be written; whatever stood there before still stands."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        """Give the file's name and the reason on one line."""
        return f"{self.path} could not be written: {self.reason}"


class Unclear(ValueError):
    """A value that cannot be taken for what its column holds; the message says why, in words."""


def unreadable(path: Path, message: str) -> UnreadableFile:
    """Make the error of a file that is wrong as a whole."""
    return UnreadableFile(path, [FileFault(None, message)])
