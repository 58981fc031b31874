"""A period is finished with its last sheet, and says how many of them are decided outside the province."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from kernel.ids import uuid7
from tenants.organisation.models import Appointment, Unit, UnitPlace
from tenants.organisation.rules import child_path
from tests.api.conftest import Api, api, settings
from tests.decisions.conftest import Office

__all__ = ["api", "settings"]

PERIODS = """query ($day: Date!) {
  evaluationPeriods(firstDay: $day, lastDay: $day) { id status decidedElsewhere finishedAt } }"""


async def state(office: Office, api: Api, who: str = "cadre1") -> tuple[str, int]:
    """The state of the office's period and its sheets decided elsewhere, as anybody in the province reads them."""
    token = await api.token(office.province, who)
    answer = await api.ask(token, PERIODS, day=office.first.isoformat())
    assert "errors" not in answer, answer
    (found,) = (one for one in answer["data"]["evaluationPeriods"] if one["id"] == str(office.period_id))
    assert (found["status"] == "FINISHED") == (found["finishedAt"] is not None)
    return found["status"], found["decidedElsewhere"]


async def outside(office: Office) -> UUID:
    """A body beside the province's own tree, which has no head in it."""
    unit = uuid7()
    async with office.province.db.tenant(office.province.id) as session:
        session.add(
            Unit(
                tenant_id=office.province.id, id=unit, number=99, code="TU", kind="department",
                opened=office.province.opened,
            )
        )  # fmt: skip
        await session.flush()
        session.add(
            UnitPlace(
                tenant_id=office.province.id, unit_id=unit, valid_from=office.province.opened,
                path=child_path(None, 99), name="Tỉnh ủy", search_key="tinh uy", position=9,
            )
        )  # fmt: skip
    return unit


async def test_the_sheet_of_the_head_of_the_province_is_told_and_waits_for_nobody(office: Office, api: Api) -> None:
    province = office.province.units["province"]
    own = await office.sheet("province_head", agency_id=province)
    below = await office.sheet("agency_head", agency_id=province)
    assert await state(office, api) == ("CLOSED", 1)
    await office.decide(below, "province_head")
    assert await state(office, api) == ("FINISHED", 1)
    assert await office.history(own) == []


async def test_sheets_without_any_head_above_are_told_and_wait_for_nobody(office: Office, api: Api) -> None:
    first, second = await office.sheets(["75", "76"])
    await office.change(second, agency_id=await outside(office))
    assert await state(office, api) == ("CLOSED", 1)
    await office.decide(first)
    assert await state(office, api) == ("FINISHED", 1)


async def test_a_vacant_agency_waits_for_the_head_above(office: Office, api: Api) -> None:
    (first,) = await office.sheets(["75"])
    await office.change(first, agency_id=office.province.units["commune"])
    async with office.province.db.tenant(office.province.id) as session:
        await session.execute(
            update(Appointment)
            .where(Appointment.id == office.province.appointments["commune_head"])
            .values(valid_to=office.last - timedelta(days=2))
        )
    other = await office.sheet("cadre1")
    await office.decide(other)
    assert await state(office, api) == ("CLOSED", 0), "the head of the province is above"
