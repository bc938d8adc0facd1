"""Files that callers take away, named so that they are recognised."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Response


class PdfAnswer(Response):
    """An accessible PDF."""

    media_type = "application/pdf"


def pdf_named(content: bytes, *words: str) -> PdfAnswer:
    """Give a PDF to keep, whose name is made of some words."""
    name = f"{' '.join(words)}.pdf"
    return PdfAnswer(content, headers={"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"})
