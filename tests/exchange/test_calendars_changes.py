"""What becomes of an event as the roster changes: tentative, moved, cancelled, and known again by its UID."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.calendars import home_calendar, person_calendar
from tests.exchange.calendar_week import ALL, LATE, REVISED, VISIT, assigned, events_of, lines_of, unfolded


@pytest.mark.parametrize("status", RosterStatus)
def test_only_a_draft_is_tentative(status: RosterStatus) -> None:
    """A draft's events are tentative and its calendar says so; any later roster's are confirmed."""
    body = person_calendar(lines_of(LATE, status=status), "A:1:1", revised=REVISED)
    draft = status is RosterStatus.DRAFT
    assert events_of(body)[0]["STATUS"] == ("TENTATIVE" if draft else "CONFIRMED")
    assert (b"A draft" in body) == draft


def test_a_moved_duty_is_the_same_event_one_later() -> None:
    """A visit moved by an hour keeps its UID; its SEQUENCE and times change."""
    moved = assigned("A:1:1", "Curlew-1", "2026-11-05T11:00", "2026-11-05T12:30")
    (before,) = events_of(person_calendar(lines_of(VISIT), "A:1:1", revised=REVISED))
    (after,) = events_of(
        person_calendar(
            lines_of(moved),
            "A:1:1",
            revised=REVISED + timedelta(days=1),
            sequence={VISIT.id: 1},
        )
    )
    assert before["UID"] == after["UID"] == str(VISIT.id)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert (before["DTSTART"], after["DTSTART"]) == ("20261105T100000Z", "20261105T110000Z")
    assert after["DTSTAMP"] == after["LAST-MODIFIED"] == "20261013T093000Z"


def test_a_change_of_person_cancels_one_event_and_makes_another() -> None:
    """A late given to somebody else is struck out for one and new for the other."""
    given_to = assigned("A:2:1", LATE.task, "2026-11-02T14:30", "2026-11-02T22:30")
    lines = lines_of(given_to)
    (old,) = events_of(person_calendar(lines, "A:1:1", revised=REVISED, cancelled=[LATE]))
    (new,) = events_of(person_calendar(lines, "A:2:1", revised=REVISED, cancelled=[LATE]))
    assert (old["UID"], old["STATUS"]) == (str(LATE.id), "CANCELLED")
    assert (old["SUMMARY"], old["TRANSP"]) == (r"Cancelled: Late\, Ash", "TRANSPARENT")
    assert old["SEQUENCE"] == "1"
    assert (new["UID"], new["STATUS"], new["SEQUENCE"]) == (str(given_to.id), "CONFIRMED", "0")
    assert new["UID"] != old["UID"]
    seats = events_of(home_calendar(lines, "Ash", revised=REVISED, cancelled=[LATE]))
    assert {(e["UID"], e["STATUS"]) for e in seats} == {
        (str(LATE.id), "CANCELLED"),
        (str(given_to.id), "CONFIRMED"),
    }


def test_a_duty_given_back_is_not_cancelled() -> None:
    """An assignment that stands again after a cancelling is in the file once, confirmed."""
    body = person_calendar(lines_of(LATE), "A:1:1", revised=REVISED, cancelled=[LATE])
    assert [e["STATUS"] for e in events_of(body)] == ["CONFIRMED"]


def test_a_cancelled_duty_outlives_its_task() -> None:
    """A duty cancelled together with its task is still struck out, under a plain name."""
    gone = assigned("A:1:1", "Old home/2026-11-02/late/1", "2026-11-02T14:30", "2026-11-02T22:30")
    body = person_calendar(lines_of(), "A:1:1", revised=REVISED, cancelled=[gone])
    assert [e["SUMMARY"] for e in events_of(body)] == ["Cancelled: Duty"]


def test_calendars_have_one_lasting_uid_each() -> None:
    """A calendar's own UID depends on whose it is, not on what is in it."""

    def uid(body: bytes) -> str:
        return next(line for line in unfolded(body) if line.startswith("UID:"))

    full, empty = lines_of(*ALL), lines_of()
    one = uid(person_calendar(full, "A:1:1", revised=REVISED))
    assert uid(person_calendar(empty, "A:1:1", revised=REVISED)) == one
    assert uid(person_calendar(full, "A:2:1", revised=REVISED)) != one
    assert uid(home_calendar(full, "Ash", revised=REVISED)) != one
