"""What processes write of themselves: one line an event, for people or as JSON, without anybody's data.

An exception's message may quote what somebody sent or what a table holds: a young person's code, a name. So
of an exception its kind and its place in the program are written, and never its message.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, TextIO

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

LOG = "HUB_ROSTER_LOG"
"""Set to json or text; unless told, JSON where no terminal is written to."""

KINDS = ("", "json", "text")

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

LOUD = ("distributed", "alembic", "httpx2", "httpcore2")
"""What says more than is wanted of it, such as every address it sends to."""

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered."""


def without_values(error: BaseException) -> str:
    """Say of an exception what and where it was, and what it came of; nothing that was said in it."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield "which led to"
    for frame, line in walk_tb(error.__traceback__):
        yield f"  {Path(frame.f_code.co_filename).name}:{line} in {frame.f_code.co_name}"
    yield _kind(error)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            if id(each) not in seen:
                yield from _lines(each, seen)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


class WithoutValues(logging.Filter):
    """Leaves of every exception that a line would quote its kind, and says which request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        record.request_id = request_id.get()
        record.msg = _plain(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_plain(arg) for arg in record.args)
        elif record.args:
            record.args = {name: _plain(arg) for name, arg in record.args.items()}
        return True


def _plain(value: Any) -> Any:
    return _kind(value) if isinstance(value, BaseException) else value


class ForPeople(logging.Formatter):
    """Writes lines for a terminal."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Write an exception without what was said in it."""
        return "" if ei[1] is None else without_values(ei[1])


class AsJson(JsonFormatter):
    """Writes lines for a council's log server."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Write an exception without what was said in it."""
        return "" if ei[1] is None else without_values(ei[1])


def writes_json(environment: Mapping[str, str], stream: TextIO) -> bool:
    """Say whether lines are for a log server, and not for people."""
    asked = environment.get(LOG, "")
    return asked == "json" or (asked != "text" and not stream.isatty())


def formatter(environment: Mapping[str, str], stream: TextIO) -> logging.Formatter:
    """Give what writes the lines of a process."""
    if not writes_json(environment, stream):
        return ForPeople(TEXT)
    written = AsJson(
        "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        datefmt="%Y-%m-%dT%H:%M:%SZ",
        rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
        # uvicorn's, which says the same again in colours
        reserved_attrs=[*RESERVED_ATTRS, "color_message"],
    )
    written.converter = time.gmtime
    return written


def set_up(*filters: logging.Filter, environment: Mapping[str, str] | None = None) -> None:
    """Let a process write what happens to standard error.

    Parameters
    ----------
    filters
        What else every line passes.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(os.environ if environment is None else environment, sys.stderr))
    for each in (WithoutValues(), *filters):
        handler.addFilter(each)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in LOUD:
        loud = logging.getLogger(name)
        loud.setLevel(logging.WARNING)
        # Dask brings handlers of its own, whose lines would quote what an exception says.
        loud.handlers.clear()
        loud.propagate = True
    sys.excepthook = _ended
    threading.excepthook = _thread_ended


def _ended(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical("ended by a fault", exc_info=(kind, error, traceback))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        _ended(ended.exc_type, ended.exc_value, ended.exc_traceback)
