"""Where things are written: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

# No markup: names and codes come from a hub's file and may hold square brackets.
out = Console(highlight=False, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, markup=False, emoji=False)


def heading(words: str) -> None:
    """Write the heading of a part of a report."""
    out.print()
    out.print(Text(words, style="bold"))


def say(words: str) -> None:
    """Write a sentence of a report, in lines as long as the screen is wide."""
    out.print(Text(words))


def name_file(words: str) -> None:
    """Write a line that names a file, never broken: it is to be copied."""
    out.print(Text(words), soft_wrap=True)


def item(words: str) -> None:
    """Write one point of a list; its further lines stand under its first word."""
    _hang("  - ", words)


def below(words: str) -> None:
    """Write what belongs to the point of a list above it."""
    _hang("      ", words)


def _hang(first: str, words: str) -> None:
    width = max(20, out.width - len(first))
    for number, line in enumerate(Text(words).wrap(out, width)):
        out.print(Text(first if number == 0 else " " * len(first)) + line)


def name_command(before: str, words: Sequence[str]) -> None:
    """Write a command after some words; a line of it too long for the screen goes on after a backslash."""
    lines = [before]
    for quoted in map(shlex.quote, words):
        if len(lines[-1]) + len(quoted) + 3 > out.width:
            lines[-1] += " \\"
            lines.append(f"    {quoted}")
        else:
            lines[-1] += f" {quoted}"
    name_file("\n".join(lines))


def tell(words: str) -> None:
    """Write to whoever waits; standard output holds results only."""
    err.print(Text(words), soft_wrap=True)


def write_object(whole: dict[str, object] | list[object]) -> None:
    """Write the one object, or list, that `--json` promises, in a fixed form."""
    sys.stdout.write(json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n")
