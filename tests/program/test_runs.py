"""Runs of visits: canonical times, orders that are beaten, starts on a grid, and who could make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import HOUR, instant_of, wall
from hub_roster.domain.place import DrivingTime
from hub_roster.domain.problem import Problem
from hub_roster.program.run_times import Run, Slot
from hub_roster.program.runs import Break, Runs, Timing
from hub_roster.program.starts import timed_visits
from tests.tiny import MONDAY, Rows, at, drive, hub, on, people, person, resident, visit, young
from tests.tiny_life import escort

EVERYBODY = frozenset({"ann", "ben"})
HERON_AND_WREN: list[Rows] = [people("ann ben"), young("Heron"), young("Wren", place="Fell")]


def everybody(visit: Appointment, day: date) -> frozenset[str]:
    """Let everyone make every visit."""
    return EVERYBODY


def listed(
    problem: Problem,
    *,
    timing: Timing | None = None,
    suited: Callable[[Appointment, date], frozenset[str]] = everybody,
    place: str = "Base",
    opens: str | None = None,
    closes: str | None = None,
    people: frozenset[str] | None = None,
) -> tuple[Run, ...]:
    """Give the runs of Monday from a place, leaving and back between two times of day."""
    slot = Slot(
        place,
        MONDAY,
        opens=instant_of(at(f"Mon {opens}")) if opens else None,
        closes=instant_of(at(f"Mon {closes}")) if closes else None,
        people=people,
    )
    return Runs(problem, timing or Timing(), suited).of(slot)


def times(run: Run) -> tuple[str, ...]:
    """Give when a run leaves, starts each visit, and is back."""
    return tuple(f"{wall(moment):%H:%M}" for moment in (run.leaves, *run.starts, run.returns))


def orders(runs: tuple[Run, ...]) -> set[tuple[str, ...]]:
    """Give the visits of runs, in order."""
    return {run.visits for run in runs}


def test_one_visit_is_made_as_early_as_it_may() -> None:
    """From 10:00 on, half an hour's drive away: leave at 09:30, back at 11:30."""
    (run,) = listed(hub(HERON_AND_WREN, visit("v", "Heron")))
    assert (times(run), run.driving) == (("09:30", "10:00", "11:30"), 60)


def test_starts_lie_on_the_quarter_hour() -> None:
    """A visit from 10:05 on starts at 10:15."""
    (run,) = listed(hub(HERON_AND_WREN, visit("v", "Heron", between="10:05 18:00")))
    assert times(run) == ("09:45", "10:15", "11:45")


def test_earliest_finish_and_then_latest_start() -> None:
    """The second visit opens at 13:00; the first moves up to it, so that nobody leaves at dawn to wait."""
    visits = [visit("v", "Heron", between="08:00 12:30"), visit("w", "Heron", between="13:00 14:00")]
    runs = {run.visits: run for run in listed(hub(HERON_AND_WREN, visits))}
    assert times(runs["v", "w"]) == ("11:00", "11:30", "13:00", "14:30")
    assert ("w", "v") not in runs


def test_before_a_shift_visits_are_as_late_as_they_go() -> None:
    """Back at the home by 15:00: the visit starts at 13:30."""
    (run,) = listed(hub(HERON_AND_WREN, visit("v", "Heron")), place="Oak house", closes="15:00")
    assert times(run) == ("13:00", "13:30", "15:00")


def test_after_a_shift_visits_are_as_early_as_they_go() -> None:
    """Leaving the home at 15:00: the visit starts at 15:30; one that must be over by 16:00 is not made."""
    visits = [visit("v", "Heron"), visit("w", "Wren", between="10:00 16:00")]
    (run,) = listed(hub(HERON_AND_WREN, visits), place="Oak house", opens="15:00")
    assert (run.visits, times(run)) == (("v",), ("15:00", "15:30", "17:00"))


BREAK = Timing(breaks=(Break(due_after=6 * HOUR, minutes=20),))
LONG_DAY: list[Rows] = [
    visit("v", "Heron", between="08:00 12:45", minutes=165),
    visit("w", "Heron", between="13:00 18:00", minutes=180),
]


def of_both(problem: Problem) -> list[tuple[str, ...]]:
    """Give the times of runs of two visits, room made for breaks."""
    return [times(run) for run in listed(problem, timing=BREAK) if len(run.visits) == 2]


def test_a_long_run_is_listed_with_room_for_its_break_as_well() -> None:
    """Back to back the two visits leave five minutes, and with the drives last seven hours."""
    problem = hub(HERON_AND_WREN, LONG_DAY)
    packed = ("09:30", "10:00", "13:00", "16:30")
    assert [times(run) for run in listed(problem) if len(run.visits) == 2] == [packed]
    assert of_both(problem) == [packed, ("09:15", "09:45", "13:00", "16:30")]


def test_where_the_first_visit_cannot_move_the_next_one_waits_for_the_break() -> None:
    """The first visit is at 10:00 and at no other time: the second then starts later."""
    fixed = visit("v", "Heron", between="10:00 12:45", minutes=165)
    later = visit("w", "Wren", between="13:15 18:00", minutes=165)
    packed, paused = ("09:30", "10:00", "13:15", "16:30"), ("09:30", "10:00", "13:45", "17:00")
    assert of_both(hub(HERON_AND_WREN, fixed, later)) == [packed, paused]


def test_no_room_is_made_for_a_break_that_is_not_due_or_can_be_had() -> None:
    """A short run needs none; on a shift beside a long one there is one."""
    short = [visit(f"v{k}", "Heron", between=f"{10 + k}:00 {11 + k}:00") for k in range(2)]
    assert len(of_both(hub(HERON_AND_WREN, short))) == 1
    beside = Slot("Base", MONDAY, pauses=True)
    runs = Runs(hub(HERON_AND_WREN, LONG_DAY), BREAK, everybody).of(beside)
    assert [times(run) for run in runs if len(run.visits) == 2] == [("09:30", "10:00", "13:00", "16:30")]


def test_beside_a_shift_without_a_break_it_may_lie_next_to_it() -> None:
    """The shift may have left none: the visit is listed straight after or before it, and half an hour off."""
    problem = hub(HERON_AND_WREN, visit("v", "Heron"))
    after = listed(problem, timing=BREAK, place="Oak house", opens="12:00")
    assert [times(run) for run in after] == [("12:00", "12:30", "14:00"), ("12:30", "13:00", "14:30")]
    before = listed(problem, timing=BREAK, place="Oak house", closes="15:00")
    assert [times(run) for run in before] == [("13:00", "13:30", "15:00"), ("12:30", "13:00", "14:30")]
    tight = listed(problem, timing=BREAK, place="Oak house", opens="12:00", closes="14:15")
    assert [times(run) for run in tight] == [("12:00", "12:30", "14:00")]


def test_a_visit_before_dawn_may_follow_one_of_the_evening_before() -> None:
    """What begins within eight hours of the evening's last visit is of one duty with it."""
    evening = visit("v", "Heron", between="21:00 22:00")
    dawn = [visit("w", "Wren", "Tue", between=f"{opens} 07:30") for opens in ("05:45", "06:00")]
    assert ("v", "w") in orders(listed(hub(HERON_AND_WREN, evening, dawn[0])))
    assert ("v", "w") not in orders(listed(hub(HERON_AND_WREN, evening, dawn[1])))
    assert ("w",) not in orders(listed(hub(HERON_AND_WREN, evening, dawn[0])))


def test_orders_that_are_beaten_are_dropped() -> None:
    """Dale to Fell takes half an hour, Fell to Dale a whole one: only the shorter order is kept."""
    visits = [visit("v", "Heron"), visit("w", "Wren")]
    uphill = DrivingTime(origin="Fell", destination="Dale", minutes=60)
    downhill = DrivingTime(origin="Dale", destination="Fell", minutes=30)
    runs = listed(hub(HERON_AND_WREN, visits, uphill, downhill))
    assert orders(runs) == {("v",), ("w",), ("v", "w")}


def test_orders_that_leave_later_or_return_earlier_are_kept() -> None:
    """One order leaves later, the other is back earlier: which is better depends on the person."""
    visits = [visit("v", "Heron", between="10:00 18:00"), visit("w", "Wren", between="13:00 18:00")]
    assert {("v", "w"), ("w", "v")} <= orders(listed(hub(HERON_AND_WREN, visits)))


def test_visits_that_depend_on_others_are_timed() -> None:
    """Timed are visits for two adults, and visits that could clash with another of that young person's."""
    problem = hub(
        HERON_AND_WREN,
        visit("two", "Wren", adults=2),
        visit("v", "Heron", between="10:00 12:00"),
        visit("w", "Heron", between="11:00 14:00"),
        visit("after", "Heron", between="14:00 18:00"),
        visit("other day", "Heron", "Tue"),
        visit("alone", "Wren", "Wed"),
    )
    assert timed_visits(problem) == {"two", "v", "w"}


def test_timed_visits_are_listed_start_by_start() -> None:
    """A visit for two between 10:00 and 12:00 may start at 10:00, 10:30 and 11:00: the shared grid."""
    runs = listed(hub(HERON_AND_WREN, visit("v", "Heron", between="10:00 12:00", adults=2)))
    assert sorted(times(run)[1] for run in runs) == ["10:00", "10:30", "11:00"]
    assert all(run.returns - run.leaves == 120 for run in runs)


def test_the_grids_are_the_policys() -> None:
    """An hour's shared grid leaves two starts of the three."""
    problem = hub(HERON_AND_WREN, visit("v", "Heron", between="10:00 12:00", adults=2))
    assert len(listed(problem, timing=Timing(shared_grid=60))) == 2


def test_what_nobody_suits_is_not_listed() -> None:
    """Nobody suits the first visit; no one person suits the other two."""
    makers = {"v": frozenset[str](), "w": frozenset({"ann"}), "x": frozenset({"ben"})}
    visits = [visit("v", "Heron"), visit("w", "Wren"), visit("x", "Heron", "Mon", between="18:00 20:00")]
    runs = listed(hub(HERON_AND_WREN, visits), suited=lambda visit, day: makers[visit.id])
    assert orders(runs) == {("w",), ("x",)}


def test_a_base_lists_what_its_own_people_could_make() -> None:
    """From ben's base no run is listed that only ann could make."""
    runs = listed(
        hub(HERON_AND_WREN, visit("v", "Heron")),
        suited=lambda visit, day: frozenset({"ann"}),
        people=frozenset({"ben"}),
    )
    assert runs == ()


def test_no_more_visits_than_the_policy_allows() -> None:
    """Of three visits that fit one after another, runs hold two at most."""
    visits = [visit(f"v{k}", "Heron", between=f"{10 + 2 * k}:00 {11 + 2 * k}:00") for k in range(3)]
    runs = listed(hub(HERON_AND_WREN, visits), timing=Timing(most_visits=2))
    assert max(len(run.visits) for run in runs) == 2
    assert len(listed(hub(HERON_AND_WREN, visits))) == 7


def test_a_gap_of_8_hours_makes_two_duties_not_one_run() -> None:
    """A visit that ends at 09:00 and one from 17:00 are no run; from 16:45 they are."""
    morning = visit("v", "Heron", between="08:00 09:00")
    evening = [visit("w", "Wren", between=f"{opens} 20:00") for opens in ("17:00", "16:45")]
    assert ("v", "w") not in orders(listed(hub(HERON_AND_WREN, morning, evening[0])))
    assert ("v", "w") in orders(listed(hub(HERON_AND_WREN, morning, evening[1])))


def test_a_visit_of_several_days_is_listed_on_each_of_them() -> None:
    """Tuesday's list holds a visit that may be made from Monday to Tuesday, Wednesday's does not."""
    runs = Runs(hub(HERON_AND_WREN, visit("v", "Heron", "Mon", "Tue")), Timing(), everybody)
    assert [len(runs.of(Slot("Base", on(day)))) for day in ("Mon", "Tue", "Wed")] == [1, 1, 0]


def test_an_appointment_off_the_grid_has_its_own_start() -> None:
    """An escort at five past ten: for those who drive to it, at that minute."""
    problem = hub(person("ann"), young("Heron"), escort("e", "Heron", "Mon 10:05", origin="Dale"))
    found = Runs(problem, Timing(), lambda visit, day: frozenset({"ann"})).of(Slot("Base", on("Mon")))
    assert [wall(run.starts[0]).strftime("%H:%M") for run in found] == ["10:05"]


def test_a_run_goes_on_from_where_an_escort_ends() -> None:
    """From Town, where it ends, Dale is ten minutes off; from the home it would be thirty."""
    rows = [person("ann"), resident("Heron"), young("Wren"), drive("Town", "Dale", 10)]
    both = hub(rows, escort("e", "Heron", "Mon 10:00"), visit("v", "Wren", between="11:00 18:00"))
    found = Runs(both, Timing(), lambda visit, day: frozenset({"ann"})).of(Slot("Base", on("Mon")))
    (run,) = [run for run in found if run.visits == ("e", "v")]
    assert wall(run.starts[1]).strftime("%H:%M") == "11:15"  # the next quarter of an hour
    assert run.driving == 30 + 10 + 30
