"""Messages, each attempt at them, webhooks, and how people want to hear."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _contact()
    _webhook()
    _message()
    _attempt()


def _of_file(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name=f"fk_{table}_file_id")


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(16), nullable=True),
        sa.Column("later", sa.String(20), nullable=False),
        sa.CheckConstraint("later <> 'text' or number is not null", name="ck_contact_text_needs_a_number"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_contact_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_contact"),
    )


def _webhook() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("salt", sa.Uuid(), nullable=False),
        sa.Column("salt_before", sa.Uuid(), nullable=True),
        sa.Column("rotated_at", Moment(timezone=True), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("paused_at", Moment(timezone=True), nullable=True),
        sa.Column("paused_why", sa.String(200), nullable=False),
        _of_file("webhook"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
    )
    op.create_index("ix_webhook_file_id", "webhook", ["file_id"])


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("news", sa.String(20), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.String(60), nullable=True),
        sa.Column("webhook_id", sa.Uuid(), nullable=True),
        sa.Column("soon", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(2000), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("queued_at", Moment(timezone=True), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=False),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("answer", sa.String(200), nullable=False),
        sa.CheckConstraint(
            "(channel = 'webhook') = (webhook_id is not null)", name="ck_message_to_a_webhook"
        ),
        sa.CheckConstraint("(channel = 'webhook') = (body is not null)", name="ck_message_with_a_body"),
        sa.CheckConstraint(
            "(state = 'not reached') = (account_id is null and webhook_id is null)",
            name="ck_message_to_an_account",
        ),
        _of_file("message"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_message_account_id"),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name="fk_message_webhook_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
    )
    for columns in (
        ["file_id"],
        ["account_id"],
        ["webhook_id"],
        ["state", "channel", "due_at"],
        ["file_id", "queued_at"],
    ):
        op.create_index(f"ix_message_{'_'.join(columns)}", "message", columns)


def _attempt() -> None:
    op.create_table(
        "message_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("went", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(200), nullable=False),
        _of_file("message_attempt"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_message_attempt_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message_attempt"),
        sa.UniqueConstraint("message_id", "number", name="uq_message_attempt_message_id_number"),
    )
    op.create_index("ix_message_attempt_file_id", "message_attempt", ["file_id"])
    op.create_index("ix_message_attempt_began_at", "message_attempt", ["began_at"])
