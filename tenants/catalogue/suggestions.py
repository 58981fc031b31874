"""Work that somebody does not find in the catalogue (đề xuất đầu việc): suggested, then drafted or declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import BadInput, Forbidden, NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue import actions
from tenants.catalogue.contents import ItemContent
from tenants.catalogue.errors import NoPost, SuggestionAnswered
from tenants.catalogue.models import ItemSuggestion, WorkItemVersion
from tenants.organisation import queries as organisation

TEXT_LIMIT: Final = 2_000
NAME_LIMIT: Final = 500
MINUTES_LIMIT: Final = 60_000
SHOWN: Final = 100


@dataclass(frozen=True)
class SuggestionInput:
    """What the work is called, what comes of it, the minutes one product usually takes, and why it is needed."""

    name: str
    output: str
    usual_minutes: int
    reason: str


async def suggest(session: AsyncSession, caller: Caller, given: SuggestionInput, *, now: datetime) -> ItemSuggestion:
    """Suggest a work item from one's own primary post."""
    authorize(caller, "work_item", "suggest")
    if caller.person_id is None:
        raise Forbidden()
    if not 1 <= given.usual_minutes <= MINUTES_LIMIT:
        raise BadInput(
            "usualMinutes", expected=f"từ 1 đến {MINUTES_LIMIT} phút", expected_en=f"1 to {MINUTES_LIMIT} minutes"
        )
    posts = await organisation.appointments_of(session, caller.person_id, local_date(now))
    post = next((one for one in posts if one.is_primary), None)
    if post is None:
        raise NoPost("name")
    row = ItemSuggestion(
        tenant_id=tenant_of(session),
        person_id=caller.person_id,
        unit_id=post.unit_id,
        name=_text(given.name, "name", NAME_LIMIT),
        output=_text(given.output, "output", NAME_LIMIT),
        usual_minutes=given.usual_minutes,
        reason=_text(given.reason, "reason", TEXT_LIMIT),
        suggested_at=now,
    )
    session.add(row)
    await session.flush()
    await audit.record(session, caller, "suggested", "item_suggestion", row.id, name=row.name)
    return row


async def mine(session: AsyncSession, caller: Caller) -> Sequence[ItemSuggestion]:
    """What the caller suggested, newest first, answered or not."""
    authorize(caller, "work_item", "suggest")
    rows = await session.scalars(
        select(ItemSuggestion)
        .where(ItemSuggestion.tenant_id == tenant_of(session), ItemSuggestion.person_id == caller.person_id)
        .order_by(ItemSuggestion.id.desc())
        .limit(SHOWN)
    )
    return rows.all()


async def waiting(session: AsyncSession, caller: Caller, *, on: date) -> Sequence[ItemSuggestion]:
    """Suggestions of the units for which the caller may propose items, oldest first, that wait for an answer."""
    grant = authorize(caller, "work_item", "propose")
    rows = await session.scalars(
        select(ItemSuggestion)
        .where(
            ItemSuggestion.tenant_id == tenant_of(session),
            ItemSuggestion.outcome.is_(None),
            organisation.reach(grant, ItemSuggestion.unit_id, None, on),
        )
        .order_by(ItemSuggestion.id)
        .limit(SHOWN)
    )
    return rows.all()


async def draft(
    session: AsyncSession,
    caller: Caller,
    suggestion_id: UUID,
    code: str,
    content: ItemContent,
    owner_unit_id: UUID | None,
    *,
    now: datetime,
) -> WorkItemVersion:
    """Turn a suggestion into the draft of a work item, its content as the proposer puts it."""
    row = await _open(session, caller, suggestion_id, now)
    version = await actions.propose_item(session, caller, code, content, owner_unit_id, now=now)
    row.work_item_id = version.work_item_id
    await _answered(session, caller, row, "drafted", None, now)
    return version


async def decline(
    session: AsyncSession, caller: Caller, suggestion_id: UUID, reason: str, *, now: datetime
) -> ItemSuggestion:
    """Decline a suggestion; its author reads why."""
    row = await _open(session, caller, suggestion_id, now)
    await _answered(session, caller, row, "declined", _text(reason, "reason", TEXT_LIMIT), now)
    return row


async def in_force(session: AsyncSession, item_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the work items that have an approved version, in force or to come."""
    rows = await session.scalars(
        select(WorkItemVersion.work_item_id).where(
            WorkItemVersion.tenant_id == tenant_of(session),
            WorkItemVersion.work_item_id.in_(item_ids),
            WorkItemVersion.status == "approved",
        )
    )
    return set(rows)


async def _open(session: AsyncSession, caller: Caller, suggestion_id: UUID, now: datetime) -> ItemSuggestion:
    """A suggestion that waits and is within reach, locked for its answer."""
    grant = authorize(caller, "work_item", "propose")
    row: ItemSuggestion | None = await session.get(
        ItemSuggestion, (tenant_of(session), suggestion_id), with_for_update=True
    )
    if row is None:
        raise NotFound("id")
    if not grant.covers(await organisation.unit_path(session, row.unit_id, local_date(now))):
        raise NotFound("id")
    if row.outcome is not None:
        raise SuggestionAnswered("id")
    return row


async def _answered(
    session: AsyncSession, caller: Caller, row: ItemSuggestion, outcome: str, answer: str | None, now: datetime
) -> None:
    row.outcome, row.answer, row.answered_by, row.answered_at = outcome, answer, caller.account_id, now
    await session.flush()
    await audit.record(session, caller, "answered", "item_suggestion", row.id, outcome=outcome, answer=answer)


def _text(text: str, field: str, most: int) -> str:
    text = text.strip()
    if not 3 <= len(text) <= most:
        raise BadInput(field, expected=f"từ 3 đến {most} ký tự", expected_en=f"3 to {most} characters")
    return text
