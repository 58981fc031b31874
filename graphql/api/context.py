"""What a resolver knows of its request: who asks, in which language, and the database to open a transaction on."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar, cast

import strawberry
from graphql import DocumentNode
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.dataloader import DataLoader

from api.errors import Language
from kernel.database import Database
from kernel.errors import Unauthenticated
from policies.authority import Caller
from tenants.accounts.sso.signing_in import SingleSignOn
from tenants.statistics.asking_errors import StatisticsClosed

Key = TypeVar("Key")
Value = TypeVar("Value")
Fetch: TypeAlias = Callable[[AsyncSession, Caller, list[Key]], Awaitable[Mapping[Key, Value]]]


@dataclass
class Context:
    """One request. It holds no database session: resolvers run side by side, and each opens its own transaction."""

    db: Database
    asking: Caller | None
    language: Language
    document: DocumentNode
    sso: SingleSignOn
    stats: Database | None = None
    _loaders: dict[object, DataLoader[Any, Any]] = field(default_factory=dict)

    @property
    def caller(self) -> Caller:
        """Who asks; refused where nobody has signed in."""
        if self.asking is None:
            raise Unauthenticated()
        return self.asking

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction as the caller's tenant, committed at its end."""
        async with self.db.tenant(self.caller.tenant_id) as session:
            yield session

    @asynccontextmanager
    async def released(self) -> AsyncIterator[AsyncSession]:
        """One transaction under the role that may read releases and nothing else."""
        async with released(self.stats) as session:
            yield session

    async def load(self, fetch: Fetch[Key, Value], key: Key | None) -> Value | None:
        """A value by its key, fetched together with all others of this request that are wanted at the same time.

        `fetch` is given a transaction of its own and answers what it finds by key.
        """
        if key is None:
            return None
        loader = self._loaders.get(fetch)
        if loader is None:

            async def load(keys: list[Key]) -> list[Value | None]:
                async with self.session() as session:
                    found = await fetch(session, self.caller, keys)
                return [found.get(wanted) for wanted in keys]

            loader = self._loaders[fetch] = DataLoader(load_fn=cast("Any", load))
        return cast("Value | None", await loader.load(key))


@asynccontextmanager
async def released(stats: Database | None) -> AsyncIterator[AsyncSession]:
    """One transaction of the ministries' pool; refused by a program that was not given its address."""
    if stats is None:
        raise StatisticsClosed()
    async with stats.platform() as session:
        yield session


Info: TypeAlias = strawberry.Info[Context, None]
