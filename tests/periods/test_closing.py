"""Who belongs to a period, what closing it does to their months, and what happens when steps are late."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select, text, update

from kernel.clock import utc_now
from kernel.errors import Forbidden
from kernel.ids import uuid7
from tenants.audit.models import AuditEvent
from tenants.catalogue.models import JobPosition, JobPositionVersion
from tenants.evaluation import deadlines, making, overdue
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.organisation.models import Appointment
from tenants.periods import actions, members, planning
from tenants.periods.actions import RuleInput
from tenants.periods.errors import BetweenQuarters, NotOpined, NotYet
from tenants.periods.members import Member
from tenants.periods.models import EvaluationPeriod
from tenants.periods.rules import MONTHLY, QUARTERLY
from tenants.scoring.models import FrozenMonth
from tenants.scoring.periods import starts
from tenants.worklogs.models import ClosedMonth
from tests.fixtures_tenant import Province
from tests.scoring.quarter import DECREE, Quarter

STAFF = {"cadre1", "cadre2", "cadre3", "commune_cadre"}


async def period_of(province: Province, kind: str, day: date) -> EvaluationPeriod:
    """The period of a kind that a day lies in, planned and opened if it is not there yet."""
    async with province.db.tenant(province.id) as session:
        if not await session.scalar(select(func.count()).select_from(EvaluationPeriod)):
            await planning.give_default_rules(session, date(province.today.year - 1, 1, 1))
            await planning.plan(session, date(province.today.year - 1, 1, 1), province.today)
            await session.execute(update(EvaluationPeriod).values(status="open", opened_at=utc_now()))
        found = await session.scalars(
            select(EvaluationPeriod).where(
                EvaluationPeriod.kind == kind, EvaluationPeriod.first <= day, EvaluationPeriod.last >= day
            )
        )
        return found.one()


async def members_of(province: Province, period: EvaluationPeriod) -> dict[str, Member]:
    names = {person_id: name for name, person_id in province.people.items()}
    async with province.db.tenant(province.id) as session:
        return {names[one.person_id]: one for one in await members.members(session, period, utc_now())}


async def closed(province: Province) -> set[tuple[str, date]]:
    names = {person_id: name for name, person_id in province.people.items()}
    async with province.db.tenant(province.id) as session:
        return {(names[row.person_id], row.month) for row in await session.scalars(select(ClosedMonth))}


async def change(province: Province, who: str, **values: object) -> None:
    async with province.db.tenant(province.id) as session:
        await session.execute(update(Appointment).where(Appointment.id == province.appointments[who]).values(**values))


async def add_post(province: Province, who: str, unit: str, role: str, since: date, **values: object) -> None:
    async with province.db.tenant(province.id) as session:
        session.add(
            Appointment(
                tenant_id=province.id, id=uuid7(), person_id=province.people[who], unit_id=province.units[unit],
                role=role, valid_from=since, **values,
            )
        )  # fmt: skip


async def give_position(province: Province, who: Iterable[str], group: str) -> None:
    """A job position of a group, held by some."""
    position = uuid7()
    async with province.db.tenant(province.id) as session:
        session.add(JobPosition(tenant_id=province.id, id=position, code=f"VT-{group}"))
        await session.flush()
        session.add(
            JobPositionVersion(
                tenant_id=province.id, job_position_id=position, version=1, status="approved", name="Văn thư",
                valid_from=province.opened, search_key="van thu", position_group=group, rank="nhan_vien",
                field="van_phong", level="province", description={},
            )
        )  # fmt: skip
    for name in who:
        await change(province, name, job_position_id=position)


async def test_a_period_has_the_people_of_its_groups_with_where_they_stand(quarter: Quarter) -> None:
    province, day = quarter.province, quarter.months[1]
    await give_position(province, ["cadre2", "agency_deputy"], "support")
    month, whole = await period_of(province, "month", day), await period_of(province, "quarter", day)
    staff, leaders = await members_of(province, month), await members_of(province, whole)
    assert staff.keys() == STAFF | {"agency_deputy"}
    assert leaders.keys() == province.people.keys() - staff.keys()
    found = staff["cadre2"]
    assert (found.position_group, found.rank, found.standing, found.months) == ("support", "nhan_vien", "staff", (day,))
    assert (found.appointment_id, found.unit_id, found.agency_id) == (
        province.appointments["cadre2"], province.units["budget_division"], province.units["department"],
    )  # fmt: skip
    assert (staff["cadre1"].position_group, staff["cadre1"].rank) == ("professional", None)
    assert (leaders["division_head"].position_group, leaders["division_head"].standing) == ("leadership", "leader")
    assert leaders["division_head"].months == tuple(quarter.months)
    assert leaders["division_head"].agency_id == province.units["department"]
    # The head of an agency is ranked by the agency above; whoever has none above decides where they stand.
    assert leaders["agency_head"].agency_id == province.units["province"] == leaders["province_head"].agency_id


async def test_the_post_held_last_decides_and_months_before_joining_are_not_of_the_period(quarter: Quarter) -> None:
    province = quarter.province
    first, second, third = quarter.months
    await change(province, "cadre1", valid_to=second)
    await add_post(province, "cadre1", "commune", "agency_deputy", second)
    await change(province, "cadre2", valid_from=third + timedelta(days=4))
    await change(province, "cadre3", valid_to=second + timedelta(days=4))
    await add_post(province, "commune_cadre", "department", "division_head", first, is_primary=False)
    leaders = await members_of(province, await period_of(province, "quarter", first))
    assert leaders["cadre1"].unit_id == leaders["cadre1"].agency_id == province.units["commune"]
    assert leaders["cadre1"].months == (first, second, third)
    assert "commune_cadre" not in leaders
    of_month = [await members_of(province, await period_of(province, "month", month)) for month in quarter.months]
    assert ["cadre1" in one for one in of_month] == [True, False, False]
    assert ["cadre2" in one for one in of_month] == [False, False, True]
    assert ["cadre3" in one for one in of_month] == [True, True, False]
    year = await period_of(province, "year", third)
    of_year = await members_of(province, year)
    assert of_year["cadre2"].months == tuple(starts("month", third, year.last))
    assert of_year["cadre1"].months == tuple(starts("month", year.first, year.last)), "December to November"


async def test_the_deadline_closes_the_months_of_its_people_and_scoring_freezes_them(quarter: Quarter) -> None:
    province = quarter.province
    await quarter.publish(DECREE)
    await quarter.fill([("10", "10"), ("10", "5"), ("10", "10")])
    period = await period_of(province, "month", quarter.first)
    async with province.db.tenant(province.id) as session:
        assert await actions.close_period(session, str(period.id)) == len(STAFF)
    async with province.db.tenant(province.id) as session:
        assert await actions.close_period(session, str(period.id)) == 0
    assert await closed(province) == {(name, quarter.first) for name in STAFF}
    await quarter.settle()
    async with province.db.tenant(province.id) as session:
        frozen = {row.person_id for row in await session.scalars(select(FrozenMonth))}
        event = (await session.scalars(select(AuditEvent).where(AuditEvent.action == "closed"))).one()
    assert frozen == {province.people[name] for name in STAFF}
    assert (event.subject, event.subject_id, event.account_id) == ("evaluation_period", period.id, None)


async def test_a_post_entered_after_the_close_is_closed_by_the_next_round(quarter: Quarter) -> None:
    province = quarter.province
    month = quarter.months[2]
    period = await period_of(province, "month", month)
    await change(province, "cadre2", valid_from=province.today + timedelta(days=30))
    async with province.db.tenant(province.id) as session:
        await actions.close_period(session, str(period.id))
        day = period.freeze_on + timedelta(days=1)
    await change(province, "cadre2", valid_from=province.opened)
    async with province.db.tenant(province.id) as session:
        await actions.keep_calendar(session, day)
        asked = await session.scalars(
            text("SELECT args ->> 'period_id' FROM outbox WHERE tenant_id = :tenant AND job = 'close_period'"),
            {"tenant": province.id},
        )
        assert str(period.id) in set(asked)
        assert await actions.close_period(session, str(period.id)) == 1
    assert ("cadre2", month) in await closed(province)


async def test_deadlines_to_come_follow_the_calendar_until_the_period_closes(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await planning.give_default_rules(session, province.today)
        await actions.keep_calendar(session, province.today)
        month = (
            await session.scalars(
                select(EvaluationPeriod).where(
                    EvaluationPeriod.kind == "month", EvaluationPeriod.first <= province.today
                )
            )
        ).one()
        before = (month.self_score_by, month.opinion_by, month.freeze_on, month.decision_by)
        await session.execute(
            text("UPDATE calendar_day SET working = false WHERE tenant_id = :tenant AND day = :day"),
            {"tenant": province.id, "day": month.self_score_by},
        )
        await actions.keep_calendar(session, province.today)
        await session.refresh(month)
        after = (month.self_score_by, month.opinion_by, month.freeze_on, month.decision_by)
        assert all(one < other for one, other in zip(before, after, strict=True))
        month.status = "closed"
        await session.flush()
        await session.execute(
            text("UPDATE calendar_day SET working = true WHERE tenant_id = :tenant AND day = :day"),
            {"tenant": province.id, "day": before[0]},
        )
        await actions.keep_calendar(session, province.today)
        await session.refresh(month)
        assert (month.self_score_by, month.opinion_by, month.freeze_on, month.decision_by) == after


async def test_a_group_goes_over_between_months_and_quarters_with_a_quarters_first_day(province: Province) -> None:
    year = province.today.year + 1
    async with province.db.tenant(province.id) as session:
        await planning.give_default_rules(session, province.today)

    async def over(kind: str, group: str, day: date) -> None:
        async with province.db.tenant(province.id) as session:
            steps = MONTHLY if kind == "month" else QUARTERLY
            await actions.set_rule(
                session, province.caller("admin"), RuleInput(kind, [group], steps, day), now=utc_now()
            )

    for kind, group in (("quarter", "support"), ("month", "leadership")):
        with pytest.raises(BetweenQuarters):
            await over(kind, group, date(year, 2, 1))
        await over(kind, group, date(year, 4, 1))
    await over("month", "shared", date(year, 2, 1))
    async with province.db.tenant(province.id) as session:
        await planning.plan(session, date(year, 1, 1), date(year, 12, 31))
        rows = (await session.scalars(select(EvaluationPeriod).where(EvaluationPeriod.kind != "year"))).all()
    for group in ("leadership", "professional", "shared", "support"):
        days = sorted((row.first, row.last) for row in rows if group in row.position_groups and row.first.year == year)
        assert days[0][0] == date(year, 1, 1)
        assert days[-1][1] == date(year, 12, 31)
        assert all(after == last + timedelta(days=1) for (_, last), (after, _) in pairwise(days))


async def test_an_administrator_closes_early_only_when_every_superior_has_spoken(quarter: Quarter) -> None:
    province, month = quarter.province, quarter.months[2]
    period = await period_of(province, "month", month)
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        await making.make_sheets(session, str(period.id))
    async with province.db.tenant(province.id) as session:
        with pytest.raises(Forbidden):
            await deadlines.close_early(session, province.caller("agency_head"), period.id, "Đủ ý kiến", now=utc_now())
        with pytest.raises(NotOpined) as refused:
            await deadlines.close_early(session, admin, period.id, "Đủ ý kiến", now=utc_now())
        assert refused.value.data == {"count": len(STAFF)}
    assert await closed(province) == set()
    async with province.db.tenant(province.id) as session:
        await session.execute(update(Sheet).values(status="opined"))
        running = await session.get_one(EvaluationPeriod, (province.id, period.id))
        before = utc_now() - (province.today - running.last) - timedelta(days=1)
        with pytest.raises(NotYet):
            await deadlines.close_early(session, admin, period.id, "Đủ ý kiến", now=before)
        row = await deadlines.close_early(session, admin, period.id, "Đủ ý kiến", now=utc_now())
    assert row.status == "closed"
    assert await closed(province) == {(name, month) for name in STAFF}


async def test_overdue_steps_are_noted_once_on_each_sheet(quarter: Quarter) -> None:
    province = quarter.province
    period = await period_of(province, "month", quarter.first)
    async with province.db.tenant(province.id) as session:
        await making.make_sheets(session, str(period.id))
        await session.execute(
            update(Sheet).where(Sheet.person_id == province.people["cadre1"]).values(status="self_scored")
        )
    async with province.db.tenant(province.id) as session:
        row = await session.get_one(EvaluationPeriod, (province.id, period.id))
        late = await overdue.overdue(session, row)
        assert await deadlines.escalate(session, utc_now()) == len(late) == 3 * len(STAFF) - 1
        assert await deadlines.escalate(session, utc_now()) == 0
    async with province.db.tenant(province.id) as session:
        events = (
            await session.scalars(
                select(SheetEvent)
                .join(Sheet, Sheet.id == SheetEvent.sheet_id)
                .where(SheetEvent.kind == "escalated", Sheet.person_id == province.people["cadre1"])
            )
        ).all()
    assert all(event.late for event in events)
    told = {event.data["step"]: (event.data["due"], event.data["whose"]) for event in events}
    assert told == {
        "opinion": (period.opinion_by.isoformat(), str(province.people["division_head"])),
        "decision": (period.decision_by.isoformat(), str(province.people["agency_head"])),
    }
