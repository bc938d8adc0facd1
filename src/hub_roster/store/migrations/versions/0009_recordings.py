"""What was recorded of weeks that were worked, and what of it broke a rule."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Compressed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "recording",
        sa.Column("roster", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("content", Compressed(), nullable=False),
        sa.Column("breaches", Compressed(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roster"], ["roster_version.id"], name="fk_recording_roster", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_recording_file_id"),
        sa.PrimaryKeyConstraint("roster", name="pk_recording"),
    )
    op.create_index("ix_recording_file_id", "recording", ["file_id"])
