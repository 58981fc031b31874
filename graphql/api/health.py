"""Whether the process lives, and whether it is ready: database reachable, its schema current, the broker there."""

import asyncio
import logging
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlsplit

from litestar import Response, get
from sqlalchemy import text

from api.door import AtDoor, Check
from kernel.database import Database
from kernel.errors import Refusal
from tenants.migrate import newest_revision

logger = logging.getLogger(__name__)

PATIENCE: Final = 3.0
PORTS: Final = {"amqp": 5672, "amqps": 5671, "redis": 6379, "rediss": 6379}


class SchemaNotCurrent(Refusal):
    """The database's schema is of another revision than the program's."""

    code = "SCHEMA_NOT_CURRENT"
    vi = "Cấu trúc cơ sở dữ liệu đang ở bản {found}, chương trình cần bản {expected}. Hãy chạy `roviec migrate`."
    en = "The database's schema is at revision {found}, the program needs {expected}. Run `roviec migrate`."


@get("/health/live")
async def live() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok", "version": version("roviec")}


@get("/health/ready")
async def ready(door: AtDoor) -> Response[dict[str, Any]]:
    """Everything a request needs answers: 200, otherwise 503 naming the part that does not."""
    names = list(door.checks)
    results = await asyncio.gather(*(_passes(name, door.checks[name]) for name in names))
    parts = dict(zip(names, results, strict=True))
    fine = all(result == "ok" for result in parts.values())
    return Response({"status": "ok" if fine else "unavailable", "parts": parts}, status_code=200 if fine else 503)


async def _passes(name: str, check: Check) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except Refusal as refusal:
        return refusal.code
    except Exception as error:
        logger.warning("%s is not ready: %s", name, error)
        return "UNAVAILABLE"
    return "ok"


def database_check(db: Database) -> Check:
    """The database answers and its schema is the one this program was written for."""
    expected = newest_revision()

    async def check() -> None:
        async with db.platform() as session:
            found = (await session.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
        if found != expected:
            raise SchemaNotCurrent(found=found, expected=expected)

    return check


def statistics_check(stats: Database) -> Check:
    """The ministries' role reaches the releases."""

    async def check() -> None:
        async with stats.platform() as session:
            await session.execute(text("SELECT FROM release LIMIT 1"))

    return check


def broker_check(url: str) -> Check:
    """The broker takes connections; whether it takes jobs is the relay's business."""
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or PORTS.get(parts.scheme, 5672)

    async def check() -> None:
        _, writer = await asyncio.open_connection(host, port)
        writer.close()
        await writer.wait_closed()

    return check
