"""How long records are kept: policies, holds, and a way to erase what nobody may delete otherwise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STAYS = "what happened to an offer stays as it was written"

BEING_ERASED = "exists (select 1 from erasing where file_id = old.file_id)"

ON_SQLITE = (
    "drop trigger offer_event_not_deleted",
    f"""create trigger offer_event_not_deleted before delete on offer_event when not {BEING_ERASED}
    begin select raise(abort, '{STAYS}'); end""",
)

ON_POSTGRESQL = (
    "drop trigger offer_event_not_changed on offer_event",
    """create trigger offer_event_not_changed before update on offer_event
    for each row execute function offer_events_stay()""",
    f"""create function offer_events_stay_until_erased() returns trigger language plpgsql as
    $$ begin if {BEING_ERASED} then return old; end if; raise exception '{STAYS}'; end $$""",
    """create trigger offer_event_not_deleted before delete on offer_event
    for each row execute function offer_events_stay_until_erased()""",
)


def upgrade() -> None:
    """Make the tables, let offers be erased by retention alone, and let holds stand in a table of theirs."""
    _policy()
    _hold()
    _erasing()
    op.create_table(
        "sweep",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("began_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("day", name="pk_sweep"),
    )
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)
    op.drop_column("roster_version", "held")


def _of_file(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["file_id"], ["hub_file.file_id"], name=f"fk_{table}_file_id")


def _policy() -> None:
    op.create_table(
        "records_policy",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("full_calendars", sa.Boolean(), nullable=False),
        sa.Column("roster_years", sa.Integer(), nullable=False),
        sa.Column("audit_years", sa.Integer(), nullable=False),
        sa.Column("draft_weeks", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(120), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_records_policy_number_from_1"),
        sa.CheckConstraint(
            "roster_years >= 15 and audit_years >= 1 and draft_weeks >= 1",
            name="ck_records_policy_long_enough",
        ),
        _of_file("records_policy"),
        sa.PrimaryKeyConstraint("file_id", "number", name="pk_records_policy"),
    )


def _hold() -> None:
    op.create_table(
        "record_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("placed_at", Moment(timezone=True), nullable=False),
        sa.Column("placed_by", sa.String(200), nullable=False),
        sa.Column("lifted_at", Moment(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(200), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name="ck_record_hold_days_in_order"),
        sa.CheckConstraint(
            "(lifted_at is null) = (lifted_by is null)", name="ck_record_hold_lifted_by_somebody"
        ),
        _of_file("record_hold"),
        sa.PrimaryKeyConstraint("id", name="pk_record_hold"),
    )
    op.create_index("ix_record_hold_file_id", "record_hold", ["file_id"])
    op.create_index("ix_record_hold_file_id_placed_at", "record_hold", ["file_id", "placed_at"])


def _erasing() -> None:
    op.create_table(
        "erasing",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("never", sa.Integer(), nullable=False),
        sa.CheckConstraint("never = 0", name="ck_erasing_never_there"),
        _of_file("erasing"),
        sa.ForeignKeyConstraint(
            ["file_id", "never"],
            ["hub_file_version.file_id", "hub_file_version.number"],
            name="fk_erasing_file_id_never",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("file_id", name="pk_erasing"),
    )
