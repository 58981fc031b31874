"""The command `roviec rollups check`: holds every sum and every score of the tenants against the log itself."""

import asyncio
from typing import Annotated

import typer

from kernel.database import Database
from kernel.errors import NotFound
from kernel.settings import get_settings
from tenants.provisioning.opening import opened
from tenants.registry import queries as registry
from tenants.rollups import checks as sums
from tenants.scoring import checks as scores

rollups_app = typer.Typer(help="Số cộng dồn · The sums by person and unit.", no_args_is_help=True)
SHOWN = 50


@rollups_app.command("check")
def check(
    tenant: Annotated[str | None, typer.Option(help="Short name of one tenant; all when not given")] = None,
) -> None:
    """Recompute scores and sums from scratch and report every difference; exit code 1 if there is one."""
    found = asyncio.run(_check(tenant))
    for line in found[:SHOWN]:
        typer.echo(line)
    if len(found) > SHOWN:
        typer.echo(f"… và {len(found) - SHOWN} sai khác nữa · and {len(found) - SHOWN} more")
    if found:
        raise typer.Exit(1)


@rollups_app.callback()
def _rollups() -> None:
    """Keep `rollups` a group although it has one command."""


async def _check(slug: str | None) -> list[str]:
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            tenants = [row for row in await registry.tenants(session, "province") if slug in (None, row.slug)]
        if slug is not None and not tenants:
            raise NotFound("tenant")
        found = []
        for row in tenants:
            differences = await _differences(db, row.id)
            found += [f"{row.slug}: {line}" for line in differences]
            typer.echo(f"{row.slug}: {len(differences)} sai khác · differences")
        return found


async def _differences(db: Database, tenant_id: int) -> list[str]:
    async with db.tenant(tenant_id) as session:
        wrong_scores = await scores.differences(session)
        wrong_sums = await sums.differences(session)
    return [f"entry {one.entry_id} revision {one.revision}: {one.problem}" for one in wrong_scores] + [
        f"{one.table} {one.key} {one.day}: stored {one.stored}, expected {one.expected}" for one in wrong_sums
    ]
