"""What is written down: who did what to what, with detail for those who may see it, until it is erased."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from hub_roster.domain.roster import RosterStatus
from hub_roster.service.access.caller import Caller, NotAllowed
from hub_roster.service.audit import (
    Detail,
    Did,
    detail_of,
    entries,
    entries_subject,
    erase_detail,
    exported,
    file_subject,
    looked,
    record,
    roster_subject,
)
from hub_roster.store.accounts import Grant
from hub_roster.store.audit_log import AuditLog, Link
from hub_roster.store.database import Database
from hub_roster.store.hub_files import FileVersion, Made, NotThere
from hub_roster.store.rosters import Version
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Role

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
HUB, OTHER, ANN = UUID(int=1), UUID(int=2), UUID(int=11)


def caller(role: Role, file_id: UUID = HUB) -> Caller:
    """Give somebody with a role in a hub's file."""
    return Caller(ANN, "Ann", (Grant(role, file_id),))


AUDITOR, MANAGER = caller(Role.AUDITOR), caller(Role.HUB_MANAGER)


def write_down(database: Database, file_id: UUID = HUB, at: datetime = NOON, **detail: object) -> int:
    """Write a publishing down, in the scope of its hub."""
    with database.writing(Scope.of(file_id)) as session:
        return record(
            session,
            MANAGER.actor,
            Did.PUBLISHED,
            at,
            file_id=file_id,
            subject="roster 3 of 2 Feb 2026",
            detail=Detail.model_validate(detail),
        )


def every(database: Database) -> list[Link]:
    """Give the whole log, in order."""
    with database.reading(WHOLE) as session:
        return [link for link, _ in AuditLog(session).whole()]


def test_an_entry_says_who_did_what_to_what(database: Database) -> None:
    """In codes; the detail says the rest."""
    number = write_down(database, young_people=("Heron",), words="one duty moved")
    (link,) = entries(database, AUDITOR, HUB)
    assert (link.number, link.deed.actor, link.deed.action) == (
        number,
        f"account {ANN}",
        "published a roster",
    )
    found = detail_of(database, AUDITOR, HUB, number, NOON)
    assert found == Detail(young_people=("Heron",), words="one duty moved")


def test_a_young_person_s_code_stands_in_the_detail_alone(database: Database) -> None:
    """Whoever is looked at or in an export: the entry tells how many, and stays when the detail goes."""
    with database.writing(Scope.of(HUB)) as session:
        one = looked(session, MANAGER, HUB, ["Heron"], NOON)
        looked(session, MANAGER, HUB, ["Wren", "Heron", "Wren"], NOON)
        out = exported(session, MANAGER, HUB, "wall roster of 2 Feb 2026", NOON, ["Wren"])
    subjects = [link.deed.subject for link in every(database)]
    assert subjects == ["a young person", "2 young people", "wall roster of 2 Feb 2026"]
    assert "Heron" not in str(every(database))
    for number, code in ((one, "Heron"), (out, "Wren")):
        found = detail_of(database, AUDITOR, HUB, number, NOON)
        assert found is not None
        assert found.young_people == (code,)


def test_a_hub_s_entries_are_its_auditor_s_and_manager_s(database: Database) -> None:
    """Nobody else is shown them, and nobody those of another hub."""
    own, other = write_down(database), write_down(database, OTHER)
    assert [link.number for link in entries(database, MANAGER, HUB)] == [own]
    for someone in (caller(Role.STAFF), caller(Role.PLANNER)):
        with pytest.raises(NotAllowed):
            entries(database, someone, HUB)
        with pytest.raises(NotAllowed):
            detail_of(database, someone, HUB, own, NOON)
    with pytest.raises(NotThere):
        entries(database, AUDITOR, OTHER)
    for number in (other, 99):
        with pytest.raises(NotThere):
            detail_of(database, AUDITOR, HUB, number, NOON)


def test_to_look_at_a_detail_is_written_down(database: Database) -> None:
    """Who looks closer is seen to."""
    number = write_down(database)
    detail_of(database, AUDITOR, HUB, number, NOON)
    assert [(link.deed.action, link.deed.subject) for link in every(database)][1:] == [
        ("looked at an audit detail", f"entry {number}")
    ]


def test_details_are_erased_and_that_is_written_down(database: Database) -> None:
    """Entries stay, with who did it; nothing is written where nothing was to be erased."""
    first, second, third = (write_down(database, at=NOON + timedelta(days=k)) for k in range(3))
    for erased in ([first, second], []):
        with database.writing(WHOLE) as session:
            assert erase_detail(session, "service", [second, first], NOON + timedelta(days=9)) == erased
    assert [detail_of(database, AUDITOR, HUB, n, NOON) for n in (first, second, third)] == [
        None,
        None,
        Detail(),
    ]
    erasing = every(database)[3]
    assert (erasing.deed.action, erasing.deed.subject) == (Did.ERASED, "entries 1-2")


def test_subjects_are_called_as_people_call_them() -> None:
    """A roster by its number and first day, entries by their spans."""
    made = Made("ann", NOON)
    version = Version(HUB, HUB, date(2026, 2, 2), 1, 3, RosterStatus.DRAFT, 1, None, made)
    assert roster_subject(version) == "roster 3 of 2 Feb 2026"
    assert file_subject(FileVersion(HUB, "Hub", 4, made)) == "version 4 of the hub's file"
    assert entries_subject([1, 2, 3, 7, 9, 10]) == "entries 1-3, 7, 9-10"


@pytest.mark.parametrize("did", Did)
def test_what_was_done_has_room(did: Did) -> None:
    """PostgreSQL would refuse a longer word."""
    assert len(did) <= 40
