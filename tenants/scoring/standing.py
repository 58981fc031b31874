"""In which unit a person stands for a month's score, and who of them is scored there by a pilot or a correction."""

from typing import Final
from uuid import UUID

from sqlalchemy import Date, Integer, Select, Subquery, bindparam, literal_column, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from tenants.norms.reigns import reigns
from tenants.organisation.models import Appointment

_TENANT: Final = bindparam("tenant", type_=Integer)


def units_of_persons() -> Select[UUID, UUID]:
    """The unit of the primary post each person held last in a month; columns `person_id`, `unit_id`.

    Parameters: `tenant`, `month` (its first day) and `until` (the day after its last).
    """
    return (
        select(Appointment.person_id, Appointment.unit_id)
        .where(
            Appointment.tenant_id == _TENANT,
            Appointment.is_primary,
            Appointment.valid_from < bindparam("until", type_=Date),
            or_(Appointment.valid_to.is_(None), Appointment.valid_to > bindparam("month", type_=Date)),
        )
        .ext(distinct_on(Appointment.person_id))
        .order_by(Appointment.person_id, Appointment.valid_from.desc(), Appointment.id)
    )


def reigned_persons() -> Subquery:
    """Persons whose unit lies in a reign on a month's last day, with its package and correction; fenced.

    Parameters: `tenant`, `month`, and the month's last day as `since` and `until`.
    """
    unit, reign = units_of_persons().subquery("standing"), reigns()
    last = bindparam("since", type_=Date)
    return (
        select(unit.c.person_id, reign.c.norm_package_id, reign.c.norm_correction_id)
        .join(reign, (reign.c.unit_id == unit.c.unit_id) & (reign.c.first <= last) & (reign.c.after > last))
        .offset(literal_column("0"))
        .subquery("reigned")
    )
