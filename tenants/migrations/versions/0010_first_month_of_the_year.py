"""The first month of an evaluation year: January in the rules there are, December in those of new provinces.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column(
        "period_rule", sa.Column("first_month", sa.SmallInteger(), server_default=sa.text("1"), nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_period_rule_first_month"),
        "period_rule",
        "first_month = 1 OR kind = 'year' AND first_month BETWEEN 1 AND 12",
    )


def downgrade() -> None:
    raise RuntimeError("Years from December are not taken back: restore a backup instead.")
