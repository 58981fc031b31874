"""My unit today and the tasks one gave, through the door."""

from datetime import timedelta
from uuid import uuid4

from kernel.clock import today
from kernel.ids import uuid7
from tests.api.conftest import Api
from tests.fixtures_tenant import Province
from tests.worklogs.conftest import make_log

UNIT = """query ($unit: UUID!) { unitToday(unitId: $unit) {
    working days unit { name } people { fullName state assigned openTasks week } due { title daysLeft } } }"""
GIVEN = """query { tasks(filter: { givenByMe: true, statuses: [OPEN], newestFirst: true }) {
    edges { node { title note documentNumber status progress { logged confirmed } } } } }"""
ASSIGN = "mutation ($input: AssignTaskInput!) { assignTask(input: $input) { id note } }"


async def test_what_a_leader_assigns_stands_in_the_units_day_and_in_the_own_list(api: Api, province: Province) -> None:
    log = await make_log(province)
    token = await api.token(province, "division_head")
    task = {
        "id": str(uuid7()), "appointmentId": str(province.appointments["cadre1"]), "title": "Thẩm định dự toán",
        "workItemId": str(log.items["appraise"]), "quantity": "9", "dueDate": today().isoformat(),
        "note": "Gấp", "documentNumber": "7/TB-STC",
    }  # fmt: skip
    assert (await api.ask(token, ASSIGN, input=task))["data"]["assignTask"]["note"] == "Gấp"
    await api.ask(token, ASSIGN, input=task | {"id": str(uuid7()), "dueDate": str(today() + timedelta(days=30))})
    found = (await api.ask(token, UNIT, unit=str(province.units["budget_division"])))["data"]["unitToday"]
    assert found["unit"] == {"name": "Phòng Quản lý ngân sách"}
    assert (found["people"][0]["fullName"], found["people"][0]["openTasks"]) == ("Võ Minh An", 2)
    assert found["people"][0]["week"][-1] == "0"
    assert found["due"] == [{"title": "Thẩm định dự toán", "daysLeft": 0}]
    given = [edge["node"] for edge in (await api.ask(token, GIVEN))["data"]["tasks"]["edges"]]
    assert given[1] == {
        "title": "Thẩm định dự toán", "note": "Gấp", "documentNumber": "7/TB-STC", "status": "OPEN",
        "progress": {"logged": "0", "confirmed": "0"},
    }  # fmt: skip


async def test_a_unit_elsewhere_and_a_unit_of_nowhere_get_the_same_answer(api: Api, province: Province) -> None:
    token = await api.token(province, "division_head")
    foreign = await api.ask(token, UNIT, unit=str(province.units["commune"]))
    nowhere = await api.ask(token, UNIT, unit=str(uuid4()))
    assert foreign == nowhere
    assert foreign["errors"][0]["extensions"]["code"] == "NOT_FOUND"
