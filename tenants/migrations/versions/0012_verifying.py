"""Verifying groups after drawn samples, and verdicts that are taken back.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "tenant_settings",
        sa.Column("samples_before_group", sa.Integer(), server_default=sa.text("2"), nullable=False),
    )
    op.create_table(
        "undone_verdict",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=False),
        sa.Column("undone_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", "revision", name=op.f("pk_undone_verdict")),
    )
    protect("undone_verdict", grant="SELECT, INSERT")
    _draws()


def _draws() -> None:
    ids = postgresql.ARRAY(sa.Uuid())
    op.create_table(
        "group_draw",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("samples", ids, nullable=False),
        sa.Column("opened", ids, nullable=False),
        sa.Column("drawn_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_group_draw_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_group_draw_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "work_item_id"],
            ["work_item.tenant_id", "work_item.id"],
            name=op.f("fk_group_draw_tenant_id_work_item_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_group_draw")),
    )
    op.create_index(
        "uq_group_draw_open",
        "group_draw",
        ["tenant_id", "person_id", "work_item_id", "day"],
        unique=True,
        postgresql_where=sa.text("used_at IS NULL"),
    )
    protect("group_draw", grant="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    raise RuntimeError("Verdicts that were taken back are not forgotten: restore a backup instead.")
