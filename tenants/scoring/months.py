"""The month's score of persons: one statement for all who wait, a new revision only where something changed."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import CTE, Date, Integer, Select, Text, Uuid, bindparam, cast, delete, func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY, array, distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.language import Package, compile_chain, with_receipts
from tenants.norms.queries import parsed
from tenants.scoring.actions import SCORING_LOCK
from tenants.scoring.models import MonthScore
from tenants.scoring.month_sources import month_entries, month_facts
from tenants.tables import table_of
from tenants.worklogs.models import PendingMonth

TENANT: Final = bindparam("tenant", type_=Integer)
PACKAGE: Final = bindparam("package", type_=Uuid)
LONGEST_MONTH: Final = 31


async def score(session: AsyncSession) -> int:
    """Score every person's month that waits, by the package in force on its last day; how many were taken.

    A running month is scored as it stands; without general criteria its total and class are missing.
    """
    tenant = tenant_of(session)
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock, :t)"), {"lock": SCORING_LOCK + 1, "t": tenant})
    waiting = await session.scalars(
        select(PendingMonth.month).where(PendingMonth.tenant_id == tenant).distinct().order_by(PendingMonth.month)
    )
    taken = 0
    for month in waiting.all():
        package = await norms.in_force(session, _last_day(month))
        if package is not None:
            values = {"tenant": tenant, "package": package.id, "month": month}
            taken += int(
                await session.scalar(
                    select(func.count())
                    .select_from(PendingMonth)
                    .where(PendingMonth.tenant_id == tenant, PendingMonth.month == month)
                )
                or 0
            )
            await session.execute(score_month(package.document), values)
    return taken


def _last_day(month: date) -> date:
    following = date.fromordinal(month.toordinal() + LONGEST_MONTH).replace(day=1)
    return date.fromordinal(following.toordinal() - 1)


@lru_cache(maxsize=64)
def score_month(document: str) -> Insert:
    """Take the waiting persons of one month, compute from entry to month, and insert what differs from before."""
    package = parsed(document)
    chosen = (
        delete(table_of(PendingMonth))
        .where(PendingMonth.tenant_id == TENANT, PendingMonth.month == bindparam("month", type_=Date))
        .returning(PendingMonth.tenant_id, PendingMonth.person_id, PendingMonth.month)
        .cte("chosen")
    )
    chain = compile_chain(
        package,
        "month",
        {"entry": month_entries(package, chosen), "month": month_facts(package, chosen)},
        fenced=True,
    )
    scored = with_receipts(package, "month", chain).cte("scored_months")
    changed = _changed(package, scored)
    return insert(table_of(MonthScore)).from_select([column.name for column in changed.selected_columns], changed)


def _changed(package: Package, scored: CTE) -> Select[Any]:
    last = (
        select(MonthScore.person_id, MonthScore.month, MonthScore.revision, MonthScore.receipt_hash)
        .where(MonthScore.tenant_id == TENANT, MonthScore.month == bindparam("month", type_=Date))
        .ext(distinct_on(MonthScore.person_id))
        .order_by(MonthScore.person_id, MonthScore.revision.desc())
        .subquery("last")
    )
    return (
        select(
            TENANT.label("tenant_id"),
            scored.c.person.label("person_id"),
            scored.c.month,
            (func.coalesce(last.c.revision, 0) + 1).label("revision"),
            PACKAGE.label("norm_package_id"),
            scored.c.results,
            scored.c.total,
            scored.c.rating,
            _receipt(package, scored).label("receipt"),
            scored.c["_hash"].label("receipt_hash"),
        )
        .select_from(scored)
        .outerjoin(last, (last.c.person_id == scored.c.person) & (last.c.month == scored.c.month))
        .where(last.c.receipt_hash.is_distinct_from(scored.c["_hash"]))
    )


def _receipt(package: Package, scored: CTE) -> Any:  # noqa: ANN401 - a jsonb expression
    level = package.levels["month"]
    return func.jsonb_build_object(
        literal("package", Text), literal(package.name, Text),
        literal("version", Text), literal(package.version, Text),
        literal("inputs", Text), func.jsonb_object(_names(level.inputs), scored.c["_inputs"]),
        literal("values", Text), func.jsonb_object(_names(level.formulas), scored.c["_outputs"]),
        literal("hash", Text), func.encode(scored.c["_hash"], literal("hex", Text)),
    )  # fmt: skip


def _names(names: Any) -> Any:  # noqa: ANN401 - keys of a mapping, an array expression
    return cast(array([literal(name, Text) for name in names], type_=Text()), ARRAY(Text))
