"""What would have changed a person's month, asked of the log: its records as receipts have them, and what waits."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.norms import queries as norms
from tenants.norms.facts import VERIFICATION, own
from tenants.norms.language import Package, RecordErrors, Value, accepted, canonical, from_canonical
from tenants.organisation import queries as organisation
from tenants.scoring import receipts, what_if
from tenants.scoring.models import MonthScore
from tenants.scoring.months import last_day
from tenants.scoring.sources import entry_facts
from tenants.scoring.what_if import Change, Done, Figures
from tenants.worklogs.models import WorkEntry

USUAL_QUALITY: Final = "good"
MOST_SINGLE: Final = 40
VERDICT: Final[Mapping[str, Value]] = {"quality": USUAL_QUALITY, "failed": Decimal(0), "delays": Decimal(0)}
"""What is assumed of work that waits: taken whole, without fault."""


@dataclass(frozen=True)
class WhatIf:
    """The month as it was scored, and its changes; not `settled` where the log says something else by now."""

    settled: bool
    now: Figures
    changes: Sequence[Change]
    of_entries: Sequence[Change]


async def of_month(session: AsyncSession, caller: Caller, person_id: UUID, month: date, *, on: date) -> WhatIf:
    """What would change the newest score of a person's month; looking at another's is recorded."""
    grant = authorize(caller, "score", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    if person_id != caller.person_id:
        await audit.log_read(session, caller, person_id, "month_scores")
    return await asyncio.to_thread(_reckoned, await month_records(session, person_id, month.replace(day=1)))


@dataclass(frozen=True)
class MonthRecords:
    """A month's newest score, the package that made it, and its records: those that count and those that wait."""

    package: Package
    score: MonthScore
    rows: Sequence[Done]

    @property
    def inputs(self) -> Mapping[str, Value]:
        """The month's own inputs, as its receipt has them."""
        said = self.score.receipt["inputs"]
        names = list(self.package.levels["month"].inputs)
        return from_canonical(self.package, "month", names, [said[name] for name in names])

    def told(self, now: Figures) -> bool:
        """Whether the log still says what was scored."""
        values = self.score.receipt["values"]
        said = {"results": now.results, "total": now.total, "rating": now.rating}
        return all(canonical(value) == (values[name] or "") for name, value in said.items())


async def month_records(session: AsyncSession, person_id: UUID, month: date) -> MonthRecords:
    """The records of a person's month, of which `month` is the first day; refused where it was never scored."""
    score = await receipts.newest_score(session, person_id, month)
    law = await norms.package(session, score.norm_package_id)
    package = norms.package_of(law)
    counted = await receipts.month_rows(session, law, person_id, score.month)
    rows = [*await _counted(session, package, counted), *await _waiting(session, package, person_id, score.month)]
    return MonthRecords(package, score, rows)


def _reckoned(of: MonthRecords) -> WhatIf:
    package, month, rows = of.package, of.inputs, of.rows
    now = what_if.figures(package, month, rows)
    if not of.told(now):
        return WhatIf(False, now, (), ())
    single = what_if.single_changes(package, month, rows)[:MOST_SINGLE]
    return WhatIf(True, now, what_if.changes(package, month, rows), single)


async def _counted(session: AsyncSession, package: Package, rows: Sequence[dict[str, Any]]) -> list[Done]:
    """The records that count, with how much was written down of each."""
    ids = [UUID(row["entryId"]) for row in rows if row["entryId"] is not None]
    days = [date.fromisoformat(row["keys"]["day"]) for row in rows] or [date.min]
    found = await session.execute(
        select(WorkEntry.id, WorkEntry.quantity).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.id.in_(ids),
            WorkEntry.work_date.between(min(days), max(days)),
        )
    )
    written = {row.id: row.quantity for row in found}
    names = list(package.levels["entry"].inputs)
    done = []
    for row in rows:
        entry_id = None if row["entryId"] is None else UUID(row["entryId"])
        inputs = from_canonical(package, "entry", names, [row["inputs"][name] for name in names])
        done.append(Done(inputs, row["keys"], entry_id, None if entry_id is None else written.get(entry_id)))
    return done


async def _waiting(session: AsyncSession, package: Package, person_id: UUID, month: date) -> list[Done]:
    """Entries handed in and not verified; none where the law asks of whoever verifies what nobody can know yet."""
    if any(one.required for one in own(package, VERIFICATION)):
        return []
    level = package.levels["entry"]
    found = await session.execute(
        select(WorkEntry.id, WorkEntry.work_date, WorkEntry.quantity, *entry_facts(package)).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.person_id == person_id,
            WorkEntry.work_date.between(month, last_day(month)),
            WorkEntry.status == "submitted",
        )
    )
    done = []
    for row in found:
        place = len(row) - len(level.inputs)
        facts = dict(zip(level.inputs, row[place:], strict=True))
        facts |= {name: value for name, value in VERDICT.items() if name in facts}
        said = {name: _exact(value) for name, value in facts.items() if value is not None}
        try:
            inputs = accepted(level, said)
        except RecordErrors:
            continue
        done.append(Done(inputs, {"day": row.work_date.isoformat()}, row.id, row.quantity, counts=False))
    return done


def _exact(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
