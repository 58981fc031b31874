"""The province of the log's tests, with a norm package in force."""

import pytest

from tenants.norms import actions as norms
from tests.scoring.past import past
from tests.scoring.quarter import quarter
from tests.worklogs.conftest import Log, log

__all__ = ["log", "past", "quarter", "scored_log"]


@pytest.fixture
async def scored_log(log: Log) -> Log:
    """A province that scores by the Khánh Hòa package."""
    async with log.province.db.tenant(log.province.id) as session:
        await norms.publish_shipped(session, "khanh-hoa", valid_from=log.province.opened)
    return log
