"""The roster that hangs on the wall, set by typst as a tagged PDF (PDF/UA-1).

Names reach the template as data and are text there, so that no name can be taken for markup. It holds no
clock time: equal rosters of equal problems make equal bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typst

from hub_roster.exchange.disk import put
from hub_roster.exchange.roster_week import labels
from hub_roster.exchange.typeset import pdf, unknown_letters
from hub_roster.exchange.wall_pages import Paper
from hub_roster.exchange.wall_sections import wall_of

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines

TEMPLATE = Path(__file__).with_name("wall_roster.typ").read_bytes()


def write_wall_roster(lines: Lines, path: Path, paper: Paper = Paper.A3) -> None:
    """Write a roster to hang up as a PDF file.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    put(path, wall_roster(lines, paper))


def wall_roster(lines: Lines, paper: Paper = Paper.A3) -> bytes:
    """Give a roster to hang up, as a PDF.

    The standard allows no letter that cannot be shown: people whose names hold one are called by their keys,
    and elsewhere a question mark stands for it.
    """
    given = wall_of(lines, paper).model_dump_json()
    try:
        return pdf(TEMPLATE, roster=given)
    except typst.TypstError:
        unknown = unknown_letters(given)
        if not unknown:
            raise
    called = {
        key: key if unknown.intersection(name) else name for key, name in labels(lines.problem.people).items()
    }
    spelt = wall_of(lines, paper, called).model_dump_json()
    return pdf(TEMPLATE, roster=spelt.translate(dict.fromkeys(map(ord, unknown), "?")))
