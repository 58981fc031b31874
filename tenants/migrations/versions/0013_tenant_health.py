"""What operators may know of each tenant: counts and times in a table of the platform.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    at = sa.TIMESTAMP(timezone=True)
    op.create_table(
        "tenant_health",
        sa.Column("tenant", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measured_at", at, nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("last_sign_in_at", at, nullable=True),
        sa.Column("last_entry_at", at, nullable=True),
        sa.Column("entries_last_day", sa.Integer(), nullable=False),
        sa.Column("pending_scores", sa.Integer(), nullable=False),
        sa.Column("scores_since", at, nullable=True),
        sa.Column("pending_months", sa.Integer(), nullable=False),
        sa.Column("rollup_deltas", sa.Integer(), nullable=False),
        sa.Column("sums_since", at, nullable=True),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("file_bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenant.id"], name=op.f("fk_tenant_health_tenant_tenant")),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_tenant_health")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON tenant_health TO roviec_app")


def downgrade() -> None:
    raise RuntimeError("What operators know of tenants is not taken back: restore a backup instead.")
