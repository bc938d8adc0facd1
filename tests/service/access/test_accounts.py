"""Accounts seen to: by those who may, never one's own, and each change written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import UUID

import pytest

from hub_roster.service.access.accounts import (
    UnfitAccount,
    account_named,
    accounts,
    close_account,
    give_role,
    make_account,
    open_account,
    rename_account,
    take_role,
    tie_person,
    untie_person,
)
from hub_roster.service.access.caller import Caller, NotAllowed, caller_of
from hub_roster.service.access.changing import OwnAccount
from hub_roster.service.access.choosing_passwords import WrongPassword, change_own_password, set_password
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.passwords import UnfitPassword
from hub_roster.service.access.signing_in import caller_of_session, sign_in
from hub_roster.service.audit import Did
from hub_roster.service.feeds.building import Showing
from hub_roster.service.feeds.links import Wanted
from hub_roster.service.feeds.links import make as make_link
from hub_roster.store.accounts import Account, Grant, NameTaken, PersonTaken, Post
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.feeds import Feeds
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import FeedKind, Role
from tests import tiny
from tests.service.access.callers import (
    ADMINISTRATOR,
    ANN,
    HUB,
    NOON,
    OTHER,
    PASSWORD,
    Beside,
    after,
    ann,
    as_kept,
    caller,
    keep,
    written_down,
)

MANAGER = caller(Role.HUB_MANAGER)
STAFF = Grant(Role.STAFF, HUB)
ANOTHER = "another long password"


def make(
    entrance: Entrance, by: Caller, name: str = "ben@council.example", password: str = PASSWORD
) -> Account:
    """Make an account."""
    return asyncio.run(make_account(entrance, by, name, "Ben", password, at=NOON))


def signed_in(entrance: Entrance, password: str = PASSWORD) -> str:
    """Sign Ann in."""
    return asyncio.run(sign_in(entrance, "ann@council.example", password, at=NOON, source=""))


@pytest.mark.parametrize(
    ("name", "fault"),
    [("ben", "e-mail"), ("a b@c", "e-mail"), ("b@c\0", "e-mail"), ("b@" + "c" * 253, "e-mail")],
)
def test_a_name_is_an_address(entrance: Entrance, name: str, fault: str) -> None:
    """Anything else is refused in words."""
    with pytest.raises(UnfitAccount, match=fault):
        make(entrance, ADMINISTRATOR, name)


def test_an_account_has_a_fit_password_and_an_address_of_its_own(entrance: Entrance) -> None:
    """One that is refused is not made."""
    ann(entrance)
    with pytest.raises(NameTaken):
        make(entrance, ADMINISTRATOR, "Ann@Council.Example")
    with pytest.raises(UnfitPassword):
        make(entrance, ADMINISTRATOR, password="short")
    assert [each.display_name for each in accounts(entrance, ADMINISTRATOR)] == ["Ann"]


Change = Callable[[Entrance, Caller, UUID], object]
OF_THE_SERVICE: dict[str, Change] = {
    "make": lambda e, by, _: make(e, by),
    "set a password": lambda e, by, whose: asyncio.run(set_password(e, by, whose, ANOTHER, at=NOON)),
    "close": lambda e, by, whose: close_account(e, by, whose, at=NOON),
    "open": lambda e, by, whose: open_account(e, by, whose, at=NOON),
    "list all": lambda e, by, _: accounts(e, by),
    "give an administrator's role": lambda e, by, whose: give_role(
        e, by, whose, Grant(Role.ADMINISTRATOR), at=NOON
    ),
}
OF_A_HUB: dict[str, Change] = {
    "list": lambda e, by, _: accounts(e, by, HUB),
    "find": lambda e, by, _: account_named(e, by, HUB, "ann@council.example"),
    "give a role": lambda e, by, whose: give_role(e, by, whose, STAFF, at=NOON),
    "take a role": lambda e, by, whose: take_role(e, by, whose, STAFF, at=NOON),
    "tie": lambda e, by, whose: tie_person(e, by, whose, Post(HUB, "ann"), at=NOON),
    "untie": lambda e, by, whose: untie_person(e, by, whose, Post(HUB, "ann"), at=NOON),
}


@pytest.mark.parametrize("change", OF_THE_SERVICE)
def test_accounts_are_the_administrator_s(entrance: Entrance, change: str) -> None:
    """A hub's manager makes, closes and lists none."""
    account = ann(entrance)
    with pytest.raises(NotAllowed):
        OF_THE_SERVICE[change](entrance, MANAGER, account.id)
    OF_THE_SERVICE[change](entrance, ADMINISTRATOR, account.id)


@pytest.mark.parametrize("change", OF_A_HUB)
def test_roles_are_the_manager_s_and_the_administrator_s(entrance: Entrance, change: str) -> None:
    """In the manager's own hub; staff give none, and another hub's manager is not told there is one."""
    keep(entrance, tiny.hub(tiny.people("ann")))
    account = ann(entrance)
    with pytest.raises(NotAllowed):
        OF_A_HUB[change](entrance, caller(Role.STAFF), account.id)
    with pytest.raises(NotThere):
        OF_A_HUB[change](entrance, caller(Role.HUB_MANAGER, file_id=OTHER), account.id)
    OF_A_HUB[change](entrance, MANAGER, account.id)
    OF_A_HUB[change](entrance, ADMINISTRATOR, account.id)


@pytest.mark.parametrize("change", [*sorted(set(OF_A_HUB) - {"list", "find"}), "close", "open"])
def test_nobody_changes_what_they_themselves_may_do(entrance: Entrance, change: str) -> None:
    """It takes a second person, even for an administrator."""
    keep(entrance, tiny.hub(tiny.people("ann")))
    account = ann(entrance)
    own = Caller(account.id, "Ann", ADMINISTRATOR.grants)
    with pytest.raises(OwnAccount):
        (OF_A_HUB | OF_THE_SERVICE)[change](entrance, own, account.id)


@pytest.mark.parametrize(
    "change", [*sorted(set(OF_A_HUB) - {"list", "find"}), "close", "open", "set a password"]
)
def test_who_is_not_there_is_not_changed(entrance: Entrance, change: str) -> None:
    """An account that does not exist is said not to."""
    keep(entrance, tiny.hub(tiny.people("ann")))
    with pytest.raises(NotThere):
        (OF_A_HUB | OF_THE_SERVICE)[change](entrance, ADMINISTRATOR, UUID(int=99))


def test_a_role_is_given_where_it_means_something(entrance: Entrance) -> None:
    """In a file and a home that exist, to be somebody who works there."""
    keep(entrance, tiny.hub(tiny.people("ann")))
    account = ann(entrance)
    for grant in (Grant(Role.STAFF, OTHER), Grant(Role.STAFF, HUB, "Elm")):
        with pytest.raises(NotThere):
            give_role(entrance, ADMINISTRATOR, account.id, grant, at=NOON)
    for post in (Post(OTHER, "ann"), Post(HUB, "ben")):
        with pytest.raises(NotThere):
            tie_person(entrance, ADMINISTRATOR, account.id, post, at=NOON)
    give_role(entrance, MANAGER, account.id, Grant(Role.STAFF, HUB, "Oak"), at=NOON)
    tie_person(entrance, MANAGER, account.id, Post(HUB, "ann"), at=NOON)
    found = caller_of(as_kept(entrance, account))
    assert found.people(HUB) == {"ann"}
    assert found.roles(HUB) == {Role.STAFF}


def test_a_manager_of_one_home_gives_roles_in_that_home(entrance: Entrance) -> None:
    """And none in the whole hub."""
    keep(entrance)
    account, manager = ann(entrance), caller(Role.HUB_MANAGER, "Oak")
    give_role(entrance, manager, account.id, Grant(Role.STAFF, HUB, "Oak"), at=NOON)
    with pytest.raises(NotAllowed):
        give_role(entrance, manager, account.id, STAFF, at=NOON)


def test_a_person_has_one_account(entrance: Entrance) -> None:
    """A second that would stand for them is told so."""
    keep(entrance, tiny.hub(tiny.people("ann")))
    first, second = ann(entrance), make(entrance, ADMINISTRATOR)
    tie_person(entrance, MANAGER, first.id, Post(HUB, "ann"), at=NOON)
    with pytest.raises(PersonTaken):
        tie_person(entrance, MANAGER, second.id, Post(HUB, "ann"), at=NOON)


def test_another_password_signs_out_everywhere(entrance: Entrance) -> None:
    """Whoever had got in by the old one is out."""
    account = ann(entrance)
    token = signed_in(entrance)
    asyncio.run(set_password(entrance, ADMINISTRATOR, account.id, ANOTHER, at=NOON))
    with pytest.raises(NotSignedIn):
        caller_of_session(entrance, token, NOON)
    with pytest.raises(NotSignedIn):
        signed_in(entrance)
    signed_in(entrance, ANOTHER)


def test_one_s_own_password_takes_the_old_one(entrance: Entrance) -> None:
    """A browser left open is not enough; what may not be a password is refused here too."""
    own = caller_of(ann(entrance))
    for old, new, refused in (("wrong", ANOTHER, WrongPassword), (PASSWORD, "short", UnfitPassword)):
        with pytest.raises(refused):
            asyncio.run(change_own_password(entrance, own, old, new, at=NOON, source="10.0.0.1"))
    asyncio.run(change_own_password(entrance, own, PASSWORD, ANOTHER, at=NOON, source="10.0.0.1"))
    signed_in(entrance, ANOTHER)


def test_a_closed_account_opens_with_the_roles_it_had(entrance: Entrance) -> None:
    """Such as after a long leave."""
    keep(entrance)
    account = ann(entrance)
    give_role(entrance, MANAGER, account.id, STAFF, at=NOON)
    close_account(entrance, ADMINISTRATOR, account.id, at=NOON)
    with pytest.raises(NotSignedIn):
        signed_in(entrance)
    open_account(entrance, ADMINISTRATOR, account.id, at=NOON)
    signed_in(entrance)
    assert as_kept(entrance, account).grants == (STAFF,)


def test_the_calendar_links_of_a_closed_account_end(entrance: Entrance) -> None:
    """Of the people it stands for, as a leaver's do, and each is written down; others' stay open."""
    keep(entrance, tiny.hub(tiny.people("ann ben")))
    account = ann(entrance)
    tie_person(entrance, MANAGER, account.id, Post(HUB, "ann"), at=NOON)
    own, shared, another, office = (
        Wanted(kind=FeedKind.PERSON, key="ann", name="my phone"),
        Wanted(kind=FeedKind.HOME, key="Oak", name="my desk", holder="ann"),
        Wanted(kind=FeedKind.PERSON, key="ben", name="his phone"),
        Wanted(kind=FeedKind.HOME, key="Oak", name="the office"),
    )
    secret, made = b"a secret of the tests, and of no use", Made("Ann", NOON)
    with entrance.database.writing(WHOLE) as session:
        links = [
            make_link(session, secret, HUB, wanted, made, Showing(full_allowed=False)).link
            for wanted in (own, shared, another, office)
        ]
    close_account(entrance, ADMINISTRATOR, account.id, at=after(1))
    with entrance.database.reading(WHOLE) as session:
        now = [Feeds(session).link(link.id) for link in links]
        assert [link.leaver_from for link in now] == [after(1), after(1), None, None]
        assert Feeds(session).body(links[0].calendar) is None
        said = [link.deed for link, _ in AuditLog(session).whole()][-3:]
    assert [(deed.actor, deed.file_id) for deed in said] == [
        (ADMINISTRATOR.actor, HUB),
        (ADMINISTRATOR.actor, HUB),
        (ADMINISTRATOR.actor, None),
    ]
    subjects = {f"calendar {link.id}, ended as its holder's account was closed" for link in links[:2]}
    assert {deed.subject for deed in said[:2]} == subjects
    open_account(entrance, ADMINISTRATOR, account.id, at=after(2))
    with entrance.database.reading(WHOLE) as session:
        assert not Feeds(session).link(links[0].id).is_open


def test_every_change_is_written_down(entrance: Entrance) -> None:
    """And what is only looked at is not."""
    keep(entrance, tiny.hub(tiny.people("ann")))
    account = ann(entrance)
    for name in ("list", "give a role", "tie", "untie", "take a role"):
        OF_A_HUB[name](entrance, MANAGER, account.id)
    for name in ("set a password", "close", "open"):
        OF_THE_SERVICE[name](entrance, ADMINISTRATOR, account.id)
    assert written_down(entrance) == [
        Did.MADE_ACCOUNT,
        Did.GAVE_ROLE,
        Did.TIED_PERSON,
        Did.UNTIED_PERSON,
        Did.TOOK_ROLE,
        Did.CHANGED_PASSWORD,
        Did.CLOSED_ACCOUNT,
        Did.OPENED_ACCOUNT,
    ]


def test_of_two_who_rename_at_once_the_second_sees_what_the_first_did(entrance: Entrance) -> None:
    """Both looked at the same account: the second is asked about it as the first left it."""
    account = ann(entrance)
    seen: list[str] = []

    def rename(shown_as: str, still: Callable[[Account], None]) -> Account:
        return rename_account(entrance, ADMINISTRATOR, account.id, ANN, shown_as, at=NOON, still=still)

    second = Beside(lambda: rename("Second", lambda found: seen.append(found.display_name)))
    rename("First", lambda _: second.begin())
    second.end()
    assert seen == ["First"]
