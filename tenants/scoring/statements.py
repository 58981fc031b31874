"""The one statement that scores waiting entries: it takes them, computes, stores receipts and appends deltas."""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Subquery,
    Uuid,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.sql.dml import Insert

from tenants.norms.language import Package, compile_chain, refused_input, with_receipts
from tenants.norms.queries import parsed
from tenants.norms.reigns import reigns
from tenants.scoring.models import EntryScore, RefusedScore, RollupDelta
from tenants.scoring.sources import KEPT, entry_rows
from tenants.tables import table_of
from tenants.worklogs.models import PendingMonth, PendingScore, WorkEntry

TENANT: Final = bindparam("tenant", type_=Integer)
PACKAGE: Final = bindparam("package", type_=Uuid)
CORRECTION: Final = bindparam("correction", type_=Uuid)


@lru_cache(maxsize=64)
def score_waiting(document: str, override: str | None, *, spare_reigns: bool) -> Insert:
    """Score every waiting entry of a tenant whose date lies in [:first, :after), under one package's text.

    Parameters: `tenant`, `package` (the id of the stored package), `correction` (none), `first`, `after`; with
    `spare_reigns`, which leaves aside what `score_reigned` scores, `since` and `until` as well. Taking the entry off
    the list, its score and what it adds to the sums stand or fall together; a replaced revision is taken out of them.
    """
    conditions: list[ColumnElement[bool]] = [
        PendingScore.work_date >= bindparam("first", type_=Date),
        PendingScore.work_date < bindparam("after", type_=Date),
    ]
    if spare_reigns:
        elsewhere = _reigned_entries()
        conditions.append(~select(elsewhere.c.entry_id).where(*_is_waiting(elsewhere)).correlate(PendingScore).exists())
    return _scoring(parsed(document, override), _taken(*conditions))


@lru_cache(maxsize=64)
def score_reigned(document: str, override: str | None) -> Insert:
    """Score every waiting entry of the units and days in which a package reigns by a pilot or a correction.

    Parameters: `tenant`, `package`, `correction` (or none), and the days that matter, `since` and `until`.
    """
    here = _reigned_entries()
    by_this_package = (
        here.c.norm_package_id == PACKAGE,
        here.c.norm_correction_id.is_not_distinct_from(CORRECTION),
    )
    return _scoring(parsed(document, override), _taken(*_is_waiting(here), *by_this_package))


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
        .where(PendingScore.tenant_id == TENANT, *conditions)
        .returning(PendingScore.tenant_id, PendingScore.entry_id, PendingScore.work_date, PendingScore.revision)
        .cte("taken")
    )


def _scoring(package: Package, taken: CTE) -> Insert:
    facts = _checked(package, taken)
    chain = compile_chain(
        package, "entry", {"entry": select(facts).where(facts.c.refusal.is_(None))}, keep=KEPT, fenced=True
    )
    scored = with_receipts(package, "entry", chain).cte("scored_entries")
    return (
        insert(table_of(RollupDelta))
        .from_select([column.name for column in _deltas(scored).selected_columns], _deltas(scored))
        .add_cte(_stored(scored), _refused(facts), _months(scored))
    )


def _checked(package: Package, taken: CTE) -> CTE:
    """The facts of the entries taken, with the reason why one of them is refused, if it is."""
    rows = entry_rows(package, taken).subquery("rows")
    return select(rows, refused_input(package.levels["entry"], rows.c).label("refusal")).cte("facts")


def _stored(scored: CTE) -> CTE:
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
    return insert(table_of(EntryScore)).from_select(list(columns), select(*columns.values())).cte("stored")


def _refused(facts: CTE) -> CTE:
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": TENANT,
        "entry_id": facts.c.entry_id,
        "revision": facts.c.entry_revision,
        "work_date": facts.c.entry_date,
        "norm_package_id": PACKAGE,
        "reason": facts.c.refusal,
    }
    refused = select(*columns.values()).where(facts.c.refusal.is_not(None))
    return insert(table_of(RefusedScore)).from_select(list(columns), refused).cte("refused")


def _months(scored: CTE) -> CTE:
    month = cast(func.date_trunc("month", scored.c.entry_date), Date)
    touched = select(TENANT, scored.c.entry_person, month).distinct()
    return (
        insert(table_of(PendingMonth))
        .from_select(["tenant_id", "person_id", "month"], touched)
        .on_conflict_do_nothing()
        .cte("months")
    )


def _deltas(scored: CTE) -> Select[Any]:
    """What the new scores add and the replaced ones take away, summed by person, unit and day."""
    parts = _changes(scored).subquery("changes")
    measures = [func.sum(parts.c[name]).label(name) for name in ("entries", "minutes", "norm_minutes", "points")]
    pace = [func.sum(parts.c[name]).label(name) for name in ("early", "late")]
    return select(
        TENANT.label("tenant_id"), parts.c.person_id, parts.c.unit_id, parts.c.day, *measures, *pace
    ).group_by(parts.c.person_id, parts.c.unit_id, parts.c.day)


def _changes(scored: CTE) -> CompoundSelect[Any]:
    added = select(
        scored.c.entry_person.label("person_id"),
        scored.c.entry_unit.label("unit_id"),
        scored.c.entry_date.label("day"),
        *_measures(
            1, scored.c.declared_minutes, scored.c.normed_minutes, func.coalesce(scored.c.points, 0), scored.c.lateness
        ),
    )
    replaced = (
        select(EntryScore)
        .join(
            scored,
            (EntryScore.entry_id == scored.c.entry_id)
            & (EntryScore.work_date == scored.c.entry_date)
            & (EntryScore.revision < scored.c.entry_revision),
        )
        .where(EntryScore.tenant_id == TENANT, scored.c.entry_revision > 1)
        .ext(distinct_on(EntryScore.entry_id))
        .order_by(EntryScore.entry_id, EntryScore.revision.desc())
        .subquery("replaced")
    )
    removed = select(
        replaced.c.person_id,
        replaced.c.unit_id,
        replaced.c.work_date,
        *_measures(-1, replaced.c.minutes, replaced.c.norm_minutes, replaced.c.points, replaced.c.days_late),
    )
    return added.union_all(removed)


def _measures(
    sign: int,
    minutes: ColumnElement[Any],
    norm_minutes: ColumnElement[Any],
    points: ColumnElement[Any],
    days_late: ColumnElement[Any],
) -> list[ColumnElement[Any]]:
    return [
        cast(sign, Integer).label("entries"),
        (sign * minutes).label("minutes"),
        (sign * norm_minutes).label("norm_minutes"),
        (sign * points).label("points"),
        case((days_late < 0, sign), else_=0).label("early"),
        case((days_late > 0, sign), else_=0).label("late"),
    ]
