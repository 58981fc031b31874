"""The life of norm packages: drafts that inherit, pilots, back-dated corrections, and texts that never change.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0002"
down_revision = "0001"

# What a package says, and who wrote it.
TEXT = ("id", "name", "version", "title", "document", "override", "base_name", "base_version", "document_hash")
# What is written once and then stays.
DATED = ("valid_from", "valid_to", "published_by", "published_at")
CONFIRMED = ("confirmed_by", "confirmed_at")
PILOT = ("id", "norm_package_id", "unit_ids", "valid_from", "proposed_by", "proposed_at", *CONFIRMED)
CORRECTION = (*PILOT, "valid_to", "reason", "document_number")


def upgrade() -> None:
    _packages()
    _pilots()
    _corrections()
    _events_of_nobody()
    _never_changed()


def _packages() -> None:
    op.add_column("norm_package", sa.Column("override", sa.Text(), nullable=True))
    op.add_column("norm_package", sa.Column("base_name", sa.Text(), nullable=True))
    op.add_column("norm_package", sa.Column("base_version", sa.Text(), nullable=True))
    op.add_column(
        "norm_package",
        sa.Column("authors", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column("norm_package", sa.Column("edited_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.drop_constraint(op.f("uq_norm_package_tenant_id_name_version"), "norm_package")
    op.create_index(
        "uq_norm_package_version",
        "norm_package",
        ["tenant_id", "name", "version"],
        unique=True,
        postgresql_where=sa.text("status <> 'draft'"),
    )
    op.drop_constraint(op.f("ck_norm_package_status"), "norm_package")
    op.create_check_constraint(
        op.f("ck_norm_package_status"),
        "norm_package",
        "status IN ('draft', 'pilot', 'corrective', 'published', 'superseded')",
    )
    op.create_check_constraint(
        op.f("ck_norm_package_base"), "norm_package", "(base_name IS NULL) = (base_version IS NULL)"
    )


def _proposal(table: str, *columns: sa.Column[object]) -> None:
    """What pilots and corrections share: a package, days, who proposed it and who confirmed it."""
    op.create_table(
        table,
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("norm_package_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *columns,
        sa.CheckConstraint("valid_to > valid_from", name=op.f(f"ck_{table}_dates")),
        sa.CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f(f"ck_{table}_confirmed")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "norm_package_id"],
            ["norm_package.tenant_id", "norm_package.id"],
            name=op.f(f"fk_{table}_tenant_id_norm_package_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{table}")),
    )
    protect(table)


def _pilots() -> None:
    _proposal("norm_pilot", sa.Column("unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=False))
    op.create_check_constraint(op.f("ck_norm_pilot_units"), "norm_pilot", "cardinality(unit_ids) > 0")
    op.create_index(
        op.f("ix_norm_pilot_tenant_id_norm_package_id"), "norm_pilot", ["tenant_id", "norm_package_id"], unique=False
    )


def _corrections() -> None:
    _proposal(
        "norm_correction",
        sa.Column("unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=True),
    )
    op.create_check_constraint(
        op.f("ck_norm_correction_units"), "norm_correction", "unit_ids IS NULL OR cardinality(unit_ids) > 0"
    )
    for table in ("entry_score", "month_score"):
        op.add_column(table, sa.Column("norm_correction_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_month_score_tenant_id_norm_correction_id"),
        "month_score",
        "norm_correction",
        ["tenant_id", "norm_correction_id"],
        ["tenant_id", "id"],
    )


def _events_of_nobody() -> None:
    """A correction of the norms rescores entries; no single person did that to an entry."""
    op.alter_column("entry_event", "person_id", nullable=True)


def _never_changed() -> None:
    """Triggers by which the database refuses what the program would refuse too."""
    _guard(
        "norm_package",
        "OLD.status = 'draft'",
        f"({_same(TEXT)} AND {_same(('authors',))} AND {_once(DATED)} AND (NEW.status = OLD.status"
        " OR (OLD.status, NEW.status) IN"
        " (('pilot', 'published'), ('corrective', 'published'), ('published', 'superseded'))))",
        "a norm package that was piloted or published never changes",
    )
    _guard(
        "norm_pilot",
        "OLD.confirmed_at IS NULL",
        f"({_same(PILOT)} AND NEW.valid_to <= OLD.valid_to)",
        "of a confirmed pilot only the end can be brought forward",
    )
    _guard(
        "norm_correction",
        "OLD.confirmed_at IS NULL",
        f"({_same(CORRECTION)} AND {_once(('applied_at', 'entries'))})",
        "a confirmed correction never changes",
    )


def _same(columns: tuple[str, ...]) -> str:
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("NEW", "OLD"))
    return f"ROW(NEW.tenant_id, {new}) IS NOT DISTINCT FROM ROW(OLD.tenant_id, {old})"


def _once(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"(OLD.{name} IS NULL OR NEW.{name} IS NOT DISTINCT FROM OLD.{name})" for name in columns)


def _guard(table: str, free: str, allowed: str, message: str) -> None:
    op.execute(
        f"""
        CREATE FUNCTION keep_{table}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {free} THEN
                    RETURN OLD;
                END IF;
            ELSIF {free} OR {allowed} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    op.execute(f"CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep_{table}()")


def downgrade() -> None:
    raise RuntimeError("Texts that never change are not taken back: restore a backup instead.")
