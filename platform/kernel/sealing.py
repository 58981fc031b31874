"""Secrets that must be read again, such as a client's at an identity provider: sealed with AES-256-GCM.

What a sealed text is about is bound into it, so that it opens in its own place only: a row copied to another tenant
stays shut. Keys have names; the first seals, all of them open, so keys are changed without a stop.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kernel.errors import Refusal
from kernel.settings import Settings

KEY_BYTES = 32
NONCE_BYTES = 12


class BadSealingKey(Refusal):
    """A key of the settings is malformed."""

    code = "BAD_SEALING_KEY"
    vi = "Khóa niêm phong phải có dạng tên:base64 của 32 byte."
    en = "A sealing key has the form name:base64 of 32 bytes."


class Unsealable(Refusal):
    """A sealed text was changed, moved, or sealed with a key that is gone."""

    code = "UNSEALABLE"
    vi = "Không mở được dữ liệu niêm phong. Hãy nhập lại giá trị này."
    en = "What was sealed cannot be opened. Enter the value again."


class Seal:
    """Seals and opens texts with the installation's keys."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._sealing = next(iter(keys))

    def close(self, plain: str, about: str) -> str:
        """A text sealed for one place, such as `sso:56:client_secret`."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._sealing].encrypt(nonce, plain.encode(), about.encode())
        return f"{self._sealing}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, about: str) -> str:
        """The text again; raises `Unsealable`."""
        name, _, body = sealed.partition(".")
        try:
            raw = base64.urlsafe_b64decode(body.encode())
            return self._ciphers[name].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], about.encode()).decode()
        except (KeyError, ValueError, InvalidTag) as error:
            raise Unsealable() from error


def open_seal(settings: Settings) -> Seal:
    """The seal of this installation: its settings' keys, or one that is made once and kept in the state folder."""
    if settings.sealing_keys is not None:
        return Seal(_keys(settings.sealing_keys.get_secret_value()))
    return Seal({"embedded": _embedded_key(settings.state)})


def _keys(text: str) -> dict[str, bytes]:
    keys = {}
    for part in text.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise BadSealingKey() from error
        if not name.isalnum() or len(key) != KEY_BYTES:
            raise BadSealingKey()
        keys[name] = key
    return keys


def _embedded_key(state: Path) -> bytes:
    path = state / "sealing.key"
    state.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        key = secrets.token_bytes(KEY_BYTES)
        file.write(key)
    return key
