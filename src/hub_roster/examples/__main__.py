"""`python -m hub_roster.examples fixtures`: write an example of every kind into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from hub_roster.examples import FIXTURE_SEED, LIKE, make_hub
from hub_roster.exchange.files import write_problem


def write_all(folder: Path) -> list[Path]:
    """Write the workbook of each kind's fixture; give their paths."""
    paths = [folder / f"{like}.xlsx" for like in LIKE]
    for like, path in zip(LIKE, paths, strict=True):
        write_problem(make_hub(FIXTURE_SEED, like=like), path)
    return paths


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1])):
        print(written)
