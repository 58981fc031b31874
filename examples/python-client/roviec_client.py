"""A small client of Rõ Việc's API: log work, read scores page by page, send events, check webhooks.

It needs Python 3.11 and httpx. Copy this file into a program of yours and change it as you like.
"""

import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

import httpx

TOLERANCE_SECONDS = 300
PAGE = 100

LOG_WORK = """
mutation ($input: LogWorkInput!) { logWork(input: $input) { id status } }
"""
MY_ENTRIES = """
query ($from: Date!, $to: Date!, $first: Int!, $after: String) {
  myEntries(dateFrom: $from, dateTo: $to, first: $first, after: $after) {
    edges { node { id workDate output status score { points } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


class Refused(Exception):
    """The server will not do it: `code` never changes, the message is for people."""

    def __init__(self, code: str, message: str, path: list[str | int]) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.path = path


class BadWebhook(Exception):
    """A message that nobody with the key signed, or that was signed too long ago."""


class Client:
    """The API as one account, by an access token from the console's page "Mã truy cập"."""

    def __init__(self, url: str, token: str, *, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"authorization": f"Bearer {token}", "accept-language": "vi"}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=30, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """One operation; raises `Refused`."""
        response = self._http.post("/graphql", json={"query": document, "variables": variables})
        answer: dict[str, Any] = response.json()
        _raise_refusal(answer)
        data: dict[str, Any] = answer["data"]
        return data

    def log_work(
        self,
        *,
        day: date,
        work_item_id: UUID,
        quantity: Decimal,
        minutes: int,
        output: str,
        document_number: str | None = None,
        entry_id: UUID | None = None,
        submit: bool = True,
    ) -> str:
        """Log a piece of work and hand it in; sending it again under the same id stores it once.

        `entry_id` is kept for trying again after a failure. Decimals go as texts, so that none is rounded.
        """
        entry = {
            "id": str(entry_id or uuid7()),
            "workDate": day.isoformat(),
            "workItemId": str(work_item_id),
            "quantity": str(quantity),
            "minutes": minutes,
            "output": output,
            "submit": submit,
            "evidence": [{"documentNumber": document_number}] if document_number else [],
        }
        logged: str = self.ask(LOG_WORK, input=entry)["logWork"]["id"]
        return logged

    def entries(self, first_day: date, last_day: date) -> Iterator[dict[str, Any]]:
        """My entries with their scores, read page by page as they are wanted."""
        after = None
        while True:
            dates = {"from": first_day.isoformat(), "to": last_day.isoformat()}
            page = self.ask(MY_ENTRIES, first=PAGE, after=after, **dates)["myEntries"]
            yield from (edge["node"] for edge in page["edges"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]


class Source:
    """A document or task system that sends its events; address and key come from the console's page "Kết nối"."""

    def __init__(self, address: str, key: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._address = address
        self._key = key
        self._http = httpx.Client(timeout=30, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def send(self, events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Send events, at most 500 at a time; each has its own result, and sending them again changes nothing."""
        body = json.dumps({"events": list(events)}, ensure_ascii=False).encode()
        message_id, now = f"msg_{uuid4().hex}", int(time.time())
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(now),
            "webhook-signature": sign(self._key, message_id, now, body),
        }
        answer = self._http.post(self._address, content=body, headers=headers).json()
        _raise_refusal(answer)
        results: list[dict[str, Any]] = answer["results"]
        return results


def sign(key: str, message_id: str, timestamp: int, body: bytes) -> str:
    """A signature after the Standard Webhooks specification."""
    secret = base64.b64decode(key.removeprefix("whsec_"))
    digest = hmac.new(secret, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def check_webhook(key: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> dict[str, Any]:
    """The content of a webhook you received, checked before it is read; raises `BadWebhook`."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, timestamp = given["webhook-id"], int(given["webhook-timestamp"])
        signatures = given["webhook-signature"].split(" ")
    except (KeyError, ValueError) as error:
        raise BadWebhook("headers are missing") from error
    if abs((now or time.time()) - timestamp) > TOLERANCE_SECONDS:
        raise BadWebhook("signed too long ago")
    expected = sign(key, message_id, timestamp, body)
    if not any(hmac.compare_digest(expected.encode(), one.encode()) for one in signatures):
        raise BadWebhook("the signature does not hold")
    content: dict[str, Any] = json.loads(body)
    return content


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562), which ids of entries must be."""
    random = int.from_bytes(os.urandom(10), "big")
    head = (int(time.time() * 1000) & 0xFFFFFFFFFFFF) << 80
    return UUID(int=head | 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & ((1 << 62) - 1))


def _raise_refusal(answer: Mapping[str, Any]) -> None:
    for error in answer.get("errors", ()):
        told = error.get("extensions", {})
        raise Refused(told.get("code", "UNKNOWN"), error.get("message", ""), told.get("path", []))
