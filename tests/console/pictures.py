"""Pictures of the console's main screens: `make run` in one terminal, `make pictures` in another.

Each person of the demonstration is signed in once per size. The nation's map needs a release (`roviec demo nation`).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from playwright.async_api import Browser

from tests.console.devices import DESKTOP, PHONE, Device, chromium, device

FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
SETTLED_MS: Final = 1500


@dataclass(frozen=True)
class Persona:
    """Somebody of the demonstration: screens by name, and the sizes in which they are shown."""

    tenant: str
    login: str
    screens: dict[str, str]
    kinds: tuple[str, ...]


KINDS: Final = {"phone": (PHONE, False), "dark": (PHONE, True), "desktop": (DESKTOP, False), "night": (DESKTOP, True)}
PERSONAS: Final = (
    Persona(
        "khanh-hoa",
        "linh.chuyenvien",
        {"day": "/hom-nay", "add": "/ghi-viec", "queue": "/cho-gui", "period": "/ky-nay", "more": "/them"},
        ("phone", "dark", "desktop"),
    ),
    Persona(
        "khanh-hoa",
        "quoc.truongphong",
        {"inbox": "/xac-nhan", "unit": "/don-vi", "assigning": "/giao-viec", "evaluations": "/danh-gia"},
        ("desktop", "phone", "night"),
    ),
    Persona("khanh-hoa", "tuyet.giamdoc", {"calibration": "/hieu-chinh"}, ("desktop",)),
    Persona(
        "khanh-hoa",
        "quantri",
        {
            "units": "/don-vi-con-nguoi",
            "catalogue": "/danh-muc",
            "norms": "/goi-dinh-muc",
            "periods": "/ky-va-thoi-han",
            "audit": "/nhat-ky-he-thong",
        },
        ("desktop", "night"),
    ),
    Persona("bo-noi-vu", "phan.tich", {"nation": "/ca-nuoc", "methods": "/cach-tinh"}, ("desktop", "phone")),
    Persona("van-hanh", "vanhanh", {"tenants": "/tinh-bo", "health": "/tinh-trang", "jobs": "/hang-doi"}, ("desktop",)),
)


async def _take(shown: Device, folder: Path, name: str) -> None:
    await shown.page.wait_for_timeout(SETTLED_MS)  # fonts and answers
    path = folder / f"console-{name}.png"
    await shown.page.screenshot(path=path)
    typer.echo(path)


async def _of(browser: Browser, url: str, password: str, folder: Path, persona: Persona) -> None:
    for kind in persona.kinds:
        size, dark = KINDS[kind]
        async with device(browser, url, size, dark=dark, scale=2 if size == PHONE else 1) as shown:
            await shown.sign_in(persona.tenant, persona.login, password)
            for name, path in persona.screens.items():
                await shown.go(path)
                await _take(shown, folder, f"{kind}-{name}")


async def _pictures(url: str, password: str, folder: Path, logins: Sequence[str]) -> None:
    async with chromium() as browser:
        for persona in PERSONAS:
            if not logins or persona.login in logins:
                await _of(browser, url, password, folder, persona)


def main(
    url: str = "http://127.0.0.1:8056",
    password: str = "roviec-demo",
    folder: Annotated[Path, typer.Option(help="Where the pictures go.")] = FOLDER,
    login: Annotated[list[str] | None, typer.Option(help="Only these people's screens.")] = None,
) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_pictures(url, password, folder, login or ()))


if __name__ == "__main__":
    typer.run(main)
