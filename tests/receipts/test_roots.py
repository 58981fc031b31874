"""Daily roots: fixed when a day is over, exported once, and told by the commands."""

import asyncio
import json
import logging
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from kernel.clock import TIMEZONE, utc_now
from kernel.settings import Settings
from kernel.storage import FolderStore
from serving import receipts as commands
from serving.errors import UnknownTenant
from tenants.receipts import actions, queries, roots
from tenants.receipts.errors import BrokenRoots, NoRootsFile, RootsOutOfReach
from tenants.receipts.roots import Root
from tests.receipts.conftest import Chained
from workers import periodic

DAY = date(2026, 11, 20)


def _root(days: int, root: str = "ab") -> Root:
    return Root("khanh-hoa", DAY + timedelta(days=days), days + 1, 100 * (days + 1), root * 32)


def test_a_file_of_roots_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "roots.jsonl"
    path.write_text(f"{_root(0).line()}\n\n{_root(1).line()}\n")
    assert roots.read(path) == [_root(0), _root(1)]


def test_a_file_that_is_not_there_or_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\x89PNG\xff")
    for name in ("absent", "picture"):
        with pytest.raises(NoRootsFile) as refused:
            roots.read(tmp_path / name)
        assert refused.value.data["file"] == tmp_path / name


def test_exported_roots_are_one_object_a_day_that_is_never_written_over(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert roots.exported(store, "khanh-hoa") == []
    assert roots.stray(store, "khanh-hoa", []) is None
    assert roots.export(store, [_root(0), _root(1)]) == [_root(0), _root(1)]
    content = store.get("receipt-roots/khanh-hoa/2026-11-20.json")
    assert content is not None
    assert json.loads(content) == {
        "tenant": "khanh-hoa", "day": "2026-11-20", "batch": 1, "receipts": 100, "root": "ab" * 32,
    }  # fmt: skip
    assert roots.stray(store, "khanh-hoa", [_root(0), _root(1)]) is None
    rewritten = [_root(0, "cd"), _root(1, "cd")]
    assert roots.stray(store, "khanh-hoa", rewritten) == _root(1)
    assert roots.export(store, [*rewritten, _root(2, "cd")]) == [_root(2, "cd")]
    assert roots.exported(store, "khanh-hoa") == [_root(0), _root(1), _root(2, "cd")]
    assert roots.exported(store, "khanh") == []


def test_an_exported_root_that_is_none_is_named(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    roots.export(store, [_root(0)])
    path = tmp_path / roots.key_of("khanh-hoa", DAY)
    path.write_bytes(b"\xff")
    with pytest.raises(BrokenRoots) as refused:
        roots.exported(store, "khanh-hoa")
    assert refused.value.data["file"] == roots.key_of("khanh-hoa", DAY)


def test_a_store_that_does_not_answer_is_told_as_such(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    roots.export(store, [_root(0)])
    path = tmp_path / roots.key_of("khanh-hoa", DAY)
    path.unlink()
    path.symlink_to("/proc/self/mem")  # a file that is there and cannot be read
    with pytest.raises(RootsOutOfReach):
        roots.exported(store, "khanh-hoa")


def test_roots_go_to_a_store_of_their_own_or_to_that_of_files(tmp_path: Path) -> None:
    own, shared = tmp_path / "own", tmp_path / "shared"
    settings = Settings(state=tmp_path, storage_url=f"file://{shared}")
    assert getattr(roots.store_of(settings), "root", None) == shared
    settings = Settings(state=tmp_path, storage_url=f"file://{shared}", receipt_roots=f"file://{own}")
    assert getattr(roots.store_of(settings), "root", None) == own


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"tenant": "a"}', '{"tenant":"a","day":"x","batch":1,"receipts":1,"root":"ab"}']
)
def test_a_line_that_is_no_root_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "roots.jsonl"
    path.write_text(f"{_root(0).line()}\n{line}\n")
    with pytest.raises(BrokenRoots) as refused:
        roots.read(path)
    assert refused.value.data["line"] == 2


async def test_a_day_without_receipts_keeps_the_root_of_the_day_before(chained: Chained) -> None:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        assert await actions.fix_roots(session, chained.log.today) == 0
        assert await actions.fix_roots(session, chained.log.today + timedelta(days=3)) == 3
        assert await actions.fix_roots(session, chained.log.today + timedelta(days=3)) == 0
        kept = await queries.roots(session, province.slug)
    assert [root.day - chained.log.today for root in kept] == [timedelta(days) for days in range(3)]
    assert len({root.root for root in kept}) == 1


async def test_the_schedule_asks_for_chaining_and_exports_roots_out_of_the_database(
    chained: Chained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(periodic, "get_settings", lambda: Settings(receipt_roots=f"file://{tmp_path}"))
    tomorrow = chained.log.today + timedelta(days=1)
    monkeypatch.setattr("workers.periodic.clock.today", lambda: tomorrow)
    province = chained.log.province
    await periodic.seal_receipts(province.db)
    store = FolderStore(tmp_path)
    (line,) = roots.exported(store, province.slug)
    assert (line.tenant, line.day, line.receipts) == (province.slug, chained.log.today, 10)
    await chained.tamper("UPDATE receipt_root SET root = sha256(root) WHERE tenant_id = TENANT")
    with caplog.at_level(logging.ERROR):
        await periodic.seal_receipts(province.db)
    assert province.slug in caplog.text
    assert roots.exported(store, province.slug) == [line]

    await periodic.chain_receipts(province.db)
    assert await _asked(chained) == 0
    await chained.write(1)
    await periodic.chain_receipts(province.db)
    assert await _asked(chained) == 1


async def _asked(chained: Chained) -> int:
    (count,) = await chained.one("SELECT count(*) FROM outbox WHERE tenant_id = TENANT AND job = 'chain_receipts'")
    assert isinstance(count, int)
    return count


async def test_the_commands_tell_roots_and_what_an_audit_finds(
    chained: Chained, app_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=SecretStr(app_url), state=tmp_path)
    monkeypatch.setattr(commands, "get_settings", lambda: settings)
    slug = chained.log.province.slug

    async def run(*words: str) -> tuple[int, str]:
        # The command has an event loop of its own, which cannot run inside the test's.
        done = await asyncio.to_thread(CliRunner().invoke, commands.receipts_app, [*words, "--tenant", slug])
        return done.exit_code, done.output

    assert (await run("chain"))[0] == 0
    code, told = await run("roots")
    (line,) = told.splitlines()
    assert (code, json.loads(line)["receipts"]) == (0, 10)
    assert json.loads(line)["day"] == utc_now().astimezone(TIMEZONE).date().isoformat()
    kept = tmp_path / "kept.jsonl"
    kept.write_text(told)
    code, told = await run("audit", "--roots", str(kept))
    assert code == 0
    assert f"{slug}: 10 phiếu điểm, 4 mắt xích, 0 mã gốc theo ngày, đối chiếu 1 mã gốc đã xuất" in told
    entry = chained.entries[0]
    await chained.tamper(f"UPDATE entry_score SET points = 1 WHERE tenant_id = TENANT AND entry_id = '{entry}'")
    code, told = await run("audit")
    assert code == 1
    assert f"CHANGED entry {entry} " in told
    assert "no root from outside" in told


async def test_the_commands_refuse_a_province_nobody_knows_and_export_what_is_fixed(
    chained: Chained, app_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=SecretStr(app_url), state=tmp_path)
    monkeypatch.setattr(commands, "get_settings", lambda: settings)
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        await actions.fix_roots(session, chained.log.today + timedelta(days=1))

    async def run(*words: str) -> Result:
        return await asyncio.to_thread(lambda: CliRunner().invoke(commands.receipts_app, list(words)))

    refused = (await run("audit", "--tenant", "nowhere")).exception
    assert isinstance(refused, UnknownTenant)
    assert province.slug in str(refused.data["known"])
    for count in (1, 0):
        told = (await run("export", "--tenant", province.slug)).output
        assert f"{province.slug}: {count} mã gốc được xuất, 1 tất cả" in told
    (line,) = roots.exported(roots.store_of(settings), province.slug)
    assert (line.day, line.receipts) == (chained.log.today, 10)


async def test_an_audit_by_default_takes_the_roots_the_program_has_exported(
    chained: Chained, app_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=SecretStr(app_url), state=tmp_path)
    monkeypatch.setattr(commands, "get_settings", lambda: settings)
    slug = chained.log.province.slug
    roots.export(roots.store_of(settings), [Root(slug, chained.log.today, 4, 10, "00" * 32)])
    words = ["audit", "--tenant", slug]
    done = await asyncio.to_thread(CliRunner().invoke, commands.receipts_app, words)
    assert done.exit_code == 1
    assert "EXPORT" in done.output
