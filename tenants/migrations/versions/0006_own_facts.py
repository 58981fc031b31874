"""A province's own facts: attributes of work items and job positions, and what an entry took from them.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

VERSIONS = ("work_item_version", "job_position_version")


def upgrade() -> None:
    for table in VERSIONS:
        attributes = sa.Column(
            "attributes",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        )
        op.add_column(table, attributes)
        op.create_check_constraint(op.f(f"ck_{table}_attributes"), table, "jsonb_typeof(attributes) = 'object'")
    # Nothing where there are none: an entry that needs no facts of its own is no larger for it.
    op.add_column("work_entry", sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=True))


def downgrade() -> None:
    op.drop_column("work_entry", "facts")
    for table in VERSIONS:
        op.drop_column(table, "attributes")
