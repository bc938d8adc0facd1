"""What is asked of volunteers at most: how much in a week, and when in the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from pydantic import Field

from hub_roster.domain.clock import HOUR, Instant, instant, midnight
from hub_roster.domain.duty import Duty, Length
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment
from hub_roster.program.features import minutes, starts_on
from hub_roster.program.statement import Builder
from hub_roster.rules.days_of_duty import post_days_of_duty
from hub_roster.rules.rule import Kind, N, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class OfVolunteers(Rule[N]):
    """A rule about the duties of volunteers."""

    def volunteers(self) -> tuple[str, ...]:
        """Give their keys."""
        people = self.problem.person
        return tuple(key for key in self.case.people if people[key].employment is Employment.VOLUNTEER)

    def duties(self, lines: Lines, person: str) -> list[Duty]:
        """Give a person's duties begun in the period."""
        return [duty for duty in lines.of[person] if duty.start >= self.problem.start]


class VolunteerWeekNumbers(Numbers):
    """How much a volunteer is asked."""

    most_hours: float = Field(
        default=16, ge=0, le=168, description="Hours a volunteer gives in a week at most (assumption)."
    )
    most_days: int = Field(
        default=3, ge=0, le=7, description="Days of a week on which a volunteer comes at most (assumption)."
    )


class VolunteerWeek(OfVolunteers[VolunteerWeekNumbers]):
    """A volunteer gives at most so many hours, on so many days, of a week."""

    name = "volunteers' weeks"
    kind = Kind.HARD
    tells = Told.HOURS
    source = "Volunteering policies of English councils; the numbers are assumptions"
    numbers_type = VolunteerWeekNumbers

    @property
    def _most_minutes(self) -> int:
        return round(self.numbers.most_hours * HOUR)

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give weeks with too many hours or days."""
        for person in filter(touched.person, self.volunteers()):
            for start, end in self.problem.week_spans:
                duties = [duty for duty in self.duties(lines, person) if start <= duty.start < end]
                tasks = [task for duty in duties for task in duty.tasks]
                if sum(duty.awake for duty in duties) > self._most_minutes:
                    yield self.violation(person, tasks, "More hours than a volunteer gives in a week.")
                if len({duty.day for duty in duties}) > self.numbers.most_days:
                    yield self.violation(person, tasks, "More days than a volunteer comes in a week.")

    def post(self, program: Builder) -> None:
        """Hours, and days on which a duty begins, of each week within their limits."""
        for person in self.volunteers():
            for week in range(self.problem.weeks):
                hours = program.row(self.name, person, upper=self._most_minutes)
                program.take(hours, [person], minutes(Length.CONTRACT, week))
                self._post_days(program, person, self.problem.days[7 * week : 7 * week + 7])

    def _post_days(self, program: Builder, person: str, week: tuple[date, ...]) -> None:
        days = [day for day in week if starts_on(day) in program.table.index]
        if len(days) <= self.numbers.most_days:
            return
        begins = post_days_of_duty(program, self.name, person, days, exact=False)
        row = program.row(self.name, person, upper=self.numbers.most_days)
        for variable in begins.values():
            program.add(row, variable)


class VolunteerTimeNumbers(Numbers):
    """When in the day a volunteer is asked."""

    earliest_hour: float = Field(
        default=7,
        ge=0,
        le=24,
        description="Hour of the day before which a volunteer does not start (assumption).",
    )
    latest_hour: float = Field(
        default=22, ge=0, le=24, description="Hour of the day by which a volunteer is done (assumption)."
    )


class VolunteerTimes(OfVolunteers[VolunteerTimeNumbers]):
    """A volunteer is asked for nothing early in the day, late in it, or at night."""

    name = "volunteers' times"
    kind = Kind.HARD
    tells = Told.NOT_THEIRS
    source = "Volunteering policies of English councils; the numbers are assumptions"
    numbers_type = VolunteerTimeNumbers

    def concerns(self, person: str) -> bool:
        """Only volunteers."""
        return self.problem.person[person].employment is Employment.VOLUNTEER

    def admits(self, person: str, duty: Duty) -> bool:
        """Within the hours of the day it starts on, the driving out and back included."""
        numbers = self.numbers
        opens, closes = _at(duty.day, numbers.earliest_hour), _at(duty.day, numbers.latest_hour)
        return opens <= duty.start and duty.end <= closes

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give duties at another time of day."""
        for person in filter(touched.person, self.volunteers()):
            for duty in self.duties(lines, person):
                if not self.admits(person, duty):
                    message = "Too early or too late in the day for a volunteer."
                    yield self.violation(person, duty.tasks, message)


def _at(day: date, hour: float) -> Instant:
    """Give the instant of an hour of a date; 24 is its end."""
    whole, left = divmod(round(hour * HOUR), HOUR)
    return midnight(day + timedelta(days=1)) if whole >= 24 else instant(day, time(whole, left))
