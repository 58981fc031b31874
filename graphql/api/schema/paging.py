"""Pages after the Relay convention: forward, by keys, at most 100 at a time."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec
import strawberry

from api.limits import PAGE_LIMIT
from api.schema.fields import show
from kernel.errors import Refusal

Node = TypeVar("Node")
Key = TypeVar("Key")


class BadPageSize(Refusal):
    """A page holds one to a hundred records."""

    code = "BAD_PAGE_SIZE"
    vi = "Mỗi trang có từ 1 đến {most} mục."
    en = "A page holds 1 to {most} records."


class BadCursor(Refusal):
    """Not a cursor of this list."""

    code = "BAD_CURSOR"
    vi = "Con trỏ trang không hợp lệ; hãy đọc lại từ đầu."
    en = "Not a cursor of this list; read it again from its beginning."


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's page information; lists are read forward only."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="A record in a page.")
class Edge(Generic[Node]):
    """A record with the cursor after which the next page begins."""

    cursor: str
    node: Node


@strawberry.type(description="A page of a list.")
class Connection(Generic[Node]):
    """A page of records."""

    edges: list[Edge[Node]]
    page_info: PageInfo


class Page(Generic[Key]):
    """A page asked for: how many records, after which key."""

    def __init__(self, first: int, after: str | None, key: type[Key]) -> None:
        if not 1 <= first <= PAGE_LIMIT:
            raise BadPageSize("first", most=PAGE_LIMIT)
        self.first = first
        self.after: Key | None = _read_cursor(after, key) if after is not None else None

    @property
    def limit(self) -> int:
        """How many rows to fetch: one more than shown tells whether there is a next page."""
        return self.first + 1

    def of(
        self,
        kind: type[Node],
        rows: Sequence[Any],
        *,
        key: Callable[[Any], object],
        make: Callable[[Any], Node] | None = None,
    ) -> Connection[Node]:
        """The page as the schema shows it; `key` is what the list is sorted by.

        Rows carry the attributes of `kind`, unless `make` turns each into one.
        """
        edges = [
            Edge(cursor=_write_cursor(key(row)), node=make(row) if make else show(kind, row))
            for row in rows[: self.first]
        ]
        return Connection(
            edges=edges,
            page_info=PageInfo(
                has_next_page=len(rows) > self.first,
                has_previous_page=self.after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
        )


def _write_cursor(key: object) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def _read_cursor(cursor: str, key: type[Key]) -> Key:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(text, type=key)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise BadCursor("after") from None
