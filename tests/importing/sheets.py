"""Workbooks of the register as people make them."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from tenants.catalogue.excel.workbook import open_workbook
from tenants.importing import actions
from tenants.importing.actions import Result, Upload
from tenants.importing.sheets import PEOPLE_SHEET, UNIT_SHEET
from tests.fixtures_tenant import PEOPLE, UNITS, Province

Row = Mapping[str, Any]


def unit(code: str | int, name: str, kind: str, parent: str | None, **more: Any) -> Row:
    return {"code": code, "name": name, "kind": kind, "parent": parent or "", **more}


def person(name: str, **more: Any) -> Row:
    """The row of somebody of the fixture's province as it stands."""
    full_name, pin, born, place, role = PEOPLE[name]
    return {
        "pin": pin, "full_name": full_name, "birth_date": f"{born:%d/%m/%Y}", "unit": UNITS[place][0], "role": role,
        "valid_from": "01/07/2025", **more,
    }  # fmt: skip


def somebody(pin: str | float, full_name: str = "Hồ Thị Kim Ngân", unit: str = "STC-NS", **more: Any) -> Row:
    """The row of somebody new."""
    return {"pin": pin, "full_name": full_name, "unit": unit, "role": "cadre", **more}


def workbook(
    people: Sequence[Row] | None = None,
    units: Sequence[Row] | None = None,
    *,
    titles: Sequence[Sequence[Any]] = (),
    merge: Iterable[tuple[int, int, str, Any]] = (),
) -> bytes:
    """A file with those of the sheets that are given; `merge` cells of a column of people over some rows."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for sheet, rows in ((UNIT_SHEET, units), (PEOPLE_SHEET, people)):
            if rows is None:
                continue
            page = book.add_worksheet(sheet.name)
            headings = [column.heading for column in sheet.columns]
            lines = [[row.get(column.field, "") for column in sheet.columns] for row in rows]
            for number, line in enumerate([*titles, headings, *lines]):
                for at, cell in enumerate(line):
                    page.write(number, at, cell)
            if sheet is PEOPLE_SHEET:
                for first, last, field, value in merge:
                    at = [column.field for column in sheet.columns].index(field)
                    page.merge_range(first, at, last, at, value)
    return target.getvalue()


async def run(
    province: Province,
    data: bytes,
    on: date,
    *,
    fingerprint: str | None = None,
    apply: bool = False,
    accounts: bool = False,
) -> Result:
    """Import as the administrator."""
    async with province.db.tenant(province.id) as session:
        upload = Upload(open_workbook(data), on, accounts, fingerprint, dry_run=not apply)
        return await actions.import_register(session, province.caller("admin"), upload)


async def apply(province: Province, data: bytes, on: date, *, accounts: bool = False) -> Result:
    """Check, then apply what was checked."""
    checked = await run(province, data, on, accounts=accounts)
    return await run(province, data, on, fingerprint=checked.fingerprint, apply=True, accounts=accounts)


def errors(result: Result) -> list[tuple[str | None, str]]:
    return [(one.cell, one.code) for one in result.errors]


def warnings(result: Result) -> list[tuple[str | None, str]]:
    return [(one.cell, one.code) for one in result.warnings]


def counts(result: Result) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    units, people = result.units, result.people
    return (
        (units.new, units.changed, units.moved, units.unchanged),
        (people.new, people.changed, people.moved, people.unchanged),
    )
