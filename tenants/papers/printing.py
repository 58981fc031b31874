"""The steps of a run as jobs: a few sheets at a time into object storage, then one file; removing what has expired."""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.outbox import enqueue
from kernel.settings import get_settings
from kernel.storage import Store, open_store
from tenants.papers import files
from tenants.papers.errors import CannotBeMade
from tenants.papers.gathering import sheet_papers
from tenants.papers.listing import minutes_paper, summary_paper
from tenants.papers.model import Meeting
from tenants.papers.models import PaperRun
from tenants.papers.plain import plain

PRINT: Final = "print_papers"
UNFINISHED: Final = ("waiting", "running")
STEP: Final = 20
A_FILE: Final = 50
"""Sheets in one PDF at most: Typst holds a whole file in memory, about five MiB a sheet."""
LONG: Final = timedelta(minutes=3)
KEPT: Final = timedelta(days=7)
"""How long a run's file lies in storage: papers hold what is known of people, and can be printed again."""
FILE: Final = "file"


async def print_papers(session: AsyncSession, run_id: str, store: Store | None = None) -> int:
    """One step of a run: a few sheets, or the last one, which joins them; it asks for the next by itself.

    Steps of one run wait for each other on its row; one that runs twice finds its part behind it. A paper that cannot
    be made ends the run with its reason, since trying again would not help.
    """
    run = await locked(session, UUID(run_id))
    if run is None or run.status not in UNFINISHED:
        return 0
    kept = store or run_store()
    try:
        if run.kind != "sheets":
            content = await _list(session, run)
        elif run.done < run.total:
            return await _part(session, run, kept)
        else:
            found = await asyncio.to_thread(_joined, kept, run)
            if found is None:
                return await _again(session, run)
            content = found
    except CannotBeMade as problem:
        run.status, run.problem, run.finished_at = "failed", str(problem)[:1_000], utc_now()
        return 0
    await asyncio.to_thread(_keep, kept, run, content)
    run.status, run.done, run.size, run.finished_at = "done", run.total, len(content), utc_now()
    return 1


async def _part(session: AsyncSession, run: PaperRun, store: Store) -> int:
    """Print the next few sheets and ask for the step after."""
    first = run.done
    chosen = run.sheet_ids[first : first + step_of(run)]
    papers = [plain(paper) for paper in await sheet_papers(session, chosen)]
    content = await asyncio.to_thread(files.part, papers, run.file_format, first + 1, merged=run.merged)
    await asyncio.to_thread(_put, store, _key(run, _name(first)), content)
    run.status, run.done = "running", first + len(chosen)
    await enqueue(session, PRINT, run_id=str(run.id))
    return len(chosen)


def step_of(run: PaperRun) -> int:
    """How many sheets a step of the run prints: those of one file where they are merged."""
    return A_FILE if run.merged else STEP


async def _again(session: AsyncSession, run: PaperRun) -> int:
    """Begin anew where storage has lost a part."""
    run.done = 0
    await enqueue(session, PRINT, run_id=str(run.id))
    return 0


async def _list(session: AsyncSession, run: PaperRun) -> bytes:
    told = (run.period_id, run.unit_id, run.sheet_ids)
    if run.kind == "summary":
        summary = await summary_paper(session, *told, run.document_number)
        return await asyncio.to_thread(files.printed, summary, run.file_format)
    minutes = await minutes_paper(session, *told, _meeting(run.meeting or {}), run.document_number)
    return await asyncio.to_thread(files.printed, minutes, run.file_format)


def _meeting(kept: Mapping[str, Any]) -> Meeting:
    """What was told of a meeting, as the run keeps it."""
    rolls = {name: tuple(kept.get(name, ())) for name in ("present", "absent")}
    told: dict[str, Any] = {one.name: kept[one.name] for one in fields(Meeting) if one.name in kept}
    return Meeting(**{**told, **rolls})


def _joined(store: Store, run: PaperRun) -> bytes | None:
    """All parts as one file; nothing if one is lost."""
    parts = [store.get(_key(run, _name(first))) for first in range(0, run.total, step_of(run))]
    whole = [one for one in parts if one is not None]
    if len(whole) < len(parts):
        return None
    return files.joined(whole, alone=run.merged and len(whole) == 1)


def _keep(store: Store, run: PaperRun, content: bytes) -> None:
    """Keep the file; its parts are of no more use. Should the run's row not be written, they are printed again."""
    _put(store, _key(run, FILE), content)
    for first in range(0, run.total, step_of(run)):
        store.remove(_key(run, _name(first)))


async def ask_again(session: AsyncSession) -> None:
    """Ask again for runs that should be done by now: a broker may have lost them."""
    rows = await session.scalars(
        select(PaperRun.id).where(
            PaperRun.tenant_id == tenant_of(session),
            PaperRun.status.in_(UNFINISHED),
            PaperRun.started_at < utc_now() - LONG,
        )
    )
    for run_id in rows:
        await enqueue(session, PRINT, run_id=str(run_id))


async def forget_expired(session: AsyncSession, store: Store | None = None) -> int:
    """Remove the files of runs that ended long ago, and what is left of cancelled and failed ones; how many."""
    kept = store or run_store()
    left = and_(PaperRun.status.in_(("cancelled", "failed")), PaperRun.size.is_(None))
    old = and_(PaperRun.status == "done", PaperRun.finished_at < utc_now() - KEPT)
    rows = await session.scalars(
        select(PaperRun)
        .where(PaperRun.tenant_id == tenant_of(session), or_(left, old))
        .with_for_update(skip_locked=True)
    )
    count = 0
    for run in rows:
        await asyncio.to_thread(_remove, kept, run)
        run.size, run.status = 0, "expired" if run.status == "done" else run.status
        count += 1
    return count


def _remove(store: Store, run: PaperRun) -> None:
    for key in store.keys(_folder(run)):
        store.remove(key)


async def file_of(store: Store, run: PaperRun) -> bytes | None:
    """The file of a finished run, while it is kept."""
    return await asyncio.to_thread(store.get, _key(run, FILE))


def run_store() -> Store:
    """The object storage of this process."""
    settings = get_settings()
    return _opened(settings.storage_url, settings.state)


_opened = cache(open_store)


async def locked(session: AsyncSession, run_id: UUID) -> PaperRun | None:
    """A run, held until the transaction ends."""
    return await session.scalar(
        select(PaperRun).where(PaperRun.tenant_id == tenant_of(session), PaperRun.id == run_id).with_for_update()
    )


def _folder(run: PaperRun) -> str:
    return f"{run.tenant_id}/papers/{run.id}"


def _key(run: PaperRun, name: str) -> str:
    return f"{_folder(run)}/{name}"


def _name(first: int) -> str:
    return f"{first:05d}"


def _put(store: Store, key: str, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(prefix="roviec-paper-") as written:
        written.write(content)
        written.flush()
        store.put(key, Path(written.name))
