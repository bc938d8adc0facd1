"""What is logged while a test runs, and what of it nobody may read there: secrets, and young people's codes.

Lines are taken as the service writes them: of every logger, from INFO on, after its filters.
"""

from __future__ import annotations

import copy
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hub_roster.api.without_tokens import WithoutTokens
from hub_roster.domain.problem import Problem
from hub_roster.service.access.passwords import SHORTEST, Passwords
from hub_roster.service.logs import TEXT, ForPeople, WithoutValues
from hub_roster.store.hub_files import HubFiles

FORMAT = ForPeople(TEXT)

SHAPES = re.compile(r"hubroster_[0-9a-f]{32}_[\w-]{20,}|/feeds/[\w-]{43}")
"""Keys and links of calendars, whichever test made them."""

OF_THE_TESTS = ("httpx2", "httpcore2")
"""Loggers of the tests' own client, which names the addresses it asks; the service writes none of theirs."""


class Leaked(AssertionError):
    """Something was logged that nobody may read there."""


class Lines(logging.Handler):
    """The lines of one test, and what of its own may stand in none of them."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.hidden: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, as the service writes it."""
        if not record.name.startswith(OF_THE_TESTS):
            written = copy.copy(record)  # the filters change what they see
            written.exc_text = None  # another handler's writing of the exception
            WithoutValues().filter(written)
            WithoutTokens().filter(written)
            self.lines.append(FORMAT.format(written))

    def leaks(self) -> list[str]:
        """Give the lines that should not be there."""
        return [line for line in self.lines if SHAPES.search(line) or any(s in line for s in self.hidden)]


@contextmanager
def watched() -> Iterator[Lines]:
    """Watch what is logged.

    Raises
    ------
    Leaked
        At the end, if a secret that was made meanwhile, a password that was looked at, or the code of a young
        person of a hub that was kept stands in any line.
    """
    lines, root = Lines(), logging.getLogger()
    level = root.level
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_urlsafe", _noting(secrets.token_urlsafe, lines))
        for name in ("hash", "verify"):
            patch.setattr(Passwords, name, _hiding_password(getattr(Passwords, name), lines))
        patch.setattr(HubFiles, "add", _hiding_codes(HubFiles.add, lines))
        root.addHandler(lines)
        root.setLevel(min(level, logging.INFO) if level else logging.INFO)
        try:
            yield lines
        finally:
            root.removeHandler(lines)
            root.setLevel(level)
    if lines.leaks():
        raise Leaked("logged, and nobody may read it there:\n" + "\n".join(lines.leaks()))


def _noting(make: Callable[..., str], lines: Lines) -> Callable[..., str]:
    def noting(*given: Any) -> str:
        made = make(*given)
        lines.hidden.add(made)
        return made

    return noting


def _hiding_password(work: Callable[..., Any], lines: Lines) -> Callable[..., Any]:
    def hiding(self: Passwords, password: str, *given: Any) -> Any:
        if len(password) >= SHORTEST:  # shorter ones are words that any line may hold
            lines.hidden.add(password)
        return work(self, password, *given)

    return hiding


def _hiding_codes(add: Callable[..., Any], lines: Lines) -> Callable[..., Any]:
    def hiding(self: HubFiles, problem: Problem, *given: Any, **named: Any) -> Any:
        lines.hidden.update(problem.supported)
        return add(self, problem, *given, **named)

    return hiding


@pytest.fixture(autouse=True)
def no_secret_is_logged() -> Iterator[None]:
    """Fail a test in whose log lines a secret or a young person's code stands."""
    with watched():
        yield
