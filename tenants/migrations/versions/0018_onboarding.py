"""Joining: one-time activations, the waves of a roll-out and who is expected by them, training twins, gaps counted.

Revision ID: 0018
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from tenants.migrations.protection import protect

revision = "0018"
down_revision = "0016"

NOW = sa.text("now()")
KINDS = "kind IN ('province', 'ministry', 'platform', 'training')"

# A post as it obliges: from the day on which its unit has begun. A unit begins with the wave that names it or the
# nearest unit above it, at the place where it stood on that day; where no wave is planned, everybody has begun.
EXPECTED_POST = """
    CREATE VIEW expected_post WITH (security_invoker = true) AS
    SELECT post.tenant_id, post.id, post.person_id, post.unit_id, post.job_position_id, post.role, post.is_primary,
           post.weight, post.leader_appointment_id, greatest(post.valid_from, begun.starts_on) AS valid_from,
           post.valid_to, begun.starts_on
    FROM appointment AS post
    LEFT JOIN LATERAL (
        SELECT min(stretch.starts_on) FILTER (
                   WHERE stretch.ends_on IS NULL OR stretch.ends_on > stretch.starts_on) AS starts_on
        FROM (
            SELECT DISTINCT ON (place.valid_from) greatest(place.valid_from, wave.starts_on) AS starts_on,
                   place.valid_to AS ends_on
            FROM unit_place AS place
            JOIN rollout_unit AS named ON named.tenant_id = place.tenant_id
            JOIN rollout_wave AS wave ON wave.tenant_id = named.tenant_id AND wave.id = named.wave_id
            JOIN unit_place AS above ON above.tenant_id = named.tenant_id AND above.unit_id = named.unit_id
                 AND starts_with(place.path, above.path)
                 AND (above.valid_to IS NULL OR above.valid_to > place.valid_from)
                 AND (place.valid_to IS NULL OR place.valid_to > above.valid_from)
            WHERE place.tenant_id = post.tenant_id AND place.unit_id = post.unit_id
            ORDER BY place.valid_from, length(above.path) DESC, above.valid_from
        ) AS stretch
    ) AS begun ON true
    WHERE (begun.starts_on IS NOT NULL AND (post.valid_to IS NULL OR post.valid_to > begun.starts_on))
       OR NOT EXISTS (SELECT FROM rollout_wave AS planned WHERE planned.tenant_id = post.tenant_id)
"""


def upgrade() -> None:
    op.drop_constraint(op.f("ck_tenant_kind"), "tenant", type_="check")
    op.create_check_constraint(op.f("ck_tenant_kind"), "tenant", KINDS)
    _activations()
    _waves()
    _training()
    op.add_column("tenant_health", sa.Column("gaps", sa.ARRAY(sa.Integer()), nullable=True))


def _activations() -> None:
    op.create_table(
        "account_activation",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.TIMESTAMP(timezone=True), server_default=NOW, nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_account_activation_tenant_id_tenant")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_account_activation_tenant_id_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", name=op.f("pk_account_activation")),
    )
    protect("account_activation")


def _waves() -> None:
    op.create_table(
        "rollout_wave",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.TIMESTAMP(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_rollout_wave_tenant_id_tenant")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_rollout_wave")),
    )
    op.create_table(
        "rollout_unit",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_rollout_unit_tenant_id_tenant")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_rollout_unit_tenant_id_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "wave_id"],
            ["rollout_wave.tenant_id", "rollout_wave.id"],
            name=op.f("fk_rollout_unit_tenant_id_wave_id_rollout_wave"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "unit_id", name=op.f("pk_rollout_unit")),
    )
    for table in ("rollout_wave", "rollout_unit"):
        protect(table)
    op.execute(EXPECTED_POST)
    op.execute("GRANT SELECT ON expected_post TO roviec_app")


def _training() -> None:
    op.create_table(
        "training_ground",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("twin", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), server_default=NOW, nullable=False),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_training_ground_tenant_id_tenant")),
        sa.PrimaryKeyConstraint("tenant_id", "twin", name=op.f("pk_training_ground")),
    )
    op.create_index(
        "uq_training_ground_open",
        "training_ground",
        ["tenant_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    protect("training_ground")


def downgrade() -> None:
    raise RuntimeError("Waves and training twins are not taken back: restore a backup instead.")
