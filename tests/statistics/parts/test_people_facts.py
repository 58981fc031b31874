"""Staff type and qualification: recorded by administrators, shown to their person, counted in parts."""

from datetime import timedelta

from tenants.dossier import queries as dossier
from tests.api.conftest import Api
from tests.statistics.parts.conftest import Quarter

ADD = "mutation ($input: PersonInput!) { addPerson(input: $input) { id staffType qualification } }"
EDIT = "mutation ($input: EditPersonInput!) { editPerson(input: $input) { staffType qualification } }"
SEEN = "query ($id: UUID!) { person(id: $id) { fullName staffType qualification } }"


async def test_recorded_seen_by_the_person_and_counted(quarter: Quarter, api: Api) -> None:
    province = quarter.province
    tokens = {name: await api.token(province, name) for name in ("admin", "cadre1", "division_head")}
    new = {"pin": "056094123456", "fullName": "Đặng Thị Yến", "staffType": "PUBLIC_EMPLOYEE", "qualification": "OTHER"}
    added = (await api.ask(tokens["admin"], ADD, input={**new, "fullName": "Đặng Yến"}))["data"]["addPerson"]
    assert (added["staffType"], added["qualification"]) == ("PUBLIC_EMPLOYEE", "OTHER")
    person_id = str(province.people["cadre1"])
    facts = {
        "personId": person_id, "pin": "056090100006", "fullName": "Võ Minh An", "gender": "MALE",
        "birthDate": "1990-02-14", "staffType": "CIVIL_SERVANT", "qualification": "POSTGRADUATE",
    }  # fmt: skip
    edited = await api.ask(tokens["admin"], EDIT, input=facts)
    assert edited["data"]["editPerson"] == {"staffType": "CIVIL_SERVANT", "qualification": "POSTGRADUATE"}
    own = (await api.ask(tokens["cadre1"], SEEN, id=person_id))["data"]["person"]
    assert (own["staffType"], own["qualification"]) == ("CIVIL_SERVANT", "POSTGRADUATE")
    above = (await api.ask(tokens["division_head"], SEEN, id=person_id))["data"]["person"]
    assert above == {"fullName": "Võ Minh An", "staffType": None, "qualification": None}
    day = province.today
    async with province.db.tenant(province.id) as session:
        record = await dossier.own_record(session, province.caller("cadre1"), province.opened, day + timedelta(days=1))
    assert record["person"][0]["qualification"] == "postgraduate"
    lines = [line for line in (await quarter.gathered()).cells if line.staff != "unknown"]
    assert [(line.staff, line.qualification, line.people) for line in lines] == [("civil_servant", "postgraduate", 1)]
