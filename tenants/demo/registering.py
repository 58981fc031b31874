"""Writing the cast of a demonstration: people, their posts, and accounts for a few of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from tenants.accounts.models import Account
from tenants.demo.logins import Login
from tenants.demo.people import Member
from tenants.demo.staging import Stage
from tenants.organisation.models import Appointment, Person
from tenants.provisioning.actions import SINCE
from tenants.vietnamese import name_sort_key, search_key


@dataclass(frozen=True)
class Ids:
    """The ids given to a member: the person's, and that of the post in which work is logged."""

    person: UUID
    appointment: UUID


async def write_people(session: AsyncSession, stage: Stage) -> dict[str, Ids]:
    """People and their posts; the ids by member."""
    tenant_id = tenant_of(session)
    ids = {member.key: Ids(uuid7(), uuid7()) for member in stage.members}
    people = [_person_row(tenant_id, ids[member.key].person, member) for member in stage.members]
    await session.execute(insert(Person), people)
    # Posts whose leader is named come after the leaders' own.
    ordered = sorted(stage.members, key=lambda member: member.leader_named)
    posts = [_post_row(tenant_id, stage, ids, member) for member in ordered]
    await session.execute(insert(Appointment), posts)
    second = [
        _post_row(tenant_id, stage, ids, member)
        | {
            "id": uuid7(),
            "unit_id": stage.unit_ids[member.also_heads],
            "job_position_id": None,
            "role": "province_head" if member.role == "province_deputy" else "agency_head",
            "is_primary": False,
            "weight": "0.2",
            "leader_appointment_id": None,
        }
        for member in stage.members
        if member.also_heads is not None
    ]
    await session.execute(insert(Appointment), second)
    return ids


def _person_row(tenant_id: int, person_id: UUID, member: Member) -> dict[str, Any]:
    person = member.person
    return {
        "tenant_id": tenant_id,
        "id": person_id,
        "pin": person.pin,
        "full_name": person.full_name,
        "sort_key": name_sort_key(person.full_name),
        "search_key": search_key(person.full_name),
        "gender": person.gender,
        "birth_date": person.birth_date,
        "staff_type": member.staff_type,
        "qualification": member.qualification,
    }


def _post_row(tenant_id: int, stage: Stage, ids: Mapping[str, Ids], member: Member) -> dict[str, Any]:
    named = member.leader if member.leader_named else None
    return {
        "tenant_id": tenant_id,
        "id": ids[member.key].appointment,
        "person_id": ids[member.key].person,
        "unit_id": stage.unit_ids[member.unit],
        "job_position_id": stage.position_ids[member.position] if member.position else None,
        "role": member.role,
        "is_primary": True,
        "weight": "1" if member.also_heads is None else "0.8",
        "leader_appointment_id": ids[named].appointment if named else None,
        "valid_from": SINCE,
        "document_number": None,
    }


async def write_accounts(
    session: AsyncSession, named: Sequence[Login], ids: Mapping[str, Ids], password_hash: str
) -> None:
    """Accounts for those who may sign in, all with one password."""
    rows = [
        {
            "tenant_id": tenant_of(session),
            "id": uuid7(),
            "login": login.login,
            "password_hash": password_hash,
            "person_id": ids[login.key].person,
            "office_role": login.office_role,
        }
        for login in named
    ]
    await session.execute(insert(Account), rows)


def member_rows(stage: Stage, ids: Mapping[str, Ids]) -> list[tuple[object, ...]]:
    """Members by number, as entries name them."""
    return [
        (
            number,
            ids[member.key].person,
            ids[member.key].appointment,
            stage.unit_ids[member.unit],
            stage.position_ids[member.position] if member.position else None,
            ids[member.leader].person if member.leader else None,
        )
        for number, member in enumerate(stage.members)
    ]
