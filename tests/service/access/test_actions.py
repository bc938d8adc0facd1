"""The table of what each role may do."""

from __future__ import annotations

import pytest

from hub_roster.service.access.actions import (
    ABOUT_ONESELF,
    IN_PERSON,
    LOOKING,
    MAY,
    OF_THE_SERVICE,
    Action,
    who_may,
)
from hub_roster.store.tables import Role


def test_every_role_is_in_it() -> None:
    """A role without a row could do nothing, and nobody would have said so."""
    assert set(MAY) == set(Role)


@pytest.mark.parametrize("action", Action)
def test_somebody_may_do_everything(action: Action) -> None:
    """An action that nobody may do would be a mistake."""
    assert who_may(action)


def test_an_auditor_changes_nothing() -> None:
    """All may be looked at, for an inspection, and that is all."""
    assert MAY[Role.AUDITOR] == LOOKING


def test_a_hub_s_roles_do_nothing_in_the_service() -> None:
    """And an administrator sees nothing of a hub."""
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert not MAY[role] & OF_THE_SERVICE
    assert MAY[Role.ADMINISTRATOR] == OF_THE_SERVICE | {Action.GIVE_ROLES}


@pytest.mark.parametrize(
    "action",
    [
        Action.PUBLISH,
        Action.SIGN_OFF,
        Action.EDIT_ROSTER,
        Action.DECIDE_LEAVE,
        Action.IMPORT,
        Action.HOLD,
        Action.CHANGE_RECORDS_POLICY,
    ],
)
def test_a_manager_decides(action: Action) -> None:
    """Nobody else publishes, signs or decides."""
    assert who_may(action) == (Role.HUB_MANAGER,)


@pytest.mark.parametrize("action", [Action.SEE_RESTRICTED, Action.SEE_AUDIT, Action.SEE_FILE])
def test_few_look_closer(action: Action) -> None:
    """Restrictions, the log, and the file that holds everything."""
    assert set(who_may(action)) == {Role.HUB_MANAGER, Role.AUDITOR}


def test_what_is_one_s_own_is_done_in_person() -> None:
    """No other system requests leave, decides on it, signs, or says how long anything is kept."""
    assert ABOUT_ONESELF | {Action.DECIDE_LEAVE, Action.SIGN_OFF} < IN_PERSON
    assert {Action.HOLD, Action.CHANGE_RECORDS_POLICY} < IN_PERSON
