"""The trail narrowed: by record, by who acted, by what was done, between two days; and taken away as a file."""

import csv
import io
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from api.audits import harmless
from kernel.clock import TIMEZONE
from kernel.errors import Forbidden
from kernel.ids import uuid7
from tenants.accounts import administration
from tenants.audit import actions, queries
from tenants.audit.models import AuditEvent
from tenants.audit.queries import TrailWanted
from tests.api.conftest import Api, api, bearer, settings
from tests.fixtures_tenant import Province

__all__ = ["api", "settings"]

DAY = timedelta(days=1)


async def write(province: Province) -> None:
    """Two changes by the administrator, a look and a change by a head."""
    async with province.db.tenant(province.id) as session:
        admin, head = province.caller("admin"), province.caller("agency_head")
        await actions.record(session, admin, "edited", "person", province.people["cadre1"], fields=["full_name"])
        await actions.record(session, admin, "moved", "unit", province.units["commune"])
        await actions.log_read(session, head, province.people["cadre1"], "scores")
        await actions.record(session, head, "ranked", "sheet", province.people["cadre2"])


async def found(province: Province, wanted: TrailWanted) -> list[str]:
    async with province.db.tenant(province.id) as session:
        return [row.action for row in await queries.trail(session, province.caller("admin"), wanted)]


async def test_the_trail_is_narrowed_by_record_actor_act_and_kind(province: Province) -> None:
    await write(province)
    person = province.people["cadre1"]
    assert await found(province, TrailWanted(subject_id=person)) == ["read", "edited"]
    assert await found(province, TrailWanted(subject_id=person, reads=False)) == ["edited"]
    assert await found(province, TrailWanted(reads=True)) == ["read"]
    assert await found(province, TrailWanted(person_id=province.people["agency_head"])) == ["ranked", "read"]
    assert await found(province, TrailWanted(account_id=province.accounts["admin"])) == ["moved", "edited"]
    assert await found(province, TrailWanted(subject="unit")) == ["moved"]
    assert await found(province, TrailWanted(actions=("ranked", "moved"))) == ["ranked", "moved"]


async def test_days_are_those_of_the_calendar_here_and_both_included(province: Province) -> None:
    await write(province)
    async with province.db.tenant(province.id) as session:
        late = datetime.combine(province.today - DAY, time(23, 59), TIMEZONE)
        for at, action in ((late, "late"), (late + timedelta(minutes=2), "early")):
            session.add(AuditEvent(tenant_id=province.id, id=uuid7(at), at=at, action=action, subject="day", data={}))
    days = TrailWanted(subject="day")
    assert await found(province, replace(days, first=province.today, last=province.today)) == ["early"]
    assert await found(province, replace(days, first=province.today - DAY, last=province.today - DAY)) == ["late"]
    assert await found(province, replace(days, last=province.today)) == ["early", "late"]
    assert await found(province, TrailWanted(first=province.today + DAY)) == []
    assert await found(province, TrailWanted(last=province.today - 2 * DAY)) == []


async def test_the_file_holds_what_was_asked_by_name_and_is_noted_itself(api: Api, province: Province) -> None:
    await write(province)
    token = await api.token(province, "admin")
    async with api.client(**bearer(token)) as client:
        response = await client.get("/audit.csv", params={"subjectId": str(province.people["cadre1"])})
    assert response.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [line[1:6] for line in lines[1:]] == [
        ["Nguyễn Thị Hạnh", "agency_head", "read", "person", "Võ Minh An"],
        ["", "admin", "edited", "person", "Võ Minh An"],
    ]
    async with province.db.tenant(province.id) as session:
        (noted,) = await queries.trail(session, province.caller("admin"), TrailWanted(actions=("exported",)))
    assert noted.data == {"lines": 2, "asked": {"subject_id": str(province.people["cadre1"])}}


async def test_a_file_of_the_trail_is_for_administrators(api: Api, province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(Forbidden):
            await queries.export(session, province.caller("cadre1"), TrailWanted())
    async with api.client(**bearer(await api.token(province, "cadre1"))) as client:
        assert (await client.get("/audit.csv")).status_code == 403
    async with api.client() as client:
        assert (await client.get("/audit.csv")).status_code == 401


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"x{cell}") == f"x{cell}"


async def test_logins_on_the_trail_are_for_whoever_manages_accounts(api: Api, province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await administration.disable(session, province.caller("admin"), province.accounts["cadre2"])
        await actions.record(
            session, province.caller("admin"), "edited", "person", province.people["cadre1"], fields=["gender"]
        )
    query = "{ auditTrail(first: 1) { edges { node { accountLogin subjectName person { fullName } } } } }"
    for who, login in (("admin", "admin"), ("cadre1", None)):
        answer = await api.ask(
            await api.token(province, who), query.replace("first: 1", 'filter: {actions: ["edited"]}')
        )
        (edge,) = answer["data"]["auditTrail"]["edges"]
        assert edge["node"] == {"accountLogin": login, "subjectName": "Võ Minh An", "person": None}
