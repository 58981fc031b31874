"""A closed day opened again: asked with a reason, granted by who may, for one person, one day and a while."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.worklogs import actions, reopening
from tenants.worklogs.errors import (
    AlreadyOpen,
    DateFixed,
    MissingReason,
    ReopeningAnswered,
    ReopeningWaits,
    TooLate,
)
from tenants.worklogs.models import DayReopening
from tests.worklogs.conftest import Log

BACK = timedelta(days=40)
WHY = "Đi công tác vùng không có sóng."


async def ask(log: Log, who: str = "cadre1", back: timedelta = BACK, reason: str = WHY) -> DayReopening:
    async with log.province.db.tenant(log.province.id) as session:
        return await reopening.ask(session, log.province.caller(who), log.today - back, reason, now=log.now)


async def answer(log: Log, who: str, wanted: UUID, open_days: int | None = 3) -> DayReopening:
    async with log.province.db.tenant(log.province.id) as session:
        return await reopening.answer(
            session, log.province.caller(who), wanted, open_days=open_days, text="Đồng ý.", now=log.now
        )


async def waiting(log: Log, who: str) -> list[UUID]:
    async with log.province.db.tenant(log.province.id) as session:
        return [row.id for row in await reopening.waiting(session, log.province.caller(who), on=log.today)]


async def test_a_granted_day_takes_the_entry_of_that_person_and_day_only(log: Log) -> None:
    day = log.today - BACK
    with pytest.raises(TooLate):
        await log.write(work_date=day)
    asked = await ask(log)
    await answer(log, "division_head", asked.id)
    entry = await log.write(work_date=day)
    assert entry.work_date == day
    with pytest.raises(TooLate):
        await log.write("cadre2", work_date=day)
    with pytest.raises(TooLate):
        await log.write(work_date=day - timedelta(days=1))
    log.now += timedelta(days=3, minutes=1)
    with pytest.raises(TooLate):
        await log.write(work_date=day)


async def test_who_may_answer_and_who_sees_the_request(log: Log) -> None:
    asked = await ask(log)
    own = await ask(log, "division_head")
    for who in ("division_head", "agency_head", "province_head", "admin"):
        assert asked.id in await waiting(log, who)
    assert own.id not in await waiting(log, "division_head")
    assert await waiting(log, "commune_head") == []
    for who, wanted in (("commune_head", asked.id), ("division_head", own.id), ("division_head", uuid7())):
        with pytest.raises(NotFound):
            await answer(log, who, wanted)
    with pytest.raises(Forbidden):
        await answer(log, "cadre2", asked.id)
    declined = await answer(log, "agency_head", asked.id, None)
    assert (declined.outcome, declined.open_until) == ("declined", None)
    with pytest.raises(ReopeningAnswered):
        await answer(log, "division_head", asked.id)
    with pytest.raises(TooLate):
        await log.write(work_date=asked.work_date)
    async with log.province.db.tenant(log.province.id) as session:
        told = await session.execute(text("SELECT action FROM audit_event WHERE subject = 'day_reopening' ORDER BY id"))
        (mine,) = await reopening.mine(session, log.province.caller("cadre1"))
    assert [row.action for row in told] == ["asked", "asked", "answered"]
    assert (mine.outcome, mine.answer) == ("declined", "Đồng ý.")


async def test_a_request_has_a_reason_and_is_made_once_for_a_day_that_is_closed(log: Log) -> None:
    with pytest.raises(MissingReason):
        await ask(log, reason=" ")
    with pytest.raises(AlreadyOpen):
        await ask(log, back=timedelta(days=1))
    asked = await ask(log)
    with pytest.raises(ReopeningWaits):
        await ask(log)
    await answer(log, "admin", asked.id)
    with pytest.raises(AlreadyOpen):
        await ask(log)


async def test_an_entry_that_came_too_late_keeps_its_date(log: Log) -> None:
    late = log.entry(work_date=log.today - BACK)
    caller = log.province.caller("cadre1")
    async with log.province.db.tenant(log.province.id) as session:
        await actions.keep_refusal(session, caller, late, now=log.now)
        await actions.keep_refusal(session, caller, log.entry(id=late.id), now=log.now)
    with pytest.raises(DateFixed):
        await log.write(id=late.id, work_date=log.today)
    asked = await ask(log)
    await answer(log, "division_head", asked.id)
    assert (await log.write(id=late.id, work_date=late.work_date)).work_date == late.work_date
