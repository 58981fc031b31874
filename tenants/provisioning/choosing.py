"""Creating a province from the console: what there is to choose, and the operator who does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database
from kernel.errors import BadInput
from policies.authority import Caller, authorize
from tenants.norms.language import shipped_names
from tenants.provisioning.actions import PACKAGES, YEARS, ProvinceInput, Provisioned, provision, slug_of
from tenants.provisioning.units import Breadth
from tenants.registry import queries
from tenants.registry.provinces import official_name, official_names

FURTHEST: Final = 10
"""Years after the usual ones to which a calendar may be asked for."""


class Wanted(TypedDict):
    """A province as an operator chooses it; its short name is made of the province's if none is given."""

    province_code: str
    slug: str | None
    admin_login: str
    units: Breadth
    positions: bool
    items: bool
    package: str | None
    package_from: date | None
    drafts: Sequence[str]
    calendar_to: int | None


@dataclass(frozen=True)
class ProvinceChoice:
    """A province by its official code, the short name it would get, and whether that is in use."""

    code: str
    name: str
    slug: str
    taken: bool


@dataclass(frozen=True)
class Choices:
    """Provinces, packages that may be put in force at once, and those that may be kept as drafts."""

    provinces: Sequence[ProvinceChoice]
    packages: Sequence[str]
    drafts: Sequence[str]


async def choices(session: AsyncSession, caller: Caller) -> Choices:
    """What an operator chooses from."""
    authorize(caller, "tenant", "manage")
    slugs = {tenant.slug for tenant in await queries.tenants(session)}
    provinces = [
        ProvinceChoice(code, name, slug_of(name), slug_of(name) in slugs) for code, name in official_names().items()
    ]
    return Choices(provinces, tuple(PACKAGES), shipped_names())


async def create(db: Database, caller: Caller, wanted: Wanted, *, dry_run: bool) -> Provisioned:
    """Create the province as an operator, or only try it."""
    authorize(caller, "tenant", "manage")
    last = wanted.get("calendar_to") or YEARS[-1]
    if not YEARS[0] <= last <= YEARS[-1] + FURTHEST:
        expected = f"{YEARS[0]}–{YEARS[-1] + FURTHEST}"
        raise BadInput("calendarTo", expected=expected, expected_en=expected)
    given = ProvinceInput(
        slug=wanted.get("slug") or slug_of(official_name(wanted["province_code"])),
        province_code=wanted["province_code"],
        admin_login=wanted["admin_login"],
        package=wanted["package"],
        package_from=wanted["package_from"],
        drafts=tuple(wanted["drafts"]),
        units=wanted["units"],
        positions=wanted["positions"],
        items=wanted["items"],
        years=tuple(range(YEARS[0], last + 1)),
    )
    return await provision(db, given, by=caller, dry_run=dry_run)
