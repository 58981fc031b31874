"""What the log says of the norms: evidence by work item, and how much of it a tenant asks for.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "tenant_settings", sa.Column("learning_entries", sa.Integer(), server_default=sa.text("30"), nullable=False)
    )
    op.add_column(
        "tenant_settings", sa.Column("learning_days", sa.Integer(), server_default=sa.text("180"), nullable=False)
    )
    op.create_table(
        "norm_evidence",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("lower_quartile", sa.Numeric(), nullable=False),
        sa.Column("median", sa.Numeric(), nullable=False),
        sa.Column("upper_quartile", sa.Numeric(), nullable=False),
        sa.Column("observed", sa.Numeric(), nullable=False),
        sa.Column("margin", sa.Numeric(), nullable=False),
        sa.Column("high_share", sa.Numeric(), nullable=False),
        sa.Column("groups", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("learned_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("entries > 0", name=op.f("ck_norm_evidence_entries")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_norm_evidence_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "work_item_id"],
            ["work_item.tenant_id", "work_item.id"],
            name=op.f("fk_norm_evidence_tenant_id_work_item_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "work_item_id", name=op.f("pk_norm_evidence")),
    )
    protect("norm_evidence")


def downgrade() -> None:
    op.drop_table("norm_evidence")
    op.drop_column("tenant_settings", "learning_days")
    op.drop_column("tenant_settings", "learning_entries")
