"""Who was on, printed: what stands on the sheet, in words alone, and that a screen reader can read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import page as pdf_standard
import pytest

from hub_roster.domain.leading import Leads
from hub_roster.domain.people import Employment
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.who_was_on import (
    Issued,
    LivedThere,
    Named,
    OnCallFor,
    OnShift,
    Seat,
    Sides,
    WeekOnRecord,
    WhoWasOn,
)
from hub_roster.exchange.who_was_on_sheet import moment_words, span_words, who_was_on_pdf
from tests.exchange.test_wall_roster import tags_of, text_of

MONDAY = date(2026, 2, 2)


def at(day: int, hour: int) -> datetime:
    """Give an hour of a day in February 2026."""
    return datetime(2026, 2, day, hour, tzinfo=UTC)


def issued(number: int, when: datetime, status: RosterStatus = RosterStatus.PUBLISHED) -> Issued:
    """Give a version."""
    return Issued(id=UUID(int=number), first_day=MONDAY, number=number, status=status, at=when, by="Ada Reed")


LATE = Seat(start=at(2, 15), end=at(2, 23), leads=Leads.LEADER)
ANN = Named(key="SC:1:1", name="Ann Lee", role="hub worker", employment=Employment.CONTRACTED, employer="SC")


def found(
    name: str = "Ann Lee", sides: Sides | None = None, worked: bool = True, **fields: object
) -> WhoWasOn:
    """Give what was found of one late shift."""
    who = ANN.model_copy(update={"name": name})
    week = WeekOnRecord(
        first_day=MONDAY,
        planned=issued(1, at(1, 9)),
        planned_last=issued(1, at(1, 9)),
        worked=issued(2, at(9, 9), RosterStatus.WORKED) if worked else None,
    )
    given: dict[str, object] = {
        "hub": "Hub",
        "home": "Oak",
        "since": at(2, 20),
        "until": None,
        "asked_at": at(20, 10),
        "asked_by": "Ada Reed",
        "people": (
            OnShift(
                who=who,
                shift="late",
                shift_day=MONDAY,
                asleep=False,
                sides=sides or Sides(planned=LATE, planned_last=LATE, worked=LATE),
            ),
        ),
        "on_call": (OnCallFor(who=who, sides=Sides(planned=Seat(start=at(2, 17), end=at(3, 9)))),),
        "young_people": (LivedThere(called="Heron", known_then=True, known_now=True),),
        "weeks": (week,),
        "notes": (),
    }
    return WhoWasOn.model_validate({**given, **fields})


def test_it_says_who_when_and_by_which_record() -> None:
    """Names, roles, employers, in charge, awake, who lived there, versions, and who asked when."""
    text = text_of(who_was_on_pdf(found()))
    for words in (
        "Who was on at Oak",
        "Monday 2 February 2026, 20:00 GMT",
        "In charge, as worked: Ann Lee.",
        "hub worker, contracted",
        "Employer: SC",
        "Awake",
        "15:00 to 23:00",
        "17:00 to 09:00 on Tue 3 Feb",
        "Heron.",
        "Version 2, recorded",
        "Made by Ada Reed, Friday 20 February 2026, 10:00 GMT",
        "Page 1 of",
    ):
        assert words in text
    assert text.count("Planned last") == 1  # among the records alone: nothing was changed


def test_what_is_not_so_is_said_too() -> None:
    """Not on, not recorded, nobody in charge: no gap is left to be read as one likes."""
    missing = text_of(who_was_on_pdf(found(sides=Sides(planned=LATE))))
    assert "Not on" in missing
    assert "In charge, as planned: Ann Lee." in missing
    unrecorded = text_of(who_was_on_pdf(found(worked=False)))
    assert "Not recorded" in unrecorded
    nobody = text_of(who_was_on_pdf(found(people=(), on_call=(), young_people=())))
    assert "Nobody was on a shift in the home, by any record there is." in nobody
    led = Sides(worked=LATE.model_copy(update={"leads": None}))
    assert "Nobody on shift could be in charge, as worked." in text_of(who_was_on_pdf(found(sides=led)))


@pytest.mark.parametrize("name", ["#strong[Ann]", "*Ann* _Lee_", "= Ann", "\u0141ukasz \u017bak"])
def test_a_name_is_never_markup(name: str) -> None:
    """It is set as it is written."""
    assert name in text_of(who_was_on_pdf(found(name)))


def test_a_name_there_are_no_letters_for() -> None:
    """Question marks stand for what cannot be shown; the key beside it says who it is."""
    text = text_of(who_was_on_pdf(found("\u738b\u5c0f")))
    assert "??" in text
    assert "SC:1:1" in text


def test_it_keeps_the_standard() -> None:
    """A validator that is not the typesetter's finds it PDF/UA-1 in every rule, its tables with heads."""
    pdf = who_was_on_pdf(found(notes=("A note.",)))
    report = pdf_standard.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    tags = list(tags_of(pdf))
    tables = [below for tag, below in tags if tag == "/Table"]
    assert len(tables) == 3
    assert all(below.count("/TH") >= 3 for below in tables)
    assert [tag for tag, _ in tags].count("/H1") == 1


def test_times_are_those_of_the_clock_on_the_wall() -> None:
    """Summer or winter is said where an instant is meant; a night says on which day it ends."""
    assert moment_words(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == "Sunday 25 October 2026, 01:30 BST"
    assert moment_words(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == "Sunday 25 October 2026, 01:30 GMT"
    assert span_words(at(2, 23), at(3, 7)) == "23:00 to 07:00 on Tue 3 Feb"
