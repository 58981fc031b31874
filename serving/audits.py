"""The commands `roviec audit …`: the trail's days outside the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from kernel.clock import utc_now
from kernel.database import Database
from kernel.settings import get_settings
from serving.errors import UnknownTenant
from tenants.audit import days
from tenants.provisioning.opening import opened
from tenants.registry import queries as registry
from tenants.registry.models import Tenant

audit_app = typer.Typer(help="Nhật ký hệ thống · The trail outside the database.", no_args_is_help=True)
Slug = Annotated[str | None, typer.Option("--tenant", help="Short name of one tenant; all when not given")]


@audit_app.command("export")
def export_command(tenant: Slug = None) -> None:
    """Seal and export the days that are over now, as the schedule does every hour."""

    async def one(db: Database, row: Tenant) -> bool:
        store = days.store_of(get_settings())
        async with db.tenant(row.id) as session:
            sealed = await days.seal_days(session, row.slug, utc_now())
        async with db.tenant(row.id) as session:
            written, found = await days.export_days(session, row.slug, store)
        typer.echo(f"{row.slug}: {sealed} ngày được chốt, {written} ngày được xuất · days sealed, days exported")
        return _tell(found)

    _finish(asyncio.run(_each(tenant, one)))


@audit_app.command("verify-export")
def verify_export_command(tenant: Slug = None) -> None:
    """Hold every sealed day against its chain and its exported file; exit code 1 if something differs."""

    async def one(db: Database, row: Tenant) -> bool:
        async with db.tenant(row.id) as session:
            store = days.store_of(get_settings())
            count, found = await days.compare(session, row.slug, store)
            for former, slug in (await registry.formers(session)).items():
                more, differing = await days.compare(session, slug, store, former)
                count, found = count + more, found + differing
        typer.echo(f"{row.slug}: {count} ngày, {len(found)} sai khác · days, findings")
        return _tell(found)

    _finish(asyncio.run(_each(tenant, one)))


async def _each(slug: str | None, one: Callable[[Database, Tenant], Awaitable[bool]]) -> bool:
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            known = await registry.tenants(session)
        found = [row for row in known if slug in (None, row.slug)]
        if slug is not None and not found:
            raise UnknownTenant("tenant", slug=slug, known=", ".join(row.slug for row in known) or "—")
        return any([await one(db, row) for row in found])


def _tell(found: list[days.Finding]) -> bool:
    for finding in found:
        typer.echo(f"  {finding.code} {finding.day.isoformat()} {finding.detail}".rstrip())
    return bool(found)


def _finish(differs: bool) -> None:
    if differs:
        raise typer.Exit(1)
