"""Whether each stored score is what it says: its receipt's hash, the text of its package, its entry in the log."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms.language import NormErrors, Package, hash_of_arrays, load_package
from tenants.norms.models import NormPackage
from tenants.receipts import findings
from tenants.receipts.findings import Finding
from tenants.receipts.sources import SOURCES
from tenants.scoring.checks import LOCATED
from tenants.scoring.models import EntryScore, MonthScore

_ORPHANS: Final = text(
    f"""
    SELECT {SOURCES["entry"].key} AS key FROM entry_score
    WHERE tenant_id = :tenant AND NOT EXISTS (
        SELECT FROM work_entry AS entry WHERE entry.tenant_id = :tenant
        AND entry.id = entry_score.entry_id AND entry.work_date = entry_score.work_date
    ) ORDER BY number LIMIT {LOCATED}
    """  # noqa: S608 - this module's constants
)


async def broken_contents(session: AsyncSession) -> tuple[list[Finding], Sequence[NormPackage]]:
    """Packages whose text was changed, scores whose receipt does not hold, scores without an entry.

    Beside what was found, the packages that scores may be computed by again.
    """
    found: list[Finding] = []
    sound = []
    resting = await _resting(session)
    rows = {row.id: row for row in await _packages(session, list(resting))}
    for package_id in resting.keys() | rows.keys():
        receipts = resting.get(package_id, 0)
        row = rows.get(package_id)
        package = _sound(row) if row is not None else None
        if row is None or package is None:
            name = f"{row.name} {row.version} ({row.id})" if row is not None else str(package_id)
            found.append(findings.package_text(name, receipts))
            continue
        broken = await _broken_receipts(session, package, row.id, receipts)
        found += broken
        if receipts and not any(one.code == "PACKAGE" for one in broken):
            sound.append(row)
    keys = await session.scalars(_ORPHANS, {"tenant": tenant_of(session)})
    return found + [findings.orphan(key) for key in keys], sound


async def _resting(session: AsyncSession) -> dict[UUID, int]:
    """How many scores rest on each package."""
    counts: dict[UUID, int] = {}
    for table in (EntryScore, MonthScore):
        rows = await session.execute(
            select(table.norm_package_id, func.count())
            .where(table.tenant_id == tenant_of(session))
            .group_by(table.norm_package_id)
        )
        for package_id, count in rows:
            counts[package_id] = counts.get(package_id, 0) + count
    return counts


async def _packages(session: AsyncSession, used: Sequence[UUID]) -> Sequence[NormPackage]:
    """The packages that scores rest on, and all others whose text is settled: they may score tomorrow."""
    rows = await session.scalars(
        select(NormPackage)
        .where(
            NormPackage.tenant_id == tenant_of(session), or_(NormPackage.id.in_(used), NormPackage.status != "draft")
        )
        .execution_options(populate_existing=True)
    )
    return rows.all()


def _sound(row: NormPackage) -> Package | None:
    """The package of a row whose text, name and version are those its hash was taken of."""
    try:
        package = load_package(row.document, "norm package", row.override)
    except NormErrors:
        return None
    said = (row.name, row.version, row.document_hash.hex())
    return package if said == (package.name, package.version, package.digest) else None


async def _broken_receipts(session: AsyncSession, package: Package, package_id: UUID, resting: int) -> list[Finding]:
    """Receipts that do not hold; when none of several does, text and hash of the package were changed together."""
    found: list[Finding] = []
    broken = 0
    title = f"{package.name} {package.version}"
    for kind, query in (("entry", _entries(package)), ("month", _months(package))):
        rows = (await session.execute(query, {"tenant": tenant_of(session), "package": package_id})).all()
        broken += rows[0].total if rows else 0
        found += [findings.broken_receipt(kind, _key(row), title) for row in rows]
    if broken == resting > 1:
        return [findings.package_text(f"{title} ({package_id})", resting)]
    return found


def _key(row: Any) -> str:  # noqa: ANN401 - a row of scores
    return f"{row.subject} {row.day.isoformat()} {row.revision} {row.number}"


def _entries(package: Package) -> Select[Any]:
    table = EntryScore
    again = hash_of_arrays(package, "entry", table.inputs.expression, table.outputs.expression)
    level = package.levels["entry"]
    # Else a value could be moved from the end of one array to the beginning of the other.
    misplaced = (func.cardinality(table.inputs) != len(level.inputs)) | (
        func.cardinality(table.outputs) != len(level.formulas)
    )
    return _differing(table, table.entry_id, table.work_date, misplaced | (table.receipt_hash != again))


def _months(package: Package) -> Select[Any]:
    table, level = MonthScore, package.levels["month"]
    inputs, values = (
        cast(array([table.receipt[part][name].astext for name in names], type_=Text()), ARRAY(Text))
        for part, names in (("inputs", level.inputs), ("values", level.formulas))
    )
    again = hash_of_arrays(package, "month", inputs, values)
    return _differing(table, table.person_id, table.month, table.receipt_hash != again)


def _differing(
    table: type[EntryScore] | type[MonthScore],
    subject: Any,  # noqa: ANN401 - a mapped column
    day: Any,  # noqa: ANN401 - a mapped column
    differs: ColumnElement[bool],
) -> Select[Any]:
    """Scores of one package whose receipt does not hold; parameters `tenant`, `package`."""
    columns = (subject.label("subject"), day.label("day"), table.revision, table.number)
    return (
        select(*columns, func.count().over().label("total"))
        .where(
            table.tenant_id == bindparam("tenant"),
            table.norm_package_id == bindparam("package"),
            differs,
        )
        .order_by(table.number)
        .limit(LOCATED)
    )
