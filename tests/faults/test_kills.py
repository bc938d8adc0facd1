"""Three of the moments of `./hub prove faults`: nothing lost, nothing half-written, there again by itself."""

from __future__ import annotations

import pytest

from tests import postgres
from tests.faults.kills import Moment, crashing, killing, moment, struck
from tests.faults.running_service import Kind, Part

pytestmark = pytest.mark.slow


def test_a_moment_is_drawn_again_by_the_same_words() -> None:
    """And another by others: a fault that was found is found again."""
    assert moment("web 1") == moment("web 1")
    assert len({moment(f"web {number}") for number in range(20)}) > 10


def test_the_web_process_killed_while_a_roster_is_published() -> None:
    """The roster is published once, whether the manager's browser got the answer or not."""
    assert struck(Kind.SQLITE, killing(Part.WEB), Moment("publish", 0.1)).faults == ()


def test_a_worker_killed_in_the_midst_of_a_draft() -> None:
    """Another takes the draft up, and the roster comes."""
    assert struck(Kind.SQLITE, killing(Part.WORKER), Moment("draft", 2.0)).faults == ()


@pytest.mark.skipif(not postgres.can_start(), reason="it takes a PostgreSQL of one's own, to end it")
def test_postgresql_crashing_in_the_midst_of_a_draft() -> None:
    """What was answered is there when it is back; meanwhile everybody is told to try again."""
    assert struck(Kind.POSTGRESQL, crashing, Moment("draft", 2.0)).faults == ()
