"""Everything the papers of some sheets are made from, read in a handful of statements however many sheets there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.catalogue.models import JobPositionVersion
from tenants.decisions.models import Decision
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.norms import queries as norms
from tenants.norms.language import Package
from tenants.norms.models import NormPackage
from tenants.organisation.models import Appointment, Person, Unit, UnitPlace
from tenants.papers.wording import ROLES
from tenants.periods.models import EvaluationPeriod
from tenants.registry import queries as registry
from tenants.scoring.models import MonthScore

OPINED = "opined"


@dataclass(frozen=True)
class Place:
    """A unit as it stood on a day: what it is, how it was called, and below which unit."""

    unit_id: UUID
    name: str
    kind: str
    commune_code: str | None
    province_code: str | None
    parent_id: UUID | None
    path: str


@dataclass(frozen=True)
class Records:
    """What the sheets of one period name, by id.

    `decisions` has the standing one of each sheet, `months` the scores of each person's month by revision.
    """

    tenant_name: str
    period: EvaluationPeriod
    day: date
    sheets: Sequence[Sheet]
    people: Mapping[UUID, Person]
    posts: Mapping[UUID, Appointment]
    positions: Mapping[UUID, str]
    places: Mapping[UUID, Place]
    decisions: Mapping[UUID, Decision]
    replaced: Mapping[UUID, Decision]
    opinions: Mapping[UUID, SheetEvent]
    months: Mapping[tuple[UUID, date], Mapping[int, MonthScore]]
    packages: Mapping[UUID, Package]

    def name_of(self, person_id: UUID | None) -> str:
        """A person's name; empty where nobody is meant."""
        person = self.people.get(person_id) if person_id is not None else None
        return person.full_name if person is not None else ""

    def title_of(self, post_id: UUID | None) -> str:
        """What a post is called: its job position, or its role in words."""
        post = self.posts.get(post_id) if post_id is not None else None
        if post is None:
            return ""
        named = self.positions.get(post.job_position_id) if post.job_position_id is not None else None
        return named or ROLES.get(post.role, post.role)

    def unit_name(self, unit_id: UUID | None) -> str:
        """A unit's name as it was on the day."""
        place = self.places.get(unit_id) if unit_id is not None else None
        return place.name if place is not None else ""


async def records_of(session: AsyncSession, period: EvaluationPeriod, sheets: Sequence[Sheet], today: date) -> Records:
    """Read what the papers of a period's sheets need; units and posts as they stood on its last day, or today."""
    day = max(min(period.last, today), period.first)
    decisions = await _standing(session, [sheet.id for sheet in sheets])
    replaced = await _by_id(session, Decision, (one.replaces_id for one in decisions.values()))
    opinions = await _opinions(session, [sheet.id for sheet in sheets])
    posts = await _by_id(
        session, Appointment,
        [
            *(sheet.appointment_id for sheet in sheets),
            *(one.appointment_id for one in decisions.values()),
            *(one.appointment_id for one in opinions.values()),
            *(UUID(one["appointment_id"]) for sheet in sheets for one in sheet.segments),
        ],
    )  # fmt: skip
    people = await _by_id(
        session, Person,
        [
            *(sheet.person_id for sheet in sheets),
            *(sheet.opined_by for sheet in sheets),
            *(one.decided_by for one in decisions.values()),
        ],
    )  # fmt: skip
    months = await _months(session, sheets)
    package_ids = [sheet.norm_package_id for sheet in sheets]
    package_ids += [score.norm_package_id for of in months.values() for score in of.values()]
    packages = await _by_id(session, NormPackage, package_ids)
    units = {sheet.unit_id for sheet in sheets} | {sheet.agency_id for sheet in sheets}
    units |= {post.unit_id for post in posts.values()}
    units |= {UUID(one["unit_id"]) for sheet in sheets for one in sheet.segments}
    return Records(
        tenant_name=(await registry.tenant(session)).name,
        period=period,
        day=day,
        sheets=sheets,
        people=people,
        posts=posts,
        positions=await position_names(session, posts.values(), day),
        places=await places_of(session, units, day),
        decisions=decisions,
        replaced=replaced,
        opinions=opinions,
        months=months,
        packages={row_id: norms.package_of(row) for row_id, row in packages.items()},
    )


async def _by_id(session: AsyncSession, table: Any, ids: Iterable[UUID | None]) -> dict[UUID, Any]:  # noqa: ANN401 - a mapped class
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = await session.scalars(select(table).where(table.tenant_id == tenant_of(session), table.id.in_(wanted)))
    return {row.id: row for row in rows}


async def _standing(session: AsyncSession, sheet_ids: Sequence[UUID]) -> dict[UUID, Decision]:
    """The decision that stands on each sheet: the one with the highest number."""
    rows = await session.scalars(
        select(Decision)
        .where(Decision.tenant_id == tenant_of(session), Decision.sheet_id.in_(sheet_ids))
        .ext(distinct_on(Decision.sheet_id))
        .order_by(Decision.sheet_id, Decision.number.desc())
    )
    return {row.sheet_id: row for row in rows}


async def _opinions(session: AsyncSession, sheet_ids: Sequence[UUID]) -> dict[UUID, SheetEvent]:
    """The last opinion on each sheet, which names the post by whose authority it was given."""
    rows = await session.scalars(
        select(SheetEvent)
        .where(
            SheetEvent.tenant_id == tenant_of(session), SheetEvent.sheet_id.in_(sheet_ids), SheetEvent.kind == OPINED
        )
        .ext(distinct_on(SheetEvent.sheet_id))
        .order_by(SheetEvent.sheet_id, SheetEvent.id.desc())
    )
    return {row.sheet_id: row for row in rows}


async def _months(session: AsyncSession, sheets: Sequence[Sheet]) -> dict[tuple[UUID, date], dict[int, MonthScore]]:
    """The scores of each month of the sheets' persons, by revision."""
    rows = await session.scalars(
        select(MonthScore).where(
            MonthScore.tenant_id == tenant_of(session),
            MonthScore.person_id.in_({sheet.person_id for sheet in sheets}),
            MonthScore.month.in_({month for sheet in sheets for month in sheet.months}),
        )
    )
    found: dict[tuple[UUID, date], dict[int, MonthScore]] = {}
    for row in rows:
        found.setdefault((row.person_id, row.month), {})[row.revision] = row
    return found


async def position_names(session: AsyncSession, posts: Iterable[Appointment], day: date) -> dict[UUID, str]:
    """The names of the posts' job positions as approved on a day, or the first approved later."""
    wanted = {post.job_position_id for post in posts if post.job_position_id is not None}
    if not wanted:
        return {}
    version = JobPositionVersion
    rows = await session.execute(
        select(version.job_position_id, version.name)
        .where(
            version.tenant_id == tenant_of(session),
            version.job_position_id.in_(wanted),
            version.status != "draft",
        )
        .ext(distinct_on(version.job_position_id))
        .order_by(version.job_position_id, (version.valid_from <= day).desc(), version.valid_from.desc())
    )
    return {row.job_position_id: row.name for row in rows}


async def places_of(session: AsyncSession, unit_ids: Iterable[UUID], day: date) -> dict[UUID, Place]:
    """Units and the units right above them, as they stood on a day."""
    found = await _places(session, set(unit_ids), day)
    above = {one.parent_id for one in found.values() if one.parent_id is not None} - found.keys()
    return {**found, **await _places(session, above, day)} if above else found


async def _places(session: AsyncSession, unit_ids: set[UUID], day: date) -> dict[UUID, Place]:
    tenant = await registry.tenant(session)
    rows = await session.execute(
        select(UnitPlace, Unit)
        .join(Unit, (Unit.tenant_id == UnitPlace.tenant_id) & (Unit.id == UnitPlace.unit_id))
        .where(
            UnitPlace.tenant_id == tenant_of(session),
            UnitPlace.unit_id.in_(unit_ids),
            UnitPlace.valid_from <= day,
            (UnitPlace.valid_to.is_(None)) | (UnitPlace.valid_to > day),
        )
    )
    return {
        place.unit_id: Place(
            place.unit_id, place.name, unit.kind, unit.commune_code, tenant.province_code, place.parent_id, place.path
        )
        for place, unit in rows
    }
