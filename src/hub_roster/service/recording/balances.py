"""What each person begins a week from, read off the very problem that its draft is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from hub_roster.domain.clock import ONE_DAY
from hub_roster.domain.duty import Length
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.rules.hours import ContractHours
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.working_time import AverageWeek
from hub_roster.service.recording.recording import week_worked
from hub_roster.service.weeks import period
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.scope import ScopedSession

WEEK = timedelta(days=7)


class Balance(BaseModel):
    """What one person begins a week from.

    Attributes
    ----------
    week_before_minutes
        Working time of the week before; None where nothing is known of it.
    assumed
        Some of it is from what was planned: not every week that counts is recorded as worked.
    weeks_counted, average_minutes
        The past weeks that the average of working time takes in, and that average over days not excluded;
        None where there are none.
    left_minutes
        How much they may work in the week before the average passes its limit; None for who has opted out.
    weekend_days, nights, sleep_ins, bank_holidays
        Over the weeks that are counted.
    days_in_a_row
        Days up to the one before the week on each of which a duty began.
    over_contract_minutes
        What the week before had above contract, below it where negative; None where nothing is known of it,
        or where no hours are contracted.
    disturbed_minutes
        Awake in the night of a sleep-in just over: their rest is longer by them.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    week_before_minutes: int | None
    assumed: bool
    weeks_counted: int
    average_minutes: int | None
    left_minutes: int | None
    weekend_days: int
    nights: int
    sleep_ins: int
    bank_holidays: int
    days_in_a_row: int
    over_contract_minutes: int | None
    disturbed_minutes: int


def balances(session: ScopedSession, file_id: UUID, monday: date) -> list[Balance]:
    """Give everybody's balances at the start of a week, by key."""
    problem = period(session, file_id, monday, 1).problem
    over = _over_contract(session, file_id, monday - WEEK)
    average = next(rule for rule in RULEBOOK.of(problem) if isinstance(rule, AverageWeek))
    keys = sorted(person.key for person in problem.people)
    return [_balance(problem, average, key, over.get(key)) for key in keys]


def _balance(problem: Problem, average: AverageWeek, person: str, over: int | None) -> Balance:
    weeks = tuple(average.past_weeks(person))
    before = [week for week in weeks if week.week == problem.first_day - WEEK]
    days = sum(7 - week.excluded_days for week in weeks)
    minutes = sum(week.working_minutes for week in weeks)
    duty = problem.duty_before.get(person)
    return Balance(
        person=person,
        week_before_minutes=before[0].working_minutes if before else None,
        assumed=any(week.assumed for week in weeks),
        weeks_counted=len(weeks),
        average_minutes=round(7 * minutes / days) if days else None,
        left_minutes=None if problem.person[person].opted_out else average.left(person, 0),
        weekend_days=sum(week.weekend_days for week in weeks),
        nights=sum(week.nights for week in weeks),
        sleep_ins=sum(week.sleep_ins for week in weeks),
        bank_holidays=sum(week.bank_holidays for week in weeks),
        days_in_a_row=sum(1 for _ in _days_running(problem, person)),
        over_contract_minutes=over,
        disturbed_minutes=0 if duty is None else duty.disturbed_minutes,
    )


def _days_running(problem: Problem, person: str) -> Iterator[date]:
    """Give the days just before a period on each of which a duty began, the last first."""
    worked = problem.days_worked_of.get(person, {})
    day = problem.first_day - ONE_DAY
    while day in worked and worked[day].duty:
        yield day
        day -= ONE_DAY


def _over_contract(session: ScopedSession, file_id: UUID, monday: date) -> dict[str, int]:
    """Give what each contracted person had above contract in a week, where anything is known of it."""
    files = HubFiles(session)
    if monday < files.problem(file_id, files.newest(file_id).number).first_day:
        return {}
    week = week_worked(session, file_id, monday)
    if week.planned is None and week.version is None:
        return {}
    lines = Lines(week.problem, week.roster)
    contract = next(rule for rule in RULEBOOK.of(week.problem) if isinstance(rule, ContractHours))
    start, end = week.problem.week_spans[0]
    return {
        person: sum(d.minutes(Length.CONTRACT, start, end) for d in lines.of[person])
        - contract.due(person, number)
        for person, number in contract.weeks()
    }
