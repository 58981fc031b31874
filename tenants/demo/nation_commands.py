"""The command `roviec demo nation`: all provinces with a closed quarter, in minutes."""

import asyncio
import time
from typing import Annotated

import typer

from kernel.clock import today
from kernel.settings import get_settings
from tenants.demo.commands import Password
from tenants.demo.logins import DEMO_PASSWORD
from tenants.demo.nation import PEOPLE, build
from tenants.demo.nation_reporting import report
from tenants.demo.offices import offices
from tenants.demo.publishing import publish
from tenants.demo.quarter import quarter_before
from tenants.provisioning.opening import opened


def nation_command(
    people: Annotated[int, typer.Option(min=7_000, help="How many civil servants in all provinces together")] = PEOPLE,
    seed: Annotated[str, typer.Option(help="The same seed draws the same nation")] = "roviec",
    release: Annotated[bool, typer.Option("--release/--no-release", help="Gather all parts and release them")] = True,
    password: Password = DEMO_PASSWORD,
) -> None:
    """Write all provinces with people, posts, the last whole quarter's decisions, a year's sums of work, a release.

    Provinces that have people already stay as they are.
    """
    quarter = quarter_before(today())
    typer.echo(f"Kỳ đánh giá {quarter.first:%d/%m/%Y} - {quarter.last:%d/%m/%Y}")
    began = time.perf_counter()

    async def run() -> None:
        async with opened(get_settings()) as db:
            built = await build(db, people, quarter, seed=seed, tell=typer.echo)
            written = f"{sum(one.people for one in built):,}".replace(",", ".")
            typer.echo(f"{written} người ({time.perf_counter() - began:.0f} giây).")
            if release:
                period = f"{quarter.first.year}-Q{(quarter.first.month + 2) // 3}"
                await report(db, [one.tenant for one in built], period, tell=typer.echo)
                for made in await publish(db, period):
                    typer.echo(f"Bản công bố {period}, bản {made.version}: {made.figures} số liệu, {made.hidden} ô ẩn.")
                typer.echo(f"{time.perf_counter() - began:.0f} giây.")
                for one in await offices(db, password):
                    typer.echo(f"{one.tenant.name}: mã đăng nhập {one.tenant.slug}, tài khoản {one.login}: {one.sees}.")

    asyncio.run(run())
