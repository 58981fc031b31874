"""Asking for a correction of one's own record, and answering such a request."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.dossier import queries
from tenants.dossier.errors import AlreadyAnswered, UnknownSection
from tenants.dossier.models import CorrectionRequest
from tenants.dossier.sections import NAMES
from tenants.organisation import queries as organisation
from tenants.worklogs.rules import check_reason


@dataclass(frozen=True)
class RequestInput:
    """Which section, which record in it if one, and what is wrong."""

    section: str
    text: str
    record: str | None = None


async def ask(session: AsyncSession, caller: Caller, given: RequestInput, *, now: datetime) -> CorrectionRequest:
    """Ask for something held about oneself to be corrected; whoever leads or administers answers."""
    authorize(caller, "dossier", "ask")
    if caller.person_id is None:
        raise Forbidden()
    if given.section not in NAMES:
        raise UnknownSection("section", name=given.section)
    row = CorrectionRequest(
        tenant_id=tenant_of(session),
        person_id=caller.person_id,
        section=given.section,
        record=given.record,
        text=check_reason(given.text, "text"),
        filed_at=now,
    )
    session.add(row)
    await session.flush()
    await audit.record(session, caller, "asked", "correction_request", row.id, section=given.section)
    return row


async def answer(
    session: AsyncSession, caller: Caller, request_id: UUID, *, corrected: bool, text: str, now: datetime
) -> CorrectionRequest:
    """Say what came of a request; nobody answers their own. The correction itself is made where the record is kept."""
    grant = authorize(caller, "dossier", "answer")
    row = await queries.request_of(session, request_id)
    if row is None or row.person_id == caller.person_id:
        raise NotFound("id")
    if not await organisation.person_within(session, grant, row.person_id, local_date(now)):
        raise NotFound("id")
    if row.outcome is not None:
        raise AlreadyAnswered("id")
    row.outcome = "corrected" if corrected else "declined"
    row.answer = check_reason(text, "text")
    row.answered_by, row.answered_at = caller.account_id, now
    await session.flush()
    await audit.record(session, caller, "answered", "correction_request", row.id, outcome=row.outcome)
    return row
