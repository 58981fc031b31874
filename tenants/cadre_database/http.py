"""The national cadre database over HTTPS: a token of the tenant, and a certificate of the installation (mutual TLS).

No interface of Decree 27/2026 has been published; this one is small on purpose, and the only place that knows it.
`docs/cadre-database.md` describes it for whoever builds the gateway.
"""

import ssl
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import httpx
import msgspec

from kernel.settings import Settings
from tenants.cadre_database.port import Answer, Answers, Rejected, Unreachable

PATIENCE: Final = 15.0
LARGEST: Final = 2 * 1024 * 1024
STORED: Final = (200, 201, 202, 204)
REFUSED: Final = (400, 422)


class _Outcome(msgspec.Struct):
    event: UUID
    outcome: str
    reason: str | None = None
    record: dict[str, Any] | None = None


class _Outcomes(msgspec.Struct):
    items: list[_Outcome]
    next: str | None = None


class _Held(msgspec.Struct):
    event: UUID
    record: dict[str, Any]


class _HeldItems(msgspec.Struct):
    items: list[_Held]


def trust_of(settings: Settings) -> ssl.SSLContext:
    """Whose certificates are believed, and the one shown; read once, as it is costly."""
    trust = ssl.create_default_context(cafile=settings.cadre_database_ca)
    if settings.cadre_database_certificate is not None:
        trust.load_cert_chain(settings.cadre_database_certificate)
    return trust


class HttpCadreDatabase:
    """One tenant's way there; use it as a context."""

    def __init__(self, url: str, token: str | None, trust: ssl.SSLContext, *, patience: float = PATIENCE) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.AsyncClient(
            base_url=url.rstrip("/"), headers=headers, verify=trust, timeout=patience, trust_env=False
        )

    async def __aenter__(self) -> "HttpCadreDatabase":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def send(self, event_id: UUID, record: Mapping[str, Any]) -> None:
        """`PUT /events/{id}`; 409 says that they have it already."""
        response = await self._ask(
            "PUT", f"/events/{event_id}", json=dict(record), headers={"idempotency-key": str(event_id)}
        )
        if response.status_code in REFUSED:
            raise Rejected(_reason(response))
        if response.status_code not in (*STORED, 409):
            raise Unreachable(str(response.status_code))

    async def answers(self, cursor: str | None) -> Answers:
        """`GET /answers?after=…`."""
        found = await self._read("GET", "/answers", _Outcomes, params={"after": cursor} if cursor else {})
        return Answers(
            [Answer(one.event, one.outcome == "acknowledged", one.reason, one.record) for one in found.items],
            found.next,
        )

    async def held(self, event_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
        """`POST /held` with the ids."""
        found = await self._read("POST", "/held", _HeldItems, json={"events": [str(one) for one in event_ids]})
        return {one.event: one.record for one in found.items}

    async def _read(self, method: str, path: str, kind: type[Any], **given: Any) -> Any:  # noqa: ANN401 - as `kind` says
        response = await self._ask(method, path, **given)
        if response.status_code != 200 or len(response.content) > LARGEST:
            raise Unreachable(str(response.status_code))
        try:
            return msgspec.json.decode(response.content, type=kind)
        except msgspec.MsgspecError as error:
            raise Unreachable("unreadable") from error

    async def _ask(self, method: str, path: str, **given: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes it
        try:
            return await self._client.request(method, path, **given)
        except httpx.HTTPError as error:
            raise Unreachable(type(error).__name__) from error


def _reason(response: httpx.Response) -> str:
    try:
        told = response.json().get("reason")
    except (ValueError, AttributeError):
        told = None
    return told if isinstance(told, str) and told else f"HTTP {response.status_code}"
