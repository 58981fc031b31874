"""The command `roviec norms-lab`: replays past months under a draft and prints what publishing it would do."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today, utc_now
from kernel.database import Database, tenant_of
from kernel.errors import BadInput, NotFound
from kernel.settings import get_settings
from tenants.lab import actions, rules, tables
from tenants.lab.actions import RunInput
from tenants.lab.errors import UnknownUnits
from tenants.lab.models import LabRun
from tenants.norms.examination import NormText
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.queries import held_on
from tenants.provisioning.opening import opened
from tenants.registry import queries as registry

SIDE_BY_SIDE = 2  # months at a time


def norms_lab(
    tenant: Annotated[str, typer.Option(help="Short name of the province")],
    draft: Annotated[Path, typer.Option(help="The draft, a YAML document", exists=True, dir_okay=False)],
    first: Annotated[str, typer.Option("--from", help="First month, such as 2026-07")],
    last: Annotated[str, typer.Option("--to", help="Last month, such as 2026-09")],
    units: Annotated[list[str] | None, typer.Option(help="Codes of units, each with its branch; all if none")] = None,
    base: Annotated[str | None, typer.Option(help="National package that the draft changes")] = None,
) -> None:
    """Thử bản thảo định mức trên các tháng đã qua · Replay past months under a draft, and change nothing."""
    text = draft.read_text(encoding="utf-8")
    written = NormText(document=text) if base is None else NormText(base=base, override=text)
    for line in asyncio.run(tried(tenant, written, (month_of("from", first), month_of("to", last)), units or [])):
        typer.echo(line)


def month_of(name: str, written: str) -> date:
    """The first day of a month written as 2026-07."""
    try:
        return datetime.strptime(written, "%Y-%m").date()  # noqa: DTZ007 - a month has no time
    except ValueError:
        raise BadInput(name, expected="tháng dạng 2026-07", expected_en="a month such as 2026-07") from None


async def tried(slug: str, written: NormText, span: tuple[date, date], codes: Sequence[str]) -> list[str]:
    """Replay and tell: the lines to print."""
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            tenant = await registry.tenant_by_slug(session, slug)
        if tenant is None:
            raise NotFound("tenant")
        async with db.tenant(tenant.id) as session:
            given = RunInput(*span, written, unit_ids=await _units(session, codes))
            run = await actions.prepare(session, given, now=utc_now(), today=today())
        await replay_all(db, run)
        async with db.tenant(tenant.id) as session:
            run = await session.get_one(LabRun, (tenant.id, run.id))
            names = await _names(session)
    if run.result is None:
        return [f"Lượt chạy thử không thành: {run.problem or run.status}"]
    return [f"{run.package_name} {run.package_version} · {run.id}", *tables.lines(run.result, names)]


async def replay_all(db: Database, run: LabRun) -> None:
    """Do every step of a run here and now, a few months side by side, telling the progress."""
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def replayed(month: date) -> None:
        async with turns, db.tenant(run.tenant_id) as session:
            await actions.replay_month(session, str(run.id), month.isoformat())
        typer.echo(f"{month:%m/%Y} ✓", err=True)

    await asyncio.gather(*(replayed(month) for month in rules.months(run.first_month, run.last_month)))
    async with db.tenant(run.tenant_id) as session:
        await actions.finish_lab_run(session, str(run.id))


async def _units(session: AsyncSession, codes: Sequence[str]) -> list[UUID]:
    rows = await session.execute(
        select(Unit.code, Unit.id).where(Unit.tenant_id == tenant_of(session), Unit.code.in_(codes))
    )
    found = {row.code: row.id for row in rows}
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise UnknownUnits("units", codes=", ".join(unknown))
    return [found[code] for code in codes]


async def _names(session: AsyncSession) -> dict[str, str]:
    rows = await session.execute(
        select(UnitPlace.unit_id, UnitPlace.name).where(
            UnitPlace.tenant_id == tenant_of(session), held_on(UnitPlace, today())
        )
    )
    return {str(row.unit_id): row.name for row in rows}
