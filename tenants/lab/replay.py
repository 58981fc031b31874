"""One month under a draft: one statement from the stored entries to the persons' results, beside those of before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Subquery,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert

from kernel.database import tenant_of
from tenants.lab import people
from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import checked, draft_of
from tenants.lab.rules import last_day
from tenants.norms import queries as norms
from tenants.norms.examination import Texts
from tenants.norms.language import Package, accepts_all_of, compile_chain, with_carried_sum, with_receipts
from tenants.norms.reigns import reigning
from tenants.rollups.models import PersonDay
from tenants.scoring.models import MonthScore, RefusedScore, RollupDelta
from tenants.scoring.month_sources import all_verified_entries, month_facts, unfinished_tasks, verified_entries
from tenants.tables import table_of
from tenants.worklogs.models import PendingScore, WorkEntry

TENANT: Final = bindparam("tenant", type_=Integer)
RUN: Final = bindparam("run", type_=Uuid)
MONTH: Final = bindparam("month", type_=Date)
PEOPLE: Final = people.PEOPLE
# A month of a province is grouped twice, by day and by month: room for both, so that neither goes to disk.
ROOM: Final = "SET LOCAL work_mem = '192MB'"


@dataclass(frozen=True)
class Reach:
    """How far to look: at everybody's entries, and, for what the draft refuses, also at entries scored before."""

    everybody: bool
    narrower: bool


async def replay(session: AsyncSession, run: LabRun, month: date) -> None:
    """Write what a run finds in one month that it has not replayed yet."""
    draft = await draft_of(run)
    reach = Reach(everybody=not run.unit_ids, narrower=await _is_narrower(session, draft, month))
    await people.gather(session, month, run.unit_ids)
    # Compiling to machine code takes longer than it saves in statements of this size.
    for setting in (ROOM, "SET LOCAL jit = off"):
        await session.execute(text(setting))
    values = {"tenant": tenant_of(session), "run": run.id, "month": month}
    await session.execute(replayed(draft, reach), values)


async def _is_narrower(session: AsyncSession, draft: Package, month: date) -> bool:
    """Whether an entry that was scored could be refused by the draft."""
    last = last_day(month)
    rows = [*await norms.in_force_between(session, month, last)]
    rows += [reign.package for reign in await reigning(session, month, last)]
    packages = [await checked(Texts(row.document, row.override)) for row in rows]
    return not all(accepts_all_of(draft.levels["entry"], package.levels["entry"]) for package in packages)


def replayed(draft: Package, reach: Reach) -> Insert:
    """The statement; parameters are `tenant`, `run` and `month`, and the persons stand in the temporary table.

    The chain, its sources and its receipts are those of scoring: what comes out is what publishing gives. Beside the
    package's own names it carries the points up, from which those of open tasks, which never get a score, are taken.
    """
    package, carried = with_carried_sum(draft, "points", lowest="entry", highest="month")
    entries = _accepted(draft, reach).union_all(unfinished_tasks(draft, PEOPLE))
    chain = compile_chain(package, "month", {"entry": entries, "month": month_facts(draft, PEOPLE)}, fenced=True)
    after = with_receipts(draft, "month", chain).subquery("after_draft")
    before, points = _before(), _points_before(reach)
    unscored, refused = _points_of_tasks(draft), _refused(draft, reach)
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": TENANT,
        "run_id": RUN,
        "grain": literal_column("'month'"),
        "start": MONTH,
        "person_id": PEOPLE.c.person_id,
        "unit_id": PEOPLE.c.unit_id,
        "agency_id": PEOPLE.c.agency_id,
        "position_group": PEOPLE.c.position_group,
        "rank": PEOPLE.c.rank,
        "before_package_id": before.c.norm_package_id,
        "before_revision": before.c.revision,
        "before_total": before.c.total,
        "before_rating": before.c.rating,
        "before_points": func.coalesce(points.c.points, 0),
        "entries": func.coalesce(points.c.entries, 0),
        "after_total": after.c.total,
        "after_rating": after.c.rating,
        "after_points": after.c[carried] - func.coalesce(unscored.c.points, 0),
        "refused": func.coalesce(refused.c.entries, 0),
        "after_inputs": after.c["_inputs"],
        "after_outputs": after.c["_outputs"],
        "after_hash": after.c["_hash"],
    }
    rows = (
        select(*columns.values())
        .select_from(PEOPLE)
        .join(after, after.c.person == PEOPLE.c.person_id)
        .outerjoin(before, before.c.person_id == PEOPLE.c.person_id)
        .outerjoin(points, points.c.person_id == PEOPLE.c.person_id)
        .outerjoin(unscored, unscored.c.whose == PEOPLE.c.person_id)
        .outerjoin(refused, refused.c.person == PEOPLE.c.person_id)
    )
    return insert(table_of(LabResult)).from_select(list(columns), rows)


def _before() -> Subquery:
    """The newest score of each person's month."""
    return (
        select(
            MonthScore.person_id, MonthScore.norm_package_id, MonthScore.revision, MonthScore.total, MonthScore.rating
        )
        .where(MonthScore.tenant_id == TENANT, MonthScore.month == MONTH)
        .ext(distinct_on(MonthScore.person_id))
        .order_by(MonthScore.person_id, MonthScore.revision.desc())
        .subquery("scored_before")
    )


def _points_before(reach: Reach) -> Subquery:
    """Entries and points of each person's month as the sums have them, with what waits to be merged."""

    def of(table: type[PersonDay] | type[RollupDelta]) -> Select[UUID, int, Decimal]:
        entries, points = func.sum(table.entries).label("entries"), func.sum(table.points).label("points")
        summed = select(table.person_id, entries, points).where(
            table.tenant_id == TENANT, table.day >= MONTH, table.day < _next(MONTH)
        )
        if not reach.everybody:
            summed = summed.where(table.person_id.in_(select(PEOPLE.c.person_id)))
        return summed.group_by(table.person_id)

    parts = union_all(of(PersonDay), of(RollupDelta)).subquery("sums_before")
    return (
        select(parts.c.person_id, func.sum(parts.c.entries).label("entries"), func.sum(parts.c.points).label("points"))
        .group_by(parts.c.person_id)
        .subquery("points_before")
    )


def _accepted(draft: Package, reach: Reach) -> Select[Any]:
    """Where everybody is replayed, entries need not be held against the list of persons."""
    if reach.everybody:
        return all_verified_entries(draft, MONTH).where(WorkEntry.tenant_id == TENANT)
    return verified_entries(draft, PEOPLE)


def _points_of_tasks(draft: Package) -> Subquery:
    """What is missing of open tasks counts in the month and not in the sums; here by person, `whose`."""
    tasks = unfinished_tasks(draft, PEOPLE).subquery("tasks")
    rows = select(*tasks.c, tasks.c.person.label("whose"))
    chain = compile_chain(draft, "entry", {"entry": rows}, keep=("whose",)).subquery("apart")
    return select(chain.c.whose, func.sum(chain.c.points).label("points")).group_by(chain.c.whose).subquery("unscored")


def _refused(draft: Package, reach: Reach) -> Subquery:
    """How many verified entries of each person the draft would refuse.

    Where it accepts all that was accepted before, only entries without a score need be looked at.
    """
    rows = all_verified_entries(draft, MONTH, refused=True).where(WorkEntry.tenant_id == TENANT)
    if not reach.everybody:
        rows = rows.where(WorkEntry.person_id.in_(select(PEOPLE.c.person_id)))
    if not reach.narrower:
        rows = rows.where(tuple_(WorkEntry.id, WorkEntry.work_date).in_(_without_score()))
    entries = rows.subquery("refused_entries")
    return select(entries.c.person, func.count().label("entries")).group_by(entries.c.person).subquery("refused")


def _without_score() -> CompoundSelect[UUID, date]:
    """Entries that wait for a score or were refused one; whatever else is verified has been scored."""

    def of(table: type[PendingScore] | type[RefusedScore]) -> Select[UUID, date]:
        return select(table.entry_id, table.work_date).where(
            table.tenant_id == TENANT, table.work_date >= MONTH, table.work_date < _next(MONTH)
        )

    return of(PendingScore).union(of(RefusedScore))


def _next(month: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(month + literal_column("interval '1 month'"), Date)
