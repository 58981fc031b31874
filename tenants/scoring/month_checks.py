"""Holding the stored months against the log: every newest one computed again from its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CTE, Date, Select, Subquery, Uuid, bindparam, cast, func, or_, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import SelectBase

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.language import Package, Source, compile_chain, with_receipts
from tenants.norms.models import NormPackage
from tenants.organisation.models import Appointment
from tenants.scoring.actions import WORK_MEM
from tenants.scoring.checks import LOCATED, TENANT, typed_text
from tenants.scoring.models import EntryScore, FrozenMonth, MonthFact, MonthScore
from tenants.scoring.month_sources import counted_entries
from tenants.worklogs.models import CarriedEntry, PendingMonth, PendingScore, Task, WorkEntry

MONTH: Final = bindparam("month", type_=Date)
PACKAGE: Final = bindparam("package", type_=Uuid)
_COMPARED: Final = ("results", "total", "rating")
KEPT: Final = ("_stored_revision", "_stored_number", "_stored_hash", *(f"_stored_{name}" for name in _COMPARED))
"""What is stored of a month beside its receipt, under names that no package has."""


@dataclass(frozen=True)
class WrongMonth:
    """A person's month whose newest score is not what log and facts give, or that has none and does not wait.

    The problem is `differs` or `missing` (then there is neither revision nor number).
    """

    person_id: UUID
    month: date
    revision: int | None
    number: int | None
    problem: str


async def differences(session: AsyncSession) -> list[WrongMonth]:
    """Every newest month that its entries do not give, and months of scored entries that lack a score."""
    await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
    found = await unscored(session)
    for package in await packages_of(session):
        found += await recomputed(session, package)
    return found


async def packages_of(session: AsyncSession) -> Sequence[NormPackage]:
    """The packages that any month's score rests on."""
    used = select(MonthScore.norm_package_id).where(MonthScore.tenant_id == tenant_of(session)).distinct()
    rows = await session.scalars(
        select(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.id.in_(used))
        .order_by(NormPackage.valid_from, NormPackage.id)
    )
    return rows.all()


async def recomputed(session: AsyncSession, row: NormPackage) -> list[WrongMonth]:
    """Newest months of one package that differ when computed again from the log's entries and the general criteria.

    Standing and days of work are taken as the score had them: posts and calendar may be put right later, and no month
    is scored again for it. Left aside is what waits, who has open tasks (the catalogue decides what those weigh), and
    months that were frozen, which the log no longer decides.
    """
    query = _again(norms.package_of(row))
    found = []
    for month in await _months_of(session, row.id):
        values = {"tenant": tenant_of(session), "package": row.id, "month": month}
        rows = await session.execute(query, values)
        found += [WrongMonth(one.person_id, one.month, one.revision, one.number, "differs") for one in rows]
    return found[:LOCATED]


async def unscored(session: AsyncSession) -> list[WrongMonth]:
    """Months in which a person has scored entries, but neither a score nor a place among those that wait."""
    month = cast(func.date_trunc("month", WorkEntry.work_date), Date).label("month")
    scored = (
        select(EntryScore.entry_id)
        .where(
            EntryScore.tenant_id == WorkEntry.tenant_id,
            EntryScore.entry_id == WorkEntry.id,
            EntryScore.work_date == WorkEntry.work_date,
            EntryScore.revision == WorkEntry.revision,
        )
        .exists()
    )
    worked = (
        select(WorkEntry.person_id, month)
        .where(WorkEntry.tenant_id == TENANT, scored)
        .group_by(WorkEntry.person_id, month)
        .subquery("worked")
    )

    def known(table: type[MonthScore] | type[PendingMonth]) -> Any:  # noqa: ANN401 - EXISTS
        own = (table.tenant_id == TENANT, table.person_id == worked.c.person_id, table.month == worked.c.month)
        return select(table.person_id).where(*own).exists()

    rows = await session.execute(
        select(worked.c.person_id, worked.c.month)
        .where(~or_(known(MonthScore), known(PendingMonth)))
        .order_by(worked.c.month, worked.c.person_id)
        .limit(LOCATED),
        {"tenant": tenant_of(session)},
    )
    return [WrongMonth(row.person_id, row.month, None, None, "missing") for row in rows]


async def _months_of(session: AsyncSession, package_id: UUID) -> Sequence[date]:
    rows = await session.scalars(
        select(MonthScore.month)
        .where(MonthScore.tenant_id == tenant_of(session), MonthScore.norm_package_id == package_id)
        .distinct()
        .order_by(MonthScore.month)
    )
    return rows.all()


def _again(package: Package) -> Select[Any]:
    """Months of a package and of `:month` whose receipt is not what comes out now."""
    newest = _newest()
    chosen = (
        select(newest)
        .where(
            newest.c.norm_package_id == PACKAGE,
            newest.c.person_id.not_in(_waiting_months()),
            newest.c.person_id.not_in(_waiting_entries()),
            newest.c.person_id.not_in(_open_tasks()),
            newest.c.person_id.not_in(_frozen()),
        )
        .cte("chosen")
    )
    sources: dict[str, SelectBase | Source] = {
        "entry": counted_entries(package, chosen),
        "month": Source(_facts(package, chosen), fenced=True),
    }
    # What is stored goes along: joined to it afterwards, all of it might be computed once for each person.
    chain = compile_chain(package, "month", sources, keep=KEPT, fenced=True)
    again = with_receipts(package, "month", chain).subquery("again")
    return (
        select(
            again.c.person.label("person_id"),
            again.c.month,
            again.c["_stored_revision"].label("revision"),
            again.c["_stored_number"].label("number"),
        )
        .where(
            or_(
                again.c["_stored_hash"] != again.c["_hash"],
                *(again.c[f"_stored_{name}"].is_distinct_from(again.c[name]) for name in _COMPARED),
            )
        )
        .order_by(again.c["_stored_number"])
        .limit(LOCATED)
    )


def _newest() -> Subquery:
    return (
        select(MonthScore)
        .where(MonthScore.tenant_id == TENANT, MonthScore.month == MONTH)
        .ext(distinct_on(MonthScore.person_id))
        .order_by(MonthScore.person_id, MonthScore.revision.desc())
        .subquery("newest")
    )


def _facts(package: Package, chosen: CTE) -> Select[Any]:
    """What is stored, and the inputs as the score had them, but the general criteria as they are recorded now."""
    stored = (chosen.c.revision, chosen.c.number, chosen.c.receipt_hash, *(chosen.c[name] for name in _COMPARED))
    columns = {
        name: typed_text(package, "month", name, chosen.c.receipt["inputs"][name].astext)
        for name in package.levels["month"].inputs
    }
    if "general" in columns:
        columns["general"] = MonthFact.general.expression
    return (
        select(
            chosen.c.person_id.label("person"),
            chosen.c.month.label("month"),
            *(column.label(name) for name, column in zip(KEPT, stored, strict=True)),
            *(column.label(name) for name, column in columns.items()),
        )
        .select_from(chosen)
        .outerjoin(
            MonthFact,
            (MonthFact.tenant_id == TENANT)
            & (MonthFact.person_id == chosen.c.person_id)
            & (MonthFact.month == chosen.c.month),
        )
    )


def _waiting_months() -> Select[UUID]:
    return select(PendingMonth.person_id).where(PendingMonth.tenant_id == TENANT, PendingMonth.month == MONTH)


def _frozen() -> Select[UUID]:
    return select(FrozenMonth.person_id).where(FrozenMonth.tenant_id == TENANT, FrozenMonth.month == MONTH)


def _waiting_entries() -> Select[UUID]:
    """Persons of whose month an entry waits for its score: the month counts it already, its score does not yet."""
    return (
        select(WorkEntry.person_id)
        .join(
            PendingScore,
            (PendingScore.tenant_id == WorkEntry.tenant_id)
            & (PendingScore.entry_id == WorkEntry.id)
            & (PendingScore.work_date == WorkEntry.work_date),
        )
        .outerjoin(
            CarriedEntry,
            (CarriedEntry.tenant_id == WorkEntry.tenant_id) & (CarriedEntry.entry_id == WorkEntry.id),
        )
        .where(
            WorkEntry.tenant_id == TENANT,
            func.coalesce(CarriedEntry.month, cast(func.date_trunc("month", WorkEntry.work_date), Date)) == MONTH,
        )
    )


def _open_tasks() -> Select[UUID]:
    return (
        select(Appointment.person_id)
        .join(Task, (Task.tenant_id == Appointment.tenant_id) & (Task.appointment_id == Appointment.id))
        .where(
            Appointment.tenant_id == TENANT,
            Task.status == "open",
            Task.due_date >= MONTH,
            Task.due_date < cast(MONTH + func.make_interval(0, 1), Date),
        )
    )
