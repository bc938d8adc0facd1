"""Calendar feeds: what people were told, links, and what they give."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _told()
    _feed()
    _body()


def _of_file(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name=f"fk_{table}_file_id")


def _told() -> None:
    op.create_table(
        "told",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("task", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("hubs", sa.String(1000), nullable=False),
        sa.Column("home", sa.String(60), nullable=True),
        sa.Column("starts", Moment(timezone=True), nullable=False),
        sa.Column("ends", Moment(timezone=True), nullable=False),
        sa.Column("post", sa.String(200), nullable=False),
        sa.Column("full", sa.String(200), nullable=False),
        sa.Column("shared", sa.String(250), nullable=False),
        sa.Column("category", sa.String(60), nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("revised_at", Moment(timezone=True), nullable=False),
        sa.Column("cancelled_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint("starts < ends", name="ck_told_has_length"),
        sa.CheckConstraint("sequence >= 0", name="ck_told_sequence_from_0"),
        _of_file("told"),
        sa.PrimaryKeyConstraint("id", name="pk_told"),
    )
    op.create_index("ix_told_file_id", "told", ["file_id"])
    op.create_index("ix_told_file_id_week", "told", ["file_id", "week"])
    op.create_index("ix_told_file_id_ends", "told", ["file_id", "ends"])


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("holder", sa.String(60), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("last_fetched_at", Moment(timezone=True), nullable=True),
        sa.Column("last_fetched_by", sa.String(200), nullable=True),
        sa.Column("disabled_at", Moment(timezone=True), nullable=True),
        sa.Column("leaver_from", Moment(timezone=True), nullable=True),
        _of_file("feed"),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("digest", name="uq_feed_digest"),
    )
    op.create_index("ix_feed_file_id", "feed", ["file_id"])
    op.create_index("ix_feed_file_id_kind_key", "feed", ["file_id", "kind", "key"])


def _body() -> None:
    op.create_table(
        "feed_body",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("ics", sa.LargeBinary(), nullable=False),
        sa.Column("json", sa.LargeBinary(), nullable=False),
        sa.Column("ics_tag", sa.String(64), nullable=False),
        sa.Column("json_tag", sa.String(64), nullable=False),
        sa.Column("made_of", sa.String(64), nullable=False),
        sa.Column("revised_at", Moment(timezone=True), nullable=False),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        _of_file("feed_body"),
        sa.PrimaryKeyConstraint("file_id", "kind", "key", "level", name="pk_feed_body"),
    )
