"""JSON text taken apart, its faults said plainly, and put together in one fixed form."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from hub_roster.exchange.disk import put, take
from hub_roster.exchange.faults import unreadable

if TYPE_CHECKING:
    from pathlib import Path

MOST_TEXT = 24 * 1024 * 1024
"""Bytes of JSON: more than ten years of a hub, and less than memory could be short for."""


class JsonObject(dict[str, object]):
    """An object of a JSON file, which remembers names that stood in it twice."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    made = JsonObject(pairs)
    if len(made) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        made.repeated = tuple(sorted(name for name, count in counts.items() if count > 1))
    return made


def read_json(path: Path) -> JsonObject:
    """Give the one object a JSON file holds.

    Raises
    ------
    UnreadableFile
        Where the file is not JSON in UTF-8, or holds no object.
    """
    content = take(path)
    if len(content) > MOST_TEXT:
        raise unreadable(path, "The file is far too large to be a hub's.")
    try:
        whole = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise unreadable(path, _not_text(content)) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}"
        raise unreadable(path, f"This is not JSON: {error.msg.lower()} at {where}.") from None
    except RecursionError:
        raise unreadable(path, "This is JSON nested far too deeply to be a hub's.") from None
    except ValueError:
        raise unreadable(path, "The file holds a number with far too many digits.") from None
    if not isinstance(whole, JsonObject):
        raise unreadable(path, "The file holds no JSON object: it must begin with {.")
    return whole


def _not_text(content: bytes) -> str:
    if content.startswith(b"PK"):
        return "This is a workbook with the name of a JSON file: let its name end in .xlsx."
    return "This is not a JSON file: it is not text in UTF-8."


def write_json(whole: dict[str, object], path: Path) -> None:
    """Write a JSON file in one fixed form: names as given, one blank of indent, a line end last."""
    text = json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False)
    put(path, f"{text}\n".encode())
