"""Notice: what people are told of less than two weeks before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub_roster.domain.people import Employment
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import PublishedAssignment
from hub_roster.rules.notice import NoticeGiven
from tests.edits import told_of_edit
from tests.tiny import (
    MONDAY,
    Rows,
    at,
    doing,
    drafted,
    hub,
    people,
    person,
    points,
    resident,
    shift,
    visit,
    young,
)

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in")]


def told(days_before: int | None, *rows: Rows) -> Problem:
    """Give a hub whose people are told so many days before the Monday of the period."""
    day = None if days_before is None else MONDAY - timedelta(days=days_before)
    visits = [young("Heron"), visit("v", "Heron", "Mon", "Wed"), visit("w", "Heron", "Mon", "Wed")]
    return hub(people("ann ben"), SHIFTS, visits, rows, told_on=day)


def published(person_key: str, task: str, when: str) -> PublishedAssignment:
    """Give something a person was told of before."""
    return PublishedAssignment(person=person_key, task=task, start=at(when))


@pytest.mark.parametrize(
    ("days_before", "price"),
    [(None, 0), (21, 0), (14, 0), (13, 200), (12, 400), (7, 600), (0, 600)],
)
def test_each_duty_sooner_than_14_days_after(days_before: int | None, price: int) -> None:
    """Earlies on Monday, Tuesday and Friday: told 14 days before, all is well; 12, two come too soon."""
    assert points(NoticeGiven, told(days_before), ann="early Mon, early Tue, early Fri") == price


EARLY = published("ann", "Oak/2026-02-02/early/2", "Mon 07:00")
LATE = published("ann", "Oak/2026-02-02/late/1", "Mon 15:00")
VISIT = published("ann", "v", "Tue 12:00")


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("early Mon", 0),  # whichever seat it was
        ("early Mon, w Mon 16:00", 0),  # a visit beside the shift is no other day at work
        ("late Mon", 0),
        ("late Mon, sleep-in Mon", 200),  # nobody told her of the night
        ("early Tue", 200),
        ("v Tue 12:00", 0),
        ("v Wed 12:00", 0),  # visits are planned week by week
        ("v Tue 12:00, w Tue 14:00", 0),
        ("w Tue 14:00", 200),
    ],
)
def test_what_was_published_is_no_news(line: str, price: int) -> None:
    """A duty is known where all its shifts were published for its person, or one of its visits."""
    assert points(NoticeGiven, told(7, EARLY, LATE, VISIT), ann=line) == price


def test_what_was_published_for_another_is_news() -> None:
    """Ben knows nothing of what ann was told."""
    assert points(NoticeGiven, told(7, EARLY), ben="early Mon") == 200


@pytest.mark.parametrize("terms", [Employment.RELIEF, Employment.BANK])
def test_relief_and_bank_staff_are_owed_notice_too(terms: Employment) -> None:
    """The law is about them first of all."""
    day = MONDAY - timedelta(days=7)
    problem = hub(person("ann", employment=terms), shift("early"), told_on=day)
    assert points(NoticeGiven, problem, ann="early Mon") == 200


def test_an_edit_of_bens_line_tells_what_is_news_to_ben() -> None:
    """Ann's early is as late, and is not told again."""
    assert told_of_edit(NoticeGiven, told(7), "ben", ann="early Mon", ben="early Tue") == ["ben"]


def test_the_numbers_are_the_policys() -> None:
    """A council that promises four days and prices less at 50."""
    numbers = [
        PolicyNumber(rule="notice given", number="days", value=4),
        PolicyNumber(rule="notice given", number="points", value=50),
    ]
    assert points(NoticeGiven, told(3, numbers), ann="early Mon, early Tue") == 50


def test_a_draft_asks_who_was_told() -> None:
    """Either could have the early: it stays ben's, who knows of it."""
    ben = published("ben", "Oak/2026-02-02/early/1", "Mon 07:00")
    day = MONDAY - timedelta(days=7)
    problem = hub(people("ann ben"), resident("Heron"), shift("early", "Mon"), ben, told_on=day)
    assert doing(drafted(problem).roster, "ben") == ["Oak/2026-02-02/early/1"]
