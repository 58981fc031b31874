"""Asking sources that are due: each by itself, within limits, so that a slow or broken one keeps nobody waiting."""

import asyncio
import logging
import threading
from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import OperationalError
from typing_extensions import override

from kernel import telemetry
from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.sealing import Seal
from tenants.intake import connections, events, receiving
from tenants.intake.connections import Claimed
from tenants.intake.models import IntakeSource
from tenants.registry import queries as registry
from workers.connectors import csv_drop, eoffice, tasks
from workers.connectors.pages import Connector, SourceFailed

logger = logging.getLogger(__name__)

CONNECTORS: Final[Mapping[str, Connector]] = {"eoffice": eoffice.pull, "tasks": tasks.pull, "csv": csv_drop.pull}
PATIENCE: Final = 10.0
AT_ONCE: Final = 4
LOOK: Final = 5.0


class Puller(threading.Thread):
    """Asks the sources of all tenants until it is ended, with connections and time of its own."""

    def __init__(self, database_url: str, seal: Seal) -> None:
        super().__init__(name="connectors", daemon=True)
        self._url = database_url
        self._seal = seal
        self._ends = threading.Event()

    def end(self) -> None:
        """Stop; what is being read is read again later."""
        self._ends.set()
        if self.is_alive():
            self.join()

    @override
    def run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        database = Database(self._url, pool_size=AT_ONCE)
        try:
            asking = asyncio.create_task(self._ask(database))
            await asyncio.to_thread(self._ends.wait)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        finally:
            await database.close()

    async def _ask(self, database: Database) -> None:
        running: set[asyncio.Task[None]] = set()
        room = asyncio.Semaphore(AT_ONCE)
        while True:
            try:
                with telemetry.quiet():
                    claimed = await due(database, self._seal)
                for tenant_id, source in claimed:
                    turn = asyncio.create_task(_in_turn(room, database, tenant_id, source))
                    running.add(turn)
                    turn.add_done_callback(running.discard)
            except OperationalError as error:
                logger.warning("the database is away and sources wait: %s", error)
            except Exception:  # one tenant's fault must not end the asking of all
                logger.exception("looking for sources failed")
            await asyncio.sleep(LOOK)


async def due(database: Database, seal: Seal) -> list[tuple[int, Claimed]]:
    """Every source that is due, now leased to this process, with its tenant."""
    async with database.platform() as session:
        provinces = [tenant.id for tenant in await registry.tenants(session, "province")]
    found: list[tuple[int, Claimed]] = []
    for tenant_id in provinces:
        async with database.tenant(tenant_id) as session:
            found += [(tenant_id, one) for one in await connections.claim(session, seal, utc_now())]
    return found


async def _in_turn(room: asyncio.Semaphore, database: Database, tenant_id: int, claimed: Claimed) -> None:
    async with room:
        try:
            await pull(database, tenant_id, claimed)
        except Exception:  # the lease runs out and the source is asked again
            logger.exception("source %s of tenant %d failed", claimed.source_id, tenant_id)


async def pull(database: Database, tenant_id: int, claimed: Claimed, patience: float = PATIENCE) -> int:
    """Ask one source once, and write down its page or its failure; how many events came.

    The network is asked outside of any transaction; page and cursor are written in one.
    """
    try:
        page = await asyncio.wait_for(CONNECTORS[claimed.connector](claimed, patience), patience * 3)
    except (SourceFailed, TimeoutError) as error:
        code = error.code if isinstance(error, SourceFailed) else "TIMED_OUT"
        logger.warning("source %s of tenant %d: %s", claimed.source_id, tenant_id, code)
        async with database.tenant(tenant_id) as session:
            restart = isinstance(error, SourceFailed) and error.restart
            await connections.failed(session, claimed, code, utc_now(), restart=restart)
        return 0
    async with database.tenant(tenant_id) as session:
        source = await session.get(IntakeSource, (tenant_of(session), claimed.source_id), with_for_update=True)
        if source is None or source.closed_at is not None:
            return 0
        refused = 0
        for first in range(0, len(page.events), events.MOST_EVENTS):
            part = page.events[first : first + events.MOST_EVENTS]
            results = await receiving.receive(session, source, part, now=utc_now(), replayed=True)
            refused += sum(result.outcome == "refused" for result in results)
        source.last_seen_at = utc_now()
        await connections.succeeded(session, claimed, page.cursor, utc_now(), more=page.more, refused=refused)
    return len(page.events)
