"""What each sheet is for and what goes in each column, in words, with an example to copy.

A field's own description and examples stand first, wherever its record has them; what is written here is
for the fields without. Where a table and a field are not named, the field's words stand for every table.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "hubs": "Only for more than one hub, or to give the hub its full name.",
        "places": "Where duties start and end. Only needed for bases, and for places with like names.",
        "homes": "Each registered children's home of the hub.",
        "shifts": "The shifts each home runs. An end not after the start is on the next day.",
        "cover": "The fewest adults the Statement of Purpose allows in a home, from one time to another.",
        "people": "Everyone who works, in one post a row: staff, relief, bank and hub carers.",
        "young_people": "Each young person, by a code the hub chooses. Never write a name here.",
        "stays": "Where each young person lives, first and last night included.",
        "acquaintances": "How well each adult knows each young person, in your own judgement.",
        "contacts": "Time each person spent with each young person on past days.",
        "weeks_worked": "Working time of past weeks, for the 48-hour average.",
        "duties_before": "Each person's last duty begun before the period, for the rest after it.",
        "locks": "What is fixed by hand: this person does, or never does, this task.",
        "published": "What people were told already for these weeks: a new draft changes little of it.",
        "shapes": "Which parts one duty may have, in order. Left blank, the usual ones are used.",
        "numbers": "Numbers of the rules that a registered manager has signed otherwise.",
        "placements": "A child living with a hub carer: its carers work no shift until deployable again.",
    }
)
"""What a sheet is for; a table not named here is told by what its record says of itself."""

SETTING_WORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("id", ""): "Made at random for this file, so that rosters made from it are known. Leave it.",
        ("first_day", ""): "The Monday the roster starts on, day/month/year.",
        ("weeks", ""): "How many weeks the roster is for, 1 to 26.",
        ("policy", "signed_by"): "The registered manager who signed the policy numbers. May be blank.",
        ("policy", "signed_on"): "The day they were signed. May be blank.",
    }
)

TABLE_WORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("hubs", "code"): "A short name of the hub, as other sheets call it.",
        ("hubs", "name"): "The hub's full name, for people to read.",
        ("places", "code"): "A short name of a town, an area or a building. Never a family's address.",
        (
            "places",
            "kind",
        ): "What stands there. An area stands for all addresses in it.",
        ("driving", "origin"): "Where the drive starts.",
        ("driving", "destination"): "Where it ends. The way back takes as long, unless it has its own row.",
        ("driving", "minutes"): "Minutes of driving. Between places without a row, 60 are taken.",
        ("homes", "code"): "A short name of the home, as other sheets call it.",
        ("homes", "place"): "The place where the home stands.",
        ("homes", "sleep_rooms"): "How many adults can sleep in on one night.",
        ("shifts", "name"): "What the home calls the shift.",
        ("shifts", "kind"): "What kind of work it is.",
        ("shifts", "start"): "When the shift starts.",
        ("shifts", "end"): "When the shift ends.",
        ("shifts", "seats"): "How many adults the shift is for.",
        ("cover", "start"): "From when on.",
        ("cover", "end"): "Until when. The same as the start: all round the clock.",
        ("cover", "adults"): "The fewest adults in the home between these times.",
        ("shift_needs", "adults"): "How many of the shift's adults must hold the skill.",
        (
            "people",
            "key",
        ): "The person's own key, such as the payroll number. "
        "With several employers or posts: employer, person and post number with ':' between them.",
        ("people", "name"): "The person's name, as the roster shows it.",
        ("people", "hub"): "The hub the person works for.",
        ("people", "role"): "The job, for people to read.",
        ("people", "employment"): "On what terms the person works.",
        ("people", "contract_hours"): "Hours a week to roster, after those spent on other work.",
        ("people", "most_hours"): "The most hours a week may reach, sleep-ins apart.",
        (
            "people",
            "reference_weeks",
        ): "Weeks the 48-hour average is taken over: 17 by law, up to 52 by agreement.",
        ("people", "started"): "The day the person started in the post.",
        ("patterns", "week"): "Which week of the cycle, from 1.",
        ("skills", "skill"): "A qualification, check or training, in the same words everywhere. 'checks' and "
        "'driver' are known.",
        ("young_people", "code"): "A code the hub chose, unlike every other. Never a name or initials.",
        ("young_people", "key_worker"): "The named worker.",
        ("young_people", "deputy"): "The second named worker.",
        ("young_people", "core_team"): "The 3 to 5 adults a resident is to see most.",
        ("stays", "kind"): "Where the young person lives.",
        ("stays", "home"): "For a hub bed: which home.",
        ("stays", "first_day"): "The date of the first night.",
        ("stays", "last_day"): "The date of the last night. Blank: no end is known.",
        (
            "acquaintances",
            "how_well",
        ): "How well they know each other. 'does not count': time together says nothing.",
        ("views", "view"): "What the young person says of the adult.",
        ("views", "day"): "The day they said it. A later view replaces it.",
        ("restrictions", "person"): "Who may not work with the young person. Never write a reason.",
        ("visits", "minutes"): "How long the visit is, without the driving.",
        ("visits", "first_day"): "The first day it may be made on.",
        ("visits", "last_day"): "The last day it may be made on; the same as the first for one day only.",
        ("visits", "earliest"): "The visit starts no earlier.",
        ("visits", "adults"): "How many adults go together.",
        ("visits", "who"): "Who may make it.",
        ("visits", "kind"): "Why it is made. 'other' gives way to all the rest.",
        ("visits", "skill"): "A skill whoever makes it must hold.",
        ("visits", "id"): "A code for the visit, used once.",
        ("on_call", "id"): "A code for the spell of on-call, used once.",
        ("on_call", "skill"): "The skill whoever is on call must hold.",
        ("adjustments", "kind"): "What the person is not asked to do. Never write a reason.",
        ("placements", "household"): "The household of the hub carers, as in the sheet People.",
        ("placements", "first_day"): "The day the child moves in.",
        ("placements", "first_time"): "When the child arrives. Blank: the whole day is kept free.",
        ("placements", "last_day"): "The last day the child lives there.",
        ("placements", "deployable_from"): "The day a manager puts the carers back on the rota.",
        ("requests", "wish"): "What was asked for: the day off, or a kind of work.",
        ("contacts", "minutes"): "Minutes spent with the young person that day.",
        ("contacts", "setting"): "How the time was spent. Time asleep and restraint do not count.",
        ("contacts", "adults"): "Adults present.",
        ("weeks_worked", "working_minutes"): "Minutes worked in that week, as working time is counted.",
        ("weeks_worked", "excluded_days"): "Days of leave or sickness, which do not count.",
        ("duties_before", "start"): "When that duty started.",
        ("duties_before", "end"): "When it ends.",
        ("duties_before", "tasks"): "Its seats that lie inside the period: home/date/shift/seat.",
        ("locks", "must"): "yes: the person does it. no: the person never does it.",
        ("published", "start"): "When it starts.",
        ("shapes", "name"): "What this kind of duty is called.",
        ("shapes", "parts"): "Its parts, in order.",
        ("shapes", "longest_hours"): "The longest it may be from start to end, in hours.",
        ("numbers", "rule"): "The rule's name.",
        ("numbers", "number"): "Which number of the rule.",
        ("numbers", "value"): "The number signed for.",
    }
)

DAY_OF_PATTERN = "What the pattern says of this day. 'off' is a fixed non-working day."

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "person": "Whom the row is about.",
        "young_person": "Which young person the row is about.",
        "hub": "The hub it belongs to.",
        "home": "The home it belongs to.",
        "place": "Where it is.",
        "skill": "The skill it is about, in the same words as in the sheet Skills.",
        "task": "A seat as home/date/shift/seat, or the code of a visit or a spell of on-call.",
        "day": "The day it is about.",
        "days": "The days of the week it holds on.",
        "start": "When it starts.",
        "end": "When it ends.",
        "first_day": "The first day. Blank, where it may be: always so until the last day.",
        "last_day": "The last day, included. Blank, where it may be: no end is known.",
        "valid_from": "The first day it holds. Blank: it has held all along.",
        "valid_until": "The last day it holds. Blank: no end.",
        "name": "A name for people to read.",
        "code": "A short name, as other sheets call it.",
        **dict.fromkeys(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), DAY_OF_PATTERN
        ),
    }
)

EXAMPLES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("hubs", "code"): "North",
        ("hubs", "name"): "North hub",
        ("places", "code"): "Ash",
        ("places", "kind"): "home",
        ("driving", "destination"): "Upper dale",
        ("driving", "minutes"): "35",
        ("homes", "code"): "Ash",
        ("homes", "lone_working_assessment"): "LW 12",
        ("shifts", "name"): "late",
        ("shifts", "kind"): "late",
        ("shifts", "start"): "14:30",
        ("shifts", "end"): "22:30",
        ("shifts", "days"): "every day",
        ("cover", "start"): "14:30",
        ("cover", "end"): "22:30",
        ("cover", "days"): "every day",
        ("shift_needs", "shift"): "late",
        ("people", "key"): "NYC:1042:1",
        ("people", "name"): "Sam Jones",
        ("people", "role"): "hub worker",
        ("people", "contract_hours"): "37",
        ("people", "most_hours"): "48",
        ("people", "reference_weeks"): "17",
        ("people", "started"): "02/09/2019",
        ("people", "household"): "Lane",
        ("people", "pattern_anchor"): "03/11/2025",
        ("young_people", "code"): "Heron",
        ("young_people", "agreed_minutes"): "240",
        ("young_people", "most_adults"): "9",
        ("stays", "first_day"): "01/10/2025",
        ("stays", "last_day"): "31/03/2026",
        ("visits", "id"): "Heron 1",
        ("visits", "minutes"): "90",
        ("visits", "earliest"): "16:00",
        ("visits", "latest"): "19:00",
        ("visits", "skill"): "driver",
        ("on_call", "id"): "Call 1",
        ("on_call", "skill"): "on call",
        ("adjustments", "kind"): "not before",
        ("adjustments", "time"): "09:00",
        ("placements", "household"): "Lane",
        ("placements", "deployable_from"): "12/01/2026",
        ("contacts", "minutes"): "90",
        ("contacts", "young_people"): "1",
        ("weeks_worked", "week"): "29/12/2025",
        ("weeks_worked", "working_minutes"): "2220",
        ("weeks_worked", "excluded_days"): "0",
        ("duties_before", "tasks"): "Ash/2026-01-05/early/1",
        ("shapes", "name"): "late and sleep-in",
        ("shapes", "parts"): "late, sleep-in",
        ("shapes", "longest_hours"): "18",
        ("numbers", "rule"): "rest",
        ("numbers", "number"): "hours",
        ("numbers", "value"): "11.5",
    }
)

FIELD_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "skill": "first aid",
        "task": "Ash/2026-01-07/late/1",
        "last_day": "09/01/2026",
        "valid_until": "31/12/2026",
        "end": "06/01/2026 09:00",
    }
)
