"""Verifying a group of entries at once, after some of it were drawn and opened: many must not become blind."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.registry import queries as registry
from tenants.worklogs import board, rules
from tenants.worklogs.errors import SamplesUnopened
from tenants.worklogs.models import GroupDraw
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision, Outcome, verify_many


@dataclass(frozen=True)
class Seen:
    """An entry of a group as it was shown: when it had been submitted."""

    entry_id: UUID
    submitted_at: datetime


async def open_group(session: AsyncSession, caller: Caller, work_item_id: UUID, *, now: datetime) -> GroupDraw:
    """The entries drawn of a group for today: nobody can tell which before, and asking again draws no others.

    One that has left the group since without being opened is replaced by another.
    """
    person_id = _person(caller)
    members = [card.id for card in await board.group_of(session, caller, work_item_id, now=now)]
    draw = await _draw_of(session, person_id, work_item_id, now)
    if draw is None:
        if not members:
            raise NotFound("workItemId")
        draw = GroupDraw(
            tenant_id=tenant_of(session), id=uuid7(now), person_id=person_id, work_item_id=work_item_id,
            day=local_date(now), samples=[], opened=[], drawn_at=now,
        )  # fmt: skip
        session.add(draw)
    need = (await registry.settings_of(session)).samples_before_group
    kept = [one for one in draw.samples if one in members or one in draw.opened]
    left = [one for one in members if one not in kept]
    drawn = secrets.SystemRandom().sample(left, min(len(left), max(need - len(kept), 0)))
    draw.samples = [*kept, *drawn]
    await session.flush()
    return draw


async def open_sample(session: AsyncSession, caller: Caller, entry_id: UUID, *, now: datetime) -> GroupDraw:
    """Note that the caller has opened an entry drawn for them today."""
    person_id = _person(caller)
    draw = await session.scalar(
        select(GroupDraw)
        .where(
            GroupDraw.tenant_id == tenant_of(session),
            GroupDraw.person_id == person_id,
            GroupDraw.day == local_date(now),
            GroupDraw.used_at.is_(None),
            func.array_position(GroupDraw.samples, entry_id).is_not(None),
        )
        .with_for_update()
    )
    if draw is None:
        raise NotFound("entryId")
    if entry_id not in draw.opened:
        draw.opened = [*draw.opened, entry_id]
        await session.flush()
    return draw


async def verify_group(
    session: AsyncSession, caller: Caller, work_item_id: UUID, seen: Sequence[Seen], verdict: Verdict, *, now: datetime
) -> list[Outcome]:
    """Verify entries of one item with one verdict; the tenant settles how many drawn ones are opened first.

    Each entry has its own outcome: what was edited since it was shown, or deserves a look by now, stays as it is.
    """
    person_id = _person(caller)
    draw = await _draw_of(session, person_id, work_item_id, now)
    settings = await registry.settings_of(session)
    need = min(settings.samples_before_group, len({one.entry_id for one in seen}))
    opened = len(draw.opened) if draw is not None else 0
    if opened < need:
        raise SamplesUnopened("workItemId", need=need, opened=opened)
    members = frozenset(card.id for card in await board.group_of(session, caller, work_item_id, now=now))
    decisions = [Decision(one.entry_id, verdict, one.submitted_at) for one in seen]
    outcomes = await verify_many(session, caller, decisions, now=now, only=members, most=rules.GROUP_LIMIT)
    if draw is not None and any(outcome.refusal is None for outcome in outcomes):
        draw.used_at = now
        await session.flush()
    return outcomes


def _person(caller: Caller) -> UUID:
    authorize(caller, "work_entry", "verify")
    if caller.person_id is None:
        raise Forbidden()
    return caller.person_id


async def _draw_of(session: AsyncSession, person_id: UUID, work_item_id: UUID, now: datetime) -> GroupDraw | None:
    """What was drawn for a leader of an item today and not used yet, held against a second window of theirs."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"draw:{tenant_of(session)}:{person_id}:{work_item_id}"},
    )
    draw: GroupDraw | None = await session.scalar(
        select(GroupDraw).where(
            GroupDraw.tenant_id == tenant_of(session),
            GroupDraw.person_id == person_id,
            GroupDraw.work_item_id == work_item_id,
            GroupDraw.day == local_date(now),
            GroupDraw.used_at.is_(None),
        )
    )
    return draw
