"""One sign-in on its way to the identity provider and back: kept in the browser, sealed, for a few minutes."""

import base64
import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from urllib.parse import urlencode

import msgspec

from kernel.sealing import Seal, Unsealable
from tenants.accounts.sso.errors import SignInInterrupted

ABOUT = "sso-attempt"
LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class Attempt:
    """What the way back is compared with; `verifier` proves that the code came to who asked (PKCE, RFC 7636)."""

    tenant_id: int
    issuer: str
    state: str
    nonce: str
    verifier: str
    redirect: str
    until: datetime
    trial: bool = False  # tells an administrator what would happen, and lets nobody in

    def sealed(self, seal: Seal) -> str:
        """The attempt as its browser keeps it."""
        return seal.close(msgspec.json.encode(asdict(self)).decode(), ABOUT)


def new_attempt(tenant_id: int, issuer: str, redirect: str, now: datetime, *, trial: bool = False) -> Attempt:
    """A sign-in that begins now; `redirect` is where the provider sends the browser back to."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Attempt(tenant_id, issuer, state, nonce, verifier, redirect, now + LIFE, trial)


def attempt_of(sealed: str | None, state: str, seal: Seal, now: datetime) -> Attempt:
    """The attempt a browser came back from; raises `SignInInterrupted`."""
    try:
        attempt = msgspec.json.decode(seal.open(sealed or "", ABOUT), type=Attempt)
    except (Unsealable, msgspec.MsgspecError) as error:
        raise SignInInterrupted() from error
    if attempt.until < now or not compare_digest(attempt.state, state):
        raise SignInInterrupted()
    return attempt


def address_of(attempt: Attempt, endpoint: str, client_id: str) -> str:
    """Where the browser goes to sign in."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": attempt.redirect,
        "scope": "openid profile",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"
