"""What must not change when tenants become one: each score to its last digit, and the sums of each unit and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

_BY_DAY: Final = """
    SELECT {day} AS day, count(*) AS rows,
           sha256(convert_to(string_agg(CAST(({columns}) AS text), E'\\n' ORDER BY {key}), 'UTF8')) AS digest
    FROM {table} WHERE tenant_id = :tenant AND {where} GROUP BY {day} ORDER BY {day}
"""


def _digest(table: str, day: str, key: str, columns: str, where: str = "former BETWEEN :first AND :last") -> TextClause:
    return text(_BY_DAY.format(table=table, day=day, key=key, columns=columns, where=where))


_ENTRIES: Final = "norm_package_id, person_id, unit_id, minutes, norm_minutes, days_late, points, inputs, outputs"
_OWN_UNITS: Final = (
    "unit_id IN (SELECT id FROM unit WHERE tenant_id = :tenant AND number BETWEEN :first_unit AND :last_unit)"
)
_DIGESTS: Final = {
    "entry_score": _digest(
        "entry_score",
        "work_date",
        "entry_id, revision",
        f"entry_id, work_date, revision, number, {_ENTRIES}, receipt_hash, scored_at",
    ),
    "month_score": _digest(
        "month_score",
        "month",
        "person_id, revision",
        "person_id, month, revision, number, norm_package_id, results, total, rating, receipt, receipt_hash, scored_at",
    ),
    "unit_day": _digest(
        "unit_day",
        "day",
        "unit_id",
        "unit_id, day, entries, minutes, norm_minutes, points, early, late",
        _OWN_UNITS,
    ),
    "sheet": _digest(
        "sheet", "unit_id", "id", "id, person_id, total, general, results, class_by_points, proposed_class", _OWN_UNITS
    ),
}
_SUMS: Final = text(
    f"""
    SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(minutes), 0) AS minutes,
           coalesce(sum(norm_minutes), 0) AS norm_minutes, coalesce(sum(points), 0) AS points,
           coalesce(sum(early), 0) AS early, coalesce(sum(late), 0) AS late
    FROM unit_day WHERE tenant_id = :tenant AND {_OWN_UNITS}
    """  # noqa: S608 - this module's constants
)
_BRANCH: Final = text(
    """
    SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(minutes), 0) AS minutes,
           coalesce(sum(norm_minutes), 0) AS norm_minutes, coalesce(sum(points), 0) AS points,
           coalesce(sum(early), 0) AS early, coalesce(sum(late), 0) AS late
    FROM unit_day WHERE tenant_id = :tenant AND unit_id IN (
        SELECT unit_id FROM unit_place
        WHERE tenant_id = :tenant AND starts_with(path, :path)
          AND valid_from <= :on AND (valid_to IS NULL OR valid_to > :on))
    """
)


@dataclass(frozen=True)
class Part:
    """The rows of one former tenant, or of several in a row: their marks, and the numbers of their units."""

    first: int
    last: int
    first_unit: int
    last_unit: int


ALL: Final = Part(0, 2**31 - 1, 0, 2**31 - 1)


@dataclass(frozen=True)
class Totals:
    """How many rows and which SHA-256 each kind of result has, and the sums of all its units over all days."""

    rows: dict[str, int]
    digests: dict[str, str]
    sums: dict[str, str]

    def differing(self, other: "Totals") -> list[str]:
        """What is not the same."""
        return [name for name in self.digests if self.digests[name] != other.digests[name]] + [
            name for name in self.sums if self.sums[name] != other.sums[name]
        ]


async def as_was(session: AsyncSession, part: Part = ALL) -> Totals:
    """The results of a part of the session's tenant, by the units as they were."""
    rows, digests = {}, {}
    for name, statement in _DIGESTS.items():
        by_unit = ":first_unit" in statement.text
        names = ("first_unit", "last_unit") if by_unit else ("first", "last")
        used = {"tenant": tenant_of(session)} | {name: getattr(part, name) for name in names}
        count, total = 0, sha256()
        for row in await session.execute(statement, used):
            count += row.rows
            total.update(f"{row.day}|{row.rows}|".encode() + bytes(row.digest))
        rows[name], digests[name] = count, total.hexdigest()
    values = {"tenant": tenant_of(session), "first_unit": part.first_unit, "last_unit": part.last_unit}
    return Totals(rows, digests, _told((await session.execute(_SUMS, values)).one()._asdict()))


async def as_is(session: AsyncSession, path: str, on: date) -> dict[str, str]:
    """The sums of all days of the units that stand in a branch on one day, wherever they stood when they worked."""
    row = (await session.execute(_BRANCH, {"tenant": tenant_of(session), "path": path, "on": on})).one()
    return _told(row._asdict())


def added(*parts: dict[str, str]) -> dict[str, str]:
    """Sums of several parts together."""
    return {name: plain(sum((Decimal(part[name]) for part in parts), Decimal(0))) for name in parts[0]}


def plain(value: Decimal) -> str:
    """A sum without exponent and without zeros at its end."""
    return f"{value.normalize():f}"


def _told(row: Mapping[str, object]) -> dict[str, str]:
    return {name: plain(Decimal(str(value))) for name, value in row.items()}
