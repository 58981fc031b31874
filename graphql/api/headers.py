"""Security headers on every answer."""

from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
ALWAYS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
UNLESS_SET: Final = [
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", PAGE_POLICY.encode()),
    (b"cache-control", b"no-store"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
OVER_TLS: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def with_security_headers(app: ASGIApp) -> ASGIApp:
    """The application, its answers carrying the headers that tell browsers what never to do with them."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                present = {name.lower() for name, _ in headers}
                headers += ALWAYS
                headers += [pair for pair in UNLESS_SET if pair[0] not in present]
                if scope["scheme"] == "https":
                    headers.append(OVER_TLS)
                message["headers"] = headers
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped
