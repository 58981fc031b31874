"""Pure rules of the organisation: personal identification numbers and the arithmetic of paths in the unit tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from policies.roles import APPOINTMENT_ROLES
from tenants.organisation.errors import BadPin, BadWeight, PinDisagrees

Gender = Literal["male", "female"]

# Codes of the provinces of birth, as fixed in 2016; the mergers of 2025 left the numbers already given unchanged.
BIRTH_PROVINCES: Final = frozenset(
    f"{code:03d}"
    for code in (
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44,
        45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89,
        91, 92, 93, 94, 95, 96,
    )
)  # fmt: skip
_PIN: Final = re.compile(r"[0-9]{12}")
# The fourth digit tells century and gender: 0 and 1 the 20th century (male, female), 2 and 3 the 21st.
_CENTURIES: Final = {"0": (1900, "male"), "1": (1900, "female"), "2": (2000, "male"), "3": (2000, "female")}
_THOUSANDTH: Final = Decimal("0.001")
_DEPUTIES: Final = {
    "division_head": "division_deputy",
    "agency_head": "agency_deputy",
    "province_head": "province_deputy",
}


@dataclass(frozen=True)
class PinFacts:
    """What a personal identification number says of its holder."""

    birth_province: str
    gender: Gender
    birth_year: int


def pin_facts(pin: str) -> PinFacts:
    """What a personal identification number (số định danh cá nhân) says; raises `BadPin` when it cannot be one."""
    if not _PIN.fullmatch(pin) or pin[:3] not in BIRTH_PROVINCES or pin[3] not in _CENTURIES:
        raise BadPin("pin")
    century, gender = _CENTURIES[pin[3]]
    return PinFacts(pin[:3], "male" if gender == "male" else "female", century + int(pin[4:6]))


def check_pin(pin: str, *, birth_date: date | None, gender: str | None) -> None:
    """Refuse a number that cannot be one, or that disagrees with what else is known of the person."""
    facts = pin_facts(pin)
    if birth_date is not None and birth_date.year != facts.birth_year:
        raise PinDisagrees("pin", field="ngày sinh", field_en="the date of birth")
    if gender is not None and gender != facts.gender:
        raise PinDisagrees("pin", field="giới tính", field_en="the gender")


def mask_pin(pin: str) -> str:
    """The number as lists show it: province of birth and the last four digits."""
    return f"{pin[:3]}•••••{pin[-4:]}"


def child_path(parent: str | None, number: int) -> str:
    """The path of a unit below another, or of a root."""
    return f"{parent or ''}{number}."


def branch_range(path: str) -> tuple[str, str]:
    """The paths of a branch as a half-open range of texts: from its root's path to the first text after it."""
    return path, f"{path[:-1]}/"


def is_within(path: str, branch: str) -> bool:
    """Whether a path lies in the branch (the branch's root lies in it too)."""
    return path.startswith(branch)


def moved_path(path: str, old: str, new: str) -> str:
    """A path of the branch `old` after the branch has moved to `new`."""
    if not is_within(path, old):
        raise ValueError(f"{path} is not within {old}")
    return new + path[len(old) :]


def depth(path: str) -> int:
    """How deep a path stands; the root is 1."""
    return path.count(".")


def lineage(path: str) -> Iterator[str]:
    """The paths from the root down to, and including, this one."""
    for at, sign in enumerate(path):
        if sign == ".":
            yield path[: at + 1]


def check_weight(weight: Decimal) -> None:
    """Refuse a weight of a post that is not above 0 and at most 1, or is finer than a thousandth."""
    if not weight.is_finite() or not 0 < weight <= 1 or weight != weight.quantize(_THOUSANDTH):
        raise BadWeight("weight")


def deputy_of(role: str) -> str:
    """What a head is in a unit that has another: its deputy; other roles stay what they are."""
    return _DEPUTIES.get(role, role)


def rank_of(role: str) -> int:
    """Where a role stands in the hierarchy, the highest being 0: leaders come first on lists."""
    return len(APPOINTMENT_ROLES) - 1 - APPOINTMENT_ROLES.index(role)
