"""A cadre's own ways: templates of entries, days opened again, dates that were refused, suggested work items.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from tenants.migrations.protection import protect

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    _entry_template()
    _day_reopening()
    _refused_entry()
    _item_suggestion()


def _entry_template() -> None:
    op.create_table(
        "entry_template",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(14, 4), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("output", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_entry_template_quantity")),
        *_person("entry_template"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "work_item_id"],
            ["work_item.tenant_id", "work_item.id"],
            name=op.f("fk_entry_template_tenant_id_work_item_id"),
        ),
    )
    op.create_index(op.f("ix_entry_template_tenant_id_person_id"), "entry_template", ["tenant_id", "person_id"])
    protect("entry_template")


def _day_reopening() -> None:
    op.create_table(
        "day_reopening",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("open_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("outcome IN ('granted', 'declined')", name=op.f("ck_day_reopening_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_day_reopening_answered")),
        sa.CheckConstraint(
            "(open_until IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'granted')",
            name=op.f("ck_day_reopening_expiry"),
        ),
        *_person("day_reopening"),
    )
    op.create_index(
        op.f("ix_day_reopening_tenant_id_person_id_work_date"),
        "day_reopening",
        ["tenant_id", "person_id", "work_date"],
    )
    op.create_index(
        "ix_day_reopening_waiting", "day_reopening", ["tenant_id", "id"], postgresql_where=sa.text("outcome IS NULL")
    )
    protect("day_reopening")


def _refused_entry() -> None:
    op.create_table(
        "refused_entry",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("refused_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_person("refused_entry", "person_id", "entry_id"),
    )
    protect("refused_entry")


def _item_suggestion() -> None:
    op.create_table(
        "item_suggestion",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("output", sa.Text(), nullable=False),
        sa.Column("usual_minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("suggested_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("work_item_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("outcome IN ('drafted', 'declined')", name=op.f("ck_item_suggestion_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_item_suggestion_answered")),
        sa.CheckConstraint("usual_minutes > 0", name=op.f("ck_item_suggestion_usual_minutes")),
        *_person("item_suggestion"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_item_suggestion_tenant_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_item_suggestion_tenant_id_person_id"), "item_suggestion", ["tenant_id", "person_id"])
    op.create_index(
        "ix_item_suggestion_waiting",
        "item_suggestion",
        ["tenant_id", "id"],
        postgresql_where=sa.text("outcome IS NULL"),
    )
    protect("item_suggestion")


def _person(table: str, *key: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The keys of a table of something that one person said."""
    return (
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f(f"fk_{table}_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", *(key or ("id",)), name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    for table in ("item_suggestion", "refused_entry", "day_reopening", "entry_template"):
        op.drop_table(table)
