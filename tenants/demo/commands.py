"""The commands `roviec demo load` and `demo quarter`: invented people, their work, and a quarter played to its end."""

import asyncio
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer
from sqlalchemy import text

from kernel.clock import today
from kernel.database import Database
from kernel.settings import Settings, get_settings
from tenants.demo import publishing
from tenants.demo.actions import Loaded, load
from tenants.demo.errors import LogTooShort, UnknownScale
from tenants.demo.logins import DEMO_PASSWORD
from tenants.demo.quarter import Quarter, quarter_before
from tenants.demo.staging import SCALES, Scale, of_days
from tenants.periods.rules import Span
from tenants.provisioning.actions import ProvinceInput, provision, slug_of
from tenants.provisioning.opening import opened
from tenants.registry import queries
from tenants.registry.models import Tenant
from tenants.registry.provinces import official_name
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import months

# The demonstration's provinces and the norm package each works by.
PROVINCES = {"56": "khanh-hoa", "42": "decree-335"}

Password = Annotated[
    str, typer.Option(envvar="ROVIEC_DEMO_PASSWORD", help="Password of every account of the demonstration")
]
Days = Annotated[
    int | None, typer.Option(min=1, max=60, help="Working days to write, up to yesterday; by default the scale's own")
]


def load_command(
    scale: Annotated[str, typer.Option(help=f"How large: {', '.join(SCALES)}")] = "small",
    province: Annotated[list[str] | None, typer.Option(help="Official code; both provinces when not given")] = None,
    password: Password = DEMO_PASSWORD,
    days: Days = None,
    score: Annotated[bool, typer.Option("--score/--no-score", help="Score here, without waiting for a worker")] = True,
) -> None:
    """Provision the demonstration's provinces where missing and fill them; what is there already stays."""
    if scale not in SCALES:
        raise UnknownScale("scale", name=scale, known=", ".join(SCALES))

    chosen = of_days(SCALES[scale], days)

    async def run() -> None:
        settings = get_settings()
        async with opened(settings) as db:
            found = await present(db, settings, province or list(PROVINCES), chosen, password=password)
            if score:
                for tenant in found:
                    await score_all(db, tenant)

    asyncio.run(run())


async def present(
    db: Database, settings: Settings, codes: Sequence[str], scale: Scale, *, password: str
) -> list[Tenant]:
    """The provinces of these codes with their demonstrations, made where missing; says what it did."""
    tenants = [await _province(db, code, scale, password) for code in codes]
    await asyncio.gather(*(_filled(db, settings, tenant, scale, password) for tenant in tenants))
    return tenants


async def _filled(db: Database, settings: Settings, tenant: Tenant, scale: Scale, password: str) -> None:
    began = time.perf_counter()
    loaded = await load(db, tenant, scale, today=today(), password=password, state=settings.state)
    if loaded is None:
        typer.echo(f"{tenant.name}: dữ liệu minh họa đã có.")
    else:
        _tell(tenant, loaded, time.perf_counter() - began)


async def _province(db: Database, code: str, scale: Scale, password: str) -> Tenant:
    slug = slug_of(official_name(code))
    async with db.platform() as session:
        found = await queries.tenant_by_slug(session, slug)
    if found is not None:
        return found
    began = time.perf_counter()
    given = ProvinceInput(
        slug, code, admin_password=password, package=PROVINCES.get(code, "decree-335"), units=scale.breadth
    )
    made = await provision(db, given)
    typer.echo(
        f"{made.name}: {made.units} đơn vị, {made.positions} vị trí việc làm, {made.items} đầu việc "
        f"({time.perf_counter() - began:.1f} giây)."
    )
    async with db.platform() as session:
        found = await queries.tenant_by_slug(session, slug)
    if found is None:
        raise RuntimeError(f"{slug} was made and is not there")
    return found


def _tell(tenant: Tenant, loaded: Loaded, seconds: float) -> None:
    people, entries = f"{loaded.people:,}".replace(",", "."), f"{loaded.entries:,}".replace(",", ".")
    typer.echo(f"{tenant.name}: {people} cán bộ, {entries} mục nhật ký ({seconds:.1f} giây).")


async def score_all(db: Database, tenant: Tenant) -> None:
    """Score whatever waits in a province, as a worker would."""
    began = time.perf_counter()
    counts = []
    for job in (scoring.score_pending, rollups.merge, months.score):
        done = 0
        while True:
            async with db.tenant(tenant.id) as session:
                some = await job(session)
            done += some
            if not some:
                break
        counts.append(done)
    typer.echo(
        f"{tenant.name}: chấm {counts[0]} mục, cộng dồn {counts[1]} biến động, "
        f"{counts[2]} kết quả tháng ({time.perf_counter() - began:.1f} giây)."
    )


def quarter_command(
    scale: Annotated[str, typer.Option(help=f"How large: {', '.join(SCALES)}")] = "small",
    province: Annotated[list[str] | None, typer.Option(help="Official code; both provinces when not given")] = None,
    password: Password = DEMO_PASSWORD,
) -> None:
    """Play the last whole quarter, from the log to decisions, petitions, papers and a release; needs no worker."""
    if scale not in SCALES:
        raise UnknownScale("scale", name=scale, known=", ".join(SCALES))
    span = quarter_before(today())
    chosen = of_days(SCALES[scale], _working_days(span.first, today()))

    async def run() -> None:
        settings = get_settings()
        async with opened(settings) as db:
            tenants = await present(db, settings, province or list(PROVINCES), chosen, password=password)
            for tenant in tenants:
                await _reaches_back(db, tenant, span.first)
                await score_all(db, tenant)
                await _play(db, tenant, span)
            await _publish(db, tenants, span, password)

    asyncio.run(run())


async def _publish(db: Database, tenants: Sequence[Tenant], span: Span, password: str) -> None:
    period = f"{span.first.year}-Q{(span.first.month + 2) // 3}"
    for name in await publishing.hand_over(db, tenants, period):
        typer.echo(f"{name}: đã phê duyệt số liệu {period}.")
    ministry = await publishing.ministry(db, password)
    for made in await publishing.publish(db, period):
        typer.echo(f"Bản công bố {period}, bản {made.version}: {made.figures} số liệu, {made.hidden} ô ẩn.")
    typer.echo(f"{ministry.name}: mã đăng nhập {ministry.slug}, tài khoản {publishing.ANALYST}.")


def _working_days(first: date, after: date) -> int:
    """Mondays to Fridays, which is enough for a log that begins a little early."""
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range((after - first).days))


async def _reaches_back(db: Database, tenant: Tenant, first: date) -> None:
    async with db.tenant(tenant.id) as session:
        earliest = await session.scalar(text("SELECT min(work_date) FROM work_entry"))
    if earliest is None or earliest > first + timedelta(days=7):
        raise LogTooShort(name=tenant.name, day=f"{first:%d/%m/%Y}")


async def _play(db: Database, tenant: Tenant, span: Span) -> None:
    began = time.perf_counter()
    typer.echo(f"{tenant.name}: kỳ đánh giá {span.first:%d/%m/%Y} - {span.last:%d/%m/%Y}")
    quarter = Quarter(db, tenant.id, span, seed=f"roviec/{tenant.slug}", tell=lambda said: typer.echo(f"  {said}"))
    played = await quarter.play()
    classes = ", ".join(f"{name} {count}" for name, count in sorted(played.decided.items()))
    typer.echo(f"  Quyết định: {classes}; kiến nghị: {played.petitions}.")
    if played.refused:
        typer.echo("  Không làm được: " + ", ".join(f"{code} {n}" for code, n in sorted(played.refused.items())))
    typer.echo(
        f"  {len(played.papers)} tệp in, {sum(size for _, size in played.papers) / 2**20:.1f} MiB"
        f" ({time.perf_counter() - began:.0f} giây)."
    )
