"""Calibration through the door."""

from kernel.clock import today
from tests.api.conftest import Api
from tests.fixtures_tenant import Province


async def test_the_door_answers_the_head_of_an_agency(api: Api, province: Province) -> None:
    token = await api.token(province, "agency_head")
    query = """query ($unit: UUID!, $month: Date!) {
        calibration(unitId: $unit, firstMonth: $month, lastMonth: $month) {
            raters { fullName flags { kind reasonVi numbers } } logs { fullName } units { unitId hours } } }"""
    answer = await api.ask(token, query, unit=str(province.units["department"]), month=str(today().replace(day=1)))
    assert answer == {"data": {"calibration": {"raters": [], "logs": [], "units": []}}}
