"""Provinces worth moving: one with scores, receipts, secrets and files, and an office with its decisions."""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import age, roles
from kernel.clock import utc_now
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from kernel.ids import uuid7
from kernel.storage import FolderStore
from policies.authority import Caller, RoleHeld
from tenants.accounts.models import Account
from tenants.accounts.sso.models import IdentityProvider
from tenants.audit import days
from tenants.audit.models import AuditEvent
from tenants.organisation.models import Person
from tenants.portability import requests
from tenants.portability.packing import pack, snapshot
from tenants.portability.restoring import Places
from tenants.receipts import actions as receipts
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import months
from tenants.worklogs import files
from tenants.worklogs.models import StoredFile
from tests.decisions.conftest import office
from tests.harness.postgres import TEMPLATE
from tests.scoring.conftest import scored_log
from tests.worklogs.conftest import Log, log

__all__ = ["log", "office", "scored_log"]

EVIDENCE = b"%PDF-1.7 c\xc3\xb4ng v\xc4\x83n"


@dataclass(frozen=True)
class Moving:
    """A province to move, where its files are, and the key of its administrators."""

    db: Database
    owner: Database
    tenant: Tenant
    places: Places
    identity: str
    recipient: str
    admins: tuple[Caller, Caller]

    async def archive(self, target: Path) -> str:
        """Its archive as it is now; answers the root."""
        return await root_of(self.db, self.tenant.id, self.places, target)

    async def confirmed(self) -> UUID:
        """An archive asked for by one administrator, confirmed by the other, and made."""
        first, second = self.admins
        async with self.db.tenant(self.tenant.id) as session:
            run = await requests.ask(session, first, reason="Bàn giao", recipient=self.recipient)
        async with self.db.tenant(self.tenant.id) as session:
            await requests.confirm(session, second, run.id)
        async with self.db.tenant(self.tenant.id) as session:
            await requests.make(session, str(run.id), self.places.files)
        return run.id


async def root_of(db: Database, tenant_id: int, places: Places, target: Path) -> str:
    async with snapshot(db.engine, tenant_id) as session:
        return (await pack(session, places.files, target)).root


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Database]:
    """The database under the role that owns it."""
    database = Database(owner_url, pool_size=4)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def elsewhere_name(postgres: EmbeddedPostgres, database_name: str) -> str:
    """A second, empty installation."""
    name = f"elsewhere_{secrets.token_hex(3)}"
    roles.copy_database(postgres.url_for(SUPERUSER, "postgres"), TEMPLATE, name)
    return name


@pytest.fixture
async def elsewhere(postgres: EmbeddedPostgres, elsewhere_name: str) -> AsyncIterator[Database]:
    """The other installation under the role that owns it; its tenants have other numbers."""
    database = Database(postgres.url_for(roles.OWNER, elsewhere_name), pool_size=4)
    async with database.platform() as session:
        await session.execute(text("SELECT setval('tenant_id_seq', 5000) FROM tenant_id_seq WHERE last_value < 5000"))
    yield database
    await database.close()


@pytest.fixture
async def moving(scored_log: Log, owner: Database, tmp_path: Path) -> Moving:
    """A province that scored and chained its log, with an evidence file, a sealed secret and sealed days."""
    province = scored_log.province
    for name in ("cadre1", "cadre2"):
        rows = [await scored_log.write(name, minutes=5, quantity=Decimal(number)) for number in (1, 2)]
        await scored_log.verify(*(row.id for row in rows))
    places = Places(FolderStore(tmp_path / "files"), FolderStore(tmp_path / "roots"))
    async with province.db.tenant(province.id) as session:
        await scoring.score_pending(session)
        await months.score(session)
        await rollups.merge(session)
        await receipts.chain(session)
        admins = await furnish(session, province.id, places, tmp_path / "evidence")
    async with province.db.tenant(province.id) as session:
        await days.seal_days(session, province.slug, utc_now())
        tenant = await registry.tenant(session)
    identity, recipient = age.new_identity()
    return Moving(province.db, owner, tenant, places, identity, recipient, admins)


async def furnish(session: AsyncSession, tenant_id: int, places: Places, path: Path) -> tuple[Caller, Caller]:
    """A file of evidence, a sealed secret, and two administrators."""
    person = await session.scalar(select(Person.id).where(Person.tenant_id == tenant_id).limit(1))
    row = StoredFile(
        tenant_id=tenant_id, id=uuid7(), name="công văn.pdf", media_type="application/pdf", size=len(EVIDENCE),
        sha256=hashlib.sha256(EVIDENCE).hexdigest(), uploaded_by=person,
    )  # fmt: skip
    provider = IdentityProvider(
        tenant_id=tenant_id, name="SSO", issuer="https://sso.example", client_id="x", sealed_secret="k1.sealed",
        enforced=False,
    )  # fmt: skip
    accounts = [Account(tenant_id=tenant_id, id=uuid7(), login=f"qt{n}", office_role="tenant_admin") for n in "12"]
    earlier = AuditEvent(
        tenant_id=tenant_id, id=uuid7(), at=utc_now() - timedelta(days=4), action="read", subject="person", data={}
    )
    session.add_all([row, provider, earlier, *accounts])
    await asyncio.to_thread(path.write_bytes, EVIDENCE)
    places.files.put(files.key_of(tenant_id, row.id), path)
    first, second = (
        Caller(tenant_id, "province", account.id, roles=(RoleHeld("tenant_admin"),)) for account in accounts
    )
    return first, second
