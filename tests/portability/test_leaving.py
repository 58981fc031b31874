"""A tenant leaves: two people for its archive, a year of keeping, and a certificate that nothing is left."""

import secrets
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import age
from kernel.clock import local_date, utc_now
from kernel.database import Database
from kernel.errors import Forbidden, NotFound
from kernel.storage import FolderStore
from tenants.audit import days
from tenants.audit.models import AuditEvent
from tenants.portability import checking, errors, requests
from tenants.portability.erasing import certificate_holds, certificate_of, erase, traces
from tenants.portability.importing import import_archive
from tenants.portability.leaving import close, months_after, reopen
from tenants.portability.models import ArchiveRun
from tenants.portability.restoring import Places
from tenants.receipts import actions as receipts
from tenants.receipts import queries as receipt_queries
from tenants.receipts import roots
from tenants.registry import actions as registry
from tenants.registry import queries
from tenants.registry.errors import SlugTaken
from tenants.registry.models import Tenant
from tests.fixtures_tenant import Province
from tests.portability.conftest import Moving

LONG_AGO = utc_now() - timedelta(days=500)


async def test_one_person_asks_and_another_confirms(moving: Moving) -> None:
    first, second = moving.admins
    async with moving.db.tenant(moving.tenant.id) as session:
        with pytest.raises(errors.ReasonMissing):
            await requests.ask(session, first, reason=" ", recipient=moving.recipient)
        with pytest.raises(age.BadRecipient):
            await requests.ask(session, first, reason="x", recipient="age1x")
        run = await requests.ask(session, first, reason="Bàn giao", recipient=moving.recipient)
        with pytest.raises(errors.RunOpen):
            await requests.ask(session, second, reason="x", recipient=moving.recipient)
        with pytest.raises(errors.NeedsSecondPerson):
            await requests.confirm(session, first, run.id)
        await requests.withdraw(session, second, run.id)
        with pytest.raises(errors.RunSettled):
            await requests.confirm(session, second, run.id)


async def test_the_archive_is_taken_away_for_a_week_and_opens_with_the_tenants_key(
    moving: Moving, tmp_path: Path
) -> None:
    first, second = moving.admins
    run_id = await moving.confirmed()
    async with moving.db.tenant(moving.tenant.id) as session:
        run, content = await requests.download(session, second, moving.places.files, run_id)
        acts = await session.scalars(
            select(AuditEvent.action).where(AuditEvent.subject_id == run_id).order_by(AuditEvent.id)
        )
        assert acts.all() == ["asked", "confirmed", "made", "downloaded"]
    path = tmp_path / "archive.age"
    path.write_bytes(content)
    with checking.opened(path, moving.identity) as archive:
        assert bytes.fromhex(checking.verify(archive).root) == run.root
    async with moving.db.tenant(moving.tenant.id) as session:
        await session.execute(text("UPDATE archive_run SET expires_at = now() - interval '1 minute'"))
    async with moving.db.tenant(moving.tenant.id) as session:
        with pytest.raises(NotFound):
            await requests.download(session, first, moving.places.files, run_id)
        assert await requests.forget_expired(session, moving.places.files) >= 1
    assert moving.places.files.keys(f"archives/{moving.tenant.id}") == []


async def test_nobody_but_administrators_takes_everything(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(Forbidden):
            await requests.runs(session, province.caller("province_head"))


async def operators(owner: Database) -> int:
    async with owner.platform() as session:
        return await registry.create_tenant(session, f"vh-{utc_now():%H%M%S%f}", "platform", "Vận hành")


async def departed(moving: Moving, elsewhere: Database, folder: Path) -> tuple[int, Places, str, str]:
    """The province in the other installation, closed long ago, its last archive taken away today."""
    await moving.archive(folder / "one.zip")
    places = Places(FolderStore(folder / "there"), FolderStore(folder / "roots"))
    with checking.opened(folder / "one.zip") as archive:
        manifest = checking.verify(archive)
        slug = f"e-{secrets.token_hex(5)}"
        moved = replace(manifest, tenant={**manifest.tenant, "slug": slug})
        number = await import_archive(elsewhere, places.files, archive, moved)
    async with elsewhere.platform() as session:
        until = local_date(LONG_AGO) + timedelta(days=366)
        await close(session, slug, reason="x", ordered_by="12/QĐ", keep_until=until, now=LONG_AGO)
    first, second = moving.admins
    async with elsewhere.tenant(number) as session:
        run = await requests.ask(session, first, reason="Bàn giao", recipient=moving.recipient)
        await requests.confirm(session, second, run.id)
    async with elsewhere.tenant(number) as session:
        await requests.make(session, str(run.id), places.files)
        await receipts.fix_roots(session, local_date(utc_now()) + timedelta(days=1))
        roots.export(places.roots, await receipt_queries.roots(session, slug))
        await days.export_days(session, slug, places.roots)
    async with elsewhere.tenant(number) as session:
        made = await session.get(ArchiveRun, (number, run.id))
        assert made is not None
        assert made.root is not None
        root = made.root.hex()
        await requests.download(session, second, places.files, run.id)
    return number, places, slug, root


async def test_an_erased_tenant_is_nowhere_and_its_name_is_never_given_again(
    moving: Moving, elsewhere: Database, tmp_path: Path
) -> None:
    platform = await operators(elsewhere)
    number, places, slug, root = await departed(moving, elsewhere, tmp_path)
    with pytest.raises(errors.NotHandedOver):
        await erase(elsewhere, places, slug, root="00" * 32, by="vanhanh", now=utc_now())
    with pytest.raises(errors.StillKept):
        await erase(elsewhere, places, slug, root=root, by="vanhanh", now=LONG_AGO)
    erased = await erase(elsewhere, places, slug, root=root, by="vanhanh", now=utc_now())
    assert certificate_holds(erased.text, erased.hash)
    assert not certificate_holds(erased.text.replace(b'"table:person":0', b'"table:person":1'))
    assert not certificate_holds(erased.text, "00" * 32)
    assert f'"archive_root":"{root}"'.encode() in erased.text
    async with elsewhere.platform() as session:
        tenant = await session.get(Tenant, number)
        assert tenant is not None
        assert tenant.state == "erased"
        assert await queries.tenant_by_slug(session, slug) is None
        assert slug not in {row.slug for row in await queries.tenants(session)}
        assert await certificate_of(session, slug) == erased
        with pytest.raises(SlugTaken):
            await registry.create_tenant(session, slug, "ministry", "Khác")
    async with elsewhere.tenant(number) as session:
        left = await traces(session, places, tenant)
        assert len(left) > 60
        assert not any(left.values())
    async with elsewhere.tenant(platform) as session:
        told = await told_of(session, "erased")
        assert told[-1]["certificate"] == erased.hash


async def told_of(session: AsyncSession, action: str) -> list[dict[str, str]]:
    rows = await session.scalars(select(AuditEvent.data).where(AuditEvent.action == action))
    return list(rows)


async def test_closing_takes_a_year_at_least_and_can_be_taken_back(owner: Database, province: Province) -> None:
    now = utc_now()
    least = months_after(local_date(now), 12)
    told = {"reason": "x", "ordered_by": "12/QĐ"}
    async with owner.platform() as session:
        with pytest.raises(errors.KeepLonger):
            await close(session, province.slug, **told, keep_until=least - timedelta(days=1), now=now)
        await close(session, province.slug, **told, keep_until=least, now=now)
        with pytest.raises(errors.AlreadyClosing):
            await close(session, province.slug, **told, keep_until=least, now=now)
        await reopen(session, province.slug, reason="y")
        with pytest.raises(errors.NotClosing):
            await reopen(session, province.slug, reason="y")
        assert await session.scalar(text("SELECT count(*) FROM departure WHERE tenant = :t"), {"t": province.id}) == 0
    async with owner.tenant(province.id) as session:
        counted = await session.scalar(
            select(func.count()).where(AuditEvent.subject == "tenant", AuditEvent.action.in_(("closed", "reopened")))
        )
    assert counted == 2
