"""Who may do what where, and what those are told who may not."""

from __future__ import annotations

from uuid import UUID

import pytest

from hub_roster.service.access.actions import MAY, Action
from hub_roster.service.access.caller import SERVICE, Caller, CallerKind, NotAllowed
from hub_roster.store.accounts import Grant
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import Scope
from hub_roster.store.tables import Role
from tests.service.access.callers import ADMINISTRATOR, HUB, OTHER, caller


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_a_role_holds_in_its_file_alone(role: Role) -> None:
    """Its actions are those of the table there, and none anywhere else."""
    someone = caller(role)
    assert {action for action in Action if someone.may(action, HUB)} == MAY[role]
    assert not any(someone.may(action, OTHER) or someone.may(action, None) for action in Action)
    assert someone.scope == Scope.of(HUB)
    assert someone.roles(HUB) == {role}
    assert someone.roles(OTHER) == frozenset()


def test_an_administrator_has_no_file_in_scope() -> None:
    """They see to accounts, and no young person's data."""
    assert ADMINISTRATOR.scope == Scope.of()
    ADMINISTRATOR.require(Action.MANAGE_ACCOUNTS, None)
    ADMINISTRATOR.require(Action.GIVE_ROLES, HUB)
    with pytest.raises(NotThere):
        ADMINISTRATOR.require(Action.SEE_ROSTER, HUB)


def test_an_administrator_with_a_role_has_that_too() -> None:
    """Who administers may work in a hub besides."""
    both = Caller(UUID(int=3), "Ada", (Grant(Role.ADMINISTRATOR), Grant(Role.STAFF, HUB)))
    assert both.scope == Scope.of(HUB)
    both.require(Action.SEE_ROSTER, HUB)
    with pytest.raises(NotAllowed):
        both.require(Action.PUBLISH, HUB)


def test_nobody_is_told_what_there_is() -> None:
    """A file of others is not there, whether it exists or not."""
    with pytest.raises(NotThere):
        caller(Role.HUB_MANAGER).require(Action.SEE_ROSTER, OTHER)


def test_who_may_not_is_told_who_may() -> None:
    """In a sentence fit to show them."""
    with pytest.raises(NotAllowed) as refused:
        caller(Role.STAFF).require(Action.RECORD_WORKED, HUB)
    assert str(refused.value) == (
        "You may not record what was worked here. This is for: shift leaders, hub managers."
    )
    assert refused.value.action is Action.RECORD_WORKED


def test_a_role_in_one_home_does_not_reach_another() -> None:
    """Nor what concerns the whole file."""
    leader = caller(Role.SHIFT_LEADER, "Oak")
    leader.require(Action.RECORD_WORKED, HUB, "Oak")
    for home in ("Elm", None):
        with pytest.raises(NotAllowed):
            leader.require(Action.RECORD_WORKED, HUB, home)
    assert leader.homes(Action.RECORD_WORKED, HUB) == frozenset({"Oak"})
    assert leader.homes(Action.PUBLISH, HUB) == frozenset()
    assert caller(Role.SHIFT_LEADER).homes(Action.RECORD_WORKED, HUB) is None


def test_what_is_one_s_own_has_no_home() -> None:
    """Somebody of one home requests leave like everybody."""
    assert caller(Role.STAFF, "Oak").may(Action.REQUEST_LEAVE, HUB)


def test_several_roles_add_up() -> None:
    """Each where it is given."""
    both = Caller(UUID(int=3), "Ann", (Grant(Role.STAFF, HUB), Grant(Role.HUB_MANAGER, OTHER)))
    assert both.may(Action.PUBLISH, OTHER)
    assert not both.may(Action.PUBLISH, HUB)
    assert both.scope == Scope.of(HUB, OTHER)


def test_a_key_signs_nothing_and_makes_no_keys() -> None:
    """Whatever its role: what is done in person is done by one."""
    key = Caller(UUID(int=3), "payroll", (Grant(Role.HUB_MANAGER, HUB),), kind=CallerKind.KEY)
    assert key.may(Action.EXPORT, HUB)
    for action in (Action.SIGN_OFF, Action.MANAGE_KEYS, Action.GIVE_ROLES, Action.REQUEST_LEAVE):
        assert not key.may(action, HUB)


def test_the_log_tells_callers_apart() -> None:
    """By what they are and their id, never by name."""
    assert SERVICE.actor == "service"
    assert caller(Role.STAFF).actor == f"account {UUID(int=101)}"
