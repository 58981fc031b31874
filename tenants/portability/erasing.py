"""Erasing a tenant that left: every row and every object, with a certificate of what was there and is no longer."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import Database, enter_alone, tenant_of
from kernel.queue import QueueMessage
from kernel.storage import Store
from tenants.audit import days
from tenants.audit.models import AuditDay
from tenants.copying.lines import count_rows, remove_rows
from tenants.copying.tables import tenant_tables
from tenants.health import letters
from tenants.health.models import TenantHealth
from tenants.portability import sealing
from tenants.portability.errors import NotClosing, NotHandedOver, StillKept, TracesLeft
from tenants.portability.leaving import handed_over, tenant_named
from tenants.portability.manifest import canonical
from tenants.portability.models import Departure
from tenants.portability.restoring import PATIENCE, SET_ASIDE, Places
from tenants.portability.telling import tell_operators
from tenants.receipts import roots
from tenants.receipts.actions import OWN
from tenants.receipts.models import ReceiptRoot
from tenants.registry.models import Tenant
from tenants.registry.queries import CLOSING, ERASED

FORM: Final = "roviec-erasure|1"
STAYS: Final[Mapping[str, str]] = {
    "release": "released national statistics are published, immutable sums over all provinces, with small cells hidden;"
    " they hold nobody's record, and their hashes would no longer hold",
    "tenant": "number, short name and official name stay as a tombstone, so that they are never given again",
    "departure": "this certificate",
    "backups": "backups of the database and versions in object storage end with their own retention",
}
"""What stays, and why."""


@dataclass(frozen=True)
class Erased:
    """The certificate as canonical JSON, and its SHA-256, which stands on the operators' trail."""

    text: bytes
    hash: str


async def erase(owner: Database, places: Places, slug: str, *, root: str, by: str, now: datetime) -> Erased:
    """Erase a closing tenant whose time of keeping is over and whose last archive was handed over.

    `owner` is the database under its owner's role, `root` the root hash of that archive, `by` who does it. All rows go
    in one transaction that looks for traces before it ends; objects go before, so that what fails is simply run again.
    Raises `NotClosing`, `StillKept`, `NotHandedOver` and `TracesLeft`.
    """
    async with owner.platform() as session:
        await session.execute(PATIENCE)
        tenant = await tenant_named(session, slug)
        departure = await session.get(Departure, tenant.id)
        if tenant.state != CLOSING or departure is None:
            raise NotClosing(slug=slug)
        if local_date(now) <= departure.keep_until:
            raise StillKept(slug=slug, day=departure.keep_until)
        await enter_alone(session, tenant.id)
        if not await handed_over(session, departure, _bytes(root)):
            raise NotHandedOver(slug=slug)
        before = await traces(session, places, tenant)
        heads = await _heads(session)
        await _remove_objects(places, tenant)
        await _remove_rows(session)
        after = await traces(session, places, tenant)
        if any(after.values()):
            raise TracesLeft(places=", ".join(place for place, count in after.items() if count))
        told = _certificate(tenant, departure, root, by, now) | {"before": before, "after": after, "heads": heads}
        written = canonical(told)
        erased = Erased(written, sha256(written).hexdigest())
        tenant.state, departure.archive_root, departure.erased_at = ERASED, _bytes(root), now
        departure.certificate, departure.certificate_hash = told, bytes.fromhex(erased.hash)
        await session.flush()
        await tell_operators(session, "erased", slug=slug, number=tenant.id, certificate=erased.hash, root=root)
    return erased


async def traces(session: AsyncSession, places: Places, tenant: Tenant) -> dict[str, int]:
    """Wherever a tenant could be, and how much of it is there: tables, queue, health, folders of object storage."""
    found = {f"table:{table.name}": await count_rows(session, table) for table in await tenant_tables(session)}
    found["table:tenant_health"] = int(
        await session.scalar(select(func.count()).where(TenantHealth.tenant == tenant.id)) or 0
    )
    found["queue"] = len(await _messages(session, tenant.id))
    for folder, store in _folders(places, tenant).items():
        found[f"objects:{folder}"] = len(await asyncio.to_thread(store.keys, folder))
    return found


async def certificate_of(session: AsyncSession, slug: str) -> Erased | None:
    """The certificate of an erased tenant, as it was written."""
    tenant = await tenant_named(session, slug)
    departure = await session.get(Departure, tenant.id)
    if departure is None or departure.certificate is None:
        return None
    written = canonical(departure.certificate)
    return Erased(written, sha256(written).hexdigest())


def certificate_holds(content: bytes, expected: str | None = None) -> bool:
    """Whether a certificate is canonical, says that nothing is left, and has the hash the trail tells, if one does."""
    try:
        told = json.loads(content)
        whole = told["form"] == FORM and canonical(told) == content.strip() and not any(told["after"].values())
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return whole and expected in (None, sha256(content.strip()).hexdigest())


def _certificate(tenant: Tenant, departure: Departure, root: str, by: str, now: datetime) -> dict[str, Any]:
    return {
        "form": FORM,
        "tenant": {"number": tenant.id, "slug": tenant.slug, "name": tenant.name, "code": tenant.province_code},
        "closed_at": departure.closed_at.isoformat(),
        "ordered_by": departure.ordered_by,
        "reason": departure.reason,
        "kept_until": departure.keep_until.isoformat(),
        "archive_root": root.lower(),
        "erased_at": now.isoformat(),
        "erased_by": by,
        "stays": dict(STAYS),
    }


async def _heads(session: AsyncSession) -> dict[str, str | None]:
    """The last head of the trail and the last root of receipts: whoever kept exports can place them by these."""
    own = tenant_of(session)
    trail = await session.scalar(
        select(AuditDay.head)
        .where(AuditDay.tenant_id == own, AuditDay.former == OWN)
        .order_by(AuditDay.day.desc())
        .limit(1)
    )
    receipts = await session.scalar(
        select(ReceiptRoot.root)
        .where(ReceiptRoot.tenant_id == own, ReceiptRoot.former == OWN)
        .order_by(ReceiptRoot.day.desc())
        .limit(1)
    )
    return {
        name: None if head is None else bytes(head).hex() for name, head in (("audit", trail), ("receipts", receipts))
    }


async def _remove_rows(session: AsyncSession) -> None:
    for message_id in await _messages(session, tenant_of(session)):
        await session.execute(text("DELETE FROM queue_message WHERE id = :id"), {"id": message_id})
    for table in reversed(await tenant_tables(session)):
        await remove_rows(session, table)
    await session.execute(text("DELETE FROM tenant_health WHERE tenant = :tenant"), {"tenant": tenant_of(session)})


async def _messages(session: AsyncSession, tenant_id: int) -> list[Any]:
    """Messages of the embedded queue, dead ones too, that are the tenant's."""
    rows = (await session.execute(select(QueueMessage.id, QueueMessage.body))).all()
    asked = ((row.id, letters.asked_for(row.body)) for row in rows)
    return [message_id for message_id, one in asked if one is not None and one.tenant_id == tenant_id]


async def _remove_objects(places: Places, tenant: Tenant) -> None:
    for folder, store in _folders(places, tenant).items():
        for key in await asyncio.to_thread(store.keys, folder):
            await asyncio.to_thread(store.remove, key)


def _folders(places: Places, tenant: Tenant) -> dict[str, Store]:
    """Every folder of object storage that is a tenant's own: evidence and papers, archives, roots, its trail."""
    return {
        str(tenant.id): places.files,
        sealing.folder_of(tenant.id): places.files,
        f"{roots.FOLDER}/{tenant.slug}": places.roots,
        f"{SET_ASIDE}/{tenant.slug}": places.roots,
        days.folder_of(tenant.slug): places.roots,
    }


def _bytes(root: str) -> bytes:
    try:
        return bytes.fromhex(root)
    except ValueError:
        return b""
