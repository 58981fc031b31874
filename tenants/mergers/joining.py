"""What is new once the rows are there: one tree from a day on, one post list for one person, the law of the past."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from tenants.organisation.successions import FOLLOWING

_PLACES: Final = (
    """
    CREATE TEMPORARY TABLE joining_place ON COMMIT DROP AS
    SELECT place.* FROM unit_place AS place JOIN moved_unit AS unit ON unit.id = place.unit_id
    WHERE place.tenant_id = :tenant AND place.valid_to IS NULL
    """,
    """
    UPDATE unit_place AS place SET valid_to = :on FROM joining_place AS open
    WHERE place.tenant_id = :tenant AND place.unit_id = open.unit_id AND place.valid_from = open.valid_from
    """,
    """
    INSERT INTO unit_place (tenant_id, unit_id, valid_from, valid_to, parent_id, path, name, search_key, position,
                            establishment, document_number)
    SELECT tenant_id, unit_id, CAST(:on AS date), NULL, coalesce(parent_id, CAST(:under AS uuid)),
           CAST(:prefix AS text) || path, name,
           search_key, position, establishment, CAST(:document AS text)
    FROM joining_place
    """,
)
# Until the day of joining, the packages of what was a tenant are its law, and nobody else's: pilots in its own units.
_LAW: Final = text(
    """
    INSERT INTO norm_pilot (tenant_id, id, norm_package_id, unit_ids, valid_from, valid_to, proposed_by, proposed_at,
                            confirmed_by, confirmed_at)
    SELECT :tenant, gen_random_uuid(), package.id,
           ARRAY(SELECT DISTINCT unit_id FROM moved_unit_place WHERE parent_id IS NULL),
           package.valid_from, least(coalesce(package.valid_to, CAST(:on AS date)), CAST(:on AS date)), by.id,
           package.created_at, by.id,
           CAST(:since AS timestamptz)
    FROM moved_norm_package AS package
    CROSS JOIN LATERAL (
        SELECT coalesce(package.published_by, '00000000-0000-0000-0000-000000000000') AS id) AS by
    WHERE package.former = :base AND package.status IN ('published', 'superseded') AND package.valid_from < :on
    """
)
_POSTS: Final = text(
    """
    SELECT post.id, post.valid_from, person.same_as AS person_id, EXISTS (
               SELECT FROM appointment AS own WHERE own.tenant_id = :tenant AND own.person_id = person.same_as
                AND own.is_primary AND own.valid_from <= :on AND (own.valid_to IS NULL OR own.valid_to > :on)
           ) AS has_primary
    FROM moved_person AS person
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.person_id = person.id
         AND (post.valid_to IS NULL OR post.valid_to > :on)
    WHERE person.same_as IS NOT NULL
    """
)
_GO_ON: Final = (
    """
    INSERT INTO appointment (tenant_id, id, person_id, unit_id, job_position_id, role, is_primary, weight,
                             leader_appointment_id, valid_from, valid_to, document_number)
    SELECT tenant_id, CAST(:fresh AS uuid), CAST(:person AS uuid), unit_id, job_position_id, role,
           is_primary AND NOT CAST(:has_primary AS boolean), weight,
           leader_appointment_id, greatest(valid_from, CAST(:on AS date)), valid_to, CAST(:document AS text)
    FROM appointment WHERE tenant_id = :tenant AND id = :post
    """,
    *FOLLOWING,
    "UPDATE appointment SET valid_to = :on WHERE tenant_id = :tenant AND id = :post AND valid_from < :on",
    "DELETE FROM appointment WHERE tenant_id = :tenant AND id = :post AND valid_from >= :on",
)


async def join_trees(session: AsyncSession, on: date, under: UUID, prefix: str, document: str) -> None:
    """Let the roots that came stand below a unit from a day on; until then they stand where they stood."""
    values = {"tenant": tenant_of(session), "on": on, "under": under, "prefix": prefix, "document": document}
    for statement in _PLACES:
        await session.execute(text(statement), _used(statement, values))


async def keep_law(session: AsyncSession, on: date, base: int, since: object) -> None:
    """Keep the packages that came the law of their own units until a day; pilots among them go before, as before."""
    await session.execute(_LAW, {"tenant": tenant_of(session), "on": on, "base": base, "since": since})


async def join_people(session: AsyncSession, on: date, document: str) -> int:
    """Let one person hold the posts of both records from a day on; how many posts. The past stays with each record."""
    posts = (await session.execute(_POSTS, {"tenant": tenant_of(session), "on": on})).all()
    for post in posts:
        values = {
            "tenant": tenant_of(session),
            "on": on,
            "post": post.id,
            "person": post.person_id,
            "fresh": uuid7(),
            "has_primary": post.has_primary,
            "document": document,
        }
        for statement in _GO_ON:
            await session.execute(text(statement), _used(statement, values))
    return len(posts)


def _used(statement: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if f":{name}" in statement}
