"""Settings of a transaction that last as long as they are wanted."""

import pytest
from sqlalchemy import text

from kernel.database import Database, joining_whole

NESTED_LOOPS = text("SHOW enable_nestloop")


async def test_lists_are_joined_whole_only_within(db: Database) -> None:
    async with db.platform() as session:
        async with joining_whole(session):
            assert await session.scalar(NESTED_LOOPS) == "off"
        assert await session.scalar(NESTED_LOOPS) == "on"
        async with joining_whole(session, when=False):
            assert await session.scalar(NESTED_LOOPS) == "on"


async def test_a_failure_within_leaves_the_next_transaction_as_it_was(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.platform() as session, joining_whole(session):
            raise ZeroDivisionError
    async with db.platform() as session:
        assert await session.scalar(NESTED_LOOPS) == "on"
