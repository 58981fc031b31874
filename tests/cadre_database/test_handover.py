"""Decisions and changes of post reach the national cadre database once, in time, whatever the other side does."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from kernel.clock import utc_now
from kernel.sealing import Seal
from tenants.audit.models import AuditEvent
from tenants.cadre_database import actions, queueing, rules, watching
from tenants.cadre_database.errors import BadCadreToken, NothingToRetry
from tenants.cadre_database.queries import Wanted, events, summary
from tenants.decisions import deciding
from tenants.decisions.deciding import Choice
from tenants.organisation import appointments
from tests.cadre_database.conftest import TOKEN, Handover
from tests.fixtures_tenant import PEOPLE


async def decided(handover: Handover, *totals: str) -> None:
    """So many decisions, queued."""
    for sheet_id in await handover.office.sheets(list(totals)):
        await handover.office.decide(sheet_id)
    await handover.queue()


async def states(handover: Handover) -> list[str]:
    return [event.state for event in await handover.events()]


async def test_a_decision_and_its_replacement_are_two_facts(handover: Handover) -> None:
    office = handover.office
    sheet_id = await office.sheet("cadre1", "75")
    await office.decide(sheet_id)
    caller = await office.caller("agency_head")
    async with office.province.db.tenant(office.province.id) as session:
        choice = Choice(sheet_id, "HT", "xét lại theo kết luận thanh tra")
        await deciding.replace(session, caller, choice, "16/QĐ-STC", now=office.now)
    assert await handover.queue() == 2
    assert await handover.sync() == 2
    first, second = (event.ours for event in await handover.events())
    assert (first["class"], first["replaces"], second["class"]) == ("HTT", None, "HT")
    assert second["replaces"] == first["fact"]
    assert first["personalNumber"] == PEOPLE["cadre1"][1]
    assert set(handover.there.facts) == {str(event.id) for event in await handover.events()}


async def test_a_transfer_is_told_of_both_posts(handover: Handover) -> None:
    province = handover.office.province
    async with province.db.tenant(province.id) as session:
        await appointments.transfer(
            session, province.caller("admin"), province.appointments["cadre2"], province.units["commune"],
            province.today, document_number="8/QĐ",
        )  # fmt: skip
    await handover.queue()
    told = {event.ours["unitCode"]: event.ours for event in await handover.events()}
    assert (told["STC-NS"]["until"], told["X-NT"]["from"]) == (province.today.isoformat(),) * 2
    assert {fact["act"] for fact in told.values()} == {"transferred"}


async def test_days_without_the_other_side_lose_nothing_and_send_nothing_twice(handover: Handover) -> None:
    there = handover.there
    there.down = True
    await decided(handover, "75", "75")
    for _ in range(5):
        assert await handover.sync() == 0
    settled = await handover.connection()
    assert (settled.failures, settled.last_failure) == (5, "503")
    assert settled.retry_at is not None
    assert settled.retry_at > utc_now() + timedelta(minutes=5)
    await decided(handover, "75")
    there.down, there.forgets_to_answer = False, 2
    sent = [await handover.sync() for _ in range(3)]
    assert sent == [0, 2, 0], "an answer that got lost is asked for again, under the same id"
    assert len(there.facts) == 3
    assert len(there.puts) == 5
    there.decide()
    await handover.sync()
    assert await states(handover) == ["acknowledged"] * 3
    assert there.tokens == {f"Bearer {TOKEN}"}


async def test_answers_that_cannot_be_read_change_nothing(handover: Handover) -> None:
    handover.there.garbled = True
    await decided(handover, "75")
    await handover.sync()
    assert await states(handover) == ["sent"]
    assert (await handover.connection()).last_failure == "unreadable"


async def test_a_refusal_is_kept_with_its_reason_until_somebody_sends_it_again(handover: Handover) -> None:
    there = handover.there
    there.refuses = "số định danh chưa có trong cơ sở dữ liệu"
    await decided(handover, "75", "75")
    await handover.sync()
    await handover.sync()
    assert [(event.state, event.reason, event.tries) for event in await handover.events()] == [
        ("refused", there.refuses, 1)
    ] * 2
    there.refuses = None
    first, _ = await handover.events()
    await handover.retry(first.id)
    await handover.sync()
    there.decide()
    await handover.sync()
    assert await states(handover) == ["acknowledged", "refused"]
    with pytest.raises(NothingToRetry):
        await handover.retry(first.id)


async def test_where_they_hold_something_else_both_records_are_shown_and_their_correction_settles_it(
    handover: Handover,
) -> None:
    there = handover.there
    there.alters = {"class": "HTXS"}
    await decided(handover, "75")
    await handover.sync()
    (event,) = await handover.events()
    assert (event.state, event.reason) == ("differing", "class")
    assert event.theirs is not None
    assert (event.ours["class"], event.theirs["class"]) == ("HTT", "HTXS")
    there.facts[str(event.id)]["class"] = "HTT"
    await handover.sync()
    assert await states(handover) == ["acknowledged"]


async def test_what_they_lost_is_sent_again_under_its_id(handover: Handover) -> None:
    there = handover.there
    await decided(handover, "75")
    await handover.sync()
    assert await states(handover) == ["acknowledged"], "they hold what was sent"
    kept = dict(there.facts)
    there.facts.clear()
    province = handover.office.province
    async with province.db.tenant(province.id) as session:
        await session.execute(text("UPDATE cadre_event SET compared_at = NULL"))
    await handover.sync()
    assert await states(handover) == ["waiting"]
    await handover.sync()
    assert there.facts == kept


async def test_the_third_working_day_passes_and_is_noted_once(handover: Handover) -> None:
    province = handover.office.province
    handover.there.down = True
    await decided(handover, "75")
    (event,) = await handover.events()
    assert event.due_on > province.today + timedelta(days=2)
    late = utc_now() + timedelta(days=12)
    async with province.db.tenant(province.id) as session:
        assert await watching.watch(session, utc_now()) == 0
        assert await watching.watch(session, late) == 1
        assert await watching.watch(session, late) == 0
        noted = await session.scalars(select(AuditEvent.subject_id).where(AuditEvent.action == "overdue"))
        assert noted.all() == [event.id]
        admin = province.caller("admin")
        assert (await summary(session, admin, late.date())).overdue == 1
        found = await events(session, admin, Wanted(overdue=True), late.date(), first=10, after=None)
    assert [row.id for row in found] == [event.id]


async def test_the_deadline_counts_the_tenants_own_working_days(handover: Handover) -> None:
    province = handover.office.province
    async with province.db.tenant(province.id) as session:
        # Thursday 30/4 and Friday 1/5/2026 are holidays.
        assert await queueing.due_on(session, date(2026, 4, 28)) == date(2026, 5, 5)
        assert await queueing.due_on(session, date(2026, 6, 1)) == date(2026, 6, 4)
    assert rules.due_without_calendar(date(2040, 6, 1)) == date(2040, 6, 6)


async def test_decisions_made_before_the_connection_are_queued_once(handover: Handover) -> None:
    office = handover.office
    await handover.settle(enabled=False)
    await office.decide(await office.sheet("cadre1", "75"))
    assert await handover.queue() == 0
    queued = await handover.settle()
    async with office.province.db.tenant(office.province.id) as session:
        earlier = await queueing.queue_decisions(session, [], office.now - timedelta(days=1))
        assert await queueing.queue_decisions(session, [], office.now - timedelta(days=1)) == 0
    assert queued + earlier == 1
    assert len(await handover.events()) == 1


async def test_a_token_that_fits_no_header_is_refused(handover: Handover) -> None:
    province = handover.office.province
    async with province.db.tenant(province.id) as session:
        for token in ("một mã", "", "a b", "a\r\nb"):
            with pytest.raises(BadCadreToken):
                await actions.settle(
                    session, province.caller("admin"), Seal({"test": bytes(32)}),
                    enabled=True, since=province.today, token=token,
                )  # fmt: skip
