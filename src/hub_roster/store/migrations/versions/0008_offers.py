"""Offers of work, and what happened to them, which nobody changes afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STAYS = "what happened to an offer stays as it was written"

ON_SQLITE = tuple(
    f"""create trigger offer_event_not_{done} before {what} on offer_event
    begin select raise(abort, '{STAYS}'); end"""
    for done, what in (("changed", "update"), ("deleted", "delete"))
)

ON_POSTGRESQL = (
    f"""create function offer_events_stay() returns trigger language plpgsql as
    $$ begin raise exception '{STAYS}'; end $$""",
    """create trigger offer_event_not_changed before update or delete on offer_event
    for each row execute function offer_events_stay()""",
    """create trigger offer_event_not_emptied before truncate on offer_event
    for each statement execute function offer_events_stay()""",
)

UNANSWERED = sa.text("state = 'offered'")


def upgrade() -> None:
    """Make the tables, and hold the events to what they are."""
    op.create_table(
        "kept_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("roster", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("task", sa.String(200), nullable=False),
        sa.Column("post", sa.String(200), nullable=False),
        sa.Column("home", sa.String(60), nullable=True),
        sa.Column("starts", Moment(timezone=True), nullable=False),
        sa.Column("ends", Moment(timezone=True), nullable=False),
        sa.Column("until", Moment(timezone=True), nullable=False),
        sa.Column("race", sa.Uuid(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("offered_at", Moment(timezone=True), nullable=False),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint("starts < ends", name="ck_kept_offer_has_length"),
        sa.CheckConstraint("places >= 1", name="ck_kept_offer_has_places"),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_kept_offer_file_id"),
        sa.ForeignKeyConstraint(["roster"], ["roster_version.id"], name="fk_kept_offer_roster"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_offer"),
    )
    op.create_index("ix_kept_offer_file_id", "kept_offer", ["file_id"])
    op.create_index("ix_kept_offer_file_id_first_day", "kept_offer", ["file_id", "first_day"])
    op.create_index(
        "uq_kept_offer_one_unanswered",
        "kept_offer",
        ["file_id", "person", "task"],
        unique=True,
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )
    op.create_table(
        "offer_event",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("offer", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("said_at", Moment(timezone=True), nullable=True),
        sa.Column("starts", Moment(timezone=True), nullable=True),
        sa.Column("ends", Moment(timezone=True), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name="ck_offer_event_number_from_1"),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_offer_event_file_id"),
        sa.ForeignKeyConstraint(["offer"], ["kept_offer.id"], name="fk_offer_event_offer"),
        sa.ForeignKeyConstraint(["corrects"], ["offer_event.number"], name="fk_offer_event_corrects"),
        sa.PrimaryKeyConstraint("number", name="pk_offer_event"),
    )
    op.create_index("ix_offer_event_file_id", "offer_event", ["file_id"])
    op.create_index("ix_offer_event_offer", "offer_event", ["offer"])
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)
