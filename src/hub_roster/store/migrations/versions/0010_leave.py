"""Requests for leave, what happened to each, and days closed to leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STAYS = "what happened to a request for leave stays as it was written"

ON_SQLITE = (
    f"""create trigger leave_event_not_changed before update on leave_event
    begin select raise(abort, '{STAYS}'); end""",
)

ON_POSTGRESQL = (
    f"""create function leave_events_stay() returns trigger language plpgsql as
    $$ begin raise exception '{STAYS}'; end $$""",
    """create trigger leave_event_not_changed before update on leave_event
    for each row execute function leave_events_stay()""",
)


def upgrade() -> None:
    """Make the tables, and hold the events to what they are."""
    op.create_table(
        "leave_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("ground", sa.String(20), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name="ck_leave_request_has_days"),
        sa.CheckConstraint("number >= 1", name="ck_leave_request_number_from_1"),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_leave_request_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_request"),
    )
    op.create_index("ix_leave_request_file_id", "leave_request", ["file_id"])
    op.create_index("ix_leave_request_file_id_first_day", "leave_request", ["file_id", "first_day"])
    op.create_index("ix_leave_request_file_id_person", "leave_request", ["file_id", "person"])
    op.create_table(
        "leave_event",
        sa.Column("request", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("ground", sa.String(20), nullable=True),
        sa.CheckConstraint("number >= 1", name="ck_leave_event_number_from_1"),
        sa.ForeignKeyConstraint(["request"], ["leave_request.id"], name="fk_leave_event_request"),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_leave_event_file_id"),
        sa.PrimaryKeyConstraint("request", "number", name="pk_leave_event"),
    )
    op.create_index("ix_leave_event_file_id", "leave_event", ["file_id"])
    op.create_table(
        "leave_closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(200), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name="ck_leave_closing_has_days"),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_leave_closing_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_closing"),
    )
    op.create_index("ix_leave_closing_file_id", "leave_closing", ["file_id"])
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)
