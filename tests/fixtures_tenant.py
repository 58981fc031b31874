"""A fresh province for each test: a small tree of units, people in their posts, and their callers."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import Database
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.accounts.models import Account
from tenants.organisation.models import Appointment, Person, Unit, UnitPlace
from tenants.organisation.rules import child_path
from tenants.registry import actions as registry
from tenants.vietnamese import name_sort_key, search_key

OPENED: Final = date(2025, 7, 1)

# name: (code, kind, name shown, name of the unit above)
UNITS: Final = {
    "province": ("UBND", "province", "Ủy ban nhân dân tỉnh", None),
    "department": ("STC", "department", "Sở Tài chính", "province"),
    "budget_division": ("STC-NS", "division", "Phòng Quản lý ngân sách", "department"),
    "price_division": ("STC-GIA", "division", "Phòng Quản lý giá và công sản", "department"),
    "commune": ("X-NT", "commune", "Ủy ban nhân dân phường Nha Trang", "province"),
}
# name: (full name, pin, birth date, unit, role); nobody heads the price division, so the deputy is led from above
PEOPLE: Final = {
    "province_head": ("Trần Quốc Bảo", "056070100001", date(1970, 3, 2), "province", "province_head"),
    "agency_head": ("Nguyễn Thị Hạnh", "056175100002", date(1975, 6, 12), "department", "agency_head"),
    "agency_deputy": ("Phạm Đình Ân", "056078100003", date(1978, 1, 20), "department", "agency_deputy"),
    "division_head": ("Lê Văn Đức", "056082100004", date(1982, 11, 5), "budget_division", "division_head"),
    "division_deputy": ("Đỗ Thị Hà", "056184100005", date(1984, 9, 9), "price_division", "division_deputy"),
    "cadre1": ("Võ Minh An", "056090100006", date(1990, 2, 14), "budget_division", "cadre"),
    "cadre2": ("Nguyễn Ngọc Ánh", "056192100007", date(1992, 7, 30), "budget_division", "cadre"),
    "cadre3": ("Bùi Thanh Đạt", "056095100008", date(1995, 5, 1), "price_division", "cadre"),
    "commune_head": ("Huỳnh Văn Ơn", "056080100009", date(1980, 12, 25), "commune", "agency_head"),
    "commune_cadre": ("Ngô Thị Ước", "056301100010", date(2001, 4, 18), "commune", "cadre"),
}


@dataclass(frozen=True)
class Province:
    """The province of one test: ids by the names of `UNITS` and `PEOPLE`, and who asks."""

    db: Database
    id: int
    slug: str
    units: Mapping[str, UUID]
    paths: Mapping[str, str]
    people: Mapping[str, UUID]
    appointments: Mapping[str, UUID]
    accounts: Mapping[str, UUID]
    opened: date = OPENED
    today: date = field(default_factory=today)

    def caller(self, name: str) -> Caller:
        """Somebody of `PEOPLE`, or "admin", with the roles the fixture gave them."""
        if name == "admin":
            return Caller(self.id, "province", self.accounts["admin"], roles=(RoleHeld("tenant_admin"),))
        unit, role = PEOPLE[name][3:]
        held = RoleHeld(role, self.units[unit], self.paths[unit])
        return Caller(self.id, "province", self.accounts[name], self.people[name], (held,))

    def delegate(self, name: str, leader: str) -> Caller:
        """Somebody acting for a leader beside their own roles, as under a delegation."""
        unit = PEOPLE[leader][3]
        caller = self.caller(name)
        return replace(caller, roles=(*caller.roles, RoleHeld("leader", self.units[unit], self.paths[unit])))


async def make_province(db: Database, province_code: str = "56") -> Province:
    """A province tenant with settings, a working calendar, this year's partitions, units, people and accounts."""
    slug = f"t-{secrets.token_hex(6)}"
    year = today().year
    async with db.platform() as session:
        tenant_id = await registry.create_tenant(
            session, slug, "province", province_code=province_code, years=range(year - 1, year + 2)
        )
        await registry.ensure_months(session, date(year, 1, 1), 13)
        units, paths = await _write_units(session, tenant_id)
        people = {name: uuid7() for name in PEOPLE}
        appointments = {name: uuid7() for name in PEOPLE}
        accounts = {name: uuid7() for name in (*PEOPLE, "admin")}
        await _write_people(session, tenant_id, people)
        session.add_all(
            Appointment(
                tenant_id=tenant_id, id=appointments[name], person_id=people[name], unit_id=units[unit], role=role,
                valid_from=OPENED,
            )
            for name, (_, _, _, unit, role) in PEOPLE.items()
        )  # fmt: skip
        session.add_all(
            Account(
                tenant_id=tenant_id, id=account_id, login=name, person_id=people.get(name),
                office_role="tenant_admin" if name == "admin" else None,
            )
            for name, account_id in accounts.items()
        )  # fmt: skip
    return Province(db, tenant_id, slug, units, paths, people, appointments, accounts)


async def _write_units(session: AsyncSession, tenant_id: int) -> tuple[dict[str, UUID], dict[str, str]]:
    units = {name: uuid7() for name in UNITS}
    paths: dict[str, str] = {}
    for number, (name, (_, _, _, above)) in enumerate(UNITS.items(), 1):
        paths[name] = child_path(paths[above] if above else None, number)
    session.add_all(
        Unit(tenant_id=tenant_id, id=units[name], number=number, code=code, kind=kind, opened=OPENED)
        for number, (name, (code, kind, _, _)) in enumerate(UNITS.items(), 1)
    )
    await session.flush()
    session.add_all(
        UnitPlace(
            tenant_id=tenant_id, unit_id=units[name], valid_from=OPENED, parent_id=units[above] if above else None,
            path=paths[name], name=shown, search_key=search_key(shown), position=position,
        )
        for position, (name, (_, _, shown, above)) in enumerate(UNITS.items())
    )  # fmt: skip
    return units, paths


async def _write_people(session: AsyncSession, tenant_id: int, people: Mapping[str, UUID]) -> None:
    session.add_all(
        Person(
            tenant_id=tenant_id, id=people[name], pin=pin, full_name=full_name, birth_date=born,
            sort_key=name_sort_key(full_name), search_key=search_key(full_name),
            gender="female" if pin[3] in "13" else "male",
        )
        for name, (full_name, pin, born, _, _) in PEOPLE.items()
    )  # fmt: skip
    await session.flush()


@pytest.fixture
async def province(db: Database) -> Province:
    """A province of this test's own."""
    return await make_province(db)


@pytest.fixture
async def other_province(db: Database) -> Province:
    """A second province, foreign to the first."""
    return await make_province(db, "42")
