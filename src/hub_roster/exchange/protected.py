"""Workbooks that Excel keeps protected with a password, opened with it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msoffcrypto import OfficeFile
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from hub_roster.exchange.faults import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Passwords = Callable[[Path], Sequence[str]]
    """Gives the passwords to try for a file, asked only where it is protected; none where none is known."""

CONTAINER = b"\xd0\xcf\x11\xe0"
"""How the older container begins that Excel keeps .xls and password-protected files in."""

DAMAGED = "The workbook is protected or of an old kind, and it is damaged: Excel may be able to repair it."


def no_passwords(path: Path) -> Sequence[str]:
    """Know no password of any file."""
    del path
    return ()


def opened(path: Path, content: bytes, passwords: Passwords) -> bytes:
    """Give the workbook inside a protected file; it is never longer than the file.

    Parameters
    ----------
    path
        Only named in messages; nothing decrypted is ever written.
    content
        The file's bytes, which begin as `CONTAINER`.
    passwords
        Asked once.

    Raises
    ------
    UnreadableFile
        Where no password fits, none is known, or the file is no protected workbook.
    """
    try:
        office = OfficeFile(io.BytesIO(content))
    except Exception as error:
        # Over a damaged container the library raises anything: OSError, struct.error, KeyError.
        raise unreadable(path, DAMAGED) from error
    if not isinstance(office, OOXMLFile):
        message = (
            "This is a workbook of an old kind (.xls), whatever its name says: "
            "open it in Excel and save it as .xlsx."
        )
        raise unreadable(path, message)
    known = passwords(path)
    if not known:
        raise unreadable(path, "The workbook is protected with a password, and none was given.")
    for password in known:
        found = _with_password(path, office, password)
        if found is not None:
            return found
    words = "The password is wrong." if len(known) == 1 else "None of the passwords given is right."
    raise unreadable(path, words)


def _with_password(path: Path, office: OOXMLFile, password: str) -> bytes | None:
    inside = io.BytesIO()
    try:
        office.load_key(password=password, verify_password=True)
        office.decrypt(inside)
    except InvalidKeyError:
        return None
    except Exception as error:
        raise unreadable(path, DAMAGED) from error
    return inside.getvalue()
