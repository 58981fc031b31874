"""The one statement that scores waiting entries: it takes them, computes, stores receipts and appends deltas.

It is a pipeline, each step reading what the one before returns, so that no row is written aside more than once:
taken off the list -> computed and stored -> summed up as deltas -> months to be scored again.
"""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Subquery,
    Uuid,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import Insert

from tenants.norms.language import Package, accepted_inputs, compile_chain, refused_input, with_receipts
from tenants.norms.queries import parsed
from tenants.norms.reigns import reigns
from tenants.scoring.models import EntryScore, RefusedScore, RollupDelta
from tenants.scoring.sources import KEPT, entry_rows
from tenants.tables import table_of
from tenants.worklogs.models import PendingMonth, PendingScore, UndoneVerdict, WorkEntry

TENANT: Final = bindparam("tenant", type_=Integer)
PACKAGE: Final = bindparam("package", type_=Uuid)
CORRECTION: Final = bindparam("correction", type_=Uuid)
FIRST: Final = bindparam("first", type_=Date)
LAST: Final = bindparam("last", type_=Date)


@lru_cache(maxsize=64)
def score_waiting(document: str, override: str | None, *, spare_reigns: bool) -> Insert:
    """Score every waiting entry of a tenant dated from :first to :last, under one package's text.

    Parameters: `tenant`, `package` (the id of the stored package), `correction` (none), `first`, `last`; with
    `spare_reigns`, which leaves aside what `score_reigned` scores, `since` and `until` as well. Taking the entry off
    the list, its score and what it adds to the sums stand or fall together; a replaced revision is taken out of them.
    """
    if not spare_reigns:
        return _scoring(parsed(document, override), _taken())
    elsewhere = _reigned_entries()
    # Not NOT EXISTS: what waits is unknown to the planner's statistics, which would look for each entry's reign anew.
    others = tuple_(PendingScore.entry_id, PendingScore.revision).not_in(
        select(elsewhere.c.entry_id, elsewhere.c.revision)
    )
    return _scoring(parsed(document, override), _taken(others))


@lru_cache(maxsize=64)
def score_reigned(document: str, override: str | None) -> Insert:
    """Score every waiting entry of the units and days in which a package reigns by a pilot or a correction.

    Parameters: `tenant`, `package`, `correction` (or none), `first`, `last`, and the same days as `since` and `until`
    (not included).
    """
    here = _reigned_entries()
    by_this_package = (
        here.c.norm_package_id == PACKAGE,
        here.c.norm_correction_id.is_not_distinct_from(CORRECTION),
    )
    return _scoring(parsed(document, override), _taken(*_is_waiting(here), *by_this_package))


def _scoring(package: Package, taken: CTE) -> Insert:
    stored = _stored(package, taken)
    added = _added(stored)
    touched = select(TENANT, added.c.person_id, cast(func.date_trunc("month", added.c.day), Date)).distinct()
    return (
        insert(table_of(PendingMonth))
        .from_select(["tenant_id", "person_id", "month"], touched)
        .on_conflict_do_nothing()
        .add_cte(_refused(package, taken, stored))
    )


def _reigned_entries() -> Subquery:
    """Waiting entries whose unit and day lie in a reign, with its package and correction.

    Fenced: a condition on the package would make PostgreSQL expect a single reign, and walk through the whole log for
    each of the hundreds there may be.
    """
    reign = reigns()
    return (
        select(
            PendingScore.entry_id,
            PendingScore.revision,
            reign.c.norm_package_id,
            reign.c.norm_correction_id,
        )
        .join(
            WorkEntry,
            (WorkEntry.tenant_id == PendingScore.tenant_id)
            & (WorkEntry.id == PendingScore.entry_id)
            & (WorkEntry.work_date == PendingScore.work_date),
        )
        .join(
            reign,
            (reign.c.unit_id == WorkEntry.unit_id)
            & (reign.c.first <= WorkEntry.work_date)
            & (reign.c.after > WorkEntry.work_date),
        )
        .where(
            PendingScore.tenant_id == TENANT,
            PendingScore.work_date >= bindparam("since", type_=Date),
            PendingScore.work_date < bindparam("until", type_=Date),
        )
        .offset(literal_column("0"))
        .subquery("reigned")
    )


def _is_waiting(reigned: Subquery) -> tuple[ColumnElement[bool], ...]:
    return reigned.c.entry_id == PendingScore.entry_id, reigned.c.revision == PendingScore.revision


def _taken(*conditions: ColumnElement[bool]) -> CTE:
    return (
        delete(table_of(PendingScore))
        .where(PendingScore.tenant_id == TENANT, PendingScore.work_date.between(FIRST, LAST), *conditions)
        .returning(PendingScore.tenant_id, PendingScore.entry_id, PendingScore.work_date, PendingScore.revision)
        .cte("taken")
    )


def _facts(package: Package, taken: CTE) -> FromClause:
    """The facts of the entries taken, fenced: found by their keys before any of them is checked.

    The dates are said again to leave the log's other months alone.
    """
    rows = entry_rows(package, taken).where(WorkEntry.work_date.between(FIRST, LAST))
    return rows.offset(literal_column("0")).subquery("rows")


def _stored(package: Package, taken: CTE) -> CTE:
    facts = _facts(package, taken)
    accepted = select(facts).where(accepted_inputs(package.levels["entry"], facts.c))
    chain = compile_chain(package, "entry", {"entry": accepted}, keep=KEPT, fenced=True)
    scored = with_receipts(package, "entry", chain).subquery("scored_entries")
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": TENANT,
        "entry_id": scored.c.entry_id,
        "work_date": scored.c.entry_date,
        "revision": scored.c.entry_revision,
        "norm_package_id": PACKAGE,
        "norm_correction_id": CORRECTION,
        "person_id": scored.c.entry_person,
        "unit_id": scored.c.entry_unit,
        "minutes": scored.c.declared_minutes,
        "norm_minutes": scored.c.normed_minutes,
        "days_late": scored.c.lateness,
        "points": func.coalesce(scored.c.points, 0),
        "inputs": scored.c["_inputs"],
        "outputs": scored.c["_outputs"],
        "receipt_hash": scored.c["_hash"],
    }
    return (
        insert(table_of(EntryScore))
        .from_select(list(columns), select(*columns.values()))
        .returning(*(table_of(EntryScore).c[name] for name in _RETURNED))
        .cte("stored")
    )


_RETURNED: Final = (
    "entry_id", "work_date", "revision", "person_id", "unit_id", "minutes", "norm_minutes", "days_late", "points",
)  # fmt: skip


def _refused(package: Package, taken: CTE, stored: CTE) -> CTE:
    """The entries whose inputs are not accepted, with the reason; not looked for when as many were stored as taken."""
    facts = _facts(package, taken)
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": TENANT,
        "entry_id": facts.c.entry_id,
        "revision": facts.c.entry_revision,
        "work_date": facts.c.entry_date,
        "norm_package_id": PACKAGE,
        "reason": refused_input(package.levels["entry"], facts.c),
    }
    some_left = _number_of(stored) < _number_of(taken)
    refused = select(*columns.values()).where(some_left, columns["reason"].is_not(None))
    return insert(table_of(RefusedScore)).from_select(list(columns), refused).cte("refused")


def _number_of(rows: CTE) -> ColumnElement[int]:
    return select(func.count()).select_from(rows).scalar_subquery()


def _added(stored: CTE) -> CTE:
    """What the new scores add and the replaced ones take away, summed by person, unit and day."""
    parts = _changes(stored).subquery("changes")
    keys = (parts.c.person_id, parts.c.unit_id, parts.c.day)
    sums = [func.sum(parts.c[name]).label(name) for name in _MEASURES]
    deltas = select(TENANT.label("tenant_id"), *keys, *sums).group_by(*keys)
    return (
        insert(table_of(RollupDelta))
        .from_select([column.name for column in deltas.selected_columns], deltas)
        .returning(table_of(RollupDelta).c.person_id, table_of(RollupDelta).c.day)
        .cte("added")
    )


def _changes(stored: CTE) -> CompoundSelect[Any]:
    # What a verdict taken back has added was taken away then.
    gone = select(UndoneVerdict.entry_id).where(
        UndoneVerdict.tenant_id == TENANT,
        UndoneVerdict.entry_id == EntryScore.entry_id,
        UndoneVerdict.revision >= EntryScore.revision,
    )
    replaced = (
        select(EntryScore)
        .where(
            EntryScore.tenant_id == TENANT,
            EntryScore.entry_id == stored.c.entry_id,
            EntryScore.work_date == stored.c.work_date,
            EntryScore.revision < stored.c.revision,
            ~gone.correlate(EntryScore).exists(),
        )
        .order_by(EntryScore.revision.desc())
        .limit(1)
        .correlate(stored)
        .lateral("replaced")
    )
    removed = select(*_change(-1, replaced)).select_from(stored.join(replaced, true())).where(stored.c.revision > 1)
    return select(*_change(1, stored)).union_all(removed)


_MEASURES: Final = ("entries", "minutes", "norm_minutes", "points", "early", "late")


def _change(sign: int, score: FromClause) -> list[ColumnElement[Any]]:
    """A score's keys and measures, to be added or taken away."""
    early, late = (case((pace, sign), else_=0) for pace in (score.c.days_late < 0, score.c.days_late > 0))
    sums = [score.c[name] if sign > 0 else -score.c[name] for name in ("minutes", "norm_minutes", "points")]
    measures = zip((cast(sign, Integer), *sums, early, late), _MEASURES, strict=True)
    day = score.c.work_date.label("day")
    return [score.c.person_id, score.c.unit_id, day, *(column.label(name) for column, name in measures)]
