"""The statement that computes a quarter or year of persons from their months and stores what changed."""

from functools import lru_cache
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on, insert
from sqlalchemy.sql.selectable import FromClause, SelectBase

from tenants.norms.language import Package, Source, compile_chain, with_receipts
from tenants.norms.queries import parsed
from tenants.scoring.checks import typed_text
from tenants.scoring.models import MonthScore, PeriodScore
from tenants.scoring.periods import MONTH, QUARTER, with_level
from tenants.scoring.standing import reigned_persons
from tenants.tables import table_of

Where = Literal["everywhere", "elsewhere", "reign"]
Below = tuple[tuple[UUID, str, str | None], ...]
TENANT: Final = bindparam("tenant", type_=Integer)
PACKAGE: Final = bindparam("package", type_=Uuid)
CORRECTION: Final = bindparam("correction", type_=Uuid)
FIRST: Final = bindparam("first", type_=Date)
LAST: Final = bindparam("last", type_=Date)
BEGIN: Final = bindparam("begin", type_=Date)
QUARTERS: Final = bindparam("quarters", type_=ARRAY(Date))
PEOPLE: Final = bindparam("people", type_=ARRAY(Uuid))


@lru_cache(maxsize=64)
def period_package(document: str, override: str | None, kind: str) -> tuple[Package, str]:
    """The package of a text with the level by which it computes a quarter or a year."""
    return with_level(parsed(document, override), kind)


@lru_cache(maxsize=64)
def score_period(
    document: str, override: str | None, kind: str, where: Where, *, named: bool, below: Below = ()
) -> Select[int]:
    """Compute whose months were scored since, store what differs from before; answers how many rows are new.

    Parameters: `tenant`, `package`, `correction` (or none), `first`, `last`, `begin` (the first day a year of quarters
    rests on), `quarters` (the first days of those that end within it), `people` (those meant, if `named`), and
    for pilots and corrections `month` (the first day), and the last day as `since` and `until`. `below` are the
    packages, with their texts, by which the quarters were computed that a year rests on: one at least.
    """
    package, level = period_package(document, override, kind)
    before = _before(kind)
    over = package.levels[level].over
    chosen = _chosen(before, where, BEGIN if over == QUARTER else FIRST, named=named)
    rows = _quarters(package, chosen, kind, below) if over == QUARTER else _months(package, chosen, kind)
    chain = compile_chain(package, level, {str(over): Source(rows, stored=True, fenced=True)}, fenced=True)
    scored = with_receipts(package, level, chain).cte("scored_periods")
    return _stored(kind, level, scored, chosen)


def _before(kind: str) -> CTE:
    return (
        select(
            PeriodScore.person_id,
            PeriodScore.revision,
            PeriodScore.through,
            PeriodScore.receipt_hash,
            PeriodScore.norm_package_id,
        )
        .where(PeriodScore.tenant_id == TENANT, PeriodScore.kind == literal(kind, Text), PeriodScore.start == FIRST)
        .ext(distinct_on(PeriodScore.person_id))
        .order_by(PeriodScore.person_id, PeriodScore.revision.desc())
        .cte("before")
    )


def _chosen(before: CTE, where: Where, since: ColumnElement[Any], *, named: bool) -> CTE:
    """Persons with months in the period that were scored since, or that another package is the law of now.

    `since` is the first month it rests on.
    """
    conditions: list[ColumnElement[bool]] = [MonthScore.person_id == func.any(PEOPLE)] if named else []
    if where != "everywhere":
        here = reigned_persons()
        persons = select(here.c.person_id)
        of_this = (here.c.norm_package_id == PACKAGE, here.c.norm_correction_id.is_not_distinct_from(CORRECTION))
        own = MonthScore.person_id.in_(persons.where(*of_this))
        conditions.append(own if where == "reign" else MonthScore.person_id.not_in(persons))
    scored = (
        select(MonthScore.person_id, func.max(MonthScore.number).label("through"))
        .where(MonthScore.tenant_id == TENANT, MonthScore.month.between(since, LAST), *conditions)
        .group_by(MonthScore.person_id)
        .subquery("scored")
    )
    return (
        select(scored, before.c.revision, before.c.receipt_hash)
        .outerjoin(before, before.c.person_id == scored.c.person_id)
        .where(
            or_(
                before.c.through.is_(None),
                before.c.through < scored.c.through,
                before.c.norm_package_id != PACKAGE,
            )
        )
        .cte("chosen")
    )


def _months(package: Package, chosen: FromClause, kind: str) -> Select[Any]:
    """The newest scores of the chosen persons' months, every name of the package's month a column of its own.

    A month that another package scored gives what it has by the same names.
    """
    newest = (
        select(MonthScore.person_id, MonthScore.month, func.max(MonthScore.revision).label("revision"))
        .join(chosen, chosen.c.person_id == MonthScore.person_id)
        .where(MonthScore.tenant_id == TENANT, MonthScore.month.between(FIRST, LAST))
        .group_by(MonthScore.person_id, MonthScore.month)
        .subquery("newest")
    )
    level = package.levels[MONTH]
    told = [*((name, "inputs") for name in level.inputs), *((name, "values") for name in level.formulas)]
    return (
        select(
            MonthScore.person_id.label("person"),
            MonthScore.month.label("month"),
            FIRST.label(kind),
            *(_told(package, name, part).label(name) for name, part in told),
        )
        .join(
            newest,
            (newest.c.person_id == MonthScore.person_id)
            & (newest.c.month == MonthScore.month)
            & (newest.c.revision == MonthScore.revision),
        )
        .where(MonthScore.tenant_id == TENANT, MonthScore.month.between(FIRST, LAST))
    )


def _told(package: Package, name: str, part: str) -> ColumnElement[Any]:
    written: ColumnElement[Any] = MonthScore.receipt[part][name].astext
    own = MonthScore.norm_package_id == PACKAGE
    return case((own, written), else_=typed_text(package, MONTH, name, written))


def _quarters(package: Package, chosen: FromClause, kind: str, below: Below) -> SelectBase:
    """The newest scores of the chosen persons' quarters, each by the names of the package that computed it."""
    newest = (
        select(PeriodScore.person_id, PeriodScore.start, PeriodScore.norm_package_id, PeriodScore.outputs)
        .join(chosen, chosen.c.person_id == PeriodScore.person_id)
        .where(
            PeriodScore.tenant_id == TENANT,
            PeriodScore.kind == literal(QUARTER, Text),
            PeriodScore.start == func.any(QUARTERS),
        )
        .ext(distinct_on(PeriodScore.person_id, PeriodScore.start))
        .order_by(PeriodScore.person_id, PeriodScore.start, PeriodScore.revision.desc())
        .cte("newest_quarters")
    )
    wanted = package.levels[QUARTER].formulas
    parts: list[Select[Any]] = []
    for package_id, document, override in below:
        other, level = period_package(document, override, QUARTER)
        places = {name: place for place, name in enumerate(other.levels[level].formulas, 1)}
        columns = (
            typed_text(package, QUARTER, name, newest.c.outputs[places[name]]) if name in places else cast(null(), Text)
            for name in wanted
        )
        parts.append(
            select(
                newest.c.person_id.label("person"),
                newest.c.start.label(QUARTER),
                FIRST.label(kind),
                *(column.label(name) for name, column in zip(wanted, columns, strict=True)),
            ).where(newest.c.norm_package_id == literal(package_id, Uuid))
        )
    return union_all(*parts)


def _stored(kind: str, level: str, scored: CTE, chosen: CTE) -> Select[int]:
    """A new revision where the receipt is another one; where it is the same, only note through which month it holds."""

    def shown(name: str, kind_of: type[Text]) -> ColumnElement[Any]:
        return scored.c[name] if name in scored.c else cast(null(), kind_of)

    same = chosen.c.receipt_hash.is_not_distinct_from(scored.c["_hash"])
    columns: dict[str, ColumnElement[Any]] = {
        "tenant_id": TENANT,
        "person_id": scored.c.person,
        "kind": literal(kind, Text),
        "start": FIRST,
        "revision": func.coalesce(chosen.c.revision, 0) + 1,
        "norm_package_id": PACKAGE,
        "level": literal(level, Text),
        "through": chosen.c.through,
        "total": scored.c.total,
        "rating": shown("rating", Text),
        "outputs": scored.c["_outputs"],
        "receipt_hash": scored.c["_hash"],
    }
    joined = scored.join(chosen, chosen.c.person_id == scored.c.person)
    rows = select(*columns.values()).select_from(joined).where(~same)
    table = table_of(PeriodScore)
    added = insert(table).from_select(list(columns), rows).returning(table.c.person_id).cte("added")
    kept = select(scored.c.person, chosen.c.revision, chosen.c.through).select_from(joined).where(same).subquery("kept")
    noted = (
        update(table)
        .values(through=kept.c.through)
        .where(
            table.c.tenant_id == TENANT,
            table.c.person_id == kept.c.person,
            table.c.kind == literal(kind, Text),
            table.c.start == FIRST,
            table.c.revision == kept.c.revision,
        )
        .cte("noted")
    )
    return select(func.count()).select_from(added).add_cte(noted)
