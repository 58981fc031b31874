"""The unit tree brought in from Excel: matched by code, moved from a day on, whole or not at all."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from kernel.ids import uuid7
from tenants.importing.reconciling import Codes, PersonSaid, PostSaid, reconcile
from tenants.importing.register import KnownPerson, KnownPost
from tenants.organisation import tree
from tests.fixtures_tenant import UNITS, Province
from tests.importing.sheets import apply, counts, errors, person, run, somebody, unit, warnings, workbook

PLACES = text(
    """
    SELECT place.name, place.path, place.valid_from, place.valid_to
    FROM unit_place AS place JOIN unit ON unit.id = place.unit_id WHERE unit.code = :code ORDER BY place.valid_from
    """
)


def standing() -> list[dict[str, object]]:
    """The fixture's tree as rows."""
    codes = {name: code for name, (code, *_) in UNITS.items()}
    return [
        dict(unit(code, shown, kind, codes[above] if above else None)) for code, kind, shown, above in UNITS.values()
    ]


async def shape(province: Province, on: date) -> list[tuple[str, int]]:
    async with province.db.tenant(province.id) as session:
        return [(node.code, node.depth) for node in await tree.tree(session, province.caller("admin"), on)]


async def test_a_tree_and_its_people_come_in_at_once_children_before_parents_too(province: Province) -> None:
    units = [
        unit("SNV-CC", "Phòng Công chức", "Phòng, ban", "SNV", opened="01/08/2025"),
        unit("SNV", "Sở Nội vụ", "department", "UBND", opened="01/08/2025", establishment=40, field="Nội vụ"),
        *standing(),
    ]
    people = [somebody("056195100078", unit="SNV-CC", valid_from="01/09/2025")]
    result = await apply(province, workbook(people, units), province.today)
    assert (result.written, counts(result)) == (True, ((2, 0, 0, len(UNITS)), (1, 0, 0, 0)))
    assert ("SNV-CC", 3) in await shape(province, date(2025, 8, 1))
    assert counts(await apply(province, workbook(people, units), province.today))[0] == (0, 0, 0, len(UNITS) + 2)


async def test_moves_and_names_hold_from_a_day_and_the_past_keeps_its_shape(province: Province) -> None:
    rows = standing()
    rows[3] |= {"parent": "X-NT", "name": "Phòng Giá"}
    rows[1] |= {"parent": "MOI"}
    rows.append(dict(unit("MOI", "Khối tổng hợp", "office", "UBND")))
    result = await apply(province, workbook(units=rows), province.today)
    assert (result.written, counts(result)[0]) == (True, (1, 0, 2, 3))
    before = province.today - timedelta(days=1)
    assert {("STC", 2), ("STC-GIA", 3)} < set(await shape(province, before))
    assert {("MOI", 2), ("STC", 3), ("STC-NS", 4), ("STC-GIA", 3)} < set(await shape(province, province.today))
    async with province.db.tenant(province.id) as session:
        found = [(row.name, row.valid_to) for row in await session.execute(PLACES, {"code": "STC-GIA"})]
    assert found == [("Phòng Quản lý giá và công sản", province.today), ("Phòng Giá", None)]


async def test_what_cannot_be_in_a_tree_is_told_at_its_cell(province: Province) -> None:
    rows = [
        unit("UBND", UNITS["province"][2], "province", None),
        unit("STC", "Sở Tài chính", "department", "STC-NS"),
        unit("STC-NS", "Phòng", "division", "STC"),
        unit("A", "Phòng A", "division", "X-MT"),
        unit("A", "Phòng A", "division", "X-NT"),
        unit("B", "Phòng B", "division", None),
        unit("C", "Phòng Một", "division", "X-NT", opened="01/01/2020", commune_code=99999),
        unit("D", "phong mot", "division", "X-NT"),
        unit(56, "Phòng số", "không có loại này", "UBND"),
    ]
    result = await run(province, workbook(units=rows), province.today)
    assert sorted(errors(result), key=str) == [
        ("A6", "CODE_REPEATED"),
        ("C10", "CELL_NOT_LISTED"),
        ("D3", "UNIT_CIRCLE"),
        ("D4", "UNIT_CIRCLE"),
        ("D5", "UNKNOWN_UNIT"),
        ("D7", "PARENT_MISSING"),
        ("H8", "UNKNOWN_COMMUNE"),
        ("I8", "UNIT_CHANGED_LATER"),
    ]
    assert "X-NT" in next(one for one in result.errors if one.code == "UNKNOWN_UNIT").remedy.vi
    assert warnings(result) == [("B9", "UNIT_NAME_REPEATED")]


async def test_a_person_is_not_put_into_a_unit_before_it_opens(province: Province) -> None:
    units = [unit("SNV", "Sở Nội vụ", "department", "UBND", opened=f"{province.today:%d/%m/%Y}")]
    people = [somebody("056195100078", unit="SNV", valid_from="01/09/2025"), person("cadre1")]
    assert errors(await run(province, workbook(people, units), province.today)) == [("M2", "UNIT_NOT_OPEN")]


DAYS = st.dates(date(2025, 7, 1), date(2026, 12, 31))
POSTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.booleans(), st.none() | DAYS), max_size=4, unique_by=lambda post: post[0]
)


@given(held=POSTS, wanted=POSTS, on=DAYS)
def test_reconciling_a_person_twice_changes_nothing_more_and_never_the_past(
    held: list[tuple[str, bool, date | None]], wanted: list[tuple[str, bool, date | None]], on: date
) -> None:
    units = {code: uuid7() for code in "ABC"}
    codes = Codes({unit_id: code for code, unit_id in units.items()}, {})
    first, person_id = date(2025, 7, 1), uuid7()

    def known(posts: list[KnownPost]) -> KnownPerson:
        return KnownPerson(person_id, "056195100078", "Hồ Thị Kim Ngân", None, None, None, None, tuple(posts))

    standing = [
        KnownPost(uuid7(), person_id, units[code], None, "cadre", primary, Decimal(1), day or first, None)
        for code, primary, day in held
        if not primary or code == next((other for other, is_primary, _ in held if is_primary), None)
    ]
    said = tuple(
        PostSaid(at, code, "cadre", None, primary, None, day) for at, (code, primary, day) in enumerate(wanted)
    )
    change = reconcile(PersonSaid("056195100078", {}, said), known(standing), codes, on)
    for post in standing:
        after = next(span for span in change.spans if span.id == post.id and (span.unit, span.valid_from) == (
            span.unit, post.valid_from))  # fmt: skip
        if post.valid_from < on:
            assert (units[after.unit], after.role, after.is_primary) == (post.unit_id, post.role, post.is_primary)
        assert after.valid_to is None or after.valid_to > post.valid_from
    if change.faults:
        return
    then = [
        KnownPost(span.id or uuid7(), person_id, units[span.unit], None, span.role, span.is_primary, span.weight,
                  span.valid_from, span.valid_to)
        for span in change.spans
    ]  # fmt: skip
    again = reconcile(PersonSaid("056195100078", {}, said), known(then), codes, on)
    assert {post.change for post in again.posts} <= {"unchanged"}
