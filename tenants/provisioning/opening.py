"""Where the program's database is: the one the settings name, or the embedded one, held while it is used."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import create_engine

from kernel import roles
from kernel.database import Database, async_url
from kernel.embedded import EmbeddedPostgres
from kernel.settings import Settings
from tenants import migrate
from tenants.catalogue.template import load_template


@dataclass(frozen=True)
class Addresses:
    """The database's addresses under the program's roles; `owner` is missing where only operators migrate."""

    app: str
    owner: str | None
    stats: str | None
    embedded: bool


@contextmanager
def addresses(settings: Settings) -> Iterator[Addresses]:
    """The addresses in the settings, or those of the embedded server, held until the block ends."""
    if settings.database_url is not None:
        yield Addresses(
            app=settings.database_url.get_secret_value(),
            owner=_clear(settings.database_owner_url),
            stats=_clear(settings.database_stats_url),
            embedded=False,
        )
        return
    with EmbeddedPostgres(settings.state) as server:
        server.provide()
        app, owner, stats = (server.url_for(role, roles.DATABASE) for role in (roles.APP, roles.OWNER, roles.STATS))
        yield Addresses(app=app, owner=owner, stats=stats, embedded=True)


def _clear(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


def prepare(owner_url: str) -> int:
    """Bring the schema up to date and the national template into it; answers how many of its records changed."""
    migrate.upgrade(owner_url)
    engine = create_engine(async_url(owner_url))
    try:
        with engine.begin() as connection:
            return load_template(connection)
    finally:
        engine.dispose()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database as the program uses it; the embedded one is prepared first, another by `roviec migrate`."""
    async with opened_twice(settings) as (db, _):
        yield db


@asynccontextmanager
async def opened_twice(settings: Settings) -> AsyncIterator[tuple[Database, Database | None]]:
    """As `opened`, and beside it the pool of the ministries' role, where its address is known."""
    with addresses(settings) as found:
        if found.embedded and found.owner is not None:
            await asyncio.to_thread(prepare, found.owner)
        async with pools(found, settings) as both:
            yield both


@asynccontextmanager
async def pools(found: Addresses, settings: Settings) -> AsyncIterator[tuple[Database, Database | None]]:
    """The pool of the program, and the smaller one that reads releases; neither opens a connection before its use."""
    db = Database(found.app, pool_size=settings.pool_size)
    stats = None if found.stats is None else Database(found.stats, pool_size=max(2, settings.pool_size // 4))
    try:
        yield db, stats
    finally:
        await db.close()
        if stats is not None:
            await stats.close()
