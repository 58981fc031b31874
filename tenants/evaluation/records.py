"""Disciplines and conclusions against persons, and objective causes of units' results: kept by their documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.evaluation.criteria import checked_text
from tenants.evaluation.errors import RecordDate, RecordForm, RecordRevoked, RecordTwice
from tenants.evaluation.models import CauseRecord, DisciplineRecord
from tenants.evaluation.refreshing import REFRESH
from tenants.organisation import queries as organisation

DOCUMENT_LIMIT: Final = 200
CONCLUSION: Final = "conclusion"

# The sheets a record bears on: the person's own, and those of everybody who leads them, by way of the person's months.
OF_PERSON: Final = text(
    """
    INSERT INTO pending_sheet (tenant_id, person_id, month)
    SELECT DISTINCT :tenant, sheet.person_id, unnest(sheet.months)
    FROM sheet
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
    LEFT JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = sheet.unit_id
         AND place.valid_to IS NULL
    WHERE sheet.tenant_id = :tenant AND sheet.status <> 'decided' AND period.last >= :on
      AND (sheet.person_id = :person OR sheet.standing <> 'staff' AND EXISTS (
          SELECT FROM appointment AS post
          JOIN unit_place AS below ON below.tenant_id = :tenant AND below.unit_id = post.unit_id
               AND below.valid_to IS NULL
          WHERE post.tenant_id = :tenant AND post.person_id = :person AND starts_with(below.path, place.path)))
    ON CONFLICT DO NOTHING
    """
)
OF_UNIT: Final = text(
    """
    INSERT INTO pending_sheet (tenant_id, person_id, month)
    SELECT DISTINCT :tenant, sheet.person_id, unnest(sheet.months)
    FROM sheet
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
    JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = sheet.unit_id AND place.valid_to IS NULL
    JOIN unit_place AS top ON top.tenant_id = :tenant AND top.unit_id = :unit AND top.valid_to IS NULL
    WHERE sheet.tenant_id = :tenant AND sheet.status <> 'decided' AND sheet.standing <> 'staff'
      AND period.first <= :last AND period.last >= :first AND starts_with(place.path, top.path)
    ON CONFLICT DO NOTHING
    """
)

# The causes of units above or at the posts from which a person led, by the tree of the day either ended first.
OF_LEADER: Final = text(
    """
    SELECT cause.id
    FROM appointment AS post
    JOIN cause_record AS cause ON cause.tenant_id = :tenant AND cause.last >= post.valid_from
         AND (post.valid_to IS NULL OR cause.first < post.valid_to)
    CROSS JOIN LATERAL (SELECT least(cause.last, post.valid_to - 1) AS day) AS last
    JOIN unit_place AS top ON top.tenant_id = :tenant AND top.unit_id = cause.unit_id
         AND top.valid_from <= last.day AND (top.valid_to IS NULL OR top.valid_to > last.day)
    JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = post.unit_id
         AND place.valid_from <= last.day AND (place.valid_to IS NULL OR place.valid_to > last.day)
    WHERE post.tenant_id = :tenant AND post.person_id = :person AND post.role <> 'cadre'
      AND starts_with(place.path, top.path)
    """
)


@dataclass(frozen=True)
class NewDiscipline:
    """A discipline (service) with its form, or a conclusion (degradation, unit_wrongdoing), by its document."""

    person_id: UUID
    ground: str
    form: str
    decided_on: date
    document_number: str
    note: str | None = None


@dataclass(frozen=True)
class NewCause:
    """An objective cause or force majeure (bất khả kháng) of a unit's result; both days are included."""

    unit_id: UUID
    first: date
    last: date
    reason: str
    document_number: str


async def record_discipline(
    session: AsyncSession, caller: Caller, new: NewDiscipline, *, now: datetime
) -> DisciplineRecord:
    """Put a discipline or a conclusion on record; sheets it bears on are brought up to date."""
    grant = authorize(caller, "record", "keep")
    if caller.person_id is None:
        raise Forbidden()
    if not await organisation.person_within(session, grant, new.person_id, local_date(now)):
        raise NotFound("personId")
    if (new.form == CONCLUSION) != (new.ground != "service"):
        raise RecordForm("form", form=new.form, ground=new.ground)
    if new.decided_on > local_date(now):
        raise RecordDate("decidedOn")
    document = checked_text(new.document_number, "documentNumber", least=1, most=DOCUMENT_LIMIT)
    await _refuse_twice(
        session,
        DisciplineRecord,
        document,
        DisciplineRecord.person_id == new.person_id,
        DisciplineRecord.ground == new.ground,
    )
    row = DisciplineRecord(
        tenant_id=tenant_of(session),
        id=uuid7(),
        person_id=new.person_id,
        ground=new.ground,
        form=new.form,
        decided_on=new.decided_on,
        document_number=document,
        note=checked_text(new.note or "", "note", least=0) or None,
        recorded_by=caller.person_id,
        recorded_at=now,
    )
    session.add(row)
    await session.flush()
    await _touch_person(session, row)
    data = {"record_id": row.id, "ground": row.ground, "form": row.form, "document_number": document}
    await audit.record(session, caller, "discipline_recorded", "person", row.person_id, **data)
    return row


async def revoke_discipline(
    session: AsyncSession, caller: Caller, record_id: UUID, reason: str, *, now: datetime
) -> DisciplineRecord:
    """Revoke a record with a reason; it stays to be seen and counts no more."""
    grant = authorize(caller, "record", "keep")
    row = await session.get(DisciplineRecord, (tenant_of(session), record_id), with_for_update=True)
    if row is None or not await organisation.person_within(session, grant, row.person_id, local_date(now)):
        raise NotFound("id")
    _revoke(row, caller, reason, now)
    await session.flush()
    await _touch_person(session, row)
    data = {"record_id": row.id, "reason": row.revoke_reason}
    await audit.record(session, caller, "discipline_revoked", "person", row.person_id, **data)
    return row


async def record_cause(session: AsyncSession, caller: Caller, new: NewCause, *, now: datetime) -> CauseRecord:
    """Put an objective cause of a unit's result on record; it holds for everybody who leads in the unit's branch."""
    grant = authorize(caller, "record", "keep")
    path = await organisation.unit_path(session, new.unit_id, local_date(now))
    if caller.person_id is None or not grant.covers(path):
        raise NotFound("unitId")
    if new.last < new.first or new.first > local_date(now):
        raise RecordDate("first")
    document = checked_text(new.document_number, "documentNumber", least=1, most=DOCUMENT_LIMIT)
    await _refuse_twice(session, CauseRecord, document, CauseRecord.unit_id == new.unit_id)
    row = CauseRecord(
        tenant_id=tenant_of(session),
        id=uuid7(),
        unit_id=new.unit_id,
        first=new.first,
        last=new.last,
        reason=checked_text(new.reason, "reason"),
        document_number=document,
        recorded_by=caller.person_id,
        recorded_at=now,
    )
    session.add(row)
    await session.flush()
    await _touch_unit(session, row)
    await audit.record(session, caller, "cause_recorded", "unit", row.unit_id, record_id=row.id, number=document)
    return row


async def revoke_cause(
    session: AsyncSession, caller: Caller, record_id: UUID, reason: str, *, now: datetime
) -> CauseRecord:
    """Revoke a cause with a reason; it stays to be seen and excuses nothing more."""
    grant = authorize(caller, "record", "keep")
    row = await session.get(CauseRecord, (tenant_of(session), record_id), with_for_update=True)
    path = await organisation.unit_path(session, row.unit_id, local_date(now)) if row is not None else None
    if row is None or not grant.covers(path):
        raise NotFound("id")
    _revoke(row, caller, reason, now)
    await session.flush()
    await _touch_unit(session, row)
    data = {"record_id": row.id, "reason": row.revoke_reason}
    await audit.record(session, caller, "cause_revoked", "unit", row.unit_id, **data)
    return row


async def disciplines(
    session: AsyncSession, caller: Caller, person_id: UUID, *, on: date
) -> Sequence[DisciplineRecord]:
    """What is on record of a person, revoked ones included, newest first; looking at another's is recorded."""
    grant = authorize(caller, "record", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    await audit.log_read(session, caller, person_id, "discipline_records")
    rows = await session.scalars(
        select(DisciplineRecord)
        .where(DisciplineRecord.tenant_id == tenant_of(session), DisciplineRecord.person_id == person_id)
        .order_by(DisciplineRecord.decided_on.desc(), DisciplineRecord.id.desc())
    )
    return rows.all()


async def causes(session: AsyncSession, caller: Caller, unit_id: UUID, *, on: date) -> Sequence[CauseRecord]:
    """The objective causes on record of a unit, revoked ones included, newest first."""
    grant = authorize(caller, "record", "read")
    path = await organisation.unit_path(session, unit_id, on)
    if not grant.covers(path):
        raise NotFound("unitId")
    rows = await session.scalars(
        select(CauseRecord)
        .where(CauseRecord.tenant_id == tenant_of(session), CauseRecord.unit_id == unit_id)
        .order_by(CauseRecord.first.desc(), CauseRecord.id.desc())
    )
    return rows.all()


async def causes_of_person(
    session: AsyncSession, caller: Caller, person_id: UUID, *, on: date
) -> Sequence[CauseRecord]:
    """The causes of units in whose branch a person led while they held, revoked ones included, newest first."""
    grant = authorize(caller, "record", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    found = await session.scalars(
        select(CauseRecord)
        .where(
            CauseRecord.tenant_id == tenant_of(session),
            CauseRecord.id.in_(OF_LEADER.bindparams(tenant=tenant_of(session), person=person_id)),
        )
        .order_by(CauseRecord.first.desc(), CauseRecord.id.desc())
    )
    return found.all()


async def _refuse_twice(
    session: AsyncSession,
    kind: type[DisciplineRecord] | type[CauseRecord],
    document: str,
    *same: ColumnElement[bool],
) -> None:
    standing = select(kind.id).where(
        kind.tenant_id == tenant_of(session), kind.document_number == document, kind.revoked_at.is_(None), *same
    )
    if await session.scalar(select(standing.exists())):
        raise RecordTwice("documentNumber", document=document)


def _revoke(row: DisciplineRecord | CauseRecord, caller: Caller, reason: str, now: datetime) -> None:
    if row.revoked_at is not None:
        raise RecordRevoked("id")
    row.revoke_reason = checked_text(reason, "reason")
    row.revoked_by, row.revoked_at = caller.person_id, now


async def _touch_person(session: AsyncSession, row: DisciplineRecord) -> None:
    values = {"tenant": tenant_of(session), "person": row.person_id, "on": row.decided_on}
    await session.execute(OF_PERSON, values)
    await enqueue(session, REFRESH)


async def _touch_unit(session: AsyncSession, row: CauseRecord) -> None:
    values = {"tenant": tenant_of(session), "unit": row.unit_id, "first": row.first, "last": row.last}
    await session.execute(OF_UNIT, values)
    await enqueue(session, REFRESH)
