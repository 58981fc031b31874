"""Scores of months: from entries, tasks and facts to results, total and class; a change makes a new revision."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from kernel.errors import BadInput, Forbidden, NotFound
from tenants.audit.models import AuditEvent
from tenants.norms import actions as norms
from tenants.scoring import actions, facts, months, queries
from tenants.scoring.models import MonthScore
from tenants.worklogs import actions as worklogs
from tenants.worklogs import corrections
from tenants.worklogs.corrections import WaiverInput
from tenants.worklogs.models import WorkEntry
from tests.worklogs.conftest import Log


async def _score(log: Log) -> int:
    async with log.province.db.tenant(log.province.id) as session:
        await actions.score_pending(session)
    async with log.province.db.tenant(log.province.id) as session:
        return await months.score(session)


async def _months(log: Log, who: str = "cadre1") -> list[MonthScore]:
    async with log.province.db.tenant(log.province.id) as session:
        rows = await session.scalars(
            select(MonthScore).where(MonthScore.person_id == log.province.people[who]).order_by(MonthScore.revision)
        )
        return list(rows)


async def _record(log: Log, general: str | None, leave: str = "0", by: str = "division_head") -> None:
    async with log.province.db.tenant(log.province.id) as session:
        await facts.record_month(
            session,
            log.province.caller(by),
            log.province.people["cadre1"],
            log.today,
            general=Decimal(general) if general else None,
            leave_days=Decimal(leave),
            now=log.now,
        )


@pytest.fixture
async def decree_log(log: Log) -> Log:
    """A province that scores by the package of Decree 335."""
    async with log.province.db.tenant(log.province.id) as session:
        await norms.publish_shipped(session, "decree-335", valid_from=log.province.opened)
    return log


async def test_a_running_month_has_results_but_no_class_until_general_criteria_are_scored(decree_log: Log) -> None:
    log = decree_log
    row = await log.write()
    await log.verify(row.id)
    assert await _score(log) == 1
    first = (await _months(log))[-1]
    assert (first.results, first.total, first.rating) == (Decimal(70), None, None)
    await _record(log, "27.5")
    await _score(log)
    second = (await _months(log))[-1]
    assert (second.revision, second.total, second.rating) == (2, Decimal("97.5"), "HTXS")
    assert second.receipt["inputs"]["general"] == "27.5"


async def test_scoring_an_unchanged_month_again_adds_no_revision(decree_log: Log) -> None:
    log = decree_log
    row = await log.write()
    await log.verify(row.id)
    await _score(log)
    await _record(log, None)
    await _score(log)
    assert len(await _months(log)) == 1


async def test_what_was_assigned_and_not_done_stays_in_the_denominator(decree_log: Log) -> None:
    """T2 of the worked examples: five assigned, one accepted, 20/20/20, results 14, with general 30 class KHT."""
    log = decree_log
    due = _last_day(log.today)
    task = await log.assign(quantity=Decimal(5), due_date=max(due, log.today))
    row = await log.write(task_id=task.id, quantity=Decimal(1))
    await log.verify(row.id)
    await _record(log, "30")
    await _score(log)
    found = (await _months(log))[-1]
    assert (found.results, found.total, found.rating) == (Decimal(14), Decimal(44), "KHT")


def _last_day(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


async def test_a_waiver_gives_back_what_the_delay_took(decree_log: Log) -> None:
    log = decree_log
    row = await log.write(quantity=Decimal(10))
    await log.verify(row.id, delays=2)
    await _score(log)
    before = (await _months(log))[-1].results
    async with log.province.db.tenant(log.province.id) as session:
        waiver = WaiverInput("progress", 2, "Mưa lũ chia cắt", "91/UBND")
        await corrections.waive(session, log.province.caller("division_head"), row.id, waiver, now=log.now)
    await _score(log)
    after = (await _months(log))[-1].results
    assert before is not None
    assert (round(before, 4), after) == (Decimal("68.8333"), Decimal(70))


async def test_days_of_leave_leave_the_divisor_of_the_khanh_hoa_month(scored_log: Log) -> None:
    log = scored_log
    row = await log.write(quantity=Decimal(8))  # 60 x 8 x 1.5 = 720 credited minutes
    await log.verify(row.id)
    await _record(log, "28", leave="10")
    await _score(log)
    found = (await _months(log))[-1]
    days = Decimal(found.receipt["inputs"]["work_days"])
    assert found.receipt["values"]["credited"] == "720"
    assert found.results is not None
    assert round(found.results, 20) == round(min(Decimal(720) / (days * 480), Decimal(1)) * 70, 20)
    await _record(log, "28", leave="11")
    await _score(log)
    assert Decimal((await _months(log))[-1].receipt["inputs"]["work_days"]) == days - 1


async def test_a_leader_is_scored_as_a_leader(decree_log: Log) -> None:
    log = decree_log
    row = await log.write("division_head")
    await log.verify(row.id, by="agency_head")
    await _score(log)
    found = (await _months(log, "division_head"))[-1]
    assert found.receipt["inputs"]["role"] == "leader"


async def test_nobody_records_general_criteria_of_their_own_or_of_strangers(log: Log) -> None:
    with pytest.raises(Forbidden):
        await _record(log, "30", by="cadre1")
    with pytest.raises(NotFound):
        await _record(log, "30", by="commune_head")
    for general in ("30.01", "-1", "NaN", "1.001"):
        with pytest.raises(BadInput):
            await _record(log, general)


async def test_looking_at_a_subordinates_months_is_recorded_and_seen_by_them(decree_log: Log) -> None:
    log = decree_log
    province = log.province
    row = await log.write()
    await log.verify(row.id)
    await _score(log)
    first = log.today.replace(day=1)
    async with province.db.tenant(province.id) as session:
        seen = await queries.month_scores_of(
            session,
            province.caller("division_head"),
            province.people["cadre1"],
            first=first,
            last=log.today,
            on=log.today,
        )
        assert len(seen) == 1
    async with province.db.tenant(province.id) as session:
        reads = await session.scalars(select(AuditEvent.data).where(AuditEvent.action == "read"))
        assert {"what": "month_scores"} in reads.all()


async def test_handing_in_and_taking_back_an_entry_of_a_task_moves_what_is_missing_of_it(decree_log: Log) -> None:
    log = decree_log
    province = log.province
    task = await log.assign(quantity=Decimal(4), due_date=max(_last_day(log.today), log.today))
    other = await log.write(minutes=10)
    await log.verify(other.id)
    await _score(log)
    assigned = Decimal((await _months(log))[-1].receipt["values"]["base"])
    row = await log.write(task_id=task.id, quantity=Decimal(1), minutes=10)
    await _score(log)
    assert Decimal((await _months(log))[-1].receipt["values"]["base"]) == assigned - Decimal("1.5")
    async with province.db.tenant(province.id) as session:
        await worklogs.withdraw(session, province.caller("cadre1"), row.id, now=log.now)
    await _score(log)
    assert Decimal((await _months(log))[-1].receipt["values"]["base"]) == assigned


async def test_an_entry_whose_score_was_refused_stays_out_of_the_month(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    good, odd = await log.write(minutes=60), await log.write(minutes=60)
    await log.verify(good.id, odd.id)
    async with province.db.tenant(province.id) as session:
        await session.execute(update(WorkEntry).where(WorkEntry.id == odd.id).values(complexity="cosmic"))
    await _score(log)
    assert (await _months(log))[-1].receipt["values"]["credited"] == "180"
