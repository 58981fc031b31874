"""The quarters a run covers whole: the quarter level of a package over the months, as scored and as replayed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, cast, literal, literal_column, select, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import draft_of, kept_package
from tenants.lab.rules import months, whole_quarters
from tenants.norms.language import Package, Source, compile_chain
from tenants.scoring.models import MonthScore
from tenants.tables import table_of

QUARTER: Final = "quarter"
# The row of a quarter: where the person stood in its last month, sums of its months, nothing of its own yet.
QUARTER_ROWS: Final = text(
    """
    INSERT INTO lab_result (tenant_id, run_id, grain, start, person_id, unit_id, agency_id, position_group, rank,
                            before_package_id, before_points, entries, after_points, refused)
    SELECT last.tenant_id, last.run_id, 'quarter', CAST(:start AS date), last.person_id, last.unit_id, last.agency_id,
           last.position_group, last.rank, scored.package_id, sums.before_points, sums.entries, sums.after_points,
           sums.refused
    FROM (
        SELECT DISTINCT ON (person_id) * FROM lab_result
        WHERE tenant_id = :tenant AND run_id = :run AND grain = 'month' AND start BETWEEN :start AND :last
        ORDER BY person_id, start DESC
    ) AS last
    JOIN (
        SELECT person_id, sum(before_points) AS before_points, sum(entries) AS entries,
               sum(after_points) AS after_points, sum(refused) AS refused
        FROM lab_result
        WHERE tenant_id = :tenant AND run_id = :run AND grain = 'month' AND start BETWEEN :start AND :last
        GROUP BY person_id
    ) AS sums USING (person_id)
    LEFT JOIN (
        SELECT DISTINCT ON (person_id) person_id, before_package_id AS package_id FROM lab_result
        WHERE tenant_id = :tenant AND run_id = :run AND grain = 'month' AND start BETWEEN :start AND :last
          AND before_package_id IS NOT NULL
        ORDER BY person_id, start DESC
    ) AS scored USING (person_id)
    """
)


def has_quarter(package: Package) -> bool:
    """Whether a package says what a person's quarter is: total and class over the months."""
    level = package.levels.get(QUARTER)
    return (
        level is not None and not level.inputs and level.over == "month" and {"total", "rating"} <= set(level.formulas)
    )


def months_after(draft: Package, run: LabRun, first: date, last: date) -> Select[Any]:
    """Months as replayed, with every input and formula of the draft's month level as a column."""
    level = draft.levels["month"]
    inputs = (LabResult.after_inputs[place].label(name) for place, name in enumerate(level.inputs, 1))
    outputs = (LabResult.after_outputs[place].label(name) for place, name in enumerate(level.formulas, 1))
    return select(*_keys(first), *inputs, *outputs).where(*_rows(run, first, last))


def months_before(rule: Package, run: LabRun, first: date, last: date) -> Select[Any]:
    """Months as scored, with every name of a package's month level as their receipts hold it."""
    level = rule.levels["month"]
    inputs = (_told("inputs", name) for name in level.inputs)
    values = (_told("values", name) for name in level.formulas)
    return (
        select(*_keys(first), *inputs, *values)
        .join(
            MonthScore,
            (MonthScore.tenant_id == LabResult.tenant_id)
            & (MonthScore.person_id == LabResult.person_id)
            & (MonthScore.month == LabResult.start)
            & (MonthScore.revision == LabResult.before_revision),
        )
        .where(*_rows(run, first, last))
    )


def _told(part: str, name: str) -> ColumnElement[Any]:
    told: ColumnElement[Any] = cast(MonthScore.receipt, JSONB)[part][name].astext
    return told.label(name)


def _keys(first: date) -> tuple[ColumnElement[Any], ...]:
    return (
        LabResult.person_id.label("person"),
        LabResult.agency_id.label("unit"),
        LabResult.start.label("month"),
        literal(first, Date).label("quarter"),
        LabResult.before_package_id.label("package_id"),
    )


def _rows(run: LabRun, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (
        LabResult.tenant_id == run.tenant_id,
        LabResult.run_id == run.id,
        LabResult.grain == literal_column("'month'"),
        LabResult.start.between(first, last),
    )


async def add_quarters(session: AsyncSession, run: LabRun) -> None:
    """Write the whole quarters of a run whose draft has a quarter level.

    Before stands what the package that scored a person's last month makes of the months as scored; nothing where that
    package has no quarter.
    """
    draft = await draft_of(run)
    if not has_quarter(draft):
        return
    for start in whole_quarters(months(run.first_month, run.last_month)):
        last = date(start.year, start.month + 2, 1)
        values = {"tenant": tenant_of(session), "run": run.id, "start": start, "last": last}
        await session.execute(QUARTER_ROWS, values)
        await _write(session, run, start, draft, months_after(draft, run, start, last), "after")
        for package_id in await packages_before(session, run, QUARTER, start):
            rule = await kept_package(session, package_id)
            if has_quarter(rule):
                rows = months_before(rule, run, start, last)
                await _write(session, run, start, rule, rows, "before", package_id)


async def packages_before(session: AsyncSession, run: LabRun, grain: str, start: date) -> Sequence[UUID]:
    """The packages by which a period's persons were scored."""
    found = await session.scalars(
        select(LabResult.before_package_id)
        .where(
            LabResult.tenant_id == run.tenant_id,
            LabResult.run_id == run.id,
            LabResult.grain == grain,
            LabResult.start == start,
            LabResult.before_package_id.is_not(None),
        )
        .distinct()
        .order_by(LabResult.before_package_id)
    )
    return [package_id for package_id in found if package_id is not None]


async def _write(
    session: AsyncSession,
    run: LabRun,
    start: date,
    rule: Package,
    rows: Select[Any],
    side: str,
    package_id: UUID | None = None,
) -> None:
    """Compute a quarter from the rows of its months and write total and class to one side of its results."""
    quarter = compile_chain(rule, QUARTER, {"month": Source(rows, stored=True, fenced=True)}).subquery("quarters")
    of_package = true() if package_id is None else LabResult.before_package_id == literal(package_id, Uuid)
    await session.execute(
        table_of(LabResult)
        .update()
        .values({f"{side}_total": quarter.c.total, f"{side}_rating": quarter.c.rating})
        .where(
            LabResult.tenant_id == run.tenant_id,
            LabResult.run_id == run.id,
            LabResult.grain == literal_column("'quarter'"),
            LabResult.start == start,
            LabResult.person_id == quarter.c.person,
            of_package,
        )
    )
