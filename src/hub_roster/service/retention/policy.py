"""A hub's policy on its records: what calendars may show, and how long what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from hub_roster.domain.clock import day_of, instant_of
from hub_roster.domain.problem import Problem
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.audit import Detail, Did, record
from hub_roster.service.feeds.building import build_some, showing_of
from hub_roster.store.database import Database
from hub_roster.store.feeds import Feeds
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.records_policy import PolicyVersion, RecordsPolicies, RecordsPolicy, Signed
from hub_roster.store.scope import Scope, ScopedSession

LAW = 15
"""Years: Children's Homes (England) Regulations 2015, regulation 37, of what Schedule 4 lists."""

MOST_YEARS, MOST_WEEKS = 100, 260

TOO_SHORT = (
    f"Rosters are kept {LAW} years at least after the last entry: regulation 37 of the Children's Homes "
    "(England) Regulations 2015 asks that of the rosters planned and worked in a home (Schedule 4)."
)


@dataclass(frozen=True)
class PolicyFault:
    """Something wrong with a policy, by the name of the figure."""

    place: str
    message: str


class UnfitPolicy(Exception):
    """A policy that cannot hold, with everything that is wrong with it."""

    def __init__(self, faults: Iterable[PolicyFault]) -> None:
        super().__init__("This policy cannot hold as it is.")
        self.faults = tuple(faults)


def change_policy(
    database: Database,
    scope: Scope,
    file_id: UUID,
    policy: RecordsPolicy,
    signed: Signed,
    made: Made,
    *,
    actor: str,
    after: int,
) -> PolicyVersion:
    """Let another policy hold from now on, with every calendar that it changes.

    Parameters
    ----------
    after
        The version one looked at; 0 where nobody had signed any.

    Raises
    ------
    UnfitPolicy
        If it keeps something shorter than the law or longer than makes sense, or nobody signed it.
    Superseded
        If somebody else changed it since.
    NotThere
        If there is no such file in scope.
    """
    faults = tuple(_faults(policy, signed, made))
    if faults:
        raise UnfitPolicy(faults)
    with database.writing(scope) as session:
        HubFiles(session).take_turn(file_id)
        policies = RecordsPolicies(session)
        before = policies.in_force(file_id).policy
        now = policies.add(file_id, policy, signed, made, after=after)
        if policy.full_calendars != before.full_calendars:
            _write_full_calendars(session, file_id, made)
        record(
            session,
            actor,
            Did.CHANGED_RECORDS_POLICY,
            made.at,
            file_id=file_id,
            subject=f"version {now.number} of the policy on records: {_words(policy)}",
            detail=Detail(words=f"signed by {signed.by} on {signed.on}"),
        )
        return now


def _words(policy: RecordsPolicy) -> str:
    """Say a policy in one line."""
    codes = "may" if policy.full_calendars else "may not"
    return (
        f"rosters {policy.roster_years} years, audit details {policy.audit_years} years, "
        f"drafts {policy.draft_weeks} weeks; calendars {codes} hold codes"
    )


def _faults(policy: RecordsPolicy, signed: Signed, made: Made) -> Iterator[PolicyFault]:
    if policy.roster_years < LAW:
        yield PolicyFault("roster_years", TOO_SHORT)
    for place, figure, most, unit in (
        ("roster_years", policy.roster_years, MOST_YEARS, "years"),
        ("audit_years", policy.audit_years, MOST_YEARS, "years"),
        ("draft_weeks", policy.draft_weeks, MOST_WEEKS, "weeks"),
    ):
        if figure < 1 and place != "roster_years":
            yield PolicyFault(place, f"Should be 1 to {most} {unit}.")
        elif figure > most:
            yield PolicyFault(place, f"Should be {most} {unit} at most: nothing is kept for ever.")
    if not signed.by:
        yield PolicyFault("signed_by", "Say which registered manager signed it.")
    if signed.on > day_of(instant_of(made.at)):
        yield PolicyFault("signed_on", "Was signed on a day that is still to come: put the day right.")


def _write_full_calendars(session: ScopedSession, file_id: UUID, made: Made) -> None:
    """Write every calendar that is to hold codes, or none any more, before anybody can read it again."""
    full = [each for each in Feeds(session).subscribed(file_id) if each.level is Privacy.FULL]
    if full:
        build_some(session, _newest(session, file_id), full, made.at, showing_of(session, file_id))


def _newest(session: ScopedSession, file_id: UUID) -> Problem:
    files = HubFiles(session)
    return files.problem(file_id, files.newest(file_id).number)
