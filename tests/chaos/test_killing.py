"""API, relay, worker and PostgreSQL are killed in turn during 2,000 verifications: nothing is lost or counted twice."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import OperationalError

from kernel import roles
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.ids import uuid7
from tenants import migrate
from tenants.accounts import actions as accounts
from tenants.norms import actions as norms
from tenants.rollups import checks
from tenants.scoring import checks as score_checks
from tenants.worklogs.models import WorkEntry
from tests.fixtures_tenant import Province, make_province
from tests.harness.brokers import rabbitmq_server, redis_server
from tests.harness.processes import free_port
from tests.worklogs.conftest import Log, make_log

ENTRIES = 2_000
BATCH = 20
PATIENCE = 150
ROVIEC = Path(sys.executable).with_name("roviec")
VERIFY = """
mutation Verify($decisions: [VerdictInput!]!) {
  verifyEntries(input: {decisions: $decisions}) { results { entryId error { code } } }
}
"""


@dataclass
class Stage:
    """The running parts: each can be killed and is started again, as a supervisor would."""

    postgres: EmbeddedPostgres
    app_url: str
    env: dict[str, str]
    folder: Path
    port: int
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: int = 0

    def start(self, part: str) -> None:
        command = {
            "api": ["serve-api"],
            "relay": ["worker", "--threads", "0", "--no-schedule"],
            "worker": ["worker", "--threads", "2", "--no-relay"],
        }[part]
        with open(self.folder / f"{part}.log", "ab") as log:
            self.parts[part] = subprocess.Popen(
                [ROVIEC, *command], env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def kill(self, part: str) -> None:
        """Kill a part at once; PostgreSQL is brought back by its guard, the others here."""
        self.kills += 1
        if part == "postgres":
            pid = int((self.postgres.files.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, signal.SIGKILL)
            return
        process = self.parts[part]
        process.kill()
        process.wait()
        self.start(part)

    def stop(self) -> None:
        for process in self.parts.values():
            process.kill()
            process.wait()


@contextlib.contextmanager
def _broker(kind: str, folder: Path) -> Iterator[str | None]:
    port = free_port()
    if kind == "embedded":
        yield None
    elif kind == "redis":
        with redis_server(folder, port) as url:
            yield url
    else:
        with rabbitmq_server(folder, port) as url:
            yield url


@pytest.fixture(params=["embedded", "rabbitmq", "redis"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A database and a broker of this test's own, and the program's parts as separate processes."""
    folder = Path(tempfile.mkdtemp(prefix="roviec-kill-"))
    folder.chmod(0o711)
    broker_folder = folder / "broker"
    broker_folder.mkdir()
    try:
        with EmbeddedPostgres(folder / "state", durable=True) as postgres, _broker(request.param, broker_folder) as url:
            postgres.provide()
            migrate.upgrade(postgres.url_for(roles.OWNER, roles.DATABASE))
            port = free_port()
            app_url = postgres.url_for(roles.APP, roles.DATABASE)
            env = {
                **{name: value for name, value in os.environ.items() if not name.startswith(("OTEL_", "ROVIEC_"))},
                "DATABASE_URL": app_url,
                "ROVIEC_PORT": str(port),
                "ROVIEC_STATE": str(folder / "state"),
                **({"BROKER_URL": url} if url else {}),
            }
            made = Stage(postgres, app_url, env, folder, port)
            try:
                yield made
            finally:
                made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.asynccontextmanager
async def _database(stage: Stage) -> AsyncIterator[Database]:
    db = Database(stage.app_url, pool_size=3)
    try:
        yield db
    finally:
        await db.close()


async def _submitted(province: Province, log: Log) -> list[UUID]:
    """Entries of two cadres over five days, waiting for their leader."""
    template = await log.write(minutes=1)
    columns = {column.name: getattr(template, column.name) for column in WorkEntry.__table__.columns}
    ids = [uuid7() for _ in range(ENTRIES - 1)]
    rows = [
        {**columns, "id": entry_id, "work_date": log.today - timedelta(days=number % 5)}
        for number, entry_id in enumerate(ids)
    ]
    async with province.db.tenant(province.id) as session:
        await session.execute(insert(WorkEntry), rows)
    return [template.id, *ids]


async def _verify(client: httpx.AsyncClient, ids: list[UUID]) -> None:
    """Verify a batch, asking again whenever no answer comes; what an earlier try did counts as done."""
    decisions = [{"entryId": str(entry_id), "quality": "GOOD"} for entry_id in ids]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            answer = await client.post("/graphql", json={"query": VERIFY, "variables": {"decisions": decisions}})
            body = answer.json() if answer.headers.get("content-type", "").startswith("application/") else {}
            results = ((body.get("data") or {}).get("verifyEntries") or {}).get("results")
            if results is not None:
                assert len(results) == len(ids)
                assert {one["error"]["code"] for one in results if one["error"]} <= {"ENTRY_HANDLED"}
                return
            codes = {one["extensions"]["code"] for one in body.get("errors", [])}
            assert codes <= {"UNAVAILABLE"}, body
        await asyncio.sleep(0.2)
    raise AssertionError("no answer from the API")


COUNTS = text(
    """
    SELECT (SELECT count(*) FROM entry_score) AS scores,
           (SELECT count(DISTINCT entry_id) FROM entry_score) AS scored,
           (SELECT count(*) FROM pending_score) AS pending,
           (SELECT count(*) FROM rollup_delta) AS deltas,
           (SELECT coalesce(sum(entries), 0) FROM unit_day) AS summed,
           (SELECT count(*) FROM outbox) AS outbox
    """
)
SETTLED = (ENTRIES, ENTRIES, 0, 0, ENTRIES, 0)


async def _settled(db: Database, tenant_id: int) -> tuple[int, ...]:
    deadline = time.monotonic() + PATIENCE
    found: tuple[int, ...] = ()
    while found != SETTLED and time.monotonic() < deadline:
        await asyncio.sleep(0.3)
        with contextlib.suppress(OperationalError, psycopg.OperationalError):
            async with db.tenant(tenant_id) as session:
                found = tuple(int(count) for count in (await session.execute(COUNTS)).one())
    return found


async def test_killing_any_part_loses_nothing_and_counts_nothing_twice(stage: Stage) -> None:
    async with _database(stage) as db:
        province = await make_province(db)
        log = await make_log(province)
        async with db.tenant(province.id) as session:
            await norms.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
            token = await accounts.issue_token(session, province.caller("division_head"), "kill", ["*"])
        ids = await _submitted(province, log)
        for part in ("api", "relay", "worker"):
            stage.start(part)
        headers = {"Authorization": f"Bearer {token.token}"}
        base = f"http://127.0.0.1:{stage.port}"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=20) as client:
            for number, first in enumerate(range(0, ENTRIES, BATCH)):
                batch = asyncio.create_task(_verify(client, ids[first : first + BATCH]))
                if number % 8 == 4:
                    await asyncio.sleep(0.01)
                    stage.kill(("api", "relay", "worker", "postgres")[number // 8 % 4])
                await batch
        assert stage.kills >= 12
        assert await _settled(db, province.id) == SETTLED
        async with db.tenant(province.id) as session:
            assert await checks.differences(session) == []
            assert await score_checks.differences(session) == []
    checked = await asyncio.create_subprocess_exec(
        ROVIEC, "rollups", "check", env=stage.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    told, _ = await checked.communicate()
    assert checked.returncode == 0, told.decode()
