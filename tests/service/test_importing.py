"""A workbook taken in: what it would change is shown first, then it is taken whole or not at all."""

from __future__ import annotations

import pytest

from hub_roster.service.feeds.building import Showing
from hub_roster.service.feeds.fetching import Form, find
from hub_roster.service.feeds.links import Wanted, make
from hub_roster.service.importing import preview, take_in
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.feeds import Feeds
from hub_roster.store.hub_files import Superseded
from hub_roster.store.scope import WHOLE, OutOfScope, Scope
from hub_roster.store.tables import FeedKind
from tests import tiny
from tests.service.feeds.subscribed import SECRET
from tests.service.kept import MADE, keep_file, later


def test_a_new_hub_is_shown_as_new(database: Database) -> None:
    """There is nothing to compare it with, and it becomes version 1."""
    problem = tiny.hub(tiny.people("ann"))
    shown = preview(database, WHOLE, problem)
    assert (shown.is_new, shown.changes) == (True, ())
    assert take_in(database, WHOLE, problem, MADE, actor="service", after=shown.number).number == 1


def test_what_would_change_is_shown_in_words(database: Database) -> None:
    """To look changes nothing; the import then adds a version."""
    keep_file(database, tiny.hub(tiny.people("ann")))
    problem = tiny.hub(tiny.people("ann ben"))
    shown = preview(database, WHOLE, problem)
    assert [change.words for change in shown.changes] == ["New person: ben"]
    assert preview(database, WHOLE, problem).number == shown.number == 1
    assert take_in(database, WHOLE, problem, MADE, actor="service", after=1).number == 2


def test_the_same_again_is_no_new_version(database: Database) -> None:
    """Who imports a workbook twice has changed nothing."""
    problem = tiny.hub(tiny.people("ann"))
    keep_file(database, problem)
    assert preview(database, WHOLE, problem).changes == ()
    assert take_in(database, WHOLE, problem, MADE, actor="service", after=1).number == 1


def test_an_import_shown_against_an_older_version_is_refused(database: Database) -> None:
    """Of two managers who import, the second is told, and what the first did stays."""
    keep_file(database, tiny.hub(tiny.people("ann")))
    take_in(database, WHOLE, tiny.hub(tiny.people("ann ben")), MADE, actor="service", after=1)
    for problem in (tiny.hub(tiny.people("ann cat")), tiny.hub(tiny.people("ann"))):
        with pytest.raises(Superseded):
            take_in(database, WHOLE, problem, MADE, actor="service", after=1)
    assert preview(database, WHOLE, tiny.hub(tiny.people("ann ben"))).changes == ()


def test_another_hub_s_file_is_as_if_it_were_new(database: Database) -> None:
    """Whoever may not see a hub is shown nothing of it, and cannot write over it."""
    problem = tiny.hub(tiny.people("ann"))
    keep_file(database, problem)
    shown = preview(database, Scope.of(), problem)
    assert (shown.is_new, shown.changes) == (True, ())
    with pytest.raises(OutOfScope):
        take_in(database, Scope.of(), problem, MADE, actor="service", after=0)


def test_whoever_is_not_in_the_file_any_more_has_left(database: Database) -> None:
    """Their links give an empty calendar from then on, which is written down; colleagues' go on."""
    both, alone = tiny.hub(tiny.people("ann ben")), tiny.hub(tiny.people("ben"))
    keep_file(database, both)
    with database.writing(WHOLE) as session:
        anns, bens = (
            make(
                session, SECRET, both.id, Wanted(kind=FeedKind.PERSON, key=key, name="phone"), MADE, Showing()
            )
            for key in ("ann", "ben")
        )
    take_in(database, WHOLE, alone, later(5), actor="service", after=1)
    found = find(database, SECRET, anns.token, Form.ICS, later(5).at)
    assert found is not None
    assert found.ended_at == later(5).at
    with database.reading(WHOLE) as session:
        assert Feeds(session).link(bens.link.id).is_open
        subjects = [entry.deed.subject for entry in AuditLog(session).listed(both.id)]
        assert subjects[0] == f"calendar {anns.link.id}, ended as its holder left"
    take_in(database, WHOLE, both, later(6), actor="service", after=2)
    with database.reading(WHOLE) as session:
        assert Feeds(session).link(anns.link.id).leaver_from == later(5).at
