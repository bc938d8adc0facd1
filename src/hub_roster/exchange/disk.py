"""Files taken in whole, and put in place whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from hub_roster.exchange.faults import UnwritableFile, unreadable

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 256 * 1024 * 1024
"""More than any hub's file by far; beyond it memory would be at risk."""


def take(path: Path) -> bytes:
    """Give all bytes of a file.

    Raises
    ------
    UnreadableFile
        Where there is no such file, or it is a folder, empty, far too large or closed to us.
    """
    try:
        if path.is_dir():
            raise unreadable(path, "This is a folder, not a file.")
        if not path.exists():
            raise unreadable(path, "There is no such file.")
        if not path.is_file():
            raise unreadable(path, "This is a device or a pipe, not a file.")
        if path.stat().st_size > MOST_BYTES:
            raise unreadable(path, "The file is far too large to be a hub's.")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise unreadable(path, f"The file could not be opened: {_reason(error)}.") from error
    if not content:
        raise unreadable(path, "The file is empty.")
    return content


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there: nothing half-written ever stands.

    Raises
    ------
    UnwritableFile
        Where it cannot be written; what stood there before is untouched.
    """
    try:
        with putting(path) as file:
            file.write(content)
    except ValueError as error:  # a name that no file can have
        raise UnwritableFile(path, _reason(error)) from error


@contextmanager
def putting(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Write a file piece by piece beside its place, and move it there when the block ends; not if it raises.

    Parameters
    ----------
    private
        For its owner alone, whatever the folder's custom is.

    Raises
    ------
    UnwritableFile
        Where it cannot be written; what stood there before is untouched.
    """
    try:
        target = path.resolve()
        beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.part")
        try:
            # Not through tempfile: its files are closed to everyone else, whatever the folder's custom is.
            with open(beside, "xb", opener=_for_its_owner if private else None) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnwritableFile(path, _reason(error)) from error


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, if it is not there.

    Raises
    ------
    UnwritableFile
        Where it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(folder, _reason(error)) from error


def _reason(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) else None
    return (words or str(error) or "unknown reason").lower()
