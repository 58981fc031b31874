"""The scores a sheet shows: copied from its months or from its quarter or year, with several posts weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.evaluation import posts, segments
from tenants.evaluation.models import Sheet
from tenants.evaluation.segments import Segment
from tenants.norms import queries as norms
from tenants.norms.language import Package, Value, canonical, from_canonical
from tenants.norms.language.numbers import EXACT
from tenants.norms.language.receipts import names_of
from tenants.scoring import period_scores
from tenants.scoring.period_scores import PeriodResult
from tenants.scoring.periods import MONTH, of_quarters, rested_on, with_level

NEWEST: Final = text(
    """
    SELECT DISTINCT ON (score.person_id, score.month) score.person_id, score.month, score.revision, score.results,
           score.total, score.rating, encode(score.receipt_hash, 'hex') AS hash
    FROM unnest(CAST(:people AS uuid[]), CAST(:months AS date[])) AS given (person_id, month)
    JOIN month_score AS score ON score.tenant_id = :tenant AND score.person_id = given.person_id
         AND score.month = given.month
    ORDER BY score.person_id, score.month, score.revision DESC
    """
)
RECEIPTS: Final = text(
    """
    SELECT DISTINCT ON (score.person_id, score.month) score.person_id, score.month, score.norm_package_id, score.receipt
    FROM unnest(CAST(:people AS uuid[]), CAST(:months AS date[])) AS given (person_id, month)
    JOIN month_score AS score ON score.tenant_id = :tenant AND score.person_id = given.person_id
         AND score.month = given.month
    ORDER BY score.person_id, score.month, score.revision DESC
    """
)


@dataclass(frozen=True)
class Figures:
    """What a sheet copies: results, total and class by points, every value by name, and what they were taken from."""

    results: Decimal | None = None
    total: Decimal | None = None
    rating: str | None = None
    general: Decimal | None = None
    norm_package_id: UUID | None = None
    used: Mapping[str, Any] = field(default_factory=dict)
    segments: Sequence[Segment] = ()


@dataclass(frozen=True)
class Months:
    """Values of months by name, as scored, of people who held several posts in some of them."""

    values: Mapping[tuple[UUID, date], Mapping[str, Value]]
    packages: Mapping[tuple[UUID, date], Package]


async def figures_of(
    session: AsyncSession, kind: str, first: date, sheets: Sequence[tuple[Sheet, Package]]
) -> dict[UUID, Figures]:
    """The scores of sheets of one kind and time, each with the law of its unit, by sheet."""
    people = [sheet.person_id for sheet, _ in sheets]
    results = await period_scores.scores_of(session, kind, first, people)
    scored = await _months(session, [sheet for sheet, _ in sheets])
    found: dict[UUID, Figures] = {}
    for sheet, _ in sheets:
        result = results.get(sheet.person_id)
        months = [one for month in sheet.months if (one := scored.get((sheet.person_id, month))) is not None]
        found[sheet.id] = _copied(result, months) if result is not None else Figures(used={"months": months})
    rests = {sheet.id: rested_on(kind, first, sheet.months, quarterly=of_quarters(law)) for sheet, law in sheets}
    return found | await _weighed(session, kind, found, sheets, rests)


def _copied(result: PeriodResult, months: Sequence[Mapping[str, Any]]) -> Figures:
    return Figures(
        results=result.results,
        total=result.total,
        rating=result.rating,
        general=result.general,
        norm_package_id=result.norm_package_id,
        used={"ref": result.ref, "outputs": dict(result.outputs), "months": list(months)},
    )


async def _months(session: AsyncSession, sheets: Sequence[Sheet]) -> dict[tuple[UUID, date], dict[str, Any]]:
    wanted = [(sheet.person_id, month) for sheet in sheets for month in sheet.months]
    rows = await session.execute(NEWEST, _pairs(session, wanted))
    return {
        (row.person_id, row.month): {
            "month": row.month.isoformat(),
            "revision": row.revision,
            "results": canonical(row.results) or None,
            "total": canonical(row.total) or None,
            "rating": row.rating,
            "hash": row.hash,
        }
        for row in rows
    }


def _pairs(session: AsyncSession, wanted: Sequence[tuple[UUID, date]]) -> dict[str, Any]:
    pairs = sorted(set(wanted))
    return {
        "tenant": tenant_of(session),
        "people": [person_id for person_id, _ in pairs],
        "months": [month for _, month in pairs],
    }


async def _weighed(
    session: AsyncSession,
    kind: str,
    copied: Mapping[UUID, Figures],
    sheets: Sequence[tuple[Sheet, Package]],
    rests: Mapping[UUID, Sequence[date]],
) -> dict[UUID, Figures]:
    """The figures of those who held several posts in a month, where the package weighs them; `rests`: on which."""
    laws = {law.digest: law for _, law in sheets}
    weighed = {digest for digest, law in laws.items() if segments.weighs(law)}
    weighing = [(sheet, law) for sheet, law in sheets if law.digest in weighed]
    kept = {sheet.id: [segments.segment_of(one) for one in sheet.segments] for sheet, _ in weighing if sheet.frozen_at}
    moving = [(sheet.person_id, month) for sheet, _ in weighing if not sheet.frozen_at for month in rests[sheet.id]]
    held = await posts.several(session, sorted(set(moving)))
    several = {post.person_id for post in held}
    chosen = [
        (one, law) for one, law in weighing if kept.get(one.id) or (not one.frozen_at and one.person_id in several)
    ]
    if not chosen:
        return {}
    months = await _receipts(session, [(sheet.person_id, month) for sheet, _ in chosen for month in rests[sheet.id]])
    computed = await _segments(session, held, months)
    found = {}
    for sheet, law in chosen:
        own = (
            kept[sheet.id]
            if sheet.frozen_at
            else [one for m in rests[sheet.id] for one in computed.get((sheet.person_id, m), ())]
        )
        if own:
            values = _values(sheet.person_id, rests[sheet.id], own, months)
            found[sheet.id] = _with_segments(kind, law, copied[sheet.id], own, values)
    return found


async def _receipts(session: AsyncSession, wanted: Sequence[tuple[UUID, date]]) -> Months:
    values: dict[tuple[UUID, date], Mapping[str, Value]] = {}
    packages: dict[tuple[UUID, date], Package] = {}
    for row in await session.execute(RECEIPTS, _pairs(session, wanted)):
        package = norms.package_of(await norms.package(session, row.norm_package_id))
        names = names_of(package, "month")
        texts = {**row.receipt["inputs"], **row.receipt["values"]}
        key = (row.person_id, row.month)
        packages[key] = package
        values[key] = from_canonical(package, "month", names, [texts[name] for name in names])
    return Months(values, packages)


async def _segments(
    session: AsyncSession, held: Sequence[posts.Post], months: Months
) -> dict[tuple[UUID, date], list[Segment]]:
    """The segments of each person's month, by the package that scored it."""
    by_package: dict[str, tuple[Package, list[posts.Post]]] = {}
    for post in held:
        package = months.packages.get((post.person_id, post.month))
        if package is not None:
            by_package.setdefault(package.digest, (package, []))[1].append(post)
    found: dict[tuple[UUID, date], list[Segment]] = {}
    for package, some in by_package.values():
        for post, segment in zip(some, await segments.compute(session, package, some), strict=True):
            found.setdefault((post.person_id, post.month), []).append(segment)
    return found


def _values(
    person_id: UUID, wanted: Sequence[date], own: Sequence[Segment], months: Months
) -> dict[date, Mapping[str, Value]]:
    """A person's months by name, the results of each weighed over its posts."""
    values: dict[date, Mapping[str, Value]] = {}
    for month in wanted:
        key = (person_id, month)
        if key in months.values:
            parts = [one for one in own if one.month == month]
            again = segments.with_results(months.packages[key], months.values[key], segments.weighted(parts))
            values[month] = again if parts else months.values[key]
    return values


def _with_segments(
    kind: str, law: Package, copied: Figures, own: Sequence[Segment], values: Mapping[date, Mapping[str, Value]]
) -> Figures:
    """The figures with everything computed from months whose results are weighed over their posts."""
    whole: Mapping[str, Value] | None = next(iter(values.values()), None)
    if kind != MONTH:
        whole = segments.over_months(*with_level(law, kind), values)
    if whole is None:
        return copied
    names = copied.used.get("outputs", whole)
    outputs = {name: canonical(value) for name, value in whole.items() if name in names}
    total = _number(whole.get("total"))
    results = _number(whole.get("results"))
    if kind != MONTH and total is not None and copied.general is not None:
        results = EXACT.subtract(total, copied.general)
    return Figures(
        results=results,
        total=total,
        rating=outputs.get("rating") or None,
        general=copied.general,
        norm_package_id=copied.norm_package_id,
        used={**copied.used, "outputs": outputs, "weighed": True},
        segments=own,
    )


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
