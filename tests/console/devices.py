"""Phones and desktops in Debian's Chromium, and what people do on them."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

PATIENCE_MS: Final = 15_000
PHONE: Final = (360, 740)
DESKTOP: Final = (1440, 900)
AXE: Final = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SKEWED_CLOCK: Final = """(() => {
  const Real = Date;
  const now = () => Real.now() + %d;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(now()); }
    static now() { return now(); }
  };
})()"""
# What a browser says of a request that was refused or could not be made; pages are expected to tell people themselves.
EXPECTED: Final = ("Failed to load resource", "net::ERR_")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Debian's browser, with an invented camera."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        )
        yield browser
        await browser.close()


@dataclass
class Device:
    """One device with the console open; `faults` is what the page itself did wrong."""

    context: BrowserContext
    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        """Open an address of the console."""
        await self.page.goto(f"{self.url}/console{path}")

    async def sign_in(self, tenant: str, login: str, password: str) -> None:
        """From the first page to the own first screen."""
        await self.page.goto(f"{self.url}/")
        await self.page.get_by_label("Mã đơn vị").fill(tenant)
        await self.page.get_by_label("Tên đăng nhập").fill(login)
        await self.page.get_by_label("Mật khẩu", exact=True).fill(password)
        await self.page.get_by_role("button", name="Đăng nhập").click()
        await self.page.get_by_role("navigation").first.wait_for(state="attached")

    async def installed(self) -> None:
        """Wait until the console is on the device and opens without network."""
        await self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        await self.page.reload()
        await self.page.evaluate(
            "navigator.serviceWorker.controller ? null : new Promise(done => "
            "navigator.serviceWorker.addEventListener('controllerchange', () => done(null), { once: true }))"
        )
        await self.page.get_by_role("heading", level=1).wait_for()

    async def axe(self) -> list[str]:
        """What axe finds wrong with the page as it stands, nothing of it lying under the bar at the bottom."""
        seen = self.page.viewport_size
        assert seen is not None
        whole: int = await self.page.evaluate("document.documentElement.scrollHeight")
        await self.page.set_viewport_size({"width": seen["width"], "height": max(seen["height"], whole + 200)})
        await self.page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = await self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        await self.page.set_viewport_size(seen)
        return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]

    async def sideways(self) -> int:
        """How far the page scrolls sideways, in pixels."""
        wide: int = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return wide

    def heading(self, name: str) -> Locator:
        """The page's title."""
        return self.page.get_by_role("heading", level=1, name=name)


@asynccontextmanager
async def device(
    browser: Browser,
    url: str,
    size: tuple[int, int] = PHONE,
    *,
    dark: bool = False,
    clock_minutes: int = 0,
    scale: int = 1,
    installs: bool = True,
) -> AsyncIterator[Device]:
    """A device of its own: nothing is shared with others; its clock may be fast or (negative) slow."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
        timezone_id="Asia/Ho_Chi_Minh",
        locale="vi-VN",
        reduced_motion="reduce",
        service_workers="allow" if installs else "block",
    )
    context.set_default_timeout(PATIENCE_MS)
    if clock_minutes:
        await context.add_init_script(SKEWED_CLOCK % (clock_minutes * 60_000))
    opened = Device(context, await context.new_page(), url)
    opened.page.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.page.on(
        "console",
        lambda message: (
            opened.faults.append(message.text)
            if message.type == "error" and not any(text in message.text for text in EXPECTED)
            else None
        ),
    )
    yield opened
    await context.close()
