"""Keys of other systems: for one hub, in one role, for a while."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import CallerKind, NotAllowed
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.system_keys import (
    LONGEST,
    NewKey,
    UnfitKey,
    caller_of_key,
    keys,
    make_key,
    revoke_key,
)
from hub_roster.service.audit import Did
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import Scope
from hub_roster.store.tables import Role
from tests import tiny
from tests.service.access.callers import ADMINISTRATOR, HUB, NOON, OTHER, after, caller, keep, written_down

MANAGER = caller(Role.HUB_MANAGER)
MONTH = NOON + timedelta(days=30)


@pytest.fixture(autouse=True)
def two(entrance: Entrance) -> None:
    """Keep two hubs' files."""
    for file_id in (HUB, OTHER):
        keep(entrance, tiny.hub(id=file_id))


def payroll(entrance: Entrance) -> NewKey:
    """Make a key for payroll, good for a month."""
    return make_key(entrance, MANAGER, HUB, "payroll", Role.AUDITOR, expires_at=MONTH, at=NOON)


def test_a_key_opens_one_hub_in_one_role(entrance: Entrance) -> None:
    """And stands for nobody who works there."""
    found = caller_of_key(entrance, payroll(entrance).token, NOON)
    assert (found.kind, found.name, found.posts) == (CallerKind.KEY, "payroll", ())
    assert found.scope == Scope.of(HUB)
    assert found.may(Action.EXPORT, HUB)
    assert not found.may(Action.PUBLISH, HUB)


def test_a_key_is_shown_once(entrance: Entrance) -> None:
    """What is kept, listed or logged of it opens nothing."""
    made = payroll(entrance)
    (listed,) = keys(entrance, MANAGER, HUB)
    assert keys(entrance, caller(Role.HUB_MANAGER, file_id=OTHER), OTHER) == []
    with entrance.database.owning() as connection:
        row = str(connection.execute(text("select * from api_key")).one())
    shown = row + repr(made) + repr(listed) + listed.digest
    assert made.token.split("_", 2)[2] not in shown
    with pytest.raises(NotSignedIn):
        caller_of_key(entrance, listed.digest, NOON)


def test_a_key_ends(entrance: Entrance) -> None:
    """On its day, or when somebody revokes it, once and for all."""
    first, second = payroll(entrance), payroll(entrance)
    with pytest.raises(NotSignedIn):
        caller_of_key(entrance, first.token, MONTH)
    for minutes in (1, 2):
        revoke_key(entrance, MANAGER, HUB, first.key.id, after(minutes))
    with pytest.raises(NotSignedIn):
        caller_of_key(entrance, first.token, NOON)
    caller_of_key(entrance, second.token, NOON)
    revoked = {key.id: key.revoked_at for key in keys(entrance, MANAGER, HUB)}
    assert revoked == {first.key.id: after(1), second.key.id: None}
    assert written_down(entrance) == [Did.MADE_KEY, Did.MADE_KEY, Did.REVOKED_KEY]


def test_its_use_is_written_once_a_minute_at_most(entrance: Entrance) -> None:
    """A system may ask many times a second."""
    token = payroll(entrance).token

    def used(minutes: float) -> object:
        caller_of_key(entrance, token, after(minutes))
        return keys(entrance, MANAGER, HUB)[0].last_used_at

    assert [used(minutes) for minutes in (0, 0.9, 1.5)] == [NOON, NOON, after(1.5)]


def test_another_key_is_nobody_s(entrance: Entrance) -> None:
    """A letter changed, of an id or of the rest, or another's id: all are refused alike."""
    token, other = payroll(entrance).token, payroll(entrance).token
    head, key_id, rest = token.split("_", 2)
    strange = UUID(int=9).hex
    swapped = f"{head}_{other.split('_')[1]}_{rest}"
    wrong = rest[:-1] + ("A" if rest[-1] != "A" else "B")
    for bad in ("", token[:-1], f"{head}_{key_id}_{wrong}", f"{head}_{strange}_{rest}", swapped, "\ud800"):
        with pytest.raises(NotSignedIn, match="not good"):
            caller_of_key(entrance, bad, NOON)


@pytest.mark.parametrize(
    ("name", "role", "days"),
    [
        ("payroll", Role.ADMINISTRATOR, 30),
        ("payroll", Role.AUDITOR, 0),
        ("payroll", Role.AUDITOR, LONGEST.days + 1),
        (" ", Role.AUDITOR, 30),
        ("p" * 101, Role.AUDITOR, 30),
        ("pay\0roll", Role.AUDITOR, 30),
    ],
)
def test_a_key_that_would_open_too_much_is_not_made(
    entrance: Entrance, name: str, role: Role, days: int
) -> None:
    """Nor one for ever, or one that nobody knows what it is for."""
    with pytest.raises(UnfitKey):
        make_key(entrance, MANAGER, HUB, name, role, expires_at=NOON + timedelta(days=days), at=NOON)
    assert keys(entrance, MANAGER, HUB) == []


def test_keys_are_the_manager_s(entrance: Entrance) -> None:
    """Of the own hub: staff see none, and of another hub there is none."""
    made = payroll(entrance)
    for someone, refused in (
        (caller(Role.STAFF), NotAllowed),
        (caller(Role.HUB_MANAGER, file_id=OTHER), NotThere),
        (ADMINISTRATOR, NotThere),
    ):
        with pytest.raises(refused):
            keys(entrance, someone, HUB)
        with pytest.raises(refused):
            revoke_key(entrance, someone, HUB, made.key.id, NOON)
        with pytest.raises(refused):
            make_key(entrance, someone, HUB, "k", Role.STAFF, expires_at=MONTH, at=NOON)
    other = caller(Role.HUB_MANAGER, file_id=OTHER)
    with pytest.raises(NotThere):
        revoke_key(entrance, other, OTHER, made.key.id, NOON)
    caller_of_key(entrance, made.token, NOON)
