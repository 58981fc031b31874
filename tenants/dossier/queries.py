"""Reading one's own record, whole or for some days, and the requests about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import Forbidden
from policies.authority import Caller, authorize
from tenants.dossier.models import CorrectionRequest
from tenants.dossier.sections import SECTIONS, Section
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment

Record = dict[str, list[dict[str, Any]]]


async def own_record(session: AsyncSession, caller: Caller, first: date, last: date) -> Record:
    """Everything held about the caller, section by section; what belongs to days is of `first` to `last`.

    Law 91/2025: who is evaluated knows what is recorded, who looked at it and when.
    """
    authorize(caller, "dossier", "read")
    if caller.person_id is None:
        raise Forbidden()
    found: Record = {section.name: [] for section in SECTIONS}
    for person_id in await organisation.records_of(session, caller.person_id):
        values = {"tenant": tenant_of(session), "person": person_id, "first": first, "last": last}
        for section in SECTIONS:
            found[section.name] += await session.scalars(text(_statement(section)), _used(section, values))
    return found


def _statement(section: Section) -> str:
    left_out = "".join(f" - '{column}'" for column in ("tenant_id", *section.omitted))
    return (
        f"SELECT to_jsonb(held){left_out} FROM {section.table} AS held"  # noqa: S608 - this room's constants
        f" WHERE held.tenant_id = :tenant AND ({section.where}) ORDER BY 1"
    )


def _used(section: Section, values: dict[str, object]) -> dict[str, object]:
    said = _statement(section)
    return {name: value for name, value in values.items() if f":{name}" in said}


async def own_requests(session: AsyncSession, caller: Caller) -> Sequence[CorrectionRequest]:
    """The caller's requests to correct, newest first."""
    authorize(caller, "dossier", "read")
    rows = await session.scalars(
        select(CorrectionRequest)
        .where(CorrectionRequest.tenant_id == tenant_of(session), CorrectionRequest.person_id == caller.person_id)
        .order_by(CorrectionRequest.id.desc())
    )
    return rows.all()


async def waiting_requests(session: AsyncSession, caller: Caller) -> Sequence[CorrectionRequest]:
    """Requests that wait for an answer from the caller, oldest first."""
    grant = authorize(caller, "dossier", "answer")
    request, on = CorrectionRequest, today()
    wanted = select(request).where(
        request.tenant_id == tenant_of(session), request.outcome.is_(None), request.person_id != caller.person_id
    )
    if not grant.everywhere:
        within = select(Appointment.person_id).where(
            Appointment.tenant_id == tenant_of(session),
            organisation.held_on(Appointment, on),
            organisation.reach(grant, Appointment.unit_id, Appointment.person_id, on),
        )
        wanted = wanted.where(request.person_id.in_(within))
    return (await session.scalars(wanted.order_by(request.id))).all()


async def request_of(session: AsyncSession, request_id: UUID) -> CorrectionRequest | None:
    """A request, locked for its answer."""
    found: CorrectionRequest | None = await session.get(
        CorrectionRequest, (tenant_of(session), request_id), with_for_update=True
    )
    return found
