"""The national template: its files become records by revision, and a fresh province takes them over at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final
from uuid import UUID

import yaml
from sqlalchemy import Connection, Select, insert, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.catalogue import bulk, rules
from tenants.catalogue.contents import (
    CompetencyContent,
    Flat,
    ItemContent,
    PositionContent,
    competency_of,
    flat_competency,
    flat_item,
    flat_position,
    item_of,
    position_of,
)
from tenants.catalogue.errors import BadTemplate, NoTemplate
from tenants.catalogue.models import Competency, JobPosition, TemplateRecord, WorkItem
from tenants.catalogue.vocabulary import UNIT_GROUP

COMPETENCY: Final = "competency"
JOB_POSITION: Final = "job_position"
WORK_ITEM: Final = "work_item"
FILES: Final = {COMPETENCY: "competencies.yaml", JOB_POSITION: "job_positions.yaml", WORK_ITEM: "work_items.yaml"}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Revised:
    """The newest revision of a record of the template; with no content the template has withdrawn it."""

    revision: int
    content: Flat


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many records a province took over."""

    competencies: int
    positions: int
    items: int


def load_template(connection: Connection, folder: Traversable | None = None) -> int:
    """Write the template's files as records, a new revision where the content has changed; answers how many.

    Run by the role that owns the schema. A record that is no longer in its file gets an empty revision: withdrawn.
    """
    written = read_template(folder or files("tenants") / "templates" / "national")
    known = {(row.kind, row.code): Revised(row.revision, row.content) for row in connection.execute(newest_revisions())}
    rows = []
    for key in dict.fromkeys([*written, *known]):
        before, content = known.get(key, Revised(0, {})), written.get(key, {})
        if before.content != content:
            kind, code = key
            rows.append({"kind": kind, "code": code, "revision": before.revision + 1, "content": content})
    if rows:
        connection.execute(insert(TemplateRecord), rows)
    return len(rows)


def newest_revisions() -> Select[tuple[str, str, int, dict[str, Any]]]:
    """The newest revision of every record of the template."""
    table = TemplateRecord
    return (
        select(table.kind, table.code, table.revision, table.content)
        .ext(distinct_on(table.kind, table.code))
        .order_by(table.kind, table.code, table.revision.desc())
    )


async def template_of(session: AsyncSession) -> dict[Key, Revised]:
    """The newest revision of every record of the template, by kind and code."""
    found = await session.execute(newest_revisions())
    return {(row.kind, row.code): Revised(row.revision, row.content) for row in found}


async def adopt_template(
    session: AsyncSession,
    effective_from: date,
    *,
    now: datetime,
    by: UUID | None = None,
    kinds: Collection[str] = (JOB_POSITION, WORK_ITEM),
) -> Adopted:
    """Give a province what it does not have of the template, approved and in force from a day on.

    `kinds` may leave out job positions (with the competencies they require) or work items. For provisioning: whoever
    calls creates the tenant. Later changes of the template come as differences to accept.
    """
    template, approval = await template_of(session), bulk.Approval(effective_from, by, now)
    if not template:
        raise NoTemplate()
    chosen = {key: found for key, found in template.items() if key[0] in _with_competencies(kinds)}
    competencies = [
        (code, competency_of(found.content), found.revision)
        for code, found in await _missing(session, chosen, COMPETENCY, Competency)
    ]
    await bulk.write_competencies(session, competencies)
    positions = _new(await _missing(session, chosen, JOB_POSITION, JobPosition), position_of)
    await bulk.write_versions(session, positions, approval)
    items = _new(await _missing(session, chosen, WORK_ITEM, WorkItem), item_of)
    await bulk.write_versions(session, items, approval)
    return Adopted(len(competencies), len(positions), len(items))


def _with_competencies(kinds: Collection[str]) -> set[str]:
    return {*kinds, COMPETENCY} if JOB_POSITION in kinds else set(kinds)


async def _missing(
    session: AsyncSession,
    template: Mapping[Key, Revised],
    kind: str,
    table: type[Competency] | type[JobPosition] | type[WorkItem],
) -> list[tuple[str, Revised]]:
    have = set(await session.scalars(select(table.code).where(table.tenant_id == tenant_of(session))))
    return [
        (key[1], found) for key, found in template.items() if key[0] == kind and found.content and key[1] not in have
    ]


def _new(
    found: Iterable[tuple[str, Revised]], content_of: Callable[[Flat], ItemContent | PositionContent]
) -> list[bulk.NewVersion]:
    return [
        bulk.NewVersion(code, content_of(record.content), accepted=bulk.Accepted(code, record.revision))
        for code, record in found
    ]


def read_template(folder: Traversable) -> dict[Key, Flat]:
    """The records of a template's files in flat form; refuses the first that cannot stand."""
    found: dict[Key, Flat] = {}
    for kind, name in FILES.items():
        for code, content in _records(kind, folder / name):
            if (kind, code) in found:
                raise _bad(name, code, "mã bị lặp", "the code is there twice")
            found[kind, code] = content
    competencies = {code for kind, code in found if kind == COMPETENCY}
    for (kind, code), content in found.items():
        if kind == JOB_POSITION:
            unknown = sorted(set(position_of(content).competencies) - competencies)
            if unknown:
                raise _bad(FILES[kind], code, f"không có năng lực {unknown[0]}", f"no competency {unknown[0]}")
    return found


def _records(kind: str, file: Traversable) -> Iterator[tuple[str, Flat]]:
    # The loader built on libyaml reads the same ten times faster, where PyYAML has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for record in yaml.load(file.read_text(encoding="utf-8"), loader):  # noqa: S506 - both loaders are safe ones
        code = str(record.get("code"))
        try:
            content, problems = _READERS[kind](record)
        except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise _bad(file.name, code, f"thiếu hoặc sai {error}", f"missing or wrong {error}") from error
        first = next(problems, None)
        if first is not None or not rules.is_code(code):
            said = first.expected if first else rules.CODE_EXPECTED
            field = first.field if first else "code"
            raise _bad(file.name, code, f"{field}: {said.vi}", f"{field}: {said.en}")
        yield code, content


def _bad(file: str, item: str, reason: str, reason_en: str) -> BadTemplate:
    return BadTemplate(file=file, item=item, reason=reason, reason_en=reason_en)


def item_of_record(record: Mapping[str, Any]) -> ItemContent:
    """The work item that a record of a template's file describes, in canonical form."""
    return rules.clean_item(
        ItemContent(
            name=record["name"],
            field=record["field"],
            task_group=record["task_group"],
            position_groups=tuple(record["position_groups"]),
            norm_minutes=int(record["norm_minutes"]),
            complexity=record["complexity"],
            standard_score=Decimal(str(record["standard_score"])),
            output=record["output"],
            product_unit=record["unit_of_product"],
        )
    )


def _read_item(record: Mapping[str, Any]) -> tuple[Flat, Iterator[rules.Problem]]:
    content = item_of_record(record)
    if content.task_group == UNIT_GROUP:
        raise ValueError("task_group: C")
    return flat_item(content), rules.item_problems(content)


def _read_position(record: Mapping[str, Any]) -> tuple[Flat, Iterator[rules.Problem]]:
    description = record["description"]
    content = rules.clean_position(
        PositionContent(
            name=record["name"],
            position_group=record["group"],
            rank=record["rank"],
            field=record["field"],
            level=record["level"],
            purpose=description["purpose"],
            duties=tuple(description["duties"]),
            authority=description["authority"],
            relations=description["relations"],
            requirements=description["requirements"],
            competencies={code: int(level) for code, level in record["competencies"].items()},
        )
    )
    return flat_position(content), rules.position_problems(content)


def _read_competency(record: Mapping[str, Any]) -> tuple[Flat, Iterator[rules.Problem]]:
    levels = {str(level): meaning for level, meaning in record["levels"].items()}
    content = rules.clean_competency(CompetencyContent(name=record["name"], kind=record["kind"], levels=levels))
    return flat_competency(content), rules.competency_problems(content)


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], tuple[Flat, Iterator[rules.Problem]]]]] = {
    COMPETENCY: _read_competency,
    JOB_POSITION: _read_position,
    WORK_ITEM: _read_item,
}
