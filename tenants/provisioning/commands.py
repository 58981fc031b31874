"""The commands `roviec tenant ...`: create a province or a ministry, list the tenants."""

import asyncio
import sys
import time
from datetime import datetime
from typing import Annotated

import typer

from kernel.clock import utc_now
from kernel.errors import NotFound
from kernel.settings import get_settings
from tenants.onboarding import checklist
from tenants.onboarding.checks import Check
from tenants.provisioning import wizard
from tenants.provisioning.actions import (
    PACKAGES,
    YEARS,
    ProvinceInput,
    Provisioned,
    existing,
    provision,
    provision_ministry,
    provision_platform,
    slug_of,
)
from tenants.provisioning.opening import opened
from tenants.registry import queries
from tenants.registry.provinces import official_name

app = typer.Typer(help="Đơn vị sử dụng · Tenants: provinces and ministries.", no_args_is_help=True)

Slug = Annotated[str | None, typer.Option(help="Short name for addresses and sign-in, such as khanh-hoa")]
Login = Annotated[str, typer.Option("--admin-login", help="Login of the administrator")]
Password = Annotated[
    str | None,
    typer.Option(
        "--admin-password",
        envvar="ROVIEC_ADMIN_PASSWORD",
        help="Administrator's password; chosen by a one-time activation when not given",
    ),
]


@app.command("create")
def create(  # noqa: PLR0913, PLR0917 - every option of a command is an argument
    province_code: Annotated[
        str | None, typer.Argument(help="Official two-digit code, such as 56; asked for on a terminal when not given")
    ] = None,
    slug: Slug = None,
    package: Annotated[str, typer.Option(help=f"Norm package in force: {', '.join(PACKAGES)}, or none")] = "khanh-hoa",
    package_from: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of the package; its lawful one else")
    ] = None,
    draft: Annotated[list[str] | None, typer.Option(help="Shipped package to keep as a draft; may be repeated")] = None,
    units: Annotated[bool, typer.Option("--units", help="Make the whole unit tree of the national template")] = False,
    positions: Annotated[bool, typer.Option(help="Take over the national job positions")] = True,
    items: Annotated[bool, typer.Option(help="Take over the national work items")] = True,
    calendar_to: Annotated[int, typer.Option(help="Last year of the working calendar")] = YEARS[-1],
    admin_login: Login = "quantri",
    admin_password: Password = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do all of it and take it back")] = False,
) -> None:
    """Make a province ready for work, with its communes, catalogue, norms and administrator.

    All or nothing; done again for the same province and short name it changes nothing.
    """
    if province_code is None:
        if not sys.stdin.isatty():
            raise typer.BadParameter("PROVINCE_CODE: mã tỉnh hai chữ số, ví dụ 56")
        given = wizard.ask()
    else:
        given = ProvinceInput(
            slug=slug or slug_of(official_name(province_code)),
            province_code=province_code,
            admin_login=admin_login,
            admin_password=admin_password,
            package=None if package == "none" else package,
            package_from=package_from.date() if package_from else None,
            drafts=tuple(draft or ()),
            units="all" if units else "communes",
            positions=positions,
            items=items,
            years=tuple(range(YEARS[0], calendar_to + 1)),
        )
    made, seconds = asyncio.run(_create(given, dry_run=dry_run))
    if made is None:
        typer.echo(f"{given.slug} đã có cho mã {given.province_code}; không thay đổi gì.")
        return
    typer.echo(
        f"{'Thử, chưa ghi gì: sẽ tạo' if dry_run else 'Đã tạo'} {made.name} ({made.slug}) trong {seconds:.1f} giây."
    )
    typer.echo(
        f"{made.communes} xã, phường, đặc khu · {made.units} đơn vị · {made.positions} vị trí việc làm · "
        f"{made.items} đầu việc · gói định mức {given.package or 'chưa có'}"
    )
    if not dry_run:
        _tell_administrator(made, "Tài khoản quản trị")
        typer.echo(f"Việc còn thiếu: roviec tenant checklist {made.slug}")


async def _create(given: ProvinceInput, *, dry_run: bool) -> tuple[Provisioned | None, float]:
    async with opened(get_settings()) as db:
        began = time.perf_counter()
        async with db.platform() as session:
            if await existing(session, given.slug, given.province_code):
                return None, 0
        made = await provision(db, given, dry_run=dry_run)
        return made, time.perf_counter() - began


@app.command("checklist")
def tell_checklist(slug: Annotated[str, typer.Argument(help="Short name of the province")]) -> None:
    """Tell what a province lacks before it goes live: counts, never names."""

    async def read() -> list[tuple[Check, int]]:
        async with opened(get_settings()) as db:
            async with db.platform() as session:
                found = await queries.tenant_by_slug(session, slug)
            if found is None:
                raise NotFound("slug")
            async with db.tenant(found.id) as session:
                return list((await checklist.counts(session, utc_now())).items())

    for check, count in asyncio.run(read()):
        typer.echo(f"{'✓' if count == 0 else '✗'} {count:>6}  {check.vi}")


@app.command("create-ministry")
def create_ministry(
    slug: Annotated[str, typer.Argument(help="Short name, such as bo-noi-vu")],
    name: Annotated[str, typer.Argument(help="Name, such as 'Bộ Nội vụ'")],
    admin_login: Login = "quantri",
    admin_password: Password = None,
) -> None:
    """Make a ministry, which reads released statistics."""

    async def make() -> Provisioned:
        async with opened(get_settings()) as db:
            return await provision_ministry(db, slug, name, admin_login=admin_login, admin_password=admin_password)

    made = asyncio.run(make())
    typer.echo(f"Đã tạo {made.name} ({made.slug}).")
    _tell_administrator(made, "Tài khoản quản trị")


@app.command("create-platform")
def create_platform(
    slug: Annotated[str, typer.Argument(help="Short name, such as van-hanh")] = "van-hanh",
    name: Annotated[str, typer.Argument(help="Name of the office that operates the platform")] = "Vận hành hệ thống",
    login: Annotated[str, typer.Option("--login", help="Login of the first operator")] = "vanhanh",
    password: Annotated[
        str | None,
        typer.Option(
            envvar="ROVIEC_OPERATOR_PASSWORD",
            help="Operator's password; chosen by a one-time activation when not given",
        ),
    ] = None,
) -> None:
    """Make the tenant of the platform's operators, who see how everything fares and nothing that is inside."""

    async def make() -> Provisioned:
        async with opened(get_settings()) as db:
            return await provision_platform(db, slug, name, login=login, password=password)

    made = asyncio.run(make())
    typer.echo(f"Đã tạo {made.name} ({made.slug}).")
    _tell_administrator(made, "Tài khoản vận hành")


def _tell_administrator(made: Provisioned, office: str) -> None:
    typer.echo(f"{office}: {made.admin_login}")
    if made.activation is not None:
        address = (get_settings().public_url or "").rstrip("/")
        typer.echo("Mã và liên kết kích hoạt (chỉ hiện một lần, dùng một lần, trong 14 ngày):")
        typer.echo(made.activation.code)
        typer.echo(made.activation.link(address, made.slug))


@app.command("list")
def list_tenants() -> None:
    """List the tenants."""

    async def read() -> list[tuple[int, str, str, str, str]]:
        async with opened(get_settings()) as db, db.platform() as session:
            found = await queries.tenants(session)
            return [(row.id, row.kind, row.slug, row.province_code or "", row.name) for row in found]

    for number, kind, slug, code, name in asyncio.run(read()):
        typer.echo(f"{number:>4}  {kind:<9} {code:>2}  {slug:<24} {name}")
