"""Where a receipt comes from: catalogue items, posts, evidence, verification, waivers, corrections, by their ids."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.accounts.models import Account
from tenants.catalogue.models import JobPosition, WorkItem, WorkItemVersion
from tenants.norms.facts import ITEM, POSITION, VERIFICATION, own
from tenants.norms.language import Package
from tenants.norms.models import NormCorrection
from tenants.organisation.models import Appointment, Unit
from tenants.registry import queries as registry
from tenants.scoring.models import MonthFact
from tenants.worklogs import queries as worklogs
from tenants.worklogs.models import EntryEvent, StoredFile, Task, Waiver, WorkEntry

ENTRY_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "norm": ("workItem",),
    "complexity": ("workItem",),
    "k": ("workItem",),
    "minutes": ("log", "post"),
    "assigned": ("log", "post"),
    "days_late": ("log", "post"),
    "quantity": ("log", "post", "evidence", "verification"),
    "accepted": ("log", "post", "evidence", "verification"),
    "quality": ("evidence", "verification"),
    "failed": ("evidence", "verification"),
    "delays": ("evidence", "verification"),
    "failed_waived": ("waivers",),
    "delays_waived": ("waivers",),
}
"""The sources of each entry fact of `tenants.norms.facts`; another input has the package's default."""

OWN_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    ITEM: ("workItem",),
    POSITION: ("post",),
    VERIFICATION: ("evidence", "verification"),
}
"""The sources of a fact of the province's own, by its origin."""

MONTH_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "role": ("posts",),
    "general": ("monthFact",),
    "work_days": ("calendar", "posts", "monthFact"),
}
"""The sources of each month fact; another input has the package's default."""

VERDICTS: Final = ("verified", "corrected")
DECIDING: Final = (*VERDICTS, "waived", "rescored", "undone")
"""The events that each make a new revision of an entry."""


def entry_from(package: Package) -> dict[str, tuple[str, ...]]:
    """The sources of each input of a package's entries that has any."""
    return {**ENTRY_FROM, **{one.name: OWN_FROM[one.origin] for one in own(package, *OWN_FROM) if one.origin}}


async def of_entries(
    session: AsyncSession, entries: Sequence[WorkEntry], revisions: Mapping[UUID, int]
) -> dict[UUID, dict[str, Any]]:
    """For each entry, already found readable, what its terms come from in that revision."""
    ids = [entry.id for entry in entries]
    items = await _items(session, {(entry.work_item_id, entry.work_item_version) for entry in entries})
    units = await _codes(session, Unit, {entry.unit_id for entry in entries})
    positions = await _codes(session, JobPosition, {entry.job_position_id for entry in entries})
    evidence = await _evidence(session, ids)
    events, waivers = await worklogs.events_of(session, ids), await worklogs.waivers_of(session, ids)
    found: dict[UUID, dict[str, Any]] = {}
    for entry in entries:
        revision = revisions[entry.id]
        decided = [one for one in events.get(entry.id, ()) if one.kind in DECIDING][:revision]
        found[entry.id] = {
            "workItem": items[entry.work_item_id, entry.work_item_version],
            "post": {
                "appointmentId": str(entry.appointment_id),
                "unit": units[entry.unit_id],
                "position": positions.get(entry.job_position_id),
            },
            "log": {
                "personId": str(entry.person_id),
                "workDate": entry.work_date.isoformat(),
                "dueDate": _text(entry.due_date),
                "finishedAt": _text(entry.finished_at),
                "submittedAt": _text(entry.submitted_at),
            },
            "evidence": evidence.get(entry.id, []),
            "verification": _verification(entry, revision, decided),
            "waivers": _waivers(waivers.get(entry.id, ()), decided, newest=revision == entry.revision),
        }
    return found


async def of_tasks(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """For each task whose remainder counts as assigned and not done, who assigned what until when."""
    rows = await session.execute(
        select(Task, WorkItem.code)
        .join(WorkItem, (WorkItem.tenant_id == Task.tenant_id) & (WorkItem.id == Task.work_item_id))
        .where(Task.tenant_id == tenant_of(session), Task.id.in_(list(ids)))
    )
    return {
        task.id: {
            "workItem": {"code": code},
            "task": {
                "id": str(task.id),
                "assignedBy": str(task.assigned_by),
                "quantity": str(task.quantity),
                "dueDate": task.due_date.isoformat(),
            },
        }
        for task, code in rows
    }


async def of_correction(session: AsyncSession, correction_id: UUID) -> dict[str, Any]:
    """The back-dated correction that made a score, with its grounds and who confirmed it."""
    rows = await session.execute(
        select(NormCorrection, Account.person_id)
        .outerjoin(
            Account, (Account.tenant_id == NormCorrection.tenant_id) & (Account.id == NormCorrection.confirmed_by)
        )
        .where(NormCorrection.tenant_id == tenant_of(session), NormCorrection.id == correction_id)
    )
    found = rows.one_or_none()
    if found is None:
        return {"id": str(correction_id)}  # removed by hand: `roviec receipts audit` tells
    correction, person_id = found
    return {
        "id": str(correction.id),
        "reason": correction.reason,
        "documentNumber": correction.document_number,
        "from": correction.valid_from.isoformat(),
        "to": correction.valid_to.isoformat(),
        "confirmedBy": {
            "accountId": str(correction.confirmed_by),
            "personId": None if person_id is None else str(person_id),
        },
        "confirmedAt": _text(correction.confirmed_at),
    }


async def of_month(session: AsyncSession, person_id: UUID, first: date, last: date) -> dict[str, Any]:
    """What the inputs of a person's month come from: posts held in it, its calendar, and what leaders recorded."""
    posts = await session.execute(
        select(Appointment, Unit.code, JobPosition.code)
        .join(Unit, (Unit.tenant_id == Appointment.tenant_id) & (Unit.id == Appointment.unit_id))
        .outerjoin(
            JobPosition,
            (JobPosition.tenant_id == Appointment.tenant_id) & (JobPosition.id == Appointment.job_position_id),
        )
        .where(
            Appointment.tenant_id == tenant_of(session),
            Appointment.person_id == person_id,
            Appointment.valid_from <= last,
            or_(Appointment.valid_to.is_(None), Appointment.valid_to > first),
        )
        .order_by(Appointment.valid_from, Appointment.id)
    )
    fact = await session.get(MonthFact, (tenant_of(session), person_id, first))
    days = await registry.calendar(session, first, last)
    return {
        "posts": [
            {
                "appointmentId": str(post.id),
                "unit": unit,
                "position": position,
                "role": post.role,
                "primary": post.is_primary,
                "from": post.valid_from.isoformat(),
                "to": _text(post.valid_to),
                "documentNumber": post.document_number,
            }
            for post, unit, position in posts
        ],
        "calendar": {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "workingDays": sum(day.working for day in days),
        },
        "monthFact": None
        if fact is None
        else {
            "leaveDays": str(fact.leave_days),
            "recordedBy": str(fact.recorded_by),
            "recordedAt": fact.recorded_at.isoformat(),
        },
    }


async def _items(session: AsyncSession, wanted: set[tuple[UUID, int]]) -> dict[tuple[UUID, int], dict[str, Any]]:
    rows = await session.execute(
        select(WorkItem.id, WorkItem.code, WorkItemVersion.version, WorkItemVersion.name)
        .join(
            WorkItemVersion,
            (WorkItemVersion.tenant_id == WorkItem.tenant_id) & (WorkItemVersion.work_item_id == WorkItem.id),
        )
        .where(
            WorkItem.tenant_id == tenant_of(session),
            tuple_(WorkItemVersion.work_item_id, WorkItemVersion.version).in_(sorted(wanted)),
        )
    )
    return {(row.id, row.version): {"code": row.code, "version": row.version, "name": row.name} for row in rows}


async def _codes(
    session: AsyncSession, table: type[Unit] | type[JobPosition], ids: set[UUID] | set[UUID | None]
) -> dict[UUID | None, str]:
    rows = await session.execute(
        select(table.id, table.code).where(
            table.tenant_id == tenant_of(session), table.id.in_([one for one in ids if one is not None])
        )
    )
    return {row.id: row.code for row in rows}


async def _evidence(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Document numbers, links, and the SHA-256 of stored files, as attached today."""
    found = await worklogs.evidence_of(session, ids)
    wanted = [one.file_id for rows in found.values() for one in rows if one.file_id is not None]
    rows = await session.scalars(
        select(StoredFile).where(StoredFile.tenant_id == tenant_of(session), StoredFile.id.in_(wanted))
    )
    files = {row.id: {"sha256": row.sha256, "size": row.size} for row in rows}
    return {
        entry_id: [
            files[one.file_id]
            if one.file_id is not None
            else {"documentNumber": one.document_number}
            if one.document_number is not None
            else {"link": one.link}
            for one in attached
        ]
        for entry_id, attached in found.items()
    }


def _verification(entry: WorkEntry, revision: int, decided: Sequence[EntryEvent]) -> dict[str, Any] | None:
    """Who last decided on the entry up to that revision, and when; neither a waiver nor a rescore is a verdict."""
    if revision == entry.revision:
        return {"personId": str(entry.verified_by), "at": _text(entry.verified_at)}
    last = next((one for one in reversed(decided) if one.kind in VERDICTS), None)
    return None if last is None else {"personId": str(last.person_id), "at": last.at.isoformat()}


def _waivers(waivers: Sequence[Waiver], decided: Sequence[EntryEvent], *, newest: bool) -> list[dict[str, Any]]:
    granted = len(waivers) if newest else sum(one.kind == "waived" for one in decided)
    return [
        {
            "kind": one.kind,
            "faults": one.faults,
            "documentNumber": one.document_number,
            "personId": str(one.granted_by),
            "at": one.granted_at.isoformat(),
        }
        for one in waivers[:granted]
    ]


def _text(moment: date | None) -> str | None:
    """A day or an instant in ISO form."""
    return None if moment is None else moment.isoformat()
