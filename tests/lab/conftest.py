"""A province with a season of work behind it: three months of entries of every kind, tasks, criteria and leave."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from kernel.clock import utc_now
from tenants.lab import actions, rules
from tenants.lab.actions import RunInput
from tenants.lab.models import LabResult, LabRun
from tenants.norms import actions as norms
from tenants.norms import drafts
from tenants.norms.examination import NormText
from tenants.registry import actions as registry
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import backdating, months
from tests.norms.office import make_office
from tests.worklogs.conftest import Log, log

__all__ = ["log", "season"]

# Entries whose every fact varies with its number, so that no two persons come out alike.
ENTRIES = """
INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, work_item_id, work_item_version,
    status, revision, quantity, minutes, output, days_late, norm_minutes, complexity, k, quality, accepted_quantity,
    failed_reviews, delays, failed_waived, delays_waived, verified_by, verified_at, submitted_at, task_id)
SELECT :tenant, uuidv7(), day::date, post.person_id, post.id, post.unit_id, item.work_item_id, 1,
    CASE WHEN seed % 11 = 0 THEN 'submitted' ELSE 'verified' END, CASE WHEN seed % 11 = 0 THEN 0 ELSE 1 END,
    (seed % 29 + 1) * 0.25, 60, 'Báo cáo', seed % 13 - 6, 30 + seed % 7 * 15,
    (ARRAY['simple', 'normal', 'hard', 'very_hard'])[seed % 4 + 1], (seed % 17 + 1) * 0.37,
    (ARRAY['excellent', 'good', 'good', 'fair', 'poor', 'rejected'])[seed % 6 + 1],
    CASE WHEN seed % 5 = 0 THEN (seed % 3) * 0.5 END, seed % 3, seed % 4, seed % 2, seed % 2, post.person_id, now(),
    now(), NULL
FROM generate_series(CAST(:first AS timestamptz), CAST(:last AS timestamptz), interval '1 day') AS day
CROSS JOIN (SELECT *, row_number() OVER (ORDER BY id) AS row FROM appointment WHERE tenant_id = :tenant) AS post
CROSS JOIN generate_series(1, 3) AS n
CROSS JOIN LATERAL (
    SELECT CAST((extract(doy FROM day)::integer * 31 + post.row * 17 + n * 53 + post.row * n) % 997 AS integer) AS seed
) AS spread
JOIN work_item_version AS item ON item.tenant_id = :tenant AND item.search_key = 'tra loi cong van'
WHERE extract(isodow FROM day) < 6 AND (seed % 3 > 0 OR post.row % 2 = 0)
"""
WAITING = """
INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
SELECT tenant_id, id, revision, work_date FROM work_entry WHERE tenant_id = :tenant AND status = 'verified'
"""
TASKS = """
INSERT INTO task (tenant_id, id, appointment_id, assigned_by, work_item_id, title, quantity, due_date, status)
SELECT :tenant, uuidv7(), post.id, post.person_id, item.work_item_id, 'Việc giao', 3.5, CAST(:first AS date) + 20,
       'open'
FROM (SELECT *, row_number() OVER (ORDER BY id) AS row FROM appointment WHERE tenant_id = :tenant) AS post
JOIN work_item_version AS item ON item.tenant_id = :tenant AND item.search_key = 'tham dinh du toan'
WHERE post.row % 3 = 0
"""
FACTS = """
INSERT INTO month_fact (tenant_id, person_id, month, general, leave_days, recorded_by, recorded_at)
SELECT :tenant, person_id, month::date, 20 + row * 0.75, row % 4 * 0.5, person_id, now()
FROM (SELECT *, row_number() OVER (ORDER BY id) AS row FROM appointment WHERE tenant_id = :tenant) AS post
CROSS JOIN generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 month') AS month
WHERE post.row <> 4
"""
# Some entries wait while all others are scored, and wait again afterwards.
SET_ASIDE = "DELETE FROM pending_score WHERE tenant_id = :tenant AND hashtext(entry_id::text) % 4 = 0"
PUT_BACK = """
INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
SELECT tenant_id, id, revision, work_date FROM work_entry
WHERE tenant_id = :tenant AND status = 'verified' AND hashtext(id::text) % 4 = 0
"""
# Some entries of the first month were verified after it had closed, and count in the last one.
CARRIED = """
INSERT INTO carried_entry (tenant_id, entry_id, work_date, person_id, month)
SELECT tenant_id, id, work_date, person_id, CAST(:last AS date) FROM work_entry
WHERE tenant_id = :tenant AND status = 'verified' AND hashtext(id::text) % 5 = 0
  AND work_date < CAST(CAST(:first AS date) + interval '1 month' AS date)
"""
MONTHS_AGAIN = """
INSERT INTO pending_month (tenant_id, person_id, month)
SELECT DISTINCT tenant_id, person_id, month FROM month_score WHERE tenant_id = :tenant ON CONFLICT DO NOTHING
"""


@dataclass
class Season:
    """The log of a province whose last three whole months are full."""

    log: Log
    first: date
    last: date

    @property
    def tenant(self) -> int:
        """The province."""
        return self.log.province.id

    async def execute(self, statement: str, **values: object) -> None:
        """Run one statement as the province."""
        async with self.log.province.db.tenant(self.tenant) as session:
            await session.execute(text(statement), {"tenant": self.tenant, **values})

    async def publish(self, document: str) -> None:
        """Put a package in force from the first day of the season on."""
        async with self.log.province.db.tenant(self.tenant) as session:
            await norms.put_in_force(session, document, valid_from=self.first, now=utc_now())

    async def publish_backwards(self, written: NormText) -> UUID:
        """Make a package the law of the whole season by a back-dated correction, scored to the end."""
        office, province = await make_office(self.log.province), self.log.province
        async with province.db.tenant(self.tenant) as session:
            row = await drafts.create(session, office.admin, written, now=utc_now())
        correction = await office.correct(row, self.first, rules.next_month(self.last))
        async with province.db.tenant(self.tenant) as session:
            await backdating.apply_norm_correction(session, str(correction.id))
        await self.score()
        return row.id

    async def publish_before(self, document: str) -> None:
        """Put a package in force long before the season."""
        async with self.log.province.db.tenant(self.tenant) as session:
            await norms.put_in_force(session, document, valid_from=self.log.province.opened, now=utc_now())

    async def score(self) -> None:
        """Everything that waits, by the real way."""
        for job in (scoring.score_pending, rollups.merge, months.score):
            async with self.log.province.db.tenant(self.tenant) as session:
                await job(session)

    async def run(self, draft: str | NormText, *units: str, steps: int | None = None) -> LabRun:
        """A run over the whole season, done step by step."""
        province = self.log.province
        written = NormText(document=draft) if isinstance(draft, str) else draft
        given = RunInput(self.first, self.last, written, unit_ids=[province.units[unit] for unit in units])
        async with province.db.tenant(self.tenant) as session:
            run = await actions.prepare(session, given, now=utc_now(), today=province.today)
        for month in rules.months(self.first, self.last)[:steps]:
            async with province.db.tenant(self.tenant) as session:
                await actions.replay_month(session, str(run.id), month.isoformat())
        if steps is None:
            async with province.db.tenant(self.tenant) as session:
                await actions.finish_lab_run(session, str(run.id))
        return await self.found(run.id)

    async def found(self, run_id: UUID) -> LabRun:
        """A run as it stands."""
        async with self.log.province.db.tenant(self.tenant) as session:
            return await session.get_one(LabRun, (self.tenant, run_id))

    async def results(self, run: LabRun, grain: str = "month") -> dict[tuple[UUID, date], LabResult]:
        """What a run found, by person and start."""
        async with self.log.province.db.tenant(self.tenant) as session:
            rows = await session.scalars(
                select(LabResult).where(
                    LabResult.tenant_id == self.tenant, LabResult.run_id == run.id, LabResult.grain == grain
                )
            )
            return {(row.person_id, row.start): row for row in rows}


@pytest.fixture
async def season(log: Log) -> Season:
    """The whole quarter before this one, not scored yet, with no package in force."""
    this_quarter = rules.quarter_of(log.today)
    last = (this_quarter - timedelta(days=1)).replace(day=1)
    first = rules.quarter_of(last)
    found = Season(log, first, last)
    async with log.province.db.platform() as session:
        await registry.ensure_months(session, first, 3)
    for statement in (ENTRIES, TASKS, FACTS):
        await found.execute(statement, first=first, last=rules.last_day(last))
    await found.execute(WAITING)
    return found
