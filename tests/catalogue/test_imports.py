"""Importing into a province: a proposal first, then all rows or none; an export comes back without a change."""

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import python_calamine
from sqlalchemy import func, select

from kernel.errors import Forbidden
from tenants.audit.models import AuditEvent
from tenants.catalogue import actions, queries
from tenants.catalogue.errors import NotAnExcelFile
from tenants.catalogue.excel.reading import ItemRow, PositionRow
from tenants.catalogue.excel.sheets import Choices
from tenants.catalogue.excel.writing import write_items, write_positions
from tenants.catalogue.exports import export_items, export_positions
from tenants.catalogue.imports import ImportResult, Upload, import_items, import_positions
from tenants.catalogue.models import JobPositionVersion, WorkItem, WorkItemVersion
from tenants.catalogue.records import ITEMS, POSITIONS, frameworks
from tests.catalogue.conftest import ITEM, POSITION, UNIT_ITEM, Catalogue
from tests.fixtures_tenant import Province

NAMES = {"NL-TCTH": "Tổ chức", "NL-DDBL": "Đạo đức"}


def items_file(*rows: tuple[Any, ...]) -> bytes:
    """A file with these items: code, content, and the code of the owner if any."""
    lines = [ItemRow(0, row[0], row[1], row[2] if len(row) > 2 else None) for row in rows]
    return write_items(lines, Choices(), Province.opened)


async def load(catalogue: Catalogue, data: bytes, *, days: int = 0, dry_run: bool = False) -> ImportResult:
    """Import work items as the administrator."""
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        upload = Upload(data, catalogue.day(days), dry_run, catalogue.now)
        return await import_items(session, province.caller("admin"), upload)


async def export(catalogue: Catalogue, days: int = 0) -> bytes:
    """The items in force on a day, as a cadre exports them."""
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        return await export_items(session, province.caller("cadre1"), catalogue.day(days))


async def count(catalogue: Catalogue) -> int | None:
    """How many versions of work items there are."""
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        return await session.scalar(select(func.count()).select_from(WorkItemVersion))


def counts(result: ImportResult) -> tuple[int, int, int, bool]:
    return result.new, result.changed, result.unchanged, result.written


def places(result: ImportResult) -> Sequence[tuple[str | None, str]]:
    return [(error.cell, error.problem.vi) for error in result.errors]


async def test_an_export_of_the_national_catalogue_comes_back_without_a_change(national: Catalogue) -> None:
    data = await export(national)
    before = await count(national)
    result = await load(national, data, days=1)
    assert before is not None
    assert counts(result) == (0, 0, before, True)
    assert (result.error_count, result.changes) == (0, ())
    assert await count(national) == before
    assert await export(national) == data
    province = national.province
    async with province.db.tenant(province.id) as session:
        who = province.caller("admin")
        positions = await export_positions(session, who, national.today)
        again = await import_positions(session, who, Upload(positions, national.day(1), False, national.now))
        rows = await session.scalar(select(func.count()).select_from(JobPositionVersion))
        assert (again.new, again.changed, again.unchanged, again.error_count) == (0, 0, rows, 0)
        assert await export_positions(session, who, national.today) == positions


async def test_the_catalogue_of_one_province_goes_into_another(national: Catalogue, other_province: Province) -> None:
    other = Catalogue(other_province, national.now)
    await national.item("STC-01", UNIT_ITEM, owner="department")
    data = await export(national)
    result = await load(other, data)
    assert result.written
    assert result.new == await count(national)
    assert await export(other) == data


async def test_a_dry_run_says_what_would_change_and_writes_nothing(catalogue: Catalogue) -> None:
    await catalogue.item("TC-1")
    await catalogue.item("TC-2")
    data = items_file(("TC-1", ITEM), ("TC-2", replace(ITEM, norm_minutes=60, output="Tờ trình")), ("TC-3", ITEM))
    result = await load(catalogue, data, dry_run=True)
    assert counts(result) == (1, 1, 1, False)
    changed, new = result.changes
    assert (changed.code, changed.name, changed.fields) == ("TC-2", ITEM.name, ("norm_minutes", "output"))
    assert (new.code, len(new.fields)) == ("TC-3", 9)
    assert await count(catalogue) == 2


async def test_an_import_writes_versions_in_force_from_its_day_and_a_line_on_the_trail(catalogue: Catalogue) -> None:
    item_id = await catalogue.item("TC-1")
    changed = replace(ITEM, norm_minutes=60, standard_score=Decimal("62.5"))
    result = await load(catalogue, items_file(("TC-1", changed), ("TC-3", ITEM)), days=3)
    assert counts(result) == (1, 1, 0, True)
    first, second = await catalogue.versions(item_id)
    assert (first.status, first.valid_to, first.norm_minutes) == ("superseded", catalogue.day(3), 240)
    assert (second.status, second.valid_from, second.standard_score) == ("approved", catalogue.day(3), Decimal("62.5"))
    assert second.search_key == "tc 1 tham dinh du toan ngan sach"
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        [event] = await session.scalars(select(AuditEvent).where(AuditEvent.action == "import"))
        assert (event.subject, event.account_id) == ("work_item", catalogue.province.accounts["admin"])
        assert (event.data["new"], event.data["changed"], event.data["codes"]) == (1, 1, ["TC-1", "TC-3"])
        assert len(event.data["sha256"]) == 64
    assert counts(await load(catalogue, items_file(("TC-1", changed), ("TC-3", ITEM)), days=9)) == (0, 0, 2, True)


async def test_one_wrong_row_keeps_the_whole_file_out(catalogue: Catalogue) -> None:
    data = items_file(("TC-1", ITEM), ("TC-2", replace(ITEM, norm_minutes=0)), ("TC-3", replace(ITEM, field="la")))
    result = await load(catalogue, data)
    assert counts(result) == (1, 0, 0, False)
    assert result.error_count == 2
    assert places(result) == [
        ("F3", "Giá trị không dùng được"),
        ("C4", "Không có giá trị “la” trong danh sách"),
    ]
    assert await count(catalogue) == 0


async def test_owners_are_named_by_code_and_fit_the_task_group(catalogue: Catalogue) -> None:
    await catalogue.item("C-1", UNIT_ITEM, owner="department")
    data = items_file(
        ("C-1", UNIT_ITEM, "STC"),
        ("C-2", UNIT_ITEM, "STC-NS"),
        ("C-3", UNIT_ITEM),
        ("C-4", ITEM, "STC"),
        ("C-5", UNIT_ITEM, "XYZ"),
    )
    result = await load(catalogue, data)
    assert places(result) == [
        ("K4", "Nhóm nhiệm vụ và đơn vị sở hữu không khớp"),
        ("K5", "Nhóm nhiệm vụ và đơn vị sở hữu không khớp"),
        ("K6", "Không có đơn vị mã “XYZ”"),
    ]
    assert (result.unchanged, result.new) == (1, 1)
    result = await load(catalogue, items_file(("C-1", UNIT_ITEM, "STC-NS")))
    assert places(result) == [("K2", "Đầu việc này thuộc đơn vị khác trong danh mục")]
    assert counts(await load(catalogue, items_file(("C-2", UNIT_ITEM, "STC-NS")))) == (1, 0, 0, True)
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        owner = await session.scalar(select(WorkItem.owner_unit_id).where(WorkItem.code == "C-2"))
    assert owner == catalogue.province.units["budget_division"]


async def test_a_day_too_early_or_a_waiting_draft_is_an_error_of_its_row(catalogue: Catalogue) -> None:
    province, changed = catalogue.province, replace(ITEM, norm_minutes=60)
    await catalogue.item("TC-1", since=catalogue.day(5))
    await catalogue.item("TC-2", since=catalogue.day(-9))
    drafted = await catalogue.item("TC-3")
    await catalogue.item("TC-4", since=catalogue.day(-9))
    async with province.db.tenant(province.id) as session:
        await actions.revise_item(session, province.caller("admin"), drafted, changed, now=catalogue.now)
    data = items_file(*((code, changed) for code in ("TC-1", "TC-2", "TC-3")), ("TC-4", ITEM))
    result = await load(catalogue, data, days=-2)
    assert [error.cell for error in result.errors] == ["A2", "A3", "A4"]
    assert [error.problem.en.split(";")[0] for error in result.errors] == [
        f"TC-1 already has a version in force from {catalogue.day(5):%d/%m/%Y}",
        "The catalogue of past days does not change",
        "A draft of TC-3 waits for a decision",
    ]
    assert (result.unchanged, result.written) == (1, False)


async def test_an_item_that_had_ended_comes_back_by_import(catalogue: Catalogue) -> None:
    province = catalogue.province
    item_id = await catalogue.item("TC-1", since=catalogue.day(-9))
    async with province.db.tenant(province.id) as session:
        await actions.end(session, province.caller("admin"), ITEMS, item_id, catalogue.day(2), now=catalogue.now)
    assert counts(await load(catalogue, items_file(("TC-1", ITEM)), days=6)) == (0, 1, 0, True)
    first, second = await catalogue.versions(item_id)
    assert (first.valid_to, second.valid_from) == (catalogue.day(2), catalogue.day(6))


async def test_an_unchanged_export_changes_nothing_although_a_change_or_an_end_is_planned(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    changing, ending = await catalogue.item("TC-1"), await catalogue.item("TC-2")
    async with province.db.tenant(province.id) as session:
        await actions.revise_item(session, admin, changing, replace(ITEM, norm_minutes=60), now=catalogue.now)
        await actions.approve(session, admin, ITEMS, changing, catalogue.day(20), now=catalogue.now)
        await actions.end(session, admin, ITEMS, ending, catalogue.day(20), now=catalogue.now)
    assert counts(await load(catalogue, await export(catalogue), days=10)) == (0, 0, 2, True)
    assert [row.valid_to for row in await catalogue.versions(ending)] == [catalogue.day(20)]


async def test_positions_are_imported_with_their_frameworks(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    leaner = replace(POSITION, competencies={"NL-TCTH": 4})

    def file(**contents: Any) -> bytes:
        rows = [PositionRow(0, code.replace("_", "-"), content) for code, content in contents.items()]
        return write_positions(rows, Choices(), NAMES, province.opened)

    async with province.db.tenant(province.id) as session:
        first = Upload(file(VT_1=POSITION, VT_2=POSITION), catalogue.day(0), False, catalogue.now)
        result = await import_positions(session, admin, first)
        assert counts(result) == (2, 0, 0, True)
        second = Upload(file(VT_1=leaner, VT_2=POSITION), catalogue.day(4), False, catalogue.now)
        result = await import_positions(session, admin, second)
        assert counts(result) == (0, 1, 1, True)
        assert [change.fields for change in result.changes] == [("competencies.NL-TCTH", "competencies.NL-DDBL")]
        listing = await queries.positions(session, admin, queries.PositionFilter(catalogue.day(4)))
        rows = {row[0].code: row[1] for row in await session.execute(listing.rows)}
        key = rows["VT-1"].job_position_id
        assert (rows["VT-1"].version, rows["VT-2"].version) == (2, 1)
        assert await frameworks(session, {key: 2}) == {(key, 2): {"NL-TCTH": 4}}
        history = await queries.history(session, admin, POSITIONS, key)
        assert [row.valid_to for row in history] == [None, catalogue.day(4)]
        unknown = replace(POSITION, competencies={"NL-XYZ": 2})
        third = Upload(file(VT_3=unknown), catalogue.day(4), False, catalogue.now)
        result = await import_positions(session, admin, third)
        assert [(error.sheet, error.cell, error.column) for error in result.errors] == [
            ("Khung năng lực", "B2", "Mã năng lực")
        ]
        assert not result.written


async def test_an_empty_file_changes_nothing_and_what_it_does_not_name_stays(catalogue: Catalogue) -> None:
    item_id = await catalogue.item("TC-1")
    assert counts(await load(catalogue, items_file())) == (0, 0, 0, True)
    assert [row.status for row in await catalogue.versions(item_id)] == ["approved"]


async def test_only_the_administrator_imports_and_a_wrong_file_is_refused(catalogue: Catalogue) -> None:
    province = catalogue.province
    upload = Upload(items_file(("TC-1", ITEM)), catalogue.today, False, catalogue.now)
    async with province.db.tenant(province.id) as session:
        for who in ("province_head", "agency_head", "cadre1"):
            with pytest.raises(Forbidden):
                await import_items(session, province.caller(who), upload)
            with pytest.raises(Forbidden):
                await import_positions(session, province.caller(who), upload)
        with pytest.raises(NotAnExcelFile):
            await import_items(session, province.caller("admin"), replace(upload, data=b"hello"))
    assert await count(catalogue) == 0


async def test_an_export_holds_what_is_in_force_on_its_day(catalogue: Catalogue) -> None:
    await catalogue.item("TC-2", replace(ITEM, name="=1+1"), since=catalogue.day(-3))
    await catalogue.item("TC-1", since=catalogue.day(3))
    for days, expected in ((-4, []), (0, ["TC-2"]), (3, ["TC-1", "TC-2"])):
        book = python_calamine.load_workbook(io.BytesIO(await export(catalogue, days)))
        rows = book.get_sheet_by_name("Đầu việc").to_python()[1:]
        assert [row[0] for row in rows] == expected
    assert rows[1][1] == "=1+1"
