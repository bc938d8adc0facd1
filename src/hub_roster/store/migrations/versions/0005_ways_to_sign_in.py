"""Who accounts are to the council's provider of sign-ins, who is there, and links to choose a password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make three tables, and let a sign-in say whether it was made by the provider."""
    op.create_table(
        "account_identity",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("tied_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_identity_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_account_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_account_identity_issuer_subject"),
    )
    op.create_table(
        "provider_leaving",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("back_to", sa.String(500), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_provider_leaving"),
    )
    op.create_index("ix_provider_leaving_at", "provider_leaving", ["at"])
    op.create_table(
        "password_link",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_password_link_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_password_link"),
        sa.UniqueConstraint("digest", name="uq_password_link_digest"),
    )
    op.add_column(
        "sign_in", sa.Column("by_provider", sa.Boolean(), nullable=False, server_default=sa.false())
    )
