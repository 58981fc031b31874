"""Single sign-on: a tenant's identity provider, identities linked to accounts, break-glass accounts.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

from tenants.migrations.protection import protect

revision = "0016"
down_revision = "0015"

NOW = sa.text("now()")


def upgrade() -> None:
    op.add_column("account", sa.Column("break_glass", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "identity_provider",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=True),
        sa.Column("pin_claim", sa.Text(), nullable=True),
        sa.Column("enforced", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_identity_provider_tenant_id_tenant")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_identity_provider")),
    )
    op.create_table(
        "linked_identity",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.TIMESTAMP(timezone=True), server_default=NOW, nullable=False),
        sa.Column("last_used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_linked_identity_tenant_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_linked_identity_tenant_id_tenant")),
        sa.PrimaryKeyConstraint("tenant_id", "issuer", "subject", name=op.f("pk_linked_identity")),
        sa.UniqueConstraint(
            "tenant_id", "account_id", "issuer", name=op.f("uq_linked_identity_tenant_id_account_id_issuer")
        ),
    )
    op.create_index(op.f("ix_linked_identity_tenant_id_account_id"), "linked_identity", ["tenant_id", "account_id"])
    for table in ("identity_provider", "linked_identity"):
        protect(table)


def downgrade() -> None:
    raise RuntimeError("Links between identities and accounts are not taken back: restore a backup instead.")
