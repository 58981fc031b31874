"""A demonstration in the database: written as the program's role, verified by the right leader, scored, isolated."""

import json
import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from kernel.clock import today
from kernel.database import Database
from tenants.accounts import actions as accounts
from tenants.demo.actions import Loaded, load
from tenants.demo.logins import DEMO_PASSWORD, demo_accounts
from tenants.demo.planted import file_for
from tenants.demo.staging import SMALL
from tenants.organisation import queries as organisation
from tenants.provisioning.actions import ProvinceInput, provision
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring

pytestmark = pytest.mark.usefixtures("national_template")
FEW_DAYS = replace(SMALL, days=3)


async def demo(db: Database, state: Path, code: str = "56") -> tuple[Tenant, Loaded]:
    slug = f"d-{secrets.token_hex(6)}"
    await provision(db, ProvinceInput(slug, code, units="small", package="decree-335" if code == "42" else "khanh-hoa"))
    async with db.platform() as session:
        tenant = await registry.tenant_by_slug(session, slug)
    assert tenant is not None
    loaded = await load(db, tenant, FEW_DAYS, today=today(), password=DEMO_PASSWORD, state=state)
    assert loaded is not None
    return tenant, loaded


async def test_loading_again_finds_the_demonstration_and_does_nothing(db: Database, tmp_path: Path) -> None:
    tenant, loaded = await demo(db, tmp_path)
    assert await load(db, tenant, FEW_DAYS, today=today(), password="another-one", state=tmp_path) is None
    async with db.tenant(tenant.id) as session:
        counts = (
            await session.execute(
                text("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM work_entry),"
                     " (SELECT count(*) FROM evidence)")
            )
        ).one()  # fmt: skip
    assert tuple(counts) == (loaded.people, loaded.entries, loaded.entries)


async def test_every_entry_was_verified_by_whom_the_tree_makes_its_direct_leader(db: Database, tmp_path: Path) -> None:
    tenant, _ = await demo(db, tmp_path)
    async with db.tenant(tenant.id) as session:
        rows = await session.execute(
            text("SELECT DISTINCT appointment_id, verified_by FROM work_entry WHERE status = 'verified'")
        )
        pairs = {(row.appointment_id, row.verified_by) for row in rows}
        led = {
            leader: await organisation.led_appointments(session, leader, today())
            for leader in {leader for _, leader in pairs}
        }
    assert len(pairs) > 250
    assert all(appointment in led[leader] for appointment, leader in pairs)


async def test_all_verified_entries_get_scores_and_the_others_wait_in_inboxes(db: Database, tmp_path: Path) -> None:
    tenant, loaded = await demo(db, tmp_path)
    async with db.tenant(tenant.id) as session:
        scored = await scoring.score_pending(session)
    async with db.tenant(tenant.id) as session:
        await rollups.merge(session)
    async with db.tenant(tenant.id) as session:
        found = (
            await session.execute(
                text("SELECT (SELECT count(*) FROM entry_score), (SELECT sum(entries) FROM unit_day),"
                     " (SELECT count(*) FROM work_entry WHERE status = 'submitted'),"
                     " (SELECT count(*) FROM pending_score)")
            )
        ).one()  # fmt: skip
    scores, summed, waiting, pending = found
    assert scored == scores == summed
    assert scores + waiting == loaded.entries
    assert waiting > 0
    assert pending == 0


async def test_each_entry_has_its_history_in_order(db: Database, tmp_path: Path) -> None:
    tenant, _ = await demo(db, tmp_path)
    async with db.tenant(tenant.id) as session:
        histories = await session.execute(
            text(
                "SELECT entry.status, array_agg(event.kind ORDER BY event.id) AS kinds, count(*)"
                " FROM work_entry AS entry JOIN (SELECT * FROM entry_event ORDER BY id) AS event"
                " ON event.entry_id = entry.id GROUP BY entry.id, entry.status"
            )
        )
        found = {(row.status, tuple(row.kinds)) for row in histories}
    assert found == {
        ("verified", ("logged", "submitted", "verified")),
        ("submitted", ("logged", "submitted")),
    }


async def test_days_late_agree_with_the_provinces_own_calendar(db: Database, tmp_path: Path) -> None:
    tenant, _ = await demo(db, tmp_path)
    async with db.tenant(tenant.id) as session:
        wrong = await session.scalar(
            text(
                "SELECT count(*) FROM work_entry AS entry JOIN calendar_day AS done ON done.day = entry.work_date"
                " LEFT JOIN calendar_day AS due ON due.day = entry.due_date"
                " WHERE NOT done.working OR entry.days_late <> coalesce(done.ordinal - due.ordinal, 0)"
            )
        )
    assert wrong == 0


async def test_who_was_planted_stands_in_a_file_and_nowhere_in_the_province(db: Database, tmp_path: Path) -> None:
    tenant, _ = await demo(db, tmp_path)
    recorded = json.loads(file_for(tmp_path, tenant.slug).read_text("utf-8"))
    async with db.tenant(tenant.id) as session:
        people = {str(row) for row in await session.scalars(text("SELECT id FROM person"))}
        columns = set(await session.scalars(text("SELECT column_name FROM information_schema.columns")))
    for group in ("padders", "copiers", "lenient_leaders"):
        assert recorded[group]
        assert {culprit["person_id"] for culprit in recorded[group]} <= people
    assert not {name for name in columns if "planted" in name or "padder" in name or "lenient" in name}


async def test_two_demonstrations_see_nothing_of_each_other(db: Database, tmp_path: Path) -> None:
    first, _ = await demo(db, tmp_path)
    second, loaded = await demo(db, tmp_path, "42")
    async with db.tenant(second.id) as session:
        seen = set(await session.scalars(text("SELECT DISTINCT tenant_id FROM work_entry")))
        people = await session.scalar(text("SELECT count(*) FROM person"))
    async with db.platform() as session:
        nobody = await session.scalar(text("SELECT count(*) FROM work_entry"))
    assert seen == {second.id}
    assert first.id != second.id
    assert people == loaded.people
    assert nobody == 0


async def test_the_named_people_sign_in(db: Database, tmp_path: Path) -> None:
    tenant, loaded = await demo(db, tmp_path)
    async with db.tenant(tenant.id) as session:
        known = await demo_accounts(session)
    assert {account.login for account in known} == {login.login for login in loaded.logins}
    for account in known[:2]:
        signed_in = await accounts.sign_in(db, tenant.slug, account.login, DEMO_PASSWORD, address="192.0.2.1")
        assert signed_in.tenant_id == tenant.id
