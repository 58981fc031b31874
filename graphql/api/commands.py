"""The commands of this door: print the schema, and serve the API by itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
from litestar import Litestar

from api.app import create_app
from api.health import broker_check
from api.reference import pages
from api.schema import build_schema
from api.serving import open_address, serve, traced
from api.typescript import types
from kernel import telemetry
from kernel.settings import Settings, get_settings
from kernel.storage import open_store
from tenants.provisioning.opening import opened_twice

TYPES = "examples/typescript/roviec.ts"
schema_app = typer.Typer(help="GraphQL API · The schema of the API.", no_args_is_help=True)


@schema_app.command("print")
def print_schema() -> None:
    """Print the schema in GraphQL's own language, as `schema.graphql` keeps it."""
    typer.echo(build_schema().as_str())


@schema_app.command("types")
def print_types() -> None:
    """Print the schema's types for TypeScript, as `examples/typescript/roviec.ts` keeps them."""
    typer.echo(types(build_schema().core), nl=False)


@schema_app.command("docs")
def write_docs(folder: Path) -> None:
    """Write the API's reference into a folder, to be read without a server or network."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pages(build_schema().core).items():
        (folder / name).write_text(content)
    typer.echo(folder / "index.html")


@schema_app.command("check")
def check(root: Path = Path()) -> None:
    """Fail unless the committed schema and types are those of the program."""
    schema = build_schema()
    kept = {"schema.graphql": schema.as_str() + "\n", TYPES: types(schema.core)}
    old = [name for name, content in kept.items() if (root / name).read_text() != content]
    if old:
        typer.echo(f"out of date: {', '.join(old)}; run roviec schema print and roviec schema types", err=True)
        raise typer.Exit(1)


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Litestar]:
    """The application over the database, the files and the broker that the settings name."""
    checks = {"broker": broker_check(settings.broker_url.get_secret_value())} if settings.broker_url else {}
    async with opened_twice(settings) as (db, stats):
        store = open_store(settings.storage_url, settings.state)
        yield create_app(settings, db, store, stats=stats, checks=checks)


def serve_api() -> None:
    """Serve the API alone; relay, schedule and workers run elsewhere, by `roviec worker`."""
    settings = get_settings()
    address = open_address(settings)
    stop_telling = telemetry.start("serve")
    try:
        asyncio.run(_serve(settings, address))
    finally:
        stop_telling()


async def _serve(settings: Settings, address: socket.socket) -> None:
    async with application(settings) as app:
        host, port = address.getsockname()[:2]
        typer.echo(f"http://{host}:{port}")
        await serve(traced(app), address)
