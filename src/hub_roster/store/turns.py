"""Turns: one transaction at a time where each has to see what the one before did."""

from __future__ import annotations

from sqlalchemy import func, select

from hub_roster.store.scope import ScopedSession


def take_turn(session: ScopedSession, turn: int) -> None:
    """Wait until no other transaction has a turn, and keep it until this one ends.

    On SQLite only one writes anyway.

    Parameters
    ----------
    turn
        Number of PostgreSQL's lock for what is done in turns.
    """
    if session.get_bind().dialect.name == "postgresql":
        with session.across_hubs():
            session.execute(select(func.pg_advisory_xact_lock(turn)))
