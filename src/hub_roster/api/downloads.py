"""Files that callers take away, named so that they are recognised."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Response


class PdfAnswer(Response):
    """An accessible PDF."""

    media_type = "application/pdf"


class WorkbookAnswer(Response):
    """An Excel workbook."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CsvAnswer(Response):
    """Rows as text, which a spreadsheet opens too."""

    media_type = "text/csv"


def pdf_named(content: bytes, *words: str) -> PdfAnswer:
    """Give a PDF to keep, whose name is made of some words."""
    return PdfAnswer(content, headers=_named("pdf", words))


def workbook_named(content: bytes, *words: str) -> WorkbookAnswer:
    """Give a workbook to keep, whose name is made of some words."""
    return WorkbookAnswer(content, headers=_named("xlsx", words))


def csv_named(text: str, *words: str) -> CsvAnswer:
    """Give rows to keep; a byte order mark says to Excel in which encoding they are."""
    return CsvAnswer(text.encode("utf-8-sig"), headers=_named("csv", words))


def _named(ending: str, words: tuple[str, ...]) -> dict[str, str]:
    name = f"{' '.join(words)}.{ending}"
    return {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}
