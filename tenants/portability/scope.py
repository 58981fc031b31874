"""What an archive holds of a tenant, and what it leaves out, each with its reason."""

from collections.abc import Mapping
from typing import Final

from psycopg import sql

from tenants.copying.tables import Column, TenantTable

LEFT_OUT: Final[Mapping[str, str]] = {
    "outbox": "jobs on their way to this installation's queue; whoever imports asks for them again from what waits",
    "browser_session": "sign-ins of browsers here; people sign in again",
    "api_token": "tokens name this installation's number of the tenant; integrators are given new ones",
    "login_failure": "failed attempts of the last minutes, for limiting them here",
    "account_activation": "activation links name this installation; people are invited again",
    "training_ground": "the number of the practice copy on this installation, which stays behind as well",
    "archive_run": "requests for archives, which would tell of themselves",
}
"""Tables that stay behind, by name."""

KEPT_BY_RESTORE: Final = frozenset({"audit_event", "audit_day", "archive_run"})
"""Tables a restore never takes back: the trail is appended to, and says that there was a restore."""

_TOLD: Final[Mapping[str, Mapping[str, sql.SQL]]] = {
    "receipt_batch": {"chain": sql.SQL("coalesce(kept.chain, kept.tenant_id)")},
}


def archived(table: TenantTable) -> TenantTable | None:
    """The part of a table that is archived; nothing where all of it stays behind."""
    if table.name in LEFT_OUT:
        return None
    return table.without(column.name for column in table.columns if is_sealed(column))


def is_sealed(column: Column) -> bool:
    """Whether a column holds secrets sealed with an installation's keys for one tenant number (`sealed_secret`).

    Nobody else can open them, so they stay behind, and are entered again elsewhere.
    """
    return column.name.startswith("sealed_") and column.type in ("text", "bytea")


def told(table: TenantTable) -> Mapping[str, sql.SQL]:
    """Columns that are archived otherwise than they are stored.

    A batch of receipts was linked under the number of its tenant, which is another one elsewhere.
    """
    return _TOLD.get(table.name, {})


def unsealed(table: TenantTable) -> Mapping[str, sql.SQL]:
    """What stands in for sealed columns that must not be null: a text no seal opens, so that it is asked for again."""
    return {column.name: sql.SQL("''") for column in table.columns if is_sealed(column) and column.required}
