"""The command line: parse, call, present."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C while it is still loading ends it without a traceback."""
    try:
        from hub_roster.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; nothing was written.\n")
        sys.exit(130)
