"""The code on a decision's paper: its hash as a QR code, made once and drawn by whoever prints."""

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import segno

BORDER: Final = 2
SCALE: Final = 6


@lru_cache(maxsize=1_024)
def code_rows(content_hash: str) -> tuple[str, ...]:
    """A QR code of the hash, one text of 0 and 1 for each row, with its quiet border."""
    rows = segno.make_qr(content_hash, error="m").matrix_iter(border=BORDER)
    return tuple("".join("1" if dark else "0" for dark in row) for row in rows)


def code_picture(rows: Sequence[str]) -> bytes:
    """A code's rows as PNG: one bit a dot, some dots to each square."""
    side = len(rows) * SCALE
    lines = []
    for row in rows:
        bits = "".join("0" * SCALE if square == "1" else "1" * SCALE for square in row)
        packed = int(bits.ljust((side + 7) // 8 * 8, "0"), 2).to_bytes((side + 7) // 8)
        lines.append((b"\x00" + packed) * SCALE)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
