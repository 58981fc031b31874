"""The database: one transaction per request or job, entered as one tenant, closed by commit or rollback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar, Final

from sqlalchemy import MetaData, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from kernel.errors import TenantResting

TENANT_KEY = "tenant_id"
JOIN_WHOLE: Final = text("SET LOCAL enable_nestloop = off")
JOIN_AS_PLANNED: Final = text("SET LOCAL enable_nestloop = on")
ENTER_TENANT: Final = text("SELECT set_config('app.tenant_id', :tenant, true)")
TENANT_LOCK: Final = 7_019
_ENTER_WITH_OTHERS: Final = text(
    f"SELECT set_config('app.tenant_id', :tenant, true), pg_try_advisory_xact_lock_shared({TENANT_LOCK}, :number)"
)
_ENTER_ALONE: Final = text(
    "SELECT set_config('app.tenant_id', :tenant, true), set_config('app.tenant_alone', :tenant, true),"
    f" pg_advisory_xact_lock({TENANT_LOCK}, :number)"
)


class Base(DeclarativeBase):
    """The base of all tables, with one naming convention for keys and constraints."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def async_url(url: str) -> URL:
    """The address of a database as SQLAlchemy's psycopg driver wants it."""
    return make_url(url).set(drivername="postgresql+psycopg")


class Database:
    """A pool of connections under one role of the database."""

    def __init__(self, url: str, *, pool_size: int = 20) -> None:
        self.url = url
        # No overflow: connections beyond the pool would be opened and closed again for each request under load.
        # Error texts reach logs and traces, so the values of parameters stay out of them.
        self.engine: AsyncEngine = create_async_engine(
            async_url(url),
            pool_size=pool_size,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": "-c timezone=UTC"},
        )

    @asynccontextmanager
    async def tenant(self, tenant_id: int) -> AsyncIterator[AsyncSession]:
        """One transaction as one tenant: row-level security shows and takes that tenant's rows only."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            await enter_tenant(session, tenant_id)
            yield session

    @asynccontextmanager
    async def platform(self) -> AsyncIterator[AsyncSession]:
        """One transaction as nobody: tables of tenants show no row."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close every connection of the pool."""
        await self.engine.dispose()


async def enter_tenant(session: AsyncSession, tenant_id: int) -> None:
    """Make this transaction one tenant's; the setting vanishes with the transaction.

    Raises `TenantResting` at once while another transaction has, or waits to have, the tenant for itself.
    """
    session.info[TENANT_KEY] = tenant_id
    row = (await session.execute(_ENTER_WITH_OTHERS, {"tenant": str(int(tenant_id)), "number": tenant_id})).one()
    if not row[1]:
        raise TenantResting()


async def enter_alone(session: AsyncSession, tenant_id: int) -> None:
    """Make this transaction one tenant's and have the tenant for oneself until it ends.

    Waits for the transactions that are in it; whoever comes later is refused, and no other tenant notices. The owner of
    the schema may then remove what else is never removed.
    """
    session.info[TENANT_KEY] = tenant_id
    await session.execute(_ENTER_ALONE, {"tenant": str(int(tenant_id)), "number": tenant_id})


@asynccontextmanager
async def joining_whole(session: AsyncSession, *, when: bool = True) -> AsyncIterator[None]:
    """Within, PostgreSQL joins lists as wholes and never goes through one once for each row of another.

    For statements over rows nobody has counted yet (just written, or out of arrays and other statements): it takes
    thousands of them for one, and what costs a tenth of a second then costs minutes.
    """
    if when:
        await session.execute(JOIN_WHOLE)
    yield
    if when:
        await session.execute(JOIN_AS_PLANNED)


def tenant_of(session: AsyncSession) -> int:
    """The tenant this transaction was entered as."""
    tenant_id: int = session.info[TENANT_KEY]
    return tenant_id
