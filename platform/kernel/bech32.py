"""Bech32 (BIP 173), without its limit of 90 characters, as keys of age are written."""

from collections.abc import Iterable
from typing import Final

LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM: Final = 6


def encode(prefix: str, raw: bytes) -> str:
    """Bytes under a prefix, in small letters."""
    values = _regrouped(raw, 8, 5, pad=True)
    sum_of = _polymod([*_expanded(prefix), *values, *([0] * _CHECKSUM)]) ^ 1
    checksum = [(sum_of >> 5 * (_CHECKSUM - 1 - at)) & 31 for at in range(_CHECKSUM)]
    return f"{prefix}1{''.join(LETTERS[value] for value in (*values, *checksum))}"


def decode(prefix: str, text: str) -> bytes:
    """The bytes of a text in small letters; raises `ValueError` when prefix, letters or checksum are not right."""
    found, _, data = text.rpartition("1")
    if found != prefix or len(data) < _CHECKSUM:
        raise ValueError("not of this kind")
    values = [LETTERS.index(letter) for letter in data]
    if _polymod([*_expanded(prefix), *values]) != 1:
        raise ValueError("the checksum does not hold")
    return bytes(_regrouped(values[:-_CHECKSUM], 5, 8, pad=False))


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, part in enumerate(_GENERATOR):
            check ^= part if (top >> at) & 1 else 0
    return check


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _regrouped(values: Iterable[int], width: int, wanted: int, *, pad: bool) -> list[int]:
    held, bits, groups = 0, 0, []
    for value in values:
        held, bits = (held << width) | value, bits + width
        while bits >= wanted:
            bits -= wanted
            groups.append((held >> bits) & ((1 << wanted) - 1))
    left = held & ((1 << bits) - 1)
    if pad and bits:
        groups.append(left << (wanted - bits))
    elif not pad and (bits >= width or left):
        raise ValueError("bits are left over")
    return groups
