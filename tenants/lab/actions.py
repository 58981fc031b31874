"""Running the lab: starting a run, its steps as jobs, cancelling it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import joining_whole, tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.lab import quarters, queries, replay, rules, summary
from tenants.lab.errors import BadPeriod, OneDraft, RunEnded, TooManyRuns
from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import checked
from tenants.norms.examination import NormText, Texts, kept
from tenants.norms.models import NormPackage
from tenants.organisation.models import Unit

MOST_AT_ONCE: Final = 4
MOST_UNITS: Final = 200
UNFINISHED: Final = ("waiting", "running")
LAB_LOCK: Final = 7_005
LONG: Final = timedelta(minutes=3)


@dataclass(frozen=True)
class RunInput:
    """What to try: a text or a kept package, the first and the last month, branches (none: everybody)."""

    first: date
    last: date
    text: NormText | None = None
    package_id: UUID | None = None
    unit_ids: Sequence[UUID] = ()


async def start(session: AsyncSession, caller: Caller, given: RunInput, *, now: datetime, today: date) -> LabRun:
    """Start a run in the background: a job for each month, then one that adds up."""
    authorize(caller, "norm_lab", "run")
    unfinished = await session.scalar(
        select(func.count())
        .select_from(LabRun)
        .where(LabRun.tenant_id == tenant_of(session), LabRun.status.in_(UNFINISHED))
    )
    if (unfinished or 0) >= MOST_AT_ONCE:
        raise TooManyRuns(running=unfinished)
    run = await prepare(session, given, now=now, today=today)
    run.started_by = caller.account_id
    await session.flush()
    await _ask(session, run)
    await audit.record(
        session, caller, "started", "norm_lab", run.id, name=run.package_name, version=run.package_version,
        first=run.first_month, last=run.last_month, units=[str(unit) for unit in run.unit_ids],
    )  # fmt: skip
    return run


async def prepare(session: AsyncSession, given: RunInput, *, now: datetime, today: date) -> LabRun:
    """Check what is to be tried and keep it as a run; nothing is replayed yet."""
    first, last = given.first.replace(day=1), given.last.replace(day=1)
    newest = today.replace(day=1)
    if not (first <= last <= newest and len(rules.months(first, last)) <= rules.MOST_MONTHS):
        raise BadPeriod("firstMonth", most=rules.MOST_MONTHS, newest=newest.strftime("%m/%Y"))
    texts = await _texts(session, given)
    package = await checked(texts)
    units = list(dict.fromkeys(given.unit_ids))
    found = await session.scalar(
        select(func.count()).select_from(Unit).where(Unit.tenant_id == tenant_of(session), Unit.id.in_(units))
    )
    if len(units) > MOST_UNITS or found != len(units):
        raise NotFound("unitIds")
    run = LabRun(
        tenant_id=tenant_of(session),
        id=uuid7(),
        package_name=package.name,
        package_version=package.version,
        document=texts.document,
        override=texts.override,
        first_month=first,
        last_month=last,
        unit_ids=units,
        status="waiting",
        months_done=[],
        total=len(rules.months(first, last)) + 1,
        started_at=now,
    )
    session.add(run)
    await session.flush()
    return run


async def _texts(session: AsyncSession, given: RunInput) -> Texts:
    if (given.text is None) == (given.package_id is None):
        raise OneDraft("document")
    if given.text is not None:
        return kept(given.text)
    row = await session.scalar(
        select(NormPackage).where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == given.package_id)
    )
    if row is None:
        raise NotFound("packageId")
    return Texts(row.document, row.override, row.base_name, row.base_version)


async def replay_month(session: AsyncSession, run_id: str, month: str) -> int:
    """The job of one month; the last month to end asks for the sums. A run cancelled meanwhile is left empty."""
    run, first = await _run(session, UUID(run_id)), date.fromisoformat(month)
    if run is None or run.status not in UNFINISHED or first in run.months_done:
        return 0
    if not await _alone(session, f"{run_id} {month}"):
        return 0
    if not await _attempt(session, run, partial(replay.replay, session, run, first)):
        return 0
    if await finish_month(session, run, first):
        await enqueue(session, "finish_lab_run", run_id=run_id)
    return 1


async def finish_lab_run(session: AsyncSession, run_id: str) -> int:
    """The job after the last month."""
    run = await _run(session, UUID(run_id))
    if run is None or run.status not in UNFINISHED or len(run.months_done) + 1 < run.total:
        return 0
    if not await _alone(session, run_id):
        return 0
    return int(await _attempt(session, run, partial(sum_up, session, run)))


async def finish_month(session: AsyncSession, run: LabRun, month: date) -> bool:
    """Note that a month is done; whether it was the last one. What a cancelled run found is taken away again."""
    months_done = await session.scalar(
        update(LabRun)
        .where(LabRun.tenant_id == run.tenant_id, LabRun.id == run.id, LabRun.status.in_(UNFINISHED))
        .values(
            status="running",
            months_done=func.array_append(func.array_remove(LabRun.months_done, month), month),
        )
        .returning(LabRun.months_done)
        .execution_options(synchronize_session=False)
    )
    if months_done is None:
        await _forget_results(session, run.id)
        return False
    return len(months_done) + 1 >= run.total


async def sum_up(session: AsyncSession, run: LabRun) -> None:
    """Add the quarters, put the tables together and end the run, unless it was cancelled meanwhile."""
    async with joining_whole(session):
        await quarters.add_quarters(session, run)
        result = await summary.summarise(session, run)
    ended = await _end(session, run, status="done", result=result)
    if not ended:
        await _forget_results(session, run.id)


async def cancel(session: AsyncSession, caller: Caller, run_id: UUID, *, now: datetime) -> LabRun:
    """End a run early; what it has found is removed, and a month in work ends without a trace."""
    authorize(caller, "norm_lab", "run")
    run = await session.scalar(
        select(LabRun).where(LabRun.tenant_id == tenant_of(session), LabRun.id == run_id).with_for_update()
    )
    if run is None:
        raise NotFound("id")
    if run.status not in UNFINISHED:
        raise RunEnded("id")
    run.status, run.finished_at = "cancelled", now
    await session.flush()
    await _forget_results(session, run.id)
    await audit.record(session, caller, "cancelled", "norm_lab", run.id)
    return run


async def _attempt(session: AsyncSession, run: LabRun, step: Callable[[], Awaitable[None]]) -> bool:
    """Do a step; one that the database cannot compute ends the run with its reason instead of being tried again."""
    try:
        async with session.begin_nested():
            await step()
    except OperationalError:
        raise
    except DBAPIError as error:
        await _end(session, run, status="failed", problem=str(error.orig))
        return False
    return True


async def _end(session: AsyncSession, run: LabRun, **found: Any) -> bool:  # noqa: ANN401 - columns of the run
    """End a run; whether it had not been ended by somebody else."""
    ended = await session.scalar(
        update(LabRun)
        .where(LabRun.tenant_id == run.tenant_id, LabRun.id == run.id, LabRun.status.in_(UNFINISHED))
        .values(finished_at=utc_now(), **found)
        .returning(LabRun.id)
        .execution_options(synchronize_session=False)
    )
    return ended is not None


async def ask_again(session: AsyncSession) -> None:
    """Ask again for the steps of runs that should be done by now: a broker may have lost them."""
    for run in await queries.unfinished(session):
        if run.started_at < utc_now() - LONG:
            await _ask(session, run)


async def _ask(session: AsyncSession, run: LabRun) -> None:
    """Ask for the steps a run still lacks."""
    missing = [month for month in rules.months(run.first_month, run.last_month) if month not in run.months_done]
    for month in missing:
        await enqueue(session, "replay_month", run_id=str(run.id), month=month.isoformat())
    if not missing:
        await enqueue(session, "finish_lab_run", run_id=str(run.id))


async def _alone(session: AsyncSession, step: str) -> bool:
    """Whether nobody else is doing the same step of the same run at this moment."""
    alone: bool = await session.scalar(
        text("SELECT pg_try_advisory_xact_lock(:lock, hashtext(:step))"), {"lock": LAB_LOCK, "step": step}
    )
    return alone


async def _forget_results(session: AsyncSession, run_id: UUID) -> None:
    await session.execute(
        delete(LabResult).where(LabResult.tenant_id == tenant_of(session), LabResult.run_id == run_id)
    )


async def _run(session: AsyncSession, run_id: UUID) -> LabRun | None:
    return await session.scalar(select(LabRun).where(LabRun.tenant_id == tenant_of(session), LabRun.id == run_id))
