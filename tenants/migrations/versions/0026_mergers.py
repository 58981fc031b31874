"""Merged tenants and what stays of them; crosswalks between catalogues; imported history.

Revision ID: 0026
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0026"
down_revision = "0019"

NOW = sa.text("now()")
AT = sa.TIMESTAMP(timezone=True)
FORMER = ("audit_event", "audit_day", "receipt_batch", "receipt_root", "entry_score", "month_score", "norm_package")
KEYS = {"audit_day": "tenant_id, former, day", "receipt_batch": "tenant_id, former, batch",
        "receipt_root": "tenant_id, former, day"}  # fmt: skip


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _where_it_went()
    _former_rows()
    _former_tenant()
    _crosswalk()
    _imported_result()


def _where_it_went() -> None:
    op.add_column("tenant", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_tenant_merged_into"), "tenant", "tenant", ["merged_into"], ["id"])
    op.drop_constraint(op.f("ck_tenant_state"), "tenant")
    op.create_check_constraint(op.f("ck_tenant_state"), "tenant", "state IN ('active', 'closing', 'erased', 'merged')")
    op.create_check_constraint(op.f("ck_tenant_merged"), "tenant", "(state = 'merged') = (merged_into IS NOT NULL)")
    op.add_column("person", sa.Column("same_as", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_person_tenant_id_same_as"), "person", "person", ["tenant_id", "same_as"], ["tenant_id", "id"]
    )
    op.drop_constraint(op.f("uq_person_tenant_id_pin"), "person")
    op.create_index(
        "uq_person_pin", "person", ["tenant_id", "pin"], unique=True, postgresql_where=sa.text("same_as IS NULL")
    )
    op.create_index(
        "ix_person_same_as", "person", ["tenant_id", "same_as"], postgresql_where=sa.text("same_as IS NOT NULL")
    )


def _former_rows() -> None:
    for table in FORMER:
        op.add_column(table, sa.Column("former", sa.Integer(), server_default="0", nullable=False))
    for table, key in KEYS.items():
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT pk_{table}, ADD CONSTRAINT pk_{table} PRIMARY KEY ({key})")
    op.drop_index("uq_norm_package_version", "norm_package")
    op.create_index(
        "uq_norm_package_version", "norm_package", ["tenant_id", "former", "name", "version"], unique=True,
        postgresql_where=sa.text("status <> 'draft'"),
    )  # fmt: skip


def _former_tenant() -> None:
    op.create_table(
        "former_tenant",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("former", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("moved_at", AT, nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("first_unit", sa.Integer(), nullable=False),
        sa.Column("last_unit", sa.Integer(), nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("proof", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("former > 0", name=op.f("ck_former_tenant_former")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_former_tenant_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "former", name=op.f("pk_former_tenant")),
    )
    protect("former_tenant", grant="SELECT")


def _crosswalk() -> None:
    op.create_table(
        "crosswalk",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("applied_by", sa.Uuid(), nullable=True),
        sa.Column("applied_at", AT, nullable=True),
        sa.CheckConstraint("kind IN ('job_position', 'work_item')", name=op.f("ck_crosswalk_kind")),
        sa.CheckConstraint("(applied_by IS NULL) = (applied_at IS NULL)", name=op.f("ck_crosswalk_applied")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_crosswalk_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_crosswalk")),
    )
    protect("crosswalk")
    op.create_table(
        "crosswalk_line",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("crosswalk_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("new_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("share", sa.Numeric(7, 6), nullable=False),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_crosswalk_line_share")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_crosswalk_line_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "crosswalk_id"], ["crosswalk.tenant_id", "crosswalk.id"],
            name=op.f("fk_crosswalk_line_tenant_id_crosswalk_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_crosswalk_line_tenant_id_unit_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "crosswalk_id", "number", name=op.f("pk_crosswalk_line")),
    )  # fmt: skip
    protect("crosswalk_line")


def _imported_result() -> None:
    op.create_table(
        "imported_result",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(14, 4), nullable=True),
        sa.Column("points", sa.Numeric(14, 4), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("mark", sa.Text(), server_default="imported_unverified", nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("imported_at", AT, nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_imported_result_dates")),
        sa.CheckConstraint("mark = 'imported_unverified'", name=op.f("ck_imported_result_mark")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_imported_result_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"],
            name=op.f("fk_imported_result_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_imported_result")),
        sa.UniqueConstraint(
            "tenant_id", "source", "external_id", "person_id",
            name=op.f("uq_imported_result_tenant_id_source_external_id_person_id"),
        ),
    )  # fmt: skip
    op.create_index(
        op.f("ix_imported_result_tenant_id_person_id_last"), "imported_result", ["tenant_id", "person_id", "last"]
    )
    protect("imported_result", grant="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    raise RuntimeError("Tenants that were merged are not taken apart: restore a backup instead.")
