"""The files a hub is read from: its own, a second one for restrictions, and their passwords."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from hub_roster.domain.problem import Problem
from hub_roster.exchange.disk import take
from hub_roster.exchange.faults import unreadable
from hub_roster.exchange.files import read_problem


@dataclass(frozen=True, slots=True)
class HubFiles:
    """A hub's file, and what goes with it.

    Attributes
    ----------
    restrictions
        A workbook of restrictions, views and the like alone; None where there is none.
    password_file
        A file of passwords, one a line; None to ask for them at the terminal.
    """

    path: Path
    restrictions: Path | None = None
    password_file: Path | None = None

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that is read: none of them may be written over."""
        return tuple(path for path in (self.path, self.restrictions, self.password_file) if path)

    def read(self) -> Problem:
        """Read the hub, and ask for a password only where a file is protected."""
        return read_problem(self.path, restrictions=self.restrictions, passwords=self.passwords)

    def passwords(self, path: Path) -> Sequence[str]:
        """Give the passwords to try for a file; a password is never an argument, which shells remember.

        Raises
        ------
        UnreadableFile
            Where the file of passwords cannot be read, or there is none and nobody to ask.
        """
        if self.password_file is not None:
            return passwords_in(self.password_file)
        if not can_be_asked():
            message = (
                "The workbook is protected with a password: give it with --password-file, "
                "or run this where you can type it."
            )
            raise unreadable(path, message)
        return (typer.prompt(f"Password of {path.name}", hide_input=True, err=True),)


def can_be_asked() -> bool:
    """Say whether somebody sits at a terminal."""
    return sys.stdin.isatty()


def passwords_in(path: Path) -> tuple[str, ...]:
    """Give the passwords of a file, one a line."""
    try:
        lines = take(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise unreadable(path, "This is not a file of passwords: it is not text in UTF-8.") from None
    found = tuple(line for line in lines if line.strip())
    if not found:
        raise unreadable(path, "There is no password in this file.")
    return found
