"""The tables, as classes."""

from hub_roster.store.tables.access import (
    Account,
    AccountIdentity,
    AccountPerson,
    ApiKey,
    GrantedRole,
    PasswordLink,
    ProviderLeaving,
    Role,
    Secret,
    SignIn,
    SignInAttempt,
)
from hub_roster.store.tables.audit import AuditDetail, AuditEntry
from hub_roster.store.tables.base import OfHub, Table
from hub_roster.store.tables.feeds import Feed, FeedBody, FeedKind, Told, ToldKind
from hub_roster.store.tables.hub_files import HubFile, HubFileVersion
from hub_roster.store.tables.jobs import OPEN, Job, JobState, Planned, Wish
from hub_roster.store.tables.leave import (
    LeaveClosing,
    LeaveEvent,
    LeaveEventKind,
    LeaveGround,
    LeaveRequest,
    LeaveState,
)
from hub_roster.store.tables.messages import (
    Channel,
    Contact,
    Later,
    Message,
    MessageAttempt,
    MessageState,
    News,
    Webhook,
)
from hub_roster.store.tables.offers import KeptOffer, OfferEvent, OfferEventKind, OfferState
from hub_roster.store.tables.records import Erasing, RecordHold, RecordsPolicyVersion, Sweep
from hub_roster.store.tables.rosters import Booking, KeptLock, Recording, RosterVersion, ToldChange, Week

__all__ = [
    "OPEN",
    "Account",
    "AccountIdentity",
    "AccountPerson",
    "ApiKey",
    "AuditDetail",
    "AuditEntry",
    "Booking",
    "Channel",
    "Contact",
    "Erasing",
    "Feed",
    "FeedBody",
    "FeedKind",
    "GrantedRole",
    "HubFile",
    "HubFileVersion",
    "Job",
    "JobState",
    "KeptLock",
    "KeptOffer",
    "Later",
    "LeaveClosing",
    "LeaveEvent",
    "LeaveEventKind",
    "LeaveGround",
    "LeaveRequest",
    "LeaveState",
    "Message",
    "MessageAttempt",
    "MessageState",
    "News",
    "OfHub",
    "OfferEvent",
    "OfferEventKind",
    "OfferState",
    "PasswordLink",
    "Planned",
    "ProviderLeaving",
    "RecordHold",
    "Recording",
    "RecordsPolicyVersion",
    "Role",
    "RosterVersion",
    "Secret",
    "SignIn",
    "SignInAttempt",
    "Sweep",
    "Table",
    "Told",
    "ToldChange",
    "ToldKind",
    "Webhook",
    "Week",
    "Wish",
]
