"""The statements that score a month: they take who waits, compute, store what changed, and freeze what has closed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    TextualSelect,
    Uuid,
    bindparam,
    cast,
    delete,
    func,
    literal,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, array, distinct_on, insert
from sqlalchemy.sql.dml import Insert

from tenants.norms.language import (
    Package,
    Source,
    canonical_array,
    compile_chain,
    with_named_aggregates,
    with_receipts,
)
from tenants.norms.queries import parsed
from tenants.scoring.frozen_sources import STOOD, facts_to_freeze, frozen_facts, newest_frozen
from tenants.scoring.models import FrozenMonth, MonthScore, PendingSheet
from tenants.scoring.month_sources import month_entries, month_facts
from tenants.scoring.standing import reigned_persons
from tenants.tables import table_of
from tenants.worklogs.models import ClosedMonth, PendingMonth

TENANT: Final = bindparam("tenant", type_=Integer)
PACKAGE: Final = bindparam("package", type_=Uuid)
CORRECTION: Final = bindparam("correction", type_=Uuid)
MONTH: Final = bindparam("month", type_=Date)
_LEVEL: Final = "month"
_FROZEN: Final = (
    FrozenMonth.tenant_id == TENANT,
    FrozenMonth.month == MONTH,
    FrozenMonth.norm_package_id == PACKAGE,
)

Where = Literal["everywhere", "elsewhere", "reign"]
"""Whose months: everybody's, those of whom no pilot or correction reigns, or those in one reign."""

Way = Literal["log", "frozen", "closing", "again"]
"""From the log; from what was frozen, for whom it was; from the log for others, freezing closed months; or frozen anew.

Two of them together take everybody of a month in which something has closed: first `frozen`, then `closing`.
"""


@lru_cache(maxsize=128)
def score_month(document: str, override: str | None, where: Where, way: Way) -> Insert:
    """Take the waiting persons of one month, compute it, and insert what differs from before.

    Parameters: `tenant`, `month`, `package`, `correction` (or none), and the month's last day as `since` and `until`;
    with the way `again` also `person`, `reason` and `document_number`.
    """
    package = parsed(document, override)
    chosen = _taken(*_persons(where), *_fitting(way))
    if way == "log":
        chain = _from_log(package, chosen)
        return _stored(package, chosen, with_receipts(package, _LEVEL, chain).cte("scored_months"))
    if way == "frozen":
        resting, facts = frozen_facts(package, chosen, newest=newest_frozen(*_FROZEN))
        chain = compile_chain(resting, _LEVEL, {_LEVEL: Source(facts, fenced=True)}, fenced=True)
        return _stored(package, chosen, with_receipts(package, _LEVEL, chain).cte("scored_months"))
    named, names = with_named_aggregates(package)
    sources = {"entry": month_entries(named, chosen), _LEVEL: facts_to_freeze(named, chosen)}
    chain = compile_chain(named, _LEVEL, sources, keep=STOOD, fenced=True)
    scored = with_receipts(package, _LEVEL, chain).cte("scored_months")
    return _stored(package, chosen, scored).add_cte(_freezing(named, names, scored, again=way == "again"))


def _persons(where: Where) -> tuple[ColumnElement[bool], ...]:
    if where == "everywhere":
        return ()
    here = reigned_persons()
    persons = select(here.c.person_id)
    if where == "elsewhere":
        return (PendingMonth.person_id.not_in(persons),)
    of_this = (here.c.norm_package_id == PACKAGE, here.c.norm_correction_id.is_not_distinct_from(CORRECTION))
    return (PendingMonth.person_id.in_(persons.where(*of_this)),)


def _fitting(way: Way) -> tuple[ColumnElement[bool], ...]:
    frozen = PendingMonth.person_id.in_(select(FrozenMonth.person_id).where(*_FROZEN))
    if way == "log":
        return ()
    if way == "again":
        return (PendingMonth.person_id == bindparam("person", type_=Uuid),)
    return (frozen,) if way == "frozen" else (~frozen,)


def _taken(*conditions: ColumnElement[bool]) -> CTE:
    return (
        delete(table_of(PendingMonth))
        .where(PendingMonth.tenant_id == TENANT, PendingMonth.month == MONTH, *conditions)
        .returning(PendingMonth.tenant_id, PendingMonth.person_id, PendingMonth.month)
        .cte("chosen")
    )


def _from_log(package: Package, chosen: CTE) -> TextualSelect:
    sources = {"entry": month_entries(package, chosen), _LEVEL: month_facts(package, chosen)}
    return compile_chain(package, _LEVEL, sources, fenced=True)


def _stored(package: Package, chosen: CTE, scored: CTE) -> Insert:
    changed = _changed(package, scored)
    statement = insert(table_of(MonthScore)).from_select([column.name for column in changed.selected_columns], changed)
    return statement.add_cte(_told(chosen))


def _told(chosen: CTE) -> CTE:
    """That these months were scored, for the sheets they count in, whether or not something changed."""
    columns = [chosen.c.tenant_id, chosen.c.person_id, chosen.c.month]
    told = insert(table_of(PendingSheet)).from_select([column.name for column in columns], select(*columns))
    return told.on_conflict_do_nothing().cte("told")


def _freezing(named: Package, names: Sequence[str], scored: CTE, *, again: bool) -> CTE:
    """Keep what closed months take from log, posts and calendar; `again` beside what was kept before."""
    kept = select(func.coalesce(func.max(FrozenMonth.revision), 0)).where(
        *_FROZEN, FrozenMonth.person_id == scored.c.person
    )
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": TENANT,
        "person_id": scored.c.person,
        "month": scored.c.month,
        "norm_package_id": PACKAGE,
        "revision": kept.correlate(scored).scalar_subquery() + 1 if again else literal_column("1", Integer),
        "role": scored.c[STOOD[0]],
        "days": scored.c[STOOD[1]],
        "sums": canonical_array(named, _LEVEL, names, scored.c),
        "reason": bindparam("reason", type_=Text) if again else cast(null(), Text),
        "document_number": bindparam("document_number", type_=Text) if again else cast(null(), Text),
    }
    rows = (
        select(*columns.values())
        .select_from(scored)
        .join(ClosedMonth, ClosedMonth.person_id == scored.c.person)
        .where(ClosedMonth.tenant_id == TENANT, ClosedMonth.month == MONTH)
    )
    return insert(table_of(FrozenMonth)).from_select(list(columns), rows).cte("freezing")


def _changed(package: Package, scored: CTE) -> Select[Any]:
    last = (
        select(MonthScore.person_id, MonthScore.month, MonthScore.revision, MonthScore.receipt_hash)
        .where(MonthScore.tenant_id == TENANT, MonthScore.month == MONTH)
        .ext(distinct_on(MonthScore.person_id))
        .order_by(MonthScore.person_id, MonthScore.revision.desc())
        .subquery("last")
    )
    return (
        select(
            TENANT.label("tenant_id"),
            scored.c.person.label("person_id"),
            scored.c.month,
            (func.coalesce(last.c.revision, 0) + 1).label("revision"),
            PACKAGE.label("norm_package_id"),
            CORRECTION.label("norm_correction_id"),
            scored.c.results,
            scored.c.total,
            scored.c.rating,
            _receipt(package, scored).label("receipt"),
            scored.c["_hash"].label("receipt_hash"),
        )
        .select_from(scored)
        .outerjoin(last, (last.c.person_id == scored.c.person) & (last.c.month == scored.c.month))
        .where(last.c.receipt_hash.is_distinct_from(scored.c["_hash"]))
    )


def _receipt(package: Package, scored: CTE) -> Any:  # noqa: ANN401 - a jsonb expression
    level = package.levels[_LEVEL]
    return func.jsonb_build_object(
        literal("package", Text), literal(package.name, Text),
        literal("version", Text), literal(package.version, Text),
        literal("inputs", Text), func.jsonb_object(_names(level.inputs), scored.c["_inputs"]),
        literal("values", Text), func.jsonb_object(_names(level.formulas), scored.c["_outputs"]),
        literal("hash", Text), func.encode(scored.c["_hash"], literal("hex", Text)),
    )  # fmt: skip


def _names(names: Any) -> Any:  # noqa: ANN401 - keys of a mapping, an array expression
    return cast(array([literal(name, Text) for name in names], type_=Text()), ARRAY(Text))
