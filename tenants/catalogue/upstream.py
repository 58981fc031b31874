"""What the national template has changed since a province took it over, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import func, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.catalogue import rules
from tenants.catalogue.contents import Flat, flat_competency, flat_content
from tenants.catalogue.models import Competency, TemplateRecord, WorkItem
from tenants.catalogue.records import (
    ITEMS,
    POSITIONS,
    AnyKind,
    competency_content,
    contents_of,
    newest_versions,
)
from tenants.catalogue.template import COMPETENCY, JOB_POSITION, WORK_ITEM, Key, Revised, template_of
from tenants.catalogue.vocabulary import FIELD_WORDS

Change = Literal["added", "changed", "withdrawn"]
KINDS: Final[Mapping[str, AnyKind]] = {WORK_ITEM: ITEMS, JOB_POSITION: POSITIONS}
_ORDER: Final = (COMPETENCY, JOB_POSITION, WORK_ITEM)


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that the template added, changed or withdrew, and that the province has not yet answered.

    `record_id` is the province's own record (a competency has none beside its code). `fields` are those the template
    changed, each with the three values. `ours` is all that the province says: nothing for a record it does not have,
    or has ended.
    """

    kind: str
    code: str
    name: str
    change: Change
    record_id: UUID | None
    base_revision: int | None
    revision: int
    fields: tuple[rules.FieldDifference, ...]
    ours: Flat


@dataclass(frozen=True, slots=True)
class _Held:
    """What a province has of a record of the template: its own record, and the revision it accepted."""

    record_id: UUID | None
    revision: int | None


async def upstream_differences(session: AsyncSession, caller: Caller) -> list[Difference]:
    """Where the template's newest revisions differ from those the province has accepted, by kind and code."""
    authorize(caller, "catalogue", "manage")
    return await differences(session)


async def differences(session: AsyncSession) -> list[Difference]:
    """The differences that wait for an answer; whoever calls has authorised."""
    template, held = await template_of(session), await _held(session)
    waiting = {
        key: record
        for key, record in template.items()
        if (held[key].revision if key in held else None) != record.revision and (record.content or key in held)
    }
    bases = await _bases(session, {key: held[key].revision for key in waiting if key in held})
    ours = await _ours(session, {key: held[key] for key in waiting if key in held})
    found = [
        _difference(key, record, held.get(key, _Held(None, None)), bases.get(key, {}), ours.get(key, {}))
        for key, record in waiting.items()
    ]
    shown = [difference for difference in found if difference is not None]
    return sorted(shown, key=lambda difference: (_ORDER.index(difference.kind), difference.code))


def _difference(key: Key, record: Revised, held: _Held, base: Flat, ours: Flat) -> Difference | None:
    """The difference of one record, or nothing when the template withdrew what the province does not have either."""
    kind, code = key
    change: Change = "changed"
    if not record.content:
        # What a competency means is needed as long as a framework names it: its withdrawal asks for no answer.
        if not ours or kind == COMPETENCY:
            return None
        change = "withdrawn"
    elif not ours:
        change, base = "added", {}
    order = list(FIELD_WORDS[kind])
    fields = sorted(
        rules.three_way(base, record.content, ours) if record.content else [],
        key=lambda changed: (order.index(changed.field.partition(".")[0]), changed.field),
    )
    name = str(ours.get("name") or record.content.get("name"))
    return Difference(kind, code, name, change, held.record_id, held.revision, record.revision, tuple(fields), ours)


async def _held(session: AsyncSession) -> dict[Key, _Held]:
    """What the province has of the template; a record of its own that happens to have a template's code counts too."""
    tenant_id, found = tenant_of(session), dict[Key, _Held]()
    for name, kind in KINDS.items():
        table = kind.identity
        code = func.coalesce(table.template_code, table.code)
        common = WorkItem.owner_unit_id.is_(None) if kind is ITEMS else true()
        rows = await session.execute(
            select(code.label("code"), table.id, table.template_revision)
            .where(table.tenant_id == tenant_id, common)
            .order_by(table.template_code.nulls_first())
        )
        found.update({(name, row.code): _Held(row.id, row.template_revision) for row in rows})
    competencies = await session.execute(
        select(Competency.code, Competency.template_revision).where(Competency.tenant_id == tenant_id)
    )
    found.update({(COMPETENCY, row.code): _Held(None, row.template_revision) for row in competencies})
    return found


async def _bases(session: AsyncSession, accepted: Mapping[Key, int | None]) -> dict[Key, Flat]:
    """What the template said in the revisions that were accepted."""
    table = TemplateRecord
    keys = [(*key, revision) for key, revision in accepted.items() if revision is not None]
    if not keys:
        return {}
    found = await session.scalars(select(table).where(tuple_(table.kind, table.code, table.revision).in_(keys)))
    return {(row.kind, row.code): row.content for row in found}


async def _ours(session: AsyncSession, held: Mapping[Key, _Held]) -> dict[Key, Flat]:
    """What the province says in its newest versions, as far as they have not been ended."""
    by_id = {record.record_id: key for key, record in held.items() if record.record_id is not None}
    found: dict[Key, Flat] = {}
    for name, kind in KINDS.items():
        ids = [record_id for record_id, key in by_id.items() if key[0] == name]
        versions = [row for row in await newest_versions(session, kind, ids) if row.valid_to is None]
        for record_id, content in (await contents_of(session, versions)).items():
            found[by_id[record_id]] = flat_content(content)
    codes = [code for kind, code in held if kind == COMPETENCY]
    if codes:
        table = Competency
        for competency in await session.scalars(
            select(table).where(table.tenant_id == tenant_of(session), table.code.in_(codes))
        ):
            found[COMPETENCY, competency.code] = flat_competency(competency_content(competency))
    return found
