"""What is known of young people and families: where they live, their own week, what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from hub_roster.domain.clock import Instant, day_of, days_touched
from hub_roster.domain.fostering import over_the_limit
from hub_roster.domain.grouping import grouped
from hub_roster.domain.plans import Move
from hub_roster.domain.team import Team
from hub_roster.domain.young_people import OwnAdults, Restriction, Stay, Supported, View, YoungPerson


@dataclass(frozen=True, slots=True)
class TimeElsewhere:
    """One time of a young person's own week.

    Attributes
    ----------
    place, visits
        Where they are then, and whether visits to them there are welcome.
    """

    start: Instant
    end: Instant
    place: str | None
    visits: bool


class YoungPeopleAndFamilies(Team):
    """Tables with look-ups of the people a hub is there for."""

    @cached_property
    def young_person(self) -> Mapping[str, YoungPerson]:
        """Young people by code."""
        return MappingProxyType({young.code: young for young in self.young_people})

    @cached_property
    def supported(self) -> Mapping[str, Supported]:
        """Young people and adults of families by code."""
        both: tuple[Supported, ...] = (*self.young_people, *self.family_adults)
        return MappingProxyType({someone.code: someone for someone in both})

    @cached_property
    def own_adults_of(self) -> Mapping[str, tuple[OwnAdults, ...]]:
        """Adults that young people have for themselves, by young person."""
        return grouped((own.young_person, own) for own in self.own_adults)

    @cached_property
    def moves_of(self) -> Mapping[str, tuple[Move, ...]]:
        """Planned moves by young person."""
        return grouped((move.young_person, move) for move in self.moves)

    @cached_property
    def over_fostering_limit(self) -> frozenset[str]:
        """Codes of decided moves that would pass the usual fostering limit and have no exemption."""
        return frozenset(move.code for move in over_the_limit(self))

    def carers_of(self, move: Move) -> tuple[str, ...]:
        """Give those who get to know the young person before a move."""
        return move.carers or tuple(
            sorted(p.key for p in self.people if p.household and p.household == move.household)
        )

    # Where they live ------------------------------------------------------------------------------

    @cached_property
    def stays_of(self) -> Mapping[str, tuple[Stay, ...]]:
        """Stays by young person."""
        return grouped((stay.young_person, stay) for stay in self.stays)

    def stay_of(self, code: str, day: date) -> Stay | None:
        """Give where a young person lives on a date; None where no row says."""
        return next((stay for stay in self.stays_of.get(code, ()) if stay.holds_on(day)), None)

    def home_of(self, code: str, day: date) -> str | None:
        """Give the home a young person lives in on a date; None for everyone else."""
        stay = self.stay_of(code, day)
        return stay.home if stay else None

    @cached_property
    def residents(self) -> Mapping[tuple[str, date], tuple[str, ...]]:
        """Codes of the young people living in each home on each date of the period and the day after."""
        present: dict[tuple[str, date], set[str]] = defaultdict(set)
        for stay in self.stays:
            if stay.home is not None:
                for day in (*self.days, self.last_day + timedelta(days=1)):
                    if stay.holds_on(day):
                        present[stay.home, day].add(stay.young_person)
        return MappingProxyType({key: tuple(sorted(codes)) for key, codes in present.items()})

    def at_home(self, home: str, start: Instant, end: Instant) -> tuple[str, ...]:
        """Give the residents of the date a span begins on who are not elsewhere for the whole of it."""
        asked = home, start, end
        if asked not in self._at_home:
            residents = self.residents.get((home, day_of(start)), ())
            self._at_home[asked] = tuple(c for c in residents if self.minutes_at_home(c, start, end) > 0)
        return self._at_home[asked]

    @cached_property
    def _at_home(self) -> dict[tuple[str, Instant, Instant], tuple[str, ...]]:
        """What was asked of `at_home` so far: rules ask it of each shift once per person."""
        return {}

    def minutes_at_home(self, code: str, start: Instant, end: Instant) -> int:
        """Give the minutes of a span in which a resident's week does not have them elsewhere."""
        home, reached = 0, start
        for time in sorted(self._times_over(code, start, end), key=lambda t: (t.start, t.end)):
            home += max(0, min(time.start, end) - reached)
            reached = max(reached, min(time.end, end))
        return home + max(0, end - reached)

    # Their own week -------------------------------------------------------------------------------

    def week_of(self, code: str, day: date) -> tuple[TimeElsewhere, ...]:
        """Give the times of a young person's own week that reach into a date, in order."""
        return self._week_times.get((code, day), ())

    def _times_over(self, code: str, start: Instant, end: Instant) -> set[TimeElsewhere]:
        return {
            time
            for day in days_touched(start, end)
            for time in self.week_of(code, day)
            if time.start < end and start < time.end
        }

    @cached_property
    def _week_times(self) -> Mapping[tuple[str, date], tuple[TimeElsewhere, ...]]:
        found: dict[tuple[str, date], list[TimeElsewhere]] = defaultdict(list)
        days = [self.first_day + timedelta(days=k) for k in range(-1, 7 * self.weeks + 2)]
        for row in self.week_times:
            for day in days:
                if day.weekday() in row.days and row.holds_on(day) and self._in_term(row.calendar, day):
                    time = TimeElsewhere(*row.span(day), row.place, row.visits)
                    for touched in days_touched(time.start, time.end):
                        found[row.young_person, touched].append(time)
        return MappingProxyType(
            {key: tuple(sorted(times, key=lambda t: (t.start, t.end))) for key, times in found.items()}
        )

    def _in_term(self, calendar: str | None, day: date) -> bool:
        return calendar is None or any(
            term.calendar == calendar and term.first_day <= day <= term.last_day for term in self.terms
        )

    # What they say --------------------------------------------------------------------------------

    @cached_property
    def views_of(self) -> Mapping[tuple[str, str], View]:
        """The latest view by young person and person: what was said last counts, whenever it was."""
        latest: dict[tuple[str, str], View] = {}
        for view in sorted(self.views, key=lambda v: v.day):
            latest[view.young_person, view.person] = view
        return MappingProxyType(latest)

    @cached_property
    def restrictions_of(self) -> Mapping[tuple[str, str], tuple[Restriction, ...]]:
        """Restrictions by person and young person."""
        return grouped(((r.person, r.young_person), r) for r in self.restrictions)
