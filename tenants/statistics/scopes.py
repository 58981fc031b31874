"""What a ministry may see of releases: its scope, read as the ministry, and the rows it leaves."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import Forbidden
from policies.authority import Caller, authorize
from tenants.statistics.disclosure.catalogue import BODIES, TOTAL
from tenants.statistics.measures import DATASETS
from tenants.statistics.models import MinistryScope, ReleaseCell


@dataclass(frozen=True)
class Sight:
    """Which rows of a release a ministry sees.

    Rows of the whole nation are everybody's. Of provinces, those named; of these, where a data set is broken down by
    bodies or fields, only rows of a body or a field named: no totals over all of them. None means all.
    """

    provinces: frozenset[str] | None
    bodies: frozenset[str] | None = None
    fields: frozenset[str] | None = None

    def rows(self, dataset: str) -> ColumnElement[bool]:
        """The rows within sight, as a predicate over the figures of a data set."""
        within: list[ColumnElement[bool]] = [
            true() if self.provinces is None else ReleaseCell.province.in_(sorted(self.provinces))
        ]
        columns = DATASETS[dataset].columns if dataset in DATASETS else ()
        restricted = [
            (getattr(ReleaseCell, column), seen)
            for column, seen in (("body", self.bodies), ("field", self.fields))
            if seen is not None and column in columns
        ]
        within += [column.in_((TOTAL, *sorted(seen))) for column, seen in restricted]
        if restricted:
            within.append(or_(*(column != TOTAL for column, _ in restricted)))
        return or_(ReleaseCell.province == TOTAL, and_(*within))

    def shows(self, province: str) -> bool:
        """Whether a province's rows may be within sight at all."""
        return province == TOTAL or self.provinces is None or province in self.provinces


NATION_ONLY = Sight(frozenset())
"""A ministry for which nobody has set a scope yet."""


async def sight(session: AsyncSession, caller: Caller) -> Sight:
    """What the caller may see; refuses everybody but those of a ministry who may read statistics."""
    authorize(caller, "statistics", "read")
    if caller.kind != "ministry":
        raise Forbidden()
    statement = select(MinistryScope).where(MinistryScope.tenant_id == tenant_of(session))
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        return NATION_ONLY
    return Sight(_set(found.provinces), _with_types(found.bodies), _set(found.fields))


def _set(codes: list[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(codes)


def _with_types(bodies: list[str] | None) -> frozenset[str] | None:
    """A level named in a scope includes its types of bodies."""
    if bodies is None:
        return None
    return frozenset(bodies).union(*(BODIES.get(code, ()) for code in bodies))
