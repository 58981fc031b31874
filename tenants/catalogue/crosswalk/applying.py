"""A crosswalk applied: posts, templates and open tasks go on under the new records; work that was logged keeps its."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue import life
from tenants.catalogue.crosswalk import queries
from tenants.catalogue.crosswalk.errors import (
    CrosswalkApplied,
    CrosswalkIncomplete,
    CrosswalkPast,
    CrosswalkPosts,
)
from tenants.catalogue.crosswalk.models import Crosswalk, CrosswalkLine
from tenants.catalogue.models import JobPosition, WorkItem
from tenants.organisation import places
from tenants.organisation.successions import FOLLOWING

# The line of the nearest unit, of several the one with the greatest share; `place` is where the work is done.
_FATE: Final = """
    LEFT JOIN LATERAL (
        SELECT line.new_id FROM crosswalk_line AS line
        LEFT JOIN unit_place AS top ON top.tenant_id = :tenant AND top.unit_id = line.unit_id
             AND top.valid_from <= :on AND (top.valid_to IS NULL OR top.valid_to > :on)
        WHERE line.tenant_id = :tenant AND line.crosswalk_id = :crosswalk AND line.old_id = {old}
          AND (line.unit_id IS NULL OR starts_with(place.path, top.path))
        ORDER BY length(top.path) DESC NULLS LAST, line.share DESC, line.number LIMIT 1
    ) AS fate ON true
"""
_OLD: Final = "(SELECT old_id FROM crosswalk_line WHERE tenant_id = :tenant AND crosswalk_id = :crosswalk)"
_PLACE: Final = (
    "JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = post.unit_id"
    " AND place.valid_from <= :on AND (place.valid_to IS NULL OR place.valid_to > :on)"
)
_POSTS: Final = text(
    f"""
    SELECT post.id, post.valid_from < :on AS held, fate.new_id, post.job_position_id AS old_id
    FROM appointment AS post {_PLACE} {_FATE.format(old="post.job_position_id")}
    WHERE post.tenant_id = :tenant AND post.job_position_id IN {_OLD}
      AND (post.valid_to IS NULL OR post.valid_to > :on)
    ORDER BY post.id FOR UPDATE OF post
    """  # noqa: S608 - this module's constants
)
_GO_ON: Final = """
    INSERT INTO appointment (tenant_id, id, person_id, unit_id, job_position_id, role, is_primary, weight,
                             leader_appointment_id, valid_from, valid_to, document_number)
    SELECT tenant_id, CAST(:fresh AS uuid), person_id, unit_id, CAST(:position AS uuid), role, is_primary, weight,
           leader_appointment_id, CAST(:on AS date), valid_to, CAST(:document AS text)
    FROM appointment WHERE tenant_id = :tenant AND id = :post
"""
_END: Final = "UPDATE appointment SET valid_to = :on WHERE tenant_id = :tenant AND id = :post"
_LATER: Final = text("UPDATE appointment SET job_position_id = :position WHERE tenant_id = :tenant AND id = :post")
_TEMPLATES: Final = text(
    f"""
    WITH moving AS (
        SELECT DISTINCT ON (own.id) own.id, fate.new_id
        FROM entry_template AS own
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.person_id = own.person_id
             AND post.valid_from <= :on AND (post.valid_to IS NULL OR post.valid_to > :on)
        {_PLACE} {_FATE.format(old="own.work_item_id")}
        WHERE own.tenant_id = :tenant AND own.work_item_id IN {_OLD}
        ORDER BY own.id, post.is_primary DESC, post.id
    )
    UPDATE entry_template AS own SET work_item_id = moving.new_id FROM moving
    WHERE own.tenant_id = :tenant AND own.id = moving.id AND moving.new_id IS NOT NULL
      AND moving.new_id <> own.work_item_id RETURNING own.id
    """  # noqa: S608 - this module's constants
)


async def apply(session: AsyncSession, caller: Caller, crosswalk_id: UUID, *, now: datetime) -> Crosswalk:
    """Apply a crosswalk from its day on: every old record in force has a fate, and nothing of the past is rewritten."""
    authorize(caller, "catalogue", "manage")
    await places.hold_tree(session)
    head = await _waiting(session, crosswalk_id)
    if head.valid_from <= local_date(now):
        raise CrosswalkPast("id")
    lines = await queries.lines_of(session, crosswalk_id)
    if left := await queries.missing(session, head.kind, head.valid_from, lines):
        raise CrosswalkIncomplete("id", count=len(left), first=left[0])
    moved = await (_move_posts if head.kind == "job_position" else _move_templates)(session, head)
    ended = await _end_old(session, head, lines, now)
    head.applied_by, head.applied_at = caller.account_id, now
    await session.flush()
    told = {"kind": head.kind, "on": head.valid_from, "moved": moved, "ended": ended}
    await audit.record(session, caller, "applied", "crosswalk", crosswalk_id, **told)
    return head


async def discard(session: AsyncSession, caller: Caller, crosswalk_id: UUID) -> None:
    """Throw a crosswalk away that was not applied."""
    authorize(caller, "catalogue", "manage")
    head = await _waiting(session, crosswalk_id)
    own = (CrosswalkLine.tenant_id == tenant_of(session), CrosswalkLine.crosswalk_id == crosswalk_id)
    await session.execute(delete(CrosswalkLine).where(*own))
    await session.delete(head)
    await session.flush()
    await audit.record(session, caller, "discarded", "crosswalk", crosswalk_id)


async def _waiting(session: AsyncSession, crosswalk_id: UUID) -> Crosswalk:
    head = await queries.crosswalk_of(session, crosswalk_id)
    if head.applied_at is not None:
        raise CrosswalkApplied("id")
    return head


def _values(session: AsyncSession, head: Crosswalk) -> dict[str, object]:
    return {"tenant": tenant_of(session), "crosswalk": head.id, "on": head.valid_from}


async def _move_posts(session: AsyncSession, head: Crosswalk) -> int:
    posts = (await session.execute(_POSTS, _values(session, head))).all()
    if left := sum(post.new_id is None for post in posts):
        raise CrosswalkPosts("id", count=left)
    moving = [post for post in posts if post.new_id != post.old_id]
    for post in moving:
        own = {"tenant": tenant_of(session), "post": post.id}
        if not post.held:
            await session.execute(_LATER, own | {"position": post.new_id})
            continue
        fresh = own | {"on": head.valid_from, "fresh": uuid7()}
        position = {"position": post.new_id, "document": head.document_number}
        await session.execute(text(_GO_ON), fresh | position)
        for statement in (*FOLLOWING, _END):
            await session.execute(text(statement), {name: fresh[name] for name in fresh if f":{name}" in statement})
    return len(moving)


async def _move_templates(session: AsyncSession, head: Crosswalk) -> int:
    return len((await session.execute(_TEMPLATES, _values(session, head))).all())


async def _end_old(session: AsyncSession, head: Crosswalk, lines: list[queries.Line], now: datetime) -> int:
    """End what was replaced on the day; what is also a new record, a code that stays, goes on."""
    kind = queries.KINDS[head.kind]
    ending = {line.old_id for line in lines} - {line.new_id for line in lines}
    ended = 0
    for record_id in sorted(ending):
        record = await session.get(kind.identity, (tenant_of(session), record_id))
        version = life.newest(await life.versions_of(session, kind, record_id))
        goes_on = version is not None and (version.valid_to is None or version.valid_to > head.valid_from)
        if isinstance(record, JobPosition | WorkItem) and goes_on:
            await life.end(session, kind, record, head.valid_from, now)
            ended += 1
    return ended
