"""Posts: given, ended, transferred, and under whose direct lead."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.organisation import appointments, directory, people, queries, units
from tenants.organisation.appointments import NewAppointment
from tenants.organisation.errors import (
    AppointmentEnded,
    BadDates,
    BadWeight,
    LeaderCircle,
    NotALeader,
    PrimaryHeld,
    UnitHasHead,
    UnitNotOpen,
    UnknownRole,
)
from tenants.organisation.people import PersonFacts
from tenants.organisation.units import NewUnit
from tests.fixtures_tenant import Province

DAY = timedelta(days=1)
START = date(2026, 3, 1)


async def newcomer(province: Province, pin: str = "056094100099") -> UUID:
    async with province.db.tenant(province.id) as session:
        return await people.add_person(session, province.caller("admin"), PersonFacts(pin, "Đặng Ngân"))


async def posts_of(province: Province, person_id: UUID) -> list[tuple[UUID, str, date, date | None]]:
    async with province.db.tenant(province.id) as session:
        found = await directory.posts(session, province.caller("admin"), person_id, province.today)
    return [(post.unit_id, post.role, post.valid_from, post.valid_to) for post in found]


async def test_a_post_is_held_from_its_first_day_until_the_day_it_ends(province: Province) -> None:
    person_id = await newcomer(province)
    async with province.db.tenant(province.id) as session:
        new = NewAppointment(person_id, province.units["commune"], "cadre", START, document_number="7/QĐ")
        post_id = await appointments.appoint(session, province.caller("admin"), new)
        await appointments.end_appointment(session, province.caller("admin"), post_id, START + 10 * DAY)
        held = [len(await queries.appointments_of(session, person_id, START + days * DAY)) for days in (-1, 0, 9, 10)]
    assert held == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("changes", "refusal", "path"),
    [
        ({"role": "minister"}, UnknownRole, "role"),
        ({"role": "leader"}, UnknownRole, "role"),
        ({"valid_to": START}, BadDates, "validTo"),
        ({"weight": Decimal("1.5")}, BadWeight, "weight"),
        ({"unit_id": uuid4()}, NotFound, "unitId"),
        ({"person_id": uuid4()}, NotFound, "personId"),
        ({"job_position_id": uuid4()}, NotFound, "jobPositionId"),
        ({"valid_from": date(2025, 6, 1)}, UnitNotOpen, "unitId"),
        ({"role": "agency_head"}, UnitHasHead, "role"),
    ],
)
async def test_a_post_that_cannot_be_is_refused(
    province: Province, changes: dict[str, object], refusal: type[Refusal], path: str
) -> None:
    person_id = await newcomer(province)
    new = NewAppointment(person_id, province.units["commune"], "cadre", START)
    with pytest.raises(refusal) as caught:
        async with province.db.tenant(province.id) as session:
            await appointments.appoint(session, province.caller("admin"), replace(new, **changes))  # type: ignore[arg-type] # from the table
    assert caught.value.path == (path,)
    assert await posts_of(province, person_id) == []


async def test_a_person_holds_one_primary_post_at_a_time(province: Province) -> None:
    admin, person_id = province.caller("admin"), province.people["cadre1"]
    second = NewAppointment(person_id, province.units["commune"], "cadre", START)
    async with province.db.tenant(province.id) as session:
        with pytest.raises(PrimaryHeld):
            await appointments.appoint(session, admin, second)
        concurrent = replace(second, is_primary=False, weight=Decimal("0.3"))
        await appointments.appoint(session, admin, concurrent)
        await appointments.end_appointment(session, admin, province.appointments["cadre1"], START + 9 * DAY)
        with pytest.raises(PrimaryHeld):
            await appointments.appoint(session, admin, replace(second, valid_from=START + 8 * DAY))
        await appointments.appoint(session, admin, replace(second, valid_from=START + 9 * DAY))
        held = await queries.appointments_of(session, person_id, START + 9 * DAY)
    assert [(post.is_primary, post.weight) for post in held] == [(True, Decimal(1)), (False, Decimal("0.300"))]


async def test_a_unit_has_one_head_at_a_time(province: Province) -> None:
    admin = province.caller("admin")
    person_id = await newcomer(province)
    new = NewAppointment(person_id, province.units["price_division"], "division_head", START, valid_to=START + 30 * DAY)
    later = await newcomer(province, "056094100098")
    async with province.db.tenant(province.id) as session:
        await appointments.appoint(session, admin, new)
        with pytest.raises(UnitHasHead):
            await appointments.appoint(session, admin, replace(new, person_id=later, valid_from=START + 29 * DAY))
        await appointments.appoint(
            session, admin, replace(new, person_id=later, valid_from=START + 30 * DAY, valid_to=None)
        )


async def test_two_administrators_at_once_make_only_one_head(province: Province) -> None:
    candidates = [await newcomer(province, f"0560941000{at}") for at in (81, 82, 83, 84)]

    async def try_it(person_id: UUID) -> bool:
        new = NewAppointment(person_id, province.units["price_division"], "division_head", START)
        try:
            async with province.db.tenant(province.id) as session:
                await appointments.appoint(session, province.caller("admin"), new)
        except UnitHasHead:
            return False
        return True

    assert sorted(await asyncio.gather(*map(try_it, candidates))) == [False, False, False, True]


async def test_no_post_outlasts_its_unit(province: Province) -> None:
    admin, person_id = province.caller("admin"), await newcomer(province)
    async with province.db.tenant(province.id) as session:
        unit_id = await units.open_unit(
            session, admin, NewUnit("TT", "Trung tâm", "centre", province.units["commune"], START)
        )
        await units.close_unit(session, admin, unit_id, START + 30 * DAY)
        new = NewAppointment(person_id, unit_id, "cadre", START)
        with pytest.raises(UnitNotOpen):
            await appointments.appoint(session, admin, new)
        await appointments.appoint(session, admin, replace(new, valid_to=START + 30 * DAY))


async def test_a_transfer_ends_one_post_and_begins_another_and_the_past_stays(province: Province) -> None:
    person_id, today = province.people["cadre1"], province.today
    async with province.db.tenant(province.id) as session:
        await appointments.transfer(
            session, province.caller("admin"), province.appointments["cadre1"], province.units["commune"], today
        )
    assert await posts_of(province, person_id) == [
        (province.units["commune"], "cadre", today, None),
        (province.units["budget_division"], "cadre", province.opened, today),
    ]


async def test_a_refused_transfer_leaves_the_old_post_as_it_was(province: Province) -> None:
    with pytest.raises(UnitHasHead):
        async with province.db.tenant(province.id) as session:
            await appointments.transfer(
                session, province.caller("admin"), province.appointments["cadre1"], province.units["commune"],
                province.today, role="agency_head",
            )  # fmt: skip
    assert await posts_of(province, province.people["cadre1"]) == [
        (province.units["budget_division"], "cadre", province.opened, None)
    ]


async def test_a_post_ends_once_and_after_it_began(province: Province) -> None:
    admin, post_id = province.caller("admin"), province.appointments["cadre1"]
    async with province.db.tenant(province.id) as session:
        with pytest.raises(BadDates):
            await appointments.end_appointment(session, admin, post_id, province.opened)
        await appointments.end_appointment(session, admin, post_id, START)
        with pytest.raises(AppointmentEnded) as caught:
            await appointments.end_appointment(session, admin, post_id, START)
        assert caught.value.data == {"day": START}
        await appointments.end_appointment(session, admin, post_id, START - DAY)


async def test_a_leader_is_named_and_taken_off_again(province: Province) -> None:
    admin, post_id = province.caller("admin"), province.appointments["cadre3"]
    deputy = province.appointments["division_deputy"]
    async with province.db.tenant(province.id) as session:
        await appointments.set_leader(session, admin, post_id, deputy, province.today)
        assert await queries.led_directly(session, province.people["division_deputy"], province.today) == {post_id}
        await appointments.set_leader(session, admin, post_id, None, province.today)
        assert await queries.led_directly(session, province.people["division_deputy"], province.today) == set()


@pytest.mark.parametrize(
    ("post", "leader", "refusal"),
    [
        ("cadre1", "cadre2", NotALeader),
        ("division_head", "division_head", LeaderCircle),
        ("agency_head", "division_deputy", LeaderCircle),  # whom the head of the agency leads by the tree
        ("province_head", "commune_head", LeaderCircle),
    ],
)
async def test_a_leader_that_cannot_be_is_refused(
    province: Province, post: str, leader: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as caught:
        async with province.db.tenant(province.id) as session:
            await appointments.set_leader(
                session,
                province.caller("admin"),
                province.appointments[post],
                province.appointments[leader],
                province.today,
            )
    assert caught.value.path == ("leaderAppointmentId",)


async def test_two_named_leaders_cannot_lead_each_other(province: Province) -> None:
    admin, posts = province.caller("admin"), province.appointments
    async with province.db.tenant(province.id) as session:
        await appointments.set_leader(session, admin, posts["division_deputy"], posts["commune_head"], province.today)
        with pytest.raises(LeaderCircle):
            await appointments.set_leader(
                session, admin, posts["commune_head"], posts["division_deputy"], province.today
            )


async def test_who_has_left_is_named_no_leader(province: Province) -> None:
    admin, posts = province.caller("admin"), province.appointments
    async with province.db.tenant(province.id) as session:
        await appointments.end_appointment(session, admin, posts["division_deputy"], province.today)
        with pytest.raises(AppointmentEnded):
            await appointments.set_leader(session, admin, posts["cadre3"], posts["division_deputy"], province.today)


@pytest.mark.parametrize("who", ["province_head", "agency_head", "cadre1"])
async def test_only_administrators_give_posts(province: Province, who: str) -> None:
    person_id = await newcomer(province)
    new = NewAppointment(person_id, province.units["price_division"], "division_head", START)
    with pytest.raises(Forbidden):
        async with province.db.tenant(province.id) as session:
            await appointments.appoint(session, province.caller(who), new)
    assert await posts_of(province, person_id) == []


async def test_a_post_of_another_province_does_not_exist_here(province: Province, other_province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(NotFound):
            await appointments.end_appointment(
                session, province.caller("admin"), other_province.appointments["cadre1"], START
            )


async def test_a_merger_keeps_named_leaders_and_moves_posts_that_begin_later(province: Province) -> None:
    admin, posts = province.caller("admin"), province.appointments
    later = await newcomer(province)
    day = province.today
    async with province.db.tenant(province.id) as session:
        new = NewAppointment(later, province.units["price_division"], "cadre", day + 5 * DAY)
        later_post = await appointments.appoint(session, admin, new)
        await appointments.set_leader(session, admin, posts["cadre3"], posts["division_deputy"], day)
        await units.merge_unit(session, admin, province.units["price_division"], province.units["budget_division"], day)
        cadre = (await queries.appointments_of(session, province.people["cadre3"], day))[0]
        deputy = (await queries.appointments_of(session, province.people["division_deputy"], day))[0]
        moved = (await directory.posts_by_id(session, [later_post]))[later_post]
        assert cadre.leader_appointment_id == deputy.id
        assert {cadre.unit_id, deputy.unit_id, moved.unit_id} == {province.units["budget_division"]}
        led = await queries.led_appointments(session, province.people["division_deputy"], day)
        assert led >= {cadre.id}


async def test_appointing_is_on_the_trail_of_the_person(province: Province) -> None:
    person_id = await newcomer(province)
    async with province.db.tenant(province.id) as session:
        new = NewAppointment(person_id, province.units["commune"], "cadre", START)
        post_id = await appointments.appoint(session, province.caller("admin"), new)
        data = await session.scalar(text("SELECT data FROM audit_event WHERE action = 'appointed'"))
    assert data == {
        "appointment_id": str(post_id),
        "unit_id": str(province.units["commune"]),
        "role": "cadre",
        "valid_from": "2026-03-01",
    }
