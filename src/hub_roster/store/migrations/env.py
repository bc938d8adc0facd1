"""What Alembic runs for every migration: on the connection it is given, in that one transaction."""

from __future__ import annotations

from alembic import context

from hub_roster.store.tables import Table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
