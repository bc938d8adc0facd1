"""A week taken away as files: of the roster in force, and pay as worked or as planned; each written down."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from openpyxl import load_workbook

from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file, let_hold

HUB = tiny.hub(tiny.person("ann", contract_hours=40, name="=cmd()"), tiny.shift("early"))
HUB_PATH = f"/api/v1/hubs/{HUB.id}"
WEEK = f"{HUB_PATH}/weeks/2026-02-02"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service on the Monday after a week that was published."""
    served = Served(database)
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon"))
    served.later(10 * 24 * 60)
    return served


def test_pay_is_as_planned_until_the_week_is_recorded(served: Served) -> None:
    """Then it is of the minutes worked, and says so."""
    manager = served.manager(HUB)
    assert paid(manager.get(f"{WEEK}/payroll.csv").content) == {("Working time", "480", "planned")}
    left = {
        "what": "other times",
        "person": "ann",
        "task": "Oak/2026-02-02/early/1",
        "end": "2026-02-02T14:20:00Z",
    }
    etag = manager.get(f"{WEEK}/worked").headers["ETag"]
    manager.post(f"{WEEK}/worked", json={"differences": [left]}, headers={"If-Match": etag})
    assert paid(manager.get(f"{WEEK}/payroll.csv").content) == {("Working time", "440", "worked")}


def paid(content: bytes) -> set[tuple[str, str, str]]:
    """Give the working time of a file of pay, and on what basis; names in it are no formulas."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["Name"] for row in rows} == {"'=cmd()"}
    return {(r["Pay element"], r["Minutes"], r["Basis"]) for r in rows if r["Pay element"] == "Working time"}


def test_the_roster_in_force_as_a_workbook_and_to_hang_up(served: Served) -> None:
    """No cell is a formula, no file's name says of whom it is, and each was written down."""
    manager = served.manager(HUB)
    book = manager.get(f"{WEEK}/roster.xlsx")
    cells = [c for s in load_workbook(io.BytesIO(book.content)) for row in s.iter_rows() for c in row]
    assert Counter(cell.data_type for cell in cells)["f"] == 0
    assert "=cmd()" in {cell.value for cell in cells}
    wall = manager.get(f"{WEEK}/roster.pdf", params={"paper": "a4"})
    assert wall.content.startswith(b"%PDF")
    named = [answer.headers["Content-Disposition"] for answer in (book, wall)]
    assert named == [f"attachment; filename*=utf-8''roster%202026-02-02.{kind}" for kind in ("xlsx", "pdf")]
    log = manager.get(f"{HUB_PATH}/audit").text
    assert "roster as a workbook of 2026-02-02" in log
    assert "roster to hang up of 2026-02-02" in log


def test_of_a_week_without_a_roster_there_is_nothing(served: Served) -> None:
    """And nothing for who may not export."""
    manager = served.manager(HUB)
    staff = served.signed_in("staff@example.org", Grant(Role.STAFF, HUB.id))
    for file in ("payroll.csv", "roster.xlsx", "roster.pdf"):
        assert manager.get(f"{HUB_PATH}/weeks/2026-02-09/{file}").status_code == 404
        assert staff.get(f"{WEEK}/{file}").status_code == 403
