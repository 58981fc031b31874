"""Users and Groups in SCIM's form: only what is kept here, with extensions for what the standard does not know."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from scim2_models import (
    URN,
    AnyExtension,
    CaseExact,
    EnterpriseUser,
    Extension,
    GroupMember,
    InvalidValueException,
    Meta,
    Mutability,
    Name,
    Required,
    Resource,
    Uniqueness,
)

from kernel.clock import today
from tenants.organisation.people import PersonFacts
from tenants.scim import people, units
from tenants.scim.errors import MissingFact
from tenants.scim.views import PEOPLE, UNITS, Member, PersonView, UnitView

BASE: Final = "/scim/v2"
CADRE: Final = "urn:roviec:params:scim:schemas:extension:cadre:2.0:User"
UNIT: Final = "urn:roviec:params:scim:schemas:extension:unit:2.0:Group"


class Cadre(Extension):
    """A cadre: personal number, civil facts, and the primary post; `effectiveDate` is when a change takes effect."""

    __schema__ = URN(CADRE)

    personal_number: Annotated[str | None, Required.true, CaseExact.true, Uniqueness.server, Mutability.immutable] = (
        None
    )
    gender: str | None = None
    birth_date: str | None = None
    staff_type: str | None = None
    qualification: str | None = None
    unit: Annotated[str | None, CaseExact.true] = None
    role: str | None = None
    job_position: Annotated[str | None, CaseExact.true] = None
    document_number: str | None = None
    post_from: Annotated[str | None, Mutability.read_only] = None
    effective_date: Annotated[str | None, Mutability.write_only] = None


class UnitFacts(Extension):
    """A unit: its code, kind, and the unit above it."""

    __schema__ = URN(UNIT)

    code: Annotated[str | None, CaseExact.true, Mutability.immutable] = None
    kind: Annotated[str | None, Mutability.immutable] = None
    parent: Annotated[str | None, CaseExact.true] = None


class PersonResource(Resource[AnyExtension]):
    """A person who may sign in."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    active: bool | None = None


class UnitResource(Resource[AnyExtension]):
    """A unit, with those whose primary post is there."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true] = None
    members: list[GroupMember] | None = None


CadreUser = PersonResource[EnterpriseUser | Cadre]
UnitGroup = UnitResource[UnitFacts]

USER_COLUMNS: Final[dict[str, Any]] = {
    "id": PEOPLE.c.id,
    "externalid": PEOPLE.c.external_id,
    "username": PEOPLE.c.user_name,
    "displayname": PEOPLE.c.full_name,
    "name.formatted": PEOPLE.c.full_name,
    "active": PEOPLE.c.active,
    "personalnumber": PEOPLE.c.pin,
    "employeenumber": PEOPLE.c.pin,
    "department": PEOPLE.c.unit_name,
    "unit": PEOPLE.c.unit_id,
    "role": PEOPLE.c.role,
}
GROUP_COLUMNS: Final[dict[str, Any]] = {
    "id": UNITS.c.id,
    "externalid": UNITS.c.external_id,
    "displayname": UNITS.c.name,
    "code": UNITS.c.code,
    "kind": UNITS.c.kind,
    "parent": UNITS.c.parent_id,
}


def user_of(view: PersonView) -> CadreUser:
    """A person as SCIM shows them; the family name comes first, as it is written here."""
    family, _, given = view.full_name.partition(" ")
    shown = CadreUser(
        id=str(view.id),
        external_id=view.external_id,
        user_name=view.user_name,
        name=Name(formatted=view.full_name, family_name=family, given_name=given or None),
        display_name=view.full_name,
        active=view.active,
        meta=Meta(
            resource_type="User", created=view.created_at, last_modified=view.changed_at,
            location=f"{BASE}/Users/{view.id}",
        ),
    )  # fmt: skip
    shown[EnterpriseUser] = EnterpriseUser(employee_number=view.pin, department=view.unit_name)
    shown[Cadre] = Cadre(
        personal_number=view.pin,
        gender=view.gender,
        birth_date=_text(view.birth_date),
        staff_type=view.staff_type,
        qualification=view.qualification,
        unit=_text(view.unit_id),
        role=view.role,
        job_position=_text(view.job_position_id),
        document_number=view.document_number,
        post_from=_text(view.valid_from),
    )
    return shown


def wanted_person(given: CadreUser) -> people.Wanted:
    """What a directory says of a person, as the domain takes it."""
    cadre = given[Cadre] or Cadre()
    enterprise = given[EnterpriseUser] or EnterpriseUser()
    pin = cadre.personal_number or enterprise.employee_number
    if not pin:
        raise MissingFact("personalNumber", name="personalNumber")
    facts = PersonFacts(
        pin, _full_name(given), cadre.gender, _day(cadre.birth_date, "birthDate"), cadre.staff_type, cadre.qualification
    )
    post = None
    if cadre.unit:
        position = _id(cadre.job_position, "jobPosition")
        post = people.Post(_id(cadre.unit, "unit"), cadre.role or "cadre", position, cadre.document_number)  # type: ignore[arg-type] # it is there
    on = _day(cadre.effective_date, "effectiveDate") or today()
    active = given.active is not False
    return people.Wanted(facts, given.user_name or pin, active, given.external_id, post, on)


def with_name_in_parts(shown: CadreUser) -> CadreUser:
    """The same person, the name told by its parts alone: whichever form operations write then counts before them."""
    shown.display_name = None
    if shown.name is not None:
        shown.name.formatted = None
    return shown


def group_of(view: UnitView, members: list[Member]) -> UnitGroup:
    """A unit as SCIM shows it."""
    shown = UnitGroup(
        id=str(view.id),
        external_id=view.external_id,
        display_name=view.name,
        members=[
            GroupMember.model_validate(
                {"value": str(one.id), "display": one.full_name, "type": "User", "$ref": f"{BASE}/Users/{one.id}"}
            )
            for one in members
        ],
        meta=Meta(resource_type="Group", last_modified=view.changed_at, location=f"{BASE}/Groups/{view.id}"),
    )
    shown[UnitFacts] = UnitFacts(code=view.code, kind=view.kind, parent=_text(view.parent_id))
    return shown


def wanted_unit(given: UnitGroup, *, members: bool) -> units.Wanted:
    """What a directory says of a unit; `members` tells whether it says who is in it."""
    facts = given[UnitFacts] or UnitFacts()
    ids = [_id(one.value, "members") for one in given.members or []]
    return units.Wanted(
        given.display_name or "", facts.code, facts.kind, _id(facts.parent, "parent"), given.external_id,
        [one for one in ids if one is not None] if members else None,
    )  # fmt: skip


def _full_name(given: CadreUser) -> str:
    name = given.name or Name()
    parts = [part for part in (name.family_name, name.middle_name, name.given_name) if part]
    return given.display_name or name.formatted or " ".join(parts)


def _id(text: str | None, name: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidValueException(detail=f"{name} is the id of a resource") from error


def _day(text: str | None, name: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidValueException(detail=f"{name} is a day such as 2026-11-24") from error


def _text(value: object) -> str | None:
    return None if value is None else str(value)
