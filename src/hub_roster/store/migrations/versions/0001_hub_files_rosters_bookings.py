"""Hubs' files, rosters, what is in force, and bookings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Compressed, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NOT_TWICE = """
alter table booking add constraint ex_booking_not_twice
exclude using gist (who with =, tstzrange(starts, ends) with &&)
deferrable initially deferred
"""
"""Checked when a transaction ends: what overlaps is found, and told, before that."""


def upgrade() -> None:
    """Make the tables."""
    _hub_files()
    _rosters()
    _week()
    _booking()


def _of_file(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name=f"fk_{table}_file_id")


def _hub_files() -> None:
    op.create_table(
        "hub_file",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("file_id", name="pk_hub_file"),
    )
    op.create_table(
        "hub_file_version",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", Compressed(), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_hub_file_version_number_from_1"),
        _of_file("hub_file_version"),
        sa.PrimaryKeyConstraint("file_id", "number", name="pk_hub_file_version"),
    )


def _rosters() -> None:
    op.create_table(
        "roster_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("file_number", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Uuid(), nullable=True),
        sa.Column("content", Compressed(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=True),
        sa.Column("contingency", sa.String(500), nullable=True),
        sa.CheckConstraint("number >= 1", name="ck_roster_version_number_from_1"),
        sa.CheckConstraint("weeks between 1 and 26", name="ck_roster_version_weeks_in_range"),
        _of_file("roster_version"),
        sa.ForeignKeyConstraint(
            ["file_id", "file_number"],
            ["hub_file_version.file_id", "hub_file_version.number"],
            name="fk_roster_version_file_id_file_number",
        ),
        sa.ForeignKeyConstraint(["follows"], ["roster_version.id"], name="fk_roster_version_follows"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_version"),
        sa.UniqueConstraint(
            "file_id", "first_day", "number", name="uq_roster_version_file_id_first_day_number"
        ),
    )
    op.create_index("ix_roster_version_file_id", "roster_version", ["file_id"])


def _week() -> None:
    op.create_table(
        "week",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("published", sa.Uuid(), nullable=True),
        sa.Column("worked", sa.Uuid(), nullable=True),
        _of_file("week"),
        sa.ForeignKeyConstraint(["published"], ["roster_version.id"], name="fk_week_published"),
        sa.ForeignKeyConstraint(["worked"], ["roster_version.id"], name="fk_week_worked"),
        sa.PrimaryKeyConstraint("file_id", "first_day", name="pk_week"),
    )


def _booking() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("roster", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("starts", Moment(timezone=True), nullable=False),
        sa.Column("ends", Moment(timezone=True), nullable=False),
        sa.CheckConstraint("starts < ends", name="ck_booking_has_length"),
        _of_file("booking"),
        sa.ForeignKeyConstraint(["roster"], ["roster_version.id"], name="fk_booking_roster"),
        sa.PrimaryKeyConstraint("id", name="pk_booking"),
    )
    op.create_index("ix_booking_file_id", "booking", ["file_id"])
    op.create_index("ix_booking_roster", "booking", ["roster"])
    op.create_index("ix_booking_who_starts", "booking", ["who", "starts"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("create extension if not exists btree_gist")
        op.execute(NOT_TWICE)
