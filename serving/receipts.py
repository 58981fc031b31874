"""The commands `roviec receipts`: roots to keep outside the database, and the audit of everything that was chained."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kernel.clock import today
from kernel.database import Database
from kernel.errors import NotFound
from kernel.settings import Settings, get_settings
from tenants.provisioning.opening import opened
from tenants.receipts import actions, queries, roots
from tenants.receipts.audit import audit
from tenants.receipts.findings import Report
from tenants.receipts.roots import Root
from tenants.registry import queries as registry
from tenants.registry.models import Tenant

receipts_app = typer.Typer(help="Phiếu điểm · The chain of receipts.", no_args_is_help=True)
SHOWN = 50
Run = Callable[[Database, Sequence[Tenant]], Awaitable[None]]

Slug = Annotated[str | None, typer.Option("--tenant", help="Short name of one tenant; all when not given")]


@receipts_app.command("chain")
def chain_command(tenant: Slug = None) -> None:
    """Chain now what a worker would chain within minutes, and fix the roots of days that are over."""

    async def run(db: Database, found: Sequence[Tenant]) -> None:
        for row in found:
            async with db.tenant(row.id) as session:
                done = await actions.chain(session)
                await actions.fix_roots(session, today())
            typer.echo(f"{row.slug}: {done} phiếu điểm vào chuỗi · receipts chained")

    asyncio.run(_with_tenants(tenant, run))


@receipts_app.command("roots")
def roots_command(tenant: Slug = None) -> None:
    """Print the root of each day, and of the chain as it is now, as lines of JSON: keep them outside the database."""

    async def run(db: Database, found: Sequence[Tenant]) -> None:
        for row in found:
            async with db.tenant(row.id) as session:
                now = await queries.root_now(session, row.slug)
                for root in [*await queries.roots(session, row.slug), *([now] if now else [])]:
                    typer.echo(root.line())

    asyncio.run(_with_tenants(tenant, run))


@receipts_app.command("audit")
def audit_command(
    tenant: Slug = None,
    roots_file: Annotated[
        Path | None, typer.Option("--roots", help="Exported roots; by default those the program appended to its folder")
    ] = None,
) -> None:
    """Recompute receipts, chain and roots, and say where the database was changed; exit code 1 if it was."""
    settings = get_settings()
    given = roots.read(roots_file) if roots_file is not None else None
    changed = False

    async def run(db: Database, found: Sequence[Tenant]) -> None:
        nonlocal changed
        for row in found:
            kept = given if given is not None else _appended(settings, row.slug)
            async with db.tenant(row.id) as session:
                report = await audit(session, [root for root in kept if root.tenant == row.slug])
            _tell(row.slug, report)
            changed = changed or bool(report.findings)

    asyncio.run(_with_tenants(tenant, run))
    if changed:
        raise typer.Exit(1)


async def _with_tenants(slug: str | None, run: Run) -> None:
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            found = [row for row in await registry.tenants(session, "province") if slug in (None, row.slug)]
        if slug is not None and not found:
            raise NotFound("tenant")
        await run(db, found)


def _appended(settings: Settings, slug: str) -> list[Root]:
    path = roots.file_of(settings.receipt_roots or settings.state / roots.FOLDER, slug)
    return roots.read(path) if path.exists() else []


def _tell(slug: str, report: Report) -> None:
    typer.echo(
        f"{slug}: {report.receipts} phiếu điểm, {report.batches} mắt xích, {report.roots} mã gốc theo ngày,"
        f" đối chiếu {report.exported} mã gốc đã xuất, {report.waiting} phiếu chưa vào chuỗi,"
        f" {len(report.findings)} sai khác · receipts, batches, daily roots, exported roots, waiting, findings"
    )
    for finding in report.findings[:SHOWN]:
        typer.echo(f"  {finding.code} {finding.place}: {finding.vi} · {finding.en}")
    if len(report.findings) > SHOWN:
        more = len(report.findings) - SHOWN
        typer.echo(f"  … và {more} sai khác nữa · and {more} more")
