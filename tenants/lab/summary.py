"""The tables of a finished run: distribution, migration between classes, groups, quota, totals."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.lab import quotas
from tenants.lab.models import LabRun
from tenants.lab.packages import draft_of
from tenants.lab.rules import BIN
from tenants.norms.language import Package
from tenants.norms.language.kinds import KeyKind

# Of fewer persons than this only their number is told: a mean of one is that person's score.
FEWEST_TOLD: Final = 3

_OF_RUN: Final = "tenant_id = :tenant AND run_id = :run"
_FIGURES: Final = """
    count(*) AS persons, count(*) FILTER (WHERE before_rating IS DISTINCT FROM after_rating) AS moved,
    count(*) FILTER (WHERE after_total > before_total) AS rose,
    count(*) FILTER (WHERE after_total < before_total) AS fell,
    sum(entries) AS entries, sum(refused) AS refused,
    trim_scale(sum(before_points)) AS points_before, trim_scale(sum(after_points)) AS points_after,
    round(avg(before_total), 4) AS mean_before, round(avg(after_total), 4) AS mean_after
"""
TOTALS: Final = text(f"SELECT grain, start, {_FIGURES} FROM lab_result WHERE {_OF_RUN} GROUP BY grain, start")  # noqa: S608 - constants of this module
MIGRATION: Final = text(
    f"SELECT grain, start, before_rating AS before, after_rating AS after, count(*) AS persons"  # noqa: S608 - the same
    f" FROM lab_result WHERE {_OF_RUN} GROUP BY grain, start, before_rating, after_rating"
)
DISTRIBUTION: Final = text(
    f"""
    SELECT grain, start, bin, sum(before) AS before, sum(after) AS after FROM (
        SELECT grain, start, CAST(floor(before_total / {BIN}) * {BIN} AS integer) AS bin, 1 AS before, 0 AS after
        FROM lab_result WHERE {_OF_RUN} AND before_total IS NOT NULL
        UNION ALL
        SELECT grain, start, CAST(floor(after_total / {BIN}) * {BIN} AS integer), 0, 1
        FROM lab_result WHERE {_OF_RUN} AND after_total IS NOT NULL
    ) AS totals GROUP BY grain, start, bin ORDER BY bin
    """  # noqa: S608 - the same
)
WAITING: Final = text(
    f"""
    SELECT count(*) FROM lab_result WHERE {_OF_RUN} AND grain = 'month' AND (person_id, start) IN (
        SELECT person_id, month FROM pending_month WHERE tenant_id = :tenant
        UNION ALL
        SELECT entry.person_id, CAST(date_trunc('month', waiting.work_date) AS date)
        FROM pending_score AS waiting
        JOIN work_entry AS entry ON entry.tenant_id = :tenant AND entry.id = waiting.entry_id
             AND entry.work_date = waiting.work_date
        WHERE waiting.tenant_id = :tenant)
    """  # noqa: S608 - the same
)
GROUPS: Final = {"unit": "unit_id", "positionGroup": "position_group", "rank": "rank"}


async def summarise(session: AsyncSession, run: LabRun) -> dict[str, Any]:
    """Everything a run tells of groups of people; persons themselves are asked for apart."""
    draft = await draft_of(run)
    totals = await _rows(session, TOTALS, run)
    migration = await _rows(session, MIGRATION, run)
    distribution = await _rows(session, DISTRIBUTION, run)
    groups = {name: await _groups(session, run, column) for name, column in GROUPS.items()}
    classes = _classes(draft, migration)
    periods = []
    for row in sorted(totals, key=lambda row: (row["grain"], row["start"])):
        key = (row["grain"], row["start"])
        own = row["start"] if row["grain"] == "month" else None
        periods.append(
            {
                **_plain(row),
                "migration": [_plain(one, "before", "after", "persons") for one in _of(migration, key)],
                "distribution": [_plain(one, "bin", "before", "after") for one in _of(distribution, key)],
                "groups": {name: [_told(one) for one in _of(found, key)] for name, found in groups.items()},
                "quota": await quotas.effect(session, run, own) if own else None,
            }
        )
    return {"classes": classes, "waiting": await _waiting(session, run), "periods": periods}


async def _rows(session: AsyncSession, statement: Any, run: LabRun) -> Sequence[Mapping[str, Any]]:  # noqa: ANN401 - a text
    found = await session.execute(statement, {"tenant": tenant_of(session), "run": run.id})
    return [dict(row) for row in found.mappings()]


async def _groups(session: AsyncSession, run: LabRun, column: str) -> Sequence[Mapping[str, Any]]:
    """Figures by one column, with the classes of each group."""
    statement = text(
        f"""
        SELECT grain, start, CAST({column} AS text) AS key, {_FIGURES},
               jsonb_agg(before_rating) AS classes_before, jsonb_agg(after_rating) AS classes_after
        FROM lab_result WHERE {_OF_RUN} GROUP BY grain, start, {column} ORDER BY {column} NULLS LAST
        """  # noqa: S608 - one of the columns named above
    )
    return await _rows(session, statement, run)


def _of(rows: Sequence[Mapping[str, Any]], key: tuple[str, date]) -> list[Mapping[str, Any]]:
    return [row for row in rows if (row["grain"], row["start"]) == key]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a group; of a few persons only how many they are."""
    if row["persons"] < FEWEST_TOLD:
        return {"key": row["key"], "persons": row["persons"], "withheld": True}
    shown = _plain({name: value for name, value in row.items() if name not in ("grain", "start")})
    for side in ("before", "after"):
        shown[f"classes_{side}"] = _counts(row[f"classes_{side}"])
    return {**shown, "withheld": False}


def _counts(classes: Sequence[str | None]) -> list[dict[str, Any]]:
    return [
        {"rating": rating, "persons": classes.count(rating)}
        for rating in sorted(set(classes), key=lambda one: one or "~")
    ]


def _plain(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A row as JSON holds it: exact numbers as texts, counts as numbers, days as ISO."""
    return {name: _json(row[name]) for name in names or row}


def _json(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _classes(draft: Package, migration: Sequence[Mapping[str, Any]]) -> list[str]:
    """The classes in the draft's order, then those that only the period before had."""
    kind = draft.kind_of("month", "rating")
    own = list(kind.keys) if isinstance(kind, KeyKind) else []
    met = {row[side] for row in migration for side in ("before", "after")} - {None}
    return [*own, *sorted(met - set(own))]


async def _waiting(session: AsyncSession, run: LabRun) -> int:
    """Months of its persons that were still to be scored again when the run ended: `before` is going to change."""
    found = await session.scalar(WAITING, {"tenant": tenant_of(session), "run": run.id})
    return int(found or 0)
