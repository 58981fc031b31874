"""The questions `roviec tenant create` asks on a terminal when it is given no province."""

from typing import Final

import typer

from tenants.norms.language import shipped_names
from tenants.provisioning.actions import PACKAGES, ProvinceInput, slug_of
from tenants.registry.provinces import official_name, official_names

NONE: Final = "none"


def ask() -> ProvinceInput:
    """A province as somebody answers for it; asks again until the code is one."""
    for code, name in official_names().items():
        typer.echo(f"  {code}  {name}")
    code = typer.prompt("Mã tỉnh, thành phố")
    while code not in official_names():
        code = typer.prompt("Không có mã đó. Mã tỉnh, thành phố")
    slug = typer.prompt("Tên viết tắt để đăng nhập", default=slug_of(official_name(code)))
    positions = typer.confirm("Lấy vị trí việc làm của mẫu quốc gia?", default=True)
    items = typer.confirm("Lấy đầu việc của mẫu quốc gia?", default=True)
    whole = typer.confirm("Lập cả cây đơn vị theo mẫu (không thì chỉ có xã, phường, đặc khu)?", default=False)
    package = typer.prompt(f"Gói định mức có hiệu lực ({', '.join(PACKAGES)} hoặc {NONE})", default="khanh-hoa")
    drafts = typer.prompt(
        f"Gói để làm dự thảo, cách nhau bằng dấu phẩy ({', '.join(shipped_names())})", default="", show_default=False
    )
    login = typer.prompt("Tên đăng nhập của quản trị viên đầu tiên", default="quantri")
    return ProvinceInput(
        slug=slug,
        province_code=code,
        admin_login=login,
        package=None if package == NONE else package,
        drafts=tuple(name.strip() for name in drafts.split(",") if name.strip()),
        units="all" if whole else "communes",
        positions=positions,
        items=items,
    )
