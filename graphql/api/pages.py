"""The pages for people who write programs: an explorer for the API, and the schema as text."""

from importlib.resources import files
from typing import Final

from litestar import Response, Router, get
from litestar.handlers import HTTPRouteHandler

from api.door import AtDoor

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
    return [schema_text, *(_page(path, name) for path, name in PAGES.items()), *parts]
