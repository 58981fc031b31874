"""Learning norms from the log, and turning a proposal into a draft that a person decides on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, today
from kernel.database import joining_whole, tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue import actions as catalogue
from tenants.catalogue import life
from tenants.catalogue.errors import DraftWaiting
from tenants.catalogue.models import WorkItemVersion
from tenants.catalogue.records import ITEMS, item_content
from tenants.learning import queries
from tenants.learning.errors import NothingProposed, ProposalChanged
from tenants.learning.models import NormEvidence
from tenants.learning.statements import LEARN
from tenants.registry import queries as registry

LEARNING_LOCK: Final = 7_007


async def learn(session: AsyncSession) -> int:
    """Hold the log of the last days (a setting) against the norms in force; of how many work items it tells.

    What was learned before is replaced. Norms themselves are not touched.
    """
    tenant, on = tenant_of(session), today()
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": LEARNING_LOCK, "tenant": tenant}
    )
    days = (await registry.settings_of(session)).learning_days
    await session.execute(text("DELETE FROM norm_evidence WHERE tenant_id = :tenant"), {"tenant": tenant})
    async with joining_whole(session):
        await session.execute(LEARN, {"tenant": tenant, "since": on - timedelta(days=days), "today": on})
    told = select(func.count()).select_from(NormEvidence).where(NormEvidence.tenant_id == tenant)
    return int(await session.scalar(told) or 0)


async def draft_from_proposal(
    session: AsyncSession, caller: Caller, item_id: UUID, minutes: int, *, now: datetime
) -> WorkItemVersion:
    """Write the draft of a work item's next version with the norm that is proposed; a person approves it or not.

    `minutes` is the proposal that was read. A draft that waits already is not written over.
    """
    authorize(caller, "catalogue", "manage")
    found = await queries.held_against_norms(session, on=local_date(now), item_id=item_id)
    if not found:
        raise NotFound("id")
    proposal = found[0]
    if proposal.verdict.minutes is None:
        raise NothingProposed("id")
    if proposal.verdict.minutes != minutes:
        raise ProposalChanged("minutes", minutes=proposal.verdict.minutes)
    record = await life.locked(session, ITEMS, item_id)
    versions = await life.versions_of(session, ITEMS, item_id)
    if life.draft_of(versions) is not None:
        raise DraftWaiting("id", item=record.code)
    present = next(row for row in versions if row.version == proposal.version)
    content = replace(item_content(present), norm_minutes=minutes)
    draft = await catalogue.revise_item(session, caller, item_id, content, now=now)
    evidence = proposal.evidence
    await audit.record(
        session,
        caller,
        "draft_from_evidence",
        "work_item",
        item_id,
        norm=proposal.norm_minutes,
        proposed=minutes,
        observed=evidence.observed,
        margin=evidence.margin,
        entries=evidence.entries,
        people=evidence.people,
    )
    return draft
