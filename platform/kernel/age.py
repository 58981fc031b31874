"""Files sealed for one reader, in the age format (age-encryption.org/v1, C2SP specification): X25519 recipients.

Anybody encrypts with the recipient's public line (`age1…`); only the holder of the identity (`AGE-SECRET-KEY-1…`)
opens. `age -d -i key.txt file.age` opens what is written here, and what `age -r age1…` writes is opened here.
"""

import base64
import hashlib
import hmac
import os
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kernel import bech32
from kernel.errors import Refusal

VERSION: Final = b"age-encryption.org/v1\n"
RECIPIENT: Final = "age"
IDENTITY: Final = "age-secret-key-"
_STANZA: Final = b"-> X25519 "
_MAC: Final = b"---"
_LABEL: Final = b"age-encryption.org/v1/X25519"
_CHUNK: Final = 65_536
_TAG: Final = 16
_LONGEST_HEADER: Final = 65_536


class BadRecipient(Refusal):
    """Not the public line of a key pair of age."""

    code = "BAD_RECIPIENT"
    vi = "Khóa công khai phải có dạng age1… (X25519), do age-keygen hoặc `roviec archive key` tạo ra."
    en = "A recipient has the form age1… (X25519), as age-keygen or `roviec archive key` makes it."


class BadIdentity(Refusal):
    """No usable secret line of a key pair of age."""

    code = "BAD_ARCHIVE_IDENTITY"
    vi = "Không thấy khóa bí mật dạng AGE-SECRET-KEY-1… trong tệp khóa."
    en = "The key file holds no line of the form AGE-SECRET-KEY-1…."


class CannotOpen(Refusal):
    """The file is not sealed for this identity, was changed, or was cut short."""

    code = "CANNOT_OPEN"
    vi = "Không mở được tệp: không được niêm phong cho khóa này, đã bị sửa hoặc bị cắt cụt."
    en = "The file cannot be opened: it is not sealed for this key, was changed, or was cut short."


def new_identity() -> tuple[str, str]:
    """A new key pair: the secret line for the reader alone, and the public line for everybody."""
    key = X25519PrivateKey.generate()
    return bech32.encode(IDENTITY, key.private_bytes_raw()).upper(), _public(key)


def check_recipient(recipient: str) -> str:
    """The public line as it is kept; raises `BadRecipient`."""
    kept = recipient.strip().lower()
    _recipient_key(kept)
    return kept


def recipient_of(identity: str) -> str:
    """The public line of a secret one."""
    return _public(_identity_key(identity))


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins so is one of age."""
    return beginning.startswith(VERSION)


def seal(source: BinaryIO, target: BinaryIO, recipient: str) -> None:
    """Encrypt a stream for one recipient."""
    public = _recipient_key(recipient)
    file_key = os.urandom(16)
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    wrapping = _derived(once.exchange(public), share + public.public_bytes_raw(), _LABEL)
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = VERSION + _STANZA + _text(share) + b"\n" + _text(body) + b"\n" + _MAC
    nonce = os.urandom(16)
    target.write(header + b" " + _text(_mac(file_key, header)) + b"\n" + nonce)
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    counter, chunk = 0, source.read(_CHUNK)
    while True:
        following = source.read(_CHUNK) if len(chunk) == _CHUNK else b""
        last = not following
        target.write(cipher.encrypt(_nonce(counter, last), chunk, None))
        if last:
            return
        counter, chunk = counter + 1, following


def unseal(source: BinaryIO, target: BinaryIO, identity: str) -> None:
    """Decrypt a stream; raises `CannotOpen`. What was written to the target before that must not be used."""
    file_key, nonce = _opened(source, _identity_key(identity))
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    counter, chunk = 0, source.read(_CHUNK + _TAG)
    while True:
        following = source.read(_CHUNK + _TAG) if len(chunk) == _CHUNK + _TAG else b""
        last = not following
        try:
            plain = cipher.decrypt(_nonce(counter, last), chunk, None)
        except (InvalidTag, ValueError):
            raise CannotOpen() from None
        if counter and not plain:
            raise CannotOpen()
        target.write(plain)
        if last:
            return
        counter, chunk = counter + 1, following


def read_identity(text: str) -> str:
    """The secret line in a key file, whose other lines are comments; raises `BadIdentity`."""
    for line in text.splitlines():
        if line.strip().lower().startswith(IDENTITY):
            _identity_key(line.strip())
            return line.strip()
    raise BadIdentity()


def _opened(source: BinaryIO, key: X25519PrivateKey) -> tuple[bytes, bytes]:
    """The file key, found in a stanza of the header, and the nonce of the payload."""
    lines = _header_lines(source)
    header = b"".join(lines[:-1]) + _MAC
    public = key.public_key().public_bytes_raw()
    for number, line in enumerate(lines[1:-2], 1):
        if not line.startswith(_STANZA):
            continue
        try:
            share = _bytes(line[len(_STANZA) :].strip())
            shared = key.exchange(X25519PublicKey.from_public_bytes(share))
            wrapping = _derived(shared, share + public, _LABEL)
            file_key = ChaCha20Poly1305(wrapping).decrypt(bytes(12), _bytes(lines[number + 1].strip()), None)
        except (InvalidTag, ValueError):
            continue
        told = _bytes(lines[-1][len(_MAC) + 1 :].strip())
        if hmac.compare_digest(told, _mac(file_key, header)):
            return file_key, source.read(16)
    raise CannotOpen()


def _header_lines(source: BinaryIO) -> list[bytes]:
    lines = [source.readline(_LONGEST_HEADER)]
    if lines[0] != VERSION:
        raise CannotOpen()
    while not lines[-1].startswith(_MAC):
        line = source.readline(_LONGEST_HEADER)
        if not line or len(lines) > 1_000:
            raise CannotOpen()
        lines.append(line)
    return lines


def _recipient_key(recipient: str) -> X25519PublicKey:
    try:
        return X25519PublicKey.from_public_bytes(bech32.decode(RECIPIENT, recipient.strip()))
    except ValueError:
        raise BadRecipient("recipient") from None


def _identity_key(identity: str) -> X25519PrivateKey:
    try:
        return X25519PrivateKey.from_private_bytes(bech32.decode(IDENTITY, identity.strip().lower()))
    except ValueError:
        raise BadIdentity() from None


def _public(key: X25519PrivateKey) -> str:
    return bech32.encode(RECIPIENT, key.public_key().public_bytes_raw())


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.new(_derived(file_key, b"", b"header"), header, hashlib.sha256).digest()


def _nonce(counter: int, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


def _text(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
