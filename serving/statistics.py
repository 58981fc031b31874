"""The commands `roviec statistics`: dates of releases, making them, their standing and losses, ministries' scopes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, TypeVar

import typer

from kernel.clock import local_date, today
from kernel.database import Database
from kernel.settings import get_settings
from tenants.provisioning.opening import opened
from tenants.registry import queries as registry
from tenants.statistics import plans, releases, releasing
from tenants.statistics.models import Release
from tenants.statistics.release_errors import NoMinistry, NotReleased
from tenants.statistics.scoping import set_scope
from tenants.statistics.standing import standing

statistics_app = typer.Typer(help="Số liệu quốc gia · National statistics.", no_args_is_help=True)
Answer = TypeVar("Answer")

Period = Annotated[str, typer.Argument(help="A quarter or a year: 2026-Q3, 2026")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
Codes = Annotated[str | None, typer.Option(help="Codes with commas between; all when not given")]


@statistics_app.command("plan")
def plan_command(period: Period, approve_by: Day = None, release_on: Day = None) -> None:
    """Show the dates of a period, or set them: until when parts are approved, from when on it is released."""

    async def run(db: Database) -> plans.Plan:
        async with db.platform() as session:
            plan = await plans.plan_of(session, period)
            if approve_by or release_on:
                plan = replace(
                    plan,
                    approve_by=approve_by.date() if approve_by else plan.approve_by,
                    release_on=release_on.date() if release_on else plan.release_on,
                )
                await plans.set_plan(session, plan)
            return plan

    plan = _with_database(run)
    typer.echo(
        f"{plan.period}: hạn phê duyệt · approve by {plan.approve_by}, công bố từ · release on {plan.release_on}"
    )


@statistics_app.command("release")
def release_command(
    period: Annotated[str | None, typer.Argument(help="One period; all due when not given")] = None,
) -> None:
    """Make the versions that are due: a first one, one for late provinces, one for corrections."""

    async def run(db: Database) -> list[releasing.Made]:
        return await (releasing.release_due(db, today()) if period is None else releasing.release(db, period, today()))

    made = _with_database(run)
    for one in made:
        typer.echo(
            f"{one.period} lần {one.version}: {len(one.reported)} tỉnh, {one.figures} số liệu, {one.hidden} ô ẩn"
            f" · version {one.version}: {len(one.reported)} provinces, {one.figures} figures, {one.hidden} hidden"
        )
        if one.reason:
            typer.echo(f"  {one.reason}")
    if not made:
        typer.echo("Không có gì mới để công bố · Nothing new to release")


@statistics_app.command("status")
def status_command(period: Period) -> None:
    """Show how a period stands: dates, who has not reported, versions, corrections that wait."""
    found = _with_database(lambda db: standing(db, period))
    typer.echo(f"{period}: {found.plan.approve_by} → {found.plan.release_on}")
    typer.echo(f"đã phê duyệt · approved ({len(found.approved)}): {' '.join(found.approved)}")
    typer.echo(f"chưa phê duyệt · not yet ({len(found.unreported)}): {' '.join(found.unreported)}")
    for one in found.versions:
        typer.echo(f"lần {one.version} · {local_date(one.published_at)} · {one.reported} tỉnh · {one.reason or ''}")
    for system, provinces in sorted(found.waiting.items()):
        typer.echo(f"đính chính còn chờ · corrections waiting: {system} {' '.join(provinces)}")


@statistics_app.command("losses")
def losses_command(period: Period, version: Annotated[int | None, typer.Option()] = None) -> None:
    """Show what a version hides, by table: cells, hidden ones, and for the office how many of its own accord."""

    async def run(db: Database) -> tuple[Release, dict[str, list[dict[str, Any]]]]:
        async with db.platform() as session:
            found = [one for one in await releases.listed(session, period) if version in (None, one.version)]
            if not found:
                raise NotReleased("period", period=period)
            return found[-1], await releases.kept_losses(session, found[-1])

    release, inside = _with_database(run)
    typer.echo(f"{period} lần {release.version} · version {release.version} · {release.solver}")
    own = {(system, line["table"]): line for system, lines in inside.items() for line in lines if "table" in line}
    for line in release.losses:
        name = line.get("dataset") or f"{line['system']} {line['table'] or '*'}"
        share = 100 * line["hidden"] / line["cells"] if line["cells"] else 0
        kept = own.get((line.get("system", ""), line.get("table")), {})
        more = f", {kept['own']} vì chính ô đó · for themselves" if "own" in kept else ""
        typer.echo(f"{name:<34} {line['hidden']:>6} / {line['cells']:<6} {share:5.1f} %{more}")


@statistics_app.command("scope")
def scope_command(
    tenant: Annotated[str, typer.Option(help="Short name of the ministry")],
    provinces: Codes = None,
    bodies: Codes = None,
    fields: Codes = None,
) -> None:
    """Set what a ministry sees: provinces, bodies (levels or types) and fields of work."""

    async def run(db: Database) -> None:
        async with db.platform() as session:
            found = await registry.tenant_by_slug(session, tenant)
        if found is None or found.kind != "ministry":
            raise NoMinistry("tenant", name=tenant)
        async with db.tenant(found.id) as session:
            await set_scope(session, _codes(provinces), _codes(bodies), _codes(fields))

    _with_database(run)
    given = {"provinces": provinces, "bodies": bodies, "fields": fields}
    for name, codes in given.items():
        typer.echo(f"{tenant} {name}: {codes or 'tất cả · all'}")


def _codes(given: str | None) -> Sequence[str] | None:
    return None if given is None else [code.strip() for code in given.split(",") if code.strip()]


def _with_database(run: Callable[[Database], Awaitable[Answer]]) -> Answer:
    async def opened_for() -> Answer:
        async with opened(get_settings()) as db:
            return await run(db)

    return asyncio.run(opened_for())
