"""The console: its built files, and its start page for every other address below it."""

import gzip
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from kernel.errors import NotFound

BASE: Final = "/console"
START: Final = "index.html"
HASHED: Final = "assets/"
KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}
PACKED: Final = frozenset({"html", "css", "js", "svg", "webmanifest"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; frame-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FOR_GOOD: Final = "public, max-age=31536000, immutable"  # the name of such a file changes with its content
ASKED_AGAIN: Final = "no-cache"


@dataclass(frozen=True)
class BuiltFile:
    """One file of the console as it goes out."""

    content: bytes
    packed: bytes | None
    kind: str
    keeping: str

    def answer(self, accepted: str) -> Response[bytes]:
        """The file, packed for those who can unpack it."""
        headers = {
            "cache-control": self.keeping,
            "content-security-policy": POLICY,
            "permissions-policy": "camera=(self), geolocation=(), microphone=()",
            "vary": "accept-encoding",
        }
        if self.packed is None or "gzip" not in accepted:
            return Response(self.content, media_type=self.kind, headers=headers)
        return Response(self.packed, media_type=self.kind, headers={**headers, "content-encoding": "gzip"})


def _read(folder: Traversable, before: str = "") -> dict[str, BuiltFile]:
    """Every file below a folder by its path."""
    found: dict[str, BuiltFile] = {}
    for entry in folder.iterdir():
        name = before + entry.name
        if entry.is_dir():
            found |= _read(entry, f"{name}/")
            continue
        ending = name.rpartition(".")[2]
        content = entry.read_bytes()
        packed = gzip.compress(content, mtime=0) if ending in PACKED else None
        found[name] = BuiltFile(content, packed, KINDS[ending], FOR_GOOD if name.startswith(HASHED) else ASKED_AGAIN)
    return found


@get("/")
async def start() -> Redirect:
    """The console is where people begin."""
    return Redirect(f"{BASE}/")


def console() -> list[HTTPRouteHandler]:
    """The handlers of the console."""
    built = _read(files("api") / "console")

    @get([BASE, f"{BASE}/{{path:path}}"])
    async def part(request: Request[Any, Any, Any], path: FromPath[str] = "/") -> Response[bytes]:
        """A file, or the start page, which reads the address itself."""
        name = path.lstrip("/")
        found = built.get(name)
        if found is None:
            if name.startswith(HASHED):
                raise NotFound()
            found = built[START]
        return found.answer(request.headers.get("accept-encoding", ""))

    return [start, part]
