"""Who of a demonstration's people may sign in: a few, from the top of the province to a clerk of a commune."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.accounts.models import Account
from tenants.demo.people import Member
from tenants.organisation.models import Appointment, Person, UnitPlace
from tenants.vietnamese import search_key

# One password for all of them, and for demonstrations only; nothing else in the program knows it.
DEMO_PASSWORD: Final = "roviec-demo"  # noqa: S105 - printed on the screen of every demonstration


@dataclass(frozen=True)
class Login:
    """Somebody who may sign in."""

    key: str
    login: str
    full_name: str
    title: str
    unit: str

    @property
    def office_role(self) -> str | None:
        """The office that goes with the account, beside the person's posts."""
        return "tenant_admin" if self.login.rpartition(".")[2] in _ADMINISTRATORS else None


@dataclass(frozen=True)
class DemoAccount:
    """An account of a loaded demonstration, as it is shown to those who may use it."""

    login: str
    full_name: str
    unit: str

    @property
    def post(self) -> str:
        """What the login says of the post, such as `truongphong`."""
        return self.login.rpartition(".")[2]


# What follows the given name in a login, the unit (of its code, the first that ends so), and which post there.
_CHOSEN: Final = (
    ("phochutich", "UBND", "deputy"),
    ("giamdoc", "UBND-STP", "head"),
    ("truongphong", "UBND-STP-HCTP", "head"),
    ("chuyenvien", "UBND-STP-HCTP", "staff"),
    ("bithu", "-DU", "head"),
    ("chutich", "-UBND", "head"),
    ("chanhvanphong", "-UBND-VP", "head"),
    ("congchuc", "-UBND-VP", "staff"),
    ("quantri", "UBND-SNV-CCVC", "staff"),
    ("quantrivien", "UBND-SNV-TCBC", "staff"),
)
# What becomes law needs two of them: one writes or proposes, the other publishes or confirms.
_ADMINISTRATORS: Final = ("quantri", "quantrivien")
CADRE: Final = "chuyenvien"
LEADER: Final = "truongphong"


def logins(members: Sequence[Member]) -> tuple[Login, ...]:
    """The logins of a demonstration: given name and post, such as `khoa.truongphong`."""
    found = []
    for suffix, unit, post in _CHOSEN:
        fitting = (one for one in members if one.post == post and one.group != "support" and _stands_in(one, unit))
        member = next(fitting, None)
        if member is not None:
            given = search_key(member.person.full_name).split()[-1]
            found.append(Login(member.key, f"{given}.{suffix}", member.person.full_name, member.title, member.unit))
    return tuple(found)


def _stands_in(member: Member, unit: str) -> bool:
    return member.unit.endswith(unit) and member.unit[: -len(unit)].isdigit() if unit[0] == "-" else member.unit == unit


async def demo_accounts(session: AsyncSession) -> list[DemoAccount]:
    """The accounts of the demonstration in the tenant of this transaction, from the top of the province down."""
    order = [suffix for suffix, _, _ in _CHOSEN]
    rows = await session.execute(
        select(Account.login, Person.full_name, UnitPlace.name)
        .join(Person, (Person.tenant_id == Account.tenant_id) & (Person.id == Account.person_id))
        .join(Appointment, (Appointment.tenant_id == Person.tenant_id) & (Appointment.person_id == Person.id))
        .join(UnitPlace, (UnitPlace.tenant_id == Appointment.tenant_id) & (UnitPlace.unit_id == Appointment.unit_id))
        .where(Account.tenant_id == tenant_of(session), Appointment.is_primary, UnitPlace.valid_to.is_(None))
    )
    found = [DemoAccount(row.login, row.full_name, row.name) for row in rows]
    return sorted(
        (account for account in found if account.post in order), key=lambda account: order.index(account.post)
    )
