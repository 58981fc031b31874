"""Periods planned ahead from the rules in force, with their deadlines on the tenant's working days."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, cast

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from tenants.periods import rules
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.periods.rules import DECEMBER, GROUPS, JANUARY, MONTHLY, QUARTERLY, YEARLY, Span, Steps
from tenants.registry.models import CalendarDay

DEADLINES: Final = ("self_score_by", "opinion_by", "freeze_on", "decision_by")
AHEAD: Final = timedelta(days=62)
"""How far ahead periods are planned: the next one of every kind but the year is always there."""
DEFAULTS: Final = (
    ("month", tuple(group for group in GROUPS if group != "leadership"), MONTHLY, JANUARY),
    ("quarter", ("leadership",), QUARTERLY, JANUARY),
    ("year", GROUPS, YEARLY, DECEMBER),
)
"""What a new province begins with: leaders by quarters (Guidance 02), everybody else by months, all by years.

Years begin on 1 December, so that they are over and ranked before 15 December (Decree 335).
"""


async def give_default_rules(session: AsyncSession, day: date) -> None:
    """Settle a new tenant's periods, from the month, quarter and year on that a day lies in.

    Its administrator changes them whenever its own regulation says otherwise.
    """
    for kind, groups, steps, first_month in DEFAULTS:
        begin = rules.span_of(kind, day, first_month).first
        session.add(rule_row(tenant_of(session), kind, groups, steps, begin, first_month=first_month))
    await session.flush()


def rule_row(
    tenant: int, kind: str, groups: Iterable[str], steps: Steps, valid_from: date, *, first_month: int = JANUARY
) -> PeriodRule:
    """A rule, not yet written."""
    return PeriodRule(
        tenant_id=tenant,
        id=uuid7(),
        kind=kind,
        position_groups=list(groups),
        self_score_days=steps.self_score_days,
        opinion_days=steps.opinion_days,
        freeze_days=steps.freeze_days,
        decision_days=steps.decision_days,
        report_day=steps.report_day,
        first_month=first_month,
        valid_from=valid_from,
    )


async def plan(session: AsyncSession, first: date, last: date) -> int:
    """Plan every period that begins from `first` to `last`, by the rule of its first day; how many are new.

    Years that `first` lies in are planned too.
    """
    found = await session.scalars(
        select(PeriodRule).where(
            PeriodRule.tenant_id == tenant_of(session),
            PeriodRule.valid_from <= last,
            or_(PeriodRule.valid_to.is_(None), PeriodRule.valid_to > first),
        )
    )
    rows = []
    for rule in found.all():
        until = last if rule.valid_to is None else min(last, rule.valid_to - timedelta(days=1))
        begin = first if rule.kind != "year" else rules.span_of(rule.kind, first, rule.first_month).first
        for span in rules.spans(rule.kind, max(begin, rule.valid_from), until, rule.first_month):
            rows.append(await _row(session, rule, span))
    if not rows:
        return 0
    written = await session.scalars(
        insert(EvaluationPeriod)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["tenant_id", "rule_id", "first"])
        .returning(EvaluationPeriod.id)
    )
    return len(written.all())


async def mend(session: AsyncSession, today: date) -> int:
    """Move the deadlines to come of periods that are not closed, where the working calendar has changed; how many."""
    found = await session.execute(
        select(EvaluationPeriod, PeriodRule)
        .join(
            PeriodRule,
            (PeriodRule.tenant_id == EvaluationPeriod.tenant_id) & (PeriodRule.id == EvaluationPeriod.rule_id),
        )
        .where(
            EvaluationPeriod.tenant_id == tenant_of(session),
            EvaluationPeriod.status.in_(("planned", "open")),
            EvaluationPeriod.decision_by > today,
        )
    )
    changed = 0
    for period, rule in found.all():
        due = await _row(session, rule, Span(period.first, period.last))
        moved = [
            name
            for name in DEADLINES
            if due[name] != getattr(period, name) and min(getattr(period, name), cast("date", due[name])) > today
        ]
        for name in moved:
            setattr(period, name, due[name])
        changed += bool(moved)
    return changed


async def _row(session: AsyncSession, rule: PeriodRule, span: Span) -> dict[str, object]:
    steps = steps_of(rule)
    due = rules.deadlines(span, steps, await _working_days_after(session, span.last, steps.most))
    return {
        "tenant_id": rule.tenant_id,
        "id": uuid7(),
        "rule_id": rule.id,
        "kind": rule.kind,
        "position_groups": rule.position_groups,
        "first": span.first,
        "last": span.last,
        "self_score_by": due.self_score_by,
        "opinion_by": due.opinion_by,
        "freeze_on": due.freeze_on,
        "decision_by": due.decision_by,
        "report_by": due.report_by,
    }


def steps_of(rule: PeriodRule) -> Steps:
    """The steps a rule keeps."""
    return Steps(rule.self_score_days, rule.opinion_days, rule.freeze_days, rule.decision_days, rule.report_day)


async def _working_days_after(session: AsyncSession, day: date, count: int) -> Sequence[date]:
    """The next working days; beyond the calendar's end, Mondays to Fridays."""
    found = await session.scalars(
        select(CalendarDay.day)
        .where(CalendarDay.tenant_id == tenant_of(session), CalendarDay.day > day, CalendarDay.working)
        .order_by(CalendarDay.day)
        .limit(count)
    )
    days = list(found)
    end = await session.scalar(
        select(CalendarDay.day)
        .where(CalendarDay.tenant_id == tenant_of(session))
        .order_by(CalendarDay.day.desc())
        .limit(1)
    )
    following = max(day, end or day)
    while len(days) < count:
        following += timedelta(days=1)
        if following.weekday() < 5:
            days.append(following)
    return days
