"""The caller behind an account, with the roles of the moment, in one statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event, text

from kernel.clock import utc_now
from kernel.database import Database
from policies.authority import RoleHeld
from tenants.accounts import queries
from tenants.organisation import appointments, units
from tests.fixtures_tenant import PEOPLE, Province


@contextmanager
def statements(db: Database) -> Iterator[list[str]]:
    """The SQL statements that run meanwhile."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine.sync_engine, "before_cursor_execute", note)


async def test_everybody_has_the_roles_of_their_posts(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        for name in (*PEOPLE, "admin"):
            assert await queries.caller_of_account(session, province.accounts[name]) == province.caller(name)


async def test_a_caller_is_found_with_one_statement(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with statements(province.db) as seen:
            await queries.caller_of_account(session, province.accounts["cadre1"])
    assert len(seen) == 1


async def test_a_change_of_post_changes_the_very_next_request(province: Province) -> None:
    today, later = province.today, utc_now() + timedelta(days=2)
    async with province.db.tenant(province.id) as session:
        await appointments.transfer(
            session,
            province.caller("admin"),
            province.appointments["division_head"],
            province.units["price_division"],
            today,
        )
        caller = await queries.caller_of_account(session, province.accounts["division_head"])
        assert caller is not None
        assert caller.roles == (
            RoleHeld("division_head", province.units["price_division"], province.paths["price_division"]),
        )
        moved = caller.roles[0].unit_id
        await units.move_unit(
            session,
            province.caller("admin"),
            province.units["price_division"],
            province.units["commune"],
            today + timedelta(days=2),
        )
        now = await queries.caller_of_account(session, province.accounts["division_head"])
        then = await queries.caller_of_account(session, province.accounts["division_head"], later)
    assert now == caller
    assert then is not None
    assert then.roles == (RoleHeld("division_head", moved, f"{province.paths['commune']}4."),)


async def test_who_holds_no_post_has_no_role(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await appointments.end_appointment(
            session, province.caller("admin"), province.appointments["cadre1"], province.today
        )
        caller = await queries.caller_of_account(session, province.accounts["cadre1"])
    assert caller is not None
    assert (caller.roles, caller.person_id) == ((), province.people["cadre1"])


async def test_several_posts_give_several_roles_and_an_office_role_stands_beside_them(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await appointments.appoint(
            session, province.caller("admin"),
            appointments.NewAppointment(
                province.people["cadre1"], province.units["commune"], "agency_deputy", province.today, is_primary=False
            ),
        )  # fmt: skip
        await session.execute(
            text("UPDATE account SET office_role = 'tenant_admin' WHERE id = :id"), {"id": province.accounts["cadre1"]}
        )
        caller = await queries.caller_of_account(session, province.accounts["cadre1"])
    assert caller is not None
    assert [held.role for held in caller.roles] == ["tenant_admin", "agency_deputy", "cadre"]


async def test_an_account_of_another_province_is_nobody_here(province: Province, other_province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        assert await queries.caller_of_account(session, other_province.accounts["admin"]) is None
