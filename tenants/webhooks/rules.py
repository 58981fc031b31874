"""Pure rules of webhooks: secrets and signatures, when to try again, and when to leave a receiver alone."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from tenants.facts.rules import TYPES
from tenants.webhooks.errors import UnknownEventType

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - a prefix, no secret
SECRET_BYTES: Final = 32
TEST: Final = "endpoint.test"

# Seconds before the second, third, … attempt; the first is made at once (Standard Webhooks, "Deliverability").
PAUSES: Final = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
TRIES: Final = len(PAUSES) + 1
JITTER: Final = 0.2
LONGEST_ASKED_PAUSE: Final = timedelta(days=1)
# So many failures in a row open the circuit; each further one doubles its pause, up to an hour.
THRESHOLD: Final = 5
SHORTEST_BREAK: Final = timedelta(minutes=1)
LONGEST_BREAK: Final = timedelta(hours=1)
# An endpoint that has answered nothing well for so long is disabled.
GIVEN_UP: Final = timedelta(days=5)
GONE: Final = 410


def new_secret() -> str:
    """A signing secret as receivers are given it: `whsec_` and base64 of 32 random bytes."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, message_id: str, at: datetime, body: str) -> str:
    """The signature `v1,…` of id, time and body (HMAC-SHA256), one for each secret."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = f"{message_id}.{int(at.timestamp())}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(keys: Sequence[str], message_id: str, at: datetime, body: str) -> dict[str, str]:
    """What a receiver checks: the message's id, the time of this attempt, a signature by each secret."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signature(key, message_id, at, body) for key in keys),
        "content-type": "application/json",
        "user-agent": "RoViec-Webhooks/1",
    }


def check_types(kinds: Iterable[str]) -> list[str]:
    """The event types, in the order of the list; raises `UnknownEventType`."""
    wanted = set(kinds)
    for name in sorted(wanted - set(TYPES)):
        raise UnknownEventType("eventTypes", name=name)
    if not wanted:
        raise UnknownEventType("eventTypes", name="")
    return [kind for kind in TYPES if kind in wanted]


def pause_after(tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many attempts, spread by `chance` (0 to 1); nothing when it is given up."""
    if tries >= TRIES:
        return None
    return timedelta(seconds=PAUSES[tries - 1] * (1 + JITTER * (2 * chance - 1)))


def asked_pause(retry_after: str | None, now: datetime) -> timedelta | None:
    """How long a receiver asks to be left alone (Retry-After: seconds or a date, RFC 9110), a day at most."""
    if not retry_after:
        return None
    try:
        if retry_after.strip().isdecimal():
            pause = timedelta(seconds=min(int(retry_after), 86_400))
        else:
            until: datetime = parsedate_to_datetime(retry_after)
            pause = until - now
    except (ValueError, TypeError, OverflowError):
        return None
    return max(timedelta(0), min(pause, LONGEST_ASKED_PAUSE))


def break_after(failures: int) -> timedelta | None:
    """How long the circuit stays open after so many failures in a row; nothing while it is closed."""
    if failures < THRESHOLD:
        return None
    return min(SHORTEST_BREAK * (1 << min(failures - THRESHOLD, 10)), LONGEST_BREAK)
