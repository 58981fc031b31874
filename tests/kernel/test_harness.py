"""What the test harness promises: the program's own role, its own database, real brokers."""

import psycopg
import pytest
from dramatiq import Message
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from redis import Redis
from sqlalchemy import text

from kernel.database import Database


async def test_the_program_is_tested_as_a_role_without_powers(db: Database) -> None:
    async with db.platform() as session:
        row = await session.execute(
            text("SELECT current_user::text, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        )
        assert row.one() == ("roviec_app", False, False)


@pytest.mark.parametrize(
    ("role", "may"), [("owner_url", (True, True)), ("app_url", (False, True)), ("stats_url", (False, False))]
)
def test_each_role_has_its_rights_on_the_database_and_no_more(
    role: str, may: tuple[bool, bool], request: pytest.FixtureRequest
) -> None:
    with psycopg.connect(request.getfixturevalue(role)) as connection:
        rights = connection.execute(
            "SELECT has_schema_privilege('public', 'CREATE'), has_database_privilege(current_database(), 'TEMPORARY')"
        ).fetchone()
    assert rights == may


def test_redis_answers(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        assert client.set("đầu việc", "1")
        assert client.get("đầu việc") == b"1"


def test_rabbitmq_answers(rabbitmq_url: str) -> None:
    broker = RabbitmqBroker(url=rabbitmq_url, confirm_delivery=True)
    broker.declare_queue("kept", ensure=True)
    broker.enqueue(Message("kept", "nothing", (), {}, {}))
    waiting, _delayed, _dead = broker.get_queue_message_counts("kept")
    broker.close()
    assert waiting == 1
