"""What a directory calls our records, and which it has removed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from tenants.scim.models import ScimLink


async def is_live(session: AsyncSession, kind: str, subject_id: UUID) -> bool:
    """Whether a record was provisioned and not removed since."""
    found = await session.get(ScimLink, (tenant_of(session), kind, subject_id))
    return found is not None and found.removed_at is None


async def holder(session: AsyncSession, kind: str, external_id: str | None) -> UUID | None:
    """The record that goes by an external id."""
    if external_id is None:
        return None
    own = (ScimLink.tenant_id == tenant_of(session), ScimLink.kind == kind, ScimLink.external_id == external_id)
    return await session.scalar(select(ScimLink.subject_id).where(*own))


async def keep(session: AsyncSession, kind: str, subject_id: UUID, external_id: str | None) -> None:
    """Note that a record was written by the directory, and what it calls it."""
    await _write(session, kind, subject_id, {"external_id": external_id, "removed_at": None})


async def remove(session: AsyncSession, kind: str, subject_id: UUID, external_id: str | None) -> None:
    """Note that the directory has removed a record; its name for it is kept."""
    await _write(session, kind, subject_id, {"external_id": external_id, "removed_at": utc_now()})


async def _write(session: AsyncSession, kind: str, subject_id: UUID, values: dict[str, object]) -> None:
    key = {"tenant_id": tenant_of(session), "kind": kind, "subject_id": subject_id}
    now = {"changed_at": utc_now()}
    await session.execute(
        upsert(ScimLink)
        .values(**key, **values, **now)
        .on_conflict_do_update(index_elements=list(key), set_={**values, **now})
    )
