"""Pages of the catalogue's listings: a statement with the keys by which it is sorted."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from api.schema.paging import Page
from tenants.catalogue.queries import Listing

Key = TypeVar("Key", bound=tuple[Any, ...])


async def rows_of(session: AsyncSession, listing: Listing, page: Page[Key]) -> Sequence[Row[Any]]:
    """The rows of one page, and one more where there is a next."""
    query = listing.rows.limit(page.limit)
    if page.after is not None:
        query = query.where(tuple_(*listing.keys) > tuple_(*page.after))
    return (await session.execute(query)).all()


def keys_of(row: Row[Any]) -> tuple[Any, ...]:
    """What a row is sorted by."""
    return tuple(value for name, value in row._mapping.items() if str(name).startswith("key_"))
