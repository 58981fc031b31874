"""One sheet at hand: found and locked, its law, who may see it, and the events noted on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Grant
from tenants.evaluation.authority import Authority
from tenants.evaluation.errors import NoLaw
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.evaluation.statements import OWN_MONTHS
from tenants.norms import queries as norms
from tenants.norms.language import Package
from tenants.organisation import queries as organisation
from tenants.periods.models import EvaluationPeriod


@dataclass(frozen=True)
class Loaded:
    """A sheet with its period."""

    sheet: Sheet
    period: EvaluationPeriod


async def locked(session: AsyncSession, sheet_id: UUID) -> Loaded | None:
    """A sheet, locked until the commit, with its period."""
    sheet = await session.scalar(
        select(Sheet)
        .where(Sheet.tenant_id == tenant_of(session), Sheet.id == sheet_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if sheet is None:
        return None
    period = await session.get(EvaluationPeriod, (sheet.tenant_id, sheet.period_id))
    if period is None:
        raise AssertionError("a sheet names its period by a foreign key")
    return Loaded(sheet, period)


async def law_of(session: AsyncSession, loaded: Loaded) -> Package:
    """The package of a sheet: that of its period's last day in its unit."""
    day = loaded.period.last
    row = await norms.in_force(session, day, loaded.sheet.unit_id)
    if row is None:
        raise NoLaw("sheetId", day=day.strftime("%d/%m/%Y"))
    return norms.package_of(row)


async def own_months(session: AsyncSession, sheet_id: UUID) -> Sequence[date]:
    """The months of a sheet that no sheet of a shorter period speaks of."""
    row = (await session.execute(OWN_MONTHS, {"tenant": tenant_of(session), "sheets": [sheet_id]})).one_or_none()
    return row.months if row is not None else ()


async def within(session: AsyncSession, grant: Grant, sheet: Sheet, on: date) -> bool:
    """Whether a sheet lies within a grant's reach: by the unit that ranks, as the tree stands on a day."""
    path = await organisation.unit_path(session, sheet.unit_id, on)
    return grant.covers(path, sheet.person_id)


@dataclass(frozen=True)
class Taken:
    """How a step was taken: by whom, by which authority, whether late and why."""

    person_id: UUID | None = None
    by: Authority | None = None
    late: bool = False
    reason: str | None = None


async def note(
    session: AsyncSession, sheet_id: UUID, kind: str, at: datetime, taken: Taken, data: Mapping[str, Any]
) -> None:
    """Write down one step on a sheet with what it keeps."""
    session.add(
        SheetEvent(
            tenant_id=tenant_of(session),
            id=uuid7(),
            sheet_id=sheet_id,
            kind=kind,
            person_id=taken.person_id,
            appointment_id=taken.by.appointment_id if taken.by is not None else None,
            delegation_id=taken.by.delegation_id if taken.by is not None else None,
            at=at,
            late=taken.late,
            reason=taken.reason,
            data=dict(data),
        )
    )
    await session.flush()
