"""Proposals: from the right entries, enough of them, and never more than a draft."""

import asyncio
import json
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr
from sqlalchemy import select, text
from typer.testing import CliRunner

from kernel.clock import today, utc_now
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from kernel.settings import Settings
from serving import learning as commands
from tenants.audit.models import AuditEvent
from tenants.catalogue import actions as catalogue
from tenants.catalogue.errors import DraftWaiting
from tenants.catalogue.models import WorkItemVersion
from tenants.catalogue.records import ITEMS
from tenants.learning import queries
from tenants.learning.errors import NothingProposed, ProposalChanged
from tenants.registry import actions as registry
from tests.fixtures_tenant import Province
from tests.learning.conftest import Planted
from workers import periodic


async def test_a_norm_below_what_is_observed_is_to_be_raised(planted: Planted) -> None:
    await planted.plant(norm=60, spread=0.1)
    proposal = await planted.one()
    assert (proposal.code, proposal.norm_minutes, proposal.verdict.outcome) == ("A-1", 60, "raise")
    assert proposal.verdict.minutes == 90
    assert (proposal.evidence.entries, proposal.evidence.people) == (200, 10)
    assert proposal.evidence.first_day == proposal.evidence.last_day == today()
    assert proposal.evidence.lower_quartile < proposal.evidence.median < proposal.evidence.upper_quartile
    assert Decimal("0.08") <= proposal.evidence.high_share <= Decimal("0.12")


async def test_only_norms_that_should_change_are_told_unless_asked_for(planted: Planted) -> None:
    await planted.plant("FITS", norm=90, spread=0.1)
    await planted.plant("HIGH", norm=140, spread=0.1)
    await planted.plant("FEW", norm=60, entries=12)
    await planted.plant("WILD", norm=60, entries=40, spread=0.9)
    await planted.learn()
    province = planted.province
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        changing = await queries.proposals(session, admin, on=today())
        abstained = await queries.proposals(session, admin, on=today(), outcomes=["too_few", "too_spread", "keep"])
    assert [(one.code, one.verdict.outcome, one.verdict.minutes) for one in changing] == [("HIGH-1", "lower", 90)]
    assert [(one.code, one.verdict.outcome) for one in abstained] == [
        ("FEW-1", "too_few"), ("FITS-1", "keep"), ("WILD-1", "too_spread"),
    ]  # fmt: skip


async def test_how_many_entries_are_enough_is_a_setting(planted: Planted) -> None:
    await planted.plant(entries=20, spread=0.05)
    assert (await planted.one()).verdict.outcome == "too_few"
    province = planted.province
    async with province.db.tenant(province.id) as session:
        await registry.change_settings(session, province.caller("admin"), learning_entries=20)
    assert (await planted.one()).verdict.outcome == "raise"


@pytest.mark.parametrize(
    "change",
    [
        "status = 'submitted'",
        "quality = 'rejected'",
        "minutes = 0",
        "work_item_version = 2",  # a product of another kind
    ],
)
async def test_only_verified_entries_of_the_present_product_count(planted: Planted, change: str) -> None:
    await planted.plant(entries=50, spread=0.05)
    await planted.change(
        "INSERT INTO work_item_version (tenant_id, work_item_id, version, status, valid_from, valid_to, name,"
        " search_key, sort_key, field, task_group, position_groups, norm_minutes, complexity, standard_score, output,"
        " product_unit) SELECT tenant_id, work_item_id, 2, 'superseded', date '2025-01-01', date '2025-02-01', name,"
        " search_key, sort_key, field, task_group, position_groups, 5, complexity, standard_score, output, 'trang'"
        " FROM work_item_version WHERE tenant_id = :tenant"
    )
    await planted.change(
        f"UPDATE work_entry SET {change} WHERE tenant_id = :tenant AND id IN"
        " (SELECT id FROM work_entry WHERE tenant_id = :tenant ORDER BY id LIMIT 13)"
    )
    assert (await planted.one()).evidence.entries == 37


async def test_entries_older_than_the_setting_do_not_count(planted: Planted) -> None:
    await planted.plant(entries=50)
    province = planted.province
    async with province.db.tenant(province.id) as session:
        await registry.ensure_months(session, today().replace(year=today().year - 1), 13)
    await planted.change(
        "UPDATE work_entry SET work_date = work_date - 40 WHERE tenant_id = :tenant AND id IN"
        " (SELECT id FROM work_entry WHERE tenant_id = :tenant ORDER BY id LIMIT 20)"
    )
    assert (await planted.one()).evidence.entries == 50
    async with province.db.tenant(province.id) as session:
        await registry.change_settings(session, province.caller("admin"), learning_days=40)
    assert (await planted.one()).evidence.entries == 30


async def test_position_groups_are_told_apart_where_they_are_large_enough(planted: Planted) -> None:
    await planted.plant(entries=60, spread=0, inflated=0)
    for code, group, entries in (("VT1", "professional", 30), ("VT2", "shared", 9)):
        await planted.change(
            f"WITH position AS (INSERT INTO job_position (tenant_id, id, code) VALUES (:tenant, uuidv7(), '{code}')"
            " RETURNING *), version AS (INSERT INTO job_position_version (tenant_id, job_position_id, version, status,"
            " valid_from, name, search_key, sort_key, position_group, rank, field, level, description)"
            f" SELECT tenant_id, id, 1, 'approved', date '2025-01-01', code, code, code, '{group}', 'chuyen_vien',"
            " 'tai_chinh', 'province', '{}' FROM position)"
            " UPDATE work_entry SET job_position_id = position.id, minutes = minutes * 2 FROM position WHERE"
            " work_entry.tenant_id = :tenant AND work_entry.id IN (SELECT id FROM work_entry WHERE tenant_id = :tenant"
            f" AND job_position_id IS NULL ORDER BY id LIMIT {entries})"
        )
    assert (await planted.one()).groups == {
        "": {"entries": 21, "lower": "90", "median": "90", "upper": "90"},
        "professional": {"entries": 30, "lower": "180", "median": "180", "upper": "180"},
    }


async def test_learning_again_replaces_what_was_learned_and_keeps_to_the_province(
    planted: Planted, other_province: Province
) -> None:
    await planted.plant(entries=40)
    assert [await planted.learn(), await planted.learn()] == [1, 1]
    await planted.change("DELETE FROM work_entry WHERE tenant_id = :tenant")
    assert await planted.learn() == 0
    other = Planted(other_province)
    await planted.plant("B", entries=40)
    assert await other.learn() == 0
    async with other_province.db.tenant(other_province.id) as session:
        assert await queries.proposals(session, other_province.caller("admin"), on=today()) == []


async def _versions(planted: Planted) -> list[WorkItemVersion]:
    async with planted.province.db.tenant(planted.province.id) as session:
        return list(await session.scalars(select(WorkItemVersion).order_by(WorkItemVersion.version)))


async def test_a_proposal_becomes_a_draft_and_the_norm_in_force_stays(planted: Planted) -> None:
    await planted.plant(spread=0.1)
    proposal = await planted.one()
    await planted.draft(proposal.work_item_id, 90)
    draft, present = await _versions(planted)
    assert (draft.version, draft.status, draft.norm_minutes, draft.base_version) == (0, "draft", 90, 1)
    assert (present.version, present.status, present.norm_minutes, present.valid_to) == (1, "approved", 60, None)
    for name in ("name", "field", "task_group", "complexity", "standard_score", "output", "product_unit"):
        assert getattr(draft, name) == getattr(present, name)
    async with planted.province.db.tenant(planted.province.id) as session:
        event = (await session.scalars(select(AuditEvent).where(AuditEvent.action == "draft_from_evidence"))).one()
    assert event.subject_id == proposal.work_item_id
    assert (event.data["norm"], event.data["proposed"], event.data["entries"]) == (60, 90, 200)


async def test_the_draft_is_approved_by_a_person_and_the_next_learning_finds_it_fits(planted: Planted) -> None:
    await planted.plant(spread=0.1)
    proposal = await planted.one()
    await planted.draft(proposal.work_item_id, 90)
    province = planted.province
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        await catalogue.approve(session, admin, ITEMS, proposal.work_item_id, today(), now=utc_now())
    after = await planted.one()
    assert (after.version, after.norm_minutes, after.verdict.outcome) == (2, 90, "keep")


async def test_a_draft_that_waits_is_not_written_over(planted: Planted) -> None:
    await planted.plant(spread=0.1)
    proposal = await planted.one()
    await planted.draft(proposal.work_item_id, 90)
    with pytest.raises(DraftWaiting):
        await planted.draft(proposal.work_item_id, 90)


async def test_only_what_is_proposed_now_can_be_drafted(planted: Planted) -> None:
    await planted.plant("A", spread=0.1)
    await planted.plant("FITS", norm=90, spread=0.1)
    raised, fitting = await planted.learned()
    with pytest.raises(ProposalChanged):
        await planted.draft(raised.work_item_id, 95)
    with pytest.raises(NothingProposed):
        await planted.draft(fitting.work_item_id, 90)
    with pytest.raises(NotFound):
        await planted.draft(uuid7(), 90)
    assert {row.status for row in await _versions(planted)} == {"approved"}


@pytest.mark.parametrize("who", ["province_head", "agency_head", "division_head", "cadre1"])
async def test_proposals_are_for_the_administrator(planted: Planted, who: str) -> None:
    await planted.plant(entries=40)
    proposal = await planted.one()
    province = planted.province
    with pytest.raises(Forbidden):
        async with province.db.tenant(province.id) as session:
            await queries.proposals(session, province.caller(who), on=today())
    with pytest.raises(Forbidden):
        await planted.draft(proposal.work_item_id, proposal.verdict.minutes or 0, who)
    assert len(await _versions(planted)) == 1


async def test_the_schedule_asks_every_province_to_learn(planted: Planted) -> None:
    await periodic.learn_norms(planted.province.db)
    async with planted.province.db.tenant(planted.province.id) as session:
        asked = await session.scalar(
            text("SELECT count(*) FROM outbox WHERE tenant_id = :t AND job = 'learn_norms'"), {"t": planted.province.id}
        )
    assert asked == 1


async def test_the_command_learns_and_tells_proposals_with_their_reasons(
    planted: Planted, app_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database_url=SecretStr(app_url), state=tmp_path)
    monkeypatch.setattr(commands, "get_settings", lambda: settings)
    await planted.plant("A", spread=0.1)
    await planted.plant("FITS", norm=90, spread=0.1)
    app = typer.Typer()
    app.command()(commands.norms_learn)

    async def run(*words: str) -> str:
        done = await asyncio.to_thread(CliRunner().invoke, app, ["--tenant", planted.province.slug, *words])
        assert done.exit_code == 0, done.output
        return done.output

    told = await run()
    assert "A-1: 60 → 90" in told
    assert "Đề xuất nâng định mức lên 90 phút." in told
    assert "FITS" not in told
    lines = [json.loads(line) for line in (await run("--json", "--all")).splitlines()]
    assert [(line["code"], line["outcome"], line["proposed"]) for line in lines] == [
        ("A-1", "raise", 90), ("FITS-1", "keep", None),
    ]  # fmt: skip
    assert lines[0]["entries"] == 200
