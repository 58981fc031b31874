"""What of a text can be printed: no control characters, and a box for each letter the papers' font does not have."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

FONT: Final = "LiberationSerif-Regular.ttf"
FAMILY: Final = "Liberation Serif"
BOX: Final = "□"
_SPACES: Final = {"Zs": " ", "Zl": "\n", "Zp": "\n"}


def printable(text: str) -> str:
    """A text as papers show it: composed letters, ends of lines as `\\n`, nothing invisible, nothing unprintable.

    Characters that steer the direction of writing go: with them a comment could rearrange the line it stands in.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(_shown(sign) for sign in lines)


def _shown(sign: str) -> str:
    if sign == "\n" or " " <= sign <= "~":
        return sign
    category = unicodedata.category(sign)
    if category in _SPACES:
        return _SPACES[category]
    if category.startswith("C"):
        return ""
    return sign if ord(sign) in covered() else BOX


@cache
def covered() -> frozenset[int]:
    """The characters the font has, read from its table of characters."""
    data = (files("tenants.papers") / "fonts" / FONT).read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * place)
        if (platform, encoding) in ((3, 1), (0, 3)):
            found.update(_of_segments(data, start + offset))
    return frozenset(found)


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for place in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * place)
        if name == tag:
            return int(offset)
    raise LookupError(f"the font has no table {tag!r}")


def _of_segments(data: bytes, start: int) -> Iterator[int]:
    """The characters of a subtable of format 4 that have a glyph of their own."""
    form, _, _, twice = struct.unpack_from(">HHHH", data, start)
    if form != 4:
        return
    segments, ends = twice // 2, start + 14
    starts, deltas, ranges = ends + twice + 2, ends + 2 * twice + 2, ends + 3 * twice + 2
    for place in range(segments):
        (last,) = struct.unpack_from(">H", data, ends + 2 * place)
        (first,) = struct.unpack_from(">H", data, starts + 2 * place)
        (delta,) = struct.unpack_from(">H", data, deltas + 2 * place)
        (offset,) = struct.unpack_from(">H", data, ranges + 2 * place)
        for code in range(first, last + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, ranges + 2 * place + offset + 2 * (code - first))
            if code != 0xFFFF and (glyph + delta if glyph or not offset else 0) % 65536:
                yield code
