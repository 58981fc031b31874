"""People brought in from Excel: matched by number, moved without rewriting the past, never removed silently."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from kernel.errors import Forbidden
from tenants.catalogue.excel.workbook import open_workbook
from tenants.importing import actions
from tenants.importing.actions import Upload
from tenants.importing.errors import NotChecked, RegisterChanged
from tenants.organisation import people as records
from tenants.organisation.people import PersonFacts
from tests.fixtures_tenant import PEOPLE, Province
from tests.importing.sheets import apply, counts, errors, person, run, somebody, warnings, workbook

NEW = "056195100078"
POSTS = text(
    """
    SELECT person.pin, unit.code, post.role, post.is_primary, post.weight, post.valid_from, post.valid_to
    FROM appointment AS post JOIN person ON person.id = post.person_id JOIN unit ON unit.id = post.unit_id
    WHERE person.pin = :pin ORDER BY post.valid_from, post.is_primary DESC, unit.code
    """
)
TRAIL = text("SELECT action FROM audit_event WHERE subject = 'person' OR subject = 'register' ORDER BY id")


async def posts(province: Province, pin: str) -> list[tuple[object, ...]]:
    async with province.db.tenant(province.id) as session:
        return [tuple(row)[1:] for row in await session.execute(POSTS, {"pin": pin})]


async def trail(province: Province) -> list[str]:
    async with province.db.tenant(province.id) as session:
        return list(await session.scalars(TRAIL))


async def test_the_same_file_twice_changes_nothing_the_second_time(province: Province) -> None:
    data = workbook([*(person(name) for name in PEOPLE), somebody(NEW, valid_from="01/08/2025")])
    first = await apply(province, data, province.today)
    assert (first.written, counts(first)[1]) == (True, (1, 0, 0, len(PEOPLE)))
    assert await posts(province, NEW) == [("STC-NS", "cadre", True, Decimal(1), date(2025, 8, 1), None)]
    before = await trail(province)
    second = await apply(province, data, province.today)
    assert (second.written, counts(second)[1]) == (True, (0, 0, 0, len(PEOPLE) + 1))
    assert await trail(province) == before == ["added", "appointed", "import"]


async def test_numbers_that_excel_spoiled_are_restored_and_dates_read_in_every_spelling(province: Province) -> None:
    rows = [
        somebody(56195100078.0, "A Một", birth_date=datetime(1995, 3, 2), valid_from=45870),  # noqa: DTZ001 - a cell
        somebody("056 195 100 079", "B Hai", birth_date="2/3/1995", valid_from="2025-08-01"),
        somebody("5.61951E+10", "C Ba"),
        somebody("225123456", "D Bốn"),
        somebody("056195100080", "E Năm", birth_date="1995"),
        somebody("056195100081", "F Sáu", birth_date="31/02/1995"),
    ]
    result = await run(province, workbook(rows), province.today)
    assert errors(result) == [
        ("A4", "BAD_PIN"), ("A5", "BAD_PIN"), ("C6", "CELL_NOT_DAY"), ("C7", "CELL_NOT_DAY"),
    ]  # fmt: skip
    assert warnings(result) == [("A2", "PIN_ZEROS_RESTORED")]
    written = await apply(province, workbook(rows[:2]), province.today)
    assert written.people.new == 2
    for pin in (NEW, "056195100079"):
        assert [row[4] for row in await posts(province, pin)] == [date(2025, 8, 1)]


async def test_an_odd_number_is_a_warning_and_no_refusal(province: Province) -> None:
    rows = [
        somebody("999995100078", "Số Lạ"),
        somebody("056195100079", "Khác Năm", birth_date="02/03/1990", gender="Nam"),
    ]
    result = await apply(province, workbook(rows), province.today)
    assert warnings(result) == [
        ("A2", "PIN_ODD"), ("C3", "PIN_BIRTH_DISAGREES"), ("D3", "PIN_GENDER_DISAGREES"),
    ]  # fmt: skip
    assert (result.written, result.people.new) == (True, 2)


async def test_a_transfer_keeps_the_past_and_a_corrected_name_is_told_field_by_field(province: Province) -> None:
    moved = person("cadre1", unit="X-NT", full_name="Vo\u0303 Minh An")  # decomposed: the same name
    renamed = person("cadre2", full_name="Nguyễn Ngọc Ánh Tuyết", qualification="Đại học")
    data = workbook([moved, renamed])
    result = await apply(province, data, province.today)
    assert counts(result)[1] == (0, 1, 1, 0)
    states = {row.row: (row.state, [(d.field, d.said.vi) for d in row.before]) for row in result.rows}
    assert states[2] == ("moved", [("unit", "STC-NS")])
    assert states[3] == ("changed", [("full_name", "Nguyễn Ngọc Ánh"), ("qualification", "(không có)")])
    assert await posts(province, PEOPLE["cadre1"][1]) == [
        ("STC-NS", "cadre", True, Decimal(1), province.opened, province.today),
        ("X-NT", "cadre", True, Decimal(1), province.today, None),
    ]
    assert warnings(result) == [("B3", "NAME_DIFFERS")]
    again = await apply(province, data, province.today + timedelta(days=3))
    assert counts(again)[1] == (0, 0, 0, 2)


async def test_two_posts_are_lawful_and_the_same_post_twice_is_not(province: Province) -> None:
    second = person(
        "division_head", unit="STC-GIA", role="Trưởng phòng", primary="Kiêm nhiệm", weight="0,3", valid_from=""
    )
    result = await apply(province, workbook([person("division_head"), second]), province.today)
    assert result.written
    assert [row[:4] for row in await posts(province, PEOPLE["division_head"][1])] == [
        ("STC-NS", "division_head", True, Decimal(1)),
        ("STC-GIA", "division_head", False, Decimal("0.3")),
    ]
    wrong = workbook([person("cadre1"), person("cadre1"), person("cadre2"), person("cadre2", unit="X-NT")])
    assert errors(await run(province, wrong, province.today)) == [("G3", "POST_REPEATED"), ("K5", "PRIMARY_HELD")]


async def test_the_same_name_is_another_person_and_the_same_birth_a_warning(province: Province) -> None:
    name, _, born, _, _ = PEOPLE["cadre1"]
    rows = [somebody(NEW, name), somebody("056090100079", name, birth_date=f"{born:%d/%m/%Y}")]
    result = await apply(province, workbook(rows), province.today)
    assert (result.written, result.people.new) == (True, 2)
    assert warnings(result) == [("A3", "PERHAPS_SAME_PERSON")]


async def test_who_is_not_in_the_file_stays_and_is_listed_until_the_file_says_they_leave(province: Province) -> None:
    result = await apply(province, workbook([person("cadre1")]), province.today)
    assert [(one.person.full_name, one.unit) for one in result.missing] == [
        ("Lê Văn Đức", "STC-NS"), ("Nguyễn Ngọc Ánh", "STC-NS"),
    ]  # fmt: skip
    assert result.elsewhere == len(PEOPLE) - 3
    assert (await posts(province, PEOPLE["cadre2"][1]))[0][-1] is None
    leaving = workbook([person("cadre2", valid_to=f"{province.today:%d/%m/%Y}")])
    ended = await apply(province, leaving, province.today)
    assert counts(ended)[1] == (0, 1, 0, 0)
    assert (await posts(province, PEOPLE["cadre2"][1]))[0][-1] == province.today
    assert counts(await apply(province, leaving, province.today + timedelta(days=1)))[1] == (0, 0, 0, 1)


async def test_two_heads_of_a_unit_are_found_in_the_file_and_against_the_register(province: Province) -> None:
    rows = [
        somebody(NEW, "Hồ Ngân", "STC-GIA", role="Trưởng phòng"),
        somebody("056095100079", "Hồ Minh", "STC-GIA", role="Trưởng phòng"),
        somebody("056095100080", "Hồ Sơn", "STC-NS", role="Trưởng phòng"),
    ]
    result = await run(province, workbook(rows), province.today)
    assert sorted(errors(result)) == [("J3", "UNIT_HAS_HEAD"), ("J4", "UNIT_HAS_HEAD")]
    assert "Lê Văn Đức" in " ".join(error.problem.vi for error in result.errors)
    swapped = workbook([person("division_head", unit="X-NT", role="agency_head"),
                        person("commune_head", unit="STC-NS", role="division_head")])  # fmt: skip
    assert (await apply(province, swapped, province.today)).written


async def test_unknown_codes_come_with_the_nearest_ones(province: Province) -> None:
    rows = [somebody(NEW, unit="STC_NS"), somebody("056195100079", unit="STC-NS", position="VT-KHONG-CO")]
    result = await run(province, workbook(rows), province.today)
    assert errors(result) == [("G2", "UNKNOWN_UNIT"), ("H3", "UNKNOWN_POSITION")]
    assert "STC-NS (Phòng Quản lý ngân sách)" in result.errors[0].remedy.vi


async def test_titles_merged_and_blank_rows_are_read_as_people_mean_them(province: Province) -> None:
    rows = [somebody(NEW), {}, somebody("056195100079", "Hồ Hai", unit="")]
    titles = [["DANH SÁCH CÁN BỘ, CÔNG CHỨC"], []]
    data = workbook(rows, titles=titles, merge=[(3, 5, "unit", "STC-NS")])
    result = await run(province, data, province.today)
    # The blank row between holds nothing but its part of the merged cell.
    assert (errors(result), result.people.new) == ([], 2)


async def test_what_was_checked_is_applied_and_nothing_else(province: Province) -> None:
    data = workbook([somebody(NEW)])
    checked = await run(province, data, province.today)
    with pytest.raises(NotChecked):
        await run(province, data, province.today, apply=True)
    async with province.db.tenant(province.id) as session:
        facts = PersonFacts("056095100080", "Người Khác")
        await records.add_person(session, province.caller("admin"), facts)
    other = workbook([somebody(NEW, "Tên Khác")])
    for sent, mark in ((data, checked.fingerprint), (other, (await run(province, data, province.today)).fingerprint)):
        with pytest.raises(RegisterChanged):
            await run(province, sent, province.today, apply=True, fingerprint=mark)
    assert await posts(province, NEW) == []


async def test_one_wrong_row_keeps_the_whole_file_out(province: Province) -> None:
    data = workbook([somebody(NEW), somebody("056195100079", unit="NOWHERE")])
    result = await apply(province, data, province.today)
    assert (result.written, result.error_count, await posts(province, NEW)) == (False, 1, [])
    assert await trail(province) == []


async def test_a_leader_of_a_branch_does_not_bring_people_in(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        upload = Upload(open_workbook(workbook([somebody(NEW)])), province.today)
        for name in ("province_head", "agency_head", "cadre1"):
            with pytest.raises(Forbidden):
                await actions.import_register(session, province.caller(name), upload)


async def test_a_province_does_not_see_the_people_of_another(province: Province, other_province: Province) -> None:
    result = await run(other_province, workbook([somebody(NEW)]), other_province.today)
    await apply(province, workbook([somebody(NEW)]), province.today)
    again = await run(other_province, workbook([somebody(NEW)]), other_province.today)
    assert (again.people.new, again.fingerprint) == (1, result.fingerprint)
