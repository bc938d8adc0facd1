"""Workbooks in the older container that Excel keeps protected ones in, and .xls files."""

from __future__ import annotations

import io

from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "tide & Tern 7"


def protected(content: bytes) -> bytes:
    """Protect a workbook with `PASSWORD` as Excel does."""
    inside = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(PASSWORD, inside)
    return inside.getvalue()


def of_old_kind(content: bytes) -> bytes:
    """Give a file whose container says that it holds an .xls workbook."""
    name, other = (word.encode("utf-16-le") for word in ("EncryptionInfo", "Workbook"))
    changed = bytearray(protected(content))
    at = changed.index(name)
    changed[at : at + len(name)] = other.ljust(len(name), b"\0")
    changed[at + 64 : at + 66] = (len(other) + 2).to_bytes(2, "little")
    return bytes(changed)
