"""Holding the stored scores against the log: every score computed again, value for value."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.language import Package, Source, compile_chain, with_receipts
from tenants.norms.language.kinds import NumberKind, TruthKind
from tenants.norms.models import NormCorrection, NormPackage
from tenants.norms.reigns import reigns
from tenants.scoring.actions import WORK_MEM
from tenants.scoring.models import EntryScore, RefusedScore
from tenants.scoring.sources import KEPT, entry_rows
from tenants.tables import table_of
from tenants.worklogs.models import EntryEvent, PendingScore, UndoneVerdict, WorkEntry

LOCATED: Final = 1_000
"""How many wrong scores are named for one package and problem."""
TENANT: Final = bindparam("tenant", type_=Integer)
LEVEL: Final = "entry"
_NUMBER: Final = r"^-?[0-9]{1,90}(\.[0-9]{1,90})?$"
_TRUTH: Final = "^(true|false)$"
_SAME_ENTRY: Final = and_(
    WorkEntry.tenant_id == EntryScore.tenant_id,
    WorkEntry.id == EntryScore.entry_id,
    WorkEntry.work_date == EntryScore.work_date,
)


@dataclass(frozen=True)
class WrongScore:
    """An entry whose stored score is not what the log and its package give, or that has none and does not wait.

    The problem is `differs`, `package` (scored by another than the law of its day and unit), `log` (the log no longer
    holds the entry as verified in that revision), `verdict` (verified by another person or at another time than the
    entry's history tells) or `missing` (then there is no number).
    """

    entry_id: UUID
    work_date: date
    revision: int
    person_id: UUID
    number: int | None
    problem: str


async def differences(session: AsyncSession) -> list[WrongScore]:
    """Every score that is not what a recomputation gives, and verified entries that lack one.

    The newest score of an entry is computed again from the log, a replaced one from the inputs it was computed from,
    since the log has moved on. At most `LOCATED` are named for each package and problem.
    """
    await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
    found = [*await unscored(session), *await astray(session), *await misjudged(session), *await unlawful(session)]
    for package in await packages_of(session):
        found += await recomputed(session, package)
    return found


async def packages_of(session: AsyncSession) -> Sequence[NormPackage]:
    """The packages that any entry's score rests on, whatever has become of them since."""
    used = select(EntryScore.norm_package_id).where(EntryScore.tenant_id == tenant_of(session)).distinct()
    rows = await session.scalars(
        select(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.id.in_(used))
        .order_by(NormPackage.valid_from, NormPackage.id)
    )
    return rows.all()


async def recomputed(session: AsyncSession, row: NormPackage) -> list[WrongScore]:
    """Scores of one package that differ when they are computed again."""
    package = norms.package_of(row)
    found = []
    for query in (_newest_again(package, row.id), _replaced_again(package, row.id)):
        found += _named("differs", await session.execute(query, {"tenant": tenant_of(session)}))
    return found


async def unlawful(session: AsyncSession, packages: Sequence[UUID] | None = None) -> list[WrongScore]:
    """Newest scores by another package than the one in force on the entry's day in its unit, as the tree stands now.

    Only those that rest on the given packages, if any are given. A confirmed correction counts once it is applied.
    """
    reign, table = reigns(), NormPackage
    lawful = func.coalesce(reign.c.norm_package_id, table.id)
    unapplied = select(NormCorrection.id).where(
        NormCorrection.tenant_id == TENANT,
        NormCorrection.id == reign.c.norm_correction_id,
        NormCorrection.applied_at.is_(None),
    )
    chosen = [EntryScore.norm_package_id.in_(packages)] if packages is not None else []
    query = (
        _scores()
        .join(WorkEntry, _SAME_ENTRY & (WorkEntry.revision == EntryScore.revision))
        .outerjoin(
            reign,
            (reign.c.unit_id == EntryScore.unit_id)
            & (reign.c.first <= EntryScore.work_date)
            & (reign.c.after > EntryScore.work_date),
        )
        .outerjoin(
            table,
            (table.tenant_id == EntryScore.tenant_id)
            & (table.former == 0)
            & table.status.in_(("published", "superseded"))
            & (table.valid_from <= EntryScore.work_date)
            & (table.valid_to.is_(None) | (table.valid_to > EntryScore.work_date)),
        )
        .where(lawful.is_distinct_from(EntryScore.norm_package_id), ~unapplied.exists(), *chosen)
    )
    values = {"tenant": tenant_of(session), "since": date.min, "until": date.max}
    return _named("package", await session.execute(query, values))


async def astray(session: AsyncSession) -> list[WrongScore]:
    """Scores of entries that the log does not hold as verified, or not in so late a revision.

    But those of verdicts that were taken back, as the entries' history tells too.
    """
    taken_back = (
        select(UndoneVerdict.entry_id)
        .join(EntryEvent, (EntryEvent.tenant_id == TENANT) & (EntryEvent.entry_id == UndoneVerdict.entry_id))
        .where(
            UndoneVerdict.tenant_id == TENANT,
            UndoneVerdict.entry_id == EntryScore.entry_id,
            UndoneVerdict.revision >= EntryScore.revision,
            EntryEvent.kind == "undone",
            EntryEvent.at == UndoneVerdict.undone_at,
        )
        .correlate(EntryScore)
        .exists()
    )
    query = (
        _scores()
        .join(WorkEntry, _SAME_ENTRY)
        .where(
            or_(and_(WorkEntry.status != "verified", ~taken_back), WorkEntry.revision < EntryScore.revision),
        )
    )
    return _named("log", await session.execute(query, {"tenant": tenant_of(session)}))


async def misjudged(session: AsyncSession) -> list[WrongScore]:
    """Newest scores whose entry names another verifier or time than the last verdict in its history, if it has one."""
    verdict = (
        select(EntryEvent.entry_id, EntryEvent.person_id, EntryEvent.at)
        .where(EntryEvent.tenant_id == TENANT, EntryEvent.kind.in_(("verified", "corrected")))
        .ext(distinct_on(EntryEvent.entry_id))
        .order_by(EntryEvent.entry_id, EntryEvent.id.desc())
        .subquery("verdict")
    )
    query = (
        _scores()
        .join(WorkEntry, _SAME_ENTRY & (WorkEntry.revision == EntryScore.revision))
        .join(verdict, verdict.c.entry_id == EntryScore.entry_id)
        .where(
            verdict.c.person_id.is_distinct_from(WorkEntry.verified_by)
            | verdict.c.at.is_distinct_from(WorkEntry.verified_at)
        )
    )
    return _named("verdict", await session.execute(query, {"tenant": tenant_of(session)}))


async def unscored(session: AsyncSession) -> list[WrongScore]:
    """Verified entries that are not scored in their revision, and neither wait for it nor were refused."""

    def known(table: type[EntryScore] | type[PendingScore] | type[RefusedScore]) -> Any:  # noqa: ANN401 - EXISTS
        # A score of a later revision is another matter: `astray`.
        reached = operator.ge if table is EntryScore else operator.eq
        return (
            select(table.entry_id)
            .where(
                table.tenant_id == WorkEntry.tenant_id,
                table.entry_id == WorkEntry.id,
                reached(table.revision, WorkEntry.revision),
            )
            .exists()
        )

    query = (
        select(
            WorkEntry.id.label("entry_id"),
            WorkEntry.work_date,
            WorkEntry.revision,
            WorkEntry.person_id,
            null().label("number"),
        )
        .where(
            WorkEntry.tenant_id == TENANT,
            WorkEntry.status == "verified",
            ~or_(known(EntryScore), known(PendingScore), known(RefusedScore)),
        )
        .order_by(WorkEntry.work_date, WorkEntry.id)
        .limit(LOCATED)
    )
    return _named("missing", await session.execute(query, {"tenant": tenant_of(session)}))


def typed_text(package: Package, level: str, name: str, stored: ColumnElement[Any]) -> ColumnElement[Any]:
    """A canonical text as the value of an input; one that no value has is taken as missing, and so differs."""
    kind = package.kind_of(level, name)
    if isinstance(kind, NumberKind | TruthKind):
        written = _NUMBER if isinstance(kind, NumberKind) else _TRUTH
        return case((stored.regexp_match(written), stored), else_=null())
    return stored


def _named(problem: str, rows: Any) -> list[WrongScore]:  # noqa: ANN401 - a result with the columns of `_scores`
    return [WrongScore(row.entry_id, row.work_date, row.revision, row.person_id, row.number, problem) for row in rows]


def _scores() -> Select[UUID, date, int, UUID, int]:
    return (
        select(
            EntryScore.entry_id, EntryScore.work_date, EntryScore.revision, EntryScore.person_id, EntryScore.number
        )
        .where(EntryScore.tenant_id == TENANT)
        .order_by(EntryScore.number)
        .limit(LOCATED)
    )  # fmt: skip


def _newest_again(package: Package, package_id: UUID) -> Select[Any]:
    """The scores of one package at the entries' present revision that the log does not give any more."""
    scores = (
        select(EntryScore.tenant_id, EntryScore.entry_id, EntryScore.work_date, EntryScore.revision, *_stored())
        .where(EntryScore.tenant_id == TENANT, EntryScore.norm_package_id == package_id)
        .subquery("scores")
    )
    rows = entry_rows(package, scores).add_columns(*(scores.c[f"_stored_{name}"] for name in _COMPARED))
    beside = {
        "person_id": "entry_person",
        "unit_id": "entry_unit",
        "minutes": "declared_minutes",
        "norm_minutes": "normed_minutes",
        "days_late": "lateness",
    }
    return _differing(package, rows, KEPT, beside)


def _replaced_again(package: Package, package_id: UUID) -> Select[Any]:
    """The scores of one package that a later revision replaced, and that their own inputs do not give."""
    texts = {
        name: typed_text(package, LEVEL, name, EntryScore.inputs[at])
        for at, name in enumerate(package.levels[LEVEL].inputs, 1)
    }
    rows = (
        select(
            EntryScore.person_id.label("person"),
            EntryScore.work_date.label("day"),
            func.date_trunc("month", EntryScore.work_date).label("month"),
            EntryScore.entry_id.label("entry_id"),
            EntryScore.work_date.label("entry_date"),
            EntryScore.revision.label("entry_revision"),
            *(column.label(name) for name, column in texts.items()),
            *_stored(),
        )
        .join(WorkEntry, _SAME_ENTRY & (WorkEntry.revision > EntryScore.revision))
        .where(EntryScore.tenant_id == TENANT, EntryScore.norm_package_id == package_id)
    )
    return _differing(package, rows, ("entry_id", "entry_date", "entry_revision"), {})


_COMPARED: Final = (
    "number", "receipt_hash", "inputs", "outputs", "points", "person_id", "unit_id", "minutes", "norm_minutes",
    "days_late",
)  # fmt: skip


def _stored() -> list[ColumnElement[Any]]:
    """What is stored of a score, under names that no package has."""
    return [table_of(EntryScore).c[name].label(f"_stored_{name}") for name in _COMPARED]


def _differing(package: Package, rows: Select[Any], keep: Sequence[str], beside: dict[str, str]) -> Select[Any]:
    """Scores whose recomputed receipt, points or other columns (`beside`, as `keep` names them) are not the stored.

    What is stored goes along with the facts: joining it to what was computed would cost as much again.
    """
    kept = (*keep, *(f"_stored_{name}" for name in _COMPARED))
    chain = compile_chain(package, LEVEL, {LEVEL: Source(rows, fenced=True)}, keep=kept, fenced=True)
    again = with_receipts(package, LEVEL, chain).subquery("again")
    computed = {"receipt_hash": "_hash", "inputs": "_inputs", "outputs": "_outputs"} | beside
    differs = [again.c[f"_stored_{name}"].is_distinct_from(again.c[other]) for name, other in computed.items()]
    return (
        select(
            again.c.entry_id,
            again.c.entry_date.label("work_date"),
            again.c.entry_revision.label("revision"),
            again.c["_stored_person_id"].label("person_id"),
            again.c["_stored_number"].label("number"),
        )
        .where(or_(*differs, again.c["_stored_points"] != func.coalesce(again.c.points, 0)))
        .order_by(again.c["_stored_number"])
        .limit(LOCATED)
    )
