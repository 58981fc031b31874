"""A platform's operator beside a province whose people have names and numbers that nobody else may read."""

import json
import secrets
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import insert, text

from kernel.clock import utc_now
from kernel.database import Database
from kernel.ids import uuid7
from kernel.queue import QueueMessage
from policies.authority import Caller, RoleHeld
from tenants.accounts import actions as accounts
from tenants.accounts.models import Account
from tenants.registry import actions as registry
from tests.api.conftest import Api, api, settings
from tests.fixtures_tenant import PEOPLE, Province
from tests.worklogs.conftest import log

__all__ = ["api", "log", "settings"]

NAME, PIN = PEOPLE["cadre1"][:2]
TRACE = f"""Traceback (most recent call last):
  File "scoring.py", line 3, in score
    raise BadInput("Võ Minh An")
tenants.scoring.errors.OutOfRange: OUT_OF_RANGE: {NAME} ({PIN})
DETAIL:  Key (pin)=({PIN}) of {NAME}
"""


@dataclass(frozen=True)
class Operator:
    """An operator who asks with a token."""

    api: Api
    caller: Caller
    token: str

    async def ask(self, query: str, **variables: object) -> dict[str, object]:
        """The data of an operation; fails on refusals."""
        answer = await self.api.ask(self.token, query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, object] = answer["data"]
        return data


async def make_operator(db: Database) -> Caller:
    """An operator in a tenant of the platform of this test's own."""
    async with db.platform() as session:
        tenant_id = await registry.create_tenant(session, f"van-hanh-{secrets.token_hex(4)}", "platform", "Vận hành")
        account_id = uuid7()
        values = {"tenant_id": tenant_id, "id": account_id, "login": "vanhanh", "office_role": "operator"}
        await session.execute(insert(Account).values(values))
    return Caller(tenant_id, "platform", account_id, roles=(RoleHeld("operator"),))


@pytest.fixture
async def operator(api: Api) -> Operator:
    """One that may do everything operators may."""
    caller = await make_operator(api.db)
    async with api.db.tenant(caller.tenant_id) as session:
        issued = await accounts.issue_token(session, caller, "theo dõi", ["*"])
    return Operator(api, caller, issued.token)


async def bury(province: Province, job: str = "score_pending", **args: object) -> UUID:
    """A job of the province that was given up, with a person in its arguments and in its error."""
    message = {
        "queue_name": "roviec",
        "actor_name": job,
        "args": [],
        "kwargs": {"tenant_id": province.id, **args},
        "options": {"tries": 5, "traceback": TRACE},
        "message_id": str(uuid7()),
        "message_timestamp": 0,
    }
    row = {"id": uuid7(), "queue": "roviec", "body": json.dumps(message).encode(), "available_at": utc_now()}
    async with province.db.platform() as session:
        await session.execute(insert(QueueMessage).values(**row, dead_at=utc_now()))
    return UUID(str(row["id"]))


async def dead(db: Database) -> set[UUID]:
    """Ids of all that was given up."""
    async with db.platform() as session:
        return set(await session.scalars(text("SELECT id FROM queue_message WHERE dead_at IS NOT NULL")))
