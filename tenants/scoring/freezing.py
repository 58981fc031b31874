"""A frozen month put right: its sums taken from today's log once more, by name, with a reason and a document."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries as organisation
from tenants.scoring import months
from tenants.scoring.errors import MonthNotFrozen
from tenants.scoring.models import FrozenMonth
from tenants.worklogs import carrying, rules, tasks
from tenants.worklogs.errors import MissingReason

DOCUMENT_LIMIT: Final = 200
# Where the month they went to has closed too, they have counted there and stay.
_TAKE_BACK: Final = text(
    """
    DELETE FROM carried_entry AS carried
    WHERE carried.tenant_id = :tenant AND carried.person_id = :person AND carried.work_date >= :month
      AND carried.work_date < CAST(:month AS date) + interval '1 month'
      AND NOT EXISTS (
          SELECT FROM closed_month AS closed
          WHERE closed.tenant_id = :tenant AND closed.person_id = :person AND closed.month = carried.month)
    RETURNING carried.entry_id, carried.month
    """
)


@dataclass(frozen=True)
class Grounds:
    """Why a month is frozen anew, and by which document."""

    reason: str
    document_number: str

    def checked(self) -> "Grounds":
        """Trimmed; neither may be missing."""
        document = self.document_number.strip()
        if not 1 <= len(document) <= DOCUMENT_LIMIT:
            raise MissingReason("documentNumber", most=DOCUMENT_LIMIT)
        return Grounds(rules.check_reason(self.reason), document)


async def refreeze(
    session: AsyncSession,
    caller: Caller,
    person_id: UUID,
    month: date,
    grounds: Grounds,
    *,
    with_carried: bool = False,
    now: datetime,
) -> FrozenMonth:
    """Freeze a closed month anew from today's log, posts and calendar: a named correction beside what was frozen.

    With `with_carried` the month's entries that were verified too late for it come back, unless the month they were
    carried to has closed as well. The month and everything that rests on it is scored again.
    """
    grant = authorize(caller, "evaluation", "correct")
    if not await organisation.person_within(session, grant, person_id, local_date(now)):
        raise NotFound("personId")
    given = asdict(grounds.checked())
    first = month.replace(day=1)
    await carrying.hold_closing(session)
    await months.hold(session)
    before = await _newest(session, person_id, first)
    if before is None:
        raise MonthNotFrozen("month")
    back = await _taken_back(session, person_id, first) if with_carried else []
    await tasks.mark_month(session, person_id, first)
    await months.score_by_law(session, first, ("again",), {"person": person_id, **given})
    after = await _newest(session, person_id, first)
    if after is None or (after.norm_package_id, after.revision) == (before.norm_package_id, before.revision):
        raise MonthNotFrozen("month")
    taken = [str(entry_id) for entry_id in back]
    await audit.record(
        session, caller, "refrozen", "person", person_id, month=first, revision=after.revision, entries=taken, **given
    )
    await enqueue(session, "score_months")
    await enqueue(session, "refresh_sheets")
    return after


async def _taken_back(session: AsyncSession, person_id: UUID, month: date) -> list[UUID]:
    values = {"tenant": tenant_of(session), "person": person_id, "month": month}
    rows = (await session.execute(_TAKE_BACK, values)).all()
    for other in {row.month for row in rows}:
        await tasks.mark_month(session, person_id, other)
    return [row.entry_id for row in rows]


async def _newest(session: AsyncSession, person_id: UUID, month: date) -> FrozenMonth | None:
    """What was frozen last of a person's month, under whichever package."""
    row: FrozenMonth | None = await session.scalar(
        select(FrozenMonth)
        .where(
            FrozenMonth.tenant_id == tenant_of(session), FrozenMonth.person_id == person_id, FrozenMonth.month == month
        )
        .order_by(FrozenMonth.frozen_at.desc(), FrozenMonth.revision.desc())
        .limit(1)
    )
    return row
