"""Who is not ranked in a period: said by the competent head with a document, undone with a reason."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from kernel.errors import Forbidden
from kernel.ids import uuid7
from policies.authority import RoleHeld
from tenants.evaluation import ranking
from tenants.evaluation.models import Sheet
from tenants.organisation.models import Appointment, Delegation
from tenants.scoring.models import MonthScore
from tests.evaluation.conftest import Cycle
from tests.evaluation.test_steps import refused


async def mark(cycle: Cycle, who: str, by: str = "agency_head", document: str = "31/STC") -> Sheet:
    """Say that somebody is on maternity leave."""
    sheet = await cycle.sheet(who)
    async with cycle.session() as session:
        return await ranking.mark_not_ranked(
            session, cycle.caller(by), sheet.id, "maternity", document, None, now=cycle.now
        )


async def undo(cycle: Cycle, who: str, by: str = "agency_head") -> Sheet:
    """Take that back."""
    sheet = await cycle.sheet(who)
    async with cycle.session() as session:
        return await ranking.rank_again(session, cycle.caller(by), sheet.id, "Đã đi làm lại", now=cycle.now)


async def newest_total(cycle: Cycle, who: str) -> Decimal | None:
    """The total of somebody's month as scored last."""
    async with cycle.session() as session:
        row = await session.scalar(
            select(MonthScore)
            .where(MonthScore.person_id == cycle.province.people[who])
            .order_by(MonthScore.revision.desc())
            .limit(1)
        )
    assert row is not None
    return row.total


async def test_whoever_is_not_ranked_has_no_class_and_the_month_leaves_every_divisor(cycle: Cycle) -> None:
    await cycle.work()
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "27")
    await cycle.settle()
    assert await newest_total(cycle, "cadre1") == 97
    await mark(cycle, "cadre1")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.not_ranked, sheet.total, sheet.class_by_points, sheet.proposed_class) == (
        "maternity",
        None,
        None,
        None,
    )
    assert await newest_total(cycle, "cadre1") is None
    assert (await refused(cycle.self_score("cadre1"))).code == "NOT_RANKED_IN_PERIOD"
    await undo(cycle, "cadre1")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.not_ranked, sheet.total, sheet.class_by_points) == (None, Decimal(97), "HTXS")
    steps = [(one.kind, one.data.get("document_number")) for one in await cycle.events("cadre1")]
    assert ("not_ranked", "31/STC") in steps
    assert steps[-1][0] == "ranked"


async def test_only_the_head_of_the_sheets_agency_says_so(cycle: Cycle) -> None:
    with pytest.raises(Forbidden):
        await mark(cycle, "cadre1", by="division_head")
    assert (await refused(mark(cycle, "cadre1", by="commune_head"))).code == "NOT_FOUND"
    assert (await refused(mark(cycle, "cadre1", by="province_head"))).code == "NOT_COMPETENT_TO_RANK"
    assert (await refused(mark(cycle, "agency_head", by="agency_head"))).code == "NOT_FOUND"
    await mark(cycle, "agency_head", by="province_head")


async def test_a_delegate_says_so_only_where_the_delegation_is_of_ranking(cycle: Cycle) -> None:
    province, delegation = cycle.province, uuid7()
    async with cycle.session() as session:
        session.add(
            Delegation(
                tenant_id=province.id, id=delegation, appointment_id=province.appointments["agency_head"],
                delegate_id=province.people["agency_deputy"], valid_from=cycle.log.today,
                valid_to=cycle.log.today + timedelta(days=30), document_number="5/UQ", ranking=False,
            )
        )  # fmt: skip
    sheet = await cycle.sheet("cadre1")
    held = RoleHeld("acting_head", province.units["department"], province.paths["department"])
    deputy = cycle.caller("agency_deputy")
    acting = type(deputy)(**{**vars(deputy), "roles": (*deputy.roles, held)})

    async def marking() -> Sheet:
        async with cycle.session() as session:
            return await ranking.mark_not_ranked(session, acting, sheet.id, "training", "9/UQ", "Học", now=cycle.now)

    assert (await refused(marking())).code == "NOT_COMPETENT_TO_RANK"
    async with cycle.session() as session:
        await session.execute(update(Delegation).where(Delegation.id == delegation).values(ranking=True))
    await marking()
    event = (await cycle.events("cadre1"))[-1]
    assert (event.delegation_id, event.appointment_id) == (delegation, province.appointments["agency_head"])


async def test_a_mark_needs_a_document_and_is_made_and_undone_once(cycle: Cycle) -> None:
    assert (await refused(mark(cycle, "cadre1", document=" "))).code == "SHEET_TEXT"
    assert (await refused(undo(cycle, "cadre1"))).code == "IS_RANKED"
    await mark(cycle, "cadre1")
    assert (await refused(mark(cycle, "cadre1"))).code == "ALREADY_NOT_RANKED"


async def test_whoever_leaves_the_period_keeps_the_sheet_unranked_and_comes_back_to_it(cycle: Cycle) -> None:
    post = cycle.province.appointments["cadre1"]

    async def primary(value: bool) -> None:
        async with cycle.session() as session:
            await session.execute(update(Appointment).where(Appointment.id == post).values(is_primary=value))
        await cycle.make()
        await cycle.settle()

    await cycle.self_score("cadre1")
    await primary(False)
    sheet = await cycle.sheet("cadre1")
    assert (sheet.not_ranked, sheet.status) == ("left", "self_scored")
    await primary(True)
    assert (await cycle.sheet("cadre1")).not_ranked is None
    assert [one.kind for one in await cycle.events("cadre1")] == ["opened", "self_scored", "not_ranked", "ranked"]
