"""The trail day by day outside the database: sealed when a day is over, exported once, compared at any time."""

import asyncio
import io
import json
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO, Final, cast

from psycopg import sql
from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE, local_date
from kernel.database import tenant_of
from kernel.settings import Settings
from kernel.storage import Store, open_store
from tenants.audit.chain import NOTHING, Sealed, follow
from tenants.audit.models import AuditDay, AuditEvent
from tenants.copying.lines import lines_of
from tenants.copying.tables import TenantTable, tenant_tables

FOLDER: Final = "audit-days"
GRACE: Final = timedelta(hours=6)
"""How long after midnight a day is sealed: an act bears the instant its transaction began, and is seen when it ends."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Where database and exported files tell a day otherwise; `code` is one of those in docs/tenant-archive.md."""

    code: str
    day: date
    detail: str = ""


def store_of(settings: Settings) -> Store:
    """Where days are exported to: beside the roots of receipts, or else the store of uploaded files."""
    return open_store(settings.receipt_roots or settings.storage_url, settings.state)


def folder_of(slug: str) -> str:
    """Where a tenant's days lie."""
    return f"{FOLDER}/{slug}"


def key_of(slug: str, day: date) -> str:
    """Where one day of a tenant lies."""
    return f"{folder_of(slug)}/{day.isoformat()}.jsonl"


OWN: Final = 0
"""The `former` of a tenant's own trail; those of tenants that joined it are sealed to their end."""


async def seal_days(session: AsyncSession, slug: str, now: datetime) -> int:
    """Seal every day that is over and is not sealed yet, from the first act's day on; how many."""
    tenant = tenant_of(session)
    last = (await session.scalars(_sealed_days(tenant, OWN).order_by(AuditDay.day.desc()).limit(1))).one_or_none()
    if last is None:
        begun = await session.scalar(
            select(func.min(AuditEvent.at)).where(AuditEvent.tenant_id == tenant, AuditEvent.former == OWN)
        )
        if begun is None:
            return 0
        day, previous = local_date(begun), NOTHING
    else:
        day, previous = last.day + timedelta(days=1), bytes(last.head)
    table, rows = await _trail(session), []
    while day < local_date(now - GRACE):
        sealed = await follow(slug, day, previous, _acts(session, table, day, OWN))
        rows.append(
            {"tenant_id": tenant, "day": day, "events": sealed.events, "previous": previous, "head": sealed.head}
        )
        day, previous = day + timedelta(days=1), sealed.head
    if rows:
        await session.execute(insert(AuditDay), rows)
    return len(rows)


async def export_days(session: AsyncSession, slug: str, store: Store, former: int = OWN) -> tuple[int, list[Finding]]:
    """Write the sealed days that are not in the store yet; how many, and days that are no longer what was sealed.

    What was written once is never touched, and a day the database now tells otherwise is not written.
    """
    there = set(await asyncio.to_thread(store.keys, folder_of(slug)))
    table, written, found = await _trail(session), 0, []
    for row in await session.scalars(_sealed_days(tenant_of(session), former).order_by(AuditDay.day)):
        if key_of(slug, row.day) in there:
            continue
        with tempfile.NamedTemporaryFile(prefix="roviec-audit-") as file:
            now = await follow(
                slug, row.day, bytes(row.previous), _acts(session, table, row.day, former), cast("BinaryIO", file)
            )
            file.flush()
            if now.head != bytes(row.head):
                found.append(Finding("CHANGED", row.day))
                continue
            await asyncio.to_thread(store.put, key_of(slug, row.day), Path(file.name))
        written += 1
    return written, found


async def compare(session: AsyncSession, slug: str, store: Store, former: int = OWN) -> tuple[int, list[Finding]]:
    """Hold every sealed day against its chain and its exported file; how many days, and what differs, by day."""
    table, found, previous, days = await _trail(session), [], NOTHING, set()
    for row in await session.scalars(_sealed_days(tenant_of(session), former).order_by(AuditDay.day)):
        days.add(key_of(slug, row.day))
        now = io.BytesIO()
        told = await follow(slug, row.day, bytes(row.previous), _acts(session, table, row.day, former), now)
        found += _broken(row, previous, told)
        previous = bytes(row.head)
        kept = await asyncio.to_thread(store.get, key_of(slug, row.day))
        if kept is None:
            found.append(Finding("NOT_EXPORTED", row.day))
        elif kept != now.getvalue():
            found.append(Finding("DIFFERS", row.day, _difference(kept, now.getvalue())))
    for key in await asyncio.to_thread(store.keys, folder_of(slug)):
        if key not in days:
            found.append(Finding("NOT_SEALED", date.fromisoformat(Path(key).stem)))
    return len(days), found


def _broken(row: AuditDay, previous: bytes, told: Sealed) -> list[Finding]:
    if bytes(row.previous) != previous:
        return [Finding("CHAIN_BROKEN", row.day)]
    return [Finding("CHANGED", row.day)] if told.head != bytes(row.head) else []


def _difference(kept: bytes, now: bytes) -> str:
    """The ids of acts that one of two files has and the other has not, or has otherwise."""
    before, after = _by_id(kept), _by_id(now)
    names = {
        "removed": before.keys() - after.keys(),
        "added": after.keys() - before.keys(),
        "changed": {act for act in before.keys() & after.keys() if before[act] != after[act]},
    }
    return "; ".join(f"{name}: {', '.join(sorted(acts)[:20])}" for name, acts in names.items() if acts)


def _by_id(content: bytes) -> dict[str, bytes]:
    return {str(json.loads(line).get("id", "")): line for line in content.splitlines()[1:-1]}


def _sealed_days(tenant: int, former: int) -> Select[AuditDay]:
    return select(AuditDay).where(AuditDay.tenant_id == tenant, AuditDay.former == former)


async def _trail(session: AsyncSession) -> TenantTable:
    """The trail as it is sealed: without the mark of former tenants, whose lines stay what they were."""
    found = next(table for table in await tenant_tables(session) if table.name == AuditEvent.__tablename__)
    return found.without([AuditEvent.former.name])


def _acts(session: AsyncSession, table: TenantTable, day: date, former: int) -> AsyncIterator[bytes]:
    begin, end = (datetime.combine(day + timedelta(days=more), time(), TIMEZONE) for more in (0, 1))
    within = sql.SQL("kept.former = {} AND kept.at >= {} AND kept.at < {}").format(
        sql.Literal(former), sql.Literal(begin), sql.Literal(end)
    )
    return lines_of(session, table, within)
