"""Making releases: provinces' approved parts become a version that is written once, whole, or not at all.

A version either adds provinces that reported late or corrects others, late ones first. Whatever is found to be unsafe
is not published; a run that finds nothing new does nothing.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import clock
from kernel.database import Database, enter_tenant
from kernel.errors import Refusal
from kernel.ids import uuid7
from tenants.facts import actions as facts
from tenants.facts.rules import RELEASE_PUBLISHED
from tenants.registry import queries as registry
from tenants.registry.provinces import official_name, official_names
from tenants.statistics import collecting, plans, releases
from tenants.statistics.models import Release, ReleaseCell, ReleaseProof
from tenants.statistics.national.building import SYSTEMS, Prepared, Rules, Task, prepare
from tenants.statistics.national.counted import NotClean
from tenants.statistics.national.figures import COLUMNS, HIDDEN
from tenants.statistics.national.holding import Corrections, corrections
from tenants.statistics.national.kept import KeptVersion
from tenants.statistics.national.sources import Source, Sources
from tenants.statistics.national.systems import CLASSES
from tenants.statistics.release_errors import NothingToRelease, NotProtected, TooEarly

logger = logging.getLogger(__name__)

LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('statistics_release', 335))")


@dataclass(frozen=True)
class Made:
    """A version that was written: how many figures it has, and how many of them are hidden."""

    period: str
    version: int
    reason: str | None
    reported: tuple[str, ...]
    figures: int
    hidden: int


@dataclass(frozen=True)
class _Next:
    """What the next version is made of, and why."""

    sources: Mapping[str, Sources]
    reason: str | None


async def release_due(db: Database, today: date | None = None, rules: Rules | None = None) -> list[Made]:
    """Make what is due: first versions from their day on, then versions for late provinces and corrections.

    A period that is refused is logged, and the others go on.
    """
    today = today or clock.today()
    approved = await collecting.approved(db)
    async with db.platform() as session:
        made = await releases.heads(session)
        due = [
            period for period in plans.ended(today)
            if _changed(approved.get(period, {}), made.get(period))
            and (await plans.plan_of(session, period)).release_on <= today
        ]  # fmt: skip
    found: list[Made] = []
    for period in due:
        try:
            found += await release(db, period, today, rules)
        except Refusal as refusal:
            logger.error("the release of %s is refused: %s", period, refusal)
        except (ValueError, ArithmeticError):
            logger.exception("the release of %s failed", period)
    return found


def _changed(approved: Mapping[str, int], head: releases.Head | None) -> bool:
    """Whether a province has approved a part that the newest version does not wholly rest on."""
    if head is None:
        return bool(approved)
    return any(number > head.numbers.get(province, 0) for province, number in approved.items())


async def release(db: Database, period: str, today: date | None = None, rules: Rules | None = None) -> list[Made]:
    """Make the versions of a period that are due now, none if nothing is new.

    Raises `TooEarly`, `NothingToRelease`, `NotProtected`, and what reading the parts refuses.
    """
    today, rules = today or clock.today(), rules or Rules()
    async with db.platform() as session:
        plan = await plans.plan_of(session, period)
    if today < plan.release_on:
        raise TooEarly(period=period, day=plan.release_on)
    found: list[Made] = []
    while (made := await _next_version(db, period, rules)) is not None:
        found.append(made)
    return found


async def _next_version(db: Database, period: str, rules: Rules) -> Made | None:
    async with db.platform() as session:
        earlier = await releases.versions(session, period)
        before, after = plans.before(period), plans.after(period)
        previous = await releases.versions(session, before) if before else []
        told = await releases.versions(session, after, last=True) if after else []
    collected = await collecting.collect(db, period, _used(earlier))
    if not collected.newest:
        raise NothingToRelease(period=period)
    coming = await asyncio.to_thread(_coming, earlier, collected, rules)
    if coming is None:
        return None
    reported = set(coming.sources[CLASSES])
    task = Task(
        period, coming.sources, sorted(set(official_names()) - reported), bool(collected.expected - reported),
        earlier, previous, told[-1] if told else None, rules,
    )  # fmt: skip
    try:
        prepared = await asyncio.to_thread(prepare, task)
    except NotClean as unsafe:
        raise NotProtected(period=period, system=unsafe.system, cells=unsafe.cells) from unsafe
    async with db.platform() as session:
        return await _write(session, task, prepared, coming.reason)


def _used(earlier: Sequence[KeptVersion]) -> set[tuple[str, int]]:
    """The parts that the newest version is made of."""
    numbers = earlier[-1].numbers.values() if earlier else ()
    return {(province, number) for by_province in numbers for province, number in by_province.items()}


def _coming(earlier: Sequence[KeptVersion], collected: collecting.Collected, rules: Rules) -> _Next | None:
    """What a new version would be made of; None when it would be the last one again."""
    if not earlier:
        return _Next(dict.fromkeys(SYSTEMS, collected.newest), None)
    last = earlier[-1]
    used = taken(last, collected)
    late = {code: source for code, source in collected.newest.items() if code not in last.reported}
    if late:
        return _Next({system: {**used[system], **late} for system in SYSTEMS}, _added(late))
    found = corrections(last, used, collected.newest, rules.counts)
    return _Next(found.sources, _corrected(found, collected.newest)) if found.corrected else None


def taken(last: KeptVersion, collected: collecting.Collected) -> dict[str, dict[str, Source]]:
    """The parts that each system of a version is made of."""
    return {
        system: {code: collected.number(code, number) for code, number in last.numbers[system].items()}
        for system in SYSTEMS
    }


def _added(late: Sources) -> str:
    names = _names(late)
    return f"Bổ sung số liệu của {names} · Adds {names}"


def _corrected(found: Corrections, newest: Sources) -> str:
    """No unit below the catalogue is named, and no word of the province's own reason is taken over."""
    names = "; ".join(f"{official_name(code)} (lần {newest[code].number})" for code in found.corrected)
    return f"Đính chính theo số liệu báo cáo lại của {names} · Corrected by new parts of {_names(found.corrected)}"


def _names(codes: Sequence[str] | Mapping[str, Any]) -> str:
    return ", ".join(official_name(code) for code in sorted(codes))


async def _write(session: AsyncSession, task: Task, prepared: Prepared, reason: str | None) -> Made | None:
    """Publish, all in this transaction; None when somebody else published the same version meanwhile."""
    await session.execute(LOCK)
    newest = await session.scalar(select(func.max(Release.version)).where(Release.period == task.period))
    version = len(task.earlier) + 1
    if (newest or 0) != version - 1:
        return None
    own = task.sources[CLASSES]
    row = Release(
        id=uuid7(), period=task.period, version=version, reason=reason, published_at=clock.utc_now(),
        reported=sorted(own), missing=list(task.missing), parts=_parts(own), catalogue=prepared.catalogue,
        settings=prepared.settings, losses=prepared.losses, solver=prepared.solver,
        pattern_hash=prepared.pattern_hash,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    cells = [
        {**dict(zip(COLUMNS, one.place, strict=True)), "release_id": row.id, "dataset": one.dataset,
         "measure": one.measure, "value": one.value, "obs_status": one.status, "conf_status": one.confidential}
        for one in prepared.figures
    ]  # fmt: skip
    await session.execute(insert(ReleaseCell), cells)
    await session.execute(insert(ReleaseProof), [{"release_id": row.id, **asdict(proof)} for proof in prepared.proofs])
    await _tell(session, row)
    hidden = sum(one.status == HIDDEN for one in prepared.figures)
    return Made(task.period, version, reason, tuple(sorted(own)), len(cells), hidden)


async def _tell(session: AsyncSession, row: Release) -> None:
    """Tell every tenant of the release, each in its own name, in the transaction that makes it."""
    for tenant in await registry.tenants(session):
        await enter_tenant(session, tenant.id)
        told = {"period": row.period, "version": row.version}
        await facts.tell(session, RELEASE_PUBLISHED, {row.id: told})


def _parts(sources: Sources) -> list[dict[str, Any]]:
    """What everybody may know of the parts; a hash of their content could be tried against guesses, so it is kept."""
    return [
        {"province": code, "number": source.number, "approved_on": source.approved_on}
        for code, source in sorted(sources.items())
    ]
