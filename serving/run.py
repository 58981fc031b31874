"""Starts everything that serves (database, API, relay, workers), and stops all of it again, whatever ended it."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.app import create_app
from api.health import broker_check
from api.serving import serve, traced
from kernel import telemetry
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import open_store
from tenants.provisioning.opening import addresses, pools, prepare
from workers.running import workforce


@dataclass(frozen=True)
class Started:
    """What runs: the database as the program uses it, and the address people type."""

    db: Database
    url: str
    settings: Settings


Act = Callable[[Started], Awaitable[None]]


async def _nothing(_: Started) -> None:
    return None


async def run(
    settings: Settings,
    address: socket.socket,
    *,
    first: Act = _nothing,
    then: Act = _nothing,
    until: asyncio.Event | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, or until the event is set.

    `first` runs before anything serves, with the schema up to date; `then` once everything does, beside it.
    """
    async with _database(settings) as (db, stats, app_url):
        started = Started(db, url_of(settings, address), settings)
        await first(started)
        async with _workforce(settings, app_url):
            broker = settings.broker_url
            checks = {"broker": broker_check(broker.get_secret_value())} if broker else {}
            store = open_store(settings.storage_url, settings.state)
            app = create_app(settings, db, store, stats=stats, checks=checks)
            await serve(traced(app), address, on_start=lambda: then(started), until=until)


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[tuple[Database, Database | None, str]]:
    with addresses(settings) as found:
        if found.owner is not None:
            await asyncio.to_thread(prepare, found.owner)
        async with pools(found, settings) as (db, stats):
            yield db, stats, found.app


@asynccontextmanager
async def _workforce(settings: Settings, app_url: str) -> AsyncIterator[None]:
    """Relay, schedule and workers in threads beside the API."""
    broker_url = settings.broker_url.get_secret_value() if settings.broker_url else None
    force = await asyncio.to_thread(workforce, app_url, broker_url, threads=settings.worker_threads)
    await asyncio.to_thread(force.start)
    try:
        yield
    finally:
        await asyncio.to_thread(force.stop)


def url_of(settings: Settings, address: socket.socket) -> str:
    """The address of the program as people type it."""
    port = address.getsockname()[1]
    host = settings.host if settings.host not in ("0.0.0.0", "::") else "localhost"  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run_until_stopped(
    settings: Settings, address: socket.socket, *, first: Act = _nothing, then: Act = _nothing
) -> None:
    """`run` as the main program of a process, with its logs and telemetry."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop_telling = telemetry.start("serve")
    try:
        asyncio.run(run(settings, address, first=first, then=then))
    except KeyboardInterrupt:
        pass  # Ctrl-C before the server took over: everything was closed on the way out
    finally:
        stop_telling()
