"""Between the rows of versions and their contents."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.catalogue.contents import (
    DESCRIPTION,
    CompetencyContent,
    ItemContent,
    PositionContent,
)
from tenants.catalogue.models import (
    Competency,
    JobPosition,
    JobPositionVersion,
    RequiredCompetency,
    WorkItem,
    WorkItemVersion,
)
from tenants.catalogue.rules import search_words
from tenants.vietnamese import text_sort_key

Identity = JobPosition | WorkItem
V = TypeVar("V", bound=JobPositionVersion | WorkItemVersion)
V_co = TypeVar("V_co", bound=JobPositionVersion | WorkItemVersion, covariant=True)


@dataclass(frozen=True)
class Kind(Generic[V_co]):
    """A kind of record that lives in versions: its tables, and the column by which a version knows its record."""

    name: str
    identity: type[JobPosition] | type[WorkItem]
    rows: type[V_co]
    parent: str

    @property
    def parent_column(self) -> ColumnElement[UUID]:
        """The column by which a version knows its record."""
        column: ColumnElement[UUID] = getattr(self.rows, self.parent)
        return column

    def parent_of(self, row: JobPositionVersion | WorkItemVersion) -> UUID:
        """The record a version belongs to."""
        parent_id: UUID = getattr(row, self.parent)
        return parent_id


ITEMS: Final[Kind[WorkItemVersion]] = Kind("work_item", WorkItem, WorkItemVersion, "work_item_id")
POSITIONS: Final[Kind[JobPositionVersion]] = Kind("job_position", JobPosition, JobPositionVersion, "job_position_id")
AnyKind = Kind[JobPositionVersion | WorkItemVersion]


def item_columns(code: str, content: ItemContent) -> dict[str, Any]:
    """The columns of a version that say what the work item is; own facts only where the content says them."""
    return {
        "name": content.name,
        "search_key": search_words(code, content.name),
        "sort_key": text_sort_key(content.name),
        "field": content.field,
        "task_group": content.task_group,
        "position_groups": list(content.position_groups),
        "norm_minutes": content.norm_minutes,
        "complexity": content.complexity,
        "standard_score": content.standard_score,
        "output": content.output,
        "product_unit": content.product_unit,
        **_attributes(content),
    }


def item_content(row: WorkItemVersion) -> ItemContent:
    """What a version of a work item says."""
    return ItemContent(
        name=row.name,
        field=row.field,
        task_group=row.task_group,
        position_groups=tuple(row.position_groups),
        norm_minutes=row.norm_minutes,
        complexity=row.complexity,
        standard_score=row.standard_score,
        output=row.output,
        product_unit=row.product_unit,
        attributes=row.attributes,
    )


def position_columns(code: str, content: PositionContent) -> dict[str, Any]:
    """The columns of a version that say what the job position is; its framework stands in rows of its own."""
    return {
        "name": content.name,
        "search_key": search_words(code, content.name),
        "sort_key": text_sort_key(content.name),
        "position_group": content.position_group,
        "rank": content.rank,
        "field": content.field,
        "level": content.level,
        "description": {name: getattr(content, name) for name in DESCRIPTION} | {"duties": list(content.duties)},
        **_attributes(content),
    }


def position_content(row: JobPositionVersion, required: Mapping[str, int]) -> PositionContent:
    """What a version of a job position says, with its competency framework."""
    return PositionContent(
        name=row.name,
        position_group=row.position_group,
        rank=row.rank,
        field=row.field,
        level=row.level,
        purpose=row.description["purpose"],
        duties=tuple(row.description["duties"]),
        authority=row.description["authority"],
        relations=row.description["relations"],
        requirements=row.description["requirements"],
        competencies=dict(required),
        attributes=row.attributes,
    )


def _attributes(content: ItemContent | PositionContent) -> dict[str, Any]:
    return {} if content.attributes is None else {"attributes": dict(content.attributes)}


def competency_content(row: Competency) -> CompetencyContent:
    """What the catalogue says of a competency."""
    return CompetencyContent(name=row.name, kind=row.kind, levels=row.levels)


async def frameworks(
    session: AsyncSession, versions: Mapping[UUID, int] | None = None
) -> dict[tuple[UUID, int], dict[str, int]]:
    """The competency frameworks of the given versions of positions (of all without), by position and version."""
    table = RequiredCompetency
    query = select(table.job_position_id, table.version, table.competency_code, table.level).where(
        table.tenant_id == tenant_of(session)
    )
    if versions is not None:
        query = query.where(table.job_position_id == func.any(list(versions)))
    found: dict[tuple[UUID, int], dict[str, int]] = {}
    for row in await session.execute(query.order_by(table.competency_code)):
        found.setdefault((row.job_position_id, row.version), {})[row.competency_code] = row.level
    return found if versions is None else {key: found.get(key, {}) for key in versions.items()}


async def newest_versions(session: AsyncSession, kind: Kind[V], record_ids: Collection[UUID]) -> list[V]:
    """The version approved last of each of these records; one with a last day has been ended."""
    if not record_ids:
        return []
    table = kind.rows
    last = (
        select(table)
        .where(
            table.tenant_id == tenant_of(session), kind.parent_column == func.any(list(record_ids)), table.version > 0
        )
        .ext(distinct_on(kind.parent_column))
        .order_by(kind.parent_column, table.version.desc())
    )
    return list(await session.scalars(last))


async def contents_of(
    session: AsyncSession, versions: Sequence[JobPositionVersion | WorkItemVersion]
) -> dict[UUID, ItemContent | PositionContent]:
    """What versions say, by the record they belong to."""
    positions = {row.job_position_id: row.version for row in versions if isinstance(row, JobPositionVersion)}
    required = await frameworks(session, positions) if positions else {}
    found: dict[UUID, ItemContent | PositionContent] = {}
    for row in versions:
        if isinstance(row, WorkItemVersion):
            found[row.work_item_id] = item_content(row)
        else:
            found[row.job_position_id] = position_content(row, required[row.job_position_id, row.version])
    return found
