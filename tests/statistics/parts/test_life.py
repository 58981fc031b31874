"""A part's life over GraphQL and in the background: gathered, looked at, approved once, escalated when overdue."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from kernel.outbox import OutboxRow
from tenants.audit.models import AuditEvent
from tenants.registry import queries as registry
from tenants.statistics import parts
from tenants.statistics.models import StatisticsPart
from tenants.statistics.parts_format import Part
from tests.api.conftest import Api
from tests.fixtures_tenant import PEOPLE, Province
from tests.statistics.parts.conftest import Quarter
from workers.actors import JOBS

GATHER = """mutation ($input: GatherStatisticsInput!) {
  gatherStatistics(input: $input) { id period number reason people hash approveBy approvedAt }
}"""
APPROVE = """mutation ($input: ApproveStatisticsInput!) {
  approveStatistics(input: $input) { number approvedAt documentNumber approvedBy { fullName } }
}"""
PARTS = "{ statisticsParts { id number period people approveBy approvedAt } }"
PART = """query ($id: UUID!, $by: [PartBreakdown!]!) {
  statisticsPart(id: $id, by: $by) { part { number } counts { members people } figures }
}"""
OVERDUE = "{ overdueStatistics { days escalated part { period number } } }"


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


@pytest.fixture
async def tokens(quarter: Quarter, api: Api) -> dict[str, str]:
    names = ("province_head", "agency_head", "cadre1", "admin")
    return {name: await api.token(quarter.province, name) for name in names}


async def gathered(api: Api, token: str, period: str, reason: str | None = None) -> dict[str, Any]:
    answer = await api.ask(token, GATHER, input={"period": period, "reason": reason})
    found: dict[str, Any] = answer["data"]["gatherStatistics"]
    return found


async def test_from_gathering_to_the_approval(quarter: Quarter, api: Api, tokens: dict[str, str]) -> None:
    head, admin = tokens["province_head"], tokens["admin"]
    first = await gathered(api, admin, quarter.period)
    assert (first["number"], first["people"], first["approvedAt"]) == (1, len(PEOPLE), None)
    assert first["approveBy"] == (quarter.last + timedelta(days=30)).isoformat()
    again = {"period": quarter.period, "reason": "Bổ sung quyết định của Sở Tài chính"}
    assert code(await api.ask(admin, GATHER, input={"period": quarter.period})) == "STATISTICS_REASON_MISSING"
    assert code(await api.ask(admin, GATHER, input=again)) == "STATISTICS_UNCHANGED"
    await quarter.office.sheet("cadre1", "75")
    await quarter.office.decide_all()
    second = await gathered(api, head, **again)
    assert (second["number"], second["reason"]) == (2, again["reason"])
    assert second["hash"] != first["hash"]

    seen = (await api.ask(head, PART, id=second["id"], by=["LEVEL", "CLASS"]))["data"]["statisticsPart"]
    assert seen["counts"] == [
        {"members": ["communal", "none"], "people": 2},
        {"members": ["provincial", "HTT"], "people": 1},
        {"members": ["provincial", "none"], "people": 7},
    ]
    assert set(seen["figures"]) == {"work", "bodies", "coverage", "honesty", "staffing", "index"}

    approval = {"partId": first["id"], "documentNumber": "15/BC-UBND"}
    assert code(await api.ask(head, APPROVE, input=approval)) == "STATISTICS_NEWER_PART"
    approval["partId"] = second["id"]
    assert code(await api.ask(admin, APPROVE, input=approval)) == "FORBIDDEN"
    done = (await api.ask(head, APPROVE, input=approval))["data"]["approveStatistics"]
    assert (done["documentNumber"], done["approvedBy"]) == ("15/BC-UBND", {"fullName": PEOPLE["province_head"][0]})
    assert code(await api.ask(head, APPROVE, input=approval)) == "STATISTICS_APPROVED"
    listed = (await api.ask(admin, PARTS))["data"]["statisticsParts"]
    assert [(one["number"], one["approvedAt"] is not None) for one in listed] == [(2, True), (1, False)]
    assert await trail(quarter) == ["gathered", "gathered", "approved"]


async def trail(quarter: Quarter) -> list[str]:
    """What was put on the trail of parts."""
    async with quarter.province.db.tenant(quarter.province.id) as session:
        found = await session.scalars(
            select(AuditEvent.action).where(AuditEvent.subject == parts.SUBJECT).order_by(AuditEvent.id)
        )
        return list(found)


async def test_counts_are_for_those_whose_duty_is_the_province(
    quarter: Quarter, api: Api, tokens: dict[str, str], other_province: Province
) -> None:
    row = await quarter.kept()
    for name in ("agency_head", "cadre1"):
        assert code(await api.ask(tokens[name], PARTS)) == "FORBIDDEN"
    for name in ("agency_head", "cadre1", "admin"):
        assert code(await api.ask(tokens[name], PART, id=str(row.id), by=[])) == "FORBIDDEN"
    stranger = await api.token(other_province, "province_head")
    assert (await api.ask(stranger, PARTS))["data"]["statisticsParts"] == []
    assert code(await api.ask(stranger, PART, id=str(row.id), by=[])) == "NOT_FOUND"
    approval = {"partId": str(row.id), "documentNumber": "1/BC"}
    assert code(await api.ask(stranger, APPROVE, input=approval)) == "NOT_FOUND"


async def test_only_periods_that_exist_and_are_over(quarter: Quarter, api: Api, tokens: dict[str, str]) -> None:
    head, today = tokens["province_head"], quarter.province.today
    running = f"{today.year}-Q{(today.month + 2) // 3}"
    assert code(await api.ask(head, GATHER, input={"period": running})) == "STATISTICS_PERIOD_NOT_OVER"
    for period in ("2026-Q5", "2026-08", "tất cả"):
        assert code(await api.ask(head, GATHER, input={"period": period})) == "UNKNOWN_STATISTICS_PERIOD"
    row = await quarter.kept()
    by = ["BODY", "BODY"]
    assert code(await api.ask(head, PART, id=str(row.id), by=by)) == "BAD_INPUT"


async def test_a_kept_part_reads_back_as_it_was_gathered_and_is_never_changed(quarter: Quarter) -> None:
    await quarter.office.sheets(["75", "40.25"])
    await quarter.office.decide_all()
    await quarter.day("cadre1", quarter.first)
    part, row = await quarter.gathered(), await quarter.kept()
    assert Part.of_row(row).columns() == part.columns()
    assert row.content_hash == part.content_hash == Part.of_row(row).content_hash
    for change in ("cells = '[]'", "number = 7", "approved_by = NULL, reason = 'x'"):
        with pytest.raises(DBAPIError, match="never changed"):
            async with quarter.province.db.tenant(quarter.province.id) as session:
                await session.execute(text(f"UPDATE statistics_part SET {change}"))


async def test_the_program_gathers_once_everything_is_decided_or_the_day_is_near(quarter: Quarter) -> None:
    province, due = quarter.province, quarter.last + timedelta(days=30)
    far = due - parts.NEAR - timedelta(days=1)
    async with province.db.tenant(province.id) as session:
        assert await parts.ask_to_gather(session, far) == []
        assert await parts.ask_to_gather(session, due - parts.NEAR) == [quarter.period]
    await quarter.office.change_period(status="finished")
    async with province.db.tenant(province.id) as session:
        assert await parts.ask_to_gather(session, far) == [quarter.period]
        asked = await session.scalars(select(OutboxRow.args).where(OutboxRow.job == parts.GATHER))
    assert list(asked) == [{"period": quarter.period}] * 2
    job = next(job for job in JOBS if job.name == parts.GATHER)
    done = []
    for _ in range(2):
        async with province.db.tenant(province.id) as session:
            done.append(await job.run(session, period=quarter.period))
    assert done == [1, 0]
    async with province.db.tenant(province.id) as session:
        assert await parts.ask_to_gather(session, province.today) == []
        assert await session.scalar(select(func.count()).select_from(StatisticsPart)) == 1
        assert (await registry.tenant(session)).kind == "province"


async def test_a_province_without_the_period_has_nothing_to_report(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        assert await parts.ask_to_gather(session, province.today) == []


async def test_an_overdue_approval_is_listed_and_escalated_once(
    quarter: Quarter, api: Api, tokens: dict[str, str]
) -> None:
    row = await quarter.kept()
    province, late = quarter.province, row.approve_by + timedelta(days=3)
    caller = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        assert await parts.overdue(session, caller, today=row.approve_by) == []
        assert await parts.escalate(session, row.approve_by) == 0
        assert [(one.days, one.escalated) for one in await parts.overdue(session, caller, today=late)] == [(3, False)]
        assert [await parts.escalate(session, late) for _ in range(2)] == [1, 0]
        assert [one.escalated for one in await parts.overdue(session, caller, today=late)] == [True]
    assert await trail(quarter) == ["gathered", "escalated"]
    shown = (await api.ask(tokens["admin"], OVERDUE))["data"]["overdueStatistics"]
    today = province.today
    expected = [{"days": (today - row.approve_by).days, "escalated": True, "part": {"period": row.period, "number": 1}}]
    assert shown == (expected if today > row.approve_by else [])
    assert code(await api.ask(tokens["cadre1"], OVERDUE)) == "FORBIDDEN"
    approval = {"partId": str(row.id), "documentNumber": "15/BC-UBND"}
    assert "errors" not in await api.ask(tokens["province_head"], APPROVE, input=approval)
    async with province.db.tenant(province.id) as session:
        assert await parts.overdue(session, caller, today=late) == []
