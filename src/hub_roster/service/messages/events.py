"""What webhooks are sent: that something happened in a hub, in ids and counts, and nobody in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from hub_roster.service.feeds.telling import Change
from hub_roster.store.rosters import Version
from hub_roster.store.tables import News

TYPES = {
    News.PUBLISHED: "roster.published",
    News.CHANGED_SOON: "roster.changed_within_48_hours",
    News.TEST: "webhook.test",
}


class Published(BaseModel):
    """What is said of a version published.

    Attributes
    ----------
    version
        Counts from 1 for each first day.
    people, changes, changes_within_48_hours
        How many people's duties it changes, how many duties, and how many of those within 48 hours.
    """

    model_config = ConfigDict(frozen=True)

    hub: UUID
    roster: UUID
    first_day: date
    weeks: int
    version: int
    status: str
    people: int
    changes: int
    changes_within_48_hours: int


class Tested(BaseModel):
    """What is said to show that a webhook works."""

    model_config = ConfigDict(frozen=True)

    hub: UUID


class Event(BaseModel):
    """What a webhook is sent, as the Standard Webhooks write it."""

    model_config = ConfigDict(frozen=True)

    type: Annotated[str, Field(examples=["roster.published"])]
    timestamp: datetime
    data: Published | Tested


def published_event(news: News, version: Version, changes: Sequence[Change], soon: int, at: datetime) -> str:
    """Give what is sent of a version published, in JSON."""
    data = Published(
        hub=version.file_id,
        roster=version.id,
        first_day=version.first_day,
        weeks=version.weeks,
        version=version.number,
        status=version.status,
        people=len({change.person for change in changes}),
        changes=len(changes),
        changes_within_48_hours=soon,
    )
    return Event(type=TYPES[news], timestamp=at, data=data).model_dump_json()


def trial_event(file_id: UUID, at: datetime) -> str:
    """Give what is sent to show that a webhook works, in JSON."""
    return Event(type=TYPES[News.TEST], timestamp=at, data=Tested(hub=file_id)).model_dump_json()
