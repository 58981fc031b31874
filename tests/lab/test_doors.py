"""The lab over GraphQL and on the command line."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.database import Database
from kernel.errors import BadInput, NotFound
from kernel.ids import uuid7
from kernel.outbox import OutboxRow
from kernel.settings import Settings
from serving import lab
from tenants.lab import actions, rules
from tenants.lab.errors import UnknownUnits
from tenants.norms import drafts
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_text
from tenants.norms.models import NormPilot
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
    edges { node { personId fullName grain start unit { code } beforeRating afterRating afterTotal reasons { vi en } } }
    pageInfo { hasNextPage endCursor }
  }
}"""


OUTCOME = """query ($id: UUID!) { normPilotOutcome(id: $id) {
  pilot { month persons mean classes { rating persons } } lab { month persons mean classes { rating persons } } } }"""

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
    told = {reason["vi"].partition(":")[0] for edge in seen for reason in edge["node"]["reasons"]}
    assert "Phút quy đổi" in told
    assert all(edge["node"]["reasons"] for edge in seen if edge["node"]["grain"] == "MONTH")
    assert (await api.ask(admin, MOVERS, id=run["id"]))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_draft_whose_examples_do_not_hold_yet_is_tried_all_the_same(season: Season, api: Api) -> None:
    admin = await api.token(season.log.province, "admin")
    wrong = shipped_text("khanh-hoa").replace("minutes: 540", "minutes: 541")
    run = (await _started(season, api, admin, document=wrong))["data"]["startLabRun"]
    asked = (await api.ask(admin, "query ($id: UUID!) { labRun(id: $id) { hash } }", id=run["id"]))["data"]["labRun"]
    assert asked["hash"] == sha256(wrong.encode()).hexdigest()


async def test_a_pilot_stands_beside_what_the_lab_told_of_the_same_people(season: Season, api: Api) -> None:
    await season.publish_before(KHANH_HOA)
    province, days = season.log.province, timedelta(days=1)
    async with province.db.tenant(season.tenant) as session:
        row = await drafts.create(session, province.caller("admin"), NormText(document=HARDER), now=utc_now())
        session.add(
            NormPilot(
                tenant_id=season.tenant, norm_package_id=row.id, unit_ids=[province.units["department"]],
                valid_from=season.last, valid_to=rules.next_month(season.last), proposed_by=uuid7(),
                proposed_at=utc_now(), confirmed_by=uuid7(), confirmed_at=utc_now(),
            )
        )  # fmt: skip
        row.status = "pilot"
        waiting = NormPilot(
            tenant_id=season.tenant, norm_package_id=row.id, unit_ids=[province.units["commune"]],
            valid_from=season.last, valid_to=season.last + days, proposed_by=uuid7(), proposed_at=utc_now(),
        )  # fmt: skip
        session.add(waiting)
        await session.flush()
        pilots = (await session.scalars(select(NormPilot).order_by(NormPilot.confirmed_at.nulls_last()))).all()
        ids = [str(pilot.id) for pilot in pilots]
    await season.score()
    admin = await api.token(province, "admin")
    before = (await api.ask(admin, OUTCOME, id=ids[0]))["data"]["normPilotOutcome"]
    assert (before["pilot"]["persons"], before["lab"]) == (7, None)
    await _started(season, api, admin)
    await _work(season)
    found = (await api.ask(admin, OUTCOME, id=ids[0]))["data"]["normPilotOutcome"]
    assert found["pilot"] == found["lab"] | {"month": season.last.isoformat()}
    assert sum(one["persons"] for one in found["pilot"]["classes"]) == 7
    nothing = (await api.ask(admin, OUTCOME, id=ids[1]))["data"]["normPilotOutcome"]
    assert nothing == {"pilot": None, "lab": None}
    cadre = await api.token(province, "cadre1")
    assert (await api.ask(cadre, OUTCOME, id=ids[0]))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


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
