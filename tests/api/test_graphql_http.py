"""The npm package graphql-http audits the real server: 61 checks of the GraphQL over HTTP specification."""

import asyncio
import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from litestar import Litestar

from api.app import create_app
from api.serving import open_address, serve
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore

VERSION = "1.23.1"
AUDIT = Path(__file__).with_name("audit.mjs")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "roviec-tests" / f"graphql-http-{VERSION}"


@pytest.fixture(scope="session")
def audit_package() -> Path:
    """The folder with the audit, installed once; Debian's node is installed where there is none."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if shutil.which("npm") is None:
            subprocess.run(["apt-get", "update", "-qq"], check=True)
            subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nodejs", "npm"], check=True)
        if not (CACHE / "done").exists():
            install = ["npm", "install", "--no-audit", "--no-fund", "--silent", f"graphql-http@{VERSION}", "graphql@16"]
            subprocess.run(install, cwd=CACHE, check=True)
            (CACHE / "done").touch()
    return CACHE


async def test_the_server_passes_every_check_of_the_graphql_over_http_audit(
    db: Database, settings: Settings, audit_package: Path
) -> None:
    results = await audited(create_app(settings, db, FolderStore(settings.state)), audit_package)
    failed = [result for result in results if result["status"] != "ok"]
    assert failed == []
    assert len(results) == 61


async def audited(app: Litestar, package: Path) -> list[dict[str, str]]:
    """The audit's results for an application served on loopback."""
    address = open_address(Settings(port=0))
    url = f"http://127.0.0.1:{address.getsockname()[1]}/graphql"
    done = asyncio.Event()
    found: list[bytes] = []

    async def audit() -> None:
        process = await asyncio.create_subprocess_exec(
            "node", str(AUDIT), str(package), url, stdout=asyncio.subprocess.PIPE
        )
        found.append((await process.communicate())[0])
        done.set()

    async with asyncio.timeout(120):
        await serve(app, address, on_start=audit, until=done)
    return [json.loads(line) for line in found[0].splitlines()]
