"""A service like Shropshire's: seven small homes, a roving outreach team, six integration sites."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub_roster.domain.home import ShiftTemplate
from hub_roster.domain.place import Hub
from hub_roster.domain.policy import Signature
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import MeetingKind
from hub_roster.domain.their_week import WeekKind
from hub_roster.domain.young_people import OwnAdults
from hub_roster.examples import bonds, load, posts, school, visit_ledger
from hub_roster.examples.codes import WORDS, staff_names, unlike
from hub_roster.examples.diaries import Diaries
from hub_roster.examples.draws import Draws, shuffled
from hub_roster.examples.places import drive_by
from hub_roster.examples.shropshire import calendar, families, homes, past, ties, times, visits
from hub_roster.examples.shropshire.places import BASE, TREES, Country, country, house
from hub_roster.examples.shropshire.team import (
    HEADS,
    INTEGRATION,
    RESIDENTIAL,
    STEPPING_STONES,
    Team,
    household,
    team,
)

if TYPE_CHECKING:
    from hub_roster.examples.people import Identity
    from hub_roster.examples.shropshire.homes import Household

PERSON_NUMBERS = range(10000, 100000)
DAYTIME, LATE = (8 * 60 + 30, 17 * 60 + 30), (10 * 60 + 30, 20 * 60 + 30)
"""When a day of outreach lies: from the morning on, or into the evening."""
AFTER_DESK = (12 * 60 + 30, 18 * 60)
"""When those of the sites can go out: after the morning's desk."""
LATE_DAYS = 3
"""Days of a week on which a practitioner works into the evening [A]."""
OWN_ADULT_FROM = 3
"""Weekday from which one young person has an adult of their own in the afternoons."""

Rows = dict[str, list[Any]]


def draw_service(seed: str, weeks: int, first_day: date) -> Problem:
    """Draw a service once, however hard its weeks turn out."""
    made = _Service(Draws(seed, "shropshire"), first_day, weeks)
    draws = Draws(seed, "shropshire")
    listed: dict[str, Any] = {name: tuple(rows) for name, rows in made.rows().items()}
    problem = Problem(
        id=UUID(int=draws.on(f"id {weeks} {first_day}").getrandbits(128), version=4),
        first_day=first_day,
        weeks=weeks,
        policy=Signature(signed_by="head of service", signed_on=first_day - timedelta(days=60)),
        **listed,
    )
    return load.as_tight_as_meant(problem, RESIDENTIAL, draws)


class _Service:
    """Makes a service step by step: places, homes, team, families, then what is agreed and what was."""

    def __init__(self, draws: Draws, first_day: date, weeks: int) -> None:
        self._draws = draws
        self._first_day = first_day
        self._weeks = weeks
        self._days = [first_day + timedelta(days=k) for k in range(7 * weeks)]
        self._where: Country = country(draws.on("places"))
        self._roads = self._where.roads()
        self._drive = drive_by(self._roads)
        self._homes: list[Household] = homes.households(draws.on("homes"))
        self._people: Team = self._team()
        codes = unlike(
            shuffled([word for word in WORDS if word not in TREES], draws.on("codes")), families.CODES
        )
        self._them = families.families(self._homes, self._people, self._where, codes, draws.on("families"))
        self._leave = times.leave_of(self._people, first_day, weeks, draws.on("leave"))
        self._away = times.away_of(self._leave)
        self._availability = times.availability_of(self._people, draws.on("availability"))
        self._week_times = families.week_times_of(self._them, draws.on("their week"))
        self._meetings = calendar.meetings_of(
            self._people, self._homes, self._away, first_day, draws.on("meetings")
        )
        self._rotas = [past.HomeRota(home, self._people.homes[home.tree]) for home in self._homes]

    def _team(self) -> Team:
        names = staff_names(HEADS, self._draws.on("names"))
        numbers = self._draws.on("numbers").sample(PERSON_NUMBERS, HEADS)
        identities: list[Identity] = list(zip(names, numbers, strict=True))
        return team(self._homes, identities, self._first_day, self._draws.on("team"))

    def rows(self) -> Rows:
        """Give all rows of the service."""
        agreed = visits.Agreed(
            self._them,
            self._people,
            self._diaries(),
            self._first_day,
            self._weeks,
            self._draws.on("agreed"),
        )
        agreed.write()
        return {
            **self._rows_of_places(),
            **self._rows_of_people(),
            **self._rows_of_families(),
            **self._rows_of_calendar(),
            **self._rows_of_ties(agreed),
            "plans": agreed.plans,
            "visits": agreed.visits,
        }

    def _diaries(self) -> Diaries:
        """Open the diaries of those who visit, on the days they are there, with what has its fixed time."""
        diaries, draw = Diaries(self._drive), self._draws.on("diaries")
        people = self._people
        given = {
            people.therapist: (12 * 60, 19 * 60),
            people.speech: (12 * 60, 19 * 60),
            people.mentors[0]: (14 * 60 + 30, 20 * 60),
        }
        hours = {row.person: row.days for row in self._availability}
        for monday in self._days[::7]:
            week = [monday + timedelta(days=k) for k in range(5)]
            for worker in people.practitioners:
                late = set(draw.sample(week[1:], LATE_DAYS))
                for day in self._there(worker.key, week):
                    diaries.open(worker.key, BASE, [day], LATE if day in late else DAYTIME)
            for worker in people.site_workers:
                there = self._there(worker.key, week)
                diaries.open(worker.key, worker.person.base, there, AFTER_DESK)
            for worker, span in given.items():
                there = [day for day in week if day.weekday() in hours[worker.key]]
                diaries.open(worker.key, worker.person.base, there, span)
        for meeting in self._meetings:
            if meeting.kind is not MeetingKind.SUPERVISION and meeting.hub == STEPPING_STONES:
                start = meeting.earliest.hour * 60 + meeting.earliest.minute
                for person in meeting.attendees:
                    span = (start, start + meeting.minutes)
                    diaries.book([person], meeting.place, meeting.minutes, [meeting.first_day], span)
        for row in self._week_times:
            if row.kind is WeekKind.CLUB:
                span = (row.start.hour * 60, row.end.hour * 60)
                for day in self._days:
                    if day.weekday() in row.days:
                        diaries.keep_free(row.young_person, day, span)
        return diaries

    def _there(self, person: str, days: list[date]) -> list[date]:
        return [day for day in days if day not in self._away.get(person, set())]

    def _rows_of_places(self) -> Rows:
        extra = next(home for home in self._homes if home.beds == 2)
        night, bands = homes.extra_nights(extra, self._first_day)
        shifts: list[ShiftTemplate] = [row for home in self._homes for row in homes.shifts_of(home)]
        hubs = [Hub(code=tree, name=house(tree)) for tree in TREES]
        return {
            "hubs": [*hubs, Hub(code=STEPPING_STONES), Hub(code=INTEGRATION, name="Integration teams")],
            "places": self._where.places(),
            "driving": self._roads,
            "homes": [homes.home_of(home) for home in self._homes],
            "shifts": [*shifts, night],
            "cover": [*(row for home in self._homes for row in homes.cover_of(home)), *bands],
            "shift_needs": [row for home in self._homes for row in homes.needs_of(home)],
        }

    def _rows_of_people(self) -> Rows:
        people, first_day, draws = self._people, self._first_day, self._draws
        anchor = first_day - timedelta(days=7 * times.CYCLE * 10)
        patterns = times.patterns_of(people)
        patterned = {row.person for row in patterns}
        nights = {key: share for rota in self._rotas for key, share in rota.nights().items()}
        return {
            "people": [
                w.person.model_copy(update={"pattern_anchor": anchor}) if w.key in patterned else w.person
                for w in people.all
            ],
            "patterns": patterns,
            "skills": posts.skills_of(people.all, first_day, draws.on("skills")),
            "leave": self._leave,
            "leave_years": posts.leave_years_of(people.all, first_day, draws.on("leave years")),
            "adjustments": times.adjustments_of(people),
            "availability": self._availability,
            "inductions": times.inductions_of(people, first_day),
            "households": times.households_of(),
            "placements": times.placements_of(first_day),
            "requests": times.requests_of(people, first_day, draws.on("requests")),
            "busy": times.busy_of(people, first_day),
            "weeks_worked": posts.weeks_worked_of(people.all, nights, first_day, draws.on("worked")),
            "duties_before": past.duties_before_of(self._rotas, first_day),
        }

    def _rows_of_families(self) -> Rows:
        them, draws = self._them, self._draws
        alone = next(child for child in them.residents if child.home and child.home.beds == 3)
        first = self._first_day + timedelta(days=OWN_ADULT_FROM)
        own = OwnAdults(
            young_person=alone.code,
            start=families.OWN_ADULT[0],
            end=families.OWN_ADULT[1],
            first_day=first,
            last_day=first + timedelta(days=10),
        )
        return {
            "families": them.families,
            "young_people": [child.record for child in them.children],
            "family_adults": them.adults,
            "stays": families.stays_of(them, self._first_day, draws.on("stays")),
            "terms": school.terms(),
            "week_times": self._week_times,
            "own_adults": [own],
            "moves": visits.moves_of(them, self._first_day),
        }

    def _rows_of_calendar(self) -> Rows:
        draw = self._draws.on("escorts")
        towns = self._where.town_of
        return {
            "escorts": [
                row
                for monday in self._days[::7]
                for row in calendar.escorts_of(self._them, towns, self._drive, monday, draw)
            ],
            "sessions": calendar.sessions(),
            "meetings": self._meetings,
            "on_call": calendar.on_call(self._days),
        }

    def _rows_of_ties(self, agreed: visits.Agreed) -> Rows:
        them, people, first_day, draws = self._them, self._people, self._first_day, self._draws
        introduced = {
            (carer.key, move.young_person)
            for move in visits.moves_of(them, first_day)
            for k in range(3)
            if move.household == household(k)
            for carer in people.of_household(k)
        }
        met = agreed.met | introduced
        pairs = ties.approved_pairs(them, people, met, draws.on("approved"))
        everybody = ties.everybody(them)
        own = bonds.circles(everybody)
        known = met | ties.of_homes(them, people)
        contacts = past.contacts_of(them, self._rotas, first_day)
        contacts += visit_ledger.contacts_of(agreed.plans, everybody, first_day, draws.on("ledger"))
        contacts.sort(key=lambda row: (row.day, row.person, row.young_person, row.setting))
        apart = ties.may_part(them, pairs - met)
        return {
            "approvals": bonds.approvals_of(pairs, first_day, draws.on("approvals")),
            "acquaintances": bonds.acquaintances_of(pairs - own, known - own, draws.on("acquaintances")),
            "views": bonds.views_of(own, apart, first_day, draws.on("views")),
            "restrictions": ties.restrictions_of(them, people, first_day, draws.on("restrictions")),
            "contacts": contacts,
            "outcomes": visit_ledger.outcomes_of(contacts, first_day, draws.on("outcomes")),
            "offers": ties.offers_of(people, self._availability, first_day),
        }
