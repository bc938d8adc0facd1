"""Accounts, roles, who is signed in, keys of systems, and the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub_roster.store.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ADDED_TO = "the audit log is only added to"

IS_ERASING = """new.number = old.number and old.content is not null
and new.content is null and new.salt is null and new.erased_at is not null"""

ON_SQLITE = (
    f"""create trigger audit_entry_not_changed before update on audit_entry
    begin select raise(abort, '{ADDED_TO}'); end""",
    f"""create trigger audit_entry_not_deleted before delete on audit_entry
    begin select raise(abort, '{ADDED_TO}'); end""",
    # "insert or replace" deletes without a trigger of deletes
    f"""create trigger audit_entry_not_replaced before insert on audit_entry
    when exists (select 1 from audit_entry where number = new.number)
    begin select raise(abort, '{ADDED_TO}'); end""",
    f"""create trigger audit_detail_not_changed before update on audit_detail
    when not ({IS_ERASING})
    begin select raise(abort, '{ADDED_TO}'); end""",
    f"""create trigger audit_detail_not_deleted before delete on audit_detail
    begin select raise(abort, '{ADDED_TO}'); end""",
    f"""create trigger audit_detail_not_replaced before insert on audit_detail
    when exists (select 1 from audit_detail where number = new.number)
    begin select raise(abort, '{ADDED_TO}'); end""",
)
"""To change these two tables later, drop the triggers first and make them again."""

ON_POSTGRESQL = (
    f"""create function audit_log_stays() returns trigger language plpgsql as
    $$ begin raise exception '{ADDED_TO}'; end $$""",
    """create trigger audit_entry_not_changed before update or delete on audit_entry
    for each row execute function audit_log_stays()""",
    """create trigger audit_entry_not_emptied before truncate on audit_entry
    for each statement execute function audit_log_stays()""",
    f"""create trigger audit_detail_not_changed before update on audit_detail
    for each row when (not ({IS_ERASING})) execute function audit_log_stays()""",
    """create trigger audit_detail_not_deleted before delete on audit_detail
    for each row execute function audit_log_stays()""",
    """create trigger audit_detail_not_emptied before truncate on audit_detail
    for each statement execute function audit_log_stays()""",
)


def upgrade() -> None:
    """Make the tables, and let the log be added to alone."""
    _accounts()
    _roles()
    _sign_ins()
    _keys()
    _audit()
    for order in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(order)


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=f"fk_{table}_{column}")


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(254), nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
        sa.Column("display_name", sa.String(120), nullable=False),
        sa.Column("password_hash", sa.String(300), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("folded", name="uq_account_folded"),
    )
    op.create_table(
        "account_person",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(60), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        _of("account_person", "file_id", "hub_file.file_id"),
        _of("account_person", "account_id", "account.id"),
        sa.PrimaryKeyConstraint("file_id", "person", name="pk_account_person"),
    )
    op.create_index("ix_account_person_account_id", "account_person", ["account_id"])


def _roles() -> None:
    op.create_table(
        "granted_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("home", sa.String(60), nullable=True),
        sa.CheckConstraint("(role = 'administrator') = (file_id is null)", name="ck_granted_role_of_a_file"),
        sa.CheckConstraint("home is null or file_id is not null", name="ck_granted_role_home_of_a_file"),
        _of("granted_role", "account_id", "account.id"),
        _of("granted_role", "file_id", "hub_file.file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_granted_role"),
    )
    op.create_index("ix_granted_role_account_id", "granted_role", ["account_id"])


def _sign_ins() -> None:
    op.create_table(
        "sign_in",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("form_token", sa.String(64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("last_seen_at", Moment(timezone=True), nullable=False),
        _of("sign_in", "account_id", "account.id"),
        sa.PrimaryKeyConstraint("digest", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_index("ix_sign_in_last_seen_at", "sign_in", ["last_seen_at"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("name", sa.String(64), nullable=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    op.create_index("ix_sign_in_attempt_name_at", "sign_in_attempt", ["name", "at"])
    op.create_index("ix_sign_in_attempt_source_at", "sign_in_attempt", ["source", "at"])


def _keys() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("last_used_at", Moment(timezone=True), nullable=True),
        sa.Column("revoked_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint("role <> 'administrator'", name="ck_api_key_of_a_hub"),
        _of("api_key", "file_id", "hub_file.file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
    )
    op.create_index("ix_api_key_file_id", "api_key", ["file_id"])
    op.create_table(
        "secret",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
    )


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail_digest", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_audit_entry_number_from_1"),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_file_id_number", "audit_entry", ["file_id", "number"])
    op.create_table(
        "audit_detail",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("erased_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(content is null) = (erased_at is not null) and (salt is null) = (content is null)",
            name="ck_audit_detail_whole",
        ),
        _of("audit_detail", "number", "audit_entry.number"),
        sa.PrimaryKeyConstraint("number", name="pk_audit_detail"),
    )
