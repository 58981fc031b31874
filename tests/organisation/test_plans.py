"""What a change of the tree would do, told before; by which document it was done; people beside posts."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from kernel.errors import Forbidden, NotFound
from tenants.organisation import headcounts, previews, tree, units
from tenants.organisation.errors import UnitInOwnBranch, UnitNotEmpty
from tenants.organisation.previews import ChangeKind, ChangePreview, UnitChange
from tests.fixtures_tenant import Province

DAY = timedelta(days=1)
MOVED = date(2026, 3, 1)
EVERYTHING = text(
    "SELECT (SELECT count(*) FROM unit_place), (SELECT count(*) FROM appointment), (SELECT count(*) FROM audit_event)"
)


async def told(
    province: Province, kind: ChangeKind, unit: str, target: UUID | None, who: str = "admin"
) -> ChangePreview:
    async with province.db.tenant(province.id) as session:
        change = UnitChange(kind, province.units[unit], target, MOVED)
        return await previews.preview(session, province.caller(who), change)


async def held(province: Province) -> tuple[object, ...]:
    async with province.db.tenant(province.id) as session:
        return tuple((await session.execute(EVERYTHING)).one())


async def test_a_move_is_described_and_nothing_is_changed(province: Province) -> None:
    before = await held(province)
    found = await told(province, "move", "department", province.units["commune"])
    assert [node.code for node in found.units] == ["STC", "STC-NS", "STC-GIA"]
    assert (found.posts, found.deputies) == (7, [])
    assert await held(province) == before


async def test_a_merger_says_whose_head_becomes_a_deputy(province: Province) -> None:
    before = await held(province)
    found = await told(province, "merge", "department", province.units["commune"])
    assert found.deputies == ["Nguyễn Thị Hạnh"]
    assert (await told(province, "merge", "price_division", province.units["commune"])).deputies == []
    assert await held(province) == before


async def test_a_description_refuses_what_the_change_would_refuse(province: Province) -> None:
    with pytest.raises(UnitInOwnBranch):
        await told(province, "move", "department", province.units["budget_division"])
    with pytest.raises(UnitInOwnBranch):
        await told(province, "move", "department", None)
    with pytest.raises(UnitNotEmpty):
        await told(province, "close", "department", None)
    with pytest.raises(NotFound):
        await told(province, "merge", "department", uuid4())
    with pytest.raises(Forbidden):
        await told(province, "move", "department", province.units["commune"], "province_head")


async def test_each_stretch_of_a_unit_keeps_the_document_it_began_by(province: Province) -> None:
    admin, unit_id = province.caller("admin"), province.units["department"]
    async with province.db.tenant(province.id) as session:
        await units.rename_unit(session, admin, unit_id, "Sở Tài chính tỉnh", MOVED, " 12/QĐ-UBND ")
        await units.move_unit(session, admin, unit_id, province.units["commune"], MOVED + DAY, "13/QĐ-UBND")
        await units.set_establishment(session, admin, unit_id, 80, MOVED + DAY)
        places = await tree.history(session, admin, unit_id)
        below = await tree.history(session, admin, province.units["budget_division"])
    assert [place.document_number for place in places] == [None, "12/QĐ-UBND", "13/QĐ-UBND"]
    assert [place.document_number for place in below] == [None, "13/QĐ-UBND"]


async def test_an_empty_unit_closes_with_a_successor_who_reaches_its_past(province: Province) -> None:
    admin, commune = province.caller("admin"), province.units["commune"]
    async with province.db.tenant(province.id) as session:
        new = units.NewUnit("TT", "Trung tâm", "office", province.units["department"], MOVED)
        unit_id = await units.open_unit(session, admin, new)
        with pytest.raises(UnitInOwnBranch) as caught:
            await units.close_unit(session, admin, unit_id, MOVED + DAY, successor_id=unit_id)
        assert caught.value.path == ("successorId",)
        await units.close_unit(session, admin, unit_id, MOVED + DAY, successor_id=commune, document_number="14/QĐ-UBND")
        closed = await tree.unit(session, admin, unit_id, MOVED + DAY)
    assert (closed.closed, closed.successor_id, closed.closing_document) == (MOVED + DAY, commune, "14/QĐ-UBND")
    assert closed.path.startswith(province.paths["commune"])


async def test_people_are_counted_by_unit_with_their_head(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        found = {one.unit_id: one for one in await headcounts.headcounts(session, province.caller("admin"), MOVED)}
        with pytest.raises(Forbidden):
            await headcounts.headcounts(session, province.caller("agency_head"), MOVED)
    budget, price = (found[province.units[name]] for name in ("budget_division", "price_division"))
    assert (budget.people, budget.posts, budget.head) == (3, 3, "Lê Văn Đức")
    assert (price.people, price.head) == (2, None)
