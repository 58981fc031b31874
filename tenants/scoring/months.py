"""The month's score of persons: one statement for all who wait, a new revision only where something changed."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, array, distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.language import Package, compile_chain, with_receipts
from tenants.norms.queries import parsed
from tenants.norms.reigns import reigning
from tenants.scoring.actions import SCORING_LOCK
from tenants.scoring.models import MonthScore
from tenants.scoring.month_sources import month_entries, month_facts
from tenants.scoring.standing import reigned_persons
from tenants.tables import table_of
from tenants.worklogs.models import PendingMonth

TENANT: Final = bindparam("tenant", type_=Integer)
PACKAGE: Final = bindparam("package", type_=Uuid)
CORRECTION: Final = bindparam("correction", type_=Uuid)
MONTH: Final = bindparam("month", type_=Date)
LONGEST_MONTH: Final = 31


async def score(session: AsyncSession) -> int:
    """Score every person's month that waits, by the package of its last day in the person's unit; how many were taken.

    A running month is scored as it stands; without general criteria its total and class are missing.
    """
    tenant = tenant_of(session)
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock, :t)"), {"lock": SCORING_LOCK + 1, "t": tenant})
    waiting = await session.execute(
        select(PendingMonth.month, func.count())
        .where(PendingMonth.tenant_id == tenant)
        .group_by(PendingMonth.month)
        .order_by(PendingMonth.month)
    )
    taken = 0
    for month, count in waiting.all():
        await _score_month(session, month)
        left = await session.scalar(
            select(func.count()).where(PendingMonth.tenant_id == tenant, PendingMonth.month == month)
        )
        taken += max(int(count) - int(left or 0), 0)
    return taken


async def _score_month(session: AsyncSession, month: date) -> None:
    last = _last_day(month)
    values = {"tenant": tenant_of(session), "month": month, "since": last, "until": last + timedelta(days=1)}
    elsewhere = await reigning(session, last, last)
    for reign in elsewhere:
        statement = score_reigned_month(reign.package.document, reign.package.override)
        own = {"package": reign.package.id, "correction": reign.norm_correction_id}
        await session.execute(statement, values | own)
    package = await norms.in_force(session, last)
    if package is not None:
        statement = score_month(package.document, package.override, spare_reigns=bool(elsewhere))
        await session.execute(statement, values | {"package": package.id, "correction": None})


def _last_day(month: date) -> date:
    following = date.fromordinal(month.toordinal() + LONGEST_MONTH).replace(day=1)
    return date.fromordinal(following.toordinal() - 1)


@lru_cache(maxsize=64)
def score_month(document: str, override: str | None, *, spare_reigns: bool) -> Insert:
    """Take the waiting persons of one month, compute from entry to month, and insert what differs from before.

    Parameters: `tenant`, `month`, `package`, `correction` (none), and the month's last day as `since` and `until`;
    with `spare_reigns` those whom `score_reigned_month` scores are left aside.
    """
    if not spare_reigns:
        return _scoring(parsed(document, override))
    elsewhere = reigned_persons()
    return _scoring(parsed(document, override), PendingMonth.person_id.not_in(select(elsewhere.c.person_id)))


@lru_cache(maxsize=64)
def score_reigned_month(document: str, override: str | None) -> Insert:
    """The same for those whose unit lies, on the month's last day, where the package reigns by pilot or correction."""
    here = reigned_persons()
    persons = select(here.c.person_id).where(
        here.c.norm_package_id == PACKAGE, here.c.norm_correction_id.is_not_distinct_from(CORRECTION)
    )
    return _scoring(parsed(document, override), PendingMonth.person_id.in_(persons))


def _scoring(package: Package, *conditions: ColumnElement[bool]) -> Insert:
    chosen = (
        delete(table_of(PendingMonth))
        .where(PendingMonth.tenant_id == TENANT, PendingMonth.month == MONTH, *conditions)
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
        .where(MonthScore.tenant_id == TENANT, MonthScore.month == MONTH)
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
            CORRECTION.label("norm_correction_id"),
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
