"""Lines of a log: as JSON or for people, and without anything that an exception quotes."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys

import pytest
from pydantic import BaseModel, ValidationError

from hub_roster.service.logs import (
    LOG,
    AsJson,
    ForPeople,
    WithoutValues,
    formatter,
    request_id,
    without_values,
)

CODE = "Heron"


class Visit(BaseModel):
    """Something that quotes what it is given when that is wrong."""

    minutes: int


def fail() -> None:
    """Fail as services do: one thing leads to another, and each quotes what it had in hand."""
    try:
        Visit.model_validate({"minutes": CODE})
    except ValidationError as error:
        raise RuntimeError(f"no visit to {CODE}") from error


def caught() -> RuntimeError:
    """Give what `fail` raises."""
    with pytest.raises(RuntimeError) as found:
        fail()
    return found.value


def written(environment: dict[str, str], *args: object, **how: object) -> str:
    """Give the line that a logger writes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter(environment, out))
    handler.addFilter(WithoutValues())
    logger = logging.Logger("hub_roster.tests")
    logger.addHandler(handler)
    logger.error(*args, **how)  # type: ignore[arg-type]
    return out.getvalue()


def test_an_exception_is_its_kind_and_its_place() -> None:
    """With whatever led to it; of what it says nothing, for that may be about a child."""
    said = without_values(caught())
    assert CODE not in said
    assert [line for line in said.splitlines() if not line.startswith(" ")] == [
        "pydantic_core._pydantic_core.ValidationError",
        "which led to",
        "builtins.RuntimeError",
    ]
    assert "test_logs.py" in said
    assert "in fail" in said


def test_a_group_of_exceptions_tells_of_each() -> None:
    """A stream that ends and what ended it come together."""
    said = without_values(ExceptionGroup(CODE, [ValueError(CODE), KeyError(CODE)]))
    assert said.splitlines() == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.KeyError"]


@pytest.mark.parametrize("kind", ["json", "text"])
def test_no_line_quotes_an_exception(kind: str) -> None:
    """Neither behind it nor in its own words."""
    error = caught()
    for line in (
        written({LOG: kind}, "it failed", exc_info=error),
        written({LOG: kind}, "it failed: %s", error),
        written({LOG: kind}, "it failed: %(why)s", {"why": error}),
        written({LOG: kind}, error),
    ):
        assert CODE not in line
        assert "RuntimeError" in line


def test_a_line_of_json_says_when_what_and_of_which_request() -> None:
    """One object a line, as log servers read them."""
    token = request_id.set("request-1")
    try:
        line = written({LOG: "json"}, "it failed", exc_info=caught(), extra={"ms": 12.5})
    finally:
        request_id.reset(token)
    read = json.loads(line)
    assert read["at"].endswith("Z")
    assert (read["level"], read["logger"], read["message"]) == ("ERROR", "hub_roster.tests", "it failed")
    assert (read["request_id"], read["ms"]) == ("request-1", 12.5)
    assert "RuntimeError" in read["exc_info"]


def test_a_line_of_json_has_no_colours() -> None:
    """Uvicorn says everything again for a terminal, which a log server has no use for."""
    line = written({LOG: "json"}, "up", extra={"color_message": "\x1b[1mup\x1b[0m", "ms": 1})
    assert json.loads(line).keys() == {"at", "level", "logger", "message", "request_id", "ms"}


def test_a_terminal_is_written_to_for_people() -> None:
    """Unless somebody says otherwise; a file or a pipe gets JSON."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert isinstance(formatter({}, Terminal()), ForPeople)
    assert isinstance(formatter({}, io.StringIO()), AsJson)
    assert isinstance(formatter({LOG: "json"}, Terminal()), AsJson)
    assert isinstance(formatter({LOG: "text"}, io.StringIO()), ForPeople)


def test_a_process_that_ends_by_a_fault_quotes_nothing() -> None:
    """In its threads as well; nor does Dask, which brings handlers of its own."""
    program = f"""
import logging, threading, distributed
from hub_roster.service.logs import set_up
set_up(environment={{}})
thread = threading.Thread(target=lambda: 1 / 0 if False else int("{CODE}"))
thread.start()
thread.join()
logging.getLogger("distributed.worker").warning("failed: %s", ValueError("{CODE}"))
raise ValueError("{CODE}")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert CODE not in ended.stderr
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert [line["level"] for line in lines] == ["CRITICAL", "WARNING", "CRITICAL"]
