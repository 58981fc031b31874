"""The life of evaluation periods: rules, opening on their day, closing at their deadline, finishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.periods import members, planning
from tenants.periods.errors import BadFirstMonth, BadRule, BetweenQuarters, BetweenYears, NotOpen, NotYet
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.periods.rules import GROUPS, JANUARY, KINDS, Steps, month_fits, span_of, year_called
from tenants.scoring import months
from tenants.worklogs import carrying
from tenants.worklogs.rules import check_reason

MAKE_SHEETS: Final = "make_sheets"
CLOSE_PERIOD: Final = "close_period"
SCORE_MONTHS: Final = "score_months"
LATE_POSTS: Final = timedelta(days=60)
"""How long after its close a period still takes up people whose post in it is entered late."""


@dataclass(frozen=True)
class RuleInput:
    """Which groups of positions are evaluated by which kind of period, and when steps are due; from which day on.

    A year begins with its first month: January, or December of the year before.
    """

    kind: str
    position_groups: Sequence[str]
    steps: Steps
    valid_from: date
    first_month: int = JANUARY


async def set_rule(session: AsyncSession, caller: Caller, given: RuleInput, *, now: datetime) -> PeriodRule:
    """Settle how some groups are evaluated from a day to come; what their group had before ends the day before.

    A month or quarter takes the place of either, since nobody is evaluated by both; a group goes over from one to the
    other with a quarter's first day. Years stand beside them; a group goes over to years of another first month with
    the first day of one, and what it had ends with the year called by the number before.
    """
    authorize(caller, "period", "manage")
    groups = list(dict.fromkeys(given.position_groups))
    if given.kind not in KINDS or not groups or not set(groups) <= set(GROUPS) or not given.steps.in_order:
        raise BadRule("rule")
    if not month_fits(given.kind, given.first_month):
        raise BadFirstMonth("firstMonth")
    if given.valid_from <= local_date(now):
        raise NotYet("validFrom", day=(local_date(now) + timedelta(days=1)).strftime("%d/%m/%Y"))
    beside = await _rules_beside(session, given)
    ends = _years_end(given, beside, now)
    quarter = span_of("quarter", given.valid_from)
    if any(row.kind != given.kind for row in beside) and given.valid_from != quarter.first:
        raise BetweenQuarters("validFrom", day=(quarter.last + timedelta(days=1)).strftime("%d/%m/%Y"))
    for row in beside:
        await _narrowed(session, row, set(groups), ends.get(row.id, given.valid_from))
    row = planning.rule_row(
        tenant_of(session), given.kind, groups, given.steps, given.valid_from, first_month=given.first_month
    )
    session.add(row)
    await session.flush()
    await session.execute(
        text(
            "DELETE FROM evaluation_period AS period USING period_rule AS rule"
            " WHERE period.tenant_id = :tenant AND period.status = 'planned' AND rule.tenant_id = :tenant"
            " AND rule.id = period.rule_id AND rule.valid_to <= :day AND period.first >= rule.valid_to"
        ),
        {"tenant": tenant_of(session), "day": given.valid_from},
    )
    await audit.record(
        session, caller, "set", "period_rule", row.id, kind=given.kind, groups=groups, valid_from=given.valid_from
    )
    return row


def _years_end(given: RuleInput, beside: Sequence[PeriodRule], now: datetime) -> dict[UUID, date]:
    """On which day the years of another first month end, by rule: no year is skipped, and none is there twice."""
    others = [row for row in beside if given.kind == "year" and row.first_month != given.first_month]
    if not others:
        return {}
    year = span_of("year", given.valid_from, given.first_month)
    following = year.last + timedelta(days=1)
    if year.first != given.valid_from:
        raise BetweenYears("validFrom", day=following.strftime("%d/%m/%Y"))
    ends = {row.id: min(given.valid_from, year_called(year.last.year, row.first_month).first) for row in others}
    if min(ends.values()) <= local_date(now):
        raise BetweenYears("validFrom", day=following.strftime("%d/%m/%Y"))
    return ends


async def _rules_beside(session: AsyncSession, given: RuleInput) -> list[PeriodRule]:
    kinds = ("year",) if given.kind == "year" else ("month", "quarter")
    found = await session.scalars(
        select(PeriodRule)
        .where(
            PeriodRule.tenant_id == tenant_of(session),
            PeriodRule.kind.in_(kinds),
            PeriodRule.position_groups.overlap(list(given.position_groups)),
            or_(PeriodRule.valid_to.is_(None), PeriodRule.valid_to > given.valid_from),
        )
        .with_for_update()
    )
    return list(found)


async def _narrowed(session: AsyncSession, row: PeriodRule, groups: set[str], day: date) -> None:
    """End a rule on a day; its other groups go on by a rule of the same steps."""
    left = [group for group in row.position_groups if group not in groups]
    begin = max(day, row.valid_from)
    if left:
        going_on = planning.rule_row(
            row.tenant_id, row.kind, left, planning.steps_of(row), begin, first_month=row.first_month
        )
        going_on.valid_to = row.valid_to
        session.add(going_on)
    if row.valid_from >= day:
        own = EvaluationPeriod.tenant_id == row.tenant_id, EvaluationPeriod.rule_id == row.id
        await session.execute(delete(EvaluationPeriod).where(*own, EvaluationPeriod.status == "planned"))
        await session.delete(row)
    else:
        row.valid_to = day


async def keep_calendar(session: AsyncSession, today: date) -> int:
    """Plan what begins soon, open what has begun, close what is due: run every hour; how many changed."""
    changed = await planning.plan(session, today.replace(month=1, day=1), today + planning.AHEAD)
    await planning.mend(session, today)
    opened = await session.scalars(
        update(EvaluationPeriod)
        .where(
            EvaluationPeriod.tenant_id == tenant_of(session),
            EvaluationPeriod.status == "planned",
            EvaluationPeriod.first <= today,
        )
        .values(status="open", opened_at=utc_now())
        .returning(EvaluationPeriod.id)
    )
    for period_id in opened.all():
        await audit.record(session, None, "opened", "evaluation_period", period_id)
        await enqueue(session, MAKE_SHEETS, period_id=str(period_id))
        changed += 1
    for period_id in await _to_close(session, today):
        await enqueue(session, CLOSE_PERIOD, period_id=str(period_id))
        changed += 1
    return changed


async def _to_close(session: AsyncSession, today: date) -> Sequence[UUID]:
    """Periods whose freeze day is over, and for a while those closed already: somebody's post may be entered late."""
    wanted = select(EvaluationPeriod.id).where(
        EvaluationPeriod.tenant_id == tenant_of(session),
        EvaluationPeriod.freeze_on < today,
        or_(
            EvaluationPeriod.status == "open",
            and_(EvaluationPeriod.status == "closed", EvaluationPeriod.freeze_on >= today - LATE_POSTS),
        ),
    )
    return (await session.scalars(wanted.order_by(EvaluationPeriod.first, EvaluationPeriod.id))).all()


async def close_period(session: AsyncSession, period_id: str) -> int:
    """The job of the deadline: close a period whose freeze day is over; how many months of persons were closed.

    Of a period closed before it closes the months of those whose post in it was entered since.
    """
    row, now = await _period(session, UUID(period_id)), utc_now()
    if row is None or row.status not in ("open", "closed") or row.freeze_on >= local_date(now):
        return 0
    if row.status == "open":
        await audit.record(session, None, "closed", "evaluation_period", row.id)
    return await _close(session, row, now)


async def close_by_hand(
    session: AsyncSession, caller: Caller, period_id: UUID, reason: str, *, now: datetime
) -> EvaluationPeriod:
    """Close a period before its deadline, with a reason; never before its last day is over."""
    authorize(caller, "period", "manage")
    row = await _period(session, period_id)
    if row is None:
        raise NotFound("id")
    told = check_reason(reason)
    if row.status != "open":
        raise NotOpen("id")
    if row.last >= local_date(now):
        raise NotYet("id", day=(row.last + timedelta(days=1)).strftime("%d/%m/%Y"))
    await _close(session, row, now)
    await audit.record(session, caller, "closed", "evaluation_period", row.id, reason=told)
    return row


async def _close(session: AsyncSession, row: EvaluationPeriod, now: datetime) -> int:
    """Close the months of the period's people: what is verified later is carried on, what is scored from now frozen.

    Whoever verifies or scores is waited for, and waits.
    """
    await carrying.hold_closing(session)
    await months.hold(session)
    if newly := row.status == "open":
        row.status, row.closed_at = "closed", now
        await session.flush()
    closed = await members.close_months(session, row, now)
    if newly or closed:
        await enqueue(session, MAKE_SHEETS, period_id=str(row.id))
        await enqueue(session, SCORE_MONTHS)
    return closed


async def finish(session: AsyncSession, period_id: UUID, *, now: datetime) -> None:
    """Note that every sheet of a closed period is decided."""
    await session.execute(
        update(EvaluationPeriod)
        .where(
            EvaluationPeriod.tenant_id == tenant_of(session),
            EvaluationPeriod.id == period_id,
            EvaluationPeriod.status == "closed",
        )
        .values(status="finished", finished_at=now)
    )


async def _period(session: AsyncSession, period_id: UUID) -> EvaluationPeriod | None:
    found: EvaluationPeriod | None = await session.get(
        EvaluationPeriod, (tenant_of(session), period_id), with_for_update=True
    )
    return found
