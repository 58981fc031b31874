"""Questions to the lab: its runs, and who would move, which is recorded for them to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, literal_column, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import draft_of
from tenants.lab.reasons import reasons
from tenants.norms.language import Package
from tenants.norms.wording import Phrase
from tenants.organisation import queries as organisation
from tenants.organisation.models import Person
from tenants.scoring.models import MonthScore

MOVERS = "norm_lab"


@dataclass(frozen=True)
class Mover:
    """A person whose class a draft would change in a period: as scored, and as the draft has it."""

    person_id: UUID
    full_name: str
    sort_key: str
    grain: str
    start: date
    unit_id: UUID | None
    before_total: Decimal | None
    before_rating: str | None
    after_total: Decimal | None
    after_rating: str | None
    reasons: tuple[Phrase, ...]


async def run(session: AsyncSession, caller: Caller, run_id: UUID) -> LabRun:
    """One run, wherever it stands."""
    authorize(caller, "norm_lab", "read")
    found = await session.get(LabRun, (tenant_of(session), run_id))
    if found is None:
        raise NotFound("id")
    return found


async def runs(session: AsyncSession, caller: Caller, *, before: UUID | None, limit: int) -> Sequence[LabRun]:
    """All runs, newest first; pages by the last id seen."""
    authorize(caller, "norm_lab", "read")
    wanted = select(LabRun).where(LabRun.tenant_id == tenant_of(session))
    if before is not None:
        wanted = wanted.where(LabRun.id < before)
    return (await session.scalars(wanted.order_by(LabRun.id.desc()).limit(limit))).all()


async def movers(
    session: AsyncSession,
    caller: Caller,
    run_id: UUID,
    *,
    after: tuple[str, UUID, str, date] | None,
    limit: int,
    on: date,
) -> Sequence[Mover]:
    """Who moves to another class, within the caller's reach, by name, then by period; each look is recorded.

    `after` is the last line seen: sort key, person, grain and start. The row beyond `limit - 1` is not shown and so is
    not recorded.
    """
    grant = authorize(caller, "norm_lab", "movers")
    tried = await session.get(LabRun, (tenant_of(session), run_id))
    if tried is None:
        raise NotFound("runId")
    wanted = (
        select(
            Person.id.label("person_id"), Person.full_name, Person.sort_key, LabResult.grain, LabResult.start,
            LabResult.unit_id, LabResult.before_total, LabResult.before_rating, LabResult.after_total,
            LabResult.after_rating, LabResult.after_outputs, MonthScore.receipt,
        )
        .join(Person, and_(Person.tenant_id == LabResult.tenant_id, Person.id == LabResult.person_id))
        .outerjoin(
            MonthScore,
            and_(
                MonthScore.tenant_id == LabResult.tenant_id, MonthScore.person_id == LabResult.person_id,
                MonthScore.month == LabResult.start, MonthScore.revision == LabResult.before_revision,
                LabResult.grain == "month",
            ),
        )
        .where(
            LabResult.tenant_id == tenant_of(session),
            LabResult.run_id == run_id,
            LabResult.before_rating.is_distinct_from(LabResult.after_rating),
            organisation.reach(grant, LabResult.unit_id, LabResult.person_id, on),
        )
    )  # fmt: skip
    if after is not None:
        wanted = wanted.where(_beyond(after))
    order = (Person.sort_key, Person.id, LabResult.grain, LabResult.start)
    found = await session.execute(wanted.order_by(*order).limit(limit))
    draft = await draft_of(tried)
    rows = [_mover(draft, dict(row)) for row in found.mappings()]
    await audit.log_reads(session, caller, [row.person_id for row in rows[: limit - 1]], MOVERS)
    return rows


def _mover(draft: Package, row: dict[str, Any]) -> Mover:
    after, receipt = row.pop("after_outputs"), row.pop("receipt")
    return Mover(**row, reasons=reasons(draft, receipt["values"], after) if receipt and after else ())


def _beyond(after: tuple[str, UUID, str, date]) -> ColumnElement[bool]:
    key, person_id, grain, start = after
    return tuple_(Person.sort_key, Person.id, LabResult.grain, LabResult.start) > tuple_(key, person_id, grain, start)


async def unfinished(session: AsyncSession) -> Sequence[LabRun]:
    """Runs that wait or are being done, for the program itself."""
    return (
        await session.scalars(
            select(LabRun).where(
                LabRun.tenant_id == tenant_of(session),
                or_(LabRun.status == literal_column("'waiting'"), LabRun.status == literal_column("'running'")),
            )
        )
    ).all()
