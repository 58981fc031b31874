"""Passwords and opaque tokens: hashed with argon2 and SHA-256, never kept in clear."""

import asyncio
import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


async def hash_password(password: str) -> str:
    """The argon2id hash of a password, computed in a thread."""
    return await asyncio.to_thread(_hasher().hash, password)


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether a password fits; with no hash (no such account) the same time is spent and the answer is no."""

    def verify() -> bool:
        try:
            return _hasher().verify(password_hash or _nobody(), password) and password_hash is not None
        except (Argon2Error, InvalidHashError):
            return False

    return await asyncio.to_thread(verify)


def new_token(prefix: str, tenant_id: int) -> str:
    """A new opaque token `prefix_tenant_random`: 256 random bits, and the tenant under which to look it up."""
    return f"{prefix}_{tenant_id}_{secrets.token_urlsafe(32)}"


def tenant_of_token(token: str) -> int | None:
    """The tenant a token names, or nothing when the token is malformed."""
    parts = token.split("_", 2)
    if len(parts) == 3 and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= 9:
        return int(parts[1])
    return None


def token_hash(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()
