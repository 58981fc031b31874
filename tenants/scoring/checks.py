"""Holding the stored scores against the log: every newest score computed again from its entry, value for value."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.language import Package, compile_chain, with_receipts
from tenants.norms.models import NormPackage
from tenants.norms.reigns import reigns
from tenants.scoring.models import EntryScore, RefusedScore
from tenants.scoring.sources import KEPT, entry_rows
from tenants.worklogs.models import PendingScore, WorkEntry


@dataclass(frozen=True)
class WrongScore:
    """An entry whose stored score is not what the log and its package give, or that has none and does not wait.

    The problem is `differs`, `package` (scored by another than the law of its day and unit) or `missing`.
    """

    entry_id: UUID
    revision: int
    problem: str


async def differences(session: AsyncSession) -> list[WrongScore]:
    """Scores that differ from a recomputation or rest on another package than the law of their day and unit.

    And verified entries that are neither scored nor waiting nor refused.
    """
    packages = await session.scalars(
        select(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.status != "draft")
        .order_by(NormPackage.valid_from, NormPackage.id)
    )
    found = [*await _unscored(session), *await unlawful(session)]
    for package in packages.all():
        rows = await session.execute(_recomputed(norms.package_of(package), package.id), {"tenant": tenant_of(session)})
        found += [WrongScore(row.entry_id, row.entry_revision, "differs") for row in rows]
    return found


async def unlawful(session: AsyncSession) -> list[WrongScore]:
    """Newest scores by another package than the one in force on the entry's day in its unit, as the tree stands now."""
    reign, table = reigns(), NormPackage
    lawful = func.coalesce(reign.c.norm_package_id, table.id)
    rows = await session.execute(
        select(EntryScore.entry_id, EntryScore.revision)
        .join(
            WorkEntry,
            (WorkEntry.tenant_id == EntryScore.tenant_id)
            & (WorkEntry.id == EntryScore.entry_id)
            & (WorkEntry.work_date == EntryScore.work_date)
            & (WorkEntry.revision == EntryScore.revision),
        )
        .outerjoin(
            reign,
            (reign.c.unit_id == EntryScore.unit_id)
            & (reign.c.first <= EntryScore.work_date)
            & (reign.c.after > EntryScore.work_date),
        )
        .outerjoin(
            table,
            (table.tenant_id == EntryScore.tenant_id)
            & table.status.in_(("published", "superseded"))
            & (table.valid_from <= EntryScore.work_date)
            & (table.valid_to.is_(None) | (table.valid_to > EntryScore.work_date)),
        )
        .where(EntryScore.tenant_id == tenant_of(session), lawful.is_distinct_from(EntryScore.norm_package_id)),
        {"tenant": tenant_of(session), "since": date.min, "until": date.max},
    )
    return [WrongScore(row.entry_id, row.revision, "package") for row in rows]


async def _unscored(session: AsyncSession) -> list[WrongScore]:
    def known(table: type[EntryScore] | type[PendingScore] | type[RefusedScore]) -> Any:  # noqa: ANN401 - EXISTS
        return (
            select(table.entry_id)
            .where(
                table.tenant_id == WorkEntry.tenant_id,
                table.entry_id == WorkEntry.id,
                table.revision == WorkEntry.revision,
            )
            .exists()
        )

    rows = await session.execute(
        select(WorkEntry.id, WorkEntry.revision).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.status == "verified",
            ~or_(known(EntryScore), known(PendingScore), known(RefusedScore)),
        )
    )
    return [WrongScore(row.id, row.revision, "missing") for row in rows]


def _recomputed(package: Package, package_id: UUID) -> Select[Any]:
    """The scores of one package at the entries' present revision whose recomputed receipt hash or points differ."""
    scores = (
        select(EntryScore.tenant_id, EntryScore.entry_id, EntryScore.work_date, EntryScore.revision)
        .where(EntryScore.tenant_id == bindparam("tenant", type_=Integer), EntryScore.norm_package_id == package_id)
        .cte("scores")
    )
    chain = compile_chain(package, "entry", {"entry": entry_rows(package, scores)}, keep=KEPT, fenced=True)
    again = with_receipts(package, "entry", chain).subquery("again")
    return (
        select(again.c.entry_id, again.c.entry_revision)
        .join(
            EntryScore,
            (EntryScore.tenant_id == bindparam("tenant", type_=Integer))
            & (EntryScore.entry_id == again.c.entry_id)
            & (EntryScore.work_date == again.c.entry_date)
            & (EntryScore.revision == again.c.entry_revision),
        )
        .where(
            (EntryScore.receipt_hash != again.c["_hash"])
            | EntryScore.outputs.is_distinct_from(again.c["_outputs"])
            | EntryScore.inputs.is_distinct_from(again.c["_inputs"])
            | (EntryScore.points != func.coalesce(again.c.points, 0))
        )
    )
