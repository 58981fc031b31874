"""Which year a day lies in, by the rule that evaluates a group of positions by years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.periods.models import PeriodRule
from tenants.periods.rules import JANUARY, Span, span_of


@dataclass(frozen=True)
class Years:
    """The rules of years of a tenant."""

    rules: Sequence[PeriodRule] = ()

    def year_of(self, group: str, day: date) -> Span:
        """The year of a group's rule that a day lies in; the calendar's where no rule holds on that day."""
        months = (
            rule.first_month
            for rule in self.rules
            if group in rule.position_groups
            and rule.valid_from <= day
            and (rule.valid_to is None or day < rule.valid_to)
        )
        return span_of("year", day, next(months, JANUARY))


async def years(session: AsyncSession) -> Years:
    """The years of every group."""
    found = await session.scalars(
        select(PeriodRule)
        .where(PeriodRule.tenant_id == tenant_of(session), PeriodRule.kind == "year")
        .order_by(PeriodRule.valid_from, PeriodRule.id)
    )
    return Years(found.all())
