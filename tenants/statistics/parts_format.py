"""The form of a province's part (phần số liệu của tỉnh): what gathering writes and the release reads, line by line.

A row of `statistics_part` keeps four columns of JSON. Their lines are sorted, and no two of them have the same key.

`cells` (`CountLine`), lists of nine: body, position group, rank, age, gender, staff, qualification, class, people.
    Leaves of the dimensions in `disclosure.catalogue` without the province: `["provincial_government", "professional",
    "chuyen_vien", "under_45", "female", "civil_servant", "graduate", "HTT", 12]`. `unknown` stands where rank, age,
    gender, staff or qualification is not on record (`catalogue.CAN_LACK`). Everybody of the province is in one line,
    people without a class as `none`; people is at least 1.
`points` (`PointsLine`), lists of five: body, position group, class, total (text), people. Only people with a class and
    a total; one line for each total.
`twice` (`TwiceLine`), lists of four: level, position group, `twice` or `once`, people. Everybody who is KHT in this
    quarter, by whether they were in the quarter before; no line where nobody is, none at all in a year.
`figures`, an object of lists of objects with the names of these classes' fields:
    `work` (`WorkLine`), `bodies` (`BodiesLine`), `coverage` (`CoverageLine`), `honesty` (`HonestyLine`), and
    `staffing` as `staffing_months.figures` writes it and `index` as `harmonised` does.

Counts are JSON numbers; every other number is an exact decimal text ("1234.5", never an exponent), a `Decimal` here.
`Part.of_row` reads a row (or anything with these attributes), `Part.columns` gives what is stored, `content_hash` is
the SHA-256 of period and columns as canonical JSON (keys sorted, no spaces, UTF-8).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol, TypeVar, get_type_hints

from tenants.norms.language.numbers import printed

LEVELS: Final = ("provincial", "communal")
COMMON_FIELD: Final = "chung"
"""The field of work of units that have none, nor any unit above them."""


class CountLine(NamedTuple):
    """People of one leaf of every dimension in one class."""

    body: str
    group: str
    rank: str
    age: str
    gender: str
    staff: str
    qualification: str
    rating: str
    people: int


class PointsLine(NamedTuple):
    """People of a body and position group with one class and one total."""

    body: str
    group: str
    rating: str
    total: Decimal
    people: int


class TwiceLine(NamedTuple):
    """People failing now; `state` is `twice` if they failed in the quarter before too, else `once`."""

    level: str
    group: str
    state: str
    people: int


@dataclass(frozen=True)
class WorkLine:
    """Verified work of a body's units of one field: sums of the period's days, by where people's primary posts lay.

    `minutes` are declared ones. `excellent` … `rejected` count entries by the quality given. `largest` and `second` are
    the norm minutes of the two people with most, 0 where there is none.
    """

    body: str
    field: str
    people: int
    entries: int
    minutes: int
    norm_minutes: Decimal
    early: int
    late: int
    excellent: int
    good: int
    fair: int
    poor: int
    rejected: int
    largest: Decimal
    second: Decimal


@dataclass(frozen=True)
class BodiesLine:
    """Agencies of a level (one whose head decides on sheets): `on_time` + `late` + `open` = `agencies`.

    On time when every sheet had its first decision by the day due, late when all are decided but not by then, open
    while a sheet waits. And `within` + `over` + `granted` = `agencies`: HTXS no more than the quota, more than it, or
    within a larger share granted by the province's head.
    """

    level: str
    agencies: int
    on_time: int
    late: int
    open: int
    within: int
    over: int
    granted: int


@dataclass(frozen=True)
class CoverageLine:
    """How far catalogue and log cover a level.

    `posts` held on the last day and those with a job position; `positions` of the catalogue for the level in force and
    those described (purpose and duties); `items` in force in the whole province (the same at both levels) and those
    verified at the level; verified `entries` and those of an item other than "other tasks" (group D); `people` and
    those with verified work; `sheets` to be self-scored and those `submitted`.
    """

    level: str
    posts: int
    posts_with_position: int
    positions: int
    positions_described: int
    items: int
    items_used: int
    entries: int
    entries_with_item: int
    people: int
    people_logging: int
    sheets: int
    submitted: int


@dataclass(frozen=True)
class HonestyLine:
    """Raters and logs of a level with enough cases to be judged, and how many of them calibration flags, by kind.

    `days` are days with verified work of the logs, `long_days` those above 9.5 declared hours.
    """

    level: str
    raters: int
    raters_top_marks: int
    raters_at_once: int
    logs: int
    logs_long_days: int
    logs_repeated: int
    days: int
    long_days: int


Line = TypeVar("Line", WorkLine, BodiesLine, CoverageLine, HonestyLine)


class Row(Protocol):
    """Where a part is stored."""

    period: str
    cells: list[list[Any]]
    twice: list[list[Any]]
    points: list[list[Any]]
    figures: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """What a province tells of a period (`2026-Q3` or `2026`)."""

    period: str
    cells: tuple[CountLine, ...]
    points: tuple[PointsLine, ...] = ()
    twice: tuple[TwiceLine, ...] = ()
    work: tuple[WorkLine, ...] = ()
    bodies: tuple[BodiesLine, ...] = ()
    coverage: tuple[CoverageLine, ...] = ()
    honesty: tuple[HonestyLine, ...] = ()
    staffing: tuple[Mapping[str, Any], ...] = field(default=())
    index: tuple[Mapping[str, Any], ...] = field(default=())

    @staticmethod
    def of_row(row: Row) -> "Part":
        """The part as a row keeps it."""
        figures = row.figures
        return Part(
            row.period,
            tuple(CountLine(*line) for line in row.cells),
            tuple(
                PointsLine(body, group, rating, Decimal(total), people)
                for body, group, rating, total, people in row.points
            ),
            tuple(TwiceLine(*line) for line in row.twice),
            _read(WorkLine, figures["work"]),
            _read(BodiesLine, figures["bodies"]),
            _read(CoverageLine, figures["coverage"]),
            _read(HonestyLine, figures["honesty"]),
            tuple(figures["staffing"]),
            tuple(figures["index"]),
        )

    def columns(self) -> dict[str, Any]:
        """The four columns of the row, ready for JSON."""
        return {
            "cells": [list(line) for line in sorted(self.cells)],
            "points": [[*line[:3], printed(line.total), line.people] for line in sorted(self.points)],
            "twice": [list(line) for line in sorted(self.twice)],
            "figures": {
                **{name: _written(getattr(self, name)) for name in ("work", "bodies", "coverage", "honesty")},
                "staffing": [dict(line) for line in self.staffing],
                "index": [dict(line) for line in self.index],
            },
        }

    @property
    def content_hash(self) -> bytes:
        """The SHA-256 of everything in it."""
        told = json.dumps(
            {"period": self.period, **self.columns()}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(told.encode()).digest()

    @property
    def people(self) -> int:
        """How many people it counts."""
        return sum(line.people for line in self.cells)


def _written(lines: Sequence[Any]) -> list[dict[str, Any]]:
    records = [asdict(line) for line in lines]
    return [
        {name: printed(value) if isinstance(value, Decimal) else value for name, value in record.items()}
        for record in sorted(records, key=lambda record: [str(record.get(name)) for name in ("level", "body", "field")])
    ]


def _read(kind: type[Line], records: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    exact = {name for name, hint in get_type_hints(kind).items() if hint is Decimal}
    found: list[Line] = []
    for record in records:
        values: dict[str, Any] = {name: Decimal(value) if name in exact else value for name, value in record.items()}
        found.append(kind(**values))
    return tuple(found)
