"""The rulebook: which rules hold, with the numbers a council signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from hub_roster.continuity.familiarity import FamiliarityNumbers
from hub_roster.domain.bank_holidays import PAY
from hub_roster.domain.checks import Fault, ProblemFaults
from hub_roster.domain.checks_fault import meant
from hub_roster.domain.model import Record
from hub_roster.domain.problem import Problem
from hub_roster.rules.agency import AgencyShare
from hub_roster.rules.alone import NotAlone
from hub_roster.rules.availability import Adjusted, Available, ChildPlaced, DaysOff, FixedDaysOff, OnLeave
from hub_roster.rules.call_ins import CallIns
from hub_roster.rules.core_team import CoreTeamCover, HandoverCarryOver
from hub_roster.rules.cover import Seats, ShiftSkills, SomebodyHome, SomebodyOnCall
from hub_roster.rules.eligibility import Approved, KeptApart, Skills, WhoMayVisit
from hub_roster.rules.extra_adults import ExtraAdults
from hub_roster.rules.fair_shares import FairShares
from hub_roster.rules.from_shift import CoverMeanwhile, FromShift
from hub_roster.rules.handover import Handover
from hub_roster.rules.healthy import Caseload, LoneTime, OneToOne
from hub_roster.rules.hours import ContractHours, Driving, Ladder
from hub_roster.rules.known_adults import DeputySeen, ThreeAdults
from hub_roster.rules.locks import Locks
from hub_roster.rules.moments import MomentsThatMatter
from hub_roster.rules.moves import FosteringLimit, Introductions
from hub_roster.rules.new_staff import NewStaffIntroduced
from hub_roster.rules.new_starters import NewStarterAlone
from hub_roster.rules.nights import NightHealth, NightLength
from hub_roster.rules.notice import NoticeGiven
from hub_roster.rules.on_call import OnCallRun
from hub_roster.rules.owed import HoursOwed
from hub_roster.rules.own_adults import OwnAdultsApproved
from hub_roster.rules.pay import PayNumbers
from hub_roster.rules.people_apart import PeopleApart
from hub_roster.rules.personal_needs import PersonalNeeds, PersonalNeedsOnShift
from hub_roster.rules.places import OnePlace, Places
from hub_roster.rules.pods import PodSupervisor
from hub_roster.rules.premium import PremiumPay
from hub_roster.rules.ranges import range_of
from hub_roster.rules.relationships import KeyWorkerSeen, NewFaces, UnfamiliarHours
from hub_roster.rules.reserve import EmergencyReserve
from hub_roster.rules.rest import DailyRest, WeeklyRest
from hub_roster.rules.rest_runs import SingleDaysOff, WholeWeekends
from hub_roster.rules.rule import Case, Kind, Rule
from hub_roster.rules.runs_of_days import ConsecutiveDays, SixtyHours
from hub_roster.rules.shapes import Breaks, DutyShapes
from hub_roster.rules.skilled import DriverOnShift, Restraint
from hub_roster.rules.sleep_ins import SleepIns
from hub_roster.rules.sleep_rooms import SleepRooms
from hub_roster.rules.terms import Declined, Inducted, OwnHubs, TermsOfWork
from hub_roster.rules.therapists import NoAppointments
from hub_roster.rules.told import STANDS
from hub_roster.rules.under_18 import Under18
from hub_roster.rules.visits import JointRoles, Together, VisitsMade, VisitTimes
from hub_roster.rules.volunteers import VolunteerTimes, VolunteerWeek
from hub_roster.rules.wishes import Accepted, Changes, Requests, WorkingPattern
from hub_roster.rules.working_time import AverageWeek, ContractLimits

AnyRule = Rule[Any]

FAMILIARITY = "familiarity"
"""The name under which a policy keeps the numbers of familiarity, which several rules share."""

SHARED: Mapping[str, type[Record]] = MappingProxyType({FAMILIARITY: FamiliarityNumbers, PAY: PayNumbers})
"""Numbers a policy may change that belong to no one rule."""


@dataclass(frozen=True)
class Rulebook:
    """Rules by class, in the order they are read."""

    rules: tuple[type[AnyRule], ...]

    def without(self, *names: str) -> Rulebook:
        """Give the rulebook with some rules left out."""
        return Rulebook(tuple(rule for rule in self.rules if rule.name not in names))

    def of(self, problem: Problem) -> BoundRules:
        """Give the rules with a problem's numbers.

        Raises
        ------
        ProblemFaults
            If the policy names a rule or a number that does not exist, or a value out of range.
        """
        given: dict[str, dict[str, float]] = {}
        for number in problem.numbers:
            given.setdefault(number.rule, {})[number.number] = number.value
        # A rule left out keeps its numbers in the policy: they are known, and nobody asks for them.
        types: dict[str, type[Record]] = {
            rule.name: rule.numbers_type for rule in (*RULEBOOK.rules, *self.rules)
        }
        types |= SHARED
        faults = list(_number_faults(problem, types))
        if faults:
            raise ProblemFaults(faults)
        case = Case(problem, FamiliarityNumbers.model_validate(given.get(FAMILIARITY, {})))
        rules = tuple(
            rule(case, rule.numbers_type.model_validate(given.get(rule.name, {}))) for rule in self.rules
        )
        case.keeping = tuple(rule for rule in rules if rule.kind is Kind.HARD and rule.tells in STANDS)
        return BoundRules(rules)


@dataclass(frozen=True)
class BoundRules:
    """The rules of a rulebook, each with its problem and numbers."""

    rules: tuple[AnyRule, ...]

    def __iter__(self) -> Iterator[AnyRule]:
        """Give the rules in order."""
        return iter(self.rules)

    @property
    def case(self) -> Case:
        """What the rules share."""
        return self.rules[0].case


RULEBOOK = Rulebook(
    (
        Places,
        Skills,
        Approved,
        KeptApart,
        PersonalNeeds,
        WhoMayVisit,
        OwnHubs,
        TermsOfWork,
        VolunteerTimes,
        VolunteerWeek,
        Inducted,
        Declined,
        FosteringLimit,
        OnLeave,
        ChildPlaced,
        Available,
        FixedDaysOff,
        DaysOff,
        Adjusted,
        PeopleApart,
        DailyRest,
        WeeklyRest,
        NightHealth,
        NightLength,
        SleepIns,
        ConsecutiveDays,
        SixtyHours,
        Under18,
        OnePlace,
        AverageWeek,
        ContractLimits,
        CallIns,
        OnCallRun,
        DutyShapes,
        Breaks,
        VisitTimes,
        Together,
        JointRoles,
        FromShift,
        SleepRooms,
        Locks,
        SomebodyHome,
        Seats,
        NotAlone,
        CoverMeanwhile,
        ShiftSkills,
        Restraint,
        DriverOnShift,
        AgencyShare,
        Handover,
        NewStarterAlone,
        OwnAdultsApproved,
        PersonalNeedsOnShift,
        SomebodyOnCall,
        PodSupervisor,
        EmergencyReserve,
        VisitsMade,
        Caseload,
        OneToOne,
        LoneTime,
        ThreeAdults,
        DeputySeen,
        UnfamiliarHours,
        NewFaces,
        KeyWorkerSeen,
        CoreTeamCover,
        HandoverCarryOver,
        MomentsThatMatter,
        HoursOwed,
        Introductions,
        ExtraAdults,
        NewStaffIntroduced,
        NoAppointments,
        ContractHours,
        Ladder,
        PremiumPay,
        Driving,
        Requests,
        WorkingPattern,
        SingleDaysOff,
        WholeWeekends,
        FairShares,
        Accepted,
        Changes,
        NoticeGiven,
    )
)
"""Every rule there is, as a hub uses them unless it leaves some out."""


def _number_faults(problem: Problem, types: Mapping[str, type[Record]]) -> Iterator[Fault]:
    """Give what is wrong with a policy's numbers: names nobody knows, values out of range or at odds."""
    rows: dict[str, dict[str, int]] = {}
    for row, number in enumerate(problem.numbers):
        numbers = types.get(number.rule)
        if numbers is None:
            yield Fault(
                ("numbers", row, "rule"),
                f"There is no rule '{number.rule}'.{meant(number.rule, types)}",
            )
        elif number.number not in numbers.model_fields:
            known = list(numbers.model_fields)
            yield Fault(
                ("numbers", row, "number"),
                f"The rule '{number.rule}' has no number '{number.number}'.{meant(number.number, known)}",
            )
        else:
            rows.setdefault(number.rule, {})[number.number] = row
    for rule, named in rows.items():
        given = {name: problem.numbers[row].value for name, row in named.items()}
        try:
            types[rule].model_validate(given)
        except ValidationError as error:
            yield from _value_faults(rule, named, given, types[rule], error)


def _value_faults(
    rule: str,
    rows: Mapping[str, int],
    given: Mapping[str, float],
    numbers: type[Record],
    error: ValidationError,
) -> Iterator[Fault]:
    for found in error.errors(include_url=False):
        # What a model says of several numbers together has no place of its own: the last row given has it.
        name = str(found["loc"][0]) if found["loc"] else list(rows)[-1]
        said = found["msg"].removeprefix("Value error, ")
        if found["loc"]:
            allowed = said if found["type"] == "value_error" else f"is {range_of(numbers.model_fields[name])}"
            said = f"'{name}' of '{rule}' {allowed}: {given[name]:g} cannot be it."
        yield Fault(("numbers", rows[name], "value"), said)
