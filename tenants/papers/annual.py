"""The periods inside a year: the sheets of its quarters, or of its months where there are no quarters."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.decisions.models import Decision
from tenants.evaluation.models import Sheet
from tenants.papers.model import PartLine
from tenants.papers.wording import class_name, not_ranked, period_name, points
from tenants.periods.models import EvaluationPeriod

QUARTER = "quarter"


async def parts(
    session: AsyncSession, year: EvaluationPeriod, sheets: Sequence[Sheet]
) -> Mapping[UUID, Sequence[PartLine]]:
    """By person, the periods of a year in order with their points and classes."""
    period = EvaluationPeriod
    rows = await session.execute(
        select(Sheet, period.kind, period.first, Decision)
        .join(period, (period.tenant_id == Sheet.tenant_id) & (period.id == Sheet.period_id))
        .join(Decision, (Decision.tenant_id == Sheet.tenant_id) & (Decision.sheet_id == Sheet.id), isouter=True)
        .where(
            Sheet.tenant_id == tenant_of(session),
            Sheet.person_id.in_({sheet.person_id for sheet in sheets}),
            period.kind.in_((QUARTER, "month")),
            period.first >= year.first,
            period.last <= year.last,
        )
        .ext(distinct_on(Sheet.id))
        .order_by(Sheet.id, Decision.number.desc())
    )
    found: dict[UUID, list[tuple[str, PartLine]]] = {}
    for sheet, kind, first, decision in sorted(rows, key=lambda row: row[2]):
        line = _line(sheet, period_name(kind, first), decision)
        found.setdefault(sheet.person_id, []).append((kind, line))
    return {person_id: _of_one_kind(lines) for person_id, lines in found.items()}


def _of_one_kind(lines: Sequence[tuple[str, PartLine]]) -> list[PartLine]:
    kind = QUARTER if any(one == QUARTER for one, _ in lines) else "month"
    return [line for one, line in lines if one == kind]


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
