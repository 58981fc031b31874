"""Larger shares of HTXS (tỷ lệ được giao thêm) for outstanding agencies, by a document of the head of the province."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import BadInput, Forbidden, NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from policies.roles import RANKING_ROLES
from tenants.audit import actions as audit
from tenants.decisions import proposals, rules
from tenants.decisions.errors import BadDays, GrantInUse, NoAgency, ShareTooLarge
from tenants.decisions.models import QuotaGrant
from tenants.decisions.proposals import WHOLE_AGENCY
from tenants.evaluation.models import Sheet
from tenants.norms import queries as norms
from tenants.norms.procedure import Procedure, procedure
from tenants.organisation.models import Appointment, Unit
from tenants.organisation.queries import held_on
from tenants.periods.models import EvaluationPeriod


@dataclass(frozen=True)
class NewGrant:
    """To which agency, how much (the package's granted share, unless said), for periods within which days."""

    agency_id: UUID
    first: date
    last: date
    document_number: str
    share: Decimal | None = None


async def grant(session: AsyncSession, caller: Caller, new: NewGrant, *, now: datetime) -> QuotaGrant:
    """Grant an agency a larger share, up to the most that the package knows, by a document."""
    authorize(caller, "quota", "grant")
    if caller.person_id is None:
        raise Forbidden()
    document = rules.checked_number(new.document_number)
    if new.last < new.first:
        raise BadDays("last")
    await _check_agency(session, new.agency_id, local_date(now))
    law = await norms.in_force(session, new.last, new.agency_id)
    settled = Procedure() if law is None else procedure(norms.package_of(law))
    share = settled.quota_granted_share if new.share is None else new.share
    if not (share.is_finite() and settled.quota_share < share <= settled.quota_granted_share):
        least, most = (rules.text_of(one) for one in (settled.quota_share, settled.quota_granted_share))
        raise ShareTooLarge("share", least=least, most=most)
    if share != round(share, 4):
        raise BadInput("share", expected="tối đa bốn chữ số thập phân", expected_en="four decimals at most")
    row = QuotaGrant(
        tenant_id=tenant_of(session), id=uuid7(), agency_id=new.agency_id, share=share, first=new.first, last=new.last,
        document_number=document, granted_by=caller.person_id, granted_at=now,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    await audit.record(
        session, caller, "quota_granted", "unit", new.agency_id,
        grant_id=row.id, share=share, first=new.first, last=new.last, document_number=document,
    )  # fmt: skip
    return row


async def revoke(session: AsyncSession, caller: Caller, grant_id: UUID, *, now: datetime) -> QuotaGrant:
    """Take a grant back, unless decisions that stand rest on it."""
    authorize(caller, "quota", "grant")
    row = await session.get(QuotaGrant, (tenant_of(session), grant_id))
    if row is None or row.revoked_at is not None:
        raise NotFound("grantId")
    await proposals.lock(session, row.agency_id)
    await session.refresh(row, with_for_update=True)
    if row.revoked_at is not None:
        raise NotFound("grantId")
    row.revoked_at = now
    await session.flush()
    for period in await _periods(session, row):
        found = await proposals.scope(session, period, row.agency_id, locked=True)
        taken = found.taken()
        if any(count > found.seats(key) for key, count in taken.items()):
            raise GrantInUse("grantId", count=taken[WHOLE_AGENCY])
    await audit.record(session, caller, "quota_grant_revoked", "unit", row.agency_id, grant_id=row.id)
    return row


async def _check_agency(session: AsyncSession, agency_id: UUID, on: date) -> None:
    tenant_id = tenant_of(session)
    if await session.get(Unit, (tenant_id, agency_id)) is None:
        raise NotFound("agencyId")
    headed = select(Appointment.id).where(
        Appointment.tenant_id == tenant_id,
        Appointment.unit_id == agency_id,
        Appointment.role.in_(RANKING_ROLES),
        held_on(Appointment, on),
    )
    if await session.scalar(headed.limit(1)) is None:
        raise NoAgency("agencyId")


async def _periods(session: AsyncSession, row: QuotaGrant) -> list[EvaluationPeriod]:
    """The periods of a grant in which the agency has sheets."""
    tenant_id = tenant_of(session)
    sheets = select(Sheet.id).where(
        Sheet.tenant_id == tenant_id, Sheet.period_id == EvaluationPeriod.id, Sheet.agency_id == row.agency_id
    )
    found = await session.scalars(
        select(EvaluationPeriod).where(
            EvaluationPeriod.tenant_id == tenant_id,
            EvaluationPeriod.first >= row.first,
            EvaluationPeriod.last <= row.last,
            sheets.exists(),
        )
    )
    return list(found)
