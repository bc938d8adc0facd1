"""Drafts asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Compressed, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state in ('waiting', 'running')")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("file_number", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("wish", sa.String(20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.Column("progress", sa.String(2000), nullable=True),
        sa.Column("best", Compressed(), nullable=True),
        sa.Column("made", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint("weeks between 1 and 26", name="ck_job_weeks_in_range"),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_job_file_id"),
        sa.ForeignKeyConstraint(
            ["file_id", "file_number"],
            ["hub_file_version.file_id", "hub_file_version.number"],
            name="fk_job_file_id_file_number",
        ),
        sa.ForeignKeyConstraint(["made"], ["roster_version.id"], name="fk_job_made"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("file_id", "key", name="uq_job_file_id_key"),
    )
    op.create_index("ix_job_file_id", "job", ["file_id"])
    op.create_index(
        "uq_job_one_open",
        "job",
        ["file_id", "first_day"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
