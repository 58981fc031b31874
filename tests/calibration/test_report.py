"""Calibration over a demonstration's log: who was planted is found, who is honest is left alone, and who may look."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import pytest
from sqlalchemy import select, text

from kernel.clock import today
from kernel.database import Database
from kernel.errors import BadInput, Forbidden, NotFound
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.calibration import actions, queries
from tenants.calibration.models import LogMonth
from tenants.calibration.points import FEW, boxes
from tenants.calibration.queries import Report
from tenants.demo.actions import load
from tenants.demo.logins import DEMO_PASSWORD
from tenants.demo.planted import file_for
from tenants.demo.staging import SMALL
from tenants.organisation.models import Unit
from tenants.provisioning.actions import ProvinceInput, provision
from tenants.registry import queries as registry
from tests.fixtures_tenant import Province

pytestmark = pytest.mark.usefixtures("national_template")
LEAST_VERDICTS = 30


@dataclass(frozen=True)
class Watched:
    """A demonstration whose months were counted, the head of the province, and who was planted."""

    db: Database
    tenant: int
    head: Caller
    root: UUID
    months: tuple[date, date]
    planted: dict[str, set[UUID]]

    async def report(self, caller: Caller | None = None, unit: UUID | None = None) -> Report:
        async with self.db.tenant(self.tenant) as session:
            first, last = self.months
            return await queries.report(session, caller or self.head, unit or self.root, first, last, on=today())


_LOADED: list[Watched] = []
"""The demonstration is loaded once: its tenant outlives the test that made it, and nobody changes it."""


async def watched(db: Database, state: Path) -> Watched:
    if not _LOADED:
        _LOADED.append(await _load(db, state))
    return replace(_LOADED[0], db=db)


async def _load(db: Database, state: Path) -> Watched:
    slug = "calibrated"  # the seed of everything invented
    await provision(db, ProvinceInput(slug, "56", units="small", package="khanh-hoa"))
    async with db.platform() as session:
        tenant = await registry.tenant_by_slug(session, slug)
    assert tenant is not None
    await load(db, tenant, replace(SMALL, days=12), today=today(), password=DEMO_PASSWORD, state=state)
    async with db.tenant(tenant.id) as session:
        root = await session.scalar(text("SELECT unit_id FROM unit_place WHERE parent_id IS NULL"))
        path = await session.scalar(text("SELECT path FROM unit_place WHERE parent_id IS NULL"))
        found = list(
            await session.scalars(text("SELECT DISTINCT date_trunc('month', work_date)::date FROM work_entry"))
        )
        for month in found:
            await actions.count_month(session, month.isoformat())
    recorded = json.loads(file_for(state, slug).read_text("utf-8"))
    planted = {
        name: {UUID(one["person_id"]) for one in rows} for name, rows in recorded.items() if isinstance(rows, list)
    }
    head = Caller(tenant.id, "province", uuid7(), uuid7(), (RoleHeld("province_head", root, path),))
    return Watched(db, tenant.id, head, root, (min(found), max(found)), planted)


def flagged(rows: Sequence[queries.Rater] | Sequence[queries.Log], kind: str) -> set[UUID]:
    return {row.person_id for row in rows if any(flag.kind == kind for flag in row.flags)}


async def test_planted_raters_and_logs_are_found_and_honest_ones_left_alone(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    found = await place.report()
    judged = {one.person_id for one in found.raters if one.entries >= LEAST_VERDICTS}
    assert flagged(found.raters, "TOP_MARKS") == place.planted["lenient_leaders"] & judged
    assert flagged(found.raters, "AT_ONCE") <= place.planted["stamping_leaders"]
    assert flagged(found.logs, "REPEATED") == place.planted["copiers"]
    assert set() < flagged(found.logs, "LONG_DAYS") <= place.planted["padders"]


async def test_counting_a_month_twice_changes_nothing(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    before = await place.report()
    async with db.tenant(place.tenant) as session:
        await actions.count_month(session, place.months[1].isoformat())
    assert await place.report() == before


async def test_what_is_counted_is_what_the_log_holds(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    async with db.tenant(place.tenant) as session:
        counted = {(row.person_id, row.month): row for row in await session.scalars(select(LogMonth))}
        plain = await session.execute(
            text(
                "SELECT person_id, date_trunc('month', work_date)::date AS month, count(*) AS entries,"
                " count(DISTINCT work_date) AS days, sum(minutes) AS minutes, sum(quantity * norm_minutes) AS norm"
                " FROM work_entry WHERE status = 'verified' GROUP BY 1, 2"
            )
        )
        rows = plain.all()
    assert len(rows) == len(counted) > 100
    for row in rows:
        told = counted[row.person_id, row.month]
        assert (told.entries, told.days, told.minutes, told.norm_minutes) == (
            row.entries, row.days, row.minutes, row.norm,
        )  # fmt: skip


async def test_a_branch_shows_its_own_and_nobody_elses(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    whole = {one.unit_id for one in (await place.report()).units}
    async with db.tenant(place.tenant) as session:
        rows = await session.execute(text("SELECT unit_id, path FROM unit_place WHERE valid_to IS NULL"))
        paths = {row.unit_id: row.path for row in rows}
    branches = {top: {one for one in whole if paths[one].startswith(paths[top])} for top in whole}
    for top in (min(branches, key=lambda one: len(branches[one])), max(branches, key=lambda one: len(branches[one]))):
        part = await place.report(unit=top)
        assert {one.unit_id for one in part.units} == branches[top] < whole


async def test_who_is_named_can_see_that_they_were_looked_at(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    found = await place.report()
    async with db.tenant(place.tenant) as session:
        seen = set(
            await session.scalars(
                text("SELECT subject_id FROM audit_event WHERE action = 'read' AND data->>'what' = 'calibration'")
            )
        )
    named = {one.person_id for one in found.raters} | {one.person_id for one in found.logs}
    assert seen == named - {place.head.person_id}


async def test_only_the_head_who_decides_looks_and_only_into_the_own_branch(province: Province) -> None:
    first = today().replace(day=1)
    async with province.db.tenant(province.id) as session:
        for nobody in ("cadre1", "division_head", "admin"):
            with pytest.raises(Forbidden):
                await queries.report(
                    session, province.caller(nobody), province.units["department"], first, first, on=today()
                )
        for unit in (province.units["commune"], uuid7()):
            with pytest.raises(NotFound):
                await queries.report(session, province.caller("agency_head"), unit, first, first, on=today())
        with pytest.raises(BadInput):
            await queries.report(
                session,
                province.caller("agency_head"),
                province.units["department"],
                first,
                date(2020, 1, 1),
                on=today(),
            )


async def test_units_of_other_kinds_are_not_compared(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    found = await place.report()
    async with db.tenant(place.tenant) as session:
        kinds = {unit.id: unit.kind for unit in await session.scalars(select(Unit))}
    for one in found.units:
        alike = [other for other in found.units if kinds[other.unit_id] == kinds[one.unit_id]]
        assert (one.median_hours is not None) == (len(alike) >= 8)


async def test_the_box_of_a_unit_is_what_its_months_hold(db: Database, tmp_path: Path) -> None:
    place = await watched(db, tmp_path)
    first, last = place.months
    async with db.tenant(place.tenant) as session:
        await session.execute(
            text(
                "INSERT INTO month_score (tenant_id, person_id, month, revision, norm_package_id, total, receipt,"
                " receipt_hash) SELECT log.tenant_id, person_id, month, revision, package.id,"
                " revision * (60 + abs(hashtext(person_id::text)) % 4000 / 100.0), '{}', ''"
                " FROM log_month AS log, norm_package AS package, generate_series(1, 2) AS revision"
                " WHERE package.status = 'published' ON CONFLICT DO NOTHING"
            )
        )
        rows = await session.execute(
            text(
                "SELECT unit_id, total FROM log_month JOIN month_score USING (tenant_id, person_id, month)"
                " WHERE revision = 2 AND total IS NOT NULL"
            )
        )
        totals: dict[UUID, list[float]] = {}
        for row in rows:
            totals.setdefault(row.unit_id, []).append(float(row.total))
        found = await boxes(session, first, last)
        await session.rollback()  # others read the same demonstration
    drawn = {unit: box for unit, box in found.items() if box.months >= FEW}
    assert found.keys() == totals.keys()
    assert len(drawn) > 1
    for unit, box in drawn.items():
        told = (box.least, box.lower, box.middle, box.upper, box.most)
        here = totals[unit]
        assert told == pytest.approx((min(here), *quantiles(here, n=4, method="inclusive"), max(here)))
    assert all(box.middle is None for box in found.values() if box.months < FEW)
