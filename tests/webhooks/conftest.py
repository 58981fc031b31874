"""A receiver on this machine that behaves as its address says, and a province that sends to it."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from kernel.sealing import Seal
from kernel.settings import Settings
from tenants.facts.rules import UNIT_CHANGED
from tenants.organisation import units
from tenants.webhooks import actions, delivering, spreading
from tenants.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from tenants.webhooks.sending import Sender
from tests.fixtures_tenant import Province
from tests.harness.processes import free_port

ANSWERS = {
    "/good": "HTTP/1.1 204 No Content\r\n\r\n",
    "/500": "HTTP/1.1 500 Oops\r\ncontent-length: 4\r\n\r\noops",
    "/410": "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n",
    "/302": "HTTP/1.1 302 Found\r\nlocation: /good\r\ncontent-length: 0\r\n\r\n",
    "/busy": "HTTP/1.1 429 Busy\r\nretry-after: 900\r\ncontent-length: 0\r\n\r\n",
    "/endless": "HTTP/1.1 500 Oops\r\n\r\n" + "x" * 300_000,
}


@dataclass(frozen=True)
class Heard:
    """One request as it arrived."""

    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """Answers by path; `/slow` never does."""

    port: int = field(default_factory=free_port)
    heard: dict[str, list[Heard]] = field(default_factory=lambda: defaultdict(list))

    def url(self, path: str) -> str:
        """The address of one behaviour; nobody listens at `/dead`."""
        return f"http://127.0.0.1:{free_port() if path == '/dead' else self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request, and answer it as its path says."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            path = head[0].split()[1]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.heard[path].append(Heard(headers, body.decode()))
            if path == "/slow":
                await asyncio.sleep(30)
            writer.write(ANSWERS[path].encode())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@dataclass
class Office:
    """A province with endpoints at the receiver."""

    province: Province
    receiver: Receiver
    seal: Seal
    sender: Sender

    async def endpoint(self, path: str, *kinds: str) -> actions.Registered:
        """An endpoint that behaves as its path says."""
        given = actions.Given(self.receiver.url(path), list(kinds or (UNIT_CHANGED,)))
        return await actions.register(self.province.db, self.province.caller("admin"), self.seal, given)

    async def change_units(self, count: int = 1) -> None:
        """So many changes of units, spread to the endpoints."""
        async with self.province.db.tenant(self.province.id) as session:
            for number in range(count):
                await units.set_establishment(
                    session, self.province.caller("admin"), self.province.units["commune"], 10 + number,
                    self.province.today,
                )  # fmt: skip
        await self.spread()

    async def spread(self) -> int:
        """What the outbox asked for, done."""
        async with self.province.db.tenant(self.province.id) as session:
            return await spreading.spread(session)

    async def deliver(self, endpoint_id: UUID) -> int:
        """One turn of sending."""
        return await delivering.deliver(self.province.db, self.province.id, endpoint_id, self.seal, self.sender)

    async def make_due(self, endpoint_id: UUID) -> None:
        """Let the pauses of its deliveries pass."""
        async with self.province.db.tenant(self.province.id) as session:
            await session.execute(
                update(WebhookDelivery)
                .where(WebhookDelivery.endpoint_id == endpoint_id)
                .values(due_at=text("now() - interval '1 second'"))
            )

    async def state(self, endpoint_id: UUID) -> WebhookEndpoint:
        """The endpoint as it stands."""
        async with self.province.db.tenant(self.province.id) as session:
            return (await session.scalars(select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id))).one()

    async def deliveries(self, endpoint_id: UUID) -> list[WebhookDelivery]:
        """Its deliveries, the oldest message first."""
        async with self.province.db.tenant(self.province.id) as session:
            query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id)
            return list(await session.scalars(query.order_by(WebhookDelivery.message_id)))

    async def attempts(self, endpoint_id: UUID) -> list[WebhookAttempt]:
        """Its log, the oldest attempt first."""
        async with self.province.db.tenant(self.province.id) as session:
            query = select(WebhookAttempt).where(WebhookAttempt.endpoint_id == endpoint_id)
            return list(await session.scalars(query.order_by(WebhookAttempt.at)))


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """The receiver, listening."""
    made = Receiver()
    server = await asyncio.start_server(made.serve, "127.0.0.1", made.port)
    yield made
    server.close()


@pytest.fixture
def insecure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of a demonstration: receivers may be plain http and on this machine."""
    monkeypatch.setattr(actions, "get_settings", lambda: Settings(webhooks_insecure=True))


@pytest.fixture
async def office(province: Province, receiver: Receiver, insecure: None) -> Office:
    """The province, with a sender that waits half a second at most."""
    return Office(province, receiver, Seal({"test": bytes(32)}), Sender(insecure=True, patience=0.5))
