"""What an assigned task says beside its title: a note, and the document by which it is assigned.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("task", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("document_number", sa.Text(), nullable=True))
    op.create_index("ix_task_given", "task", ["tenant_id", "assigned_by", "due_date"])


def downgrade() -> None:
    raise RuntimeError("Notes of tasks are not thrown away: restore a backup instead.")
