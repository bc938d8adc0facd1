"""A workbook as bytes: equal workbooks make equal bytes, whenever they are saved."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

MADE = datetime(2026, 1, 1)
"""When every workbook says it was made, so that equal problems make equal bytes."""

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def bytes_of(book: Workbook) -> bytes:
    """Give a workbook as the bytes of its file."""
    book.properties.creator = "hub-roster"
    book.properties.created = MADE
    saved = io.BytesIO()
    book.save(saved)
    return _without_clock(saved.getvalue())


def _without_clock(content: bytes) -> bytes:
    """Give the same workbook without the moment it was saved at, which every part tells."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == CORE:
                part = MODIFIED.sub(rb"\g<1>" + f"{MADE.isoformat()}Z".encode(), part)
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return fixed.getvalue()
