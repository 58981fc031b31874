"""Staffing through the door."""

from datetime import timedelta

from tests.api.conftest import Api
from tests.fixtures_tenant import Province


async def test_the_door_answers_an_administrator(api: Api, province: Province) -> None:
    token = await api.token(province, "admin")
    query = """query ($unit: UUID!, $last: Date!, $hours: Int!) {
        staffing(unitId: $unit, last: $last, hoursOfPost: $hours) {
            months lines { unitId positionGroup establishment people need needLow needHigh lacking }
            totals { unitId positionGroup people need } } }"""
    unit, last = str(province.units["budget_division"]), (province.today - timedelta(days=1)).isoformat()
    answer = await api.ask(token, query, unit=unit, last=last, hours=160)
    nothing = {"need": None, "needLow": None, "needHigh": None, "lacking": None}
    lines = answer["data"]["staffing"]["lines"]
    assert [(line["unitId"], line["positionGroup"], line["people"]) for line in lines] == [
        (unit, "leadership", 1), (unit, "professional", 2),
    ]  # fmt: skip
    assert all(line | nothing == line for line in lines)
    assert answer["data"]["staffing"]["months"] == []
    refused = await api.ask(token, query, unit=unit, last=last, hours=1)
    assert refused["errors"][0]["extensions"]["code"] == "BAD_INPUT"
