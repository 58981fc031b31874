"""The lab over GraphQL and on the command line."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import select

from kernel.database import Database
from kernel.errors import BadInput, NotFound
from kernel.outbox import OutboxRow
from kernel.settings import Settings
from serving import lab
from tenants.lab import actions
from tenants.lab.errors import UnknownUnits
from tenants.norms.examination import NormText
from tests.api.conftest import Api, api, settings
from tests.lab.conftest import Season
from tests.lab.test_prediction import HARDER, KHANH_HOA

__all__ = ["api", "settings"]

START = """mutation ($input: StartLabRunInput!) {
  startLabRun(input: $input) { id status done total packageName packageVersion unitIds }
}"""
CANCEL = "mutation ($input: LabRunInput!) { cancelLabRun(input: $input) { status } }"
RUN = """query ($id: UUID!) {
  labRun(id: $id) {
    status done total problem
    outcome {
      classes waiting
      periods {
        grain start figures { persons moved entries refused pointsBefore pointsAfter meanBefore meanAfter }
        migration { before after persons } distribution { lowest before after }
        byUnit { key persons unit { code } figures { moved } classesAfter { rating persons } }
        byPositionGroup { key } byRank { key } quotaBefore { above } quotaAfter { above }
      }
    }
  }
}"""
MOVERS = """query ($id: UUID!, $after: String) {
  labMovers(runId: $id, first: 1, after: $after) {
    edges { node { personId fullName grain start unit { code } beforeRating afterRating afterTotal } }
    pageInfo { hasNextPage endCursor }
  }
}"""


Job: TypeAlias = Callable[..., Awaitable[int]]


async def _work(season: Season) -> None:
    """Do what the outbox asks of the lab, as workers would."""
    jobs: dict[str, Job] = {"replay_month": actions.replay_month, "finish_lab_run": actions.finish_lab_run}
    async with season.log.province.db.tenant(season.tenant) as session:
        wanted = select(OutboxRow).where(OutboxRow.tenant_id == season.tenant, OutboxRow.job.in_(jobs))
        rows = (await session.scalars(wanted.order_by(OutboxRow.id))).all()
        for row in rows:
            await session.delete(row)
    for row in rows:
        async with season.log.province.db.tenant(season.tenant) as session:
            await jobs[row.job](session, **row.args)
    if rows:
        await _work(season)


async def _started(season: Season, api: Api, token: str, **changes: object) -> dict[str, Any]:
    given = {"firstMonth": str(season.first), "lastMonth": str(season.last), "document": HARDER, **changes}
    return await api.ask(token, START, input=given)


async def test_a_run_is_started_left_and_asked_for_later(season: Season, api: Api) -> None:
    await season.publish_before(KHANH_HOA)
    await season.score()
    province = season.log.province
    admin, head = [await api.token(province, name) for name in ("admin", "province_head")]
    run = (await _started(season, api, admin))["data"]["startLabRun"]
    assert (run["status"], run["done"], run["total"], run["packageVersion"]) == ("WAITING", 0, 4, "2.0.0")
    asked = (await api.ask(admin, RUN, id=run["id"]))["data"]["labRun"]
    assert (asked["status"], asked["outcome"]) == ("WAITING", None)
    await _work(season)
    answer = await api.ask(admin, RUN, id=run["id"])
    found = answer["data"]["labRun"]
    assert (found["status"], found["done"], "errors" in answer) == ("DONE", 4, False)
    periods = found["outcome"]["periods"]
    assert [period["figures"]["persons"] for period in periods] == [10, 10, 10]
    assert {one["unit"]["code"] for one in periods[0]["byUnit"]} >= {"UBND", "STC", "STC-NS"}
    moved = sum(period["figures"]["moved"] for period in periods)
    seen, cursor = [], None
    while True:
        page = (await api.ask(head, MOVERS, id=run["id"], after=cursor))["data"]["labMovers"]
        seen += page["edges"]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == moved > 1
    assert (await api.ask(admin, MOVERS, id=run["id"]))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_run_is_cancelled_over_the_api(season: Season, api: Api) -> None:
    admin = await api.token(season.log.province, "admin")
    run = (await _started(season, api, admin))["data"]["startLabRun"]
    cancelled = await api.ask(admin, CANCEL, input={"id": run["id"]})
    assert cancelled["data"]["cancelLabRun"]["status"] == "CANCELLED"
    await _work(season)
    again = await api.ask(admin, CANCEL, input={"id": run["id"]})
    assert again["errors"][0]["extensions"]["code"] == "LAB_RUN_ENDED"


async def test_a_draft_with_mistakes_is_refused_with_their_places(season: Season, api: Api) -> None:
    admin = await api.token(season.log.province, "admin")
    answer = await _started(season, api, admin, document=HARDER.replace("earned + bonus", "earned + bonsu"))
    assert answer["errors"][0]["extensions"]["code"] == "NORM_PACKAGE_BROKEN"
    inherited = await _started(season, api, admin, document=None, base="khanh-hoa", override="settings: {weight: 60}")
    assert inherited["data"]["startLabRun"]["packageName"] == "khanh-hoa"


@pytest.fixture
def here(season: Season, monkeypatch: pytest.MonkeyPatch) -> Season:
    """The command line, opened on the test's database."""

    @asynccontextmanager
    async def opened(settings: Settings) -> AsyncIterator[Database]:
        yield season.log.province.db

    monkeypatch.setattr(lab, "opened", opened)
    return season


async def test_the_command_prints_the_tables(here: Season, tmp_path: Path) -> None:
    await here.publish_before(KHANH_HOA)
    await here.score()
    written = NormText(document=HARDER)
    lines = await lab.tried(here.log.province.slug, written, (here.first, here.last), ["STC"])
    shown = "\n".join(lines)
    assert lines[0].startswith("khanh-hoa 2.0.0")
    assert f"THÁNG {here.first:%m/%Y}: 7 người" in shown
    assert "Phòng Quản lý ngân sách" in shown


async def test_the_command_refuses_what_is_not_there(here: Season) -> None:
    written, span = NormText(document=HARDER), (here.first, here.last)
    with pytest.raises(NotFound):
        await lab.tried("nowhere", written, span, [])
    with pytest.raises(UnknownUnits):
        await lab.tried(here.log.province.slug, written, span, ["STC", "NOPE"])


def test_months_are_written_as_months() -> None:
    assert lab.month_of("from", "2026-07").isoformat() == "2026-07-01"
    with pytest.raises(BadInput):
        lab.month_of("from", "07/2026")
