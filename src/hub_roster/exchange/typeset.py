"""Pages set by typst as tagged PDF (PDF/UA-1): what is common to all of them.

What a page says reaches its template as data and is text there, so that no name can be taken for markup.
"""

from __future__ import annotations

from pathlib import Path

import font_lato
import typst

from hub_roster.exchange.record_sheets import Sheet

FONTS = typst.Fonts(include_system_fonts=False, font_paths=[font_lato.font_directory])
"""Only the fonts that come with the packages, so that it looks the same on every machine."""

ONE_LETTER = b"""#set document(title: "letter", date: none)
#set text(font: "Lato")
#sys.inputs.letter"""
"""Sets one letter, to find out whether there is a glyph for it."""

RECORD_SHEET = Path(__file__).with_name("record_sheet.typ").read_bytes()


def pdf(template: bytes, **given: str) -> bytes:
    """Set a template with what it is given.

    Raises
    ------
    typst.TypstError
        Where a letter cannot be shown, which the standard does not allow.
    """
    return typst.compile(template, format="pdf", font_paths=FONTS, sys_inputs=given, pdf_standards="ua-1")


def unknown_letters(given: str) -> set[str]:
    """Give the letters of a text that there is no glyph for."""
    return {letter for letter in set(given) if not letter.isascii() and not _has_glyph(letter)}


def record_sheet(sheet: Sheet) -> bytes:
    """Set a sheet of records; a question mark stands for a letter that cannot be shown."""
    given = sheet.model_dump_json()
    try:
        return pdf(RECORD_SHEET, sheet=given)
    except typst.TypstError:
        unknown = unknown_letters(given)
        if not unknown:
            raise
    return pdf(RECORD_SHEET, sheet=given.translate(dict.fromkeys(map(ord, unknown), "?")))


def _has_glyph(letter: str) -> bool:
    try:
        pdf(ONE_LETTER, letter=letter)
    except typst.TypstError:
        return False
    return True
