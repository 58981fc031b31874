"""Quarters and years of persons over their months, and what a month, quarter or year gave them, asked for alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.language.numbers import quotient
from tenants.norms.models import NormPackage
from tenants.norms.reigns import reigning
from tenants.scoring.models import MonthScore, PeriodScore
from tenants.scoring.months import hold
from tenants.scoring.period_statements import Where, period_package, score_period
from tenants.scoring.periods import QUARTER, YEAR, last_day, of_quarters, quarters_of

WORK_MEM: Final = text("SET LOCAL work_mem = '64MB'")
_STALE: Final = text(
    """
    SELECT scored.person_id
    FROM (SELECT person_id, max(number) AS number FROM month_score
          WHERE tenant_id = :tenant AND month BETWEEN :begin AND :last AND person_id = ANY (CAST(:people AS uuid[]))
          GROUP BY person_id) AS scored
    LEFT JOIN LATERAL (
        SELECT through FROM period_score AS known
        WHERE known.tenant_id = :tenant AND known.person_id = scored.person_id AND known.kind = :kind
          AND known.start = :first
        ORDER BY revision DESC LIMIT 1) AS known ON true
    WHERE known.through IS NULL OR known.through < scored.number
    """
)
# What a period's months say beside its own score: general criteria of those that count, and whether all are frozen.
_MONTHS: Final = text(
    """
    WITH newest AS (
        SELECT DISTINCT ON (person_id, month) person_id, month, total, receipt #>> '{inputs,general}' AS general
        FROM month_score
        WHERE tenant_id = :tenant AND month BETWEEN :first AND :last AND person_id = ANY (CAST(:people AS uuid[]))
        ORDER BY person_id, month, revision DESC
    )
    SELECT person_id, sum(CAST(general AS numeric)) FILTER (WHERE total IS NOT NULL) AS general,
           count(general) FILTER (WHERE total IS NOT NULL) AS months,
           bool_and(EXISTS (
               SELECT FROM frozen_month AS frozen
               WHERE frozen.tenant_id = :tenant AND frozen.person_id = newest.person_id
                 AND frozen.month = newest.month)) AS frozen
    FROM newest GROUP BY person_id
    """
)


@dataclass(frozen=True)
class PeriodResult:
    """A person's newest score of a month, quarter or year.

    `results` and `general` are the two parts of the total; `outputs` every value of the package's level as canonical
    texts; `ref` names the score (kind, start, revision, hash). `frozen`: the log no longer moves any of its months.
    """

    total: Decimal | None
    rating: str | None
    results: Decimal | None
    general: Decimal | None
    outputs: Mapping[str, str | None] = field(default_factory=dict)
    norm_package_id: UUID | None = None
    ref: Mapping[str, Any] = field(default_factory=dict)
    frozen: bool = False


async def score(session: AsyncSession, kind: str, start: date, person_ids: Sequence[UUID] | None = None) -> int:
    """Compute the quarters or years of persons whose months were scored since they were; how many are new or changed.

    Of everybody, or of those named. Each is computed by the package in force on the period's last day in the person's
    unit, over the months as scored; a year of quarters over those that end within it, which are computed first. Months
    are scored by themselves: for those there is nothing to do.
    """
    if kind not in ("quarter", "year"):
        return 0
    await hold(session)
    await session.execute(WORK_MEM)
    found = 0
    last = last_day(kind, start)
    laws = await _laws(session, last)
    if kind == "year" and any(of_quarters(norms.package_of(row)) for row, _, _ in laws):
        for quarter in quarters_of(start, last):
            found += await _score(session, QUARTER, quarter, person_ids)
    return found + await _score(session, kind, start, person_ids)


async def scores_of(
    session: AsyncSession, kind: str, start: date, person_ids: Sequence[UUID]
) -> dict[UUID, PeriodResult]:
    """The newest scores of persons in a month, quarter or year, by person; whoever has none is left out.

    Quarters and years whose months were scored since are computed first, for these persons.
    """
    values = _span(session, kind, start) | {"people": list(person_ids)}
    if kind == "month":
        return await _month_results(session, start, person_ids, await _of_months(session, values))
    if stale := list(await session.scalars(_STALE, values | {"kind": kind})):
        await score(session, kind, start, stale)
    return await stored(session, kind, start, person_ids)


async def stored(session: AsyncSession, kind: str, start: date, person_ids: Sequence[UUID]) -> dict[UUID, PeriodResult]:
    """The newest scores of persons in a quarter or year as they were computed last; nothing is computed."""
    values = _span(session, kind, start) | {"people": list(person_ids)}
    of_months = await _of_months(session, values)
    below = await _of_months(session, values | _of_quarters(values)) if kind == YEAR else {}
    rows = await session.scalars(
        select(PeriodScore)
        .where(
            PeriodScore.tenant_id == tenant_of(session),
            PeriodScore.kind == kind,
            PeriodScore.start == start,
            PeriodScore.person_id.in_(person_ids),
        )
        .ext(distinct_on(PeriodScore.person_id))
        .order_by(PeriodScore.person_id, PeriodScore.revision.desc())
    )
    packages: dict[UUID, NormPackage] = {}
    found = {}
    for row in rows.all():
        if row.norm_package_id not in packages:
            packages[row.norm_package_id] = await norms.package(session, row.norm_package_id)
        law = packages[row.norm_package_id]
        rested = below if kind == YEAR and of_quarters(norms.package_of(law)) else of_months
        found[row.person_id] = _result(row, law, rested.get(row.person_id))
    return found


def _span(session: AsyncSession, kind: str, start: date) -> dict[str, Any]:
    """The days of a period: `begin` is the first of all it may rest on, for a year that of the first quarter in it."""
    last = last_day(kind, start)
    quarters = quarters_of(start, last)
    begin = min(start, *quarters) if kind == YEAR else start
    return {"tenant": tenant_of(session), "first": start, "last": last, "begin": begin, "quarters": quarters}


def _of_quarters(values: Mapping[str, Any]) -> dict[str, date]:
    """The days of a year's quarters."""
    return {"first": values["begin"], "last": last_day(QUARTER, values["quarters"][-1])}


async def _laws(session: AsyncSession, last: date) -> list[tuple[NormPackage, UUID | None, Where]]:
    """The packages by which a period that ends on a day is computed: pilots and corrections, then the published one."""
    elsewhere = await reigning(session, last, last)
    found: list[tuple[NormPackage, UUID | None, Where]] = [
        (reign.package, reign.norm_correction_id, "reign") for reign in elsewhere
    ]
    if (package := await norms.in_force(session, last)) is not None:
        found.append((package, None, "elsewhere" if elsewhere else "everywhere"))
    return found


async def _score(session: AsyncSession, kind: str, start: date, person_ids: Sequence[UUID] | None) -> int:
    values = _span(session, kind, start)
    last = values["last"]
    values |= {"month": start, "since": last, "until": last + timedelta(days=1), "people": list(person_ids or ())}
    found = 0
    for package, correction, where in await _laws(session, last):
        below = await _packages_below(session, values) if kind == "year" else ()
        if kind == "year" and of_quarters(norms.package_of(package)) and not below:
            continue
        statement = score_period(
            package.document, package.override, kind, where, named=person_ids is not None, below=below
        )
        own = {"package": package.id, "correction": correction}
        found += int(await session.scalar(statement, values | own) or 0)
    return found


async def _packages_below(session: AsyncSession, values: Mapping[str, Any]) -> tuple[tuple[UUID, str, str | None], ...]:
    """The packages by which the quarters of a year were computed, with their texts."""
    rows = await session.execute(
        select(NormPackage.id, NormPackage.document, NormPackage.override)
        .where(
            NormPackage.tenant_id == values["tenant"],
            NormPackage.id.in_(
                select(PeriodScore.norm_package_id).where(
                    PeriodScore.tenant_id == values["tenant"],
                    PeriodScore.kind == QUARTER,
                    PeriodScore.start.in_(values["quarters"]),
                )
            ),
        )
        .order_by(NormPackage.id)
    )
    return tuple((row.id, row.document, row.override) for row in rows)


async def _of_months(session: AsyncSession, values: Mapping[str, Any]) -> dict[UUID, Row[Any]]:
    rows = await session.execute(_MONTHS, values)
    return {row.person_id: row for row in rows}


async def _month_results(
    session: AsyncSession, start: date, person_ids: Sequence[UUID], of_months: Mapping[UUID, Row[Any]]
) -> dict[UUID, PeriodResult]:
    rows = await session.scalars(
        select(MonthScore)
        .where(
            MonthScore.tenant_id == tenant_of(session),
            MonthScore.month == start,
            MonthScore.person_id.in_(person_ids),
        )
        .ext(distinct_on(MonthScore.person_id))
        .order_by(MonthScore.person_id, MonthScore.revision.desc())
    )
    return {
        row.person_id: PeriodResult(
            total=row.total,
            rating=row.rating,
            results=row.results,
            general=_number(row.receipt["inputs"].get("general")),
            outputs=row.receipt["values"],
            norm_package_id=row.norm_package_id,
            ref={"kind": "month", "start": start.isoformat(), "revision": row.revision, "hash": row.receipt_hash.hex()},
            frozen=bool(of_months[row.person_id].frozen),
        )
        for row in rows
    }


def _result(row: PeriodScore, law: NormPackage, months: Row[Any] | None) -> PeriodResult:
    package, level = period_package(law.document, law.override, row.kind)
    outputs = dict(zip(package.levels[level].formulas, row.outputs, strict=True))
    general = _number(outputs.get("general")) if "general" in outputs else _mean(months)
    results = _number(outputs.get("results"))
    if "results" not in outputs and row.total is not None and general is not None:
        results = row.total - general
    return PeriodResult(
        total=row.total,
        rating=row.rating,
        results=results,
        general=general,
        outputs=outputs,
        norm_package_id=row.norm_package_id,
        ref={
            "kind": row.kind,
            "start": row.start.isoformat(),
            "revision": row.revision,
            "hash": row.receipt_hash.hex(),
        },
        frozen=months is not None and bool(months.frozen),
    )


def _mean(months: Row[Any] | None) -> Decimal | None:
    return quotient(months.general, Decimal(months.months)) if months is not None and months.months else None


def _number(told: str | None) -> Decimal | None:
    return Decimal(told) if told else None
