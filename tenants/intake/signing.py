"""Signatures of messages after the Standard Webhooks specification: HMAC-SHA256 over id, time and body."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from tenants.intake.errors import BadSignature, StaleSignature

PREFIX: Final = "whsec_"
KEY_BYTES: Final = 32
TOLERANCE: Final = timedelta(minutes=5)
LONGEST_ID: Final = 200


def new_key() -> str:
    """A new signing key as integrators get it: `whsec_` and 256 random bits in Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def sign(key: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The signature of a message, `v1,…`."""
    content = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(_raw(key), content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def check(keys: Iterable[str], message_id: str, timestamp: str, signatures: str, body: bytes, now: datetime) -> None:
    """Refuse a message that none of the keys signed, or that was signed too long ago or ahead of now.

    A message carries several signatures, parted by spaces, while its sender changes keys.
    """
    numeric = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11
    if not numeric or not 0 < len(message_id) <= LONGEST_ID:
        raise BadSignature()
    given = [part.encode() for part in signatures.split(" ") if part.startswith("v1,")]
    expected = [sign(key, message_id, int(timestamp), body).encode() for key in keys]
    if sum(hmac.compare_digest(one, other) for one in given[:10] for other in expected) == 0:
        raise BadSignature()
    if abs(now - datetime.fromtimestamp(int(timestamp), UTC)) > TOLERANCE:
        raise StaleSignature(seconds=int(TOLERANCE.total_seconds()))


def _raw(key: str) -> bytes:
    try:
        return base64.b64decode(key.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise BadSignature() from error
