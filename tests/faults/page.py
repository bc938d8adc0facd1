"""docs/faults.md written from the catalogue: `.venv/bin/python -m tests.faults.page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.faults.catalogue_files import FILES
from tests.faults.catalogue_life import THEIRS, WORK
from tests.faults.catalogue_record import POLICY, RECORD
from tests.faults.catalogue_sheets import SETTINGS, SHEETS
from tests.faults.catalogue_teams import RELATED, TEAMS
from tests.faults.catalogue_values import DATES, NUMBERS, TIMES, WORDS
from tests.faults.catalogue_whole import DAYS, LOCKS, NAMES, TERMS
from tests.faults.kinds import FaultKind, FileKind, SheetKind

PAGE = Path(__file__).parent.parent.parent / "docs" / "faults.md"

Kind = FaultKind | SheetKind | FileKind

HEAD = """\
# What can be wrong with a hub's file

A file that cannot be used ends in one report of everything found wrong with it, in the order of its
sheets, rows and columns, and nothing is written. This page lists every kind of fault the readers know, with
the message and what to do. The tests hold each to its words, and `.venv/bin/python -m tests.faults.page`
writes the page.

A fault may hide others, which are told once it is put right:

- Of a row with a wrong cell, the other cells are read, its names are looked up, and what may stand once is
  compared with the other rows. What its dates, times and numbers are together waits.
- What asks for something absent, such as a missing week of a pattern or a shift too few for the cover, waits
  for every row of the sheets it could stand in; numbers of a rule that belong together wait for each other.
- Names are not looked up in a sheet of which a row has no readable code, or that could not be read.

What needs no correction:

- Columns may stand in any order, and those a row need not fill in may be left out. Capitals in titles do
  not matter.
- Blank rows are passed over. What stands in hidden rows, columns and sheets is data like any other.
- A date may be typed as text in any of these ways: 15/01/2026, 15.01.2026, 15 Jan 2026, 15th January 2026,
  Thu 15 Jan 2026, 2026-01-15. The day comes before the month.
- A time may be typed as text as 07:30, 7.30 or 7.30pm. An end that is not after the start is on the next day.
- A number that Excel took for text is read where it is figures and nothing else.
- Yes and no may be written yes, y, true, no, n and false; weekdays as Mon-Fri, Sun or every day.
- A sheet of your own is left alone where its name begins with Notes.

A JSON file has the same faults where it can have them, each at its path, such as `$.people[3].base`. JSON
writes dates as 2026-01-15 and times as 07:30 only.
"""

CHAPTERS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("The file itself", FILES),
    ("Sheets and headings", SHEETS),
    ("The sheet Hub file", SETTINGS),
    ("Dates", DATES),
    ("Times", TIMES),
    ("Numbers", NUMBERS),
    ("Words", WORDS),
    ("Names", NAMES),
    ("Days and stays", DAYS),
    ("People, homes and visits", TERMS),
    ("Locks", LOCKS),
    ("Pods, families and codes", RELATED),
    ("Terms, households and changes of cover", TEAMS),
    ("Young people's weeks, plans and moves", THEIRS),
    ("Meetings, sessions, escorts and offers", WORK),
    ("Consents, people kept apart, personal needs and days worked", RECORD),
    ("Policy numbers", POLICY),
)


def page() -> str:
    """Give the page."""
    return "\n".join([HEAD, *_chapters()])


def _chapters() -> Iterator[str]:
    for title, kinds in CHAPTERS:
        yield f"## {title}\n"
        yield "| What is wrong | Where, for example | What you are told | What to do |"
        yield "|---|---|---|---|"
        for kind in kinds:
            cells = (kind.name, _place(kind) or "the file", kind.says, kind.remedy)
            yield f"| {' | '.join(_in_table(cell) for cell in cells)} |"
        yield ""


def _place(kind: Kind) -> str:
    return kind.spot.place if isinstance(kind, FaultKind) else kind.place


def _in_table(text: str) -> str:
    # A special blank would look like any other here too.
    plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")
    return plain.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
