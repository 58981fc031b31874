"""`roviec statistics` as an operator types it."""

import asyncio
import re
from importlib.metadata import EntryPoint
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from kernel import cli
from kernel.database import Database
from kernel.settings import Settings
from serving import statistics
from tenants.registry import actions as registry
from tests.statistics.releases.conftest import FIRST, LATE, SECOND, WAITING, Nation, Story

POINTS = [EntryPoint("statistics", "serving.statistics:statistics_app", cli.GROUP)]


def run(nation: Nation, state: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    settings = Settings(database_url=SecretStr(nation.app_url), state=state)
    monkeypatch.setattr(statistics, "get_settings", lambda: settings)
    done = CliRunner().invoke(statistics.statistics_app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_status_tells_versions_and_what_waits(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(story.nation, tmp_path, monkeypatch, "status", FIRST)
    assert "2025-10-30 → 2025-11-14" in told
    assert f"approved (5): 01 42 56 68 {LATE}" in told
    assert len(re.findall(r"^lần \d", told, re.MULTILINE)) == 3
    assert f"waiting: quota {WAITING}" in told


def test_losses_tell_what_each_table_hides_and_how_much_for_its_own_sake(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run(story.nation, tmp_path, monkeypatch, "losses", SECOND)
    whole = re.search(r"^classes \*\s+(\d+) / (\d+)\s+[\d.]+ %, (\d+) vì", told, re.MULTILINE)
    assert whole is not None
    hidden, cells, own = (int(found) for found in whole.groups())
    assert 0 < own < hidden < 0.2 * cells
    first = run(story.nation, tmp_path, monkeypatch, "losses", FIRST, "--version", "1")
    assert first.startswith(f"{FIRST} lần 1")
    assert "work" in first


def test_a_release_that_has_nothing_new_says_so(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing new" in run(story.nation, tmp_path, monkeypatch, "release", SECOND)


def test_dates_and_scopes_are_set(
    nation: Nation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["plan", "2026", "--approve-by", "2027-01-20", "--release-on", "2027-02-01"]
    assert "2027-01-20" in run(nation, tmp_path, monkeypatch, *words)
    assert "2027-02-01" in run(nation, tmp_path, monkeypatch, "plan", "2026")
    ministry = _make_ministry(nation)
    run(nation, tmp_path, monkeypatch, "scope", "--tenant", "bo-y-te", "--provinces", "56,42", "--fields", "y_te")
    (scope,) = _scope(nation, ministry)
    assert scope == (["42", "56"], None, ["y_te"])
    run(nation, tmp_path, monkeypatch, "scope", "--tenant", "bo-y-te", "--bodies", "provincial")
    assert _scope(nation, ministry) == [(None, ["provincial"], None)]
    for words in (
        ["scope", "--tenant", "bo-y-te", "--provinces", "99"], ["scope", "--tenant", "t-56"],
        ["losses", "2026"], ["status", "2026-Q9"], ["release", "2025-Q3"],
    ):  # fmt: skip
        assert cli.run(POINTS, ["statistics", *words]) == cli.REFUSED
    told = capsys.readouterr().err
    for code in ("UNKNOWN_SCOPE_MEMBER", "NO_MINISTRY", "NOT_RELEASED", "UNKNOWN_STATISTICS_PERIOD", "NOTHING_TO_"):
        assert code in told


def _make_ministry(nation: Nation) -> int:
    async def make() -> int:
        db = Database(nation.app_url, pool_size=1)
        try:
            async with db.platform() as session:
                return await registry.create_tenant(session, "bo-y-te", "ministry", name="Bộ Y tế")
        finally:
            await db.close()

    return asyncio.run(make())


def _scope(nation: Nation, ministry: int) -> list[tuple[object, ...]]:
    with psycopg.connect(nation.app_url) as connection:
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", [str(ministry)])
        return connection.execute("SELECT provinces, bodies, fields FROM ministry_scope").fetchall()
