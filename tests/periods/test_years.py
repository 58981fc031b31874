"""Years that begin in December: planned, gone over to and back, asked for through the API."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from tenants.periods import actions, planning, years
from tenants.periods.actions import RuleInput
from tenants.periods.errors import BadFirstMonth, BetweenYears
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.periods.rules import GROUPS, YEARLY, Span, year_called
from tests.api.conftest import Api, api, settings
from tests.fixtures_tenant import Province

__all__ = ["api", "settings"]

SET = """
mutation ($input: SetPeriodRuleInput!) { setPeriodRule(input: $input) { kind firstMonth validFrom validTo } }"""
RULES = "{ periodRules { kind firstMonth validFrom validTo } }"


async def ruled(province: Province, first_month: int, since: date) -> None:
    """The province's only rule: years from a month."""
    async with province.db.tenant(province.id) as session:
        session.add(planning.rule_row(province.id, "year", GROUPS, YEARLY, since, first_month=first_month))


async def go_over(
    province: Province, first_month: int, day: date, groups: tuple[str, ...] = GROUPS, now: datetime | None = None
) -> None:
    given = RuleInput("year", groups, YEARLY, day, first_month)
    async with province.db.tenant(province.id) as session:
        await actions.set_rule(session, province.caller("admin"), given, now=now or utc_now())


async def spans(province: Province, last: date, *, opened: bool = False) -> list[tuple[Span, list[str]]]:
    """The years planned up to a day, with their groups."""
    async with province.db.tenant(province.id) as session:
        if opened:
            await actions.keep_calendar(session, province.today)
        await planning.plan(session, province.today.replace(month=1, day=1), last)
        rows = await session.scalars(
            select(EvaluationPeriod).order_by(EvaluationPeriod.first, EvaluationPeriod.position_groups)
        )
        return [(Span(row.first, row.last), row.position_groups) for row in rows]


async def test_a_new_province_decides_its_years_before_15_december(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await planning.give_default_rules(session, province.today)
        await actions.keep_calendar(session, province.today)
        await planning.plan(session, province.today, province.today + timedelta(days=1500))
        found = (await session.scalars(select(EvaluationPeriod).where(EvaluationPeriod.kind == "year"))).all()
    assert len(found) >= 4
    for row in found:
        assert (row.first.month, row.first.day, row.last) == (12, 1, date(row.first.year + 1, 11, 30))
        assert row.last < row.freeze_on < row.decision_by < date(row.last.year, 12, 15)
    running = [row for row in found if row.first <= province.today <= row.last]
    assert [row.status for row in running] == ["open"], "the year the province begins in, though it began last year"


async def test_going_over_to_years_from_december_skips_none_and_has_none_twice(province: Province) -> None:
    number = province.today.year + 1
    await ruled(province, 1, date(province.today.year - 1, 1, 1))
    day = date(number, 12, 1)
    await spans(province, date(number + 1, 3, 1), opened=True)
    with pytest.raises(BetweenYears):
        await go_over(province, 12, date(number, 3, 1))
    await go_over(province, 12, day, ("leadership", "professional"))
    found = await spans(province, date(number + 2, 2, 1))
    for group in GROUPS:
        called = [span.last.year for span, groups in found if group in groups]
        assert called == list(range(province.today.year, number + 3)), group
    new = [span for span, groups in found if groups == ["leadership", "professional"]]
    assert new == [year_called(number + 1, 12), year_called(number + 2, 12)]


async def test_going_back_to_calendar_years_ends_with_the_year_called_by_the_number_before(province: Province) -> None:
    number = province.today.year + 2
    await ruled(province, 12, date(province.today.year - 1, 12, 1))
    await spans(province, date(number + 1, 3, 1), opened=True)
    await go_over(province, 1, date(number, 1, 1))
    called = [(span.last.year, span.first.month) for span, _ in await spans(province, date(number + 1, 3, 1))]
    assert called == [(one, 12) for one in range(province.today.year, number)] + [(number, 1), (number + 1, 1)]


async def test_a_year_that_has_begun_is_not_taken_back(province: Province) -> None:
    year = province.today.year + 1
    await ruled(province, 12, date(province.today.year - 1, 12, 1))
    with pytest.raises(BetweenYears, match=f"01/01/{year + 2}"):
        await go_over(province, 1, date(year + 1, 1, 1), now=datetime(year, 12, 10, tzinfo=UTC))
    await go_over(province, 1, date(year + 1, 1, 1), now=datetime(year, 11, 10, tzinfo=UTC))


async def test_a_rule_to_come_is_replaced_with_what_was_planned_by_it(province: Province) -> None:
    day = date(province.today.year + 1, 12, 1)
    for steps in (1, 2):
        await go_over(province, 12, day)
        assert [span.first for span, _ in await spans(province, day)] == [day], steps


@pytest.mark.parametrize(("kind", "first_month"), [("year", 0), ("year", 13), ("month", 12), ("quarter", 2)])
async def test_a_first_month_that_is_none_is_refused(province: Province, kind: str, first_month: int) -> None:
    given = RuleInput(kind, ["support"], YEARLY, province.today + timedelta(days=400), first_month)
    async with province.db.tenant(province.id) as session:
        with pytest.raises(BadFirstMonth):
            await actions.set_rule(session, province.caller("admin"), given, now=utc_now())


async def test_the_year_of_a_day_follows_the_groups_rule_and_else_the_calendar(province: Province) -> None:
    since = date(2025, 12, 1)
    async with province.db.tenant(province.id) as session:
        session.add(planning.rule_row(province.id, "year", ["support"], YEARLY, since, first_month=12))
        await session.flush()
        known = await years.years(session)
    day = date(2025, 12, 20)
    assert known.year_of("support", day) == Span(since, date(2026, 11, 30))
    assert known.year_of("shared", day) == known.year_of("support", since - timedelta(days=1))
    assert known.year_of("shared", day) == Span(date(2025, 1, 1), date(2025, 12, 31))


async def test_an_administrator_settles_the_first_month_through_the_api(
    province: Province, api: Api, tmp_path: Path
) -> None:
    admin, cadre = await api.token(province, "admin"), await api.token(province, "cadre1")
    await ruled(province, 1, date(2026, 1, 1))
    day = date(province.today.year + 1, 12, 1)
    given = {
        "kind": "YEAR", "positionGroups": ["LEADERSHIP", "PROFESSIONAL", "SHARED", "SUPPORT"], "selfScoreDays": 3,
        "opinionDays": 5, "freezeDays": 6, "decisionDays": 8, "validFrom": day.isoformat(),
    }  # fmt: skip
    wrong = await api.ask(admin, SET, input={**given, "firstMonth": 13})
    assert wrong["errors"][0]["extensions"]["code"] == "BAD_FIRST_MONTH"
    made = await api.ask(admin, SET, input={**given, "firstMonth": 12})
    assert made["data"]["setPeriodRule"]["firstMonth"] == 12
    found = (await api.ask(cadre, RULES))["data"]["periodRules"]
    assert [(one["firstMonth"], one["validTo"]) for one in found] == [(1, day.isoformat()), (12, None)]
    async with province.db.tenant(province.id) as session:
        rules = (await session.scalars(select(PeriodRule).order_by(PeriodRule.valid_from))).all()
    assert [rule.first_month for rule in rules] == [1, 12]
