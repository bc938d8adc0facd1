"""A draft under way: what is shown, and what Ctrl-C does, as a signal to a process of its own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from hub_roster.cli import working
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import starting
from hub_roster.exchange.roster_json import read_roster
from hub_roster.solver.limits import Limits, Phase, Progress, Report
from hub_roster.solver.result import Draft
from hub_roster.solver.stop import Stop

SECONDS = 60
FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "north-yorkshire.xlsx"


@pytest.fixture
def long_draft(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a draft with far more work to do than any test has time for."""
    command = [sys.executable, "-c", "from hub_roster.cli import main; main()"]
    out = tmp_path / "roster.json"
    with subprocess.Popen(
        [*command, "draft", str(FIXTURE), "--out", str(out), "--work", "100000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "80"},
    ) as process:
        yield process
        process.kill()


def heard(process: subprocess.Popen[str], words: str) -> str:
    """Read standard error up to the line that holds some words."""
    assert process.stderr is not None
    seen = ""
    for line in process.stderr:
        seen += line
        if words in line:
            return seen
    raise AssertionError(seen)


@pytest.mark.slow
def test_ctrl_c_keeps_the_best_so_far(long_draft: subprocess.Popen[str], tmp_path: Path) -> None:
    """The roster is shown and written, and the exit code is 0."""
    heard(long_draft, Phase.SEARCH)
    long_draft.send_signal(signal.SIGINT)
    out, err = long_draft.communicate(timeout=SECONDS)
    assert long_draft.returncode == 0, err
    assert "Stopping" in err
    assert "Traceback" not in err
    assert "How good it is" in out
    assert len(read_roster(tmp_path / "roster.json").assignments) > 100


def test_a_second_ctrl_c_gives_up(
    tiny: Problem, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a solver does not end at the first, the second ends the process with exit code 130."""
    released = threading.Event()

    def deaf(problem: Problem, *, limits: Limits, stop: Stop, report: Report) -> Draft:
        signal.raise_signal(signal.SIGINT)
        assert stop.wait(SECONDS)
        signal.raise_signal(signal.SIGINT)
        released.wait(SECONDS)
        raise AssertionError("never awaited")

    class Ended(Exception):
        """Stands for the end of the process."""

    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(working, "draft", deaf)
    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with pytest.raises(Ended, match="130"):
        working.draft_visibly(tiny, Limits(seconds=None, work=1))
    released.set()
    assert "nothing was written" in capsys.readouterr().err


def test_what_goes_wrong_is_raised(tiny: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the draft's own thread is met where the draft was asked for."""

    def fail(problem: Problem, **_: object) -> Draft:
        raise ValueError("wrong")

    monkeypatch.setattr(working, "draft", fail)
    with pytest.raises(ValueError, match="wrong"):
        working.draft_visibly(tiny, Limits(seconds=None, work=1))


def test_on_a_terminal_a_bar_shows_how_far_it_is(tiny: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar is drawn over and over in place, and taken away at the end."""
    screen = io.StringIO()
    monkeypatch.setattr(working, "err", Console(file=screen, force_terminal=True, width=80))
    drafted = working.draft_visibly(starting(tiny, tiny.first_day, 1), Limits(seconds=None, work=0.3))
    assert drafted.roster.assignments
    assert "%" in screen.getvalue()
    assert "\x1b[2K" in screen.getvalue()


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(Phase.LISTING, 0, 0), "no whole roster yet"),
        (Progress(Phase.FIRST, 1, 0.1, (9600, 0, 0, 0, 0, 0), 5), "no whole roster yet"),
        (
            Progress(Phase.SEARCH, 1, 0.1, (0, 90, 0, 60, 0, 0), 500),
            "still short: empty seats, adults alone, escorts nobody makes, 1 h 30 min",
        ),
        (
            Progress(Phase.SEARCH, 1, 0.1, (0, 0, 0, 0, 0, 0), 500, 490),
            "everything covered; left to gain: at most 2 %",
        ),
    ],
)
def test_progress_is_told_in_words(progress: Progress, words: str) -> None:
    """What is still uncovered comes by priority, and what is left to gain once it is known."""
    assert working.state_words(progress) == words
