"""Hub files with something in them changed at random: cells, markup, parts, bytes; JSON values and text.

Everything is drawn from one source of chance, so that a seed makes the same file again.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

MOST_UNPACKED = 4_000_000

Change = Callable[[bytes, Random], bytes]

CELL = re.compile(rb"<c [^<>]*?(?:/>|>.*?</c>)", re.DOTALL)
TEXT = re.compile(rb"(?<=>)[^<>]{1,200}(?=</)")
ATTRIBUTE = re.compile(rb'(?<==")[^"<>]{0,60}(?=")')

HOSTILE: tuple[bytes, ...] = (
    b"",
    b" ",
    b"0",
    b"-1",
    b"1E400",
    b"NaN",
    b"99999999999999999999",
    b"2958466",
    b"45000.99999999",
    b"0.5",
    b"TRUE",
    b"#REF!",
    b"=1+1",
    b"&#0;",
    b"&amp;lt;",
    b"_x0000_",
    "\u200b".encode(),
    "\u00a0".encode(),
    "\ud83e\udda2".encode("utf-16", "surrogatepass").decode("utf-16").encode(),
    b"\xff\xfe",
    b"x" * 40000,
    b"15/01/2026",
    b"01/15/2026",
    b"24:00",
    b"12pm",
    b"7.5h",
    b"yes",
    b"Mon-Fri",
    b'"',
    b"A1:XFD1048576",
    b"XFD1048576",
    b"1048577",
)

CELLS: tuple[bytes, ...] = (
    b'<c r="A2" t="s"><v>999999</v></c>',
    b'<c r="B2" t="s"><v>-1</v></c>',
    b'<c r="C2" t="e"><v>#N/A</v></c>',
    b'<c r="D2" t="b"><v>2</v></c>',
    b'<c r="E2" t="d"><v>2026-01-05T00:00:00Z</v></c>',
    b'<c r="F2" t="inlineStr"><is><t>Moor</t></is></c>',
    b'<c r="G2" t="inlineStr"><is/></c>',
    b'<c r="H2" t="str"><f>A1</f><v>1</v></c>',
    b'<c r="A2" s="99999"><v>1</v></c>',
    b'<c r="A3"><f t="shared" ref="A3:A9" si="0">A1</f></c>',
    b'<c r="A4"><f t="array" ref="A4:A9">A1</f></c>',
    b'<c r="ZZZZ9"><v>1</v></c>',
    b'<c r="9"><v>1</v></c>',
    b"<c><v>1</v></c>",
    b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    b'<row r="2"/><row r="1"/>',
    b'<row r="-5"><c r="A5"/></row>',
    b'<row hidden="1"/>',
    b'</sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells><sheetData>',
    b'<!DOCTYPE x [<!ENTITY a "aaaa">]>',
    b"&unknown;",
    b"<!--",
    b"]]>",
)


def workbook_changed(content: bytes, chance: Random) -> bytes:
    """Give a workbook with one to three things changed; what is no zip has bytes changed."""
    parts = unpacked(content)
    if not parts or chance.random() < 0.05:
        return bytes_changed(content, chance)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        if chance.random() < 0.75:
            name = chance.choice([n for n in sorted(parts) if "sheet" in n.lower()] or [name])
        change = chance.choice(PART_CHANGES)
        if change is None:
            del parts[name]
            if not parts:
                break
        else:
            parts[name] = change(parts[name], chance)
    return packed(parts)


def unpacked(content: bytes) -> dict[str, bytes]:
    """Give the parts of a zip file by name; none of what is no zip, or a large one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            if sum(part.file_size for part in container.infolist()) > MOST_UNPACKED:
                return {}
            return {name: container.read(name) for name in container.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return {}


def packed(parts: dict[str, bytes]) -> bytes:
    """Give a zip file of some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for name, part in parts.items():
            container.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def bytes_changed(content: bytes, chance: Random) -> bytes:
    """Give bytes with a few of them overwritten, left out, put in or cut off."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at : at + 1] = chance.randbytes(1)
            case 1:
                del data[at : at + chance.choice((1, 4, 100))]
            case 2:
                data[at:at] = chance.choice(HOSTILE)
            case _:
                del data[at:]
    return bytes(data)


def _replaced(pattern: re.Pattern[bytes], by: tuple[bytes, ...]) -> Change:
    def change(part: bytes, chance: Random) -> bytes:
        found = list(pattern.finditer(part))
        if not found:
            return bytes_changed(part, chance)
        old = chance.choice(found)
        new = chance.choice([*by, chance.choice(found)[0]])
        return part[: old.start()] + new + part[old.end() :]

    return change


def _doubled(part: bytes, chance: Random) -> bytes:
    start, end = sorted(chance.randrange(len(part) + 1) for _ in range(2))
    return part[:end] + part[start:end][:50000] + part[end:]


PART_CHANGES: tuple[Change | None, ...] = (
    _replaced(TEXT, HOSTILE),
    _replaced(TEXT, HOSTILE),
    _replaced(CELL, CELLS),
    _replaced(CELL, CELLS),
    _replaced(ATTRIBUTE, HOSTILE),
    _replaced(ATTRIBUTE, HOSTILE),
    bytes_changed,
    _doubled,
    None,
)

VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    1e308,
    float("nan"),
    float("inf"),
    "",
    " ",
    "\u0000",
    "\ud800",
    "\u200b",
    "x" * 5000,
    "2026-01-05",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "24:00",
    "07:30",
    "2026-01-05T07:30",
    "2026-01-05T07:30:00Z",
    [],
    {},
    [[]],
    [None] * 30,
    {"": ""},
    "Mon",
    "a/b",
    "Cliff/2026-01-05/Early/\u0665",
    "Cliff/0000-00-00/Early/99999999999999999999",
)


def json_changed(content: bytes, chance: Random) -> bytes:
    """Give JSON with a few values changed, moved, repeated or left out; else with bytes changed."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return bytes_changed(content, chance)
    if chance.random() < 0.1:
        return bytes_changed(content, chance)
    for _ in range(chance.randint(1, 4)):
        spots = list(_spots(whole))
        if not spots:
            break
        held, key = chance.choice(spots)
        match chance.randrange(6):
            case 0:
                del held[key]
            case 1 if isinstance(held, list):
                held.insert(key, deepcopy(chance.choice([held[key], chance.choice(VALUES)])))
            case 1:
                held[chance.choice((f"{key}s", str(key).upper(), "", "person"))] = held.pop(key)
            case 2:
                other, at = chance.choice(spots)
                held[key] = deepcopy(other[at])
            case _:
                held[key] = deepcopy(chance.choice(VALUES))
    return json.dumps(whole).encode("utf-8", "surrogatepass")


def _spots(held: Any) -> list[tuple[Any, Any]]:
    """Give every place of a JSON value that holds something, as what holds it and its key there."""
    found: list[tuple[Any, Any]] = []
    waiting = [held]
    while waiting and len(found) < 5000:
        inner = waiting.pop()
        if isinstance(inner, dict | list):
            for key in list(inner) if isinstance(inner, dict) else range(len(inner)):
                found.append((inner, key))
                waiting.append(inner[key])
    return found
