"""The chain of receipts: numbers in the order scores were written, batches of linked receipts, daily roots.

Revision ID: 0004
Revises: 0003

Scores that are there already are numbered in the order they lie; the table is written anew for it.
"""

import sqlalchemy as sa
from alembic import op

from tenants.migrations.protection import protect

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _numbers()
    op.create_table(
        "receipt_batch",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("batch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("receipts", sa.Integer(), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("chained_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('entry', 'month')", name=op.f("ck_receipt_batch_kind")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_receipt_batch_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "batch", name=op.f("pk_receipt_batch")),
    )
    op.create_index(
        op.f("ix_receipt_batch_tenant_id_kind_last"), "receipt_batch", ["tenant_id", "kind", "last"], unique=False
    )
    # Hashes do not compress: PostgreSQL need not try.
    op.execute("ALTER TABLE receipt_batch ALTER COLUMN leaves SET STORAGE EXTERNAL")
    op.create_table(
        "receipt_root",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("receipts", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_receipt_root_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_receipt_root")),
    )
    for table in ("receipt_batch", "receipt_root"):
        protect(table, grant="SELECT, INSERT")


def _numbers() -> None:
    """Scorers of one tenant take turns, so a tenant's numbers rise in the order of its commits; no caching."""
    op.execute("CREATE SEQUENCE receipt_number AS bigint CACHE 1")
    op.execute("GRANT USAGE ON SEQUENCE receipt_number TO roviec_app")
    for table in ("entry_score", "month_score"):
        op.add_column(
            table,
            sa.Column("number", sa.BigInteger(), server_default=sa.text("nextval('receipt_number')"), nullable=False),
        )
        op.create_index(op.f(f"ix_{table}_tenant_id_number"), table, ["tenant_id", "number"], unique=False)


def downgrade() -> None:
    op.drop_table("receipt_root")
    op.drop_table("receipt_batch")
    for table in ("entry_score", "month_score"):
        op.drop_column(table, "number")
    op.execute("DROP SEQUENCE receipt_number")
