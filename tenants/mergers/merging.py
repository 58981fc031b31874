"""Two tenants made one, in one transaction that has both for itself, with the proof of what did not change."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import Database, tenant_of
from kernel.storage import Store
from tenants.audit import actions as audit
from tenants.audit import days
from tenants.audit.models import AuditDay
from tenants.mergers import joining as arriving
from tenants.mergers import looking, moving
from tenants.mergers.errors import NotReady, NotTheSame
from tenants.mergers.plan import Joining, Plan
from tenants.mergers.totals import ALL, Part, Totals, added, as_is, as_was
from tenants.organisation.models import Unit
from tenants.portability.leaving import tenant_named
from tenants.portability.restoring import PATIENCE, Places
from tenants.portability.telling import SUBJECT, tell_operators
from tenants.receipts import actions as receipts
from tenants.receipts import queries, roots
from tenants.registry.models import FormerTenant, Tenant
from tenants.registry.queries import MERGED
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import months

_SETTINGS: Final = text("SELECT to_jsonb(own) - 'tenant_id' FROM tenant_settings AS own WHERE tenant_id = :tenant")
_LAST_MARK: Final = select(func.coalesce(func.max(FormerTenant.former), 0))
_WHOLE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Merged:
    """What a merger did: rows moved, posts that one person now holds of both records, and the proof."""

    slug: str
    former: int
    rows: int
    posts: int
    proof: dict[str, Any]


@dataclass(frozen=True)
class _Both:
    into: Tenant
    old: Tenant
    under: looking.Under


async def look_over(owner: Database, plan: Plan) -> list[looking.Findings]:
    """What each tenant that joins would meet; nothing is changed."""
    found = []
    for joining in plan.joining:
        async with owner.platform() as session:
            into, old = await _named(session, plan, joining)
            found.append(await looking.look(session, plan, joining, into, old))
    return found


async def merge(owner: Database, places: Places, plan: Plan, joining: Joining, now: datetime) -> Merged | None:
    """Let a tenant join another; nothing where it did already. `owner` is the database under its owner's role.

    Whoever works in either is waited for, whoever comes is refused with `TENANT_RESTING` until it ends, and nobody
    ever sees half of it. Raises `NotReady`, and `NotTheSame` where a score or sum would not be what it was.
    """
    async with owner.platform() as session:
        await session.execute(PATIENCE)
        into, old = await _named(session, plan, joining)
        if old.merged_into == into.id:
            return None
        found = await looking.look(session, plan, joining, into, old)
        if found.against or found.under is None:
            raise NotReady(slug=joining.tenant, what="; ".join(found.against))
    async with owner.platform() as session:
        await session.execute(PATIENCE)
        into, old = await _named(session, plan, joining)
        for tenant_id in sorted((into.id, old.id)):
            await moving.alone_as(session, tenant_id)
        try:
            done = await _move(session, plan, joining, _Both(into, old, found.under), now)
        except IntegrityError as problem:
            raise NotReady(slug=joining.tenant, what=type(problem.orig).__name__) from problem
        await asyncio.to_thread(_copy_files, places.files, old.id, into.id)
    await _after(owner, places, into.id, done)
    await asyncio.to_thread(_remove_files, places.files, old.id)
    return done


async def _named(session: AsyncSession, plan: Plan, joining: Joining) -> tuple[Tenant, Tenant]:
    into, old = await tenant_named(session, plan.into), await tenant_named(session, joining.tenant)
    session.expunge(into)
    session.expunge(old)
    return into, old


async def _move(session: AsyncSession, plan: Plan, joining: Joining, both: _Both, now: datetime) -> Merged:
    into, old = both.into, both.old
    await moving.alone_as(session, into.id)
    await _settle(session)
    before = await as_was(session)
    branch = await as_is(session, _top(both), plan.on)
    base = int(await session.scalar(_LAST_MARK.where(FormerTenant.tenant_id == into.id)) or 0) + 1
    offset = int(await session.scalar(select(func.max(Unit.number)).where(Unit.tenant_id == into.id)) or 0)
    heads = {into.slug: await _heads(session)}

    await moving.alone_as(session, old.id)
    await _settle(session)
    coming = await as_was(session)
    settings = await session.scalar(_SETTINGS, {"tenant": old.id})
    heads[old.slug] = await _close_books(session, old, plan, now)
    tables = await moving.take_aside(session)
    await moving.remove_all(session)

    await moving.alone_as(session, into.id)
    values = {"old": old.id, "new": into.id, "on": plan.on, "suffix": joining.suffix, "offset": offset, "base": base}
    await moving.change(session, values, tables)
    rows = await moving.put_in(session, tables)
    await arriving.keep_law(session, plan.on, base, old.created_at)
    await arriving.join_trees(session, plan.on, both.under.unit_id, both.under.path, plan.document)
    posts = await arriving.join_people(session, plan.on, plan.document)

    last = int(await session.scalar(select(func.max(Unit.number)).where(Unit.tenant_id == into.id)) or offset)
    part = Part(base, ALL.last, offset + 1, last)
    proof = await _proof(session, both, (before, coming), part)
    if (now_is := await as_is(session, _top(both), plan.on)) != added(branch, coming.sums):
        raise NotTheSame(what="as is")
    proof["as_is"] = now_is
    proof["heads"] = heads
    await _write_down(session, plan, both.old, now, part, {"settings": settings, "proof": proof})
    await session.execute(
        text("UPDATE tenant SET state = :state, merged_into = :into WHERE id = :old"),
        {"state": MERGED, "into": into.id, "old": old.id},
    )
    await session.execute(text("DELETE FROM tenant_health WHERE tenant = :old"), {"old": old.id})
    told = {"on": plan.on, "document": plan.document, "rows": rows, "posts": posts, "proof": proof}
    await audit.record(session, None, "joined", SUBJECT, None, slug=old.slug, former=base, **told)
    await tell_operators(session, "merged", slug=old.slug, number=old.id, into=into.slug, **told)
    return Merged(old.slug, base, rows, posts, proof)


async def _settle(session: AsyncSession) -> None:
    """Compute what waits, so that what is compared before and after is all there is."""
    await scoring.score_pending(session)
    await months.score(session)
    while await rollups.merge(session):
        pass
    await receipts.chain(session)


async def _close_books(session: AsyncSession, old: Tenant, plan: Plan, now: datetime) -> dict[str, Any]:
    """End the trail and the chain of the tenant that joins: sealed and rooted to today, nothing follows."""
    await audit.record(session, None, "joins", SUBJECT, None, into=plan.into, on=plan.on, document=plan.document)
    await days.seal_days(session, old.slug, now + days.GRACE + _WHOLE_DAY)
    await receipts.fix_roots(session, local_date(now) + _WHOLE_DAY)
    return await _heads(session)


async def _heads(session: AsyncSession) -> dict[str, Any]:
    trail = await session.scalar(
        select(AuditDay.head)
        .where(AuditDay.tenant_id == tenant_of(session), AuditDay.former == days.OWN)
        .order_by(AuditDay.day.desc())
        .limit(1)
    )
    end = await receipts.end_of(session)
    return {"trail": bytes(trail).hex() if trail else None, "receipts": end.link.hex(), "chained": end.receipts}


async def _proof(session: AsyncSession, both: _Both, expected: tuple[Totals, Totals], part: Part) -> dict[str, Any]:
    before, coming = expected
    own = await as_was(session, Part(0, part.first - 1, 0, part.first_unit - 1))
    came = await as_was(session, part)
    differing = own.differing(before) + came.differing(coming)
    whole = await as_was(session)
    if whole.sums != added(before.sums, coming.sums):
        differing.append("sums")
    if differing:
        raise NotTheSame(what=", ".join(sorted(set(differing))))
    return {"as_was": {both.into.slug: vars(own), both.old.slug: vars(came)}}


def _top(both: _Both) -> str:
    """The path of the root of the tree that grows."""
    return f"{both.under.path.split('.')[0]}."


async def _write_down(
    session: AsyncSession, plan: Plan, old: Tenant, now: datetime, part: Part, kept: dict[str, Any]
) -> None:
    row = {
        "tenant_id": tenant_of(session),
        "former": part.first,
        "slug": old.slug,
        "name": old.name,
        "province_code": old.province_code,
        "joined_on": plan.on,
        "moved_at": now,
        "document_number": plan.document,
        "first_unit": part.first_unit,
        "last_unit": part.last_unit,
        **kept,
    }
    await session.execute(insert(FormerTenant), [row])


async def _after(owner: Database, places: Places, into: int, done: Merged) -> None:
    """Export how trail and chain of the former tenant ended, under its own name, beside what was exported before."""
    async with owner.tenant(into) as session:
        await days.export_days(session, done.slug, places.roots, done.former)
        kept = await queries.roots(session, done.slug, done.former)
    await asyncio.to_thread(roots.export, places.roots, kept)


def _copy_files(store: Store, old: int, into: int) -> None:
    for key in store.keys(str(old)):
        content = store.get(key)
        if content is not None:
            with tempfile.NamedTemporaryFile(prefix="roviec-file-") as file:
                file.write(content)
                file.flush()
                store.put(f"{into}{key.removeprefix(str(old))}", Path(file.name))


def _remove_files(store: Store, old: int) -> None:
    for key in store.keys(str(old)):
        store.remove(key)
