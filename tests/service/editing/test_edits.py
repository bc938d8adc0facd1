"""Changes of a roster by hand: what each does, what the next draft keeps of it, and what is impossible."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub_roster.domain.clock import LONDON
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.service.editing.edits import Edit, Edited, ImpossibleEdit, Move, Put, TakeOff, apply
from tests import tiny

HUB = tiny.hub(
    tiny.people("ann ben cat"),
    tiny.shift("early", "Mon Tue"),
    tiny.shift("late", "Mon", seats=2),
    tiny.young("Heron"),
    tiny.visit("V1", "Heron", until="Tue", between="10:00 12:00"),
    tiny.visit("V2", "Heron", between="15:00 16:00"),
    tiny.on_call("OC", "Mon 17:00", "Tue 09:00"),
)
EARLY, LATE = "Oak/2026-02-02/early", "Oak/2026-02-02/late"
ROSTER = tiny.roster(HUB, ann="early Mon, V1 Tue 10:30", ben="late Mon, early Tue", cat="late Mon, OC")


def made(*edits: Edit, hub: Problem = HUB, roster: Roster = ROSTER) -> Edited:
    """Make changes."""
    return apply(hub, roster, edits)


def kept(edited: Edited) -> set[tuple[str, str, bool]]:
    """Give what the next draft keeps."""
    return {(each.lock.person, each.lock.task, each.lock.must) for each in edited.decided}


def faults(*edits: Edit) -> dict[str, str]:
    """Give why changes are impossible, by path."""
    with pytest.raises(ImpossibleEdit) as refused:
        made(*edits)
    return {fault.path: fault.message for fault in refused.value.faults}


def test_two_people_swap_by_two_changes() -> None:
    """Each instead of the other, in either order; the roster is a draft again."""
    swap = (Put("ben", EARLY, instead_of="ann"), Put("ann", LATE, instead_of="ben"))
    for edits in (swap, swap[::-1]):
        published = ROSTER.model_copy(update={"status": RosterStatus.PUBLISHED})
        edited = made(*edits, roster=published)
        assert edited.roster.status is RosterStatus.DRAFT
        assert tiny.who(edited.roster, EARLY) == ["ben"]
        assert tiny.who(edited.roster, LATE) == ["ann", "cat"]
        assert {a.task for a in edited.roster.assignments if LATE in a.task} == {f"{LATE}/1", f"{LATE}/2"}
        off = {("ann", EARLY, False), ("ben", LATE, False)}
        assert kept(edited) == off | {("ben", EARLY, True), ("ann", LATE, True)}


def test_somebody_is_taken_off() -> None:
    """And the next draft does not put them there again."""
    edited = made(TakeOff("ben", f"{LATE}/1"))
    assert tiny.who(edited.roster, LATE) == ["cat"]
    assert kept(edited) == {("ben", LATE, False)}
    assert {each.week for each in edited.decided} == {tiny.MONDAY}


def test_a_visit_moves_with_its_people() -> None:
    """At the time it is moved to the next draft starts it."""
    start = tiny.at("Mon 10:15").replace(tzinfo=LONDON)
    edited = made(Move("V1", start))
    (visit,) = (each for each in edited.roster.assignments if each.task == "V1")
    assert (visit.start, visit.end) == (start, start + timedelta(minutes=60))
    assert [each.lock.start for each in edited.decided] == [tiny.at("Mon 10:15")]


def test_a_start_that_goes_without_saying_need_not_be_said() -> None:
    """Of a visit that can start at one time only; a shift and a spell start when they do."""
    edited = made(Put("ben", "V2"), Put("ann", "OC", instead_of="cat"))
    assert {"V2", "Oak/2026-02-03/early/1", f"{LATE}/1"} == set(tiny.doing(edited.roster, "ben"))
    assert tiny.who(edited.roster, "OC") == ["ann"]


def test_who_is_put_instead_of_somebody_starts_when_they_did() -> None:
    """Unless told otherwise."""
    edited = made(Put("ben", "V1", instead_of="ann"))
    (visit,) = (each for each in edited.roster.assignments if each.task == "V1")
    assert (visit.person, visit.start) == ("ben", tiny.at("Tue 10:30").replace(tzinfo=LONDON))


def test_what_the_file_lost_can_be_taken_off() -> None:
    """Nothing has to be kept to it: nobody of that name is there to be put on it."""
    without = HUB.edited(people=tuple(p for p in HUB.people if p.key != "ben"))
    edited = made(TakeOff("ben", LATE), hub=without)
    assert tiny.who(edited.roster, LATE) == ["cat"]
    assert kept(edited) == set()


def test_every_impossible_change_is_told_at_its_place() -> None:
    """All of them at once, near names with what was meant."""
    at_night = tiny.at("Mon 22:00").replace(tzinfo=LONDON)
    found = faults(
        Put("bem", EARLY, instead_of="ann"),
        Put("cat", "Oak/2026-02-02/erly"),
        TakeOff("ann", LATE),
        Put("ann", LATE),
        Move("V1", at_night),
        Put("ben", "V2", at_night),
        Move(EARLY, at_night),
        Move("V2", at_night),
        Put("cat", LATE),
    )
    assert found == {
        "$.changes[0].person": "The hub's file has nobody called 'bem'.",
        "$.changes[1].task": "The week has no task called 'Oak/2026-02-02/erly'. "
        "Did you mean 'Oak/2026-02-02/early'?",
        "$.changes[2].person": f"ann is not on '{LATE}'.",
        "$.changes[3].task": f"There is no place free on '{LATE}', which is taken by ben, cat: "
        "say instead of whom.",
        "$.changes[4].start": "'V1' cannot start at Mon 2 Feb 2026 22:00. It can on Mon 2 Feb 2026 "
        "from 10:00 to 11:00; on Tue 3 Feb 2026 from 10:00 to 11:00.",
        "$.changes[5].start": "'V2' cannot start at Mon 2 Feb 2026 22:00. It can on Mon 2 Feb 2026 at 15:00.",
        "$.changes[6].task": f"'{EARLY}' cannot be moved: only a visit or an appointment can.",
        "$.changes[7].task": "Nobody is on 'V2': put somebody on it at its new time.",
        "$.changes[8].person": f"cat is on '{LATE}' already.",
    }


def test_what_starts_at_its_own_time_does_not_take_another() -> None:
    """And a visit that can start at several has to be given one; a seat taken is not free."""
    later = tiny.at("Tue 08:00").replace(tzinfo=LONDON)
    off = TakeOff("ann", "V1")
    assert faults(off, Put("ben", "V1"), Put("cat", "Oak/2026-02-03/early", later, instead_of="ben")) == {
        "$.changes[1].start": "Say when 'V1' starts. It can on Mon 2 Feb 2026 from 10:00 to 11:00; "
        "on Tue 3 Feb 2026 from 10:00 to 11:00.",
        "$.changes[2].start": "'Oak/2026-02-03/early' starts at Tue 3 Feb 2026 07:00, and does not move.",
    }
    assert faults(TakeOff("cat", LATE), Put("ann", f"{LATE}/1")) == {
        "$.changes[1].task": f"There is no place free on '{LATE}/1', which is taken by ben: "
        "say instead of whom."
    }
