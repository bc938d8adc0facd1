"""Commands that say more of a roster: the same files and period, written out to be copied."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period
from hub_roster.cli.words import day_figures
from hub_roster.service.settings import CALLED


def program() -> str:
    """Give the name this program was called by: a command that is printed has to run as it stands."""
    return os.environ.get(CALLED) or "hub-roster"


@dataclass(frozen=True, slots=True)
class Why:
    """A roster that was shown, by its files."""

    files: HubFiles
    period: Period
    roster: Path

    def command(self, task: str) -> Sequence[str]:
        """Give the words of the command that explains why a task is short."""
        return self._of("explain", str(self.roster), "--task", task)

    def continuity(self) -> Sequence[str]:
        """Give the words of the command that shows every young person."""
        return self._of("continuity", str(self.roster))

    def locks(self) -> Sequence[str]:
        """Give the words of the command that explains which locks cannot all stand."""
        return self._of("explain", "--locks")

    def _of(self, command: str, *more: str) -> Sequence[str]:
        words = [program(), command, str(self.files.path), *more]
        if self.period.first:
            words += ["--from", day_figures(self.period.first)]
        if self.period.weeks:
            words += ["--weeks", str(self.period.weeks)]
        for path in self.period.after:
            words += ["--after", str(path)]
        if self.files.restrictions:
            words += ["--restrictions", str(self.files.restrictions)]
        if self.files.password_file:
            words += ["--password-file", str(self.files.password_file)]
        return words
