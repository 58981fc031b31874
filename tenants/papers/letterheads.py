"""The head of a paper: whose paper it is, below whom that body stands, and where it sits."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from tenants.papers.model import Letterhead
from tenants.papers.records import Place
from tenants.papers.wording import body_name, day_written, territory
from tenants.registry.provinces import communes

TERRITORY: Final = "commune"
COUNCIL: Final = "Ủy ban nhân dân "


def letterhead(
    places: Mapping[UUID, Place], agency_id: UUID, tenant_name: str, day: date | None, year: int, number: str = ""
) -> Letterhead:
    """The head of an agency's paper; without a day there is room to write it in."""
    agency = places[agency_id]
    above = places.get(agency.parent_id) if agency.parent_id is not None else None
    return Letterhead(
        above=""
        if above is None or _is_territory(above, tenant_name)
        else _in_lines(body_name(above.name, tenant_name)),
        agency=body_name(agency.name, tenant_name),
        number=number,
        place=_seat(agency, tenant_name),
        day=day_written(day, year),
    )


def _is_territory(place: Place, tenant_name: str) -> bool:
    """A province or commune as such, which is no body and heads no paper."""
    return place.name == tenant_name or place.kind == TERRITORY


def _in_lines(name: str) -> str:
    """A long name in two lines, as papers write it: the council, then its province."""
    return f"{COUNCIL.strip()}\n{name.removeprefix(COUNCIL)}" if name.startswith(COUNCIL) else name


def _seat(agency: Place, tenant_name: str) -> str:
    """The place named before the day: the commune of a commune's body, else the province."""
    if agency.commune_code is not None and agency.province_code is not None:
        return territory(communes(agency.province_code).get(agency.commune_code, tenant_name))
    return territory(tenant_name)
