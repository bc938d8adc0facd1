"""What is fixed by hand, changes of what people were told, and what a draft plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    _locks()
    _changes()
    op.add_column(
        "job", sa.Column("planned", sa.String(20), nullable=False, server_default=sa.text("'everything'"))
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_column("job", "planned")
    op.drop_table("told_change")
    op.drop_table("kept_lock")


def _locks() -> None:
    op.create_table(
        "kept_lock",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("task", sa.String(200), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("starts", Moment(timezone=True), nullable=True),
        sa.Column("roster", sa.Uuid(), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_kept_lock_file_id"),
        sa.ForeignKeyConstraint(["roster"], ["roster_version.id"], name="fk_kept_lock_roster"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_lock"),
        sa.UniqueConstraint(
            "file_id", "first_day", "person", "task", name="uq_kept_lock_file_id_first_day_person_task"
        ),
    )
    op.create_index("ix_kept_lock_file_id", "kept_lock", ["file_id"])


def _changes() -> None:
    op.create_table(
        "told_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("roster", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("task", sa.String(200), nullable=False),
        sa.Column("was_starts", Moment(timezone=True), nullable=True),
        sa.Column("was_ends", Moment(timezone=True), nullable=True),
        sa.Column("starts", Moment(timezone=True), nullable=True),
        sa.Column("ends", Moment(timezone=True), nullable=True),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        sa.Column("notice", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "was_starts is not null or starts is not null", name="ck_told_change_of_something"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name="fk_told_change_file_id"),
        sa.ForeignKeyConstraint(["roster"], ["roster_version.id"], name="fk_told_change_roster"),
        sa.PrimaryKeyConstraint("id", name="pk_told_change"),
    )
    op.create_index("ix_told_change_file_id", "told_change", ["file_id"])
    op.create_index("ix_told_change_file_id_first_day", "told_change", ["file_id", "first_day"])
