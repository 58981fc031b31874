"""The commands `roviec receipts`: roots to keep outside the database, and the audit of everything that was chained."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kernel.clock import today
from kernel.database import Database
from kernel.settings import get_settings
from serving.errors import UnknownTenant
from tenants.provisioning.opening import opened
from tenants.receipts import actions, queries, roots
from tenants.receipts.audit import audit
from tenants.receipts.findings import Report
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
                fixed = await actions.fix_roots(session, today())
            typer.echo(
                f"{row.slug}: {done} phiếu điểm vào chuỗi, {fixed} mã gốc theo ngày được chốt"
                " · receipts chained, daily roots fixed"
            )

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


@receipts_app.command("export")
def export_command(tenant: Slug = None) -> None:
    """Write the roots of days that are over to object storage now, as the schedule does every hour."""
    store = roots.store_of(get_settings())

    async def run(db: Database, found: Sequence[Tenant]) -> None:
        for row in found:
            async with db.tenant(row.id) as session:
                kept = await queries.roots(session, row.slug)
            fresh = await asyncio.to_thread(roots.export, store, kept)
            typer.echo(f"{row.slug}: {len(fresh)} mã gốc được xuất, {len(kept)} tất cả · roots exported, in all")

    asyncio.run(_with_tenants(tenant, run))


@receipts_app.command("audit")
def audit_command(
    tenant: Slug = None,
    roots_file: Annotated[
        Path | None, typer.Option("--roots", help="Roots kept in a file; by default those exported to object storage")
    ] = None,
) -> None:
    """Recompute scores, receipts, chain and roots, and say where the database was changed; exit code 1 if it was."""
    store = roots.store_of(get_settings())
    given = roots.read(roots_file) if roots_file is not None else None
    changed = False

    async def run(db: Database, found: Sequence[Tenant]) -> None:
        nonlocal changed
        for row in found:
            async with db.tenant(row.id) as session:
                slugs = [row.slug, *(await registry.formers(session)).values()]
            read = (
                [await asyncio.to_thread(roots.exported, store, slug) for slug in slugs] if given is None else [given]
            )
            kept = [root for some in read for root in some if root.tenant in slugs]
            async with db.tenant(row.id) as session:
                report = await audit(session, kept, today=today())
            _tell(row.slug, report)
            changed = changed or bool(report.findings)

    asyncio.run(_with_tenants(tenant, run))
    if changed:
        raise typer.Exit(1)


async def _with_tenants(slug: str | None, run: Run) -> None:
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            known = await registry.tenants(session, "province")
        found = [row for row in known if slug in (None, row.slug)]
        if slug is not None and not found:
            raise UnknownTenant("tenant", slug=slug, known=", ".join(row.slug for row in known) or "—")
        if not found:
            typer.echo("Chưa có tỉnh nào · There is no province yet")
        await run(db, found)


def _tell(slug: str, report: Report) -> None:
    typer.echo(
        f"{slug}: {report.receipts} phiếu điểm, {report.batches} mắt xích, {report.roots} mã gốc theo ngày,"
        f" đối chiếu {report.exported} mã gốc đã xuất, {report.waiting} phiếu chưa vào chuỗi,"
        f" {len(report.findings)} sai khác · receipts, batches, daily roots, exported roots, waiting, findings"
    )
    if report.receipts and not report.exported:
        typer.echo(
            "  Chưa đối chiếu với mã gốc nào ở ngoài cơ sở dữ liệu: chuỗi bị viết lại toàn bộ sẽ không bị phát hiện."
            " · Compared with no root from outside: a chain rewritten as a whole would not be found."
        )
    for finding in report.findings[:SHOWN]:
        typer.echo(f"  {finding.code} {finding.place}: {finding.vi} · {finding.en}")
    if len(report.findings) > SHOWN:
        more = len(report.findings) - SHOWN
        typer.echo(f"  … và {more} sai khác nữa · and {more} more")
