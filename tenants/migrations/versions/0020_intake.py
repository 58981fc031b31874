"""What other systems send: sources, events, the work that follows, mappings and connections.

Revision ID: 0020
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from tenants.migrations.protection import protect

revision = "0020"
down_revision = "0021"

NOW = sa.text("now()")
KINDS = "kind IN ('document', 'task')"


def upgrade() -> None:
    _source()
    _event()
    _work()
    _rule()
    _alias()
    _connection()


def _of(table: str, *columns: str, to: str, names: tuple[str, ...] = ("id",)) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", *columns],
        [f"{to}.tenant_id", *(f"{to}.{name}" for name in names)],
        name=op.f(f"fk_{table}_tenant_id_{'_'.join(columns)}"),
    )


def _tenant(table: str, *key: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", *key, name=op.f(f"pk_{table}")),
    ]


def _at(name: str, *, nullable: bool = False, **given: object) -> sa.Column[object]:
    return sa.Column(name, sa.TIMESTAMP(timezone=True), nullable=nullable, **given)  # type: ignore[arg-type] # a default


def _tenant_id() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False)


def _source() -> None:
    op.create_table(
        "intake_source",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sends", ARRAY(sa.Text()), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_key", sa.Text(), nullable=False),
        sa.Column("sealed_old_key", sa.Text(), nullable=True),
        _at("old_key_until", nullable=True),
        _at("key_made_at"),
        _at("last_seen_at", nullable=True),
        _at("last_event_at", nullable=True),
        _at("closed_at", nullable=True),
        _at("created_at", server_default=NOW),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_intake_source_tenant_id_name")),
        _of("intake_source", "unit_id", to="unit"),
        *_tenant("intake_source", "id"),
    )
    protect("intake_source")


def _event() -> None:
    op.create_table(
        "intake_event",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        _at("happened_at"),
        _at("received_at"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_intake_event_kind")),
        sa.UniqueConstraint(
            "tenant_id", "source_id", "kind", "external_id", "type", "version",
            name=op.f("uq_intake_event_tenant_id_source_id_kind_external_id_type_version"),
        ),
        _of("intake_event", "source_id", to="intake_source"),
        *_tenant("intake_event", "id"),
    )  # fmt: skip
    op.create_index(op.f("ix_intake_event_tenant_id_received_at"), "intake_event", ["tenant_id", "received_at"])
    # Kept unchanged; deleted only when its time is over.
    protect("intake_event", grant="SELECT, INSERT, DELETE")


def _work() -> None:
    op.create_table(
        "received_work",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _at("state_at"),
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in (
                "title", "work_kind", "document_number", "document_key", "pin", "person_name", "account", "unit_code",
            )
        ),
        sa.Column("quantity", sa.Numeric(14, 4), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("work_item_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        _at("dismissed_at", nullable=True),
        _at("changed_at"),
        sa.CheckConstraint(KINDS, name=op.f("ck_received_work_kind")),
        sa.CheckConstraint("state IN ('open', 'finished', 'cancelled')", name=op.f("ck_received_work_state")),
        sa.UniqueConstraint(
            "tenant_id", "source_id", "kind", "external_id",
            name=op.f("uq_received_work_tenant_id_source_id_kind_external_id"),
        ),
        _of("received_work", "source_id", to="intake_source"),
        _of("received_work", "person_id", to="person"),
        _of("received_work", "appointment_id", to="appointment"),
        _of("received_work", "work_item_id", to="work_item"),
        *_tenant("received_work", "id"),
    )  # fmt: skip
    op.create_index(
        op.f("ix_received_work_tenant_id_person_id_day"), "received_work", ["tenant_id", "person_id", "day"]
    )
    op.create_index(
        "ix_received_work_unmatched", "received_work", ["tenant_id", "source_id", "id"],
        postgresql_where=sa.text("reason <> ''"),
    )  # fmt: skip
    protect("received_work")


def _rule() -> None:
    op.create_table(
        "intake_rule",
        _tenant_id(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("work_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("job_position_id", sa.Uuid(), nullable=True),
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        _at("created_at", server_default=NOW),
        sa.CheckConstraint(KINDS, name=op.f("ck_intake_rule_kind")),
        sa.UniqueConstraint(
            "tenant_id", "kind", "work_kind", "source_id", "unit_id", "job_position_id",
            name="uq_intake_rule_of", postgresql_nulls_not_distinct=True,
        ),
        _of("intake_rule", "source_id", to="intake_source"),
        _of("intake_rule", "unit_id", to="unit"),
        _of("intake_rule", "job_position_id", to="job_position"),
        _of("intake_rule", "work_item_id", to="work_item"),
        *_tenant("intake_rule", "id"),
    )  # fmt: skip
    protect("intake_rule")


def _alias() -> None:
    op.create_table(
        "intake_alias",
        _tenant_id(),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("num_nonnulls(person_id, unit_id) = 1", name=op.f("ck_intake_alias_one")),
        sa.CheckConstraint("(kind = 'person') = (person_id IS NOT NULL)", name=op.f("ck_intake_alias_kind")),
        _of("intake_alias", "source_id", to="intake_source"),
        _of("intake_alias", "person_id", to="person"),
        _of("intake_alias", "unit_id", to="unit"),
        *_tenant("intake_alias", "source_id", "kind", "name"),
    )
    protect("intake_alias")


def _connection() -> None:
    op.create_table(
        "intake_connection",
        _tenant_id(),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("connector", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sealed_credential", sa.Text(), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        _at("next_at"),
        _at("leased_until", nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        _at("failing_since", nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        _at("last_success_at", nullable=True),
        _of("intake_connection", "source_id", to="intake_source"),
        *_tenant("intake_connection", "source_id"),
    )
    protect("intake_connection")


def downgrade() -> None:
    raise RuntimeError("What other systems sent is not taken back: restore a backup instead.")
