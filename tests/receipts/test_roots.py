"""Daily roots: fixed when a day is over, appended to a file once, and told by the commands."""

import asyncio
import json
import logging
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from kernel.clock import TIMEZONE, utc_now
from kernel.settings import Settings
from serving import receipts as commands
from tenants.receipts import actions, queries, roots
from tenants.receipts.errors import BrokenRoots
from tenants.receipts.roots import Root
from tests.receipts.conftest import Chained
from workers import periodic

DAY = date(2026, 11, 20)


def _root(days: int, root: str = "ab") -> Root:
    return Root("khanh-hoa", DAY + timedelta(days=days), days + 1, 100 * (days + 1), root * 32)


def test_a_file_of_roots_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = roots.file_of(tmp_path / "new", "khanh-hoa")
    assert roots.append(path, [_root(0), _root(1)]) == [_root(0), _root(1)]
    assert roots.read(path) == [_root(0), _root(1)]
    assert json.loads(path.read_text().splitlines()[0]) == {
        "tenant": "khanh-hoa", "day": "2026-11-20", "batch": 1, "receipts": 100, "root": "ab" * 32,
    }  # fmt: skip


def test_what_stands_in_the_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "khanh-hoa.jsonl"
    roots.append(path, [_root(0), _root(1)])
    rewritten = [_root(0, "cd"), _root(1, "cd"), _root(2, "cd")]
    assert roots.append(path, rewritten) == [_root(2, "cd")]
    assert roots.read(path) == [_root(0), _root(1), _root(2, "cd")]
    assert roots.strays(path, rewritten) == [_root(0), _root(1)]


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


async def test_the_schedule_asks_for_chaining_and_appends_roots_outside_the_database(
    chained: Chained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(periodic, "get_settings", lambda: Settings(receipt_roots=tmp_path))
    tomorrow = chained.log.today + timedelta(days=1)
    monkeypatch.setattr("workers.periodic.clock.today", lambda: tomorrow)
    province = chained.log.province
    await periodic.seal_receipts(province.db)
    (line,) = roots.read(roots.file_of(tmp_path, province.slug))
    assert (line.tenant, line.day, line.receipts) == (province.slug, chained.log.today, 10)
    await chained.tamper("UPDATE receipt_root SET root = sha256(root) WHERE tenant_id = TENANT")
    with caplog.at_level(logging.ERROR):
        await periodic.seal_receipts(province.db)
    assert province.slug in caplog.text
    assert roots.read(roots.file_of(tmp_path, province.slug)) == [line]

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


async def test_an_audit_by_default_takes_the_roots_the_program_has_appended(
    chained: Chained, app_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=SecretStr(app_url), state=tmp_path)
    monkeypatch.setattr(commands, "get_settings", lambda: settings)
    slug = chained.log.province.slug
    roots.append(roots.file_of(tmp_path / roots.FOLDER, slug), [Root(slug, chained.log.today, 4, 10, "00" * 32)])
    words = ["audit", "--tenant", slug]
    done = await asyncio.to_thread(CliRunner().invoke, commands.receipts_app, words)
    assert done.exit_code == 1
    assert "EXPORT" in done.output
