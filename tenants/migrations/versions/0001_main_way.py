"""The schema of the main way: registry, organisation, catalogue, norms, log, scores, rollups."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import partition_function, protect, protect_outbox

revision = "0001"
down_revision = None


APPENDED = ("audit_event", "entry_event", "entry_score", "month_score", "waiver")
TENANT_TABLES = (
    "pending_month",
    "pending_score",
    "refused_score",
    "rollup_delta",
    "calendar_day",
    "competency",
    "job_position",
    "login_failure",
    "norm_package",
    "person",
    "person_day",
    "tenant_settings",
    "unit",
    "unit_day",
    "account",
    "appointment",
    "job_position_version",
    "month_fact",
    "stored_file",
    "unit_place",
    "work_item",
    "api_token",
    "browser_session",
    "delegation",
    "required_competency",
    "task",
    "work_item_version",
    "work_entry",
    "evidence",
)


def upgrade() -> None:
    op.create_table(
        "entry_score",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("norm_package_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("norm_minutes", sa.Numeric(), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.Column("inputs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("outputs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scored_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", "work_date", "revision", name=op.f("pk_entry_score")),
        postgresql_partition_by="RANGE (work_date)",
    )
    op.create_table(
        "outbox",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("traceparent", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "pending_month",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "month", name=op.f("pk_pending_month")),
    )
    op.create_table(
        "pending_score",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", "revision", name=op.f("pk_pending_score")),
    )
    op.create_table(
        "queue_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("available_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("leased_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("dead_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_message")),
    )
    op.create_index(
        "ix_queue_message_ready",
        "queue_message",
        ["queue", "available_at"],
        unique=False,
        postgresql_where=sa.text("dead_at IS NULL"),
    )
    op.create_table(
        "refused_score",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("norm_package_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", "revision", name=op.f("pk_refused_score")),
    )
    op.create_table(
        "rollup_delta",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("norm_minutes", sa.Numeric(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.Column("early", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_rollup_delta")),
    )
    op.create_table(
        "scheduled_job",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_run_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scheduled_job")),
    )
    op.create_table(
        "template_record",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", "revision", name=op.f("pk_template_record")),
    )
    op.create_table(
        "tenant",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('province', 'ministry', 'platform')", name=op.f("ck_tenant_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("slug", name=op.f("uq_tenant_slug")),
    )
    op.create_table(
        "audit_event",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_audit_event_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_event")),
    )
    op.create_index(
        op.f("ix_audit_event_tenant_id_subject_id_at"), "audit_event", ["tenant_id", "subject_id", "at"], unique=False
    )
    op.create_table(
        "calendar_day",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_calendar_day_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "competency",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("template_revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_competency_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "code", name=op.f("pk_competency")),
    )
    op.create_table(
        "entry_event",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_entry_event_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_entry_event")),
    )
    op.create_index(
        op.f("ix_entry_event_tenant_id_entry_id_id"), "entry_event", ["tenant_id", "entry_id", "id"], unique=False
    )
    op.create_table(
        "job_position",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("template_code", sa.Text(), nullable=True),
        sa.Column("template_revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_job_position_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_job_position")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_job_position_tenant_id_code")),
    )
    op.create_table(
        "login_failure",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_login_failure_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_login_failure")),
    )
    op.create_index(
        op.f("ix_login_failure_tenant_id_address_at"), "login_failure", ["tenant_id", "address", "at"], unique=False
    )
    op.create_index(
        op.f("ix_login_failure_tenant_id_login_at"), "login_failure", ["tenant_id", "login", "at"], unique=False
    )
    op.create_table(
        "norm_package",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'published', 'superseded')", name=op.f("ck_norm_package_status")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_norm_package_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_norm_package")),
        sa.UniqueConstraint("tenant_id", "name", "version", name=op.f("uq_norm_package_tenant_id_name_version")),
    )
    op.create_table(
        "person",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(collation="C"), nullable=False),
        sa.Column("search_key", sa.Text(collation="C"), nullable=False),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("pin ~ '^[0-9]{12}$'", name=op.f("ck_person_pin")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_person_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint("tenant_id", "pin", name=op.f("uq_person_tenant_id_pin")),
    )
    op.create_index(op.f("ix_person_tenant_id_sort_key"), "person", ["tenant_id", "sort_key"], unique=False)
    op.create_table(
        "person_day",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("norm_minutes", sa.Numeric(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.Column("early", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_person_day_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "day", name=op.f("pk_person_day")),
    )
    op.create_table(
        "tenant_settings",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("late_log_days", sa.Integer(), nullable=False),
        sa.Column("evidence_required", sa.Boolean(), nullable=False),
        sa.Column("day_minutes_limit", sa.Integer(), nullable=False),
        sa.Column("standard_product_score", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_tenant_settings_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_tenant_settings")),
    )
    op.create_table(
        "unit",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("commune_code", sa.Text(), nullable=True),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "successor_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_unit_tenant_id_successor_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_unit_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_unit")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_unit_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_unit_tenant_id_number")),
    )
    op.create_table(
        "unit_day",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("norm_minutes", sa.Numeric(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.Column("early", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_unit_day_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "unit_id", "day", name=op.f("pk_unit_day")),
    )
    op.create_table(
        "account",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("office_role", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("disabled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name=op.f("fk_account_tenant_id_person_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_account_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint("tenant_id", "login", name=op.f("uq_account_tenant_id_login")),
    )
    op.create_index(op.f("ix_account_tenant_id_person_id"), "account", ["tenant_id", "person_id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("job_position_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("leader_appointment_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_appointment_dates")),
        sa.CheckConstraint("weight > 0 AND weight <= 1", name=op.f("ck_appointment_weight")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "job_position_id"],
            ["job_position.tenant_id", "job_position.id"],
            name=op.f("fk_appointment_tenant_id_job_position_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "leader_appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_appointment_tenant_id_leader_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_appointment_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_appointment_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_appointment_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_appointment")),
    )
    op.create_index(
        op.f("ix_appointment_tenant_id_leader_appointment_id"),
        "appointment",
        ["tenant_id", "leader_appointment_id"],
        unique=False,
        postgresql_where=sa.text("leader_appointment_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_appointment_tenant_id_person_id"), "appointment", ["tenant_id", "person_id"], unique=False)
    op.create_index(op.f("ix_appointment_tenant_id_unit_id"), "appointment", ["tenant_id", "unit_id"], unique=False)
    op.create_table(
        "job_position_version",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("job_position_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(collation="C"), nullable=False),
        sa.Column("sort_key", sa.Text(collation="C"), nullable=False),
        sa.Column("position_group", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("description", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN status = 'draft' THEN version = 0 ELSE version > 0 END AND (version = 0) = (valid_from IS NULL)",
            name=op.f("ck_job_position_version_status_dates"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'approved', 'superseded')", name=op.f("ck_job_position_version_status")
        ),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_job_position_version_dates")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "job_position_id"],
            ["job_position.tenant_id", "job_position.id"],
            name=op.f("fk_job_position_version_tenant_id_job_position_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_job_position_version_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "job_position_id", "version", name=op.f("pk_job_position_version")),
    )
    op.create_table(
        "month_fact",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("general", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("leave_days", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_month_fact_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_month_fact_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "month", name=op.f("pk_month_fact")),
    )
    op.create_table(
        "month_score",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("norm_package_id", sa.Uuid(), nullable=False),
        sa.Column("results", sa.Numeric(), nullable=True),
        sa.Column("total", sa.Numeric(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("receipt", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scored_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "norm_package_id"],
            ["norm_package.tenant_id", "norm_package.id"],
            name=op.f("fk_month_score_tenant_id_norm_package_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_month_score_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_month_score_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "month", "revision", name=op.f("pk_month_score")),
    )
    op.create_index(op.f("ix_month_score_tenant_id_month"), "month_score", ["tenant_id", "month"], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "uploaded_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_stored_file_tenant_id_uploaded_by"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_stored_file_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "unit_place",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("path", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(collation="C"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("establishment", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_unit_place_dates")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "parent_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_unit_place_tenant_id_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_unit_place_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_unit_place_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "unit_id", "valid_from", name=op.f("pk_unit_place")),
    )
    op.create_index(
        "ix_unit_place_path",
        "unit_place",
        ["tenant_id", "path"],
        unique=False,
        postgresql_ops={"path": "text_pattern_ops"},
    )
    op.create_index(op.f("ix_unit_place_tenant_id_parent_id"), "unit_place", ["tenant_id", "parent_id"], unique=False)
    op.create_index(
        "uq_unit_place_open",
        "unit_place",
        ["tenant_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "work_item",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("owner_unit_id", sa.Uuid(), nullable=True),
        sa.Column("template_code", sa.Text(), nullable=True),
        sa.Column("template_revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_unit_id"],
            ["unit.tenant_id", "unit.id"],
            name=op.f("fk_work_item_tenant_id_owner_unit_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_work_item_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_work_item")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_work_item_tenant_id_code")),
    )
    op.create_index(
        op.f("ix_work_item_tenant_id_owner_unit_id"), "work_item", ["tenant_id", "owner_unit_id"], unique=False
    )
    op.create_table(
        "api_token",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_api_token_tenant_id_account_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_api_token_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("tenant_id", "token_hash", name=op.f("uq_api_token_tenant_id_token_hash")),
    )
    op.create_table(
        "browser_session",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_browser_session_tenant_id_account_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_browser_session_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "token_hash", name=op.f("pk_browser_session")),
    )
    op.create_index(
        op.f("ix_browser_session_tenant_id_account_id"), "browser_session", ["tenant_id", "account_id"], unique=False
    )
    op.create_table(
        "delegation",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_delegation_dates")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_delegation_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "delegate_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_delegation_tenant_id_delegate_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_delegation_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_delegation")),
    )
    op.create_index(
        op.f("ix_delegation_tenant_id_delegate_id"), "delegation", ["tenant_id", "delegate_id"], unique=False
    )
    op.create_table(
        "required_competency",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("job_position_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("competency_code", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_required_competency_level")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "competency_code"],
            ["competency.tenant_id", "competency.code"],
            name=op.f("fk_required_competency_tenant_id_competency_code"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "job_position_id", "version"],
            ["job_position_version.tenant_id", "job_position_version.job_position_id", "job_position_version.version"],
            name=op.f("fk_required_competency_tenant_id_job_position_id_version"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_required_competency_tenant_id")),
        sa.PrimaryKeyConstraint(
            "tenant_id", "job_position_id", "version", "competency_code", name=op.f("pk_required_competency")
        ),
    )
    op.create_table(
        "task",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("assigned_by", sa.Uuid(), nullable=False),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('open', 'done', 'cancelled')", name=op.f("ck_task_status")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_task_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assigned_by"], ["person.tenant_id", "person.id"], name=op.f("fk_task_tenant_id_assigned_by")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "work_item_id"],
            ["work_item.tenant_id", "work_item.id"],
            name=op.f("fk_task_tenant_id_work_item_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_task_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_task")),
    )
    op.create_index(
        op.f("ix_task_tenant_id_appointment_id_due_date"),
        "task",
        ["tenant_id", "appointment_id", "due_date"],
        unique=False,
    )
    op.create_table(
        "work_item_version",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(collation="C"), nullable=False),
        sa.Column("sort_key", sa.Text(collation="C"), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("task_group", sa.Text(), nullable=False),
        sa.Column("position_groups", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("norm_minutes", sa.Integer(), nullable=False),
        sa.Column("complexity", sa.Text(), nullable=False),
        sa.Column("standard_score", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("output", sa.Text(), nullable=False),
        sa.Column("product_unit", sa.Text(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN status = 'draft' THEN version = 0 ELSE version > 0 END AND (version = 0) = (valid_from IS NULL)",
            name=op.f("ck_work_item_version_status_dates"),
        ),
        sa.CheckConstraint("status IN ('draft', 'approved', 'superseded')", name=op.f("ck_work_item_version_status")),
        sa.CheckConstraint("task_group IN ('A', 'B', 'C', 'D')", name=op.f("ck_work_item_version_task_group")),
        sa.CheckConstraint("norm_minutes > 0", name=op.f("ck_work_item_version_norm_minutes")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_work_item_version_dates")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "work_item_id"],
            ["work_item.tenant_id", "work_item.id"],
            name=op.f("fk_work_item_version_tenant_id_work_item_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_work_item_version_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "work_item_id", "version", name=op.f("pk_work_item_version")),
    )
    op.create_index(
        op.f("ix_work_item_version_tenant_id_sort_key_work_item_id"),
        "work_item_version",
        ["tenant_id", "sort_key", "work_item_id"],
        unique=False,
    )
    op.create_table(
        "work_entry",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("job_position_id", sa.Uuid(), nullable=True),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("work_item_version", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("output", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("norm_minutes", sa.Integer(), nullable=False),
        sa.Column("complexity", sa.Text(), nullable=False),
        sa.Column("k", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("accepted_quantity", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("failed_reviews", sa.Integer(), nullable=False),
        sa.Column("delays", sa.Integer(), nullable=False),
        sa.Column("failed_waived", sa.Integer(), nullable=False),
        sa.Column("delays_waived", sa.Integer(), nullable=False),
        sa.Column("verified_by", sa.Uuid(), nullable=True),
        sa.Column("verified_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("device_time", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("submitted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'returned', 'verified')", name=op.f("ck_work_entry_status")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_work_entry_quantity")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_work_entry_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_work_entry_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "task_id"], ["task.tenant_id", "task.id"], name=op.f("fk_work_entry_tenant_id_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_work_entry_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "work_item_id", "work_item_version"],
            ["work_item_version.tenant_id", "work_item_version.work_item_id", "work_item_version.version"],
            name=op.f("fk_work_entry_tenant_id_work_item_id_work_item_version"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_work_entry_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", "work_date", name=op.f("pk_work_entry")),
        postgresql_partition_by="RANGE (work_date)",
    )
    op.create_index(
        "ix_work_entry_inbox",
        "work_entry",
        ["tenant_id", "appointment_id", "submitted_at"],
        unique=False,
        postgresql_where=sa.text("status = 'submitted'"),
    )
    op.create_index(
        "ix_work_entry_task",
        "work_entry",
        ["tenant_id", "task_id"],
        unique=False,
        postgresql_where=sa.text("task_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_work_entry_tenant_id_person_id_work_date"),
        "work_entry",
        ["tenant_id", "person_id", "work_date"],
        unique=False,
    )
    op.create_table(
        "evidence",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("num_nonnulls(document_number, link, file_id) = 1", name=op.f("ck_evidence_one_kind")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entry_id", "work_date"],
            ["work_entry.tenant_id", "work_entry.id", "work_entry.work_date"],
            name=op.f("fk_evidence_tenant_id_entry_id_work_date"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"],
            ["stored_file.tenant_id", "stored_file.id"],
            name=op.f("fk_evidence_tenant_id_file_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_evidence_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_tenant_id_entry_id"), "evidence", ["tenant_id", "entry_id"], unique=False)
    op.create_table(
        "waiver",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("granted_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('quality', 'progress')", name=op.f("ck_waiver_kind")),
        sa.CheckConstraint("faults > 0", name=op.f("ck_waiver_faults")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entry_id", "work_date"],
            ["work_entry.tenant_id", "work_entry.id", "work_entry.work_date"],
            name=op.f("fk_waiver_tenant_id_entry_id_work_date"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "granted_by"], ["person.tenant_id", "person.id"], name=op.f("fk_waiver_tenant_id_granted_by")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_waiver_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_waiver")),
    )
    op.create_index(op.f("ix_waiver_tenant_id_entry_id"), "waiver", ["tenant_id", "entry_id"], unique=False)
    _protect_tables()


def _protect_tables() -> None:
    for table in APPENDED:
        protect(table, grant="SELECT, INSERT")
    for table in TENANT_TABLES:
        protect(table)
    protect_outbox("outbox")
    partition_function()
    op.execute("GRANT SELECT, INSERT ON tenant TO roviec_app")
    op.execute("GRANT SELECT ON template_record, alembic_version TO roviec_app")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON queue_message, scheduled_job TO roviec_app")
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO roviec_app")


def downgrade() -> None:
    raise RuntimeError("The first revision is not undone: drop the database instead.")
