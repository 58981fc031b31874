"""Several posts in a month: each post's own results by the same formulas, weighted by share of time and days held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Integer, Numeric, Select, Text, Uuid, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import FromClause

from kernel.database import tenant_of
from policies.roles import standing
from tenants.evaluation.posts import Post
from tenants.norms.language import Package, Source, Value, canonical, compile_chain
from tenants.norms.language.evaluation import evaluate, given_row
from tenants.norms.language.naming import own_names
from tenants.norms.language.nodes import Aggregate, walk
from tenants.norms.language.numbers import EXACT, ZERO, printed, quotient
from tenants.norms.language.records import RecordErrors
from tenants.norms.procedure import procedure
from tenants.scoring.month_sources import month_entries, month_facts
from tenants.scoring.periods import QUARTER, quarter_of
from tenants.worklogs.models import Task, WorkEntry

RESULTS: Final = "results"


@dataclass(frozen=True)
class Segment:
    """One post of a month: its weight in the person's results, and what its own work gives."""

    month: date
    appointment_id: UUID
    unit_id: UUID
    role: str
    weight: Decimal
    days: int
    results: Decimal | None
    outputs: Mapping[str, str]

    @property
    def share(self) -> Decimal:
        """What the post counts for: its share of the person's time by the working days it was held."""
        return self.weight * self.days

    def stored(self) -> dict[str, Any]:
        """As the sheet keeps it."""
        return {
            "month": self.month.isoformat(),
            "appointment_id": str(self.appointment_id),
            "unit_id": str(self.unit_id),
            "role": self.role,
            "weight": printed(self.weight),
            "days": self.days,
            "results": None if self.results is None else printed(self.results),
            "outputs": dict(self.outputs),
        }


def segment_of(stored: Mapping[str, Any]) -> Segment:
    """The segment a sheet keeps."""
    results = stored["results"]
    return Segment(
        month=date.fromisoformat(stored["month"]),
        appointment_id=UUID(stored["appointment_id"]),
        unit_id=UUID(stored["unit_id"]),
        role=stored["role"],
        weight=Decimal(stored["weight"]),
        days=stored["days"],
        results=None if results is None else Decimal(results),
        outputs=stored["outputs"],
    )


def weighted(segments: Iterable[Segment]) -> Decimal | None:
    """The mean of the posts' results by their shares; a post without results (nothing to rank) leaves it."""
    counted = [(one.results, one.share) for one in segments if one.results is not None and one.share > 0]
    if not counted:
        return None
    whole, points = ZERO, ZERO
    for results, share in counted:
        whole, points = EXACT.add(whole, share), EXACT.add(points, EXACT.multiply(results, share))
    return quotient(points, whole)


def weighs(package: Package) -> bool:
    """Whether a package has results of posts weighted; impossible where the log is added up again after the results."""
    level = package.levels["month"]
    later = (level.formulas[name].node for name in _after_results(package))
    return procedure(package).posts == "weighted" and not any(
        isinstance(piece, Aggregate) for node in later for piece, _ in walk(node)
    )


def _after_results(package: Package) -> list[str]:
    """The formulas of a month that rest on its results, in the order of computing."""
    level = package.levels["month"]
    found: list[str] = []
    for name in level.order:
        if name != RESULTS and any(used.name in (RESULTS, *found) for used in own_names(level.formulas[name].node)):
            found.append(name)
    return found


def with_results(package: Package, values: Mapping[str, Value], results: Decimal | None) -> dict[str, Value]:
    """A month's inputs and values with other results: whatever is computed from these is computed again."""
    again = _after_results(package)
    kept = {name: value for name, value in values.items() if name not in again} | {RESULTS: results}
    row = given_row(package, "month", kept, again)
    return {**kept, **{name: row.values[name] for name in again}}


def over_months(package: Package, level: str, months: Mapping[date, Mapping[str, Value]]) -> dict[str, Value] | None:
    """A quarter or year over values of months; nothing where months lack what the level asks for."""
    chain = [level]
    while package.levels[chain[-1]].over not in (None, "month"):
        chain.append(str(package.levels[chain[-1]].over))
    records: list[dict[str, Any]] = [{"_month": month, **months[month]} for month in sorted(months)]
    for below in reversed(chain[1:]):
        grouped: dict[date, list[dict[str, Any]]] = {}
        for one in records:
            start = quarter_of(one["_month"]) if below == QUARTER else records[0]["_month"]
            grouped.setdefault(start, []).append(one)
        records = [{"_month": group[0]["_month"], "of": _bare(group)} for group in grouped.values()]
    try:
        return evaluate(package, level, {"of": _bare(records)}, stored={"month"})
    except RecordErrors:
        return None


def _bare(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "_month"} for one in records]


async def compute(session: AsyncSession, package: Package, posts: Sequence[Post]) -> list[Segment]:
    """What each of some posts gives in its month by a package's own formulas, over that post's entries alone."""
    level = package.levels["month"]
    rows = await session.execute(
        _statement(package),
        {
            "tenant": tenant_of(session),
            "people": [post.person_id for post in posts],
            "months": [post.month for post in posts],
            "posts": [post.appointment_id for post in posts],
            "roles": [standing(post.role) for post in posts],
            "days": [post.work_days for post in posts],
        },
    )
    found = {(row["person"], row["month"]): row for row in rows.mappings()}
    segments = []
    for post in posts:
        row = found.get((post.appointment_id, post.month))
        outputs = {} if row is None else {name: canonical(row[name]) for name in level.formulas}
        results = None if row is None or row[RESULTS] is None else Decimal(row[RESULTS])
        segments.append(
            Segment(post.month, post.appointment_id, post.unit_id, post.role, post.weight, post.days, results, outputs)
        )
    return segments


def _statement(package: Package) -> Any:  # noqa: ANN401 - a textual select
    """The package's month over posts instead of persons: the key `person` is the post's id."""
    given = (
        func.unnest(
            bindparam("people", type_=ARRAY(Uuid)),
            bindparam("months", type_=ARRAY(Date)),
            bindparam("posts", type_=ARRAY(Uuid)),
            bindparam("roles", type_=ARRAY(Text)),
            bindparam("days", type_=ARRAY(Numeric)),
        )
        .table_valued("person_id", "month", "post_id", "role", "days")
        .render_derived()
    )
    listed = select(
        bindparam("tenant", type_=Integer).label("tenant_id"),
        given.c.person_id.cast(Uuid).label("person_id"),
        given.c.month.cast(Date).label("month"),
        given.c.post_id.cast(Uuid).label("post_id"),
        given.c.role.cast(Text).label("role"),
        given.c.days.cast(Numeric).label("days"),
    ).cte("posts")
    chosen = select(listed.c.tenant_id, listed.c.person_id, listed.c.month).distinct().cte("chosen")
    sources = {
        "entry": Source(_entries(package, chosen), fenced=True),
        "month": Source(_facts(package, chosen, listed), fenced=True),
    }
    return compile_chain(package, "month", sources, fenced=True)


def _entries(package: Package, chosen: FromClause) -> Select[Any]:
    rows = month_entries(package, chosen, traced=True).subquery("rows")
    entry, task = WorkEntry, Task
    tenant = select(chosen.c.tenant_id).limit(1).scalar_subquery()
    return (
        select(
            func.coalesce(entry.appointment_id, task.appointment_id).label("person"),
            rows.c.day,
            rows.c.month,
            *(rows.c[name] for name in package.levels["entry"].inputs),
        )
        .select_from(rows)
        .outerjoin(
            entry,
            and_(entry.tenant_id == tenant, entry.id == rows.c.row_entry, entry.work_date == rows.c.row_day),
        )
        .outerjoin(task, and_(task.tenant_id == tenant, task.id == rows.c.row_task))
    )


def _facts(package: Package, chosen: FromClause, listed: FromClause) -> Select[Any]:
    facts = month_facts(package, chosen).subquery("facts")
    own = {"role": listed.c.role, "work_days": listed.c.days}
    return select(
        listed.c.post_id.label("person"),
        listed.c.month.label("month"),
        *(own.get(name, facts.c[name]).label(name) for name in package.levels["month"].inputs),
    ).join(facts, and_(facts.c.person == listed.c.person_id, facts.c.month == listed.c.month))
