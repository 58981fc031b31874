"""Runs of the norm lab, and what each found.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "lab_run",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("package_name", sa.Text(), nullable=False),
        sa.Column("package_version", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("months_done", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'done', 'cancelled', 'failed')", name=op.f("ck_lab_run_status")
        ),
        sa.CheckConstraint("first_month <= last_month", name=op.f("ck_lab_run_months")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_lab_run_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_lab_run")),
    )
    op.create_index(op.f("ix_lab_run_tenant_id_started_at"), "lab_run", ["tenant_id", "started_at"], unique=False)
    protect("lab_run")
    _results()
    protect("lab_result")


def _results() -> None:
    op.create_table(
        "lab_result",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("grain", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("position_group", sa.Text(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("before_package_id", sa.Uuid(), nullable=True),
        sa.Column("before_revision", sa.Integer(), nullable=True),
        sa.Column("before_total", sa.Numeric(), nullable=True),
        sa.Column("before_rating", sa.Text(), nullable=True),
        sa.Column("before_points", sa.Numeric(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("after_total", sa.Numeric(), nullable=True),
        sa.Column("after_rating", sa.Text(), nullable=True),
        sa.Column("after_points", sa.Numeric(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("after_inputs", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("after_outputs", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("after_hash", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("grain IN ('month', 'quarter')", name=op.f("ck_lab_result_grain")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_lab_result_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "run_id", "grain", "start", "person_id", name=op.f("pk_lab_result")),
    )


def downgrade() -> None:
    op.drop_table("lab_result")
    op.drop_table("lab_run")
