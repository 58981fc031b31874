"""Pictures of the console's main screens: `make run` in one terminal, `make pictures` in another.

By default the demonstration province and its first cadre; anybody else by the arguments.
"""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from tests.console.devices import DESKTOP, PHONE, Device, chromium, device

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SCREENS = {
    "day": "/hom-nay",
    "add": "/ghi-viec",
    "queue": "/cho-gui",
    "month": "/ky-nay",
    "tasks": "/viec-giao",
    "more": "/them",
}
SETTLED_MS = 800


async def _take(shown: Device, folder: Path, name: str) -> None:
    await shown.page.wait_for_timeout(SETTLED_MS)  # fonts and answers
    path = folder / f"console-{name}.png"
    await shown.page.screenshot(path=path)
    typer.echo(path)


async def _details(shown: Device) -> None:
    await shown.go("/ghi-viec")
    await shown.page.get_by_role("list").get_by_role("button").first.click()


async def _pictures(url: str, tenant: str, login: str, password: str, folder: Path) -> None:
    async with chromium() as browser:
        for kind, size, dark in (("phone", PHONE, False), ("dark", PHONE, True), ("desktop", DESKTOP, False)):
            async with device(browser, url, size, dark=dark, scale=2 if size == PHONE else 1) as shown:
                await shown.sign_in(tenant, login, password)
                for name, path in SCREENS.items():
                    await shown.go(path)
                    await _take(shown, folder, f"{kind}-{name}")
                await shown.go("/hom-nay")
                await shown.page.get_by_role("link", name="tạm tính").click()
                await _take(shown, folder, f"{kind}-receipt")
                await _details(shown)
                await _take(shown, folder, f"{kind}-details")


def main(
    url: str = "http://127.0.0.1:8056",
    tenant: str = "khanh-hoa",
    login: str = "linh.chuyenvien",
    password: str = "roviec-demo",
    folder: Annotated[Path, typer.Option(help="Where the pictures go.")] = FOLDER,
) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_pictures(url, tenant, login, password, folder))


if __name__ == "__main__":
    typer.run(main)
