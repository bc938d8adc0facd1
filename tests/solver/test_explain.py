"""Why a task is short: everybody once, under the first reason; who could, and who could if moved."""

from __future__ import annotations

from hub_roster.domain.people import Availability, DutyBefore, Leave, Skill, WeekWorked
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.explain import CLOSER, Explainer, WhyNot, WhyShort
from hub_roster.solver.standing import Standing
from tests.tiny import (
    at,
    hub,
    need,
    on,
    on_call,
    people,
    person,
    resident,
    roster,
    shift,
    task,
    visit,
    young,
)

HOME = hub(
    people("ann ben cat"),
    resident("Heron"),
    shift("early"),
    shift("late"),
    shift("sleep-in"),
    young("Wren"),
    visit("w", "Wren", "Tue", between="10:00 16:00"),
)


def why(problem: Problem, said: str, **lines: str) -> WhyShort:
    """Ask why a shift, visit or spell is short in a roster."""
    found = problem.task(said) or task(problem, said)
    return Explainer(RULEBOOK.of(problem), problem, roster(problem, **lines)).why_short(found)


def why_not(problem: Problem, key: str, said: str, *, closer: bool = False, **lines: str) -> WhyNot:
    """Ask why somebody is not on a task."""
    found = problem.task(said) or task(problem, said)
    rules, knows = RULEBOOK.of(problem), CLOSER if closer else frozenset()
    return Explainer(rules, problem, roster(problem, **lines), knows).why_not(key, found)


def stands(found: WhyShort) -> dict[str, Standing]:
    """Give how each person stands."""
    return {key: standing for standing, keys in found.people.items() for key in keys}


def test_everybody_counts_once_under_the_first_reason() -> None:
    """Ann rests after her late, ben is on the visit then, cat is away and so not available, dan could."""
    problem = HOME.edited(
        people=(*HOME.people, person("dan")),
        leave=(Leave(person="cat", first_day=on("Tue"), last_day=on("Tue")),),
    )
    found = why(problem, "early Tue", ann="late Mon", ben="w Tue 11:00", cat="early Mon")
    assert stands(found) == {
        "ann": Standing.RESTING,
        "ben": Standing.ELSEWHERE,
        "cat": Standing.PRIVATE,
        "dan": Standing.COULD,
    }
    assert [option.person for option in found.could] == ["dan"]
    assert found.could[0].change.shortfall[1] == -480


def test_everybody_stands_to_what_is_not_short_too() -> None:
    """Ann is on the early, ben could do it in her place, and cat rests; nobody has to be moved for it."""
    problem = hub(people("ann ben cat"), resident("Heron"), shift("early", "Tue"), shift("late", "Mon"))
    found = why(problem, "early Tue", ann="early Tue", cat="late Mon")
    assert found.short == ()
    assert stands(found) == {"ann": Standing.ON_IT, "ben": Standing.COULD, "cat": Standing.RESTING}
    assert [option.off for option in found.could] == [(("ann", "Oak/2026-02-03/early/1"),)]
    assert found.moved == ()


def test_who_could_if_moved_and_what_is_short_then() -> None:
    """Ben could leave his visit for the early: then the visit is short, which counts less."""
    found = why(HOME, "early Tue", ann="late Mon", ben="w Tue 11:00", cat="late Mon+0")
    moved = {option.person: option for option in found.moved}
    assert moved["ben"].off == (("ben", "w"),)
    then = moved["ben"].change.then_short
    assert [(need.rule, need.tasks, need.points) for need in then] == [("visits made", ("w",), 60)]
    assert moved["ben"].change.shortfall < (0,) * 6
    assert moved["ann"].off[0][1].endswith("late/1")


def test_a_duty_begun_before_the_period_is_not_taken_away() -> None:
    """Ann comes off a night on Monday at 08:00: she rests, and nobody can move that."""
    night = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    found = why(HOME.edited(duties_before=(night,)), "late Mon")
    assert stands(found)["ann"] is Standing.RESTING
    assert "ann" not in {option.person for option in found.moved}


def test_a_lock_is_not_taken_away() -> None:
    """Ben is fixed to the visit by hand: he is elsewhere, and not offered as one to move."""
    locked = HOME.edited(locks=(Lock(person="ben", task="w"),))
    found = why(locked, "early Tue", ben="w Tue 11:00")
    assert stands(found)["ben"] is Standing.ELSEWHERE
    assert found.moved == ()


def test_a_sleep_in_goes_with_the_late_before_it() -> None:
    """It is no duty by itself: whoever could do it takes the late, which is empty too, with it."""
    found = why(HOME, "sleep-in Mon")
    assert set(stands(found).values()) == {Standing.COULD}
    assert all(task(HOME, "late Mon").id in option.beside for option in found.could)
    with_ann = why(HOME, "sleep-in Mon", ann="late Mon")
    assert {o.person: (o.beside, o.off) for o in with_ann.could}["ann"] == ((), ())
    fixed = HOME.edited(locks=(Lock(person="ann", task=task(HOME, "late Mon").id),))
    held = why(fixed, "sleep-in Mon", ann="late Mon")
    assert stands(held)["ben"] is Standing.SHAPE  # no duty is a sleep-in and an early alone


def test_a_skill_missing_on_a_full_shift() -> None:
    """Ben alone holds first aid: he could take ann's place; cat would not mend it."""
    problem = hub(
        people("ann ben cat"),
        resident("Heron"),
        shift("early", "Mon"),
        need("first aid"),
        [Skill(person=key, skill="checks") for key in ("ann", "ben", "cat")],
        Skill(person="ben", skill="first aid"),
    )
    found = why(problem, "early Mon", ann="early Mon")
    assert stands(found) == {"ann": Standing.ON_IT, "ben": Standing.COULD, "cat": Standing.NO_HELP}
    assert found.could[0].off == (("ann", "Oak/2026-02-02/early/1"),)


def aided(kept: str) -> Problem:
    """Give a home in which ben and cat alone hold the first aid that one of its shifts asks for."""
    return hub(
        people("ann ben cat"),
        resident("Heron"),
        shift("early"),
        shift("late"),
        shift("sleep-in"),
        need("first aid", kept),
        [Skill(person=key, skill="checks") for key in ("ann", "ben", "cat")],
        [Skill(person=key, skill="first aid") for key in ("ben", "cat")],
    )


BLOCK = "late Mon, sleep-in Mon, early Tue"


def test_a_whole_duty_is_taken_over() -> None:
    """Ann's late is part of a block: ben takes it whole, and nothing of it is short then."""
    found = why(aided("late"), "late Mon", ann=BLOCK)
    best = found.could[0]
    assert best.beside == ("Oak/2026-02-02/sleep-in", "Oak/2026-02-03/early")
    assert {task for _, task in best.off} == {f"{task}/1" for task in ("Oak/2026-02-02/late", *best.beside)}
    assert best.change.then_short == ()
    one = why_not(aided("late"), "cat", "late Mon", ann=BLOCK)
    assert one.options[0].beside == best.beside


def test_whoever_is_moved_takes_over_the_whole_duty() -> None:
    """Ben would have to leave Tuesday's visit for the block, and that alone is short then."""
    problem = aided("late")
    problem = problem.edited(
        young_people=(*problem.young_people, young("Wren")),
        visits=(visit("w", "Wren", "Tue", between="10:00 11:00"),),
    )
    moved = {option.person: option for option in why(problem, "late Mon", ann=BLOCK, ben="w Tue 10:00").moved}
    assert moved["ben"].beside == ("Oak/2026-02-02/sleep-in", "Oak/2026-02-03/early")
    assert [need.tasks for need in moved["ben"].change.then_short] == [("w",)]


def test_what_fits_of_a_block_is_taken_over_where_all_of_it_does_not() -> None:
    """Ben never does the early, by hand: ann keeps it, and he has late and sleep-in."""
    never = Lock(person="ben", task="Oak/2026-02-03/early", must=False)
    best = why_not(aided("late").edited(locks=(never,)), "ben", "late Mon", ann=BLOCK).options[0]
    assert best.beside == ("Oak/2026-02-02/sleep-in",)
    assert {task for _, task in best.off} == {"Oak/2026-02-02/late/1", "Oak/2026-02-02/sleep-in/1"}
    assert {need.rule for need in best.change.then_short} == {"handover"}


def test_a_sleep_in_goes_with_the_late_of_another() -> None:
    """Ann has late and sleep-in: ben takes both, as a sleep-in alone is no duty, whatever she does after."""
    for line in ("late Mon, sleep-in Mon", BLOCK):
        best = why(aided("sleep-in"), "sleep-in Mon", ann=line).could[0]
        assert "Oak/2026-02-02/late" in best.beside
        assert {person for person, _ in best.off} == {"ann"}
        assert best.change.then_short == ()
    # An empty sleep-in too, where the late before it is another's.
    away = Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))
    best = why(HOME.edited(leave=(away,)), "sleep-in Mon", ann="late Mon").could[0]
    assert "Oak/2026-02-02/late" in best.beside
    assert best.off == (("ann", "Oak/2026-02-02/late/1"),)


def test_whoever_is_kept_from_the_rest_of_a_duty_is_not_offered_it() -> None:
    """Ben never does sleep-ins, by hand: he is offered the late alone, and the sleep-in is short then."""
    never = Lock(person="ben", task="Oak/2026-02-02/sleep-in", must=False)
    options = why_not(aided("late").edited(locks=(never,)), "ben", "late Mon", ann=BLOCK).options
    assert [option.beside for option in options] == [()]
    assert options[0].change.then_short


def test_a_visit_for_two_says_what_it_still_lacks() -> None:
    """One of two could come; alone that is not enough."""
    problem = hub(people("ann ben"), young("Wren"), visit("w", "Wren", adults=2))
    found = why(problem, "w")
    assert {option.person for option in found.could} == {"ann", "ben"}
    assert found.could[0].still == ("One adult alone on a visit for two.",)


def test_a_visit_starts_when_whoever_it_is_for_is_free() -> None:
    """Wren is visited from 10:00 to 11:00 already: the other visit is offered after that."""
    problem = hub(
        people("ann ben"),
        young("Wren"),
        visit("w", "Wren", between="10:00 12:00"),
        visit("x", "Wren", between="10:00 12:00"),
    )
    found = why(problem, "x", ann="w Mon 10:00")
    assert stands(found)["ben"] is Standing.COULD
    assert found.could[0].start - problem.start >= 11 * 60


def test_on_call_and_hours() -> None:
    """Three spells are the most: ann has no hours left, whichever limit it is; looking closer names it."""
    spells = [on_call(f"s{k}", f"{day} 17:00", f"{day} 23:00", skill="x") for k, day in enumerate(DAYS)]
    problem = hub(people("ann ben"), spells)
    three = "s0, s1, s2"
    assert stands(why(problem, "s3", ann=three)) == {"ann": Standing.HOURS, "ben": Standing.COULD}
    plain = why_not(problem, "ann", "s3", ann=three).broken
    assert [(b.rule, b.message) for b in plain] == [("", "No hours are left for this.")]
    assert [b.rule for b in why_not(problem, "ann", "s3", closer=True, ann=three).broken] == [
        "contract limits"
    ]


DAYS = ("Mon", "Tue", "Wed", "Thu")


def test_hours_by_the_average_are_told_alike() -> None:
    """A full history leaves ann none: the words are those of the contract's limit."""
    full = WeekWorked(person="ann", week=on("Mon-1"), working_minutes=96 * 60)
    problem = HOME.edited(weeks_worked=(full,))
    assert stands(why(problem, "early Mon"))["ann"] is Standing.HOURS
    assert why_not(problem, "ann", "early Mon").broken[0].message == "No hours are left for this."


def test_why_not_this_person_names_the_rule() -> None:
    """Ann would break the daily rest; in place of her late she could, and the late is short then."""
    found = why_not(HOME, "ann", "early Tue", ann="late Mon")
    assert [b.rule for b in found.broken] == ["daily rest"]
    assert found.broken[0].sentence.startswith("Between two duties lie 11 hours of rest")
    assert found.options[0].off == (("ann", "Oak/2026-02-02/late/1"),)
    assert [need.tasks for need in found.options[0].change.then_short][-1:] == [("Oak/2026-02-02/late",)]


def test_why_not_instead_of_another() -> None:
    """The visit is made by ann: what changes if ben makes it is told by rule and by whom."""
    problem = HOME.edited(people=(person("ann"), person("ben", employment="bank"), person("cat")))
    found = why_not(problem, "ben", "w", ann="w Tue 11:00")
    assert found.standing is Standing.COULD
    assert found.options[0].off == (("ann", "w"),)
    changes = {(c.rule, c.whom): c.points for c in found.options[0].change.charges}
    assert changes["ladder", "ben"] == 5 * 120
    assert changes["driving", "ann"] == -600


def test_what_is_private_is_told_as_one_and_nothing_more() -> None:
    """Whoever looks closer reads the rule; everybody else that ann is not available."""
    hours = Availability(person="ann", start=at("Mon 07:00").time(), end=at("Mon 12:00").time())
    problem = HOME.edited(availability=(hours,))
    plain = why_not(problem, "ann", "late Mon", ann="early Mon")
    assert [(b.rule, b.message) for b in plain.broken] == [("", "Not available for this.")]
    assert plain.options == ()
    closer = why_not(problem, "ann", "late Mon", closer=True)
    assert [b.rule for b in closer.broken] == ["availability"]
    assert why_not(problem, "ann", "late Mon", ann="late Mon").standing is Standing.ON_IT
