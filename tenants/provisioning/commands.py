"""The commands `roviec tenant ...`: create a province or a ministry, list the tenants."""

import asyncio
import time
from typing import Annotated

import typer

from kernel.settings import get_settings
from tenants.provisioning.actions import (
    PACKAGES,
    ProvinceInput,
    Provisioned,
    provision,
    provision_ministry,
    provision_platform,
    slug_of,
)
from tenants.provisioning.errors import UnknownPackage
from tenants.provisioning.opening import opened
from tenants.registry import queries
from tenants.registry.provinces import official_name

app = typer.Typer(help="Đơn vị sử dụng · Tenants: provinces and ministries.", no_args_is_help=True)

Slug = Annotated[str | None, typer.Option(help="Short name for addresses and sign-in, such as khanh-hoa")]
Login = Annotated[str, typer.Option("--admin-login", help="Login of the administrator")]
Password = Annotated[
    str | None,
    typer.Option(
        "--admin-password", envvar="ROVIEC_ADMIN_PASSWORD", help="Administrator's password; random when not given"
    ),
]


@app.command("create")
def create(
    province_code: Annotated[str, typer.Argument(help="Official two-digit code, such as 56")],
    slug: Slug = None,
    package: Annotated[str, typer.Option(help=f"Norm package in force: {', '.join(PACKAGES)}")] = "khanh-hoa",
    units: Annotated[bool, typer.Option("--units", help="Make the whole unit tree of the national template")] = False,
    admin_login: Login = "quantri",
    admin_password: Password = None,
) -> None:
    """Make a province ready for work, with its communes, catalogue, norms and administrator."""
    if package not in PACKAGES:
        raise UnknownPackage("package", name=package, known=", ".join(PACKAGES))
    given = ProvinceInput(
        slug=slug or slug_of(official_name(province_code)),
        province_code=province_code,
        admin_login=admin_login,
        admin_password=admin_password,
        package=package,
        units="all" if units else "communes",
    )
    made, seconds = asyncio.run(_create(given))
    typer.echo(f"Đã tạo {made.name} ({made.slug}) trong {seconds:.1f} giây.")
    typer.echo(
        f"{made.communes} xã, phường, đặc khu · {made.units} đơn vị · {made.positions} vị trí việc làm · "
        f"{made.items} đầu việc · gói định mức {package}"
    )
    _tell_administrator(made)


async def _create(given: ProvinceInput) -> tuple[Provisioned, float]:
    async with opened(get_settings()) as db:
        began = time.perf_counter()
        made = await provision(db, given)
        return made, time.perf_counter() - began


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
    _tell_administrator(made)


@app.command("create-platform")
def create_platform(
    slug: Annotated[str, typer.Argument(help="Short name, such as van-hanh")] = "van-hanh",
    name: Annotated[str, typer.Argument(help="Name of the office that operates the platform")] = "Vận hành hệ thống",
    login: Annotated[str, typer.Option("--login", help="Login of the first operator")] = "vanhanh",
    password: Annotated[
        str | None,
        typer.Option(envvar="ROVIEC_OPERATOR_PASSWORD", help="Operator's password; random when not given"),
    ] = None,
) -> None:
    """Make the tenant of the platform's operators, who see how everything fares and nothing that is inside."""

    async def make() -> Provisioned:
        async with opened(get_settings()) as db:
            return await provision_platform(db, slug, name, login=login, password=password)

    made = asyncio.run(make())
    typer.echo(f"Đã tạo {made.name} ({made.slug}).")
    typer.echo(f"Tài khoản vận hành: {made.admin_login}")
    typer.echo(f"Mật khẩu ban đầu (chỉ hiện một lần): {made.admin_password}")


def _tell_administrator(made: Provisioned) -> None:
    typer.echo(f"Tài khoản quản trị: {made.admin_login}")
    typer.echo(f"Mật khẩu ban đầu (chỉ hiện một lần): {made.admin_password}")


@app.command("list")
def list_tenants() -> None:
    """List the tenants."""

    async def read() -> list[tuple[int, str, str, str, str]]:
        async with opened(get_settings()) as db, db.platform() as session:
            found = await queries.tenants(session)
            return [(row.id, row.kind, row.slug, row.province_code or "", row.name) for row in found]

    for number, kind, slug, code, name in asyncio.run(read()):
        typer.echo(f"{number:>4}  {kind:<9} {code:>2}  {slug:<24} {name}")
