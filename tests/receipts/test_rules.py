"""The arithmetic of the chain: each link follows from the one before, and any change is carried to the end."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from tenants.receipts.rules import NOTHING, Header, last_link, leaves_by_key, links

HEADER = Header(56, 1, "entry", 0, 2, sha256(b"a\nb").digest(), datetime(2026, 11, 23, 10, 0, 0, 5, tzinfo=UTC))
LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=20)


def test_a_link_is_the_hash_of_the_link_before_and_the_leaf() -> None:
    first, second = sha256(b"1").digest(), sha256(b"2").digest()
    written = "roviec-receipts|1|56|1|entry|0|2|" + sha256(b"a\nb").hexdigest() + "|2026-11-23T10:00:00.000005Z"
    begin = sha256(NOTHING + written.encode()).digest()
    after_first = sha256(begin + first).digest()
    assert list(links(NOTHING, HEADER, first + second)) == [begin, after_first, sha256(after_first + second).digest()]


@given(leaves=LEAVES, at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_changed_bit_changes_the_last_link(leaves: list[bytes], at: int, bit: int) -> None:
    whole = bytearray(b"".join(leaves))
    before = last_link(NOTHING, HEADER, bytes(whole))
    whole[at % len(whole)] ^= 1 << bit
    assert last_link(NOTHING, HEADER, bytes(whole)) != before


@given(leaves=st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=9, unique=True), data=st.data())
def test_another_order_a_gap_or_another_header_changes_the_last_link(leaves: list[bytes], data: st.DataObject) -> None:
    last = last_link(NOTHING, HEADER, b"".join(leaves))
    at = data.draw(st.integers(0, len(leaves) - 2))
    swapped = [*leaves[:at], leaves[at + 1], leaves[at], *leaves[at + 2 :]]
    others = [
        last_link(NOTHING, HEADER, b"".join(swapped)),
        last_link(NOTHING, HEADER, b"".join(leaves[:at] + leaves[at + 1 :])),
        last_link(sha256(leaves[0]).digest(), HEADER, b"".join(leaves)),
        last_link(NOTHING, replace(HEADER, tenant_id=57), b"".join(leaves)),
        last_link(NOTHING, replace(HEADER, kind="month"), b"".join(leaves)),
    ]
    assert last not in others


def test_a_batch_that_names_more_receipts_than_it_holds_names_none() -> None:
    assert leaves_by_key("a\nb", bytes(64)) == {"a": bytes(32), "b": bytes(32)}
    assert leaves_by_key("a\nb\nc", bytes(64)) is None
    assert leaves_by_key("a\na", bytes(64)) is None
