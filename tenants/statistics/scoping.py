"""What a ministry may see, set by operators: provinces, types of bodies and fields of work."""

from collections.abc import Collection, Sequence

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.audit.actions import record
from tenants.catalogue.vocabulary import FIELDS
from tenants.registry import queries as registry
from tenants.registry.provinces import official_names
from tenants.statistics.disclosure.catalogue import BODIES
from tenants.statistics.models import MinistryScope
from tenants.statistics.national.sources import LEVEL_OF
from tenants.statistics.release_errors import NoMinistry, UnknownScope

KNOWN_BODIES = frozenset((*BODIES, *LEVEL_OF))


async def set_scope(
    session: AsyncSession,
    provinces: Sequence[str] | None,
    bodies: Sequence[str] | None,
    fields: Sequence[str] | None,
) -> None:
    """Set the scope of the ministry of this transaction; None means all. It is put on the ministry's trail.

    A level among the bodies means all its types. Raises `NoMinistry` and `UnknownScope`.
    """
    tenant = await registry.tenant(session)
    if tenant.kind != "ministry":
        raise NoMinistry(name=tenant.slug)
    unknown = [
        *_unknown(provinces, official_names()), *_unknown(bodies, KNOWN_BODIES), *_unknown(fields, FIELDS),
    ]  # fmt: skip
    if unknown:
        raise UnknownScope(codes=", ".join(unknown))
    values = {"provinces": _sorted(provinces), "bodies": _sorted(bodies), "fields": _sorted(fields)}
    scope = insert(MinistryScope).values(tenant_id=tenant_of(session), **values)
    await session.execute(
        scope.on_conflict_do_update(index_elements=["tenant_id"], set_={**values, "set_at": func.now()})
    )
    await record(session, None, "set_scope", "ministry_scope", None, **values)


def _unknown(codes: Sequence[str] | None, known: Collection[str]) -> list[str]:
    return sorted(set(codes or ()) - set(known))


def _sorted(codes: Sequence[str] | None) -> list[str] | None:
    return None if codes is None else sorted(set(codes))
