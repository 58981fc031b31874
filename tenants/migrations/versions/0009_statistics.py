"""National statistics: parts of provinces, releases, what a release hides, scopes of ministries.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import partition_function, protect

revision = "0009"
down_revision = "0008"

APPROVAL = ("approved_by", "approved_at", "document_number")


def upgrade() -> None:
    partition_function()  # as it is now: two that make the same month at once no longer collide
    _person()
    _tables()
    protect("ministry_scope")
    protect("statistics_part", grant="SELECT, INSERT, UPDATE")
    _approved_once()
    op.execute("GRANT SELECT, INSERT, UPDATE ON release_plan TO roviec_app")
    for table in ("release", "release_cell", "release_proof"):
        op.execute(f"GRANT SELECT, INSERT ON {table} TO roviec_app")
        _written_once(table)
    op.execute("GRANT USAGE ON SCHEMA public TO roviec_stats")
    op.execute("GRANT SELECT ON release, release_cell TO roviec_stats")


def _person() -> None:
    op.add_column("person", sa.Column("staff_type", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("qualification", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_person_staff_type"), "person", "staff_type IN ('civil_servant', 'public_employee')"
    )
    op.create_check_constraint(
        op.f("ck_person_qualification"),
        "person",
        "qualification IN ('postgraduate', 'graduate', 'college', 'other')",
    )


def _written_once(table: str) -> None:
    """What was published stays as it was, whoever tries."""
    op.execute(
        f"""
        CREATE FUNCTION keep_{table}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN
            RAISE EXCEPTION 'a release is never changed' USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    op.execute(
        f"CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION keep_{table}()"
    )


def _approved_once() -> None:
    """Of a part only its approval is written later, and once."""
    free = " AND ".join(f"OLD.{name} IS NULL" for name in APPROVAL)
    op.execute(
        f"""
        CREATE FUNCTION keep_statistics_part() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND {free}
               AND to_jsonb(NEW) - ARRAY{list(APPROVAL)} = to_jsonb(OLD) - ARRAY{list(APPROVAL)}
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a part of statistics is never changed' USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON statistics_part"
        " FOR EACH ROW EXECUTE FUNCTION keep_statistics_part()"
    )


def _tables() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("reported", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("missing", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("catalogue", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("losses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("solver", sa.Text(), nullable=False),
        sa.Column("pattern_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("period ~ '^20[0-9]{2}(-Q[1-4])?$'", name=op.f("ck_release_period")),
        sa.CheckConstraint("(version = 1) OR (reason IS NOT NULL)", name=op.f("ck_release_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("period", "version", name=op.f("uq_release_period_version")),
    )
    op.create_table(
        "release_plan",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("approve_by", sa.Date(), nullable=False),
        sa.Column("release_on", sa.Date(), nullable=False),
        sa.CheckConstraint("period ~ '^20[0-9]{2}(-Q[1-4])?$'", name=op.f("ck_release_plan_period")),
        sa.CheckConstraint("release_on > approve_by", name=op.f("ck_release_plan_dates")),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_release_plan")),
    )
    op.create_table(
        "ministry_scope",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("provinces", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("bodies", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("set_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_ministry_scope_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_ministry_scope")),
    )
    op.create_table(
        "release_cell",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("dataset", sa.Text(collation="C"), nullable=False),
        sa.Column("province", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("body", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("position_group", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("rank", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("age", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("gender", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("staff", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("qualification", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("field", sa.Text(collation="C"), server_default=sa.text("'*'"), nullable=False),
        sa.Column("measure", sa.Text(collation="C"), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("obs_status", sa.Text(), nullable=False),
        sa.Column("conf_status", sa.Text(), nullable=False),
        sa.CheckConstraint("(obs_status = 'Q') = (conf_status = 'C')", name=op.f("ck_release_cell_one_mark")),
        sa.CheckConstraint("(value IS NULL) = (obs_status <> 'A')", name=op.f("ck_release_cell_value")),
        sa.CheckConstraint("conf_status IN ('F', 'C')", name=op.f("ck_release_cell_conf_status")),
        sa.CheckConstraint("obs_status IN ('A', 'Q', 'M', 'L')", name=op.f("ck_release_cell_obs_status")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_cell_release_id")),
        sa.PrimaryKeyConstraint(
            "release_id",
            "dataset",
            "province",
            "body",
            "position_group",
            "rank",
            "age",
            "gender",
            "staff",
            "qualification",
            "field",
            "measure",
            name=op.f("pk_release_cell"),
        ),
    )
    op.create_index(
        op.f("ix_release_cell_release_id_dataset_measure"),
        "release_cell",
        ["release_id", "dataset", "measure"],
        unique=False,
    )
    op.create_table(
        "release_proof",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("keys", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hidden", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("heads_hidden", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("bounds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_proof_release_id")),
        sa.PrimaryKeyConstraint("release_id", "system", name=op.f("pk_release_proof")),
    )
    op.create_table(
        "statistics_part",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("twice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("points", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("gathered_by", sa.Uuid(), nullable=True),
        sa.Column("gathered_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("approve_by", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.CheckConstraint("period ~ '^20[0-9]{2}(-Q[1-4])?$'", name=op.f("ck_statistics_part_period")),
        sa.CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name=op.f("ck_statistics_part_approved")),
        sa.CheckConstraint("(number = 1) OR (reason IS NOT NULL)", name=op.f("ck_statistics_part_reason")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_statistics_part_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_statistics_part")),
        sa.UniqueConstraint("tenant_id", "period", "number", name=op.f("uq_statistics_part_tenant_id_period_number")),
    )


def downgrade() -> None:
    raise RuntimeError("Releases are not taken back: restore a backup instead.")
