"""The pages for people who write programs: an explorer for the API, and the schema as text."""

from functools import cache
from importlib.resources import files
from typing import Final

from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from api.door import AtDoor
from api.reference import pages as made
from api.schema import Schema
from kernel.errors import NotFound

KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
PAGES: Final = {"/explore": "explore.html"}
PARTS: Final = ("style.css", "explore.js", "mark.svg")


@get("/schema.graphql")
async def schema_text(door: AtDoor) -> Response[str]:
    """The schema in its own language, for people and for code generators."""
    return Response(door.schema.as_str() + "\n", media_type="text/plain; charset=utf-8")


@get(["/docs/api", "/docs/api/{name:str}"])
async def reference(door: AtDoor, name: FromPath[str] = "") -> Response[str]:
    """The reference of the API, made from its schema at the first question."""
    found = _reference(door.schema).get(name or "index.html")
    if found is None:
        raise NotFound()
    if not name:
        found = found.replace('href="reference.css"', 'href="api/reference.css"').replace('src="r', 'src="api/r')
    kind = KINDS[(name or "index.html").rpartition(".")[2]]
    return Response(found, media_type=kind, headers={"cache-control": "no-cache"})


@cache
def _reference(schema: Schema) -> dict[str, str]:
    return made(schema.core)


def _page(path: str, name: str) -> HTTPRouteHandler:
    content = (files("api") / "static" / name).read_bytes()
    kind = KINDS[name.rpartition(".")[2]]

    @get(path, name=name)
    async def page() -> Response[bytes]:
        return Response(content, media_type=kind, headers={"cache-control": "no-cache"})

    return page


def pages() -> list[HTTPRouteHandler | Router]:
    """The handlers of all pages and of what they load."""
    parts = [_page(f"/static/{name}", name) for name in PARTS]
    return [schema_text, reference, *(_page(path, name) for path, name in PAGES.items()), *parts]
