"""One month under a draft: one statement from the stored entries to the persons' results, beside those of before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    not_,
    select,
    text,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert

from kernel.database import tenant_of
from tenants.lab import people, points
from tenants.lab.models import LabResult, LabRun
from tenants.lab.packages import checked, draft_of
from tenants.lab.points import MONTH, PEOPLE, TENANT, next_month
from tenants.lab.rules import last_day
from tenants.norms import queries as norms
from tenants.norms.examination import Texts
from tenants.norms.facts import day_count
from tenants.norms.language import Package, compile_chain, stricter_checks, with_carried_sum, with_receipts
from tenants.norms.models import NormPackage
from tenants.norms.reigns import reigning
from tenants.scoring.models import MonthScore, RefusedScore
from tenants.scoring.month_sources import (
    accepted_entry,
    all_verified_entries,
    carried_entries,
    month_facts,
    unfinished_tasks,
    verified_entries,
)
from tenants.tables import table_of
from tenants.worklogs.models import CarriedEntry, PendingScore, WorkEntry

RUN: Final = bindparam("run", type_=Uuid)
# A month of a province is grouped twice, by day and by month: room for both, so that neither goes to disk.
ROOM: Final = "SET LOCAL work_mem = '192MB'"
DAYS: Final = "days_late"
OUT_OF_RANGE: Final = "22003"


@dataclass(frozen=True)
class Reach:
    """How far to look: at everybody's entries, and for what at an entry that has a score.

    An entry with a score was accepted by the package that gave it: it is held only against those checks of inputs for
    which the draft is stricter. Other entries are held against the whole draft.
    """

    everybody: bool
    stricter: Mapping[str, frozenset[str]]


async def replay(session: AsyncSession, run: LabRun, month: date) -> None:
    """Write what a run finds in one month that it has not replayed yet."""
    draft = await draft_of(run)
    reach = Reach(everybody=not run.unit_ids, stricter=await _stricter(session, draft, month))
    await people.gather(session, month, run.unit_ids)
    # Compiling to machine code takes longer than it saves in statements of this size.
    for setting in (ROOM, "SET LOCAL jit = off"):
        await session.execute(text(setting))
    values = {"tenant": tenant_of(session), "run": run.id, "month": month}
    try:
        async with session.begin_nested():
            await session.execute(replayed(draft, reach, whole=True), values)
    except DBAPIError as error:
        # What is missing of a task is not held against the draft and may lie beyond its ranges.
        if getattr(error.orig, "sqlstate", None) != OUT_OF_RANGE:
            raise
        await session.execute(replayed(draft, reach, whole=False), values)


async def _stricter(session: AsyncSession, draft: Package, month: date) -> Mapping[str, frozenset[str]]:
    """The checks by which the draft may refuse an entry that has a score, by whichever package that was given."""
    entry, found = draft.levels["entry"], defaultdict[str, frozenset[str]](frozenset)
    for row in await _laws(session, month):
        package = await checked(Texts(row.document, row.override))
        for name, checks in stricter_checks(entry, package.levels["entry"]).items():
            found[name] |= checks
        if day_count(package) != day_count(draft) and DAYS in entry.inputs:
            found[DAYS] |= {"range"}
    return found


async def _laws(session: AsyncSession, month: date) -> Sequence[NormPackage]:
    """The packages that may have scored entries of a month: the law of its days, and by which months were scored."""
    last = last_day(month)
    laws = [row.id for row in await norms.in_force_between(session, month, last)]
    laws += [reign.package.id for reign in await reigning(session, month, last)]
    scored = select(MonthScore.norm_package_id).where(
        MonthScore.tenant_id == tenant_of(session), MonthScore.month == month
    )
    rows = select(NormPackage).where(
        NormPackage.tenant_id == tenant_of(session), NormPackage.id.in_(laws) | NormPackage.id.in_(scored)
    )
    return (await session.scalars(rows)).all()


def replayed(draft: Package, reach: Reach, *, whole: bool) -> Insert:
    """The statement; parameters are `tenant`, `run` and `month`, and the persons stand in the temporary table.

    The chain, its sources and its receipts are those of scoring: what comes out is what publishing gives. Beside the
    package's own names it carries the points up. `whole` computes in bigints what fits them.
    """
    package, carried = with_carried_sum(draft, "points", lowest="entry", highest="month")
    sources = {
        "entry": union_all(_accepted(draft, reach), carried_entries(draft, PEOPLE), unfinished_tasks(draft, PEOPLE)),
        "month": month_facts(draft, PEOPLE),
    }
    chain = compile_chain(package, "month", sources, fenced=True, same=("month",), whole=whole)
    after = with_receipts(draft, "month", chain).subquery("after_draft")
    before, sums = _before(), points.before(everybody=reach.everybody)
    elsewhere, refused = points.elsewhere(draft), _refused(draft, reach)
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
        "before_points": func.coalesce(sums.c.points, 0),
        "entries": func.coalesce(sums.c.entries, 0),
        "after_total": after.c.total,
        "after_rating": after.c.rating,
        "after_points": after.c[carried] - func.coalesce(elsewhere.c.points, 0),
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
        .outerjoin(sums, sums.c.person_id == PEOPLE.c.person_id)
        .outerjoin(elsewhere, elsewhere.c.whose == PEOPLE.c.person_id)
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


def _accepted(draft: Package, reach: Reach) -> Select[Any]:
    """Where everybody is replayed, entries need not be held against the list of persons."""
    accepted = and_(_fits(draft, reach), not_(_refused_without_score(draft)))
    if reach.everybody:
        return all_verified_entries(draft, MONTH, only=accepted).where(WorkEntry.tenant_id == TENANT)
    return verified_entries(draft, PEOPLE, only=accepted)


def _fits(draft: Package, reach: Reach) -> ColumnElement[bool]:
    """Whether the draft accepts an entry as far as it is stricter than what scored the entry."""
    return accepted_entry(draft, reach.stricter) if reach.stricter else true()


def _refused_without_score(draft: Package) -> ColumnElement[bool]:
    """Whether an entry has no score and the draft refuses it; no entry is looked for where all have one."""
    entries = _without_score()
    waits = WorkEntry.id.in_(select(entries.subquery("without_score").c.entry_id))
    return and_(entries.exists(), waits, not_(accepted_entry(draft)))


def _refused(draft: Package, reach: Reach) -> Subquery:
    """How many of the entries that would count in each person's month the draft refuses.

    Where it accepts all that was accepted before, only entries without a score need be looked at.
    """
    fits, refused = _fits(draft, reach), not_(accepted_entry(draft))
    waits = tuple_(WorkEntry.id, WorkEntry.work_date).in_(_without_score())
    parts = [all_verified_entries(draft, MONTH, only=and_(fits, refused)).where(waits)]
    if reach.stricter:
        parts.append(all_verified_entries(draft, MONTH, only=not_(fits)))
    whose = true() if reach.everybody else WorkEntry.person_id.in_(select(PEOPLE.c.person_id))
    own = [part.where(WorkEntry.tenant_id == TENANT, whose) for part in parts]
    late = points.carried(draft, CarriedEntry.month == MONTH, refused)
    entries = union_all(*own, late).subquery("refused_entries")
    return select(entries.c.person, func.count().label("entries")).group_by(entries.c.person).subquery("refused")


def _without_score() -> CompoundSelect[UUID, date]:
    """Entries that wait for a score or were refused one; whatever else is verified has been scored."""

    def of(table: type[PendingScore] | type[RefusedScore]) -> Select[UUID, date]:
        return select(table.entry_id, table.work_date).where(
            table.tenant_id == TENANT, table.work_date >= MONTH, table.work_date < next_month(MONTH)
        )

    return of(PendingScore).union(of(RefusedScore))
