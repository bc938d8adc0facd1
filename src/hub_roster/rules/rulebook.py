"""The rulebook: which rules hold, with the numbers a council signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hub_roster.continuity.familiarity import FamiliarityNumbers
from hub_roster.domain.bank_holidays import PAY
from hub_roster.domain.checks import Fault, ProblemFaults
from hub_roster.domain.checks_fault import meant
from hub_roster.domain.model import Record
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
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

VALUE_ERROR = "Value error, "
"""How a message of ours begins once it has passed through pydantic."""

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
        faults = list(number_faults(problem.numbers, (*RULEBOOK.rules, *self.rules)))
        if faults:
            raise ProblemFaults(faults)
        case = Case(problem, FamiliarityNumbers.model_validate(given.get(FAMILIARITY, {})))
        rules = tuple(
            rule(case, rule.numbers_type.model_validate(given.get(rule.name, {}))) for rule in self.rules
        )
        case.keeping = tuple(rule for rule in rules if rule.kind is Kind.HARD and rule.tells in STANDS)
        return BoundRules(rules, case)


@dataclass(frozen=True)
class BoundRules:
    """The rules of a rulebook, each with its problem and numbers.

    Attributes
    ----------
    shared
        What they share; None where the first of them says it.
    """

    rules: tuple[AnyRule, ...]
    shared: Case | None = None

    def __iter__(self) -> Iterator[AnyRule]:
        """Give the rules in order."""
        return iter(self.rules)

    @property
    def case(self) -> Case:
        """What the rules share."""
        return self.shared or self.rules[0].case

    def with_locks(self, locks: tuple[Lock, ...]) -> BoundRules:
        """Give the rules of the same problem with other locks, which has passed its checks.

        Only those that read locks are bound anew: an edit by hand waits for no other to work out again what
        it knows of the period.
        """
        if locks == self.case.problem.locks:
            return self
        case = self.case.with_locks(locks)
        bound = (rule.with_locks(case) if rule.reads_locks else rule for rule in self.rules)
        return BoundRules(tuple(bound), case)


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


def number_faults(
    numbers: Sequence[PolicyNumber], rules: Iterable[type[AnyRule]] = (), *, all_read: bool = True
) -> Iterator[Fault]:
    """Give what is wrong with a policy's numbers: names nobody knows, values out of range or at odds.

    Parameters
    ----------
    numbers
        As much of each row as could be read.
    rules
        Those that have them, where it is not the rulebook's.
    all_read
        False where further rows may stand in the file: nothing is then said to be at odds.
    """
    types: dict[str, type[Record]] = {rule.name: rule.numbers_type for rule in rules or RULEBOOK.rules}
    types |= SHARED
    rows: dict[str, dict[str, int]] = {}
    unsure: set[str | None] = set() if all_read else {None}
    for row, number in enumerate(numbers):
        faults = list(_faults_of_row(row, number, types))
        yield from faults
        if faults or not all(hasattr(number, name) for name in ("rule", "number", "value")):
            unsure.add(getattr(number, "rule", None))
        else:
            rows.setdefault(number.rule, {})[number.number] = row
    # Numbers of a rule are compared once each of them is known.
    for rule, named in rows.items() if None not in unsure else ():
        if rule not in unsure:
            yield from _at_odds(named, {name: numbers[row].value for name, row in named.items()}, types[rule])


def _faults_of_row(row: int, number: PolicyNumber, types: Mapping[str, type[Record]]) -> Iterator[Fault]:
    """Give what is wrong with one row; a cell that could not be read is no field of it."""
    rule, name = getattr(number, "rule", None), getattr(number, "number", None)
    if rule is None:
        return
    model = types.get(rule)
    if model is None:
        yield Fault(("numbers", row, "rule"), f"There is no rule '{rule}'.{meant(rule, types)}")
    elif name is not None and name not in model.model_fields:
        message = f"The rule '{rule}' has no number '{name}'.{meant(name, list(model.model_fields))}"
        yield Fault(("numbers", row, "number"), message)
    elif name is not None and hasattr(number, "value"):
        yield from _out_of_range(row, number, model)


def _out_of_range(row: int, number: PolicyNumber, model: type[Record]) -> Iterator[Fault]:
    name, value = number.number, number.value
    for found in _errors(model, {name: value}):
        # What several numbers are together is looked at when each is known to be sound.
        if found["loc"]:
            said = found["msg"].removeprefix(VALUE_ERROR)
            allowed = said if found["type"] == "value_error" else f"is {range_of(model.model_fields[name])}"
            message = f"'{name}' of '{number.rule}' {allowed}: {value:g} cannot be it."
            yield Fault(("numbers", row, "value"), message)


def _at_odds(rows: Mapping[str, int], given: Mapping[str, float], model: type[Record]) -> Iterator[Fault]:
    """Give what is wrong with numbers of a rule together, at each of them and with the values of all."""
    for found in _errors(model, given):
        said = found["msg"].removeprefix(VALUE_ERROR).removesuffix(".")
        named = [name for name in model.model_fields if f"'{name}'" in said] or list(given)
        about = sorted(named, key=lambda name: said.find(f"'{name}'"))
        usual = {name: model.model_fields[name].default for name in about}
        values = [
            f"'{name}' is {given[name]:g}" if name in given else f"'{name}' is {usual[name]:g}, as usual"
            for name in about
        ]
        for name in about:
            if name in rows:
                yield Fault(("numbers", rows[name], "value"), f"{said}; here {', '.join(values)}.")


def _errors(model: type[Record], given: Mapping[str, float]) -> list[ErrorDetails]:
    try:
        model.model_validate(given)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []
