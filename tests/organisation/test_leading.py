"""Who is whose direct leader on a day."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.ids import uuid7
from tenants.organisation import queries
from tenants.organisation.models import Appointment, Delegation
from tests.fixtures_tenant import PEOPLE, Province

DAY = timedelta(days=1)


async def led(province: Province, name: str, on: date | None = None) -> set[str]:
    names = {post_id: who for who, post_id in province.appointments.items()}
    async with province.db.tenant(province.id) as session:
        found = await queries.led_appointments(session, province.people[name], on or province.today)
    return {names[post_id] for post_id in found}


async def change(province: Province, name: str, **values: object) -> None:
    async with province.db.tenant(province.id) as session:
        await session.execute(update(Appointment).where(Appointment.id == province.appointments[name]).values(**values))


async def add_delegation(province: Province, leader: str, delegate: str, **values: object) -> None:
    dates = {"valid_from": province.today, "valid_to": province.today + 7 * DAY}
    async with province.db.tenant(province.id) as session:
        session.add(
            Delegation(
                tenant_id=province.id, id=uuid7(), appointment_id=province.appointments[leader],
                delegate_id=province.people[delegate], document_number="12/UQ", **(dates | values),
            )
        )  # fmt: skip


async def give_post(session: AsyncSession, province: Province, name: str, unit: str, role: str) -> None:
    session.add(
        Appointment(
            tenant_id=province.id, id=uuid7(), person_id=province.people[name], unit_id=province.units[unit],
            role=role, is_primary=False, valid_from=province.opened,
        )
    )  # fmt: skip


async def test_the_head_of_a_unit_leads_the_others_of_it(province: Province) -> None:
    assert await led(province, "division_head") == {"cadre1", "cadre2"}
    assert await led(province, "commune_head") == {"commune_cadre"}


async def test_a_unit_without_a_head_is_led_by_the_nearest_head_above(province: Province) -> None:
    assert await led(province, "agency_head") == {"agency_deputy", "division_head", "division_deputy", "cadre3"}


async def test_heads_are_led_by_the_nearest_head_above(province: Province) -> None:
    assert await led(province, "province_head") == {"agency_head", "commune_head"}


async def test_deputies_and_cadres_lead_nobody_by_the_tree(province: Province) -> None:
    for name in ("agency_deputy", "division_deputy", "cadre1", "commune_cadre"):
        assert await led(province, name) == set()


async def test_a_named_leader_wins_over_the_head_of_the_unit(province: Province) -> None:
    await change(province, "cadre3", leader_appointment_id=province.appointments["division_deputy"])
    assert await led(province, "division_deputy") == {"cadre3"}
    assert await led(province, "agency_head") == {"agency_deputy", "division_head", "division_deputy"}


async def test_when_the_named_leader_has_gone_the_tree_decides_again(province: Province) -> None:
    await change(province, "cadre3", leader_appointment_id=province.appointments["division_deputy"])
    await change(province, "division_deputy", valid_to=province.today)
    assert await led(province, "division_deputy") == set()
    assert "cadre3" in await led(province, "agency_head")
    assert await led(province, "division_deputy", province.today - DAY) == {"cadre3"}


async def test_when_a_head_has_gone_the_head_above_leads_the_unit(province: Province) -> None:
    await change(province, "division_head", valid_to=province.today)
    assert await led(province, "division_head") == set()
    assert await led(province, "agency_head") >= {"cadre1", "cadre2", "division_head"}


async def test_a_post_that_has_ended_is_led_until_its_last_work_is_settled(province: Province) -> None:
    await change(province, "cadre1", valid_to=province.today)
    last = province.today + timedelta(days=queries.SETTLING_DAYS)
    assert "cadre1" in await led(province, "division_head", last - DAY)
    assert "cadre1" not in await led(province, "division_head", last)


async def test_the_last_work_of_a_former_head_is_judged_above_and_not_by_the_new_head(province: Province) -> None:
    await change(province, "division_head", valid_to=province.today)
    await change(province, "cadre1", role="division_head")
    assert await led(province, "cadre1") == {"cadre2"}
    assert await led(province, "agency_head") >= {"cadre1", "division_head"}


async def test_a_post_not_yet_begun_is_not_led(province: Province) -> None:
    await change(province, "cadre1", valid_from=province.today + DAY)
    assert await led(province, "division_head") == {"cadre2"}
    assert await led(province, "division_head", province.today + DAY) == {"cadre1", "cadre2"}


async def test_a_second_post_in_the_unit_one_heads_is_led_from_above(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await give_post(session, province, "division_head", "budget_division", "cadre")
        await session.flush()
        own = await queries.led_appointments(session, province.people["division_head"], province.today)
        above = await queries.led_appointments(session, province.people["agency_head"], province.today)
        second = {
            post.id for post in await queries.appointments_of(session, province.people["division_head"], province.today)
        }
    assert not own & second
    assert second <= above


async def test_a_delegate_leads_what_the_delegating_post_leads(province: Province) -> None:
    await add_delegation(province, "division_head", "cadre1")
    assert await led(province, "cadre1") == {"cadre2"}, "never the delegate's own post"
    assert await led(province, "division_head") == {"cadre1", "cadre2"}


async def test_own_and_delegated_posts_are_told_apart(province: Province) -> None:
    await add_delegation(province, "commune_head", "division_head")
    async with province.db.tenant(province.id) as session:
        person_id = province.people["division_head"]
        direct = await queries.led_directly(session, person_id, province.today)
        delegated = await queries.led_by_delegation(session, person_id, province.today)
        both = await queries.led_appointments(session, person_id, province.today)
    assert direct == {province.appointments["cadre1"], province.appointments["cadre2"]}
    assert delegated == {province.appointments["commune_cadre"]}
    assert both == direct | delegated


async def test_a_delegation_never_reaches_the_one_who_gave_it(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await give_post(session, province, "agency_head", "price_division", "cadre")
    await add_delegation(province, "agency_head", "agency_deputy")
    assert await led(province, "agency_deputy") == {"division_head", "division_deputy", "cadre3"}


async def test_a_delegation_holds_between_its_days_only(province: Province) -> None:
    await add_delegation(
        province, "division_head", "cadre1", valid_from=province.today + DAY, valid_to=province.today + 3 * DAY
    )
    assert [bool(await led(province, "cadre1", province.today + at * DAY)) for at in range(5)] == [
        False, True, True, False, False,
    ]  # fmt: skip


async def test_a_revoked_delegation_gives_nothing(province: Province) -> None:
    await add_delegation(province, "division_head", "cadre1", revoked_at=utc_now())
    assert await led(province, "cadre1") == set()


async def test_a_delegation_ends_with_the_post_it_was_given_on(province: Province) -> None:
    await add_delegation(province, "division_head", "cadre1")
    await change(province, "division_head", valid_to=province.today + DAY)
    assert await led(province, "cadre1") == {"cadre2"}
    assert await led(province, "cadre1", province.today + DAY) == set()


async def test_a_delegate_cannot_pass_it_on(province: Province) -> None:
    await add_delegation(province, "division_head", "cadre1")
    await add_delegation(province, "cadre1", "cadre3")
    assert await led(province, "cadre3") == set()


async def test_the_direct_leader_of_a_post_is_the_one_who_leads_it(province: Province) -> None:
    await change(province, "commune_cadre", leader_appointment_id=province.appointments["division_head"])
    async with province.db.tenant(province.id) as session:
        for name, post_id in province.appointments.items():
            leader = await queries.direct_leader(session, post_id, province.today)
            leads = [
                other
                for other in PEOPLE
                if post_id in await queries.led_appointments(session, province.people[other], province.today)
            ]
            found = [other for other in PEOPLE if leader is not None and province.appointments[other] == leader.id]
            assert leads == found, name
            assert len(leads) == (0 if name == "province_head" else 1), name


async def test_the_primary_post_comes_first(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await give_post(session, province, "cadre1", "commune", "cadre")
        await session.flush()
        found = await queries.appointments_of(session, province.people["cadre1"], province.today)
        before = await queries.appointments_of(session, province.people["cadre1"], province.opened - DAY)
    assert [post.is_primary for post in found] == [True, False]
    assert before == []
