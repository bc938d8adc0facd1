"""What can be done in the service, and which role may do it: the one table that every route asks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from hub_roster.store.tables import Role


class Action(StrEnum):
    """Something a user does, in words that go on from "you may not"."""

    # about oneself
    SEE_OWN_DUTIES = "see your own duties"
    ANSWER_OFFERS = "answer offers"
    REQUEST_LEAVE = "request leave"
    OWN_FEEDS = "subscribe to your own calendar"
    # looking
    SEE_ROSTER = "see the roster"
    SEE_DRAFTS = "see drafts"
    SEE_FILE = "see the hub's file"
    SEE_YOUNG_PEOPLE = "look at young people"
    SEE_CONTINUITY = "see who sees whom, and how often"
    SEE_WHO_WAS_ON = "see who was on"
    SEE_LEAVE = "see the leave of others"
    SEE_INSPECTION = "see the inspector's pack"
    SEE_RESTRICTED = "see restricted detail"
    SEE_AUDIT = "see the audit log"
    SEE_MESSAGES = "see which messages went out"
    SEE_RECORDS_POLICY = "see how long records are kept"
    EXPORT = "export"
    # rostering
    TRY_SCENARIOS = "try staffing questions"
    DRAFT = "draft a roster"
    EDIT_ROSTER = "edit a roster"
    OFFER_WORK = "offer work"
    PUBLISH = "publish a roster"
    SIGN_OFF = "sign off an unmet safety need"
    RECORD_WORKED = "record what was worked"
    DECIDE_LEAVE = "decide on leave"
    # running a hub
    IMPORT = "import a hub's file"
    MANAGE_FEEDS = "manage the calendars of others"
    MANAGE_KEYS = "manage keys for other systems"
    MANAGE_WEBHOOKS = "manage webhooks"
    GIVE_ROLES = "give roles"
    HOLD = "hold records beyond their time"
    CHANGE_RECORDS_POLICY = "say how long records are kept"
    # running the service
    MANAGE_ACCOUNTS = "manage accounts"
    ADD_HUB = "add a hub"
    RUN_SERVICE = "run the service"


ABOUT_ONESELF = frozenset(
    {Action.SEE_OWN_DUTIES, Action.ANSWER_OFFERS, Action.REQUEST_LEAVE, Action.OWN_FEEDS}
)
"""What concerns nobody else: a role limited to a home is not limited in these."""

IN_PERSON = ABOUT_ONESELF | {
    Action.SIGN_OFF,
    Action.DECIDE_LEAVE,
    Action.GIVE_ROLES,
    Action.MANAGE_KEYS,
    Action.HOLD,
    Action.CHANGE_RECORDS_POLICY,
}
"""What no other system does by its key, whatever its role: a key cannot sign, nor make more of its kind.

Whether somebody may be away no machine decides either (UK GDPR, Article 22).
"""

LOOKING = frozenset(
    {
        Action.SEE_ROSTER,
        Action.SEE_DRAFTS,
        Action.SEE_FILE,
        Action.SEE_YOUNG_PEOPLE,
        Action.SEE_CONTINUITY,
        Action.SEE_WHO_WAS_ON,
        Action.SEE_LEAVE,
        Action.SEE_INSPECTION,
        Action.SEE_RESTRICTED,
        Action.SEE_AUDIT,
        Action.SEE_MESSAGES,
        Action.SEE_RECORDS_POLICY,
        Action.EXPORT,
    }
)
"""What changes nothing: an auditor may do all of it, and nothing else."""

OF_THE_SERVICE = frozenset({Action.MANAGE_ACCOUNTS, Action.ADD_HUB, Action.RUN_SERVICE})
"""What is done in no hub's file."""

_STAFF = ABOUT_ONESELF | {Action.SEE_ROSTER, Action.SEE_YOUNG_PEOPLE}

MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.STAFF: _STAFF,
        Role.SHIFT_LEADER: _STAFF | {Action.RECORD_WORKED, Action.SEE_WHO_WAS_ON},
        Role.HUB_MANAGER: frozenset(Action) - OF_THE_SERVICE,
        # Proposes and compares; what holds in a hub is its manager's.
        Role.PLANNER: frozenset(
            {
                Action.SEE_ROSTER,
                Action.SEE_DRAFTS,
                Action.SEE_YOUNG_PEOPLE,
                Action.SEE_CONTINUITY,
                Action.TRY_SCENARIOS,
            }
        ),
        # Their own employer sees to their leave, and what others do is not theirs to see.
        Role.PARTNER: frozenset({Action.SEE_OWN_DUTIES, Action.OWN_FEEDS, Action.SEE_YOUNG_PEOPLE}),
        Role.AUDITOR: LOOKING,
        # Sees to accounts and hubs, and no hub's people.
        Role.ADMINISTRATOR: OF_THE_SERVICE | {Action.GIVE_ROLES},
    }
)
"""What each role may do: in the files it is given in, an administrator in the service."""


def who_may(action: Action) -> tuple[Role, ...]:
    """Give the roles that may do something."""
    return tuple(role for role, actions in MAY.items() if action in actions)
