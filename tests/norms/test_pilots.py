"""Pilots: named units, days to come, two persons; the nearest unit counts, and the end can only come earlier."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kernel.errors import Forbidden, NotFound
from tenants.norms import pilots, queries
from tenants.norms.errors import (
    AlreadyConfirmed,
    NoUnits,
    PackageExists,
    PilotDates,
    PilotOverlaps,
    SecondPerson,
    WrongPackageState,
)
from tenants.norms.models import NormPilot
from tenants.norms.pilots import PilotInput
from tests.fixtures_tenant import PEOPLE, Province
from tests.norms.office import Office, days, numbered


async def _law(office: Office, unit: str, on: date) -> str | None:
    async with office.province.db.tenant(office.province.id) as session:
        found = await queries.in_force(session, on, office.province.units[unit])
    return found.version if found is not None else None


async def test_a_confirmed_pilot_is_the_law_of_its_branch_on_its_days_and_nowhere_else(office: Office) -> None:
    first, after = office.today + days(2), office.today + days(5)
    await office.publish(await office.draft(numbered("1.0.0")), office.today + days(1))
    row = await office.draft(numbered("1.1.0"))
    proposed = await office.propose(row, ["department"], first, after)
    assert await _law(office, "budget_division", first) == "1.0.0"
    await office.confirm(proposed)
    for unit in ("department", "budget_division", "price_division"):
        assert await _law(office, unit, first) == "1.1.0"
        assert await _law(office, unit, after - days(1)) == "1.1.0"
        assert await _law(office, unit, first - days(1)) == "1.0.0"
        assert await _law(office, unit, after) == "1.0.0"
    assert await _law(office, "commune", first) == "1.0.0"
    assert await _law(office, "province", first) == "1.0.0"


async def test_of_pilots_around_a_unit_the_nearest_counts(office: Office) -> None:
    first, after = office.today + days(1), office.today + days(9)
    for version, unit in (("1.1.0", "budget_division"), ("1.2.0", "province"), ("1.3.0", "department")):
        await office.pilot(await office.draft(numbered(version)), [unit], first, after)
    laws = [await _law(office, unit, first) for unit in ("province", "commune", "department", "budget_division")]
    assert laws == ["1.2.0", "1.2.0", "1.3.0", "1.1.0"]


async def test_nobody_confirms_their_own_pilot(office: Office) -> None:
    proposed = await office.propose(
        await office.draft(numbered("1.1.0")), ["commune"], office.today + days(1), office.today + days(2)
    )
    with pytest.raises(SecondPerson):
        await office.confirm(proposed, by=office.admin)
    await office.confirm(proposed)
    with pytest.raises(AlreadyConfirmed):
        await office.confirm(proposed)


async def test_a_pilot_begins_after_today_and_ends_after_it_begins(office: Office) -> None:
    row, today = await office.draft(numbered("1.1.0")), office.today
    for first, after in ((today, today + days(3)), (today + days(3), today + days(3)), (today + days(3), today)):
        with pytest.raises(PilotDates):
            await office.propose(row, ["commune"], first, after)


async def test_a_proposal_that_waited_too_long_is_not_confirmed(office: Office) -> None:
    proposed = await office.propose(
        await office.draft(numbered("1.1.0")), ["commune"], office.today + days(1), office.today + days(5)
    )
    office.today += days(1)
    with pytest.raises(PilotDates):
        await office.confirm(proposed)


async def test_a_unit_is_named_by_one_pilot_at_a_time(office: Office) -> None:
    first, after = office.today + days(1), office.today + days(5)
    other = await office.draft(numbered("1.2.0"))
    waiting = await office.propose(other, ["commune", "department"], after - days(1), after + days(5))
    await office.pilot(await office.draft(numbered("1.1.0")), ["commune"], first, after)
    with pytest.raises(PilotOverlaps):
        await office.propose(other, ["commune"], first, after)
    with pytest.raises(PilotOverlaps):
        await office.confirm(waiting)
    await office.pilot(other, ["commune"], after, after + days(5))


async def test_units_are_named_and_ones_own(office: Office, other_province: Province) -> None:
    row, span = await office.draft(numbered("1.1.0")), (office.today + days(1), office.today + days(5))
    province = office.province
    for ids, refusal in (([], NoUnits), ([other_province.units["commune"]], NotFound)):
        with pytest.raises(refusal):
            async with province.db.tenant(province.id) as session:
                await pilots.propose(
                    session, office.admin, PilotInput(row.id, ids, *span), today=office.today, now=office.now
                )


async def test_a_piloted_text_never_changes_and_can_be_published_as_it_is(office: Office) -> None:
    row = await office.draft(numbered("1.1.0"))
    twin = await office.draft(numbered("1.1.0", hard="9"))
    await office.pilot(row, ["commune"], office.today + days(1), office.today + days(5))
    with pytest.raises(DBAPIError, match="never changes"):
        async with office.province.db.tenant(office.province.id) as session:
            await session.execute(text("UPDATE norm_package SET title = 'x' WHERE status = 'pilot'"))
    with pytest.raises(PackageExists):
        await office.publish(twin, office.today + days(3))
    published = await office.publish(row, office.today + days(3))
    assert (published.id, published.status) == (row.id, "published")
    with pytest.raises(WrongPackageState):
        await office.propose(published, ["department"], office.today + days(1), office.today + days(5))


async def test_a_pilot_ends_earlier_on_a_day_to_come_and_never_later(office: Office) -> None:
    first, after = office.today + days(1), office.today + days(9)
    pilot = await office.pilot(await office.draft(numbered("1.1.0")), ["commune"], first, after)
    province = office.province
    for on in (office.today, first, after, after + days(1)):
        with pytest.raises(PilotDates):
            async with province.db.tenant(province.id) as session:
                await pilots.end(session, office.admin, pilot.id, on, today=office.today)
    async with province.db.tenant(province.id) as session:
        await pilots.end(session, office.admin, pilot.id, first + days(2), today=office.today)
    assert [await _law(office, "commune", first + days(number)) for number in (1, 2)] == ["1.1.0", None]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE norm_pilot SET valid_to = valid_to + 1",
        "UPDATE norm_pilot SET valid_from = valid_from - 1",
        "UPDATE norm_pilot SET unit_ids = unit_ids || unit_ids",
        "UPDATE norm_pilot SET confirmed_by = NULL, confirmed_at = NULL",
        "DELETE FROM norm_pilot",
    ],
)
async def test_the_database_itself_refuses_to_widen_a_confirmed_pilot(office: Office, change: str) -> None:
    await office.pilot(
        await office.draft(numbered("1.1.0")), ["commune"], office.today + days(1), office.today + days(5)
    )
    with pytest.raises(DBAPIError, match="only the end"):
        async with office.province.db.tenant(office.province.id) as session:
            await session.execute(text(change))


async def test_an_unconfirmed_pilot_is_withdrawn_and_seen_by_administrators_only(office: Office) -> None:
    province = office.province
    pilot = await office.propose(
        await office.draft(numbered("1.1.0")), ["commune"], office.today + days(1), office.today + days(5)
    )
    async with province.db.tenant(province.id) as session:
        assert list(await pilots.pilots(session, province.caller("cadre1"))) == []
        assert [one.id for one in await pilots.pilots(session, office.second)] == [pilot.id]
        await pilots.withdraw(session, office.second, pilot.id)
    async with province.db.tenant(province.id) as session:
        assert (await session.scalars(select(NormPilot))).all() == []


@pytest.mark.parametrize("who", list(PEOPLE))
async def test_only_administrators_pilot(office: Office, who: str) -> None:
    province = office.province
    row = await office.draft(numbered("1.1.0"))
    span = (office.today + days(1), office.today + days(5))
    waiting = await office.propose(row, ["commune"], *span)
    caller = province.caller(who)
    async with province.db.tenant(province.id) as session:
        given = PilotInput(row.id, [province.units["department"]], *span)
        for act in (
            pilots.propose(session, caller, given, today=office.today, now=office.now),
            pilots.confirm(session, caller, waiting.id, today=office.today, now=office.now),
            pilots.withdraw(session, caller, waiting.id),
            pilots.end(session, caller, waiting.id, office.today + days(3), today=office.today),
        ):
            with pytest.raises(Forbidden):
                await act
    async with province.db.tenant(province.id) as session:
        (kept,) = (await session.scalars(select(NormPilot))).all()
    assert kept.confirmed_at is None
