"""The calendar of evaluation: planned, opened and closed on its days; who may change it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text, update

from kernel.clock import utc_now
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.evaluation import making
from tenants.periods import actions, planning, queries
from tenants.periods.actions import RuleInput
from tenants.periods.errors import BadRule, NotOpen, NotYet
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.periods.rules import GROUPS, MONTHLY, QUARTERLY, Steps
from tenants.registry.models import CalendarDay
from tenants.worklogs.models import ClosedMonth, PendingMonth
from tests.fixtures_tenant import Province

BEGAN = date(2026, 1, 1)


async def planned(province: Province, today: date) -> list[EvaluationPeriod]:
    async with province.db.tenant(province.id) as session:
        if not await session.scalar(select(func.count()).select_from(PeriodRule)):
            await planning.give_default_rules(session, BEGAN)
        await actions.keep_calendar(session, today)
    async with province.db.tenant(province.id) as session:
        return list(await session.scalars(select(EvaluationPeriod).order_by(EvaluationPeriod.first)))


async def closing(province: Province, period: EvaluationPeriod) -> int:
    """Make the sheets of an open period and close it as if its deadline had passed."""
    async with province.db.tenant(province.id) as session:
        await making.make_sheets(session, str(period.id))
        await session.execute(
            update(EvaluationPeriod)
            .where(EvaluationPeriod.id == period.id)
            .values(freeze_on=province.today - timedelta(days=1))
        )
    async with province.db.tenant(province.id) as session:
        return await actions.close_period(session, str(period.id))


def rule(**changes: object) -> RuleInput:
    given: dict[str, object] = {
        "kind": "month", "position_groups": ["leadership"], "steps": MONTHLY,
        "valid_from": (utc_now() + timedelta(days=40)).date(),
    } | changes  # fmt: skip
    return RuleInput(**given)  # type: ignore[arg-type] # changed field by field


async def test_periods_are_planned_ahead_once_and_opened_on_their_first_day(province: Province) -> None:
    today = province.today
    found = await planned(province, today)
    again = await planned(province, today)
    assert [row.id for row in found] == [row.id for row in again]
    assert all((row.status == "planned") == (row.first > today) for row in found)
    kinds = {(row.kind, row.first) for row in found}
    assert ("month", today.replace(day=1)) in kinds
    assert ("year", date(today.year if today.month == 12 else today.year - 1, 12, 1)) in kinds
    assert any(row.first > today for row in found)


async def test_deadlines_lie_on_working_days_of_the_provinces_calendar(province: Province) -> None:
    found = await planned(province, province.today)
    async with province.db.tenant(province.id) as session:
        working = set(await session.scalars(select(CalendarDay.day).where(CalendarDay.working)))
    for row in (row for row in found if row.decision_by <= max(working)):
        for day in (row.self_score_by, row.opinion_by, row.freeze_on, row.decision_by):
            assert day in working
        assert row.last < row.self_score_by <= row.opinion_by <= row.freeze_on <= row.decision_by
        assert row.report_by is None or row.report_by.day == 25


async def test_a_swapped_working_day_moves_a_deadline(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await session.execute(
            text("UPDATE calendar_day SET working = NOT working WHERE day IN ('2026-08-01', '2026-08-03')")
        )
    found = await planned(province, date(2026, 8, 20))
    july = next(row for row in found if row.kind == "month" and row.first == date(2026, 7, 1))
    # Saturday the 1st counts, Monday the 3rd does not: 1, 4, 5.
    assert july.self_score_by == date(2026, 8, 5)


async def test_closing_closes_the_months_of_its_people_and_asks_for_their_scores(province: Province) -> None:
    found = await planned(province, province.today)
    month = next(row for row in found if row.kind == "month" and row.first == province.today.replace(day=1))
    assert await closing(province, month) > 0
    assert await closing(province, month) == 0
    async with province.db.tenant(province.id) as session:
        closed = {row.person_id for row in await session.scalars(select(ClosedMonth))}
        waiting = {row.person_id for row in await session.scalars(select(PendingMonth))}
        status = await session.scalar(select(EvaluationPeriod.status).where(EvaluationPeriod.id == month.id))
    assert status == "closed"
    assert closed == waiting == {province.people[name] for name in ("cadre1", "cadre2", "cadre3", "commune_cadre")}


async def test_a_period_does_not_close_before_its_deadline(province: Province) -> None:
    found = await planned(province, province.today)
    month = next(
        row for row in found if row.kind == "month" and row.status == "open" and row.freeze_on > province.today
    )
    async with province.db.tenant(province.id) as session:
        assert await actions.close_period(session, str(month.id)) == 0


async def test_an_administrator_closes_early_with_a_reason_and_never_before_the_last_day(province: Province) -> None:
    found = await planned(province, province.today)
    running = next(row for row in found if row.kind == "month" and row.last >= province.today and row.status == "open")
    ended = next(row for row in found if row.kind == "month" and row.last < province.today and row.status == "open")
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        with pytest.raises(NotYet):
            await actions.close_by_hand(session, admin, running.id, "Đã đủ ý kiến.", now=utc_now())
        with pytest.raises(NotFound):
            await actions.close_by_hand(session, admin, uuid7(), "Đã đủ ý kiến.", now=utc_now())
        with pytest.raises(Forbidden):
            await actions.close_by_hand(
                session, province.caller("agency_head"), ended.id, "Đã đủ ý kiến.", now=utc_now()
            )
        done = await actions.close_by_hand(session, admin, ended.id, "Đã đủ ý kiến.", now=utc_now())
        assert done.status == "closed"
        with pytest.raises(NotOpen):
            await actions.close_by_hand(session, admin, ended.id, "Đã đủ ý kiến.", now=utc_now())


async def test_a_rule_begins_on_a_day_to_come_and_takes_its_groups_from_the_one_before(province: Province) -> None:
    await planned(province, province.today)
    admin = province.caller("admin")
    begin = date(province.today.year + 1, 1, 1)
    async with province.db.tenant(province.id) as session:
        await actions.set_rule(
            session, admin, rule(kind="quarter", position_groups=["support"], steps=QUARTERLY, valid_from=begin),
            now=utc_now(),
        )  # fmt: skip
        rows = await queries.rules(session, province.caller("cadre1"))
    months = [(row.position_groups, row.valid_from, row.valid_to) for row in rows if row.kind == "month"]
    assert months == [
        (["professional", "shared", "support"], BEGAN, begin),
        (["professional", "shared"], begin, None),
    ]
    quarters = [(row.position_groups, row.valid_to) for row in rows if row.kind == "quarter"]
    assert quarters == [(["leadership"], None), (["support"], None)]


async def test_nobody_is_planned_twice_after_a_rule_changed(province: Province) -> None:
    await planned(province, province.today)
    begin = (province.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    async with province.db.tenant(province.id) as session:
        await actions.set_rule(
            session, province.caller("admin"), rule(position_groups=["shared"], valid_from=begin), now=utc_now()
        )
    found = await planned(province, province.today)
    for start in {row.first for row in found}:
        for kind in ("month", "year"):
            groups = [g for row in found if row.first == start and row.kind == kind for g in row.position_groups]
            assert len(groups) == len(set(groups))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "week"},
        {"position_groups": []},
        {"position_groups": ["nobody"]},
        {"steps": Steps(9, 3, 7, 10)},
    ],
)
async def test_a_rule_that_does_not_hold_is_refused(province: Province, wrong: dict[str, object]) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(BadRule):
            await actions.set_rule(session, province.caller("admin"), rule(**wrong), now=utc_now())


async def test_a_rule_for_a_day_that_has_begun_is_refused_and_only_administrators_set_one(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(NotYet):
            await actions.set_rule(session, province.caller("admin"), rule(valid_from=province.today), now=utc_now())
        with pytest.raises(Forbidden):
            await actions.set_rule(session, province.caller("province_head"), rule(), now=utc_now())
        assert await session.scalar(select(func.count()).select_from(PeriodRule)) == 0


def test_the_default_rules_evaluate_everybody_once_by_month_or_quarter_and_by_year() -> None:
    shorter = [group for kind, groups, *_ in planning.DEFAULTS if kind != "year" for group in groups]
    yearly = [group for kind, groups, *_ in planning.DEFAULTS if kind == "year" for group in groups]
    assert sorted(shorter) == sorted(yearly) == sorted(GROUPS)
