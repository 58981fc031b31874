"""Sheets: made for everybody, kept right, refreshed from scores, and every figure with what is behind it."""

from decimal import Decimal

from tests.evaluation.conftest import Cycle
from tests.fixtures_tenant import PEOPLE


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
