"""The committed files of the console are what its source builds, small, and without any address of elsewhere."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.api.conftest import Api, api, settings
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import device

__all__ = ["api", "settings"]

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "graphql" / "api" / "console"
SHELL_LIMIT = 60_000


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_built_files_are_those_of_the_source(console_packages: None, tmp_path: Path) -> None:
    subprocess.run([ROOT / "tools" / "build-console", tmp_path / "console"], check=True)
    fresh, kept = files_of(tmp_path / "console"), files_of(BUILT)
    assert sorted(fresh) == sorted(kept), "run: tools/build-console"
    assert [name for name in fresh if fresh[name] != kept[name]] == [], "run: tools/build-console"


async def test_what_a_cadre_loads_is_under_60_kilobytes(browser: Browser, office: Office) -> None:
    """From the first address to the shown day, packed; fonts come after the first paint and do not count."""
    loaded: set[str] = set()
    async with device(browser, office.url, installs=False) as phone:
        phone.page.on("response", lambda response: loaded.add(response.url.partition("/console/")[2]))
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await expect(phone.page.get_by_text("Hôm nay chưa ghi việc nào.")).to_be_visible()
    kept = files_of(BUILT)
    shell = {name for name in loaded if name in kept and not name.endswith(".woff2")} | {"index.html"}
    assert len(shell) > 3
    assert sum(len(gzip.compress(kept[name], mtime=0)) for name in shell) < SHELL_LIMIT


def test_the_lock_file_names_versions_and_hashes_and_no_address() -> None:
    lock = (ROOT / "web" / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_the_service_worker_keeps_what_a_cadre_needs_and_nothing_of_a_desk() -> None:
    kept = files_of(BUILT)
    worker = kept.pop("service-worker.js").decode()
    known = {name for name in kept if name in worker}
    for needed in ("console-", "MyDay-", "AddEntry-", "Queue-", "TwoVersions-", "More-", "en-"):
        assert any(name.startswith(f"assets/{needed}") for name in known), needed
    assert [name for name in sorted(known) if name.endswith(".woff2") and "source-sans" not in name] == []
    for desk in ("desks-", "Verifying-", "Units-", "Editor-", "Nation-"):
        assert not any(name.startswith(f"assets/{desk}") for name in known), desk
    assert sum(len(kept[name]) for name in known) < sum(map(len, kept.values())) / 2


@pytest.mark.parametrize("path", ["/console/", "/console/ghi-viec", "/console/viec/1"])
async def test_every_address_below_the_console_is_its_start_page(api: Api, path: str) -> None:
    async with api.client() as client:
        page = await client.get(path)
    assert page.status_code == 200
    assert page.content == (BUILT / "index.html").read_bytes()
    assert page.headers["cache-control"] == "no-cache"
    assert "camera=(self)" in page.headers["permissions-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_parts_are_kept_for_good_and_packed_and_missing_ones_are_not_the_start_page(api: Api) -> None:
    (script,) = BUILT.glob("assets/console-*.js")
    async with api.client() as client:
        part = await client.get(f"/console/assets/{script.name}", headers={"accept-encoding": "gzip"})
        plain = await client.get(f"/console/assets/{script.name}", headers={"accept-encoding": "identity"})
        missing = await client.get("/console/assets/gone-12345678.js")
        first = await client.get("/", headers={"accept-encoding": "identity"})
    assert part.headers["content-encoding"] == "gzip"
    assert part.content == plain.content == script.read_bytes()
    assert "immutable" in part.headers["cache-control"]
    assert missing.status_code == 404
    assert first.headers["location"] == "/console/"
