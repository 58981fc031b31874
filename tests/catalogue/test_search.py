"""Finding work items and job positions: with and without diacritics, by filters, and in the author's own order."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from kernel.errors import Forbidden
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.catalogue import actions, queries
from tenants.catalogue.models import WorkItemVersion
from tenants.catalogue.queries import ItemFilter, Listing, PositionFilter
from tenants.catalogue.records import POSITIONS
from tenants.organisation.models import Appointment
from tests.catalogue.conftest import ITEM, POSITION, UNIT_ITEM, Catalogue
from tests.fixtures_tenant import Province

NAMES = {
    "B-1": "Ấn định lịch tiếp công dân",
    "B-2": "Báo cáo tổng hợp tình hình thu ngân sách",
    "B-3": "Đánh giá, xếp loại viên chức",
    "B-4": "Trả lời kiến nghị của công dân",
    "B-5": "Tờ trình phê duyệt dự toán",
    "B-6": "Tổ chức hội nghị tổng kết",
}


@pytest.fixture
async def filled(catalogue: Catalogue) -> Catalogue:
    """Six common items, and three that units own."""
    for code, name in NAMES.items():
        groups = ("leadership",) if code == "B-6" else ("shared",) if code == "B-1" else ("professional",)
        await catalogue.item(code, replace(ITEM, name=name, position_groups=groups))
    await catalogue.item("C-1", replace(UNIT_ITEM, name="Việc riêng của sở"), owner="department")
    await catalogue.item("C-2", replace(UNIT_ITEM, name="Việc riêng của phòng"), owner="budget_division")
    await catalogue.item("C-3", replace(UNIT_ITEM, name="Việc riêng của phòng giá"), owner="price_division")
    return catalogue


async def codes(catalogue: Catalogue, **wanted: Any) -> list[str]:
    """The codes of the items found, in order."""
    province = catalogue.province
    asked = ItemFilter(**{"on": catalogue.today, **wanted})
    async with province.db.tenant(province.id) as session:
        listing = await queries.items(session, province.caller("cadre1"), asked)
        return [row[0].code for row in await session.execute(listing.rows)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("công dân", ["B-1", "B-4"]),
        ("cong dan", ["B-1", "B-4"]),
        ("DAN CONG", ["B-1", "B-4"]),
        ("cô d", ["B-1", "B-4"]),
        ("danh gia", ["B-3"]),
        ("đánh giá, xếp", ["B-3"]),
        ("to trinh", ["B-5"]),
        ("tô", ["B-2", "B-5", "B-6"]),
        ("ong", []),
        ("b-4", ["B-4"]),
        ("%", ["B-1", "B-2", "B-3", "B-6", "B-5", "B-4", "C-2", "C-3", "C-1"]),
        ("n_an", []),
        ("ngân sách xyz", []),
    ],
)
async def test_words_are_found_from_their_beginning_in_any_order_with_or_without_diacritics(
    filled: Catalogue, text: str, found: list[str]
) -> None:
    assert sorted(await codes(filled, text=text)) == sorted(found)


async def test_items_come_in_the_order_of_the_vietnamese_alphabet(filled: Catalogue) -> None:
    assert (await codes(filled))[:6] == ["B-1", "B-2", "B-3", "B-6", "B-5", "B-4"]


async def test_filters_narrow_what_is_found(filled: Catalogue) -> None:
    units = filled.province.units
    await filled.item("A-1", replace(ITEM, name="Họp giao ban", task_group="A", field="chung"))
    await filled.item("F-1", replace(ITEM, name="Việc của năm sau", field="chung"), since=filled.day(40))
    assert await codes(filled, field="chung") == ["A-1"]
    assert await codes(filled, field="chung", on=filled.day(40)) == ["A-1", "F-1"]
    assert await codes(filled, task_group="A") == ["A-1"]
    assert await codes(filled, position_group="leadership") == ["B-6"]
    assert await codes(filled, owner_unit_id=units["price_division"], with_common=False) == ["C-3"]
    assert await codes(filled, owner_unit_id=units["price_division"], task_group="C") == ["C-3"]
    assert len(await codes(filled, owner_unit_id=units["price_division"])) == 8
    assert await codes(filled, on=filled.day(-2)) == []


async def test_an_author_finds_common_items_and_those_of_the_units_above_the_own_group_first(
    filled: Catalogue,
) -> None:
    province, admin = filled.province, filled.province.caller("admin")
    post = province.appointments["cadre1"]
    expected = ["B-1", "B-2", "B-3", "B-6", "B-5", "B-4", "C-2", "C-1"]
    assert await codes(filled, appointment_id=post) == expected
    async with province.db.tenant(province.id) as session:
        position = await actions.propose_position(
            session, admin, "VT-1", replace(POSITION, position_group="shared"), now=filled.now
        )
        await actions.approve(session, admin, POSITIONS, position.job_position_id, filled.today, now=filled.now)
        await session.execute(
            update(Appointment).where(Appointment.id == post).values(job_position_id=position.job_position_id)
        )
    assert await codes(filled, appointment_id=post) == expected
    await filled.item("B-7", replace(ITEM, name="Xử lý văn bản đến", position_groups=("shared", "support")))
    assert await codes(filled, appointment_id=post) == ["B-1", "B-7", "B-2", "B-3", "B-6", "B-5", "B-4", "C-2", "C-1"]
    assert await codes(filled, appointment_id=post, text="viec rieng") == ["C-2", "C-1"]
    assert await codes(filled, appointment_id=uuid7(), text="viec rieng") == []


async def test_a_listing_can_be_paged_after_any_row(filled: Catalogue) -> None:
    province = filled.province
    await filled.item("B-8", replace(ITEM, name=NAMES["B-2"]))
    post = province.appointments["cadre1"]
    whole = await codes(filled, appointment_id=post)
    async with province.db.tenant(province.id) as session:
        asked = ItemFilter(on=filled.today, appointment_id=post)
        listing = await queries.items(session, province.caller("cadre1"), asked)
        paged: list[str] = []
        after: list[Any] | None = None
        while rows := (await session.execute(_page(listing, after).limit(2))).all():
            paged += [row[0].code for row in rows]
            after = [rows[-1]._mapping[f"key_{at}"] for at in range(len(listing.keys))]
    assert paged == whole
    assert len(whole) == len(set(whole)) == 9


def _page(listing: Listing, after: list[Any] | None) -> Any:
    return listing.rows if after is None else listing.rows.where(listing.after(after))


async def test_work_may_be_logged_on_common_items_and_those_of_the_own_line(filled: Catalogue) -> None:
    province = filled.province
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        found = await queries.items(session, admin, ItemFilter(on=filled.today))
        ids = {row[0].code: row[0].id for row in await session.execute(found.rows)}

        async def allowed(code: str, unit: str, days: int = 0) -> bool:
            day = filled.day(days)
            return await queries.item_for_work(session, ids[code], province.units[unit], day) is not None

        assert [await allowed("B-1", unit) for unit in ("commune", "budget_division")] == [True, True]
        assert [await allowed("C-1", unit) for unit in ("department", "budget_division", "province")] == [
            True,
            True,
            False,
        ]
        assert [await allowed("C-2", unit) for unit in ("department", "price_division")] == [False, False]
        assert not await allowed("B-1", "commune", -2)


async def test_positions_are_found_by_words_and_filters(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    made = {
        "VT-1": POSITION,
        "VT-2": replace(POSITION, name="Kế toán", position_group="shared", rank="can_su"),
        "VT-3": replace(POSITION, name="Chánh Văn phòng", position_group="leadership", field="van_phong", level="both"),
    }
    async with province.db.tenant(province.id) as session:
        for code, content in made.items():
            row = await actions.propose_position(session, admin, code, content, now=catalogue.now)
            await actions.approve(session, admin, POSITIONS, row.job_position_id, catalogue.today, now=catalogue.now)

        async def found(**wanted: Any) -> list[str]:
            asked = PositionFilter(on=catalogue.today, **wanted)
            listing = await queries.positions(session, province.caller("cadre1"), asked)
            return [row[0].code for row in await session.execute(listing.rows)]

        assert await found() == ["VT-3", "VT-1", "VT-2"]
        assert await found(text="ke toan") == ["VT-2"]
        assert await found(position_group="leadership") == ["VT-3"]
        assert await found(rank="chuyen_vien") == ["VT-3", "VT-1"]
        assert await found(field="tai_chinh", level="province") == ["VT-1", "VT-2"]
        ids = [
            row[0].id
            for row in await session.execute(
                (await queries.positions(session, admin, PositionFilter(catalogue.today))).rows
            )
        ]
        assert set(await queries.positions_in_force(session, ids, catalogue.today)) == set(ids)
        assert await queries.positions_in_force(session, ids, catalogue.day(-1)) == {}


async def test_drafts_are_listed_for_those_who_may_write_them(filled: Catalogue) -> None:
    province, now = filled.province, filled.now
    async with province.db.tenant(province.id) as session:
        owner = province.units["price_division"]
        await actions.propose_item(session, province.caller("agency_head"), "C-9", UNIT_ITEM, owner, now=now)
        await actions.propose_item(session, province.caller("admin"), "B-9", ITEM, None, now=now)
        await actions.propose_position(session, province.caller("admin"), "VT-9", POSITION, now=now)

        async def drafts(who: str) -> set[str]:
            listing = await queries.drafts_of_items(session, province.caller(who), now=now)
            return {row[0].code for row in await session.execute(listing.rows)}

        assert await drafts("admin") == {"B-9", "C-9"}
        assert await drafts("agency_head") == {"C-9"}
        assert await drafts("division_head") == set()
        assert await drafts("commune_head") == set()
        with pytest.raises(Forbidden):
            await drafts("cadre1")
        listing = await queries.drafts_of_positions(session, province.caller("admin"))
        assert [row[0].code for row in await session.execute(listing.rows)] == ["VT-9"]
        with pytest.raises(Forbidden):
            await queries.drafts_of_positions(session, province.caller("province_head"))


async def test_a_foreign_analyst_reads_no_catalogue(catalogue: Catalogue, other_province: Province) -> None:
    province = catalogue.province
    analyst = Caller(province.id, "ministry", uuid7())
    async with province.db.tenant(province.id) as session:
        for question in (
            queries.items(session, analyst, ItemFilter(catalogue.today)),
            queries.positions(session, analyst, PositionFilter(catalogue.today)),
            queries.competencies(session, analyst),
        ):
            with pytest.raises(Forbidden):
                await question
    item_id = await catalogue.item("TC-900")
    async with other_province.db.tenant(other_province.id) as session:
        listing = await queries.items(session, other_province.caller("admin"), ItemFilter(catalogue.today))
        assert (await session.execute(listing.rows)).all() == []
        assert await queries.items_in_force(session, [item_id], catalogue.today) == {}


async def test_an_item_in_force_keeps_what_the_work_log_snapshots(catalogue: Catalogue) -> None:
    item_id = await catalogue.item("TC-900", replace(ITEM, standard_score=Decimal("62.5")))
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        found = await queries.item_in_force(session, item_id, catalogue.today)
        row = await session.get_one(WorkItemVersion, (province.id, item_id, 1))
    assert found is not None
    assert (found.work_item_id, found.version, found.complexity) == (item_id, 1, "hard")
    assert (found.standard_score, found.owner_unit_id, found.product_unit) == (Decimal("62.5"), None, "báo cáo")
    assert row.search_key == "tc 900 tham dinh du toan ngan sach"
