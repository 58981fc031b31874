"""A sample of stored scores, computed again by the reference evaluator in `Decimal` and by the stand-alone verifier."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import Database, tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.norms import queries as norms
from tenants.norms.language import Package, accepted, canonical, evaluate, from_canonical, receipt_hash
from tenants.norms.models import NormPackage
from tenants.scoring import receipts, verifier
from tenants.scoring.models import EntryScore, MonthScore
from tenants.scoring.sources import entry_rows
from tenants.worklogs.models import WorkEntry

LEVEL: Final = "entry"
ROOT: Final = text("SELECT unit_id, path FROM unit_place WHERE tenant_id = :tenant AND parent_id IS NULL")


async def scores(session: AsyncSession, wanted: int) -> Sequence[EntryScore]:
    """So many stored scores, spread evenly over all that were ever written."""
    tenant = EntryScore.tenant_id == tenant_of(session)
    numbers = (await session.scalars(select(EntryScore.number).where(tenant).order_by(EntryScore.number))).all()
    step = max(1, len(numbers) // wanted)
    chosen = numbers[step // 2 :: step][:wanted]
    return (await session.scalars(select(EntryScore).where(tenant, EntryScore.number.in_(chosen)))).all()


async def by_reference(session: AsyncSession, sample: Sequence[EntryScore]) -> int:
    """How many scores the reference evaluator gives otherwise: from the log, or a replaced one from its inputs."""
    wrong = 0
    for package_id in {score.norm_package_id for score in sample}:
        row = await session.get_one(NormPackage, (tenant_of(session), package_id))
        package = norms.package_of(row)
        mine = [score for score in sample if score.norm_package_id == package_id]
        logged = await _logged(session, package, mine)
        names = list(package.levels[LEVEL].inputs)
        for score in mine:
            found = logged.get((score.entry_id, score.revision))
            if found is None:
                found = from_canonical(package, LEVEL, names, score.inputs)
            wrong += not _agrees(package, score, found)
    return wrong


async def _logged(
    session: AsyncSession, package: Package, sample: Sequence[EntryScore]
) -> dict[tuple[Any, int], Mapping[str, Any]]:
    """The facts of the log by entry and revision."""
    chosen = (
        select(WorkEntry.tenant_id, WorkEntry.id.label("entry_id"), WorkEntry.work_date, WorkEntry.revision)
        .where(WorkEntry.tenant_id == tenant_of(session), WorkEntry.id.in_([score.entry_id for score in sample]))
        .subquery("chosen")
    )
    rows = (await session.execute(entry_rows(package, chosen))).mappings()
    names = package.levels[LEVEL].inputs
    return {(row["entry_id"], row["entry_revision"]): {name: row[name] for name in names} for row in rows}


def _agrees(package: Package, score: EntryScore, facts: Mapping[str, Any]) -> bool:
    level = package.levels[LEVEL]
    inputs = accepted(level, facts)
    values = {**inputs, **evaluate(package, LEVEL, {**inputs, "of": []})}
    return (
        [canonical(values[name]) or None for name in level.inputs] == score.inputs
        and [canonical(values[name]) or None for name in level.formulas] == score.outputs
        and receipt_hash(package, LEVEL, values) == score.receipt_hash
    )


async def by_verifier(db: Database, tenant: int, sample: Sequence[EntryScore]) -> int:
    """How many receipt documents, read as the head of the province reads them, the verifier does not find in order."""
    wrong = 0
    for score in sample:
        async with db.tenant(tenant) as session:
            caller = await _head(session)
            document = await receipts.document(session, caller, score.entry_id, on=today(), revision=score.revision)
        wrong += not all(one.agrees for one in verifier.verify(document))
    return wrong


async def months_by_verifier(db: Database, tenant: int, wanted: int) -> tuple[int, int]:
    """How many months' documents were made, and how many of them the verifier does not find in order."""
    async with db.tenant(tenant) as session:
        rows = (
            await session.execute(
                select(MonthScore.person_id, MonthScore.month)
                .where(MonthScore.tenant_id == tenant)
                .distinct()
                .order_by(MonthScore.month, MonthScore.person_id)
            )
        ).all()
    chosen = rows[:: max(1, len(rows) // wanted)][:wanted]
    wrong = 0
    for row in chosen:
        async with db.tenant(tenant) as session:
            caller = await _head(session)
            document = await receipts.month_document(session, caller, row.person_id, row.month, on=today())
        wrong += not all(one.agrees for one in verifier.verify(document))
    return len(chosen), wrong


async def _head(session: AsyncSession) -> Caller:
    tenant = tenant_of(session)
    root = (await session.execute(ROOT, {"tenant": tenant})).one()
    return Caller(tenant, "province", uuid7(), uuid7(), (RoleHeld("province_head", root.unit_id, root.path),))
