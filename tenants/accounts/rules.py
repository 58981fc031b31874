"""Pure rules of accounts: logins, passwords, tokens' scopes, and the proof that a request came from our own page."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Final

from tenants.accounts.errors import BadLogin, BadTokenLife, BadTokenScope, WeakPassword

SESSION_PREFIX: Final = "rvs"
TOKEN_PREFIX: Final = "rvt"  # noqa: S105 - a prefix, no secret
SHORTEST_PASSWORD: Final = 10
# Longer input only costs the server hashing time.
LONGEST_PASSWORD: Final = 256
LONGEST_LIFE_DAYS: Final = 366
# Behind one address there is often a whole office: it may fail ten times as often as one login.
ADDRESS_ALLOWANCE: Final = 10
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{2,99}")


def normal_login(login: str) -> str:
    """A login as it is looked up: small letters, no spaces around, of bounded length, no NUL, which SQL refuses."""
    return login.replace("\x00", "\ufffd").strip().lower()[:100]


def check_login(login: str) -> str:
    """The login as it is kept; raises `BadLogin`."""
    kept = login.strip().lower()
    if not _LOGIN.fullmatch(kept):
        raise BadLogin("login")
    return kept


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too short, too long, or holds the login."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or login.lower() in password.lower():
        raise WeakPassword("password", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)


def check_scopes(scopes: Iterable[str], rights: Iterable[tuple[str, str]]) -> list[str]:
    """The scopes, sorted, each naming a right that exists: `work_entry:read`, `work_entry:*`, `*:read` or `*`."""
    known = list(rights)
    allowed = {"*"}.union(*({f"{what}:{act}", f"{what}:*", f"*:{act}"} for what, act in known))
    wanted = sorted(set(scopes))
    for name in wanted:
        if name not in allowed:
            raise BadTokenScope("scopes", name=name)
    if not wanted:
        raise BadTokenScope("scopes", name="")
    return wanted


def check_life(days: int) -> None:
    """Refuse a token that would live too long or not at all."""
    if not 1 <= days <= LONGEST_LIFE_DAYS:
        raise BadTokenLife("days", most=LONGEST_LIFE_DAYS)


def csrf_of(session_token: str) -> str:
    """What the page sends back in a header with each change; bound to the session's cookie, which no script reads."""
    return hmac.new(session_token.encode(), b"csrf", hashlib.sha256).hexdigest()


def csrf_matches(session_token: str, offered: str | None) -> bool:
    """Whether a request proves that it comes from the page to which this session was given."""
    return hmac.compare_digest(csrf_of(session_token).encode(), (offered or "").encode())
