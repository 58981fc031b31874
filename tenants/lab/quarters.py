"""The quarters a run covers whole: the quarter level of a package over the months, as scored and as replayed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    cast,
    literal,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert

from kernel.database import tenant_of
from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import draft_of, kept_package
from tenants.lab.rules import months, whole_quarters
from tenants.norms.language import Package, Source, compile_chain
from tenants.scoring.models import MonthScore
from tenants.tables import EXACT, table_of

QUARTER: Final = "quarter"
# The row of a quarter: where the person stood in its last month, and the sums of its months.
PEOPLE: Final = text(
    """
    SELECT last.person_id, last.unit_id, last.agency_id, last.position_group, last.rank, scored.package_id,
           sums.before_points, sums.entries, sums.after_points, sums.refused
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
).columns(
    person_id=Uuid, unit_id=Uuid, agency_id=Uuid, position_group=Text, rank=Text, package_id=Uuid,
    before_points=EXACT, entries=Integer, after_points=EXACT, refused=Integer,
)  # fmt: skip


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
        rules = {one: await kept_package(session, one) for one in await packages_before(session, run, start, last)}
        before = {one: months_before(rule, run, start, last) for one, rule in rules.items() if has_quarter(rule)}
        found = [_quarters(rules[one], rows, one) for one, rows in before.items()]
        after = _quarters(draft, months_after(draft, run, start, last), None)
        values = {"tenant": tenant_of(session), "run": run.id, "start": start, "last": last}
        await session.execute(_inserted(run, start, after, found), values)


async def packages_before(session: AsyncSession, run: LabRun, first: date, last: date) -> Sequence[UUID]:
    """The packages by which the persons of a run were scored in some months."""
    found = await session.scalars(
        select(LabResult.before_package_id)
        .where(*_rows(run, first, last), LabResult.before_package_id.is_not(None))
        .distinct()
        .order_by(LabResult.before_package_id)
    )
    return [package_id for package_id in found if package_id is not None]


def _quarters(rule: Package, rows: Select[Any], package_id: UUID | None) -> Select[Any]:
    """Total and class of each person's quarter, from the rows of its months."""
    quarter = compile_chain(rule, QUARTER, {"month": Source(rows, stored=True, fenced=True)}).subquery()
    package = literal(package_id, Uuid).label("package_id")
    return select(quarter.c.person.label("person_id"), package, quarter.c.total, quarter.c.rating)


def _inserted(run: LabRun, start: date, after_draft: Select[Any], as_scored: Sequence[Select[Any]]) -> Insert:
    people, after = PEOPLE.subquery("people"), after_draft.subquery("after_draft")
    joined = people.join(after, after.c.person_id == people.c.person_id)
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": literal(run.tenant_id),
        "run_id": literal(run.id),
        "grain": literal_column("'quarter'"),
        "start": literal(start),
        **{name: people.c[name] for name in _AS_THEY_ARE},
        "before_package_id": people.c.package_id,
        "after_total": after.c.total,
        "after_rating": after.c.rating,
    }
    if as_scored:
        before = union_all(*as_scored).subquery("as_scored")
        columns |= {"before_total": before.c.total, "before_rating": before.c.rating}
        same = (before.c.person_id == people.c.person_id) & (before.c.package_id == people.c.package_id)
        joined = joined.outerjoin(before, same)
    return table_of(LabResult).insert().from_select(list(columns), select(*columns.values()).select_from(joined))


_AS_THEY_ARE: Final = (
    "person_id", "unit_id", "agency_id", "position_group", "rank", "before_points", "entries", "after_points",
    "refused",
)  # fmt: skip
