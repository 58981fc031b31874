"""Calibration on a simulated province of 7,000 people: who was planted is found, and how many honest ones are.

`python -m benchmarks.calibration` loads a month into an embedded PostgreSQL of its own, counts it, and asks for the
report of the whole province; prints detections and false alarms, and how long counting takes beside a plain aggregate.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import text

from benchmarks.reads import database
from benchmarks.tables import met, table
from kernel import roles
from kernel.clock import today
from kernel.database import Database
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.calibration import actions, queries
from tenants.calibration.rules import CASES
from tenants.demo.actions import load
from tenants.demo.planted import file_for
from tenants.demo.staging import PROVINCE
from tenants.provisioning.actions import ProvinceInput, provision
from tenants.provisioning.opening import prepare
from tenants.registry import queries as registry

SLUG: Final = "calibrated"
FOUND: Final = 0.95
ALARMS: Final = 0.01
PLAIN: Final = (
    "SELECT person_id, work_date, count(*), sum(minutes) FROM work_entry WHERE status = 'verified' GROUP BY 1, 2"
)


def _line(
    what: str, flagged: set[UUID], planted: set[UUID], judged: set[UUID], *, judged_raters: bool = False
) -> list[str]:
    culprits, honest = planted & judged, judged - planted
    found, alarms = len(flagged & culprits) / max(len(culprits), 1), len(flagged & honest) / max(len(honest), 1)
    return [
        what, f"{len(culprits)}", f"{found:.1%}", f"{len(honest)}", f"{alarms:.2%}",
        met(found >= FOUND and alarms <= ALARMS) if judged_raters else "",
    ]  # fmt: skip


def _flagged(rows: Iterable[queries.Rater | queries.Log], kind: str) -> set[UUID]:
    return {row.person_id for row in rows if any(flag.kind == kind for flag in row.flags)}


async def measure(url: str, state: Path) -> str:
    """Load, count and hold the report against who was planted."""
    db = Database(url)
    try:
        await provision(db, ProvinceInput(SLUG, "56", package="khanh-hoa", units=PROVINCE.breadth))
        async with db.platform() as session:
            tenant = await registry.tenant_by_slug(session, SLUG)
        if tenant is None:
            raise RuntimeError("the province was made and is not there")
        loaded = await load(db, tenant, PROVINCE, today=today(), password="unused-here", state=state)
        async with db.tenant(tenant.id) as session:
            began = time.perf_counter()
            await session.execute(text(PLAIN))
            plain = time.perf_counter() - began
            months: list[date] = list(
                await session.scalars(text("SELECT DISTINCT date_trunc('month', work_date)::date FROM work_entry"))
            )
            began = time.perf_counter()
            for month in months:
                await actions.count_month(session, month.isoformat())
            counting = time.perf_counter() - began
            place = (await session.execute(text("SELECT unit_id, path FROM unit_place WHERE parent_id IS NULL"))).one()
            head = Caller(tenant.id, "province", uuid7(), uuid7(), (RoleHeld("province_head", place[0], place[1]),))
            began = time.perf_counter()
            report = await queries.report(session, head, place[0], min(months), max(months), on=today())
            asking = time.perf_counter() - began
            people = set(await session.scalars(text("SELECT DISTINCT person_id FROM log_month")))
    finally:
        await db.close()
    recorded = json.loads(file_for(state, SLUG).read_text("utf-8"))
    planted = {name: {UUID(one["person_id"]) for one in rows} for name, rows in recorded.items() if name != "seed"}
    raters = {one.person_id for one in report.raters if one.entries >= CASES}
    lines = [
        _line(
            "nearly always the top mark",
            _flagged(report.raters, "TOP_MARKS"),
            planted["lenient_leaders"],
            raters,
            judged_raters=True,
        ),
        _line(
            "approved by one stroke",
            _flagged(report.raters, "AT_ONCE"),
            planted["stamping_leaders"],
            raters,
            judged_raters=True,
        ),
        _line("padded logs", _flagged(report.logs, "LONG_DAYS"), planted["padders"], people),
        _line("copied logs", _flagged(report.logs, "REPEATED"), planted["copiers"], people),
    ]
    head_row = ["planted", "how many", "found", "honest", "false alarms", "raters: 95 % at 1 %"]
    entries = loaded.entries if loaded else 0
    return (
        f"{table(head_row, lines)}\n\nRaters count from {CASES} verdicts on. {entries:,} entries of a month counted in"
        f" {counting / plain:.1f} times a plain aggregate by person and day; the report of the whole province in"
        f" {asking:.1f} s."
    )


def main() -> None:
    """Measure in a folder that vanishes."""
    with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as (server, url):
        prepare(server.url_for(roles.OWNER, roles.DATABASE))
        print(asyncio.run(measure(url, Path(folder))))


if __name__ == "__main__":
    main()
