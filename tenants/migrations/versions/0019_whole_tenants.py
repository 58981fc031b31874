"""Whole tenants: their archives, their states up to erasure, the sealed days of their trails.

Revision ID: 0019
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0019"
down_revision = "0020"

NOW = sa.text("now()")
AT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column("tenant", sa.Column("state", sa.Text(), server_default="active", nullable=False))
    op.create_check_constraint(op.f("ck_tenant_state"), "tenant", "state IN ('active', 'closing', 'erased')")
    op.add_column("receipt_batch", sa.Column("chain", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_audit_event_tenant_id_at"), "audit_event", ["tenant_id", "at"])
    _audit_day()
    _archive_run()
    _departure()
    _let_whole_tenants_go()


def _audit_day() -> None:
    op.create_table(
        "audit_day",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", AT, server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_audit_day_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_audit_day")),
    )
    protect("audit_day", grant="SELECT, INSERT")


def _archive_run() -> None:
    op.create_table(
        "archive_run",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", AT, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("made_at", AT, nullable=True),
        sa.Column("expires_at", AT, nullable=True),
        sa.CheckConstraint(
            "status IN ('asked', 'making', 'ready', 'failed', 'withdrawn', 'expired')",
            name=op.f("ck_archive_run_status"),
        ),
        sa.CheckConstraint("confirmed_by <> asked_by", name=op.f("ck_archive_run_two_people")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_archive_run_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_archive_run")),
    )
    protect("archive_run")


def _departure() -> None:
    op.create_table(
        "departure",
        sa.Column("tenant", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("closed_at", AT, nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("archive_root", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", AT, nullable=True),
        sa.Column("certificate", postgresql.JSONB(), nullable=True),
        sa.Column("certificate_hash", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_departure_tenant_tenant")),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_departure")),
    )
    op.execute("GRANT SELECT ON departure TO roviec_app")


def _let_whole_tenants_go() -> None:
    """What never changes is guarded by triggers; a tenant that is restored or erased as a whole goes all the same.

    Only the owner may, and only where `kernel.database.enter_alone` has given it the tenant for itself.
    """
    op.execute(
        """
        CREATE FUNCTION tenant_goes() RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
            SELECT current_user = 'roviec_owner' AND current_setting('app.tenant_alone', true) IS NOT DISTINCT FROM
                   nullif(current_setting('app.tenant_id', true), '')
        $$
        """
    )
    op.execute(
        r"""
        DO $$
        DECLARE guard record;
        BEGIN
            FOR guard IN
                SELECT tgname, tgrelid, pg_get_triggerdef(pg_trigger.oid) AS said FROM pg_trigger
                JOIN pg_attribute ON attrelid = tgrelid AND attname = 'tenant_id' AND NOT attisdropped
                WHERE NOT tgisinternal AND tgparentid = 0 AND tgtype & 8 > 0
            LOOP
                EXECUTE format('DROP TRIGGER %I ON %s', guard.tgname, CAST(guard.tgrelid AS regclass));
                EXECUTE replace(guard.said, 'FOR EACH ROW EXECUTE', 'FOR EACH ROW WHEN (NOT tenant_goes()) EXECUTE');
            END LOOP;
        END $$
        """
    )


def downgrade() -> None:
    raise RuntimeError("What is known of tenants that left is not taken back: restore a backup instead.")
