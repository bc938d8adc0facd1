"""The tables, as classes."""

from hub_roster.store.tables.base import OfHub, Table
from hub_roster.store.tables.hub_files import HubFile, HubFileVersion
from hub_roster.store.tables.jobs import OPEN, Job, JobState, Wish
from hub_roster.store.tables.rosters import Booking, RosterVersion, Week

__all__ = [
    "OPEN",
    "Booking",
    "HubFile",
    "HubFileVersion",
    "Job",
    "JobState",
    "OfHub",
    "RosterVersion",
    "Table",
    "Week",
    "Wish",
]
