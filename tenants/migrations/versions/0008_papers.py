"""Runs that print papers in the background.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "paper_run",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_format", sa.Text(), nullable=False),
        sa.Column("merged", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("document_number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("meeting", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('sheets', 'summary', 'minutes')", name=op.f("ck_paper_run_kind")),
        sa.CheckConstraint("file_format IN ('pdf', 'docx', 'xlsx')", name=op.f("ck_paper_run_file_format")),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'done', 'cancelled', 'failed', 'expired')",
            name=op.f("ck_paper_run_status"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["evaluation_period.tenant_id", "evaluation_period.id"],
            name=op.f("fk_paper_run_tenant_id_period_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_paper_run_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_paper_run_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_paper_run")),
    )
    op.create_index(
        op.f("ix_paper_run_tenant_id_started_by_id"), "paper_run", ["tenant_id", "started_by", "id"], unique=False
    )
    protect("paper_run")


def downgrade() -> None:
    op.drop_table("paper_run")
