"""Signing in: by name and password, for not too long, and out again."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from hub_roster.service.access import signing_in
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.choosing_passwords import end_password
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.passwords import Passwords, Verified
from hub_roster.service.access.signing_in import (
    MOST_OF_NAME,
    SignedIn,
    caller_of_session,
    sign_out,
    sign_out_everywhere,
)
from hub_roster.store.accounts import Accounts, Grant
from hub_roster.store.scope import WHOLE
from hub_roster.store.sign_ins import SignIns
from hub_roster.store.tables import Role
from tests.service.access.callers import (
    ANN,
    HUB,
    NOON,
    PASSWORD,
    QUICK,
    Beside,
    after,
    ann,
    fail,
    keep,
    sign_in,
)


def here(entrance: Entrance, token: str, at: datetime = NOON) -> SignedIn:
    """Give who is signed in."""
    return caller_of_session(entrance, token, at)


# In -----------------------------------------------------------------------------------------------


def test_who_knows_the_password_is_let_in(entrance: Entrance) -> None:
    """With the roles they have, even those given since."""
    account = ann(entrance)
    token = sign_in(entrance, name=" ANN@council.example")
    assert here(entrance, token).caller.id == account.id
    assert here(entrance, token).caller.grants == ()
    keep(entrance)
    with entrance.database.writing(WHOLE) as session:
        Accounts(session).give(account.id, Grant(Role.STAFF, HUB))
    assert here(entrance, token).caller.grants == (Grant(Role.STAFF, HUB),)


def test_each_sign_in_has_tokens_of_its_own(entrance: Entrance) -> None:
    """256 bits each, and neither is the other."""
    ann(entrance)
    one, two = sign_in(entrance), sign_in(entrance)
    forms = {here(entrance, token).form_token for token in (one, two)}
    assert len({one, two} | forms) == 4
    assert all(len(token) == 43 for token in {one, two} | forms)


def test_a_token_is_kept_nowhere(entrance: Entrance) -> None:
    """What lies in the database opens nothing."""
    ann(entrance)
    token = sign_in(entrance)
    with entrance.database.owning() as connection:
        digest = connection.execute(text("select digest from sign_in")).scalar_one()
    assert token not in digest
    with pytest.raises(NotSignedIn):
        here(entrance, digest)


def test_a_form_carries_the_token_of_its_sign_in(entrance: Entrance) -> None:
    """Another one, or none, is refused."""
    ann(entrance)
    one, two = (here(entrance, sign_in(entrance)) for _ in range(2))
    assert one.sent(one.form_token)
    for wrong in (two.form_token, "", "\ud800"):
        assert not one.sent(wrong)


WRONG_WAYS = {
    "password": {"password": "a wrong password"},
    "name": {"name": "nobody@council.example"},
    "broken name": {"name": "\ud800\0"},
    "broken password": {"password": "\ud800"},
    "no password": {"password": ""},
}


@pytest.mark.parametrize("way", WRONG_WAYS)
def test_what_is_wrong_is_not_told(entrance: Entrance, way: str) -> None:
    """Name or password: the message is one."""
    ann(entrance)
    with pytest.raises(NotSignedIn) as refused:
        sign_in(entrance, **WRONG_WAYS[way])  # type: ignore[arg-type]
    assert str(refused.value) == signing_in.WRONG


NO_MORE = {
    "closed": "update account set active = false",
    "without a password": "update account set password_hash = null",
}


@pytest.mark.parametrize("way", NO_MORE)
def test_who_may_not_sign_in_is_answered_like_a_wrong_password(entrance: Entrance, way: str) -> None:
    """Though the password is right."""
    ann(entrance)
    with entrance.database.owning() as connection:
        connection.execute(text(NO_MORE[way]))
    with pytest.raises(NotSignedIn) as refused:
        sign_in(entrance)
    assert str(refused.value) == signing_in.WRONG


def test_a_cheap_hash_is_replaced_at_sign_in(entrance: Entrance) -> None:
    """Once hashes are made more dearly, who signs in has such a one from then on."""
    account = ann(entrance)

    class Renewing(Passwords):
        async def verify(self, password: str, kept: str | None) -> Verified:
            verified = await super().verify(password, kept)
            return replace(verified, renewed="dearer")

    renewing = replace(entrance, passwords=Renewing(QUICK))
    sign_in(renewing)
    renewing.passwords.close()
    with entrance.database.reading(WHOLE) as session:
        assert Accounts(session).account(account.id).password_hash == "dearer"


# Not too long -------------------------------------------------------------------------------------


def test_who_does_nothing_is_signed_out(entrance: Entrance) -> None:
    """After half an hour, counted from the last thing they did."""
    ann(entrance)
    token = sign_in(entrance)
    for minutes in (29, 58):
        here(entrance, token, after(minutes))
    with pytest.raises(NotSignedIn):
        here(entrance, token, after(88))


def test_nobody_is_signed_in_for_longer_than_a_shift(entrance: Entrance) -> None:
    """Twelve hours, whatever they do."""
    ann(entrance)
    token = sign_in(entrance)
    for minutes in range(20, 720, 20):
        here(entrance, token, after(minutes))
    with pytest.raises(NotSignedIn):
        here(entrance, token, after(720))


def test_a_sign_in_is_written_once_a_minute_at_most(entrance: Entrance) -> None:
    """Each page asks who is there: the database is not written for each."""
    ann(entrance)
    token = sign_in(entrance)

    def seen_at(minutes: float) -> str:
        here(entrance, token, after(minutes))
        with entrance.database.owning() as connection:
            return str(connection.execute(text("select last_seen_at from sign_in")).scalar())

    first = seen_at(0)
    assert seen_at(0.9) == first
    assert seen_at(1) != first


def test_old_sign_ins_are_forgotten(entrance: Entrance) -> None:
    """When somebody signs in."""
    ann(entrance)
    sign_in(entrance)
    sign_in(entrance, at=after(31))
    with entrance.database.owning() as connection:
        assert connection.execute(text("select count(*) from sign_in")).scalar() == 1


# Out ----------------------------------------------------------------------------------------------


def test_to_sign_out_ends_that_sign_in(entrance: Entrance) -> None:
    """And no other; to sign out twice is nothing."""
    ann(entrance)
    one, two = sign_in(entrance), sign_in(entrance)
    sign_out(entrance, one, NOON)
    sign_out(entrance, one, NOON)
    with pytest.raises(NotSignedIn):
        here(entrance, one)
    here(entrance, two)


def test_to_sign_out_everywhere_ends_all(entrance: Entrance) -> None:
    """Such as when a phone is lost."""
    ann(entrance)
    tokens = [sign_in(entrance) for _ in range(2)]
    sign_out_everywhere(entrance, here(entrance, tokens[0]).caller, NOON)
    for token in tokens:
        with pytest.raises(NotSignedIn):
            here(entrance, token)


def test_who_is_closed_is_out_at_once(entrance: Entrance) -> None:
    """Even should their sign-in still stand."""
    account = ann(entrance)
    token = sign_in(entrance)
    with entrance.database.writing(WHOLE) as session:
        Accounts(session).set_active(account.id, False)
    with pytest.raises(NotSignedIn):
        here(entrance, token)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 43])
def test_another_token_is_nobody_s(entrance: Entrance, token: str) -> None:
    """Whatever it looks like."""
    with pytest.raises(NotSignedIn):
        here(entrance, token)


def test_no_secret_is_logged(entrance: Entrance, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a password nor a token, nor what shows of who is signed in."""
    caplog.set_level(logging.DEBUG)
    ann(entrance)
    token = sign_in(entrance)
    fail(entrance, MOST_OF_NAME + 1)
    found = here(entrance, token)
    said = caplog.text + repr(found) + repr(entrance)
    for secret in (PASSWORD, token, found.form_token, "a wrong password", ANN):
        assert secret not in said


def test_a_password_taken_away_signs_out_who_comes_in_by_it_at_once(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is first: nobody stays in by a password that is none any more."""
    account = ann(entrance)
    beside = Beside(lambda: end_password(entrance, SERVICE, account.id, at=NOON))
    add = SignIns.add

    def add_slowly(self: SignIns, digest: str, account_id: UUID, form_token: str, at: datetime) -> None:
        beside.begin()
        add(self, digest, account_id, form_token, at)

    monkeypatch.setattr(SignIns, "add", add_slowly)
    token = sign_in(entrance)
    beside.end()
    with pytest.raises(NotSignedIn):
        here(entrance, token)
