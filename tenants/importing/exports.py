"""The register as an Excel file: empty to be filled in, or with what stands today, to be changed and brought back."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import Forbidden
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue.excel.writing import Guide, write_sheets
from tenants.importing.register import KnownPerson, KnownPost, KnownUnit, Register, read_register
from tenants.importing.sheets import PEOPLE_SHEET, RULES, UNIT_SHEET, RegisterChoices
from tenants.vietnamese import name_sort_key


async def empty_register(session: AsyncSession, caller: Caller, on: date) -> bytes:
    """A file without units and people: its columns, what to write in each, the lists and codes to choose from."""
    _authorize(caller)
    register = await read_register(session, locked=False)
    return await asyncio.to_thread(_written, register, [], [], on)


async def export_register(session: AsyncSession, caller: Caller, on: date) -> bytes:
    """The open units and everybody with a post on a day; whole numbers are shown, so the trail notes it."""
    _authorize(caller)
    register = await read_register(session, locked=False)
    units = [
        _unit_line(unit, register)
        for unit in sorted(register.units.values(), key=lambda one: [int(part) for part in one.path.split(".")[:-1]])
        if unit.closed is None
    ]
    held = [
        (register.by_id[post.unit_id], person, post)
        for person in register.people.values()
        for post in person.posts
        if post.valid_to is None or post.valid_to > on
    ]
    logins = {person_id: login for login, person_id in register.logins.items()}
    people = [
        _post_line(person, post, register, logins.get(person.id))
        for _, person, post in sorted(
            held, key=lambda one: (one[0].path, name_sort_key(one[1].full_name), one[1].pin, not one[2].is_primary)
        )
    ]
    await audit.record(session, caller, "exported", "register", None, units=len(units), posts=len(people))
    return await asyncio.to_thread(_written, register, units, people, on)


def _authorize(caller: Caller) -> None:
    if not (authorize(caller, "unit", "manage").everywhere and authorize(caller, "person", "manage").everywhere):
        raise Forbidden()


def _written(
    register: Register, units: Sequence[Mapping[str, Any]], people: Sequence[Mapping[str, Any]], on: date
) -> bytes:
    choices = RegisterChoices(
        {
            "kind": {unit.kind for unit in register.units.values()},
            "field": {unit.field for unit in register.units.values() if unit.field},
            "rank": {position.rank for position in register.positions.values()},
        }
    )
    known = sorted((unit.path, unit.code, unit.name) for unit in register.units.values() if unit.closed is None)
    lists = {
        "Mã vị trí việc làm": [(one.code, one.name) for one in register.positions.values()],
        "Mã đơn vị": [(code, name) for _, code, name in known],
    }
    return write_sheets([(UNIT_SHEET, units), (PEOPLE_SHEET, people)], choices, on, Guide(RULES, lists))


def _unit_line(unit: KnownUnit, register: Register) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": register.unit_code(unit.parent_id) or "",
        "place": unit.place,
        "establishment": unit.establishment,
        "field": unit.field or "",
        "commune_code": unit.commune_code or "",
        "opened": _day(unit.since),
    }


def _post_line(person: KnownPerson, post: KnownPost, register: Register, login: str | None) -> dict[str, Any]:
    return {
        "pin": person.pin,
        "full_name": person.full_name,
        "birth_date": _day(person.birth_date),
        "gender": person.gender or "",
        "staff_type": person.staff_type or "",
        "qualification": person.qualification or "",
        "unit": register.unit_code(post.unit_id) or "",
        "position": register.position_codes.get(post.position_id, "") if post.position_id is not None else "",
        "role": post.role,
        "primary": "primary" if post.is_primary else "concurrent",
        "weight": post.weight,
        "valid_from": _day(post.valid_from),
        "valid_to": _day(post.valid_to),
        "login": login or "",
    }


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else ""
