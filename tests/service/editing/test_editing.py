"""What is kept of versions judged before never tells of anything but what the database holds by now."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import Delete, delete

from hub_roster.domain.tasks import Lock
from hub_roster.service import weeks
from hub_roster.service.drafts.fixing import fix, fixed_week, release
from hub_roster.service.editing import editing
from hub_roster.service.editing.editing import Answer, edit, preview
from hub_roster.service.editing.edits import Edit, Put, TakeOff
from hub_roster.service.latest import Latest
from hub_roster.store.database import Database
from hub_roster.store.rosters import Version
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import HubFileVersion, KeptLock, RosterVersion
from tests import tiny
from tests.service.kept import MADE, keep, keep_file, later

HUB = tiny.hub(
    tiny.people("ann ben cat", contract_hours=20),
    tiny.shift("early"),
    tiny.shift("sleep-in"),
    tiny.resident("Heron"),
)
ROSTER = tiny.roster(HUB, ann="early Mon, sleep-in Wed", ben="early Tue, sleep-in Fri")
MONDAY, TUESDAY = "Oak/2026-02-02/early", "Oak/2026-02-03/early"
NIGHTS = [f"Oak/2026-02-0{day}/sleep-in" for day in range(2, 9)]
ASKED = (Put("cat", NIGHTS[4], instead_of="ben"), TakeOff("ann", MONDAY))


def told(answer: Answer) -> dict[str, object]:
    """Give all that an answer says; in which order does not matter."""
    judged = (answer.effect.before, answer.effect.after)
    return {
        "violations": [Counter(each.violations) for each in judged],
        "charges": [Counter(each.charges) for each in judged],
        "changes": answer.changes,
        "fixed": answer.locks,
        "locks": answer.period.problem.locks,
        "idle": answer.period.idle,
    }


def asked(database: Database, version: Version, edits: tuple[Edit, ...] = ASKED) -> dict[str, object]:
    """Ask what edits would do."""
    return told(preview(database, WHOLE, version, edits, later(60)))


def from_nothing(monkeypatch: pytest.MonkeyPatch, database: Database, version: Version) -> dict[str, object]:
    """Ask it of a service that has just been started."""
    with monkeypatch.context() as started:
        started.setattr(editing, "JUDGED", Latest(1))
        started.setattr(weeks, "PERIODS", Latest(1))
        return asked(database, version)


def edited(database: Database, version: Version, *edits: Edit, after: int = 1) -> Version:
    """Edit a version."""
    answer = edit(database, WHOLE, version, edits, later(after), actor="service")
    assert answer.version is not None
    return answer.version


def never(person: str, task: str) -> Lock:
    """Fix that somebody never has a task."""
    return Lock(person=person, task=task, must=False)


def test_each_answer_is_that_of_a_service_just_started(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After edits, after locks are fixed and released, and after the hub's file was changed."""
    keep_file(database, HUB)
    version = keep(database, ROSTER)
    for number, night in enumerate(NIGHTS):
        fix(database, WHOLE, HUB.id, HUB.first_day, never("cat", night), later(number), actor="service")
        assert asked(database, version) == from_nothing(monkeypatch, database, version)
    version = edited(database, version, Put("cat", TUESDAY, instead_of="ben"), after=20)
    assert asked(database, version) == from_nothing(monkeypatch, database, version)
    for held in fixed_week(database, WHOLE, HUB.id, HUB.first_day).held:
        release(database, WHOLE, HUB.id, HUB.first_day, held.fixed.id, MADE, actor="service")
        assert asked(database, version) == from_nothing(monkeypatch, database, version)
    keep_file(database, HUB.edited(people=HUB.people[:2]), after=1)
    known = (TakeOff("ben", NIGHTS[4]),)
    with monkeypatch.context() as started:
        started.setattr(editing, "JUDGED", Latest(1))
        anew = asked(database, version, known)
    assert asked(database, version, known) == anew


def test_a_database_set_back_is_taken_as_it_is(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """To before an import, of which another took the number since; and then to before an edit."""
    keep_file(database, HUB)
    first = keep(database, ROSTER)
    second = edited(database, first, Put("cat", TUESDAY, instead_of="ben"))
    keep_file(database, HUB.edited(people=tiny.people("ann ben cat", contract_hours=30)), after=1)
    before = asked(database, second)
    set_back(database, delete(HubFileVersion).where(HubFileVersion.number == 2))
    keep_file(database, HUB.edited(people=tiny.people("ann ben cat", contract_hours=10)), after=1)
    found = asked(database, second)
    assert found != before
    assert found == from_nothing(monkeypatch, database, second)
    set_back(database, delete(KeptLock), delete(RosterVersion).where(RosterVersion.id == second.id))
    assert asked(database, first) == from_nothing(monkeypatch, database, first)


def set_back(database: Database, *gone: Delete) -> None:
    """Take out of a database what was kept since a moment."""
    with database.writing(WHOLE) as session:
        for each in gone:
            session.execute(each)
