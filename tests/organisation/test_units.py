"""Units: opened, renamed, moved, merged and closed by date, while the past keeps its shape."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.organisation import queries, tree, units
from tenants.organisation.errors import (
    MissingText,
    RootStays,
    UnitChangedLater,
    UnitCodeTaken,
    UnitInOwnBranch,
    UnitNotEmpty,
    UnitNotOpen,
    UnknownCommune,
)
from tenants.organisation.units import NewUnit
from tests.fixtures_tenant import UNITS, Province

DAY = timedelta(days=1)
MOVED = date(2026, 3, 1)


async def shape(province: Province, on: date) -> dict[str, str | None]:
    """The tree on a day: each open unit's code with that of its parent."""
    async with province.db.tenant(province.id) as session:
        nodes = await tree.tree(session, province.caller("admin"), on)
    codes = {node.id: node.code for node in nodes}
    return {node.code: codes[node.parent_id] if node.parent_id else None for node in nodes}


async def codes_below(session: AsyncSession, province: Province, unit: str, on: date) -> list[str]:
    return [node.code for node in await tree.subtree(session, province.caller("admin"), province.units[unit], on)]


def codes(*names: str) -> list[str]:
    return [UNITS[name][0] for name in names]


async def test_the_tree_lists_each_unit_after_its_parent(province: Province) -> None:
    assert list((await shape(province, province.today)).items()) == [
        ("UBND", None),
        ("STC", "UBND"),
        ("STC-NS", "STC"),
        ("STC-GIA", "STC"),
        ("X-NT", "UBND"),
    ]
    assert await shape(province, province.opened - DAY) == {}


async def test_siblings_stand_by_position_and_then_by_vietnamese_name(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        for code, name, position in (
            ("A", "Phòng Ơ", 9),
            ("B", "Phòng O", 9),
            ("C", "Phòng Ô", 9),
            ("D", "Phòng Z", 8),
        ):
            new = NewUnit(code, name, "division", province.units["commune"], MOVED, position=position)
            await units.open_unit(session, province.caller("admin"), new)
        found = await tree.children(session, province.caller("admin"), province.units["commune"], MOVED)
    assert [node.code for node in found] == ["D", "B", "C", "A"]


async def test_a_unit_opens_on_its_first_day(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        new = NewUnit("X-NT-VP", " Văn  phòng ", "office", province.units["commune"], MOVED, establishment=12)
        unit_id = await units.open_unit(session, province.caller("admin"), new)
        node = await tree.unit(session, province.caller("admin"), unit_id, MOVED)
        assert await queries.unit_path(session, unit_id, MOVED - DAY) is None
    assert (node.name, node.establishment, node.depth) == ("Văn phòng", 12, 3)
    assert node.path == f"{province.paths['commune']}6."
    assert "X-NT-VP" not in await shape(province, MOVED - DAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": "STC"}, UnitCodeTaken),
        ({"code": "  "}, MissingText),
        ({"name": ""}, MissingText),
        ({"commune_code": "99999"}, UnknownCommune),
        ({"commune_code": "00004"}, UnknownCommune),
        ({"parent_id": uuid4()}, NotFound),
        ({"opened": date(2025, 6, 30)}, UnitNotOpen),
    ],
)
async def test_a_unit_that_cannot_be_is_refused(
    province: Province, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    fields = {"code": "NEW", "name": "Phòng mới", "kind": "division", "parent_id": province.units["department"]}
    new = NewUnit(**({"opened": MOVED} | fields | changes))  # type: ignore[arg-type] # of the fields' own types
    with pytest.raises(refusal):
        async with province.db.tenant(province.id) as session:
            await units.open_unit(session, province.caller("admin"), new)
    assert len(await shape(province, province.today)) == len(UNITS)


async def test_a_commune_carries_its_official_code(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        new = NewUnit(
            "X-BNT", "Phường Bắc Nha Trang", "commune", province.units["province"], MOVED, commune_code="22333"
        )
        unit_id = await units.open_unit(session, province.caller("admin"), new)
        assert (await tree.unit(session, province.caller("admin"), unit_id, MOVED)).commune_code == "22333"


async def test_a_new_name_holds_from_its_day_on(province: Province) -> None:
    unit_id = province.units["department"]
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        await units.rename_unit(session, admin, unit_id, "Sở Tài chính - Kế hoạch", MOVED)
        await units.set_establishment(session, admin, unit_id, 80, MOVED)
        before = await tree.unit(session, admin, unit_id, MOVED - DAY)
        after = await tree.unit(session, admin, unit_id, MOVED)
        assert len(await tree.history(session, admin, unit_id)) == 2, "changes of one day are one place"
    assert (before.name, after.name) == ("Sở Tài chính", "Sở Tài chính - Kế hoạch")
    assert (before.establishment, after.establishment) == (0, 80)
    assert before.path == after.path


async def test_a_moved_branch_keeps_its_old_places_before_the_day(province: Province) -> None:
    before = await shape(province, MOVED - DAY)
    async with province.db.tenant(province.id) as session:
        await units.move_unit(
            session, province.caller("admin"), province.units["department"], province.units["commune"], MOVED
        )
        assert await codes_below(session, province, "commune", MOVED - DAY) == codes("commune")
        assert await codes_below(session, province, "commune", MOVED) == codes(
            "commune", "department", "budget_division", "price_division"
        )
        assert await queries.unit_paths(session, province.units.values(), MOVED - DAY) == {
            province.units[name]: path for name, path in province.paths.items()
        }
        moved = await queries.unit_path(session, province.units["budget_division"], MOVED)
    assert moved == "1.5.2.3."
    assert await shape(province, MOVED - DAY) == before
    assert (await shape(province, MOVED))["STC"] == "X-NT"
    assert (await shape(province, MOVED))["STC-NS"] == "STC"


async def test_a_branch_moved_away_and_back_has_three_places(province: Province) -> None:
    admin, unit_id = province.caller("admin"), province.units["budget_division"]
    async with province.db.tenant(province.id) as session:
        await units.move_unit(session, admin, unit_id, province.units["commune"], MOVED)
        await units.move_unit(session, admin, unit_id, province.units["department"], MOVED + 30 * DAY)
        places = await tree.history(session, admin, unit_id)
    assert [(place.valid_from, place.valid_to) for place in places] == [
        (province.opened, MOVED),
        (MOVED, MOVED + 30 * DAY),
        (MOVED + 30 * DAY, None),
    ]
    assert places[0].path == places[2].path != places[1].path


async def test_a_move_on_the_day_of_another_replaces_it(province: Province) -> None:
    admin, unit_id = province.caller("admin"), province.units["department"]
    async with province.db.tenant(province.id) as session:
        await units.move_unit(session, admin, unit_id, province.units["commune"], MOVED)
        await units.move_unit(session, admin, unit_id, province.units["province"], MOVED)
        assert len(await tree.history(session, admin, unit_id)) == 2
        assert (
            await queries.unit_path(session, province.units["price_division"], MOVED)
            == province.paths["price_division"]
        )


@pytest.mark.parametrize("target", ["department", "budget_division"])
async def test_a_unit_cannot_move_into_its_own_branch(province: Province, target: str) -> None:
    with pytest.raises(UnitInOwnBranch):
        async with province.db.tenant(province.id) as session:
            await units.move_unit(
                session, province.caller("admin"), province.units["department"], province.units[target], MOVED
            )
    assert (await shape(province, province.today))["STC"] == "UBND"


async def test_the_tree_changes_in_the_order_of_time(province: Province) -> None:
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        await units.rename_unit(session, admin, province.units["price_division"], "Phòng Giá", MOVED)
        with pytest.raises(UnitChangedLater) as caught:
            await units.rename_unit(session, admin, province.units["price_division"], "Phòng khác", MOVED - DAY)
        assert caught.value.data == {"day": MOVED}
        with pytest.raises(UnitChangedLater):
            await units.move_unit(session, admin, province.units["department"], province.units["commune"], MOVED - DAY)


async def test_the_root_stays(province: Province) -> None:
    admin, root = province.caller("admin"), province.units["province"]
    async with province.db.tenant(province.id) as session:
        with pytest.raises(RootStays):
            await units.move_unit(session, admin, root, province.units["commune"], MOVED)
        with pytest.raises(RootStays):
            await units.merge_unit(session, admin, root, province.units["commune"], MOVED)
        with pytest.raises(RootStays):
            await units.close_unit(session, admin, root, MOVED)


async def test_a_unit_that_is_not_empty_is_not_closed(province: Province) -> None:
    with pytest.raises(UnitNotEmpty) as caught:
        async with province.db.tenant(province.id) as session:
            await units.close_unit(session, province.caller("admin"), province.units["department"], MOVED)
    assert caught.value.data == {"units": 2, "posts": 2}


async def test_an_empty_unit_closes_and_takes_nobody_after(province: Province) -> None:
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        unit_id = await units.open_unit(
            session, admin, NewUnit("TT", "Trung tâm", "centre", province.units["commune"], MOVED)
        )
        await units.close_unit(session, admin, unit_id, MOVED + 30 * DAY)
        with pytest.raises(UnitNotOpen):
            await units.rename_unit(session, admin, unit_id, "Trung tâm khác", MOVED + 40 * DAY)
        with pytest.raises(UnitNotOpen):
            await units.move_unit(session, admin, province.units["department"], unit_id, MOVED + 40 * DAY)
    assert "TT" in await shape(province, MOVED + 29 * DAY)
    assert "TT" not in await shape(province, MOVED + 30 * DAY)


@pytest.mark.parametrize("name", ["province_head", "agency_head", "cadre1"])
async def test_only_the_administrator_changes_the_tree(province: Province, name: str) -> None:
    before = await shape(province, province.today)
    with pytest.raises(Forbidden):
        async with province.db.tenant(province.id) as session:
            await units.move_unit(
                session, province.caller(name), province.units["department"], province.units["commune"], MOVED
            )
    assert await shape(province, province.today) == before


async def test_a_unit_of_another_province_does_not_exist_here(province: Province, other_province: Province) -> None:
    async def refused(unit_id: UUID) -> str:
        with pytest.raises(NotFound) as caught:
            async with province.db.tenant(province.id) as session:
                await units.rename_unit(session, province.caller("admin"), unit_id, "x", MOVED)
        return str(caught.value)

    assert await refused(other_province.units["department"]) == await refused(uuid4())


async def test_units_are_found_with_and_without_diacritics(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        for words in ("quản lý", "quan ly", "LY quan", "Phòng ly"):
            found = await tree.search_units(session, province.caller("cadre1"), words, province.today)
            assert [node.code for node in found] == codes("price_division", "budget_division"), words
        assert [
            node.code for node in await tree.search_units(session, province.caller("cadre1"), "STC", province.today)
        ] == ["STC"]
        assert await tree.search_units(session, province.caller("cadre1"), " %_ ", province.today) == []


async def test_children_of_several_units_come_in_one_answer(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        wanted = [province.units["department"], province.units["commune"]]
        found = await tree.children_of(session, province.caller("cadre1"), wanted, province.today)
        roots = await tree.children(session, province.caller("cadre1"), None, province.today)
    assert [[node.code for node in found[unit_id]] for unit_id in wanted] == [["STC-NS", "STC-GIA"], []]
    assert [node.code for node in roots] == ["UBND"]


async def test_changes_of_the_tree_are_on_the_trail(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await units.move_unit(
            session, province.caller("admin"), province.units["department"], province.units["commune"], MOVED
        )
        row = (
            await session.execute(
                text("SELECT account_id, action, subject_id, data FROM audit_event WHERE subject = 'unit'")
            )
        ).one()
    assert row.account_id == province.accounts["admin"]
    assert (row.action, row.subject_id) == ("moved", province.units["department"])
    assert row.data == {
        "on": "2026-03-01",
        "before": str(province.units["province"]),
        "after": str(province.units["commune"]),
    }
