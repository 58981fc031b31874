"""A tenant set back to a moment: itself alone, all of it, nothing lost, neighbours at work meanwhile."""

import asyncio
import json
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import func, select, text

from kernel import age
from kernel.errors import TenantResting
from tenants.audit import actions as audit
from tenants.audit.models import AuditEvent
from tenants.portability import checking, errors
from tenants.portability.restoring import Restored, restore
from tests.fixtures_tenant import Province
from tests.portability.conftest import Moving, root_of


async def set_back(moving: Moving, path: Path) -> Restored:
    with checking.opened(path) as archive:
        return await restore(moving.owner, moving.places, moving.tenant, archive, checking.verify(archive))


async def damage(moving: Moving) -> None:
    """A morning's mistake: everybody renamed, marks of quality gone, an account more."""
    async with moving.db.tenant(moving.tenant.id) as session:
        await session.execute(text("UPDATE person SET full_name = 'X'"))
        await session.execute(text("UPDATE work_entry SET quality = NULL, quantity = quantity + 1"))
        await session.execute(text("UPDATE identity_provider SET sealed_secret = 'k2.newer'"))
        await audit.record(session, moving.admins[0], "mistaken", "person", None)


async def test_a_restore_needs_a_key_that_what_was_there_is_sealed_for(moving: Moving, tmp_path: Path) -> None:
    await moving.archive(tmp_path / "before.zip")
    with pytest.raises(errors.NoRecipient):
        await set_back(moving, tmp_path / "before.zip")


async def test_one_tenant_goes_back_while_its_neighbour_writes(
    moving: Moving, other_province: Province, tmp_path: Path
) -> None:
    await moving.confirmed()
    path = tmp_path / "before.zip"
    root = await moving.archive(path)
    await damage(moving)
    refused, slowest, written = 0, 0.0, 0
    ended = asyncio.Event()

    async def neighbour() -> None:
        nonlocal refused, slowest, written
        while not ended.is_set():
            begun = perf_counter()
            async with other_province.db.tenant(other_province.id) as session:
                await audit.record(session, other_province.caller("admin"), "worked", "person", None)
            slowest, written = max(slowest, perf_counter() - begun), written + 1
            try:
                async with moving.db.tenant(moving.tenant.id):
                    pass
            except TenantResting:
                refused += 1

    beside = asyncio.create_task(neighbour())
    begun = perf_counter()
    done = await set_back(moving, path)
    took = perf_counter() - begun
    ended.set()
    await beside
    assert written > 5
    assert refused > 0
    assert slowest < took
    async with other_province.db.tenant(other_province.id) as session:
        kept = await session.scalar(select(func.count()).where(AuditEvent.action == "worked"))
    assert kept == written

    async with moving.db.tenant(moving.tenant.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM person WHERE full_name = 'X'")) == 0
        assert await session.scalar(text("SELECT sealed_secret FROM identity_provider")) == "k2.newer"
        acts = (await session.scalars(select(AuditEvent.action).order_by(AuditEvent.id.desc()).limit(2))).all()
        assert acts == ["restored", "mistaken"]
    again = tmp_path / "again.zip"
    assert await moving.archive(again) != root, "the trail tells of the restore"
    with checking.opened(path) as old, checking.opened(again) as new:
        same = [part for part in checking.verify(new).tables if part.name != "audit_event"]
        assert same == [part for part in checking.verify(old).tables if part.name != "audit_event"]
    await _what_was_there_is_kept(moving, done, tmp_path / "kept.age")


async def _what_was_there_is_kept(moving: Moving, done: Restored, path: Path) -> None:
    await asyncio.to_thread(path.write_bytes, moving.places.files.get(done.before_key) or b"")
    with checking.opened(path, moving.identity) as archive:
        checking.verify(archive, done.before_root)
        names = {json.loads(line)["full_name"] for line in archive.read("tables/person.jsonl").splitlines()}
    assert names == {"X"}
    with pytest.raises(age.CannotOpen), checking.opened(path, age.new_identity()[0]):
        pass


async def test_an_archive_of_another_tenant_is_refused(
    moving: Moving, other_province: Province, tmp_path: Path
) -> None:
    await root_of(moving.db, other_province.id, moving.places, tmp_path / "other.zip")
    with pytest.raises(errors.OtherTenant):
        await set_back(moving, tmp_path / "other.zip")


async def test_whoever_is_at_work_is_waited_for(moving: Moving, tmp_path: Path) -> None:
    await moving.confirmed()
    await moving.archive(tmp_path / "before.zip")
    async with moving.db.tenant(moving.tenant.id) as session:
        task = asyncio.create_task(set_back(moving, tmp_path / "before.zip"))
        while True:
            try:
                async with moving.db.tenant(moving.tenant.id):
                    await asyncio.sleep(0)
            except TenantResting:
                break
        await audit.record(session, None, "finished", "person", None)
        assert not task.done()
    await task
    async with moving.db.tenant(moving.tenant.id) as session:
        assert await session.scalar(select(func.count()).where(AuditEvent.action == "finished")) == 1
