"""The one gate every query passes: what is outside a caller's scope is not there for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from hub_roster.store.tables import OfHub


@dataclass(frozen=True)
class Scope:
    """Whose data a caller may see and change.

    Attributes
    ----------
    files
        Ids of hubs' files; None for all of them and for what belongs to no hub, as the service itself needs.
    """

    files: frozenset[UUID] | None

    @classmethod
    def of(cls, *files: UUID) -> Scope:
        """Give the scope of some hubs' files."""
        return cls(frozenset(files))

    @cached_property
    def limit(self) -> ExecutableOption:
        """What keeps a statement within its files: made once, as every statement takes it."""
        files: Collection[UUID] = tuple(self.files or ())
        return with_loader_criteria(OfHub, lambda cls: cls.file_id.in_(files), include_aliases=True)

    def holds(self, file_id: UUID) -> bool:
        """Say whether a hub's file lies in it."""
        return self.files is None or file_id in self.files


WHOLE = Scope(None)
"""The service's own scope: no person has it, whatever their role."""


class OutOfScope(Exception):
    """A query or a change went beyond its scope: a fault of ours, never something a caller can mend."""


class ScopedSession(Session):
    """A session that sees and changes nothing outside its scope."""

    scope: Scope = Scope.of()

    @contextmanager
    def across_hubs(self) -> Iterator[None]:
        """See every hub, for what has to hold across them: nobody is booked twice."""
        own, self.scope = self.scope, WHOLE
        try:
            yield
        finally:
            self.scope = own


@event.listens_for(ScopedSession, "do_orm_execute")
def _see_only_the_scope(state: ORMExecuteState) -> None:
    """Limit every statement to the hubs of the session's scope."""
    session = state.session
    if not isinstance(session, ScopedSession) or session.scope.files is None:
        return
    if not state.is_orm_statement or state.is_insert:
        raise OutOfScope("Under a limited scope only classes are queried, and rows added one by one.")
    for mapper in state.all_mappers:
        if not issubclass(mapper.class_, OfHub):
            raise OutOfScope(f"{mapper.class_.__name__} belongs to no hub.")
    state.statement = state.statement.options(session.scope.limit)


@event.listens_for(ScopedSession, "before_flush")
def _change_only_the_scope(session: Session, context: UOWTransaction, instances: object) -> None:
    """Refuse to add, change or delete what lies outside."""
    del context, instances
    if not isinstance(session, ScopedSession) or session.scope.files is None:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, OfHub) or not session.scope.holds(row.file_id):
            raise OutOfScope(f"{type(row).__name__} lies outside the scope.")
