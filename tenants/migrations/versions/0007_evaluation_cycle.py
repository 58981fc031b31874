"""The evaluation cycle: periods, sheets and their steps, records, quota, decisions, petitions; what closing freezes.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tenants.migrations.protection import protect

revision = "0007"
down_revision = "0006"

TABLES = (
    "pending_sheet", "month_work", "carried_entry", "closed_month", "frozen_month", "period_score", "period_rule",
    "evaluation_period", "sheet", "discipline_record", "cause_record", "quota_grant", "petition",
    "rater_month", "log_month",
    "correction_request",
)  # fmt: skip
# Written once: what was decided, proposed and done stays as it was.
APPENDED = ("sheet_event", "quota_proposal", "decision")


def upgrade() -> None:
    _log()
    _scores()
    _periods()
    _sheets()
    _work()
    _records()
    _decisions()
    _calibration()
    _dossier()
    for table in TABLES:
        protect(table)
    for table in APPENDED:
        protect(table, grant="SELECT, INSERT")


def _log() -> None:
    op.create_table(
        "carried_entry",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("work_date", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("carried_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", name=op.f("pk_carried_entry")),
    )
    op.create_index(
        op.f("ix_carried_entry_tenant_id_person_id_month"),
        "carried_entry",
        ["tenant_id", "person_id", "month"],
        unique=False,
    )
    op.create_index(
        op.f("ix_carried_entry_tenant_id_work_date"), "carried_entry", ["tenant_id", "work_date"], unique=False
    )
    op.create_table(
        "closed_month",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "month", name=op.f("pk_closed_month")),
    )
    op.create_index(op.f("ix_closed_month_tenant_id_month"), "closed_month", ["tenant_id", "month"], unique=False)


def _scores() -> None:
    op.create_table(
        "frozen_month",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("norm_package_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("days", sa.Numeric(), nullable=False),
        sa.Column("sums", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("frozen_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant_id", "person_id", "month", "norm_package_id", "revision", name=op.f("pk_frozen_month")
        ),
    )
    op.create_index(op.f("ix_frozen_month_tenant_id_month"), "frozen_month", ["tenant_id", "month"], unique=False)
    op.create_table(
        "period_score",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("norm_package_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("through", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Numeric(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("outputs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scored_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "kind", "start", "revision", name=op.f("pk_period_score")),
    )
    op.create_table(
        "pending_sheet",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "month", name=op.f("pk_pending_sheet")),
    )
    op.add_column(
        "month_fact",
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.alter_column("month_fact", "recorded_by", nullable=True)


def _periods() -> None:
    op.create_table(
        "period_rule",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position_groups", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("self_score_days", sa.Integer(), nullable=False),
        sa.Column("opinion_days", sa.Integer(), nullable=False),
        sa.Column("freeze_days", sa.Integer(), nullable=False),
        sa.Column("decision_days", sa.Integer(), nullable=False),
        sa.Column("report_day", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("set_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('month', 'quarter', 'year')", name=op.f("ck_period_rule_kind")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_period_rule_dates")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_period_rule_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_period_rule")),
    )
    op.create_table(
        "evaluation_period",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position_groups", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("self_score_by", sa.Date(), nullable=False),
        sa.Column("opinion_by", sa.Date(), nullable=False),
        sa.Column("freeze_on", sa.Date(), nullable=False),
        sa.Column("decision_by", sa.Date(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'planned'"), nullable=False),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('month', 'quarter', 'year')", name=op.f("ck_evaluation_period_kind")),
        sa.CheckConstraint(
            "status IN ('planned', 'open', 'closed', 'finished')", name=op.f("ck_evaluation_period_status")
        ),
        sa.CheckConstraint("last >= first", name=op.f("ck_evaluation_period_dates")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rule_id"],
            ["period_rule.tenant_id", "period_rule.id"],
            name=op.f("fk_evaluation_period_tenant_id_rule_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_evaluation_period_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_evaluation_period")),
    )
    op.create_index(
        op.f("ix_evaluation_period_tenant_id_first"), "evaluation_period", ["tenant_id", "first"], unique=False
    )
    op.create_index("uq_evaluation_period", "evaluation_period", ["tenant_id", "rule_id", "first"], unique=True)


def _sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("position_group", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("not_ranked", sa.Text(), nullable=True),
        sa.Column("months", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("self_scores", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("self_comment", sa.Text(), nullable=True),
        sa.Column("self_scored_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("superior_scores", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("superior_comment", sa.Text(), nullable=True),
        sa.Column("superior_class", sa.Text(), nullable=True),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("opined_by", sa.Uuid(), nullable=True),
        sa.Column("opined_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("log_facts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("segments", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column(
            "conditions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("general", sa.Numeric(), nullable=True),
        sa.Column("results", sa.Numeric(), nullable=True),
        sa.Column("total", sa.Numeric(), nullable=True),
        sa.Column("class_by_points", sa.Text(), nullable=True),
        sa.Column("proposed_class", sa.Text(), nullable=True),
        sa.Column("norm_package_id", sa.Uuid(), nullable=True),
        sa.Column(
            "scores_used", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("computed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("frozen_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("class_by_points IN ('HTXS', 'HTT', 'HT', 'KHT')", name=op.f("ck_sheet_class_by_points")),
        sa.CheckConstraint("proposed_class IN ('HTXS', 'HTT', 'HT', 'KHT')", name=op.f("ck_sheet_proposed_class")),
        sa.CheckConstraint("standing IN ('staff', 'leader', 'deputy')", name=op.f("ck_sheet_standing")),
        sa.CheckConstraint("status IN ('open', 'self_scored', 'opined', 'decided')", name=op.f("ck_sheet_status")),
        sa.CheckConstraint("superior_class IN ('HTXS', 'HTT', 'HT', 'KHT')", name=op.f("ck_sheet_superior_class")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_sheet_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_sheet_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["evaluation_period.tenant_id", "evaluation_period.id"],
            name=op.f("fk_sheet_tenant_id_period_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name=op.f("fk_sheet_tenant_id_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_sheet_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_sheet_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet")),
    )
    op.create_index(
        op.f("ix_sheet_tenant_id_period_id_agency_id"), "sheet", ["tenant_id", "period_id", "agency_id"], unique=False
    )
    op.create_index(op.f("ix_sheet_tenant_id_person_id"), "sheet", ["tenant_id", "person_id"], unique=False)
    op.create_index("uq_sheet_person", "sheet", ["tenant_id", "period_id", "person_id"], unique=True)
    op.create_table(
        "sheet_event",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("delegation_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"], ["sheet.tenant_id", "sheet.id"], name=op.f("fk_sheet_event_tenant_id_sheet_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_sheet_event_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet_event")),
    )
    op.create_index(
        op.f("ix_sheet_event_tenant_id_sheet_id_id"), "sheet_event", ["tenant_id", "sheet_id", "id"], unique=False
    )


def _work() -> None:
    op.create_table(
        "month_work",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("assigned", sa.Numeric(), nullable=False),
        sa.Column("accepted", sa.Numeric(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("frozen_revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "month", "person_id", "unit_id", name=op.f("pk_month_work")),
    )


def _records() -> None:
    op.create_table(
        "cause_record",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("last >= first", name=op.f("ck_cause_record_dates")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_cause_record_tenant_id_unit_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_cause_record_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_cause_record")),
    )
    op.create_index(op.f("ix_cause_record_tenant_id_unit_id"), "cause_record", ["tenant_id", "unit_id"], unique=False)
    op.create_table(
        "discipline_record",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "form IN ('criticism', 'reprimand', 'warning', 'pay_cut', 'demotion', 'removal', 'dismissal',"
            " 'conclusion')",
            name=op.f("ck_discipline_record_form"),
        ),
        sa.CheckConstraint(
            "ground IN ('service', 'degradation', 'unit_wrongdoing')", name=op.f("ck_discipline_record_ground")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_discipline_record_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_discipline_record_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_discipline_record")),
    )
    op.create_index(
        op.f("ix_discipline_record_tenant_id_person_id"), "discipline_record", ["tenant_id", "person_id"], unique=False
    )
    op.create_table(
        "quota_grant",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("granted_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("last >= first", name=op.f("ck_quota_grant_dates")),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_quota_grant_share")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"], ["unit.tenant_id", "unit.id"], name=op.f("fk_quota_grant_tenant_id_agency_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_quota_grant_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_quota_grant")),
    )
    op.create_index(op.f("ix_quota_grant_tenant_id_agency_id"), "quota_grant", ["tenant_id", "agency_id"], unique=False)


def _decisions() -> None:
    op.create_table(
        "quota_proposal",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pool", sa.Integer(), nullable=False),
        sa.Column("share", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("computed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agency_id"],
            ["unit.tenant_id", "unit.id"],
            name=op.f("fk_quota_proposal_tenant_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "period_id"],
            ["evaluation_period.tenant_id", "evaluation_period.id"],
            name=op.f("fk_quota_proposal_tenant_id_period_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_quota_proposal_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_quota_proposal")),
        sa.UniqueConstraint(
            "tenant_id", "period_id", "agency_id", "group_key", "number", name="uq_quota_proposal_number"
        ),
    )
    op.create_table(
        "decision",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("class_by_points", sa.Text(), nullable=True),
        sa.Column("proposed_class", sa.Text(), nullable=True),
        sa.Column("decided_class", sa.Text(), nullable=True),
        sa.Column("not_ranked", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("exception", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("delegation_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("petition_id", sa.Uuid(), nullable=True),
        sa.Column("basis", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("class_by_points IN ('HTXS', 'HTT', 'HT', 'KHT')", name=op.f("ck_decision_class_by_points")),
        sa.CheckConstraint("decided_class IN ('HTXS', 'HTT', 'HT', 'KHT')", name=op.f("ck_decision_decided_class")),
        sa.CheckConstraint("proposed_class IN ('HTXS', 'HTT', 'HT', 'KHT')", name=op.f("ck_decision_proposed_class")),
        sa.CheckConstraint("(decided_class IS NULL) = (not_ranked IS NOT NULL)", name=op.f("ck_decision_ranked")),
        sa.CheckConstraint("(number = 1) = (replaces_id IS NULL)", name=op.f("ck_decision_replaces")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "appointment_id"],
            ["appointment.tenant_id", "appointment.id"],
            name=op.f("fk_decision_tenant_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_decision_tenant_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "replaces_id"],
            ["decision.tenant_id", "decision.id"],
            name=op.f("fk_decision_tenant_id_replaces_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"], ["sheet.tenant_id", "sheet.id"], name=op.f("fk_decision_tenant_id_sheet_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_decision_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_decision")),
        sa.UniqueConstraint("tenant_id", "sheet_id", "number", name=op.f("uq_decision_tenant_id_sheet_id_number")),
    )
    op.create_index("uq_decision_content_hash", "decision", ["tenant_id", "content_hash"], unique=True)
    op.add_column("delegation", sa.Column("ranking", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "petition",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("answer_late_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome IN ('upheld', 'changed', 'withdrawn')", name=op.f("ck_petition_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_petition_answered")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decision_id"],
            ["decision.tenant_id", "decision.id"],
            name=op.f("fk_petition_tenant_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name=op.f("fk_petition_tenant_id_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sheet_id"], ["sheet.tenant_id", "sheet.id"], name=op.f("fk_petition_tenant_id_sheet_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_petition_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_petition")),
    )
    op.create_index("uq_petition_decision", "petition", ["tenant_id", "decision_id"], unique=True)


def _calibration() -> None:
    op.create_table(
        "log_month",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("long_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("norm_minutes", sa.Numeric(), nullable=False),
        sa.Column("proved", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "unit_id", "month", name=op.f("pk_log_month")),
    )
    op.create_index(op.f("ix_log_month_tenant_id_month"), "log_month", ["tenant_id", "month"], unique=False)
    op.create_table(
        "rater_month",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("excellent", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("fair", sa.Integer(), nullable=False),
        sa.Column("poor", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=False),
        sa.Column("general_given", sa.Integer(), nullable=False),
        sa.Column("general_points", sa.Numeric(), nullable=False),
        sa.Column("counted_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", "month", name=op.f("pk_rater_month")),
    )
    op.create_index(op.f("ix_rater_month_tenant_id_month"), "rater_month", ["tenant_id", "month"], unique=False)


def _dossier() -> None:
    op.create_table(
        "correction_request",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("outcome IN ('corrected', 'declined')", name=op.f("ck_correction_request_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_correction_request_answered")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_correction_request_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_correction_request_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_correction_request")),
    )
    op.create_index(
        op.f("ix_correction_request_tenant_id_person_id"),
        "correction_request",
        ["tenant_id", "person_id"],
        unique=False,
    )


def downgrade() -> None:
    for table in (
        "correction_request",
        "rater_month",
        "log_month",
        "petition",
        "decision",
        "quota_proposal",
        "sheet_event",
        "sheet",
        "evaluation_period",
        "period_rule",
    ):
        op.drop_table(table)
    for table in ("quota_grant", "cause_record", "discipline_record", "period_score", "frozen_month"):
        op.drop_table(table)
    op.execute("DELETE FROM month_fact WHERE recorded_by IS NULL")
    op.alter_column("month_fact", "recorded_by", nullable=False)
    op.drop_column("delegation", "ranking")
    op.drop_column("month_fact", "facts")
    op.drop_table("month_work")
    op.drop_table("pending_sheet")
    op.drop_table("carried_entry")
    op.drop_table("closed_month")
