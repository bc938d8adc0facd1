"""How a draft went, as CSV: a line for each thing it told, written at once, so that giving up loses none."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hub_roster.program.statement import Priority

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hub_roster.solver.limits import Progress, Report

HEADINGS = (
    "seconds",
    "work",
    "phase",
    *(f"{priority.name.lower()}_minutes_short" for priority in Priority),
    "cost",
    "bound",
    "columns",
)


@contextmanager
def draft_log(path: Path) -> Iterator[Report]:
    """Write what a draft reports to a file, line by line.

    Columns: seconds since solving began; work done, in CP-SAT's deterministic seconds; the phase; minutes
    short by priority and the cost, of the best roster so far; the bound on that cost, once it is proven that
    nothing can be less short; and how many columns the relaxation has. What is not known yet is left empty.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADINGS)

        def write(progress: Progress) -> None:
            lines.writerow(_line(progress))
            file.flush()

        yield write


def _line(progress: Progress) -> list[object]:
    shortfall = progress.shortfall or (None,) * len(Priority)
    return [
        f"{progress.seconds:.3f}",
        f"{progress.work:.3f}",
        progress.phase.name.lower(),
        *shortfall,
        progress.cost,
        progress.bound,
        progress.columns,
    ]
