"""Mergers: units, people and the past go over to the successor."""

import asyncio
from datetime import date, timedelta

from sqlalchemy import text

from tenants.organisation import appointments, people, queries, tree, units
from tenants.organisation.appointments import NewAppointment
from tenants.organisation.errors import UnitNotOpen
from tests.fixtures_tenant import Province

DAY = timedelta(days=1)
MOVED = date(2026, 3, 1)


async def shape(province: Province, on: date) -> dict[str, str | None]:
    """The tree on a day: each open unit's code with that of its parent."""
    async with province.db.tenant(province.id) as session:
        nodes = await tree.tree(session, province.caller("admin"), on)
    codes = {node.id: node.code for node in nodes}
    return {node.code: codes[node.parent_id] if node.parent_id else None for node in nodes}


async def posts_in(province: Province, unit: str, on: date) -> dict[str, str]:
    names = {person_id: name for name, person_id in province.people.items()}
    async with province.db.tenant(province.id) as session:
        rows = await session.execute(
            text(
                "SELECT person_id, role FROM appointment WHERE unit_id = :unit AND valid_from <= :on"
                " AND (valid_to IS NULL OR valid_to > :on)"
            ),
            {"unit": province.units[unit], "on": on},
        )
        return {names[row.person_id]: row.role for row in rows}


async def test_a_merger_takes_units_and_people_over_on_its_day(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await units.merge_unit(
            session, province.caller("admin"), province.units["department"], province.units["commune"], MOVED
        )
        merged = await tree.unit(session, province.caller("admin"), province.units["department"], MOVED)
    assert await posts_in(province, "department", MOVED - DAY) == {
        "agency_head": "agency_head",
        "agency_deputy": "agency_deputy",
    }
    assert await posts_in(province, "department", MOVED) == {}
    assert await posts_in(province, "commune", MOVED) == {
        "commune_head": "agency_head",
        "commune_cadre": "cadre",
        "agency_head": "agency_deputy",
        "agency_deputy": "agency_deputy",
    }
    assert (merged.closed, merged.successor_id) == (MOVED, province.units["commune"])
    assert await shape(province, MOVED) == {"UBND": None, "X-NT": "UBND", "STC-NS": "X-NT", "STC-GIA": "X-NT"}
    assert (await shape(province, MOVED - DAY))["STC-NS"] == "STC"


async def test_a_merged_units_past_stays_within_reach_of_its_successor(province: Province) -> None:
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        await units.merge_unit(
            session, admin, province.units["price_division"], province.units["budget_division"], MOVED
        )
        await units.move_unit(session, admin, province.units["budget_division"], province.units["commune"], MOVED + DAY)
        path = await queries.unit_path(session, province.units["price_division"], MOVED + DAY)
        successor = await queries.unit_path(session, province.units["budget_division"], MOVED + DAY)
        led = await queries.led_appointments(session, province.people["division_head"], MOVED + DAY)
    assert path is not None
    assert successor is not None
    assert path.startswith(successor)
    assert province.appointments["cadre3"] in led, "the last work of the old post"


async def test_where_the_successor_has_no_head_the_merged_head_stays_head(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await units.merge_unit(
            session,
            province.caller("admin"),
            province.units["budget_division"],
            province.units["price_division"],
            MOVED,
        )
    assert (await posts_in(province, "price_division", MOVED))["division_head"] == "division_head"


async def test_nobody_is_left_behind_by_a_merger_at_the_same_moment(province: Province) -> None:
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        person_id = await people.add_person(session, admin, people.PersonFacts("056094100099", "Đặng Ngân"))
    new = NewAppointment(person_id, province.units["price_division"], "cadre", MOVED)

    async def appoint() -> bool:
        try:
            async with province.db.tenant(province.id) as session:
                await appointments.appoint(session, admin, new)
        except UnitNotOpen:
            return False
        return True

    async def merge() -> None:
        async with province.db.tenant(province.id) as session:
            await units.merge_unit(session, admin, new.unit_id, province.units["budget_division"], MOVED)

    appointed, _ = await asyncio.gather(appoint(), merge())
    async with province.db.tenant(province.id) as session:
        held = await queries.appointments_of(session, person_id, MOVED)
    assert [post.unit_id for post in held] == [province.units["budget_division"]] * appointed
