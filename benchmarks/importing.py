"""How long a province's people take to come in from Excel: the dry run, applying it, and the same file once more.

`python -m benchmarks.importing [PEOPLE]` starts an embedded PostgreSQL of its own, makes a province with the unit tree
of the national template, writes a workbook of invented people, and does what the doors do with it, from the bytes of
the file on, each in a transaction as `roviec_app` under row-level security; accounts with one-time codes included.
"""

import asyncio
import io
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import uvloop
import xlsxwriter
from sqlalchemy import create_engine, select
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.reads import database
from benchmarks.tables import met, table
from kernel import roles
from kernel.clock import today
from kernel.database import Database, async_url, tenant_of
from policies.authority import Caller, RoleHeld
from tenants.accounts.models import Account
from tenants.catalogue.excel.workbook import open_workbook
from tenants.catalogue.template import load_template
from tenants.importing import actions
from tenants.importing.actions import Result, Upload
from tenants.importing.sheets import PEOPLE_SHEET
from tenants.organisation.models import Unit
from tenants.provisioning.actions import ProvinceInput, provision

PEOPLE: Final = 10_000
TARGETS: Final = {"dry run": 10.0, "applied, with accounts": 20.0, "the same file again": 10.0}


def workbook(people: int, units: list[str]) -> bytes:
    """A file of invented people, spread over the units, of which the first leads."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(PEOPLE_SHEET.name)
        for at, column in enumerate(PEOPLE_SHEET.columns):
            page.write_string(0, at, column.heading)
        for number in range(people):
            born = 1970 + number % 30
            pin = f"056{(born // 100 - 19) * 2 + number % 2}{born % 100:02d}{number:06d}"
            line = {
                "pin": pin, "full_name": f"Nguyễn Văn {chr(65 + number % 26)}n", "birth_date": f"15/06/{born}",
                "gender": "Nữ" if number % 2 else "Nam", "staff_type": "Công chức", "qualification": "Đại học",
                "unit": units[number % len(units)], "role": "Cán bộ", "primary": "Chính", "valid_from": "01/08/2025",
            }  # fmt: skip
            for at, column in enumerate(PEOPLE_SHEET.columns):
                page.write_string(number + 1, at, line.get(column.field, ""))
    return target.getvalue()


async def measure(url: str, people: int) -> list[tuple[str, float, Result]]:
    """Each step with the seconds it took and what came of it."""
    db = Database(url)
    try:
        made = await provision(db, ProvinceInput("khanh-hoa", "56", units="all"))
        async with db.tenant(made.tenant_id) as session:
            data = workbook(people, await _units(session))
            account_id = (await session.scalars(select(Account.id))).one()
        caller = Caller(made.tenant_id, "province", account_id, roles=(RoleHeld("tenant_admin"),))
        found: list[tuple[str, float, Result]] = []
        fingerprint = None
        for what, dry_run in (("dry run", True), ("applied, with accounts", False), ("the same file again", True)):
            began = time.perf_counter()
            async with db.tenant(made.tenant_id) as session:
                book = await asyncio.to_thread(open_workbook, data)
                upload = Upload(book, today(), accounts=True, fingerprint=fingerprint, dry_run=dry_run)
                result = await actions.import_register(session, caller, upload)
            found.append((what, time.perf_counter() - began, result))
            fingerprint = result.fingerprint
        return found
    finally:
        await db.close()


async def _units(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(Unit.code).where(Unit.tenant_id == tenant_of(session)).order_by(Unit.id)))


def main() -> None:
    """Measure and print; 1 if a target is missed or a count is not what it must be."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory(prefix="roviec-importing-") as folder, database(Path(folder)) as (server, url):
        engine = create_engine(async_url(server.url_for(roles.OWNER, roles.DATABASE)))
        with engine.begin() as connection:
            load_template(connection)
        engine.dispose()
        found = uvloop.run(measure(url, people))
    lines, fine = [], True
    for what, seconds, result in found:
        counts, target = result.people, TARGETS[what]
        fine = fine and seconds < target and counts.new + counts.unchanged == people and not result.error_count
        told = f"{counts.new:,} new, {counts.unchanged:,} unchanged, {len(result.activations):,} codes"
        lines.append((what, f"{seconds:.1f} s", told, f"< {target:.0f} s", met(seconds < target)))
    print(table((f"{people:,} people from Excel", "Wall", "Found", "Target", "Met"), lines))
    sys.exit(int(not fine))


if __name__ == "__main__":
    main()
