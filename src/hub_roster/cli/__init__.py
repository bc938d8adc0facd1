"""The command line: parse, call, present."""

from hub_roster.cli.app import main

__all__ = ["main"]
