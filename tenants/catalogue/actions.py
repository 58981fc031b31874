"""What is done to the catalogue: proposing, approving, taking back and ending work items and job positions."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import BadInput, Forbidden, NotFound
from kernel.ids import uuid7
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.catalogue import life, rules
from tenants.catalogue.contents import (
    CompetencyContent,
    ItemContent,
    PositionContent,
    flat_competency,
)
from tenants.catalogue.errors import CodeTaken, FactSaid, NoDraft, NotInForce, OwnerMismatch
from tenants.catalogue.models import Competency, JobPosition, JobPositionVersion, WorkItem, WorkItemVersion
from tenants.catalogue.records import (
    ITEMS,
    POSITIONS,
    AnyKind,
    Identity,
    Kind,
    V,
    competency_content,
    item_columns,
    position_columns,
)
from tenants.catalogue.vocabulary import UNIT_GROUP
from tenants.organisation import queries as organisation


async def propose_item(
    session: AsyncSession, caller: Caller, code: str, content: ItemContent, owner_unit_id: UUID | None, *, now: datetime
) -> WorkItemVersion:
    """Propose a new work item: one of group C for its unit, any other for the whole province."""
    rights = _Rights(caller, ITEMS, "propose")
    await rights.check(session, owner_unit_id, local_date(now))
    content = _checked_item(content, owner_unit_id)
    record = WorkItem(tenant_id=tenant_of(session), id=uuid7(), code=_checked_code(code), owner_unit_id=owner_unit_id)
    await _add(session, ITEMS, record)
    return await _drafted(session, caller, ITEMS, record, item_columns(record.code, content), now)


async def revise_item(
    session: AsyncSession, caller: Caller, item_id: UUID, content: ItemContent, *, now: datetime
) -> WorkItemVersion:
    """Write the draft of a work item's next version, over the draft that is there."""
    record = await _right_record(session, caller, ITEMS, item_id, "propose", now)
    content = _checked_item(content, _owner(record))
    return await _drafted(session, caller, ITEMS, record, item_columns(record.code, content), now)


async def propose_position(
    session: AsyncSession, caller: Caller, code: str, content: PositionContent, *, now: datetime
) -> JobPositionVersion:
    """Propose a new job position with its job description and competency framework."""
    authorize(caller, "catalogue", "manage")
    content = _checked_position(content)
    record = JobPosition(tenant_id=tenant_of(session), id=uuid7(), code=_checked_code(code))
    await _add(session, POSITIONS, record)
    return await _drafted_position(session, caller, record, content, now)


async def revise_position(
    session: AsyncSession, caller: Caller, position_id: UUID, content: PositionContent, *, now: datetime
) -> JobPositionVersion:
    """Write the draft of a job position's next version, over the draft that is there."""
    record = await _right_record(session, caller, POSITIONS, position_id, "propose", now)
    return await _drafted_position(session, caller, record, _checked_position(content), now)


async def approve(
    session: AsyncSession, caller: Caller, kind: Kind[V], record_id: UUID, effective_from: date, *, now: datetime
) -> V:
    """Approve a record's draft from a day on; the version before it ends on that day.

    An item of a unit is approved by the head of that unit or of one above it, anything else by the administrator.
    """
    record = await _right_record(session, caller, kind, record_id, "approve", now)
    row = await life.approve_draft(session, kind, record, effective_from, caller.person_id, now)
    await _note(session, caller, kind, record, "approve", version=row.version, effective_from=effective_from)
    return row


async def recall(session: AsyncSession, caller: Caller, kind: Kind[V], record_id: UUID, *, now: datetime) -> V:
    """Take back an approved version that has not begun: it is a draft again."""
    record = await _right_record(session, caller, kind, record_id, "approve", now)
    row = await life.take_back(session, kind, record, now)
    await _note(session, caller, kind, record, "recall")
    return row


async def end(session: AsyncSession, caller: Caller, kind: Kind[V], record_id: UUID, on: date, *, now: datetime) -> V:
    """Let a record end on a day: from then on no version of it is in force."""
    record = await _right_record(session, caller, kind, record_id, "approve", now)
    row = await life.end(session, kind, record, on, now)
    await _note(session, caller, kind, record, "end", version=row.version, on=on)
    return row


async def complete(
    session: AsyncSession,
    caller: Caller,
    kind: Kind[V],
    record_id: UUID,
    facts: Mapping[str, str],
    on: date,
    *,
    now: datetime,
) -> V:
    """Add facts of the province's own that the version in force on a day, past or not, says nothing of.

    What a version says never changes; what it left out nothing can have been scored by. A waiting draft gets them too.
    """
    record = await _right_record(session, caller, kind, record_id, "approve", now)
    versions = await life.versions_of(session, kind, record.id)
    row = life.in_force(versions, on)
    if row is None:
        raise NotInForce("on")
    said = rules.clean_facts(facts)
    _refuse(rules.fact_problems({**row.attributes, **said}))
    if taken := [name for name, value in said.items() if row.attributes.get(name, value) != value]:
        raise FactSaid("attributes", names=", ".join(taken))
    for version in (row, life.draft_of(versions)):
        if version is not None:
            version.attributes = {**said, **version.attributes}
    await session.flush()
    await _note(session, caller, kind, record, "complete", version=row.version, attributes=said)
    return row


async def discard_draft(
    session: AsyncSession, caller: Caller, kind: Kind[V], record_id: UUID, *, now: datetime
) -> None:
    """Throw a draft away; a record that was never approved goes with it, and its code is free again."""
    record = await _right_record(session, caller, kind, record_id, "propose", now)
    versions = await life.versions_of(session, kind, record.id)
    draft = life.draft_of(versions)
    if draft is None:
        raise NoDraft("id")
    if isinstance(record, JobPosition):
        await life.clear_framework(session, record.id, life.DRAFT)
    await session.delete(draft)
    await session.flush()
    if len(versions) == 1 and record.template_code is None:
        await session.delete(record)
        await session.flush()
    await _note(session, caller, kind, record, "discard")


async def save_competency(session: AsyncSession, caller: Caller, code: str, content: CompetencyContent) -> Competency:
    """Add a competency or change what it says; the trail keeps what it said before."""
    authorize(caller, "catalogue", "manage")
    code, content = _checked_code(code), rules.clean_competency(content)
    _refuse(rules.competency_problems(content))
    row = await session.get(Competency, (tenant_of(session), code), with_for_update=True)
    before = flat_competency(competency_content(row)) if row is not None else {}
    columns = {"name": content.name, "kind": content.kind, "levels": dict(content.levels)}
    written = await session.scalars(
        insert(Competency)
        .values(tenant_id=tenant_of(session), code=code, **columns)
        .on_conflict_do_update(index_elements=["tenant_id", "code"], set_=columns)
        .returning(Competency),
        execution_options={"populate_existing": True},
    )
    await audit.record(session, caller, "save", "competency", None, code=code, before=before)
    return written.one()


class _Rights:
    """What the caller may do to a kind of record: for the province as a whole, or for units."""

    def __init__(self, caller: Caller, kind: AnyKind, action: str) -> None:
        self._whole = _granted(caller, "catalogue", "manage")
        self._units = _granted(caller, "work_item", action) if kind is ITEMS else None
        if self._whole is None and self._units is None:
            raise Forbidden()

    async def check(self, session: AsyncSession, owner_unit_id: UUID | None, on: date) -> None:
        """Refuse when the record's owner, a unit or the province, is out of the caller's reach."""
        if owner_unit_id is None:
            if self._whole is None:
                raise Forbidden()
            return
        path = await organisation.unit_path(session, owner_unit_id, on)
        if path is None:
            raise NotFound("ownerUnitId")
        if self._units is None or not self._units.covers(path):
            raise Forbidden()


def _granted(caller: Caller, resource: str, action: str) -> Grant | None:
    try:
        return authorize(caller, resource, action)
    except Forbidden:
        return None


async def _right_record(
    session: AsyncSession, caller: Caller, kind: AnyKind, record_id: UUID, action: str, now: datetime
) -> Identity:
    """The record, locked, when the caller may do this to it."""
    rights = _Rights(caller, kind, action)
    record = await life.locked(session, kind, record_id)
    await rights.check(session, _owner(record), local_date(now))
    return record


def _owner(record: Identity) -> UUID | None:
    return record.owner_unit_id if isinstance(record, WorkItem) else None


async def _add(session: AsyncSession, kind: AnyKind, record: Identity) -> None:
    """Add a new record; two that come with the same code at once leave one."""
    table = kind.identity
    columns = {name: getattr(record, name) for name in ("tenant_id", "id", "code")}
    if isinstance(record, WorkItem):
        columns["owner_unit_id"] = record.owner_unit_id
    added = await session.scalar(insert(table).values(**columns).on_conflict_do_nothing().returning(table.id))
    if added is None:
        raise CodeTaken("code", taken=record.code)


async def _drafted(
    session: AsyncSession, caller: Caller, kind: Kind[V], record: Identity, columns: dict[str, Any], now: datetime
) -> V:
    row = await life.write_draft(session, kind, record.id, columns, caller.person_id, now)
    await _note(session, caller, kind, record, "propose", name=row.name)
    return row


async def _drafted_position(
    session: AsyncSession, caller: Caller, record: Identity, content: PositionContent, now: datetime
) -> JobPositionVersion:
    await life.refuse_unknown(session, content)
    columns = position_columns(record.code, content)
    row = await _drafted(session, caller, POSITIONS, record, columns, now)
    await life.write_framework(session, record.id, row.version, content)
    return row


async def _note(
    session: AsyncSession, caller: Caller, kind: AnyKind, record: Identity, act: str, **data: object
) -> None:
    await audit.record(session, caller, act, kind.name, record.id, code=record.code, **data)


def _checked_code(code: str) -> str:
    code = rules.clean_code(code)
    if not rules.is_code(code):
        raise BadInput("code", expected=rules.CODE_EXPECTED.vi, expected_en=rules.CODE_EXPECTED.en)
    return code


def _checked_item(content: ItemContent, owner_unit_id: UUID | None) -> ItemContent:
    content = rules.clean_item(content)
    _refuse(rules.item_problems(content))
    if (content.task_group == UNIT_GROUP) != (owner_unit_id is not None):
        raise OwnerMismatch("taskGroup")
    return content


def _checked_position(content: PositionContent) -> PositionContent:
    content = rules.clean_position(content)
    _refuse(rules.position_problems(content))
    return content


def _refuse(problems: Iterable[rules.Problem]) -> None:
    """Refuse the first of the problems, at the field as clients name it."""
    for problem in problems:
        head, *rest = problem.field.split("_")
        path = head + "".join(part.capitalize() for part in rest)
        raise BadInput(path, expected=problem.expected.vi, expected_en=problem.expected.en)
