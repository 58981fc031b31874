"""A system that sends, behaving like a real one: repeats whole messages, breaks single events, signs as it should."""

import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

Json = dict[str, Any]


@dataclass
class Sender:
    """Sends events of one source over HTTP; `every` how many messages it sends a whole message again."""

    client: httpx.AsyncClient
    address: str
    key: str
    every: int = 4
    outcomes: Counter[str] = field(default_factory=Counter)

    async def send(self, events: Sequence[Json], size: int = 200) -> None:
        """All events in messages of that size, a broken one among them; some messages twice, as after a lost answer."""
        for number, first in enumerate(range(0, len(events), size)):
            batch = [*events[first : first + size], {"type": "document.lost", "externalId": 7}]
            for _ in range(2 if number % self.every == 1 else 1):
                response = await self.post({"events": batch})
                response.raise_for_status()
                self.outcomes.update(result["outcome"] for result in response.json()["results"])

    async def post(self, content: Any, *, at: int | None = None, way: str = "events") -> httpx.Response:
        """One signed message."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = signed(self.key, f"msg_{uuid4().hex}", at or int(time.time()), body)
        return await self.client.post(f"{self.address}/{way}", content=body, headers=headers)


def signed(key: str, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message, written from the Standard Webhooks specification and not from our own code."""
    secret = base64.b64decode(key.removeprefix("whsec_"))
    digest = hmac.new(secret, f"{message_id}.{at}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": message_id, "webhook-timestamp": str(at), "webhook-signature": signature}
