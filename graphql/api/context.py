"""What a resolver knows of its request: who asks, in which language, and the database to open a transaction on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar, cast

import strawberry
from graphql import DocumentNode
from strawberry.dataloader import DataLoader

from api.errors import Language
from kernel.database import Database
from policies.authority import Caller

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class Context:
    """One request. It holds no database session: resolvers run side by side, and each opens its own transaction."""

    db: Database
    caller: Caller | None
    language: Language
    document: DocumentNode
    _loaders: dict[object, DataLoader[Any, Any]] = field(default_factory=dict)

    def loader(self, fetch: "Callable[[Context, list[Key]], Awaitable[list[Value]]]") -> DataLoader[Key, Value]:
        """The request's loader for one way of fetching by keys, made when first wanted."""
        found = self._loaders.get(fetch)
        if found is None:

            async def load(keys: list[Key]) -> list[Value]:
                return await fetch(self, keys)

            found = self._loaders[fetch] = DataLoader(load_fn=cast("Any", load))
        return cast("DataLoader[Key, Value]", found)


Info: TypeAlias = strawberry.Info[Context, None]
