"""One's own record: complete by construction, one's own only, and a way to have it corrected."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.audit.actions import log_read
from tenants.dossier import actions, queries
from tenants.dossier.actions import RequestInput
from tenants.dossier.errors import AlreadyAnswered, UnknownSection
from tenants.dossier.sections import NOTHING_ABOUT_PEOPLE, SECTIONS
from tenants.everything import METADATA
from tenants.organisation.models import Person
from tests.fixtures_tenant import Province

BEGINNING = date(2025, 1, 1)


async def record(province: Province, name: str) -> queries.Record:
    async with province.db.tenant(province.id) as session:
        return await queries.own_record(session, province.caller(name), BEGINNING, province.today + timedelta(days=40))


def test_every_table_that_holds_something_about_people_is_in_the_record_or_named_as_holding_nothing() -> None:
    holding = {table.name for table in METADATA.tables.values() if "person_id" in table.c}
    assert holding - {section.table for section in SECTIONS} == set(NOTHING_ABOUT_PEOPLE)


def test_every_section_shows_the_columns_of_its_table_but_secrets() -> None:
    for section in SECTIONS:
        columns = set(METADATA.tables[section.table].c.keys())
        assert set(section.omitted) <= columns
        assert not {name for name in columns - set(section.omitted) if "password" in name or "token" in name}


async def test_a_person_sees_the_own_rows_and_nobody_elses(province: Province) -> None:
    found = await record(province, "cadre1")
    assert [row["full_name"] for row in found["person"]] == ["Võ Minh An"]
    assert [row["id"] for row in found["posts"]] == [str(province.appointments["cadre1"])]
    assert [row["login"] for row in found["account"]] == ["cadre1"]
    assert "password_hash" not in found["account"][0]
    others = {str(id_) for name, id_ in province.people.items() if name != "cadre1"}
    assert not others & {row.get("person_id") for rows in found.values() for row in rows}


async def test_who_looked_stands_in_the_record(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await log_read(session, province.caller("division_head"), province.people["cadre1"], "scores")
    told = (await record(province, "cadre1"))["audit"]
    assert [(row["action"], row["data"]["what"], row["person_id"]) for row in told] == [
        ("read", "scores", str(province.people["division_head"]))
    ]


async def test_an_administrator_without_a_person_has_no_record(province: Province) -> None:
    with pytest.raises(Forbidden):
        await record(province, "admin")


async def test_a_request_is_answered_by_whoever_leads_and_never_by_oneself(province: Province) -> None:
    asked = RequestInput("person", "Ngày sinh ghi sai, đúng là 14/02/1991.", str(province.people["agency_head"]))
    async with province.db.tenant(province.id) as session:
        mine = await actions.ask(session, province.caller("cadre1"), asked, now=utc_now())
        own = await actions.ask(session, province.caller("agency_head"), asked, now=utc_now())
    async with province.db.tenant(province.id) as session:
        waiting = await queries.waiting_requests(session, province.caller("agency_head"))
        elsewhere = await queries.waiting_requests(session, province.caller("commune_head"))
    assert [one.id for one in waiting] == [mine.id]
    assert list(elsewhere) == []
    refused = [("agency_head", own.id), ("commune_head", mine.id), ("agency_head", uuid7())]
    for name, request in refused:
        async with province.db.tenant(province.id) as session:
            with pytest.raises(NotFound):
                await actions.answer(
                    session, province.caller(name), request, corrected=True, text="Đã sửa.", now=utc_now()
                )
    async with province.db.tenant(province.id) as session:
        done = await actions.answer(
            session, province.caller("agency_head"), mine.id, corrected=True, text="Đã sửa.", now=utc_now()
        )
        assert (done.outcome, done.answer) == ("corrected", "Đã sửa.")
        with pytest.raises(AlreadyAnswered):
            await actions.answer(
                session, province.caller("admin"), mine.id, corrected=False, text="Không sửa.", now=utc_now()
            )
        told = await queries.own_requests(session, province.caller("cadre1"))
    assert [(one.id, one.outcome) for one in told] == [(mine.id, "corrected")]
    assert [row["outcome"] for row in (await record(province, "cadre1"))["requests"]] == ["corrected"]


async def test_a_section_that_does_not_exist_is_refused_and_nothing_is_kept(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(UnknownSection):
            await actions.ask(
                session, province.caller("cadre1"), RequestInput("secrets", "Cho tôi xem."), now=utc_now()
            )
        assert await queries.own_requests(session, province.caller("cadre1")) == []
        assert await session.scalar(select(Person.full_name).where(Person.id == province.people["cadre1"]))
