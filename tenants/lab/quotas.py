"""The effect on the quota (tỷ lệ xếp loại xuất sắc): how many HTXS stand above it, before and after."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import draft_of, kept_package
from tenants.lab.quarters import months_after, months_before, packages_before
from tenants.norms.language import Package, Source, compile_chain

UNIT: Final = "unit"
HIGHEST: Final = "HTXS"
NOWHERE: Final = UUID(int=0)


@dataclass
class Quota:
    """Agencies counted, how many persons their quotas allow, how many are HTXS, how many above and in how many."""

    agencies: int = 0
    allowed: int = 0
    highest: int = 0
    above: int = 0
    agencies_above: int = 0


def has_quota(package: Package) -> bool:
    """Whether a package says how many of a unit may be HTXS in a month."""
    level = package.levels.get(UNIT)
    return (
        level is not None
        and level.over == "month"
        and not level.inputs
        and set(level.by) == {"unit", "month"}
        and "quota" in level.formulas
    )


async def effect(session: AsyncSession, run: LabRun, month: date) -> dict[str, dict[str, int]] | None:
    """The quota of each agency in a month, added up; nothing where the draft has no quota.

    Before, each package that scored the month is asked for its own quota, and where it has none, the draft for its.
    """
    draft = await draft_of(run)
    if not has_quota(draft):
        return None
    before = Quota()
    for package_id in await packages_before(session, run, month, month):
        kept = await kept_package(session, package_id)
        rule = kept if has_quota(kept) else draft
        rows = months_before(rule, run, month, month).where(LabResult.before_package_id == package_id)
        found = await _counted(session, rule, rows, LabResult.before_rating, run, month)
        before = Quota(**{name: value + getattr(found, name) for name, value in asdict(before).items()})
    after = await _counted(session, draft, months_after(draft, run, month, month), LabResult.after_rating, run, month)
    return {"before": asdict(before), "after": asdict(after)}


async def _counted(
    session: AsyncSession,
    rule: Package,
    rows: Select[Any],
    rating: InstrumentedAttribute[str | None],
    run: LabRun,
    month: date,
) -> Quota:
    """One rule over one set of months."""
    chain = compile_chain(rule, UNIT, {"month": Source(rows, stored=True, fenced=True)}).subquery("units")
    classes = (
        rows.with_only_columns(
            LabResult.agency_id.label("unit"),
            func.count().filter(rating == literal_column(f"'{HIGHEST}'")).label("highest"),
        )
        .group_by(LabResult.agency_id)
        .subquery("classes")
    )
    quota = func.coalesce(chain.c.quota, 0)
    above: ColumnElement[Any] = func.greatest(classes.c.highest - quota, 0)
    row = (
        await session.execute(
            select(
                func.count(), func.sum(quota), func.sum(classes.c.highest), func.sum(above),
                func.count().filter(above > 0),
            ).select_from(chain).join(classes, _known(chain.c.unit) == _known(classes.c.unit))
        )
    ).one()  # fmt: skip
    return Quota(*(int(value or 0) for value in row))


def _known(unit: ColumnElement[Any]) -> ColumnElement[Any]:
    """Persons without a unit are counted together; equality, unlike `IS NOT DISTINCT FROM`, can be hashed."""
    return func.coalesce(unit, NOWHERE)
