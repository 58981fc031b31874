"""What a pilot brought about beside what the lab had told of the same people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.lab.models import LabRun
from tenants.lab.summary import FEWEST_TOLD
from tenants.norms.models import NormPackage, NormPilot

# The last month that ended within the pilot and is scored by its package, person by person, beside the newest month of
# the newest finished run of the same text.
BESIDE: Final = text(
    """
    WITH scored AS (
        SELECT DISTINCT ON (person_id, month) person_id, month, total, rating, norm_package_id
        FROM month_score
        WHERE tenant_id = :tenant AND CAST(month + interval '1 month - 1 day' AS date) >= :first
          AND CAST(month + interval '1 month - 1 day' AS date) < :after
        ORDER BY person_id, month, revision DESC
    ), last AS (
        SELECT * FROM scored WHERE norm_package_id = :package
          AND month = (SELECT max(month) FROM scored WHERE norm_package_id = :package)
    )
    SELECT last.month, last.total, last.rating, told.person_id IS NOT NULL AS tried, told.start AS tried_month,
           told.after_total, told.after_rating
    FROM last LEFT JOIN lab_result AS told ON told.tenant_id = :tenant AND told.run_id = :run
         AND told.grain = 'month' AND told.person_id = last.person_id AND told.start = (
             SELECT max(start) FROM lab_result WHERE tenant_id = :tenant AND run_id = :run AND grain = 'month')
    """
)


@dataclass(frozen=True)
class Tally:
    """How many people a month put into which class, and the mean of their totals; nothing is told of a few."""

    month: date
    persons: int
    classes: Mapping[str | None, int]
    mean: Decimal | None


@dataclass(frozen=True)
class PilotOutcome:
    """The pilot's last whole month, and the lab's month for those of the same people it knew."""

    pilot: Tally | None
    lab: Tally | None


async def pilot_outcome(session: AsyncSession, caller: Caller, pilot_id: UUID) -> PilotOutcome:
    """What became of a pilot, for whoever may read the lab."""
    authorize(caller, "norm_lab", "read")
    pilot = await session.get(NormPilot, (tenant_of(session), pilot_id))
    if pilot is None:
        raise NotFound("id")
    run_id = await _newest_run(session, pilot.norm_package_id)
    found = await session.execute(
        BESIDE,
        {
            "tenant": tenant_of(session),
            "first": pilot.valid_from,
            "after": pilot.valid_to,
            "package": pilot.norm_package_id,
            "run": run_id,
        },
    )
    rows = found.mappings().all()
    tried = [row for row in rows if row["tried"]]
    return PilotOutcome(
        _tally(rows, "month", "total", "rating"), _tally(tried, "tried_month", "after_total", "after_rating")
    )


async def _newest_run(session: AsyncSession, package_id: UUID) -> UUID | None:
    package = await session.get(NormPackage, (tenant_of(session), package_id))
    if package is None:
        return None
    wanted = select(LabRun.id).where(
        LabRun.tenant_id == tenant_of(session),
        LabRun.status == "done",
        LabRun.document == package.document,
        LabRun.override.is_not_distinct_from(package.override),
    )
    found: UUID | None = await session.scalar(wanted.order_by(LabRun.id.desc()).limit(1))
    return found


def _tally(rows: Any, month: str, total: str, rating: str) -> Tally | None:  # noqa: ANN401 - rows of a text
    if not rows:
        return None
    if len(rows) < FEWEST_TOLD:
        return Tally(rows[0][month], len(rows), {}, None)
    totals = [row[total] for row in rows if row[total] is not None]
    ratings = [row[rating] for row in rows]
    classes = {one: ratings.count(one) for one in sorted(set(ratings), key=lambda one: one or "~")}
    mean = (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal("0.0001")) if len(totals) >= FEWEST_TOLD else None
    return Tally(rows[0][month], len(rows), classes, mean)
