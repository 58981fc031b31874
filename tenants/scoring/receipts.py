"""Receipt documents: all a score rests on in one JSON, so that it can be checked far from the program that made it."""

import asyncio
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Integer, Select, Uuid, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.norms import queries as norms
from tenants.norms.language import Formula, Input, Package, aggregate_texts, compile_chain, with_receipts
from tenants.norms.language.receipts import SEPARATOR, heading
from tenants.norms.models import NormPackage
from tenants.organisation import queries as organisation
from tenants.registry import queries as registry
from tenants.scoring import queries, receipt_sources
from tenants.scoring.errors import MonthNotSettled
from tenants.scoring.models import EntryScore, FrozenMonth, MonthScore
from tenants.scoring.month_sources import TRACE, month_entries
from tenants.scoring.verifier import FORMAT, verify
from tenants.worklogs import queries as worklogs
from tenants.worklogs.models import WorkEntry

BASE: Final = "entry"
SHOWN_TERMS: Final = 5

Texts = Mapping[str, str | None]


async def document(
    session: AsyncSession, caller: Caller, entry_id: UUID, *, on: date, revision: int | None = None
) -> dict[str, Any]:
    """The receipt of an entry's score as a document complete by itself; of its newest revision unless one is named.

    The hash covers the package and every input and value. `terms` says of each which rule of the package it is and
    which of the `sources` it comes from; evidence is what is attached to the entry at the time of asking. Where a
    back-dated correction made the score, the sources name it.
    """
    authorize(caller, "score", "read")
    entry = await worklogs.entry(session, caller, entry_id, on=on)
    scores = (await queries.scores_of(session, [entry.id])).get(entry.id, [])
    score = next((one for one in scores if revision is None or one.revision == revision), None)
    if score is None:
        raise NotFound("id")
    row = await norms.package(session, score.norm_package_id)
    package = norms.package_of(row)
    level = package.levels[BASE]
    inputs = dict(zip(level.inputs, score.inputs, strict=True))
    values = dict(zip(level.formulas, score.outputs, strict=True))
    sources = await receipt_sources.of_entries(session, [entry], {entry.id: score.revision})
    return {
        **await _opening(session, row),
        "entryId": str(entry.id),
        "revision": score.revision,
        "workDate": score.work_date.isoformat(),
        "personId": str(score.person_id),
        "scoredAt": score.scored_at.isoformat(),
        **_record(package, BASE, inputs, values, score.receipt_hash),
        "terms": terms(package, BASE, receipt_sources.entry_from(package)),
        "sources": sources[entry.id] | await _correction(session, score),
    }


async def month_document(
    session: AsyncSession, caller: Caller, person_id: UUID, month: date, *, on: date
) -> dict[str, Any]:
    """The receipt of the newest score of a person's month, with the rows of the log it was computed from.

    Where the log has moved on since a month was frozen, it has what was frozen instead of the rows. Raises
    `MonthNotSettled` where it has moved on otherwise, so that no document leaves that does not hold. The sources of
    entries in units out of the caller's reach are left out; what is computed from them is not.
    """
    grant = authorize(caller, "score", "read")
    reading = authorize(caller, "work_entry", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    if person_id != caller.person_id:
        await audit.log_read(session, caller, person_id, "month_scores")
    score = await newest_score(session, person_id, month.replace(day=1))
    row = await norms.package(session, score.norm_package_id)
    rows = await month_rows(session, row, person_id, score.month)
    await _add_sources(session, rows, reading, on)
    found = {**await _month(session, score, row), "base": BASE, "rows": rows}
    wrong = await _disagreeing(found)
    if wrong and (frozen := await _frozen(session, score, row)) is not None:
        found |= {"rows": [], "frozen": frozen}
        wrong = await _disagreeing(found)
    if wrong:
        raise MonthNotSettled("month", revision=score.revision, terms=", ".join(wrong[:SHOWN_TERMS]))
    return found


async def _disagreeing(found: dict[str, Any]) -> list[str]:
    return [one.term for one in await asyncio.to_thread(verify, found) if not one.agrees]


async def _frozen(session: AsyncSession, score: MonthScore, row: NormPackage) -> dict[str, Any] | None:
    """What was frozen of the month under the package that scored it: each aggregate, as its formula writes it."""
    frozen = await session.scalar(
        select(FrozenMonth)
        .where(
            FrozenMonth.tenant_id == tenant_of(session),
            FrozenMonth.person_id == score.person_id,
            FrozenMonth.month == score.month,
            FrozenMonth.norm_package_id == score.norm_package_id,
        )
        .order_by(FrozenMonth.revision.desc())
        .limit(1)
    )
    if frozen is None:
        return None
    return {
        "revision": frozen.revision,
        "frozenAt": frozen.frozen_at.isoformat(),
        "reason": frozen.reason,
        "documentNumber": frozen.document_number,
        "sums": dict(zip(aggregate_texts(norms.package_of(row), "month"), frozen.sums, strict=True)),
    }


async def _month(session: AsyncSession, score: MonthScore, row: NormPackage) -> dict[str, Any]:
    package = norms.package_of(row)
    level = package.levels["month"]
    inputs = {name: score.receipt["inputs"][name] for name in level.inputs}
    values = {name: score.receipt["values"][name] for name in level.formulas}
    last = score.month.replace(day=monthrange(score.month.year, score.month.month)[1])
    return {
        **await _opening(session, row),
        "personId": str(score.person_id),
        "month": score.month.isoformat(),
        "revision": score.revision,
        "scoredAt": score.scored_at.isoformat(),
        **_record(package, "month", inputs, values, score.receipt_hash),
        "terms": terms(package, "month", receipt_sources.MONTH_FROM),
        "sources": await receipt_sources.of_month(session, score.person_id, score.month, last)
        | await _correction(session, score),
    }


async def _correction(session: AsyncSession, score: EntryScore | MonthScore) -> dict[str, Any]:
    if score.norm_correction_id is None:
        return {}
    return {"correction": await receipt_sources.of_correction(session, score.norm_correction_id)}


async def _opening(session: AsyncSession, row: NormPackage) -> dict[str, Any]:
    tenant = await registry.tenant(session)
    return {
        "format": FORMAT,
        "tenant": tenant.slug,
        "package": {
            "name": row.name,
            "version": row.version,
            "title": row.title,
            "sha256": row.document_hash.hex(),
            "document": row.document,
            "override": row.override,
        },
    }


def _record(package: Package, level: str, inputs: Texts, values: Texts, receipt_hash: bytes) -> dict[str, Any]:
    """A level's canonical texts by name, the one text they make together, and the stored hash of it."""
    texts = (text or "" for text in (*inputs.values(), *values.values()))
    return {
        "level": level,
        "inputs": dict(inputs),
        "values": dict(values),
        "canonical": SEPARATOR.join((heading(package, level), *texts)),
        "hash": receipt_hash.hex(),
    }


def terms(package: Package, level: str, known: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Of each input and formula: package, version, rule and label, and the names of the sources it comes from."""
    here = package.levels[level]
    named: list[Input | Formula] = [*here.inputs.values(), *here.formulas.values()]
    found: dict[str, dict[str, Any]] = {}
    for one in named:
        computed = one.name in here.formulas
        found[one.name] = {
            "package": package.name,
            "version": package.version,
            "rule": f"levels.{level}.{'formulas' if computed else 'inputs'}.{one.name}",
            "formula": here.formulas[one.name].scalar.text if computed else None,
            "vi": one.label.vi,
            "en": one.label.en,
            "from": ["package"] if computed else list(known.get(one.name, ("package",))),
        }
    return found


async def newest_score(session: AsyncSession, person_id: UUID, first: date) -> MonthScore:
    """The newest revision of a person's month, by its first day."""
    row = await session.scalar(
        select(MonthScore)
        .where(MonthScore.tenant_id == tenant_of(session), MonthScore.person_id == person_id, MonthScore.month == first)
        .order_by(MonthScore.revision.desc())
        .limit(1)
    )
    if row is None:
        raise NotFound("month")
    return row


async def month_rows(session: AsyncSession, law: NormPackage, person_id: UUID, first: date) -> list[dict[str, Any]]:
    """The entries and open tasks of the month, each a record of the base level computed by its package."""
    values = {"tenant": tenant_of(session), "person": person_id, "month": first}
    found = await session.execute(_rows_statement(law.document, law.override), values)
    package = norms.package_of(law)
    level = package.levels[BASE]
    return [
        {
            "keys": {"day": row["row_day"].isoformat()},
            "entryId": None if row["row_entry"] is None else str(row["row_entry"]),
            "revision": row["row_revision"],
            "taskId": None if row["row_task"] is None else str(row["row_task"]),
            **_record(
                package,
                BASE,
                dict(zip(level.inputs, row["_inputs"], strict=True)),
                dict(zip(level.formulas, row["_outputs"], strict=True)),
                row["_hash"],
            ),
        }
        for row in found.mappings()
    ]


@lru_cache(maxsize=64)
def _rows_statement(document: str, override: str | None) -> Select[Any]:
    package = norms.parsed(document, override)
    chosen = select(
        bindparam("tenant", type_=Integer).label("tenant_id"),
        bindparam("person", type_=Uuid).label("person_id"),
        bindparam("month", type_=Date).label("month"),
    ).cte("chosen")
    source = month_entries(package, chosen, traced=True)
    rows = with_receipts(package, BASE, compile_chain(package, BASE, {BASE: source}, keep=TRACE, fenced=True))
    shown = rows.subquery("rows")
    wanted = (*TRACE, "_inputs", "_outputs", "_hash")
    return select(*(shown.c[name] for name in wanted)).order_by(shown.c.row_day, shown.c.row_entry, shown.c.row_task)


async def _add_sources(session: AsyncSession, rows: Sequence[dict[str, Any]], grant: Grant, on: date) -> None:
    """Say of each row where its terms come from, as far as the caller may read the entry itself."""
    revisions = {UUID(row["entryId"]): row["revision"] for row in rows if row["entryId"] is not None}
    days = [date.fromisoformat(row["keys"]["day"]) for row in rows] or [date.min]
    entries = await session.scalars(
        select(WorkEntry).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.id.in_(list(revisions)),
            WorkEntry.work_date.between(min(days), max(days)),
            organisation.reach(grant, WorkEntry.unit_id, WorkEntry.person_id, on),
        )
    )
    known: dict[str, dict[str, Any]] = {}
    for entry_id, sources in (await receipt_sources.of_entries(session, entries.all(), revisions)).items():
        known[str(entry_id)] = sources
    tasks = [UUID(row["taskId"]) for row in rows if row["taskId"] is not None]
    for task_id, sources in (await receipt_sources.of_tasks(session, tasks)).items():
        known[str(task_id)] = sources
    for row in rows:
        row["sources"] = known.get(row["entryId"] or row["taskId"])
