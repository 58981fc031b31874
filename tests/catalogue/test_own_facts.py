"""Facts of a province's own on items and positions: kept by version, completed where they lack, carried by Excel."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import python_calamine
from sqlalchemy import select

from kernel.errors import BadInput, Forbidden
from tenants.audit.models import AuditEvent
from tenants.catalogue import actions, queries
from tenants.catalogue.contents import ItemContent, flat_item, flat_position, item_of, position_of
from tenants.catalogue.errors import FactSaid, NotInForce
from tenants.catalogue.excel.reading import ItemRow, PositionRow
from tenants.catalogue.excel.sheets import Choices
from tenants.catalogue.excel.writing import write_items, write_positions
from tenants.catalogue.exports import export_items, export_positions
from tenants.catalogue.imports import ImportResult, Upload, import_items, import_positions
from tenants.catalogue.models import WorkItemVersion
from tenants.catalogue.records import ITEMS, POSITIONS
from tests.catalogue.conftest import ITEM, POSITION, UNIT_ITEM, Catalogue
from tests.fixtures_tenant import Province

SAYING = replace(ITEM, attributes={"level": "c1", "base": "12.50"})


async def revise(catalogue: Catalogue, item_id: UUID, content: ItemContent) -> WorkItemVersion:
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        return await actions.revise_item(session, province.caller("admin"), item_id, content, now=catalogue.now)


async def approve(catalogue: Catalogue, item_id: UUID, days: int) -> None:
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        who = province.caller("admin")
        await actions.approve(session, who, ITEMS, item_id, catalogue.day(days), now=catalogue.now)


async def complete(
    catalogue: Catalogue, item_id: UUID, facts: Mapping[str, str], days: int = 0, by: str = "admin"
) -> WorkItemVersion:
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        who = province.caller(by)
        return await actions.complete(session, who, ITEMS, item_id, facts, catalogue.day(days), now=catalogue.now)


async def said(catalogue: Catalogue, item_id: UUID) -> list[tuple[int, dict[str, str]]]:
    return [(row.version, row.attributes) for row in await catalogue.versions(item_id)]


async def load(catalogue: Catalogue, data: bytes, days: int = 1) -> ImportResult:
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        upload = Upload(data, catalogue.day(days), False, catalogue.now)
        return await import_items(session, province.caller("admin"), upload)


async def test_a_draft_that_says_nothing_of_own_facts_keeps_them(catalogue: Catalogue) -> None:
    item = await catalogue.item("TC-1", SAYING)
    assert (await revise(catalogue, item, replace(ITEM, norm_minutes=60))).attributes == SAYING.attributes
    changed = replace(ITEM, attributes={"level": "c2"})
    assert (await revise(catalogue, item, changed)).attributes == {"level": "c2"}
    assert (await revise(catalogue, item, replace(ITEM, norm_minutes=90))).attributes == {"level": "c2"}
    await approve(catalogue, item, 1)
    assert await said(catalogue, item) == [(1, SAYING.attributes), (2, {"level": "c2"})]
    assert (await revise(catalogue, item, replace(ITEM, attributes={}))).attributes == {}


def test_own_facts_survive_what_the_national_template_changes() -> None:
    position = replace(POSITION, attributes={"position": "c1.3"})
    changed = {**flat_item(SAYING), "norm_minutes": 60}
    assert item_of(changed) == replace(SAYING, norm_minutes=60)
    assert position_of(flat_position(position)) == position


@pytest.mark.parametrize(
    "facts",
    [{"Level": "c1"}, {"": "c1"}, {"x" * 41: "c1"}, {"level": ""}, {"level": "c 1"}, {"level": "1,5"},
     {"level": "x" * 61}, {"level": "mười"}, {f"f{number}": "1" for number in range(41)}],
)  # fmt: skip
async def test_own_facts_are_names_and_values_as_norm_packages_write_them(
    catalogue: Catalogue, facts: dict[str, str]
) -> None:
    with pytest.raises(BadInput) as caught:
        await catalogue.item("TC-1", replace(ITEM, attributes=facts))
    assert caught.value.path == ("attributes",)


async def test_what_a_version_left_out_is_added_even_for_days_past_and_never_changed(catalogue: Catalogue) -> None:
    item = await catalogue.item("TC-1", SAYING, since=catalogue.day(-9))
    await revise(catalogue, item, replace(ITEM, attributes={"level": "c2", "unit": "a"}))
    await approve(catalogue, item, 0)
    await revise(catalogue, item, replace(ITEM, norm_minutes=60))
    done = await complete(catalogue, item, {"base": " 12.50 ", "product": "sp1"}, days=-3)
    assert done.version == 1
    assert await said(catalogue, item) == [
        (0, {"base": "12.50", "level": "c2", "product": "sp1", "unit": "a"}),
        (1, {"base": "12.50", "level": "c1", "product": "sp1"}),
        (2, {"level": "c2", "unit": "a"}),
    ]
    with pytest.raises(FactSaid, match="level"):
        await complete(catalogue, item, {"level": "c3", "product": "sp1"}, days=-3)
    with pytest.raises(NotInForce):
        await complete(catalogue, item, {"level": "c1"}, days=-10)
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        trail = await session.scalars(select(AuditEvent).where(AuditEvent.action == "complete"))
        assert [row.data["attributes"] for row in trail] == [{"base": "12.50", "product": "sp1"}]


async def test_a_units_own_items_are_completed_by_its_head_and_common_ones_are_not(catalogue: Catalogue) -> None:
    common = await catalogue.item("TC-1")
    own = await catalogue.item("STC-01", UNIT_ITEM, owner="department")
    assert (await complete(catalogue, own, {"level": "c1"}, by="agency_head")).attributes == {"level": "c1"}
    with pytest.raises(Forbidden):
        await complete(catalogue, common, {"level": "c1"}, by="agency_head")
    with pytest.raises(Forbidden):
        await complete(catalogue, own, {"base": "1"}, by="cadre1")


async def test_the_log_finds_the_facts_of_the_version_in_force_on_its_day(catalogue: Catalogue) -> None:
    item = await catalogue.item("TC-1", SAYING)
    await revise(catalogue, item, replace(ITEM, attributes={"level": "c2"}))
    await approve(catalogue, item, 1)
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        found = [await queries.item_in_force(session, item, catalogue.day(days)) for days in (0, 1)]
    assert [one.attributes if one else None for one in found] == [SAYING.attributes, {"level": "c2"}]


def headings(data: bytes, sheet: str) -> list[Any]:
    book = python_calamine.load_workbook(io.BytesIO(data))
    return book.get_sheet_by_name(sheet).to_python()[0]


def file_of(*rows: tuple[str, dict[str, str] | None]) -> bytes:
    lines = [ItemRow(0, code, replace(ITEM, attributes=facts), None) for code, facts in rows]
    return write_items(lines, Choices(), Province.opened)


async def test_an_export_has_a_column_for_each_own_fact_and_comes_back_without_a_change(catalogue: Catalogue) -> None:
    await catalogue.item("TC-1", SAYING)
    await catalogue.item("TC-2", replace(ITEM, attributes={"share": "1.000", "urgent": "true"}))
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        data = await export_items(session, province.caller("cadre1"), catalogue.today)
    assert headings(data, "Đầu việc")[-4:] == ["fact:base", "fact:level", "fact:share", "fact:urgent"]
    result = await load(catalogue, data)
    assert (result.unchanged, result.changed, result.error_count) == (2, 0, 0)


async def test_a_fact_without_its_column_stays_and_one_with_an_empty_cell_goes(catalogue: Catalogue) -> None:
    items = {code: await catalogue.item(code, SAYING) for code in ("TC-1", "TC-2", "TC-3")}
    result = await load(catalogue, file_of(("TC-1", {"level": "c4"}), ("TC-2", {}), ("TC-3", {"level": "c1"})))
    assert [(change.code, change.fields) for change in result.changes] == [
        ("TC-1", ("attributes.level",)),
        ("TC-2", ("attributes.level",)),
    ]
    assert [(await said(catalogue, item))[-1] for item in items.values()] == [
        (2, {"base": "12.50", "level": "c4"}),
        (2, {"base": "12.50"}),
        (1, SAYING.attributes),
    ]


async def test_positions_carry_own_facts_through_excel_too(catalogue: Catalogue) -> None:
    province, row = catalogue.province, PositionRow(0, "VT-1", replace(POSITION, attributes={"position": "c1.3"}))
    names = {"NL-TCTH": "Tổ chức", "NL-DDBL": "Đạo đức"}
    async with province.db.tenant(province.id) as session:
        who, data = province.caller("admin"), write_positions([row], Choices(), names, catalogue.today)
        written = await import_positions(session, who, Upload(data, catalogue.today, False, catalogue.now))
        assert (written.new, written.error_count) == (1, 0)
        exported = await export_positions(session, who, catalogue.today)
        later = Upload(exported, catalogue.today + timedelta(days=1), False, catalogue.now)
        assert (await import_positions(session, who, later)).unchanged == 1
    assert headings(exported, "Vị trí việc làm")[-1] == "fact:position"


async def test_a_position_is_completed_and_its_facts_are_found_on_their_day(catalogue: Catalogue) -> None:
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        who = province.caller("admin")
        row = await actions.propose_position(session, who, "VT-1", POSITION, now=catalogue.now)
        await actions.approve(session, who, POSITIONS, row.job_position_id, catalogue.day(-2), now=catalogue.now)
        facts, day = {"position": "staff"}, catalogue.day(-1)
        await actions.complete(session, who, POSITIONS, row.job_position_id, facts, day, now=catalogue.now)
        found = [
            await queries.position_attributes(session, row.job_position_id, catalogue.day(days)) for days in (-3, -1, 5)
        ]
    assert found == [{}, facts, facts]
