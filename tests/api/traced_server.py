"""A process that serves the API with telemetry on, asks itself one operation, and stops; run by `test_tracing`."""

import asyncio
import sys
import tempfile
from pathlib import Path

import httpx

from api.app import create_app
from api.serving import open_address, serve, traced
from kernel import telemetry
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore


async def main(database_url: str, token: str, query: str) -> None:
    """Serve, ask, stop."""
    stop_telling = telemetry.start("serve")
    db = Database(database_url, pool_size=2)
    state = Path(tempfile.gettempdir())
    settings = Settings(state=state, port=0)
    address, done = open_address(settings), asyncio.Event()
    url = f"http://127.0.0.1:{address.getsockname()[1]}/graphql"

    async def ask() -> None:
        async with httpx.AsyncClient(headers={"authorization": f"Bearer {token}"}) as client:
            answer = await client.post(url, json={"query": query})
        sys.stdout.write(answer.text)
        done.set()

    await serve(traced(create_app(settings, db, FolderStore(state))), address, on_start=ask, until=done)
    await db.close()
    stop_telling()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
