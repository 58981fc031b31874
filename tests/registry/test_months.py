"""Months of the partitioned logs, made by whoever needs them first."""

import asyncio
from datetime import date

import psycopg
import pytest

from kernel.database import Database
from tenants.registry import actions


async def test_months_that_several_make_at_once_are_made_once(db: Database) -> None:
    async def make() -> int:
        async with db.platform() as session:
            return await actions.ensure_months(session, date(2021, 1, 1), 8)

    assert sorted(await asyncio.gather(*(make() for _ in range(6)))) == [0, 0, 0, 0, 0, 16]


@pytest.mark.parametrize("log", ["person", "pg_class"])
def test_only_logs_have_months(app_url: str, log: str) -> None:
    with psycopg.connect(app_url) as connection, pytest.raises(psycopg.errors.RaiseException, match="not a log"):
        connection.execute("SELECT add_month(to_regclass(%s), '2021-03-01')", [log])
