"""The national template in the database of a test, as `roviec migrate` leaves it."""

import asyncio

import pytest
from sqlalchemy import create_engine

from kernel.database import async_url
from tenants.catalogue.template import load_template


@pytest.fixture
async def national_template(owner_url: str) -> None:
    """The template as shipped; another test of this database may have loaded its own before."""

    def load() -> None:
        engine = create_engine(async_url(owner_url))
        with engine.begin() as connection:
            load_template(connection)
        engine.dispose()

    await asyncio.to_thread(load)
