"""Who of a demonstration's people may sign in: a few, from the top of the province to a clerk of a commune."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tenants.demo.people import Member
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
)
CADRE: Final = "chuyenvien"
LEADER: Final = "truongphong"


def logins(members: Sequence[Member]) -> tuple[Login, ...]:
    """The logins of a demonstration: given name and post, such as `khoa.truongphong`."""
    found = []
    for suffix, unit, post in _CHOSEN:
        member = next((one for one in members if one.post == post and _stands_in(one, unit)), None)
        if member is not None:
            given = search_key(member.person.full_name).split()[-1]
            found.append(Login(member.key, f"{given}.{suffix}", member.person.full_name, member.title, member.unit))
    return tuple(found)


def _stands_in(member: Member, unit: str) -> bool:
    return member.unit.endswith(unit) and member.unit[: -len(unit)].isdigit() if unit[0] == "-" else member.unit == unit
