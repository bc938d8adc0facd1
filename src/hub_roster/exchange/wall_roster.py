"""The roster that hangs on the wall, set by typst as a tagged PDF (PDF/UA-1).

Names reach the template as data and are text there, so that no name can be taken for markup. It holds no
clock time: equal rosters of equal problems make equal bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import font_lato
import typst

from hub_roster.exchange.disk import put
from hub_roster.exchange.roster_week import labels
from hub_roster.exchange.wall_pages import Paper
from hub_roster.exchange.wall_sections import wall_of

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines

TEMPLATE = Path(__file__).with_name("wall_roster.typ").read_bytes()
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[font_lato.font_directory])
"""Only the fonts that come with the packages, so that it looks the same on every machine."""

ONE_LETTER = b"""#set document(title: "letter", date: none)
#set text(font: "Lato")
#sys.inputs.letter"""
"""Sets one letter, to find out whether there is a glyph for it."""


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
        return _set(TEMPLATE, roster=given)
    except typst.TypstError:
        unknown = {letter for letter in given if not letter.isascii() and not _has_glyph(letter)}
        if not unknown:
            raise
    called = {
        key: key if unknown.intersection(name) else name for key, name in labels(lines.problem.people).items()
    }
    spelt = wall_of(lines, paper, called).model_dump_json()
    return _set(TEMPLATE, roster=spelt.translate(dict.fromkeys(map(ord, unknown), "?")))


def _has_glyph(letter: str) -> bool:
    try:
        _set(ONE_LETTER, letter=letter)
    except typst.TypstError:
        return False
    return True


def _set(template: bytes, **given: str) -> bytes:
    return typst.compile(
        template,
        format="pdf",
        font_paths=FONTS,
        sys_inputs=given,
        pdf_standards="ua-1",
    )
