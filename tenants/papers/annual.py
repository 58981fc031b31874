"""What a year was computed from: its quarters or its months, as the package says, with what was decided in each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.decisions.models import Decision
from tenants.evaluation.models import Sheet
from tenants.norms import queries as norms
from tenants.norms.language import Package
from tenants.papers.model import PartLine
from tenants.papers.wording import class_name, not_ranked, period_name, points
from tenants.periods.models import EvaluationPeriod
from tenants.scoring import period_scores
from tenants.scoring.models import MonthScore
from tenants.scoring.periods import MONTH, QUARTER, of_quarters, quarters_of, starts

Part = tuple[str, date]
"""A quarter or month by its kind and first day."""
Lines = Mapping[tuple[UUID, Part], PartLine]


@dataclass(frozen=True)
class YearParts:
    """The periods a year was computed from, in order, and in words which these are; nothing where no package says."""

    computed_from: str = ""
    lines: Sequence[PartLine] = ()


async def parts(
    session: AsyncSession, year: EvaluationPeriod, sheets: Sequence[Sheet], packages: Mapping[UUID, Package]
) -> Mapping[UUID, YearParts]:
    """By sheet, what its year was computed from: a period without a sheet of its own by its score alone."""
    laws = await _laws(session, year, sheets, packages)
    wanted = {sheet_id: _parts(year, law) for sheet_id, law in laws.items()}
    known = {part for chosen in wanted.values() for part in chosen}
    people = {sheet.person_id for sheet in sheets if sheet.id in wanted}
    lines = {**await _scored(session, known, people), **await _on_sheets(session, known, people)}
    found = {}
    for sheet in sheets:
        chosen = wanted.get(sheet.id, ())
        own = [line for part in chosen if (line := lines.get((sheet.person_id, part))) is not None]
        found[sheet.id] = YearParts(_words(chosen), own)
    return found


async def _laws(
    session: AsyncSession, year: EvaluationPeriod, sheets: Sequence[Sheet], packages: Mapping[UUID, Package]
) -> dict[UUID, Package]:
    """The package by which the year of each sheet was computed, else the one that would."""
    given = ((sheet.id, sheet.norm_package_id) for sheet in sheets)
    found = {sheet_id: packages[package_id] for sheet_id, package_id in given if package_id is not None}
    others = [sheet for sheet in sheets if sheet.id not in found]
    laws = await norms.laws(session, sorted({(sheet.unit_id, year.last) for sheet in others}))
    found |= {sheet.id: law for sheet in others if (law := laws.get((sheet.unit_id, year.last))) is not None}
    return found


def _parts(year: EvaluationPeriod, law: Package) -> list[Part]:
    if of_quarters(law):
        return [(QUARTER, start) for start in quarters_of(year.first, year.last)]
    return [(MONTH, start) for start in starts(MONTH, year.first, year.last)]


def _words(chosen: Sequence[Part]) -> str:
    if not chosen:
        return ""
    first, last = period_name(*chosen[0]), period_name(*chosen[-1])
    which = "các quý kết thúc trong năm" if chosen[0][0] == QUARTER else "các tháng trong năm"
    return f"Điểm cả năm được tính từ kết quả {which}: từ {first} đến {last}."


async def _on_sheets(session: AsyncSession, known: Collection[Part], people: Collection[UUID]) -> Lines:
    """What the sheets of some quarters and months say, with the decisions that stand."""
    period = EvaluationPeriod
    rows = await session.execute(
        select(Sheet, period.kind, period.first, Decision)
        .join(period, (period.tenant_id == Sheet.tenant_id) & (period.id == Sheet.period_id))
        .join(Decision, (Decision.tenant_id == Sheet.tenant_id) & (Decision.sheet_id == Sheet.id), isouter=True)
        .where(
            Sheet.tenant_id == tenant_of(session),
            Sheet.person_id.in_(people),
            tuple_(period.kind, period.first).in_(known),
        )
        .ext(distinct_on(Sheet.id))
        .order_by(Sheet.id, Decision.number.desc())
    )
    return {
        (sheet.person_id, (kind, first)): _line(sheet, period_name(kind, first), decision)
        for sheet, kind, first, decision in rows
    }


async def _scored(session: AsyncSession, known: Iterable[Part], people: Collection[UUID]) -> Lines:
    """What was computed of some quarters and months, as it is known; nobody has decided on these."""
    found: dict[tuple[UUID, Part], PartLine] = {}
    months = sorted(start for kind, start in known if kind == MONTH)
    for start in sorted(start for kind, start in known if kind == QUARTER):
        for person_id, one in (await period_scores.stored(session, QUARTER, start, sorted(people))).items():
            part = (QUARTER, start)
            found[person_id, part] = _computed(part, one.general, one.results, one.total, one.rating)
    rows = await session.scalars(
        select(MonthScore)
        .where(
            MonthScore.tenant_id == tenant_of(session),
            MonthScore.person_id.in_(people),
            MonthScore.month.in_(months),
        )
        .ext(distinct_on(MonthScore.person_id, MonthScore.month))
        .order_by(MonthScore.person_id, MonthScore.month, MonthScore.revision.desc())
    )
    for row in rows if months else ():
        told, part = row.receipt["inputs"].get("general"), (MONTH, row.month)
        general = Decimal(told) if told else None
        found[row.person_id, part] = _computed(part, general, row.results, row.total, row.rating)
    return found


def _computed(
    part: Part, general: Decimal | None, results: Decimal | None, total: Decimal | None, rating: str | None
) -> PartLine:
    return PartLine(
        label=period_name(*part),
        general=points(general),
        results=points(results),
        total=points(total),
        class_by_points=class_name(rating),
        decided_class="",
    )


def _line(sheet: Sheet, label: str, decision: Decision | None) -> PartLine:
    decided = class_name(decision.decided_class) or not_ranked(decision.not_ranked) if decision is not None else ""
    return PartLine(
        label=label,
        general=points(sheet.general),
        results=points(sheet.results),
        total=points(sheet.total),
        class_by_points=class_name(sheet.class_by_points),
        decided_class=decided or not_ranked(sheet.not_ranked),
    )
