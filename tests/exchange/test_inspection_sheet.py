"""The inspector's pack, printed: what it says in words, and that a screen reader can read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import page as pdf_standard

from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.inspection import (
    AgencyWeek,
    ApprovedFor,
    DifferentAdults,
    Held,
    InductedFrom,
    InspectedWeek,
    Pack,
    ShiftOnRecord,
    SignedOff,
    StaffMember,
)
from hub_roster.exchange.inspection_sheet import inspection_pdf
from hub_roster.exchange.who_was_on import Issued, Named
from tests.exchange.test_wall_roster import tags_of, text_of

FIRST, SECOND = date(2026, 2, 2), date(2026, 2, 9)
NOON = datetime(2026, 2, 20, 12, tzinfo=UTC)
ANN, BEN, CAT = (
    Named(key=f"SC:{k}:1", name=name) for k, name in enumerate(("Ann Lee", "Ben Cole", "Cat Dow"))
)


def issued(status: RosterStatus) -> Issued:
    """Give a version."""
    return Issued(id=UUID(int=1), first_day=FIRST, number=2, status=status, at=NOON, by="Ada Reed")


def packed(**fields: object) -> Pack:
    """Give a pack of two weeks, the second without a record of what was worked."""
    early = ShiftOnRecord(day=FIRST, name="early", seats=3, planned=(ANN, BEN), worked=(ANN, CAT))
    late = ShiftOnRecord(day=SECOND, name="late", seats=1, planned=(), worked=None)
    given: dict[str, object] = {
        "hub": "Hub",
        "home": "Oak",
        "first_day": FIRST,
        "last_day": date(2026, 2, 15),
        "made_at": NOON,
        "made_by": "Ada Reed",
        "staff": (
            StaffMember(
                who=ANN,
                started=date(2020, 3, 1),
                held=(Held(skill="first aid", valid_from=None, valid_until=date(2026, 2, 10)),),
                inductions=(InductedFrom(first_day=FIRST, signed_off=None, signed_by=""),),
                approvals=(ApprovedFor(called="Heron", valid_from=FIRST, valid_until=None),),
                shifts=3,
            ),
        ),
        "agency": (
            AgencyWeek(
                first_day=FIRST, is_worked=True, seats=4, minutes=1920, agency_seats=1, agency_minutes=480
            ),
            AgencyWeek(
                first_day=SECOND, is_worked=False, seats=0, minutes=0, agency_seats=0, agency_minutes=0
            ),
        ),
        "adults": (DifferentAdults(called="Heron", in_period=7, most_in_a_week=5),),
        "weeks": (
            InspectedWeek(
                first_day=FIRST,
                published=(issued(RosterStatus.PUBLISHED),),
                worked=issued(RosterStatus.WORKED),
                shifts=(early,),
            ),
            InspectedWeek(first_day=SECOND, published=(), worked=None, shifts=(late,)),
        ),
        "signed_off": (
            SignedOff(
                version=issued(RosterStatus.PUBLISHED),
                by="Ada Reed",
                contingency="On-call comes in.",
                short=("seats: late Mon 2 Feb",),
            ),
        ),
        "unrecorded": (SECOND,),
    }
    return Pack.model_validate({**given, **fields})


def test_it_says_all_of_it() -> None:
    """Weeks without a record, agency, adults, what was signed off, versions, staff, and each week."""
    text = text_of(inspection_pdf(packed()))
    for words in (
        "Staffing of Oak",
        "What was worked is not recorded for 1 of 2 weeks, those of 9 Feb 2026.",
        "25%: 8 of 32 h, 1 of 4 seats",
        "0%: 0 of 0 h, 0 of 0 seats, as planned",
        "Heron 7 5",
        "On-call comes in.",
        "seats: late Mon 2 Feb",
        "Version 2, published Friday 20 February 2026, 12:00 GMT, by Ada Reed",
        "First aid: ran out on 10/02/2026",
        "Induction from 02/02/2026, not signed off",
        "Heron from 02/02/2026",
        "Ben Cole: did not work",
        "Cat Dow: not planned",
        "1 seat empty",
        "Nobody",
    ):
        assert words in text


def test_an_empty_period_says_so() -> None:
    """No gap is left to be read as one likes."""
    weeks = (InspectedWeek(first_day=FIRST, published=(), worked=None, shifts=()),)
    text = text_of(inspection_pdf(packed(adults=(), signed_off=(), weeks=weeks, unrecorded=(FIRST,))))
    for words in (
        "No young person lived in the home in these weeks.",
        "No roster went out with a safety need unmet.",
        "Nothing was published",
        "Nothing is on record of this week.",
    ):
        assert words in text
    assert "What was worked is recorded for every week." in text_of(inspection_pdf(packed(unrecorded=())))


def test_it_keeps_the_standard() -> None:
    """A validator that is not the typesetter's finds it PDF/UA-1; its bars are said in words."""
    pdf = inspection_pdf(packed())
    report = pdf_standard.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    tags = [tag for tag, _ in tags_of(pdf)]
    assert tags.count("/Figure") == 1
    assert tags.count("/H1") == 1
    assert tags.count("/Table") >= 5
