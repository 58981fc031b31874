"""Where a frozen month takes its facts: what was kept when it closed, and what is recorded of it beside the log."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Subquery, literal_column, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.sql.selectable import FromClause

from tenants.norms.language import Package, resting_on, with_named_aggregates
from tenants.scoring.models import FrozenMonth
from tenants.scoring.month_sources import recorded_facts, standing, working_days

STOOD: Final = ("_role", "_days")
"""Columns beside a month that is about to be frozen: standing, and working days on which a post was held."""


def facts_to_freeze(package: Package, chosen: FromClause) -> Select[Any]:
    """`month_facts` with the columns of `STOOD`; posts and calendar are looked at once."""
    columns = (chosen.c.tenant_id, chosen.c.person_id, chosen.c.month)
    role, days = standing(chosen).label(STOOD[0]), working_days(chosen).label(STOOD[1])
    stood = select(*columns, role, days).offset(literal_column("0")).subquery("stood")
    kept: dict[str, ColumnElement[Any]] = {name: stood.c[name] for name in STOOD}
    return recorded_facts(package, stood, kept[STOOD[0]], kept[STOOD[1]], kept)


def frozen_facts(package: Package, chosen: FromClause, *, newest: Subquery) -> tuple[Package, Select[Any]]:
    """The package that rests on what was frozen, and its month's facts for the chosen persons who have that.

    `newest` has, for each person, the `role`, `days` and `sums` that count.
    """
    _, names = with_named_aggregates(package)
    resting = resting_on(package)
    sums: dict[str, ColumnElement[Any]] = {name: newest.c.sums[place] for place, name in enumerate(names, 1)}
    facts = recorded_facts(resting, chosen, newest.c.role, newest.c.days, kept=sums)
    return resting, facts.join(newest, newest.c.person_id == chosen.c.person_id)


def newest_frozen(*of_month: ColumnElement[bool]) -> Subquery:
    """For each person the highest revision of what was frozen of one month under one package."""
    return (
        select(FrozenMonth.person_id, FrozenMonth.role, FrozenMonth.days, FrozenMonth.sums)
        .where(*of_month)
        .ext(distinct_on(FrozenMonth.person_id))
        .order_by(FrozenMonth.person_id, FrozenMonth.revision.desc())
        .subquery("frozen")
    )
