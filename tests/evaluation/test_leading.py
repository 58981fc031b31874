"""What leaders' sheets take from others, and what is found of it for their months."""

from decimal import Decimal

from sqlalchemy import select, update

from tenants.evaluation.models import Sheet
from tenants.organisation.models import Appointment
from tenants.scoring.models import MonthFact
from tests.evaluation.conftest import Cycle


async def facts(cycle: Cycle, who: str) -> dict[str, object]:
    """What somebody's month was told."""
    async with cycle.session() as session:
        found = await session.scalar(select(MonthFact.facts).where(MonthFact.person_id == cycle.province.people[who]))
    return {name: value for name, value in (found or {}).items() if not name.startswith("_")}


def unit(sheet: Sheet) -> tuple[str, str, str | None]:
    """What was assigned, accepted, and the rate of a leader's field."""
    found = sheet.log_facts["unit"]
    return found["assigned"], found["accepted"], found["rate"]


async def test_a_units_result_is_what_was_accepted_of_what_was_assigned_in_its_branch(cycle: Cycle) -> None:
    await cycle.work("cadre1", quantity=Decimal(4), accepted_quantity=Decimal(1))
    await cycle.work("cadre2", quantity=Decimal(2))
    await cycle.work("division_head", by="agency_head", quantity=Decimal(2))
    await cycle.work("commune_cadre", by="commune_head")
    await cycle.settle()
    assert unit(await cycle.sheet("division_head")) == ("12", "7.5", "0.625")
    assert unit(await cycle.sheet("agency_head")) == ("12", "7.5", "0.625")
    assert unit(await cycle.sheet("province_head")) == ("15", "10.5", "0.7")
    assert unit(await cycle.sheet("commune_head")) == ("3", "3", "1")
    assert unit(await cycle.sheet("division_deputy")) == ("0", "0", None)
    assert (await facts(cycle, "division_head"))["unit_rate"] == "0.625"
    assert await facts(cycle, "cadre1") == {}


async def test_a_deputys_field_is_the_units_whose_heads_they_lead_by_name(cycle: Cycle) -> None:
    await cycle.work("cadre1", quantity=Decimal(4), accepted_quantity=Decimal(3))
    await cycle.work("agency_deputy", by="agency_head", quantity=Decimal(8))
    await cycle.settle()
    assert unit(await cycle.sheet("agency_deputy"))[:2] == ("18", "16.5")
    async with cycle.session() as session:
        await session.execute(
            update(Appointment)
            .where(Appointment.id == cycle.province.appointments["division_head"])
            .values(leader_appointment_id=cycle.province.appointments["agency_deputy"])
        )
    await cycle.work("cadre2", quantity=Decimal(2))
    await cycle.settle()
    assert unit(await cycle.sheet("agency_deputy")) == ("9", "7.5", "0.8333")


async def test_work_done_before_a_transfer_stays_with_the_unit_it_was_done_in(cycle: Cycle) -> None:
    await cycle.work("cadre1", quantity=Decimal(4))
    async with cycle.session() as session:
        await session.execute(
            update(Appointment)
            .where(Appointment.id == cycle.province.appointments["cadre1"])
            .values(unit_id=cycle.province.units["price_division"])
        )
    await cycle.make()
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).unit_id == cycle.province.units["price_division"]
    assert unit(await cycle.sheet("division_head")) == ("6", "6", "1")
    assert unit(await cycle.sheet("division_deputy")) == ("0", "0", None)


async def test_a_subordinate_classified_kht_is_passed_upwards_as_far_as_leaders_go(cycle: Cycle) -> None:
    await cycle.work("cadre1", quantity=Decimal(5), accepted_quantity=Decimal(1))
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1")
    await cycle.settle()
    failing = await cycle.sheet("cadre1")
    assert failing.proposed_class == "KHT"
    month = {cycle.month.isoformat(): [str(failing.id)]}
    for who, expected in (("division_head", month), ("agency_head", month), ("commune_head", {})):
        assert (await cycle.sheet(who)).log_facts["unit"]["failing"] == expected
        assert (await facts(cycle, who))["any_kht"] is (expected != {})
    await cycle.opine("cadre1", "30", reason="Xem lại", proposed_class="KHT")
    await cycle.work("cadre1", quantity=Decimal(100))
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).proposed_class != "KHT"
    assert (await facts(cycle, "division_head"))["any_kht"] is False


async def test_deputies_of_one_unit_are_nobodys_subordinates_there(cycle: Cycle) -> None:
    await cycle.work("agency_head", by="province_head", quantity=Decimal(5), accepted_quantity=Decimal(1))
    await cycle.self_score("agency_head")
    await cycle.opine("agency_head", by="province_head")
    await cycle.settle()
    assert (await cycle.sheet("agency_head")).proposed_class == "KHT"
    assert (await cycle.sheet("agency_deputy")).log_facts["unit"]["failing"] == {}
    assert (await facts(cycle, "province_head"))["any_kht"] is True
