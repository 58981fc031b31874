"""A grant as a predicate over rows says the same as the grant itself."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from policies.authority import Caller, Grant, authorize
from tenants.organisation import queries
from tenants.organisation.models import Appointment, Unit
from tests.fixtures_tenant import PEOPLE, Province


async def reached(session: AsyncSession, grant: Grant, province: Province) -> Sequence[UUID]:
    return (
        await session.scalars(
            select(Appointment.id).where(
                queries.reach(grant, Appointment.unit_id, Appointment.person_id, province.today)
            )
        )
    ).all()


async def agrees(province: Province, caller: Caller, resource: str, action: str) -> int:
    """Holds a right's predicate against its grant, post by post; answers how many posts it reaches."""
    grant = authorize(caller, resource, action)
    expected = {
        province.appointments[name]
        for name, (_, _, _, unit, _) in PEOPLE.items()
        if grant.covers(province.paths[unit], province.people[name])
    }
    async with province.db.tenant(province.id) as session:
        assert set(await reached(session, grant, province)) == expected
        for name, person_id in province.people.items():
            within = await queries.person_within(session, grant, person_id, province.today)
            assert within is (province.appointments[name] in expected), name
    return len(expected)


@pytest.mark.parametrize("name", PEOPLE)
async def test_the_predicate_and_the_grant_agree_on_every_post(province: Province, name: str) -> None:
    assert await agrees(province, province.caller(name), "work_entry", "read") >= 1


@pytest.mark.parametrize(
    ("name", "posts"),
    [("province_head", 9), ("agency_head", 6), ("division_head", 2), ("division_deputy", 1), ("commune_head", 1)],
)
async def test_ones_own_work_is_never_within_reach_to_verify(province: Province, name: str, posts: int) -> None:
    assert await agrees(province, province.caller(name), "work_entry", "verify") == posts


async def test_a_delegate_reaches_the_branch_delegated_and_not_their_own_work(province: Province) -> None:
    assert await agrees(province, province.delegate("cadre1", "division_head"), "work_entry", "verify") == 2
    assert await agrees(province, province.delegate("cadre1", "commune_head"), "work_entry", "read") == 3


async def test_the_administrator_reaches_everybody(province: Province) -> None:
    assert await agrees(province, province.caller("admin"), "person", "manage") == len(PEOPLE)


async def test_a_grant_of_one_unit_stops_at_its_border(province: Province) -> None:
    grant = authorize(province.caller("division_head"), "work_item", "approve")
    wider = Grant(person_id=None, units=(province.paths["department"],))
    async with province.db.tenant(province.id) as session:
        for asked, unit in ((grant, "budget_division"), (wider, "department")):
            found = await session.scalars(select(Unit.id).where(queries.reach(asked, Unit.id, None, province.today)))
            assert found.all() == [province.units[unit]]


async def test_an_empty_grant_reaches_nothing(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        assert await reached(session, Grant(person_id=None), province) == []
        assert await reached(session, Grant(person_id=province.people["cadre1"]), province) == []


async def test_paths_of_many_units_come_in_one_answer(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        assert await queries.unit_paths(session, province.units.values(), province.today) == {
            unit_id: province.paths[name] for name, unit_id in province.units.items()
        }
        assert await queries.unit_paths(session, [], province.today) == {}
