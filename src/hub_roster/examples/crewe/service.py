"""A service like Project Crewe: four pods of family practitioners and peer mentors, and no home."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub_roster.domain.place import Hub
from hub_roster.domain.policy import Signature
from hub_roster.domain.problem import Problem
from hub_roster.domain.their_week import WeekKind
from hub_roster.examples import bonds, load, posts, school, visit_ledger
from hub_roster.examples.codes import staff_names, young_people_codes
from hub_roster.examples.crewe import calendar, families, places, ties, times, visits
from hub_roster.examples.crewe.team import BASE, FITTED, HEADS, HUB, Team, team
from hub_roster.examples.diaries import Diaries
from hub_roster.examples.draws import Draws
from hub_roster.examples.places import drive_by

if TYPE_CHECKING:
    from hub_roster.domain.tasks import Meeting
    from hub_roster.examples.diaries import Span

PERSON_NUMBERS = range(10000, 100000)
DAY: Span = (8 * 60 + 45, 19 * 60)

Rows = dict[str, list[Any]]


def draw_service(seed: str, weeks: int, first_day: date) -> Problem:
    """Draw a service once, however hard its weeks turn out."""
    draws = Draws(seed, "crewe")
    made = _Service(draws, first_day, weeks)
    listed: dict[str, Any] = {name: tuple(rows) for name, rows in made.rows().items()}
    problem = Problem(
        id=UUID(int=draws.on(f"id {weeks} {first_day}").getrandbits(128), version=4),
        first_day=first_day,
        weeks=weeks,
        policy=Signature(signed_by="service manager", signed_on=first_day - timedelta(days=60)),
        **listed,
    )
    return load.as_tight_as_meant(problem, FITTED, draws)


class _Service:
    """Makes a service step by step: team, families, calendar, then what is agreed and what was."""

    def __init__(self, draws: Draws, first_day: date, weeks: int) -> None:
        self._draws = draws
        self._first_day = first_day
        self._weeks = weeks
        self._days = [first_day + timedelta(days=k) for k in range(7 * weeks)]
        self._roads = places.roads()
        names = staff_names(HEADS, draws.on("names"))
        numbers = draws.on("numbers").sample(PERSON_NUMBERS, HEADS)
        identities = list(zip(names, numbers, strict=True))
        self._people: Team = team(identities, first_day, draws.on("team"))
        codes = young_people_codes(families.CODES, draws.on("codes"))
        self._homes = families.families(self._people, codes, draws.on("families"))
        self._leave = times.leave_of(self._people, first_day, weeks, draws.on("leave"))
        self._away = times.away_of(self._leave)
        self._week_times = families.week_times_of(self._homes, draws.on("their week"))
        self._meetings = [
            *calendar.pod_meetings(self._people, self._away, first_day),
            *calendar.supervisions(self._people, self._away, first_day, draws.on("supervision")),
        ]

    def rows(self) -> Rows:
        """Give all rows of the service."""
        agreed = visits.Agreed(
            self._homes,
            self._people,
            self._diaries(),
            self._first_day,
            self._weeks,
            self._draws.on("agreed"),
        )
        agreed.write()
        return {
            **self._rows_of_the_service(),
            **self._rows_of_people(),
            **self._rows_of_families(),
            **self._rows_of_ties(agreed),
            "plans": agreed.plans,
            "visits": agreed.visits,
        }

    def _diaries(self) -> Diaries:
        """Open everyone's diary on the days they are there, with what has its fixed time."""
        diaries = Diaries(drive_by(self._roads))
        given = {row.person: row.days for row in times.availability_of(self._people)}
        for worker in self._people.all:
            weekdays = given.get(worker.key, (0, 1, 2, 3, 4))
            there = [
                day
                for day in self._days
                if day.weekday() in weekdays and day not in self._away.get(worker.key, set())
            ]
            hours = (9 * 60, 18 * 60) if worker.key in given else DAY
            diaries.open(worker.key, BASE, there, hours)
        for meeting in self._meetings:
            _book(diaries, meeting)
        for row in self._week_times:
            if row.kind is WeekKind.CLUB:
                for day in (each for each in self._days if each.weekday() in row.days):
                    span = (row.start.hour * 60 + row.start.minute, row.end.hour * 60 + row.end.minute)
                    diaries.keep_free(row.young_person, day, span)
        return diaries

    def _rows_of_the_service(self) -> Rows:
        return {
            "hubs": [Hub(code=HUB, name="Crewe pods")],
            "pods": self._people.pod_rows(),
            "places": places.places(),
            "driving": self._roads,
            "sessions": calendar.sessions(),
            "meetings": self._meetings,
            "on_call": calendar.on_call(self._days),
        }

    def _rows_of_people(self) -> Rows:
        people, first_day, draws = self._people, self._first_day, self._draws
        patterns = times.patterns_of(people)
        patterned = {row.person for row in patterns}
        anchor = first_day - timedelta(days=70)
        return {
            "people": [
                worker.person.model_copy(
                    update={
                        "pod": people.pod_of(worker),
                        "pattern_anchor": anchor if worker.key in patterned else None,
                    }
                )
                for worker in people.all
            ],
            "patterns": patterns,
            "skills": posts.skills_of(people.all, first_day, draws.on("skills")),
            "leave": self._leave,
            "leave_years": posts.leave_years_of(people.all, first_day, draws.on("leave years")),
            "adjustments": times.adjustments_of(people),
            "availability": times.availability_of(people),
            "inductions": times.inductions_of(people, first_day),
            "requests": times.requests_of(people, first_day, draws.on("requests")),
            "busy": times.busy_of(people, first_day),
            "weeks_worked": posts.weeks_worked_of(people.all, {}, first_day, draws.on("worked")),
        }

    def _rows_of_families(self) -> Rows:
        homes, draws = self._homes, self._draws
        return {
            "families": [home.family for home in homes],
            "young_people": [home.child for home in homes if home.child is not None],
            "family_adults": [home.parent for home in homes],
            "stays": families.stays_of(homes, self._first_day, draws.on("stays")),
            "terms": school.terms(),
            "week_times": self._week_times,
        }

    def _rows_of_ties(self, agreed: visits.Agreed) -> Rows:
        homes, people, first_day, draws = self._homes, self._people, self._first_day, self._draws
        everybody = ties.everybody(homes)
        own = bonds.circles(everybody)
        pairs = ties.approved_pairs(homes, people, agreed.met, draws.on("approved"))
        contacts = visit_ledger.contacts_of(agreed.plans, everybody, first_day, draws.on("ledger"))
        contacts.sort(key=lambda row: (row.day, row.person, row.young_person))
        apart = {pair for pair in pairs - own - agreed.met if "CEC" not in pair[0]}
        return {
            "approvals": bonds.approvals_of(pairs, first_day, draws.on("approvals")),
            "acquaintances": bonds.acquaintances_of(pairs - own, agreed.met - own, draws.on("acquaintances")),
            "views": bonds.views_of(own, apart, first_day, draws.on("views")),
            "restrictions": ties.restrictions_of(homes, people, first_day, draws.on("restrictions")),
            "contacts": contacts,
            "outcomes": visit_ledger.outcomes_of(contacts, first_day, draws.on("outcomes")),
            "offers": ties.offers_of(homes, people, agreed.plans, first_day),
        }


def _book(diaries: Diaries, meeting: Meeting) -> None:
    """Put a meeting in the diaries of those who are there that day, at its first time."""
    start = meeting.earliest.hour * 60 + meeting.earliest.minute
    for person in meeting.attendees:
        span = (start, start + meeting.minutes)
        diaries.book([person], meeting.place, meeting.minutes, [meeting.first_day], span)
