"""Sheets: made for everybody, kept right, refreshed from scores, and every figure with what is behind it."""

from decimal import Decimal

import pytest
from sqlalchemy import select, update

from kernel.errors import Refusal
from kernel.ids import uuid7
from tenants.evaluation.models import Sheet
from tenants.organisation.models import Appointment, Person
from tenants.scoring import facts
from tenants.scoring.models import MonthFact
from tests.evaluation.conftest import Cycle, make_cycle
from tests.fixtures_tenant import PEOPLE
from tests.worklogs.conftest import Log


async def test_everybody_the_period_evaluates_has_one_sheet_and_making_again_changes_nothing(cycle: Cycle) -> None:
    for who in PEOPLE:
        sheet = await cycle.sheet(who)
        assert (sheet.status, sheet.months) == ("open", [cycle.month])
    assert await cycle.make() == 0


async def test_a_sheet_knows_standing_unit_and_the_agency_whose_head_decides(cycle: Cycle) -> None:
    found = {}
    units = {unit_id: name for name, unit_id in cycle.province.units.items()}
    for who in PEOPLE:
        sheet = await cycle.sheet(who)
        found[who] = (sheet.standing, units[sheet.unit_id], units[sheet.agency_id])
    assert found == {
        "province_head": ("leader", "province", "province"),
        "agency_head": ("leader", "department", "province"),
        "agency_deputy": ("deputy", "department", "department"),
        "division_head": ("leader", "budget_division", "department"),
        "division_deputy": ("deputy", "price_division", "department"),
        "cadre1": ("staff", "budget_division", "department"),
        "cadre2": ("staff", "budget_division", "department"),
        "cadre3": ("staff", "price_division", "department"),
        "commune_head": ("leader", "commune", "province"),
        "commune_cadre": ("staff", "commune", "commune"),
    }


async def test_what_the_superior_scores_and_the_log_gives_make_the_total(cycle: Cycle) -> None:
    await cycle.work()
    await cycle.self_score("cadre1", "30")
    sheet = await cycle.opine("cadre1", "27.5")
    assert (sheet.status, sheet.general, sheet.total) == ("opined", Decimal("27.5"), None)
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total, sheet.class_by_points) == (Decimal(70), Decimal("97.5"), "HTXS")
    assert sheet.scores_used["outputs"]["a"] == "1"
    assert [one["revision"] for one in sheet.scores_used["months"]] == [1]
    assert sheet.log_facts["tasks"] == sheet.log_facts["done"] == 1


async def test_where_the_package_says_so_deputies_of_an_agency_are_ranked_by_the_agency_above(log: Log) -> None:
    before = "deputies_ranked_by: {value: own_agency"
    cycle = await make_cycle(log, {before: "deputies_ranked_by: {value: agency_above"})
    assert (await cycle.sheet("agency_deputy")).agency_id == cycle.province.units["province"]
    assert (await cycle.sheet("division_deputy")).agency_id == cycle.province.units["department"]


async def test_whoever_joins_later_gets_a_sheet_and_whoever_rises_is_followed(cycle: Cycle) -> None:
    province, newcomer = cycle.province, uuid7()
    async with cycle.session() as session:
        session.add(
            Person(
                tenant_id=province.id, id=newcomer, pin="056095100099", full_name="Mai Văn Mới", sort_key="moi",
                search_key="mai van moi", gender="male",
            )
        )  # fmt: skip
        await session.flush()
        session.add(
            Appointment(
                tenant_id=province.id, id=uuid7(), person_id=newcomer, unit_id=province.units["commune"], role="cadre",
                valid_from=cycle.month,
            )
        )  # fmt: skip
        await session.execute(
            update(Appointment)
            .where(Appointment.id == province.appointments["division_deputy"])
            .values(role="division_head")
        )
    assert await cycle.make() == 2
    assert (await cycle.sheet("division_deputy")).standing == "leader"
    async with cycle.session() as session:
        found = await session.scalar(select(Sheet.months).where(Sheet.person_id == newcomer))
    assert found == [cycle.month]


async def test_general_criteria_of_a_sheet_change_nowhere_else(cycle: Cycle) -> None:
    async def record(general: str | None) -> MonthFact:
        async with cycle.session() as session:
            return await facts.record_month(
                session,
                cycle.caller("division_head"),
                cycle.province.people["cadre1"],
                cycle.month,
                general=Decimal(general) if general else None,
                leave_days=Decimal(2),
                now=cycle.now,
            )
        raise AssertionError("a transaction swallows nothing")

    assert (await record("20")).general == 20
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "27")
    with pytest.raises(Refusal) as found:
        await record("30")
    assert found.value.code == "GENERAL_OF_SHEET"
    kept = await record(None)
    assert (kept.general, kept.leave_days) == (Decimal(27), Decimal(2))
