"""The rows of one tenant made rows of another: taken aside, changed where both have the same, removed, put in.

Every step is of one transaction that has both tenants for itself. Row-level security holds throughout: the rows are
read and removed as the one, and written as the other.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import enter_alone, tenant_of
from tenants.copying.lines import remove_rows
from tenants.copying.tables import TenantTable, tenant_tables

STAYS: Final[Mapping[str, str]] = {
    "statistics_part": "figures the former province released; national releases rest on them as they are",
    "tenant_settings": "told in `former_tenant`; the other's hold",
    "calendar_day": "the other's holds; both were compared",
    "ministry_scope": "provinces have none",
    "training_ground": "practice copies are the former province's, and closed before",
}
"""Tables whose rows stay with the former tenant, and why."""

ENDS: Final[Mapping[str, str]] = {
    "outbox": "jobs on their way: everything was computed before the move",
    "browser_session": "people sign in again, at the other",
    "api_token": "tokens name the former tenant; integrators are given new ones",
    "login_failure": "failed attempts of the last minutes",
    "archive_run": "archives of the former tenant: its key is not the other's",
    "identity_provider": "the other's identity provider holds",
    "account_activation": "activation codes name the former tenant; people are invited again",
    "scim_link": "names in the directory of the former tenant, which speaks to it no longer",
    "webhook_endpoint": "secrets are sealed for the former tenant; receivers are named again",
    "webhook_message": "told to the former tenant's receivers",
    "webhook_delivery": "told to the former tenant's receivers",
    "webhook_attempt": "told to the former tenant's receivers",
    "cadre_connection": "its token is sealed for the former tenant; the other's connection goes on with both's events",
    "intake_connection": "credentials are sealed for the former tenant; systems are connected again",
}
"""Tables whose rows end with the former tenant, and why."""

_NEW_CODE: Final = (
    "UPDATE moved_{table} AS m SET code = m.code || '-' || CAST(:suffix AS text)"
    " WHERE EXISTS (SELECT FROM {table} AS o WHERE o.tenant_id = :new AND o.code = m.code)"
)
_DIFFERENT_COMPETENCY: Final = (
    "EXISTS (SELECT FROM competency AS o JOIN moved_competency AS c ON c.code = o.code"
    " WHERE o.tenant_id = :new AND (o.name, o.kind, o.levels) IS DISTINCT FROM (c.name, c.kind, c.levels)"
    " AND o.code = m.{column})"
)
_CHANGES: Final = (
    _NEW_CODE.format(table="unit"),
    "UPDATE moved_unit SET number = number + :offset",
    """
    UPDATE moved_unit_place SET path = (
        SELECT string_agg(CAST(CAST(part AS integer) + :offset AS text) || '.', '' ORDER BY at)
        FROM unnest(string_to_array(rtrim(path, '.'), '.')) WITH ORDINALITY AS parts (part, at))
    """,
    """
    UPDATE moved_person AS m SET same_as = o.id FROM person AS o
    WHERE o.tenant_id = :new AND o.pin = m.pin AND o.same_as IS NULL AND m.same_as IS NULL
    """,
    """
    UPDATE moved_person AS m SET same_as = o.same_as FROM moved_person AS o
    WHERE m.same_as = o.id AND o.same_as IS NOT NULL
    """,
    # Whoever administered the former tenant is nobody's administrator for it: the other's give such roles anew.
    """
    UPDATE moved_account SET office_role = NULL, break_glass = false,
           disabled_at = coalesce(disabled_at, CASE WHEN person_id IS NULL THEN now() END)
    WHERE office_role IS NOT NULL OR break_glass OR person_id IS NULL
    """,
    """
    UPDATE moved_account AS m SET disabled_at = coalesce(m.disabled_at, now()) FROM moved_person AS p
    WHERE p.id = m.person_id AND p.same_as IS NOT NULL AND EXISTS (
        SELECT FROM account AS o WHERE o.tenant_id = :new AND o.person_id = p.same_as AND o.disabled_at IS NULL)
    """,
    """
    UPDATE moved_account AS m SET person_id = p.same_as FROM moved_person AS p
    WHERE p.id = m.person_id AND p.same_as IS NOT NULL AND m.disabled_at IS NULL
    """,
    """
    UPDATE moved_account AS m SET login = left(m.login, 80) || '.' || lower(CAST(:suffix AS text))
    WHERE EXISTS (SELECT FROM account AS o WHERE o.tenant_id = :new AND o.login = m.login)
    """,
    """
    DELETE FROM moved_linked_identity AS m USING linked_identity AS o
    WHERE o.tenant_id = :new AND o.issuer = m.issuer AND o.subject = m.subject
    """,
    _NEW_CODE.format(table="job_position"),
    _NEW_CODE.format(table="work_item"),
    "UPDATE moved_required_competency AS m"  # noqa: S608 - our own text
    " SET competency_code = m.competency_code || '-' || CAST(:suffix AS text) WHERE "
    + _DIFFERENT_COMPETENCY.format(column="competency_code"),
    "UPDATE moved_competency AS m SET code = m.code || '-' || CAST(:suffix AS text) WHERE "  # noqa: S608 - our own text
    + _DIFFERENT_COMPETENCY.format(column="code"),
    "DELETE FROM moved_competency AS m USING competency AS o WHERE o.tenant_id = :new AND o.code = m.code",
    # Keys are sealed for the former tenant: what its systems sent stays, and they are connected again as new sources.
    """
    UPDATE moved_intake_source AS m SET closed_at = coalesce(closed_at, now()), sealed_key = '', sealed_old_key = NULL,
           name = name || CASE WHEN EXISTS (SELECT FROM intake_source AS o WHERE o.tenant_id = :new AND o.name = m.name)
                          THEN ' ' || CAST(:suffix AS text) ELSE '' END
    """,
    "DELETE FROM moved_intake_rule WHERE source_id IS NULL AND unit_id IS NULL",
    "UPDATE moved_receipt_batch SET chain = coalesce(chain, CAST(:old AS integer))",
    "DELETE FROM moved_norm_pilot WHERE valid_from >= :on",
    "UPDATE moved_norm_pilot SET valid_to = least(valid_to, CAST(:on AS date))",
    """
    DELETE FROM moved_evaluation_period AS m WHERE status <> 'finished'
    AND NOT EXISTS (SELECT FROM moved_sheet AS s WHERE s.period_id = m.id)
    """,
    """
    DELETE FROM moved_period_rule AS m WHERE valid_from >= :on
    AND NOT EXISTS (SELECT FROM moved_evaluation_period AS p WHERE p.rule_id = m.id)
    """,
    "UPDATE moved_period_rule SET valid_to = :on WHERE valid_from < :on AND (valid_to IS NULL OR valid_to > :on)",
)
"""How rows change on the way, in this order. What scores, receipts and links rest on, ids above all, stays as it is."""


async def take_aside(session: AsyncSession) -> list[TenantTable]:
    """Every row of the session's tenant that moves, in temporary tables of this transaction; the tables, in order."""
    tables = [table for table in await tenant_tables(session) if table.name not in {*STAYS, *ENDS}]
    for table in tables:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        await session.execute(
            text(
                f"CREATE TEMPORARY TABLE moved_{table.name} ON COMMIT DROP AS"  # noqa: S608 - names of the catalogue
                f' SELECT {columns} FROM "{table.name}" WHERE tenant_id = :tenant'
            ),
            {"tenant": tenant_of(session)},
        )
    return tables


async def remove_all(session: AsyncSession) -> None:
    """Remove what was taken aside, and what ends, from the session's tenant, children first."""
    for table in reversed(await tenant_tables(session)):
        if table.name not in STAYS:
            await remove_rows(session, table)


async def change(session: AsyncSession, values: Mapping[str, Any], tables: Sequence[TenantTable]) -> None:
    """Change what was taken aside so that it fits the session's tenant.

    `values` are `old` and `new` (numbers of tenants), `on`, `suffix`, `offset` (added to units' numbers) and `base`
    (added to the marks of former tenants).
    """
    for statement in _CHANGES:
        await session.execute(text(statement), _used(statement, values))
    for table in tables:
        if any(column.name == "former" for column in table.columns):
            statement = f"UPDATE moved_{table.name} SET former = former + :base"  # noqa: S608 - of the catalogue
            await session.execute(text(statement), {"base": values["base"]})
            if table.name == "former_tenant":
                shifted = (
                    "UPDATE moved_former_tenant SET first_unit = first_unit + :offset, last_unit = last_unit + :offset"
                )
                await session.execute(text(shifted), {"offset": values["offset"]})


async def put_in(session: AsyncSession, tables: Sequence[TenantTable]) -> int:
    """Insert what was taken aside as rows of the session's tenant, parents first; how many."""
    rows = 0
    for table in tables:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        done = await session.execute(
            text(
                f'INSERT INTO "{table.name}" (tenant_id, {columns}) OVERRIDING SYSTEM VALUE'  # noqa: S608 - as above
                f" SELECT :tenant, {columns} FROM moved_{table.name}"
            ),
            {"tenant": tenant_of(session)},
        )
        rows += cast("CursorResult[Any]", done).rowcount
    return rows


async def alone_as(session: AsyncSession, tenant_id: int) -> None:
    """Be a tenant that this transaction has for itself already."""
    await session.flush()
    session.expunge_all()
    await enter_alone(session, tenant_id)


def _used(statement: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if f":{name}" in statement}
