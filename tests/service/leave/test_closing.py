"""Closing dates: what stands against asking, and what the log says of a change of them."""

from __future__ import annotations

from hub_roster.service.audit import Did
from hub_roster.service.leave.closing import closed_to, put_closing_dates
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.leave_closings import Closing, LeaveClosings
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.service.kept import MADE, keep_file

INSPECTION = Closing(tiny.on("Wed"), tiny.on("Fri"), "Inspection")
SUMMER = Closing(tiny.on("Mon"), tiny.on("Thu"), "Summer", closes_on=tiny.on("Mon-1"))


def test_what_touches_the_days_and_is_over() -> None:
    """By both ends, and by the day it is asked on."""
    both, early, late = (INSPECTION, SUMMER), tiny.on("Mon-1"), tiny.on("Tue-1")
    assert closed_to(both, tiny.on("Thu"), tiny.on("Thu"), early) == (INSPECTION,)
    assert closed_to(both, tiny.on("Thu"), tiny.on("Thu"), late) == both
    assert closed_to(both, tiny.on("Fri"), tiny.on("Sun"), late) == (INSPECTION,)
    assert closed_to(both, tiny.on("Sat"), tiny.on("Sun"), late) == ()


def test_a_change_of_them_is_written_down(database: Database) -> None:
    """How many there are by now; their labels stand in no entry."""
    hub = tiny.hub(tiny.people("ann"))
    keep_file(database, hub)
    with database.writing(WHOLE) as session:
        kept = put_closing_dates(session, hub.id, [INSPECTION, SUMMER], MADE, actor="account 1")
    with database.reading(WHOLE) as session:
        assert LeaveClosings(session).of(hub.id) == kept
        ((link, _),) = AuditLog(session).whole()
    assert (link.deed.action, link.deed.subject) == (Did.CLOSED_LEAVE, "2 closing dates")
