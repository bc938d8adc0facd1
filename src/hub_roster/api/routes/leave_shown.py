"""How requests for leave are shown: to their person what is theirs, to whoever decides what it comes to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from hub_roster.api.etags import etag_of
from hub_roster.domain.leave import LeaveBalance
from hub_roster.service.access.masking import Eyes
from hub_roster.service.leave.cover import Cover
from hub_roster.service.leave.duties import DutyHeld
from hub_roster.service.leave.ties import Tie, Without
from hub_roster.service.leave.weighing import Weighing, YearTouched
from hub_roster.store.leave_closings import Closing
from hub_roster.store.leave_requests import HOLDS, LeaveHappened, LeaveNow
from hub_roster.store.tables import LeaveEventKind, LeaveGround, LeaveState


class ClosingShown(BaseModel):
    """Days that are closed to leave, or close to it on a date.

    Attributes
    ----------
    closes_on
        The last day on which they can be asked for; None where they cannot be at all.
    """

    first_day: date
    last_day: date
    label: Annotated[str, Field(examples=["Summer inspection fortnight"])]
    closes_on: date | None


class BalanceShown(BaseModel):
    """A leave year, in hours.

    Attributes
    ----------
    carried
        From the year before.
    taken, booked, asked
        On days that are over; on days to come; on days asked for and not decided on.
    left
        Of all that; below 0 where it is more than there is, which a manager may approve.
    """

    person: str
    first_day: date
    last_day: date
    hours: float
    carried: float
    taken: float
    booked: float
    asked: float
    left: float


class YearTouchedShown(BalanceShown):
    """A leave year with days of a request in it.

    Attributes
    ----------
    of_this
        Hours that the request itself counts.
    """

    of_this: float


class RequestShown(BaseModel):
    """Leave that was asked for.

    Attributes
    ----------
    late
        It was asked for when its days were closed already.
    state
        ``cancel asked``: approved, and its person would have it cancelled.
    ground
        Why it was declined.
    """

    id: UUID
    hub: UUID
    person: str
    first_day: date
    last_day: date
    late: bool
    state: LeaveState
    ground: LeaveGround | None
    asked_at: datetime
    asked_by: str
    changed_at: datetime
    changed_by: str


class RequestToDecide(RequestShown):
    """The same for whoever decides.

    Attributes
    ----------
    in_file
        It holds, and the hub's file has it: not where a workbook without it was taken in since.
    """

    in_file: bool


class OwnDutyShown(BaseModel):
    """Work in these days by rosters in force, in words that say nothing of a young person."""

    id: UUID
    post: Annotated[str, Field(examples=["Late, Ash"])]
    starts: datetime
    ends: datetime


class DutyToGive(OwnDutyShown):
    """The same for whoever decides.

    Attributes
    ----------
    short
        How many people it lacks without them; 0 where there are enough.
    """

    task: str
    short: int


class OwnDayShown(BaseModel):
    """A day of a request.

    Attributes
    ----------
    away
        How many others of the hub are on leave.
    """

    day: date
    bank_holiday: bool
    away: int


class CoverShown(BaseModel):
    """Of the shifts that begin on a day, and that the person could work, the one with the fewest to spare.

    Attributes
    ----------
    can_work
        How many could work it, the person included.
    away, asked
        How many of those are on leave; how many others have asked for it.
    left
        How many are there without those on leave and without the person.
    """

    home: str
    shift: str
    seats: int
    can_work: int
    away: int
    asked: int
    left: int


class DayToDecide(BaseModel):
    """A day of a request, for whoever decides.

    Attributes
    ----------
    away, asked
        Others of the hub who are on leave, or have asked for it.
    cover
        None where the person can work no shift that begins on it, or the hub's file has faults then.
    """

    day: date
    bank_holiday: bool
    away: tuple[str, ...]
    asked: tuple[str, ...]
    cover: CoverShown | None


class WithoutShown(BaseModel):
    """A young person, or an adult of a family, whose own adult would be away.

    Attributes
    ----------
    tie
        What the person is to them.
    second
        Their deputy, where it is the key worker who would be away; else their key worker.
    second_away, second_asked
        Days on which that one is on leave too, or has asked for it.
    nobody
        Days on which none of their own adults is left.
    """

    young_person: str
    tie: Tie
    second: str | None
    second_away: tuple[date, ...]
    second_asked: tuple[date, ...]
    nobody: tuple[date, ...]


class OwnWeighed(BaseModel):
    """What one's own request comes to.

    Attributes
    ----------
    outside_years
        How many of its days lie in no leave year that the hub keeps.
    closed
        What its days were closed by when it was asked for.
    """

    years: tuple[YearTouchedShown, ...]
    outside_years: int
    closed: tuple[ClosingShown, ...]
    days: tuple[OwnDayShown, ...]
    duties: tuple[OwnDutyShown, ...]


class WeighedToDecide(BaseModel):
    """What a request comes to, for whoever decides.

    Attributes
    ----------
    duties
        To be given to others where it is approved.
    young_people
        Those whose key worker, or other adult of their own, would be away.
    file_faults
        Why the hub's file does not hold together in these weeks: what it comes to is not known until it does.
    """

    years: tuple[YearTouchedShown, ...]
    outside_years: int
    closed: tuple[ClosingShown, ...]
    days: tuple[DayToDecide, ...]
    duties: tuple[DutyToGive, ...]
    young_people: tuple[WithoutShown, ...]
    file_faults: tuple[str, ...]


class HappenedToLeave(BaseModel):
    """One thing that happened to a request, and when."""

    number: int
    kind: LeaveEventKind
    at: datetime
    by: str
    ground: LeaveGround | None


class OwnRequestWeighed(RequestShown):
    """One's own request, and what it comes to; that is None once it is settled or over."""

    weighed: OwnWeighed | None


class RequestWeighed(RequestToDecide):
    """A request, all that happened to it, and what it comes to; that is None once it is settled or over."""

    weighed: WeighedToDecide | None
    events: tuple[HappenedToLeave, ...]


def tag_of(kept: LeaveNow) -> str:
    """Give the tag of a request as it stands."""
    return etag_of(kept.leave.id, kept.number)


def shown(kept: LeaveNow) -> RequestShown:
    """Show a request."""
    leave = kept.leave
    return RequestShown(
        id=leave.id,
        hub=leave.file_id,
        person=leave.person,
        first_day=leave.first_day,
        last_day=leave.last_day,
        late=leave.late,
        state=kept.state,
        ground=kept.ground,
        asked_at=kept.asked.at,
        asked_by=kept.asked.by,
        changed_at=kept.changed.at,
        changed_by=kept.changed.by,
    )


def to_decide(kept: LeaveNow, away: frozenset[date]) -> RequestToDecide:
    """Show a request to whoever decides.

    Parameters
    ----------
    away
        The days on which its person is on leave by the hub's file.
    """
    return RequestToDecide(
        **shown(kept).model_dump(), in_file=kept.state in HOLDS and away.issuperset(kept.leave.days)
    )


def happened(event: LeaveHappened) -> HappenedToLeave:
    """Show one thing that happened to a request."""
    return HappenedToLeave(
        number=event.number, kind=event.kind, at=event.made.at, by=event.made.by, ground=event.ground
    )


def closing(each: Closing) -> ClosingShown:
    """Show days that are closed to leave."""
    return ClosingShown(
        first_day=each.first_day, last_day=each.last_day, label=each.label, closes_on=each.closes_on
    )


def balance(each: LeaveBalance) -> BalanceShown:
    """Show a leave year."""
    return BalanceShown(
        person=each.year.person,
        first_day=each.year.first_day,
        last_day=each.year.last_day,
        hours=each.year.hours,
        carried=each.year.carried_hours,
        taken=round(each.taken, 2),
        booked=round(each.booked, 2),
        asked=round(each.asked, 2),
        left=round(each.left, 2),
    )


def own_weighed(weighing: Weighing) -> OwnWeighed:
    """Show somebody what their own request comes to: of others a count, of young people nothing."""
    held = () if weighing.duties is None else weighing.duties.duties
    return OwnWeighed(
        years=tuple(map(_year, weighing.years)),
        outside_years=weighing.outside_years,
        closed=tuple(map(closing, weighing.closed)),
        days=tuple(
            OwnDayShown(day=day, bank_holiday=day in weighing.bank_holidays, away=len(weighing.away[day]))
            for day in weighing.days
        ),
        duties=tuple(
            OwnDutyShown(id=each.id, post=each.post, starts=each.starts, ends=each.ends) for each in held
        ),
    )


def weighed(weighing: Weighing, eyes: Eyes) -> WeighedToDecide:
    """Show whoever decides what a request comes to.

    Parameters
    ----------
    eyes
        Whoever decides, over the weeks of the duties.
    """
    held = () if weighing.duties is None else weighing.duties.duties
    return WeighedToDecide(
        years=tuple(map(_year, weighing.years)),
        outside_years=weighing.outside_years,
        closed=tuple(map(closing, weighing.closed)),
        days=tuple(
            DayToDecide(
                day=day,
                bank_holiday=day in weighing.bank_holidays,
                away=weighing.away[day],
                asked=weighing.asked[day],
                cover=_cover(weighing.cover.get(day)),
            )
            for day in weighing.days
        ),
        duties=tuple(_duty(each, eyes) for each in held),
        young_people=tuple(_without(each, eyes) for each in weighing.without if each.code in eyes.seen),
        file_faults=tuple(map(eyes.said, weighing.faults)),
    )


def _year(touched: YearTouched) -> YearTouchedShown:
    return YearTouchedShown(**balance(touched.balance).model_dump(), of_this=round(touched.of_this, 2))


def _cover(cover: Cover | None) -> CoverShown | None:
    if cover is None:
        return None
    return CoverShown(
        home=cover.home,
        shift=cover.shift,
        seats=cover.seats,
        can_work=cover.can_work,
        away=cover.away,
        asked=cover.asked,
        left=cover.left,
    )


def _duty(duty: DutyHeld, eyes: Eyes) -> DutyToGive:
    return DutyToGive(
        id=duty.id,
        post=duty.post,
        starts=duty.starts,
        ends=duty.ends,
        task=eyes.task(duty.task),
        short=duty.short,
    )


def _without(each: Without, eyes: Eyes) -> WithoutShown:
    return WithoutShown(
        young_person=eyes.whom(each.code),
        tie=each.tie,
        second=each.second,
        second_away=each.second_away,
        second_asked=each.second_asked,
        nobody=each.nobody,
    )
