"""The trail: what is put on it, who reads it, and who looked at whose record."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from kernel.errors import Forbidden
from policies.authority import Caller
from tenants.audit import actions, queries
from tenants.audit.models import AuditEvent
from tenants.audit.queries import TrailWanted
from tests.fixtures_tenant import Province


async def count(province: Province) -> int:
    async with province.db.tenant(province.id) as session:
        return await session.scalar(select(func.count()).where(AuditEvent.action == "read")) or 0


async def test_an_act_is_kept_with_who_what_and_when(province: Province) -> None:
    subject_id, day = uuid4(), date(2026, 3, 1)
    async with province.db.tenant(province.id) as session:
        await actions.record(
            session, province.caller("agency_head"), "approved", "work_item", subject_id,
            day=day, at=datetime(2026, 3, 1, 5, tzinfo=UTC), weight=Decimal("0.30"), who=province.id, list=[subject_id],
        )  # fmt: skip
    async with province.db.tenant(province.id) as session:
        event = (await queries.trail(session, province.caller("admin"), TrailWanted(subject_id)))[0]
    assert (event.account_id, event.person_id) == (province.accounts["agency_head"], province.people["agency_head"])
    assert (event.action, event.subject, event.subject_id) == ("approved", "work_item", subject_id)
    assert event.data == {
        "day": "2026-03-01",
        "at": "2026-03-01T05:00:00+00:00",
        "weight": "0.30",
        "who": province.id,
        "list": [str(subject_id)],
    }


async def test_an_act_vanishes_with_the_transaction_that_did_it(province: Province) -> None:
    async def act_and_fail() -> None:
        async with province.db.tenant(province.id) as session:
            await actions.record(session, None, "read", "person", uuid4())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await act_and_fail()
    assert await count(province) == 0


async def test_what_cannot_be_kept_is_an_error(province: Province) -> None:
    with pytest.raises(TypeError, match="cannot keep a set"):
        async with province.db.tenant(province.id) as session:
            await actions.record(session, None, "x", "x", None, data={1, 2})


async def test_a_person_sees_who_looked_at_their_record(province: Province) -> None:
    person_id = province.people["cadre1"]
    async with province.db.tenant(province.id) as session:
        await actions.log_read(session, province.caller("division_head"), person_id, "scores")
        await actions.log_read(session, province.caller("agency_head"), person_id, "work_entries")
        await actions.log_read(session, province.caller("agency_head"), province.people["cadre2"], "scores")
    async with province.db.tenant(province.id) as session:
        seen = await queries.reads_of_me(session, province.caller("cadre1"))
        older = await queries.reads_of_me(session, province.caller("cadre1"), before=seen[0].id)
        first = await queries.reads_of_me(session, province.caller("cadre1"), limit=1)
    assert [(event.person_id, event.data["what"]) for event in seen] == [
        (province.people["agency_head"], "work_entries"),
        (province.people["division_head"], "scores"),
    ]
    assert list(older) == [seen[1]]
    assert list(first) == [seen[0]]


async def test_looking_at_ones_own_record_is_not_noted(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await actions.log_read(session, province.caller("cadre1"), province.people["cadre1"], "scores")
    assert await count(province) == 0


async def test_one_look_at_many_is_noted_for_each_of_them_once(province: Province) -> None:
    wanted = [province.people[name] for name in ("cadre1", "cadre2", "cadre1", "division_head")]
    async with province.db.tenant(province.id) as session:
        await actions.log_reads(session, province.caller("division_head"), wanted, "scores")
    assert await count(province) == 2


async def test_a_cadre_reads_no_trail_but_that_of_their_own_person(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        for name in ("cadre1", "cadre2"):
            await actions.record(session, province.caller("admin"), "edited", "person", province.people[name])
        own = await queries.trail(session, province.caller("cadre1"))
        foreign = await queries.trail(session, province.caller("cadre1"), TrailWanted(province.people["cadre2"]))
        everything = await queries.trail(session, province.caller("admin"))
    assert [event.subject_id for event in own] == [province.people["cadre1"]]
    assert list(foreign) == []
    assert [event.action for event in everything] == ["edited", "edited", "created"]


async def test_an_operator_reads_no_trail_of_a_tenant(province: Province) -> None:
    operator = Caller(province.id, "platform", uuid4(), roles=())
    async with province.db.tenant(province.id) as session:
        for question in (queries.trail(session, operator), queries.reads_of_me(session, operator)):
            with pytest.raises(Forbidden):
                await question
