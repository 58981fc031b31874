"""What is put on the trail: each change, and each look at another person's record."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.audit.models import AuditEvent
from tenants.facts import actions as facts
from tenants.facts.rules import of_act

READ = "read"
PERSON = "person"
RECORD_EACH: Final = text(
    """
    INSERT INTO audit_event (tenant_id, id, account_id, person_id, action, subject, subject_id, data)
    SELECT :tenant, given.id, CAST(:account AS uuid), CAST(:person AS uuid), :action, :subject, given.subject_id,
           given.data
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given (id uuid, subject_id uuid, data jsonb)
    """
)


async def record(
    session: AsyncSession, caller: Caller | None, action: str, subject: str, subject_id: UUID | None, **data: object
) -> None:
    """Put one act on the trail, in the transaction of the act itself; without a caller the program acted by itself.

    What other systems may hear of it is told on.
    """
    await session.execute(insert(AuditEvent), [_row(session, caller, action, subject, subject_id, data)])
    fact = of_act(subject, action, data)
    if fact is not None and subject_id is not None:
        await facts.tell(session, fact[0], {subject_id: fact[1]})


async def record_each(
    session: AsyncSession, caller: Caller | None, action: str, subject: str, done: Mapping[UUID, dict[str, object]]
) -> None:
    """Put the same act on many subjects on the trail, by the subject's id with its data; and tell it on."""
    rows = [{"id": uuid7(), "subject_id": subject_id, "data": data} for subject_id, data in done.items()]
    if not rows:
        return
    values = {
        "tenant": tenant_of(session),
        "account": caller.account_id if caller else None,
        "person": caller.person_id if caller else None,
        "action": action,
        "subject": subject,
        "rows": json.dumps(rows, default=_as_text),
    }
    await session.execute(RECORD_EACH, values)
    told: dict[str, dict[UUID, dict[str, object]]] = {}
    for subject_id, data in done.items():
        if (fact := of_act(subject, action, data)) is not None:
            told.setdefault(fact[0], {})[subject_id] = fact[1]
    for kind, each in told.items():
        await facts.tell(session, kind, each)


async def log_read(session: AsyncSession, caller: Caller, person_id: UUID, what: str) -> None:
    """Note that the caller looked at something of another person (`what`: "scores"); own records are not noted."""
    await log_reads(session, caller, [person_id], what)


async def log_reads(session: AsyncSession, caller: Caller, person_ids: Iterable[UUID], what: str) -> None:
    """Note one look at records of several people, each of whom can see it."""
    rows = [
        _row(session, caller, READ, PERSON, person_id, {"what": what})
        for person_id in dict.fromkeys(person_ids)
        if person_id != caller.person_id
    ]
    if rows:
        await session.execute(insert(AuditEvent), rows)


def _row(
    session: AsyncSession,
    caller: Caller | None,
    action: str,
    subject: str,
    subject_id: UUID | None,
    data: dict[str, object],
) -> dict[str, object]:
    return {
        "tenant_id": tenant_of(session),
        "id": uuid7(),
        "account_id": caller.account_id if caller else None,
        "person_id": caller.person_id if caller else None,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "data": json.loads(json.dumps(data, default=_as_text)),
    }


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"the trail cannot keep a {type(value).__name__}")
