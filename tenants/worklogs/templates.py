"""Templates of entries (mẫu ghi việc): kept on the server, so that every device of a person has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import is_uuid7
from policies.authority import Caller
from tenants.catalogue.models import WorkItem
from tenants.registry import queries as registry
from tenants.worklogs import rules
from tenants.worklogs.authors import author
from tenants.worklogs.errors import (
    BadIdentifier,
    BadMinutes,
    BadQuantity,
    BadTemplateName,
    MissingOutput,
    TooManyTemplates,
    UnknownTemplateItem,
)
from tenants.worklogs.models import EntryTemplate

MOST: Final = 50
NAME_LIMIT: Final = 200


@dataclass(frozen=True)
class TemplateInput:
    """A template as its owner names it; the id is the client's, and saving under it again changes the template."""

    id: UUID
    name: str
    work_item_id: UUID
    quantity: Decimal
    minutes: int
    output: str


async def mine(session: AsyncSession, caller: Caller) -> Sequence[EntryTemplate]:
    """The caller's templates, the newest first."""
    rows = await session.scalars(
        select(EntryTemplate)
        .where(EntryTemplate.tenant_id == tenant_of(session), EntryTemplate.person_id == author(caller))
        .order_by(EntryTemplate.id.desc())
    )
    return rows.all()


async def save(session: AsyncSession, caller: Caller, given: TemplateInput) -> EntryTemplate:
    """Keep a template of the caller, or change it; the item is checked again when it is logged."""
    person_id = author(caller)
    settings = await registry.settings_of(session)
    columns = await _checked(session, given, settings.day_minutes_limit)
    row: EntryTemplate | None = await session.get(EntryTemplate, (tenant_of(session), given.id), with_for_update=True)
    if row is not None and row.person_id != person_id:
        raise BadIdentifier("id")
    if row is None:
        if await _count(session, person_id) >= MOST:
            raise TooManyTemplates("id", most=MOST)
        row = EntryTemplate(tenant_id=tenant_of(session), id=given.id, person_id=person_id)
        session.add(row)
    for name, value in columns.items():
        setattr(row, name, value)
    await session.flush()
    return row


async def remove(session: AsyncSession, caller: Caller, template_id: UUID) -> None:
    """Forget a template of the caller."""
    gone = await session.scalar(
        delete(EntryTemplate)
        .where(
            EntryTemplate.tenant_id == tenant_of(session),
            EntryTemplate.id == template_id,
            EntryTemplate.person_id == author(caller),
        )
        .returning(EntryTemplate.id)
    )
    if gone is None:
        raise NotFound("id")


async def _checked(session: AsyncSession, given: TemplateInput, most_minutes: int) -> dict[str, object]:
    name, output = given.name.strip(), given.output.strip()
    if not is_uuid7(given.id):
        raise BadIdentifier("id")
    if not 1 <= len(name) <= NAME_LIMIT:
        raise BadTemplateName("name", most=NAME_LIMIT)
    if not rules.is_quantity(given.quantity) or given.quantity == 0:
        raise BadQuantity("quantity", most=rules.QUANTITY_LIMIT)
    if not 1 <= given.minutes <= most_minutes:
        raise BadMinutes("minutes", most=most_minutes)
    if not 1 <= len(output) <= rules.TEXT_LIMIT:
        raise MissingOutput("output", most=rules.TEXT_LIMIT)
    if await session.get(WorkItem, (tenant_of(session), given.work_item_id)) is None:
        raise UnknownTemplateItem("workItemId")
    return {
        "name": name,
        "work_item_id": given.work_item_id,
        "quantity": given.quantity,
        "minutes": given.minutes,
        "output": output,
    }


async def _count(session: AsyncSession, person_id: UUID) -> int:
    owned = EntryTemplate.tenant_id == tenant_of(session), EntryTemplate.person_id == person_id
    return await session.scalar(select(func.count()).select_from(EntryTemplate).where(*owned)) or 0
