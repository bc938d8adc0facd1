"""The command that says more of what is short: the same files and period, written out to be copied."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period
from hub_roster.cli.words import day_figures


@dataclass(frozen=True, slots=True)
class Why:
    """A roster that was shown, by its files."""

    files: HubFiles
    period: Period
    roster: Path

    def command(self, task: str) -> str:
        """Give the command that explains why a task is short."""
        words = ["hub-roster", "explain", str(self.files.path), str(self.roster), "--task", task]
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
        return shlex.join(words)
