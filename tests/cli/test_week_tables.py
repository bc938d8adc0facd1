"""The week as tables and as a picture: hours that are not those of the days shown are said not to be."""

from __future__ import annotations

from xml.etree import ElementTree

from hub_roster.cli.picture import picture_of
from hub_roster.cli.week_tables import Week
from hub_roster.domain.lines import Lines
from tests.tiny import hub, people, roster, shift

COUNTS = "A duty counts whole in the week it begins: "


def lines_of(said: str) -> Lines:
    """Give two weeks in which ann takes what is said."""
    problem = hub(people("ann bea"), shift("late"), shift("sleep-in"), shift("early"), weeks=2)
    return Lines(problem, roster(problem, ann=said))


def test_a_duty_that_goes_on_into_next_monday() -> None:
    """Sunday's late, sleep-in and Monday's early count in the first week: both weeks say so of the person."""
    lines = lines_of("late Sun, sleep-in Sun, early Mon+1")
    first, second = Week(lines, 0), Week(lines, 1)
    (only,) = lines.problem.hubs
    assert float(first.hours("ann").split("/")[0]) > 8
    assert second.hours("ann") == "0.0/0"
    assert first.split_duties(only) == f"{COUNTS}what goes on into next Monday is in the hours of ann."
    assert second.split_duties(only) == f"{COUNTS}what went on into this Monday is not in those of ann."


def test_a_picture_says_it_too() -> None:
    """The line stands under the picture's key, inside its height."""
    drawn = ElementTree.fromstring(picture_of(lines_of("late Sun, sleep-in Sun, early Mon+1"), "Hub"))
    last = list(drawn.iter("{http://www.w3.org/2000/svg}text"))[-1]
    assert (last.text or "") == f"{COUNTS}what goes on into next Monday is in the hours of ann."
    assert float(last.get("y", "")) < float(drawn.get("viewBox", "").split()[-1])


def test_nothing_is_said_where_hours_are_those_shown() -> None:
    """A sleep-in that ends on Monday morning stands under Sunday, whole."""
    lines = lines_of("late Sun, sleep-in Sun")
    assert [Week(lines, number).split_duties(lines.problem.hubs[0]) for number in (0, 1)] == ["", ""]
