"""Job positions (vị trí việc làm) with their job descriptions and competency frameworks."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import PositionGroup, VersionStatus
from api.schema.fields import part, plain, query
from api.schema.listings import keys_of, rows_of
from api.schema.own_facts import OwnFact
from api.schema.paging import Connection, Page
from kernel.clock import today
from policies.authority import Caller
from tenants.catalogue import models, queries
from tenants.catalogue.records import POSITIONS, frameworks


@strawberry.type(description="What a level of a competency means.")
class CompetencyLevel:
    """One of five levels."""

    level: int
    meaning: str


@strawberry.type(description="A competency (năng lực).")
class Competency:
    """A competency with the meaning of its levels."""

    code: str
    name: str
    kind: str
    meanings: strawberry.Private[Mapping[str, str]]

    @part
    async def levels(self) -> list[CompetencyLevel]:
        """What each level means, the lowest first."""
        return [CompetencyLevel(level=int(level), meaning=text) for level, text in sorted(self.meanings.items())]

    @classmethod
    def of(cls, row: models.Competency) -> "Competency":
        """A competency from its row."""
        return cls(code=row.code, name=row.name, kind=row.kind, meanings=row.levels)


@strawberry.type(description="A line of a competency framework (khung năng lực): the level a position requires.")
class RequiredCompetency:
    """A competency and the level it must reach."""

    code: str
    level: int

    @part
    async def competency(self, info: Info) -> Competency | None:
        """The competency itself."""
        return await info.context.load(competencies_by_code, self.code)


@strawberry.type(description="A job position as records name it.")
class PositionName:
    """Name and kind of a position in force."""

    id: UUID
    name: str
    position_group: PositionGroup
    rank: str
    field: str
    level: str


@strawberry.type(description="A version of a job position: its job description (bản mô tả công việc).")
class JobPosition:
    """A job position as one version says it."""

    id: UUID
    code: str
    version: int = strawberry.field(description="Number of the version; a draft has 0.")
    status: VersionStatus
    valid_from: date | None
    valid_to: date | None
    name: str
    position_group: PositionGroup
    rank: str
    field: str
    level: str
    purpose: str
    duties: list[str]
    authority: str
    relations: str
    requirements: str
    template_code: str | None
    proposed_at: datetime | None
    approved_at: datetime | None
    own_facts: strawberry.Private[Mapping[str, str]]

    @part
    async def attributes(self) -> list[OwnFact]:
        """Facts of the province's own (dữ liệu riêng), as its norm package asks for them, by name."""
        return OwnFact.all_of(self.own_facts)

    @part
    async def competencies(self, info: Info) -> list[RequiredCompetency]:
        """The competency framework, by code."""
        required = await info.context.load(framework_of, (self.id, self.version)) or {}
        return [RequiredCompetency(code=code, level=level) for code, level in required.items()]

    @classmethod
    def of(cls, record: models.JobPosition, row: models.JobPositionVersion) -> "JobPosition":
        """A version of a position from its rows."""
        same = ("version", "status", "valid_from", "valid_to", "name", "position_group", "rank", "field", "level")
        facts = {name: getattr(row, name) for name in (*same, "proposed_at", "approved_at")}
        facts["own_facts"] = row.attributes
        return cls(id=record.id, code=record.code, template_code=record.template_code, **facts, **row.description)


async def positions_of_today(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, PositionName]:
    """Positions named on records, as in force today."""
    found = await queries.positions_in_force(session, ids, today())
    return {
        position_id: PositionName(
            id=position_id,
            **{name: getattr(row, name) for name in ("name", "position_group", "rank", "field", "level")},
        )
        for position_id, row in found.items()
    }


async def framework_of(
    session: AsyncSession, caller: Caller, keys: list[tuple[UUID, int]]
) -> Mapping[tuple[UUID, int], Mapping[str, int]]:
    """The competency frameworks of versions already found readable."""
    found: dict[tuple[UUID, int], Mapping[str, int]] = {}
    for batch in _one_version_each(keys):
        found |= await frameworks(session, batch)
    return found


def _one_version_each(keys: Iterable[tuple[UUID, int]]) -> list[dict[UUID, int]]:
    batches: list[dict[UUID, int]] = []
    for position_id, version in keys:
        fitting = next((batch for batch in batches if position_id not in batch), None)
        if fitting is None:
            batches.append({position_id: version})
        else:
            fitting[position_id] = version
    return batches


async def competencies_by_code(session: AsyncSession, caller: Caller, codes: list[str]) -> Mapping[str, Competency]:
    """Competencies by code; there are some dozens, so all are read."""
    return {row.code: Competency.of(row) for row in await queries.competencies(session, caller)}


@strawberry.input(description="Which job positions in force on a day; every part that is given must fit.")
class PositionFilter:
    """Words of code or name, and closed lists."""

    on: date | None = None
    text: str | None = None
    position_group: PositionGroup | None = None
    rank: str | None = None
    field: str | None = None
    level: str | None = None


@strawberry.type
class PositionQuery:
    """Questions about job positions and competencies."""

    @query("catalogue:read")
    async def job_positions(
        self, info: Info, filter: PositionFilter | None = None, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[JobPosition] | None:
        """Job positions in force on a day (today), by name; found with or without diacritics."""
        page = Page(first, after, tuple[str, UUID])
        given: dict[str, Any] = plain(filter) if filter is not None else {}
        wanted = queries.PositionFilter(**given | {"on": given.get("on") or today()})
        async with info.context.session() as session:
            rows = await rows_of(session, await queries.positions(session, info.context.caller, wanted), page)
        return page.of(JobPosition, rows, key=keys_of, make=lambda row: JobPosition.of(row[0], row[1]))

    @query("catalogue:manage")
    async def job_position_drafts(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[JobPosition] | None:
        """Drafts of job positions that wait, the oldest first."""
        page = Page(first, after, tuple[datetime, UUID])
        async with info.context.session() as session:
            rows = await rows_of(session, await queries.drafts_of_positions(session, info.context.caller), page)
        return page.of(JobPosition, rows, key=keys_of, make=lambda row: JobPosition.of(row[0], row[1]))

    @query("catalogue:manage")
    async def job_position_draft(self, info: Info, id: UUID) -> JobPosition | None:
        """The draft of a job position, if there is one."""
        async with info.context.session() as session:
            listing = await queries.drafts_of_positions(session, info.context.caller)
            row = (await session.execute(listing.rows.where(models.JobPosition.id == id))).first()
        return JobPosition.of(row[0], row[1]) if row is not None else None

    @query("catalogue:read")
    async def job_position_history(self, info: Info, id: UUID) -> list[JobPosition] | None:
        """The approved versions of a job position, the newest first."""
        async with info.context.session() as session:
            rows = await queries.history(session, info.context.caller, POSITIONS, id)
            record = await session.get(models.JobPosition, (info.context.caller.tenant_id, id))
        return [JobPosition.of(record, row) for row in rows] if record is not None else []

    @query("catalogue:read", size=100)
    async def competencies(self, info: Info) -> list[Competency] | None:
        """All competencies of the catalogue by code."""
        async with info.context.session() as session:
            return [Competency.of(row) for row in await queries.competencies(session, info.context.caller)]
