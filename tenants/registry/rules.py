"""Pure rules of the registry: names and codes of tenants, and the working calendar of the law."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from holidays import country_holidays

from tenants.registry.errors import BadSlug, NoProvince, NotThatProvince, UnknownKind
from tenants.registry.provinces import official_name
from tenants.vietnamese import search_key

KINDS: Final = ("province", "ministry", "platform")  # training twins are made of provinces, never created
_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{1,59}")
_SATURDAY: Final = 5
SWAPPED: Final = "Ngày làm bù"


@dataclass(frozen=True)
class Day:
    """A day of the working calendar; `ordinal` counts the working days up to and including it."""

    day: date
    working: bool
    ordinal: int
    note: str | None


def is_slug(text: str) -> bool:
    """Whether a text can be a tenant's short name, which stands in addresses."""
    return _SLUG.fullmatch(text) is not None


def check_slug(slug: str) -> None:
    """Refuse a short name that cannot stand in an address."""
    if not is_slug(slug):
        raise BadSlug("slug")


def tenant_name(kind: str, name: str | None, province_code: str | None) -> str:
    """The name a tenant is kept under: a province's is its official one, whichever way it was written."""
    if kind not in KINDS:
        raise UnknownKind("kind", name=kind)
    if kind != "province":
        if province_code is not None or not (name or "").strip():
            raise NoProvince("provinceCode")
        return " ".join((name or "").split())
    if province_code is None:
        raise NoProvince("provinceCode")
    official = official_name(province_code)
    if name is not None and _bare(name) != _bare(official):
        raise NotThatProvince("name", code=province_code, official=official, name=name)
    return official


def _bare(name: str) -> str:
    """A province's name without "tỉnh" or "thành phố" before it, for comparing."""
    key = search_key(name)
    for kind in ("tinh ", "thanh pho ", "tp "):
        key = key.removeprefix(kind)
    return key


def working_calendar(first: date, last: date, ordinal: int = 0) -> Iterator[Day]:
    """The days of Vietnam's public calendar from one to another, both included: weekends, holidays, swapped days.

    `ordinal` is the count of working days before the first.
    """
    holidays = country_holidays("VN", years=range(first.year, last.year + 1), language="vi")
    swapped = holidays.weekend_workdays
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        note = holidays.get(day) or (SWAPPED if day in swapped else None)
        working = day in swapped or (day.weekday() < _SATURDAY and day not in holidays)
        ordinal += working
        yield Day(day, working, ordinal, note)


def month_starts(first: date, months: int) -> list[date]:
    """The first days of `months` months, from the month of `first` on."""
    start = first.year * 12 + first.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(start, start + months)]


def years_of(years: Iterable[int]) -> tuple[date, date]:
    """The first and the last day of a run of years."""
    wanted = sorted(years)
    return date(wanted[0], 1, 1), date(wanted[-1], 12, 31)
