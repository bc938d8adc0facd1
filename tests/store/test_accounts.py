"""Accounts: one for each address, and what each may and whom each stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from hub_roster.store.accounts import Account, Accounts, Grant, NameTaken, PersonTaken, Post
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import WHOLE, OutOfScope, Scope
from hub_roster.store.tables import GrantedRole, Role
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
HUB, ANN, BEN = (UUID(int=number) for number in (1, 11, 12))
MANAGER, OAK_LEADER = Grant(Role.HUB_MANAGER, HUB), Grant(Role.SHIFT_LEADER, HUB, "Oak")


@pytest.fixture
def kept(database: Database) -> Database:
    """Give a database with a hub's file, and accounts of Ann and Ben."""
    with database.writing(WHOLE) as session:
        HubFiles(session).add(tiny.hub(), Made("ann", NOON), after=0)
        for account_id, name in ((ANN, "Ann@council.example"), (BEN, "ben@council.example")):
            Accounts(session).add(account_id, name, name.partition("@")[0], None, NOON)
    return database


def account(database: Database, account_id: UUID) -> Account:
    """Give an account as it is kept."""
    with database.reading(WHOLE) as session:
        return Accounts(session).account(account_id)


@pytest.mark.parametrize("name", ["ann@council.example", " ANN@COUNCIL.EXAMPLE "])
def test_an_address_is_one_however_it_is_written(kept: Database, name: str) -> None:
    """It finds its account, and there cannot be a second of it."""
    with kept.writing(WHOLE) as session:
        found = Accounts(session).named(name)
        assert found is not None
        assert (found.id, found.name) == (ANN, "Ann@council.example")
        with pytest.raises(NameTaken):
            Accounts(session).add(UUID(int=13), name, "Ann", None, NOON)


@pytest.mark.parametrize("name", ["cat@council.example", "ann\0", "\ud800", ""])
def test_another_address_finds_nobody(kept: Database, name: str) -> None:
    """Not even one that the database could not hold."""
    with kept.reading(WHOLE) as session:
        assert Accounts(session).named(name) is None


def test_roles_are_held_once_and_taken_away_one_by_one(kept: Database) -> None:
    """To take a role in one home away leaves that in the whole file."""
    with kept.writing(WHOLE) as session:
        for grant in (OAK_LEADER, MANAGER, MANAGER, Grant(Role.ADMINISTRATOR)):
            Accounts(session).give(ANN, grant)
    assert set(account(kept, ANN).grants) == {OAK_LEADER, MANAGER, Grant(Role.ADMINISTRATOR)}
    with kept.writing(WHOLE) as session:
        Accounts(session).take_away(ANN, OAK_LEADER)
        Accounts(session).take_away(ANN, Grant(Role.ADMINISTRATOR))
    assert account(kept, ANN).grants == (MANAGER,)
    assert account(kept, BEN).grants == ()


def test_a_person_has_one_account(kept: Database) -> None:
    """An account may stand for several people of a file, and no two for one."""
    with kept.writing(WHOLE) as session:
        for person in ("NYC:1:a", "NYC:1:b", "NYC:1:a"):
            Accounts(session).stand_for(ANN, Post(HUB, person))
        with pytest.raises(PersonTaken):
            Accounts(session).stand_for(BEN, Post(HUB, "NYC:1:a"))
        Accounts(session).stand_no_more_for(ANN, Post(HUB, "NYC:1:b"))
    assert account(kept, ANN).posts == (Post(HUB, "NYC:1:a"),)


def test_accounts_of_a_file_are_those_with_a_role_there(kept: Database) -> None:
    """All of them are listed by address."""
    with kept.writing(WHOLE) as session:
        accounts = Accounts(session)
        accounts.give(BEN, MANAGER)
        assert [each.id for each in accounts.listed()] == [ANN, BEN]
        assert [each.id for each in accounts.listed(HUB)] == [BEN]


NOBODY = UUID(int=99)
CHANGES: dict[str, Callable[[Accounts], object]] = {
    "closed": lambda accounts: accounts.set_active(NOBODY, False),
    "given a password": lambda accounts: accounts.set_password_hash(NOBODY, "h"),
    "given a role": lambda accounts: accounts.give(NOBODY, MANAGER),
    "tied": lambda accounts: accounts.stand_for(NOBODY, Post(HUB, "ann")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_who_is_not_there_cannot_be_changed(kept: Database, change: str) -> None:
    """An account that does not exist is said not to."""
    with kept.writing(WHOLE) as session, pytest.raises(NotThere):
        CHANGES[change](Accounts(session))


def test_accounts_are_for_the_service_s_own_scope(kept: Database) -> None:
    """No hub's scope reaches them."""
    with kept.reading(Scope.of(HUB)) as session, pytest.raises(OutOfScope):
        Accounts(session).listed()


@pytest.mark.parametrize(
    ("role", "file_id", "home"),
    [(Role.ADMINISTRATOR, HUB, None), (Role.STAFF, None, None), (Role.ADMINISTRATOR, None, "Oak")],
)
def test_a_role_that_means_nothing_is_refused(
    kept: Database, role: Role, file_id: UUID | None, home: str | None
) -> None:
    """By the class, and by the database whoever writes there."""
    with pytest.raises(ValueError, match="hub's file"):
        Grant(role, file_id, home)

    def write_it() -> None:
        with kept.writing(WHOLE) as session:
            session.add(GrantedRole(id=UUID(int=5), account_id=ANN, role=role, file_id=file_id, home=home))

    with pytest.raises(IntegrityError, match="ck_granted_role"):
        write_it()


def test_a_password_hash_shows_nowhere() -> None:
    """An account may be logged; what is kept of its password is not in it then."""
    shown = repr(Account(ANN, "ann@council.example", "Ann", True, NOON, (), (), None, "$argon2id$hash"))
    assert "argon2id" not in shown
