"""The document by which a unit was changed, and an index for what one person did.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("unit_place", sa.Column("document_number", sa.Text(), nullable=True))
    op.add_column("unit", sa.Column("closing_document", sa.Text(), nullable=True))
    op.create_index(op.f("ix_audit_event_tenant_id_person_id_id"), "audit_event", ["tenant_id", "person_id", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_event_tenant_id_person_id_id"), table_name="audit_event")
    op.drop_column("unit", "closing_document")
    op.drop_column("unit_place", "document_number")
