"""A province's answer to a change of the national template: what it takes over becomes a new version."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue import bulk, life, rules
from tenants.catalogue.contents import Flat, competency_of, item_of, position_of
from tenants.catalogue.errors import CodeTaken, TemplateMoved
from tenants.catalogue.models import (
    Competency,
    JobPositionVersion,
    WorkItem,
    WorkItemVersion,
)
from tenants.catalogue.records import ITEMS, POSITIONS, Identity, item_columns, position_columns
from tenants.catalogue.template import COMPETENCY, template_of
from tenants.catalogue.upstream import KINDS, Difference, differences

Written = WorkItemVersion | JobPositionVersion | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a province does with the difference it has seen in this `revision`.

    `fields` are taken over, the rest stays the province's own. None takes everything (of a withdrawn record: ends it);
    an empty one takes nothing, and the difference does not come again. `note` is why, for the trail.
    """

    kind: str
    code: str
    revision: int
    effective_from: date
    fields: Collection[str] | None = None
    note: str | None = None


async def accept_upstream(session: AsyncSession, caller: Caller, answer: Answer, *, now: datetime) -> Written:
    """Answer a difference; gives the new version in force from a day on, if one was written.

    A competency has no versions: what is taken over holds at once, and the trail keeps what it said before.
    """
    authorize(caller, "catalogue", "manage")
    record = await _locked(session, answer)
    key = (answer.kind, answer.code)
    difference = next((found for found in await differences(session) if (found.kind, found.code) == key), None)
    if difference is None:
        raise NotFound("code")
    if difference.revision != answer.revision:
        raise TemplateMoved("revision")
    content = rules.merged(difference.ours, _taken(difference, answer.fields))
    written: Written = None
    if answer.kind == COMPETENCY:
        await _settle_competency(session, difference, content)
    else:
        record = record or await _new_record(session, difference)
        if difference.change == "withdrawn" and answer.fields is None:
            written = await _ended(session, record, answer.effective_from, now)
        elif content != difference.ours:
            written = await _new_version(session, caller, record, content, answer.effective_from, now)
        record.template_code, record.template_revision = difference.code, difference.revision
        await session.flush()
    subject_id = record.id if record is not None else None
    before = {path: value for path, value in difference.ours.items() if content.get(path) != value}
    data = {"code": answer.code, "revision": answer.revision, "fields": answer.fields, "before": before}
    if note := rules.clean_text(answer.note or ""):
        data["note"] = note[: rules.LONGEST_LINE]
    await audit.record(session, caller, "accept_template", answer.kind, subject_id, **data)
    return written


def _taken(difference: Difference, fields: Collection[str] | None) -> Sequence[rules.FieldDifference]:
    """The fields to take over; a record that the province does not have is taken whole or not at all."""
    known = {found.field: found for found in difference.fields}
    if fields is None:
        return difference.fields
    partial = bool(fields) and not difference.ours and set(fields) != set(known)
    if partial or not set(fields) <= set(known):
        expected = "các trường có trong phần khác biệt; mục mới phải nhận toàn bộ"
        raise BadInput("fields", expected=expected, expected_en="fields of the difference; a new record is taken whole")
    return [known[field] for field in dict.fromkeys(fields)]


async def _locked(session: AsyncSession, answer: Answer) -> Identity | None:
    """The province's own record, locked, if it has one; of competencies and unknown kinds there is none."""
    if answer.kind not in KINDS:
        return None
    table = KINDS[answer.kind].identity
    common = WorkItem.owner_unit_id.is_(None) if table is WorkItem else true()
    of_code = or_(table.template_code == answer.code, table.code == answer.code)
    found: Identity | None = await session.scalar(
        select(table)
        .where(table.tenant_id == tenant_of(session), common, of_code)
        .order_by(table.template_code.nulls_last())
        .limit(1)
        .with_for_update()
    )
    return found


async def _new_record(session: AsyncSession, difference: Difference) -> Identity:
    """A record for what the template added; the province may have given its code to something else."""
    table = KINDS[difference.kind].identity
    columns = {"tenant_id": tenant_of(session), "id": uuid7(), "code": difference.code}
    added = await session.scalar(insert(table).values(**columns).on_conflict_do_nothing().returning(table.id))
    if added is None:
        raise CodeTaken("code", taken=difference.code)
    return await life.locked(session, KINDS[difference.kind], added)


async def _ended(session: AsyncSession, record: Identity, on: date, now: datetime) -> Written:
    if isinstance(record, WorkItem):
        return await life.end(session, ITEMS, record, on, now)
    return await life.end(session, POSITIONS, record, on, now)


async def _new_version(
    session: AsyncSession, caller: Caller, record: Identity, content: Flat, effective_from: date, now: datetime
) -> Written:
    facts = {"tenant_id": tenant_of(session), "approved_by": caller.person_id}
    if isinstance(record, WorkItem):
        item = WorkItemVersion(work_item_id=record.id, **facts, **item_columns(record.code, item_of(content)))
        return await life.add_version(session, ITEMS, record, item, effective_from, now)
    position = position_of(content)
    await _add_competencies(session, position.competencies)
    await life.refuse_unknown(session, position)
    row = JobPositionVersion(job_position_id=record.id, **facts, **position_columns(record.code, position))
    await life.add_version(session, POSITIONS, record, row, effective_from, now)
    await life.write_framework(session, record.id, row.version, position)
    return row


async def _add_competencies(session: AsyncSession, wanted: Collection[str]) -> None:
    """Take over the competencies that a framework needs and the province lacks."""
    known = await session.scalars(select(Competency.code).where(Competency.tenant_id == tenant_of(session)))
    missing = set(wanted) - set(known)
    if missing:
        template = await template_of(session)
        found = {code: template.get((COMPETENCY, code)) for code in sorted(missing)}
        new = [(code, competency_of(it.content), it.revision) for code, it in found.items() if it and it.content]
        await bulk.write_competencies(session, new)


async def _settle_competency(session: AsyncSession, difference: Difference, content: Flat) -> None:
    """Write what was taken over of a competency, and the revision it was taken from."""
    if not content:
        raise BadInput(
            "fields", expected="năng lực mới được nhận toàn bộ", expected_en="a new competency is taken whole"
        )
    said = competency_of(content)
    if not difference.ours:
        await bulk.write_competencies(session, [(difference.code, said, difference.revision)])
        return
    await session.execute(
        update(Competency)
        .where(Competency.tenant_id == tenant_of(session), Competency.code == difference.code)
        .values(name=said.name, kind=said.kind, levels=dict(said.levels), template_revision=difference.revision)
    )
