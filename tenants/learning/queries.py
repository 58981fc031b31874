"""Questions to the evidence: what the log proposes for each work item's norm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.catalogue.models import WorkItem, WorkItemVersion
from tenants.learning.models import NormEvidence
from tenants.learning.rules import Evidence, Verdict, judge
from tenants.organisation.queries import held_on
from tenants.registry import queries as registry

GroupNumbers = Mapping[str, int | str]
"""Entries, and lower quartile, median and upper quartile in minutes per product as decimal texts."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A work item in force with its norm, what entries say of it, and what follows; `groups` by position group."""

    work_item_id: UUID
    code: str
    name: str
    version: int
    product_unit: str
    norm_minutes: int
    evidence: Evidence
    groups: Mapping[str, GroupNumbers]
    learned_at: datetime
    verdict: Verdict


NUMBERS = tuple(Evidence.__dataclass_fields__)
LEAST_OF_GROUP = 10
"""A position group with fewer entries is not told apart: it might be one person's time."""


async def proposals(
    session: AsyncSession,
    caller: Caller,
    *,
    on: date,
    outcomes: Sequence[str] | None = None,
    item_id: UUID | None = None,
) -> list[Proposal]:
    """What the log proposes for the norms in force, by code; without `outcomes` only where a norm should change.

    With `item_id` only what it says of that work item.
    """
    authorize(caller, "catalogue", "manage")
    wanted = outcomes if outcomes is not None else ("raise", "lower")
    every = await held_against_norms(session, on=on, item_id=item_id)
    return [found for found in every if found.verdict.outcome in wanted]


async def held_against_norms(session: AsyncSession, *, on: date, item_id: UUID | None = None) -> list[Proposal]:
    """All evidence against the norms in force on a day, by code: for callers who have asked for the right."""
    version, evidence = WorkItemVersion, NormEvidence
    query = (
        select(WorkItem.code, version, evidence)
        .join(version, and_(version.tenant_id == evidence.tenant_id, version.work_item_id == evidence.work_item_id))
        .join(WorkItem, and_(WorkItem.tenant_id == evidence.tenant_id, WorkItem.id == evidence.work_item_id))
        .where(evidence.tenant_id == tenant_of(session), held_on(version, on))
        .order_by(WorkItem.code)
    )
    if item_id is not None:
        query = query.where(evidence.work_item_id == item_id)
    least = (await registry.settings_of(session)).learning_entries
    return [_proposal(code, row, seen, least) for code, row, seen in await session.execute(query)]


def _proposal(code: str, row: WorkItemVersion, seen: NormEvidence, least: int) -> Proposal:
    evidence = Evidence(**{name: getattr(seen, name) for name in NUMBERS})
    return Proposal(
        work_item_id=row.work_item_id,
        code=code,
        name=row.name,
        version=row.version,
        product_unit=row.product_unit,
        norm_minutes=row.norm_minutes,
        evidence=evidence,
        groups={name: told for name, told in sorted(seen.groups.items()) if told["entries"] >= LEAST_OF_GROUP},
        learned_at=seen.learned_at,
        verdict=judge(evidence, row.norm_minutes, row.product_unit, least),
    )
