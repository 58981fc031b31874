"""One attempt: a signed POST to the address that was looked at; no redirects, little time, little read."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx

from tenants.webhooks import rules
from tenants.webhooks.addresses import look_at
from tenants.webhooks.errors import BadWebhookAddress

PATIENCE: Final = 10.0  # seconds for the whole attempt
KEPT: Final = 1024  # bytes of the answer that are read and shown


@dataclass(frozen=True)
class Letter:
    """What is sent: where to, under which id, the body, and the secrets that sign it."""

    url: str
    message_id: str
    body: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What came of an attempt: the receiver's answer, or the failure by name."""

    at: datetime
    milliseconds: int
    status: int | None = None
    failure: str | None = None
    response: str = ""
    retry_after: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver has it: any 2xx."""
        return self.status is not None and 200 <= self.status < 300


class Sender:
    """Sends letters; `insecure` as in `look_at`."""

    def __init__(self, *, insecure: bool = False, patience: float = PATIENCE) -> None:
        self._insecure = insecure
        self._patience = patience
        self._trust = httpx.create_ssl_context(trust_env=False)

    async def send(self, letter: Letter, at: datetime) -> Answer:
        """Try once; whatever goes wrong is in the answer."""
        began = time.monotonic()
        status: int | None = None
        failure: str | None = None
        response = ""
        retry_after: str | None = None
        try:
            async with asyncio.timeout(self._patience):
                status, response, retry_after = await self._post(letter, at)
        except BadWebhookAddress:
            failure = "address_refused"
        except (TimeoutError, httpx.TimeoutException):
            failure = "timed_out"
        except httpx.HTTPError as error:
            failure = "tls_failed" if "CERTIFICATE" in str(error) else "unreachable"
        return Answer(at, int((time.monotonic() - began) * 1000), status, failure, response, retry_after)

    async def _post(self, letter: Letter, at: datetime) -> tuple[int, str, str | None]:
        place = await look_at(letter.url, insecure=self._insecure)
        headers = rules.headers(letter.keys, letter.message_id, at, letter.body) | {"host": place.authority}
        # The certificate is checked for the name, though the connection goes to the number.
        extensions = {"sni_hostname": place.host} if place.scheme == "https" else {}
        async with (
            httpx.AsyncClient(verify=self._trust, timeout=self._patience, trust_env=False) as client,
            client.stream(
                "POST", place.connect_url, content=letter.body.encode(), headers=headers, extensions=extensions
            ) as response,
        ):
            read = b""
            async for part in response.aiter_raw(KEPT):
                read += part
                if len(read) >= KEPT:
                    break
            told = read[:KEPT].decode("utf-8", "replace").replace("\x00", "�")
            return response.status_code, told, response.headers.get("retry-after")
