"""Uploaded evidence: the description in the database, the bytes in object storage."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from kernel.storage import Received, StorageFailure, Store, TooLarge, receive
from policies.authority import Caller, authorize
from tenants.organisation import queries as organisation
from tenants.worklogs.errors import FileKindRefused, FileTooLarge, StorageFull
from tenants.worklogs.models import Evidence, StoredFile, WorkEntry

EVIDENCE_KINDS: Final = frozenset(
    {
        "application/pdf",
        "image/jpeg",
        "image/png",
        "image/webp",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True)
class Upload:
    """A file on its way in: the name and media type the client gives, and its bytes."""

    name: str
    media_type: str
    chunks: AsyncIterator[bytes]


async def take_in(upload: Upload, *, limit_mib: int) -> Received:
    """Receive an upload into a temporary file before any transaction is open."""
    if upload.media_type not in EVIDENCE_KINDS:
        raise FileKindRefused("file", media_type=upload.media_type[:80])
    try:
        return await receive(upload.chunks, limit=limit_mib * MEBIBYTE)
    except TooLarge:
        raise FileTooLarge("file", most=limit_mib) from None
    except StorageFailure:
        raise StorageFull("file") from None


async def attach(session: AsyncSession, caller: Caller, store: Store, upload: Upload, received: Received) -> StoredFile:
    """Keep a received file as the caller's evidence: bytes first, then the row that makes them known.

    Bytes whose row is not committed lie unreferenced under a key nobody knows and do no harm.
    """
    authorize(caller, "evidence", "attach")
    if caller.person_id is None:
        raise Forbidden()
    row = StoredFile(
        tenant_id=tenant_of(session),
        id=uuid7(),
        name=upload.name.strip()[:200] or "tệp",
        media_type=upload.media_type,
        size=received.size,
        sha256=received.sha256,
        uploaded_by=caller.person_id,
    )
    try:
        await asyncio.to_thread(store.put, key_of(row.tenant_id, row.id), received.path)
    except StorageFailure:
        raise StorageFull("file") from None
    session.add(row)
    await session.flush()
    return row


async def open_file(session: AsyncSession, caller: Caller, store: Store, file_id: UUID) -> tuple[StoredFile, bytes]:
    """A file's description and bytes, for its author and for those who may read an entry it proves."""
    grant = authorize(caller, "work_entry", "read")
    row = await session.scalar(
        select(StoredFile).where(StoredFile.tenant_id == tenant_of(session), StoredFile.id == file_id)
    )
    if row is None:
        raise NotFound("id")
    if row.uploaded_by != caller.person_id:
        led = await organisation.led_appointments(session, caller.person_id, today()) if caller.person_id else set()
        readable = await session.scalar(
            select(Evidence.id)
            .join(
                WorkEntry,
                (WorkEntry.tenant_id == Evidence.tenant_id)
                & (WorkEntry.id == Evidence.entry_id)
                & (WorkEntry.work_date == Evidence.work_date),
            )
            .where(
                Evidence.tenant_id == tenant_of(session),
                Evidence.file_id == file_id,
                organisation.reach(grant, WorkEntry.unit_id, WorkEntry.person_id, today())
                | WorkEntry.appointment_id.in_(sorted(led)),
            )
            .limit(1)
        )
        if readable is None:
            raise NotFound("id")
    try:
        content = await asyncio.to_thread(store.get, key_of(row.tenant_id, row.id))
    except StorageFailure:
        raise StorageFull("file") from None
    if content is None:
        raise NotFound("id")
    return row, content


def key_of(tenant_id: int, file_id: UUID) -> str:
    """Where the bytes of a file lie in object storage."""
    return f"{tenant_id}/{file_id}"
