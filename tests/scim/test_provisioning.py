"""A directory keeps people and units through SCIM, by an existing client, against the real application."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from scim2_client.engines.asgi import ASGISCIMClient
from scim2_models import (
    EnterpriseUser,
    Error,
    ListResponse,
    PatchOp,
    PatchOperation,
    ScimProvider,
    SearchRequest,
)
from sqlalchemy import func, select

from api.scim.discovery import config, resource_types
from api.scim.resources import CADRE, Cadre, CadreUser, PersonResource, UnitFacts, UnitGroup, UnitResource
from tenants.accounts.models import Account
from tenants.audit.models import AuditEvent
from tenants.organisation.models import Appointment, Person
from tests.api.conftest import ADDRESS, Api, api, bearer, settings
from tests.fixtures_tenant import PEOPLE, Province

__all__ = ["api", "settings"]

PIN = "056195100078"
SERVICE = ScimProvider([PersonResource, UnitResource, EnterpriseUser, Cadre, UnitFacts], resource_types(), config())


async def directory(api: Api, province: Province, *scopes: str) -> Any:
    """A SCIM client with a token of the administrator."""
    token = await api.token(province, "admin", *(scopes or ("scim:manage",)))
    app: Any = api.app
    return ASGISCIMClient(app, f"{ADDRESS}/scim/v2", headers=bearer(token), provider=SERVICE)


def cadre(province: Province, **changed: Any) -> Any:
    """Somebody new, for the budget division."""
    made: Any = CadreUser(user_name="ngan.ho", display_name="Hồ Thị Kim Ngân", external_id="hr-78", active=True)
    facts = {"personal_number": PIN, "unit": str(province.units["budget_division"]), **changed}
    made[Cadre] = Cadre(**facts)
    return made


def change(model: Any, *operations: dict[str, Any]) -> Any:
    """Operations of a PATCH."""
    patch: Any = PatchOp[model]
    return patch(operations=[PatchOperation(**one) for one in operations])


def asked_for(**asked: Any) -> Any:
    """A question to a list."""
    return SearchRequest(**asked)


async def count(province: Province, table: Any, *conditions: Any) -> int:
    async with province.db.tenant(province.id) as session:
        query = select(func.count()).where(table.tenant_id == province.id, *conditions)
        return await session.scalar(query) or 0


async def test_the_service_describes_itself(api: Api, province: Province) -> None:
    scim = await directory(api, province)
    scim.provider = ScimProvider([])
    await scim.discover()
    assert {str(kind.__schema__) for kind in scim.provider.models} >= {str(CadreUser.__schema__), str(Cadre.__schema__)}
    described = scim.provider.config
    assert described is not None
    assert described.patch is not None
    assert described.patch.supported


async def test_a_person_is_made_posted_changed_and_ended_and_nothing_is_deleted(api: Api, province: Province) -> None:
    scim = await directory(api, province)
    made = await scim.create(cadre(province))
    assert (made.user_name, made.display_name, made.active) == ("ngan.ho", "Hồ Thị Kim Ngân", True)
    assert made[EnterpriseUser].department == "Phòng Quản lý ngân sách"
    assert made[Cadre].post_from == province.today.isoformat()
    later = (province.today + timedelta(days=10)).isoformat()
    moved = await scim.modify(
        CadreUser, made.id,
        change(
            CadreUser,
            {"op": "replace", "path": f"{Cadre.__schema__}:unit", "value": str(province.units["price_division"])},
            {"op": "add", "path": f"{Cadre.__schema__}:effectiveDate", "value": later},
            {"op": "replace", "path": "displayName", "value": "Hồ Kim Ngân"},
        ),
    )  # fmt: skip
    assert moved.display_name == "Hồ Kim Ngân"
    async with province.db.tenant(province.id) as session:
        posts = (await session.scalars(
            select(Appointment).join(Person, Person.id == Appointment.person_id).where(Person.pin == PIN)
            .order_by(Appointment.valid_from)
        )).all()  # fmt: skip
    assert [(post.unit_id, post.valid_from, post.valid_to) for post in posts] == [
        (province.units["budget_division"], province.today, province.today + timedelta(days=10)),
        (province.units["price_division"], province.today + timedelta(days=10), None),
    ]
    ended = await scim.modify(
        CadreUser, made.id, change(CadreUser, {"op": "replace", "path": "active", "value": False})
    )
    assert not ended.active
    await scim.delete(CadreUser, made.id)
    gone = await scim.query(CadreUser, made.id, raise_scim_errors=False)
    assert isinstance(gone, Error)
    assert gone.status == 404
    assert await count(province, Person, Person.pin == PIN) == 1
    assert await count(province, Account, Account.login == "ngan.ho", Account.disabled_at.is_not(None)) == 1
    assert await count(province, AuditEvent, AuditEvent.action.in_(("appointed", "transferred", "ended"))) == 4
    back = await scim.create(cadre(province))
    assert (back.id, back.active) == (made.id, True)


async def test_somebody_listed_by_hand_is_matched_by_personal_number_and_never_by_name(
    api: Api, province: Province
) -> None:
    scim = await directory(api, province)
    name, pin = PEOPLE["cadre1"][:2]
    known = cadre(province, personal_number=pin, unit=None)
    known.display_name = name
    taken = await scim.create(known)
    assert (taken.id, taken.user_name) == (str(province.people["cadre1"]), "cadre1")
    assert taken[Cadre].birth_date == "1990-02-14", "what a directory does not say stays"
    again = await scim.create(cadre(province, personal_number=pin), raise_scim_errors=False)
    assert isinstance(again, Error)
    assert (again.status, again.scim_type) == (409, "uniqueness")
    namesake = cadre(province, unit=None)
    namesake.display_name, namesake.external_id, namesake.user_name = name, "hr-79", "namesake"
    other = await scim.create(namesake)
    assert other.id != taken.id
    assert await count(province, Person, Person.full_name == name) == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('userName eq "CADRE1"', {"cadre1"}),
        ('displayName co "ngọc" or userName sw "commune_"', {"cadre2", "commune_head", "commune_cadre"}),
        (f'{CADRE}:personalNumber eq "{PEOPLE["cadre3"][1]}"', {"cadre3"}),
        ('userName ew "_head" and not (userName sw "province")', {"agency_head", "division_head", "commune_head"}),
        ('active eq false or externalId pr', set()),
        ('id eq "not an id"', set()),
    ],
)  # fmt: skip
async def test_people_are_found_by_filters(api: Api, province: Province, asked: str, found: set[str]) -> None:
    scim = await directory(api, province)
    answer = await scim.query(CadreUser, query_parameters=asked_for(filter=asked, count=50))
    assert {user.user_name for user in answer.resources or []} == found
    assert answer.total_results == len(found)


@pytest.mark.parametrize("asked", ["userName eq", 'password eq "x"', "userName gt 5", 'emails[type eq "a"]', "(" * 900])
async def test_a_filter_that_cannot_be_is_told_in_scims_form(api: Api, province: Province, asked: str) -> None:
    token = await api.token(province, "admin", "scim:manage")
    async with api.client(**bearer(token)) as client:
        answer = await client.get("/scim/v2/Users", params={"filter": asked})
    assert answer.status_code == 400
    assert answer.json()["scimType"] == "invalidFilter"
    assert answer.headers["content-type"].startswith("application/scim+json")


async def test_pages_follow_each_other(api: Api, province: Province) -> None:
    scim = await directory(api, province)
    seen: list[str] = []
    for start in (1, 5, 9, 13):
        page = await scim.query(CadreUser, query_parameters=asked_for(start_index=start, count=4))
        assert isinstance(page, ListResponse)
        assert page.total_results == len(PEOPLE)
        seen += [str(user.user_name) for user in page.resources or []]
    assert sorted(seen) == sorted(PEOPLE)


async def test_units_are_opened_renamed_filled_and_closed(api: Api, province: Province) -> None:
    scim = await directory(api, province)
    group: Any = UnitGroup(display_name="Phòng Kế hoạch", external_id="dv-9")
    group[UnitFacts] = UnitFacts(code="STC-KH", kind="division", parent=str(province.units["department"]))
    made = await scim.create(group)
    person = str(province.people["cadre2"])
    filled = await scim.modify(
        UnitGroup, made.id,
        change(
            UnitGroup,
            {"op": "add", "path": "members", "value": [{"value": person}]},
            {"op": "replace", "path": "displayName", "value": "Phòng Kế hoạch và Đầu tư"},
        ),
    )  # fmt: skip
    assert filled.display_name == "Phòng Kế hoạch và Đầu tư"
    assert [member.value for member in filled.members or []] == [person]
    full = await scim.delete(UnitGroup, made.id, raise_scim_errors=False)
    assert isinstance(full, Error)
    assert full.status in (400, 409)
    found = await scim.query(UnitGroup, query_parameters=asked_for(filter='externalId eq "dv-9"'))
    assert [one.id for one in found.resources] == [made.id]


async def test_a_change_of_what_was_read_long_ago_is_refused(api: Api, province: Province) -> None:
    token = await api.token(province, "admin", "scim:manage")
    address = f"/scim/v2/Users/{province.people['cadre1']}"
    async with api.client(**bearer(token)) as client:
        read = await client.get(address)
        version = read.headers["etag"]
        assert read.json()["meta"]["version"] == version
        assert (await client.get(address, headers={"if-none-match": version})).status_code == 304
        body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{"op": "replace", "path": "displayName", "value": "Võ Minh Ân"}]}  # fmt: skip
        assert (await client.patch(address, json=body, headers={"if-match": version})).status_code == 200
        late = await client.patch(address, json=body, headers={"if-match": version})
    assert (late.status_code, late.json()["schemas"]) == (412, ["urn:ietf:params:scim:api:messages:2.0:Error"])


async def test_only_a_token_with_the_right_opens_it_and_a_foreign_id_is_an_unknown_one(
    api: Api, province: Province, other_province: Province
) -> None:
    narrow = await api.token(province, "admin", "person:*")
    wide = await api.token(province, "admin", "scim:manage")
    leader = await api.token(province, "agency_head", "*")
    foreign = f"/scim/v2/Users/{other_province.people['cadre1']}"
    async with api.client() as client:
        assert (await client.get("/scim/v2/Users")).status_code == 401
        for token in (narrow, leader):
            assert (await client.get("/scim/v2/Users", headers=bearer(token))).status_code == 403
        answers = [await client.get(at, headers=bearer(wide)) for at in (foreign, f"/scim/v2/Users/{uuid4()}")]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert (await client.post("/scim/v2/Users", headers=bearer(wide), content=b"{")).status_code == 400
