"""Closing dates kept: those that hold, and beside them those that did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hub_roster.store.database import Database
from hub_roster.store.leave_closings import Closing, LeaveClosings
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import LeaveClosing
from tests import tiny
from tests.service.kept import MADE, keep_file, later

HUB = tiny.hub(tiny.people("ann"))
INSPECTION = Closing(tiny.on("Mon"), tiny.on("Fri"), "Inspection")
SUMMER = Closing(tiny.on("Mon+3"), tiny.on("Sun+4"), "Summer", closes_on=tiny.on("Sun+1"))


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a hub."""
    keep_file(database, HUB)
    return database


def test_what_holds_already_stays_as_it_was(kept: Database) -> None:
    """The same days keep their id and who set them; what is left out ends, and is kept beside."""
    with kept.writing(WHOLE) as session:
        closings = LeaveClosings(session)
        assert closings.of(HUB.id).changed is None
        first = closings.replace(HUB.id, [SUMMER, INSPECTION], MADE)
        assert first.closings == (INSPECTION, SUMMER)
        second = closings.replace(HUB.id, [SUMMER], later(10))
        assert second.kept == first.kept[1:]
        assert second.changed == later(10)
        row = session.scalars(select(LeaveClosing).where(LeaveClosing.label == "Inspection")).one()
        assert (row.ended_at, row.ended_by) == (later(10).at, later(10).by)


def test_the_same_days_twice_are_kept_once(kept: Database) -> None:
    """And set again, after they had ended, they are new ones."""
    with kept.writing(WHOLE) as session:
        closings = LeaveClosings(session)
        (before,) = closings.replace(HUB.id, [SUMMER, SUMMER], MADE).kept
        assert closings.replace(HUB.id, [], later(1)).kept == ()
        (after,) = closings.replace(HUB.id, [SUMMER], later(2)).kept
        assert (after.closing, after.made) == (SUMMER, later(2))
        assert after.id != before.id


def test_days_in_the_wrong_order_are_not_kept(kept: Database) -> None:
    """Whoever asks: the database itself refuses."""
    wrong = replace(SUMMER, last_day=tiny.on("Mon"))
    with pytest.raises(IntegrityError), kept.writing(WHOLE) as session:
        LeaveClosings(session).replace(HUB.id, [wrong], MADE)


@pytest.mark.parametrize(("on", "over"), [("Sun+1", False), ("Mon+2", True)])
def test_the_last_day_to_ask_is_one_of_them(on: str, over: bool) -> None:
    """And days without one cannot be asked for at all."""
    assert SUMMER.is_over(tiny.on(on)) == over
    assert INSPECTION.is_over(tiny.on(on))
