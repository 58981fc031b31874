"""A small invented nation and its releases, written as the program's role writes them."""

import hashlib
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from typing import Any, Final

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from kernel.ids import uuid7
from tenants.statistics.disclosure.catalogue import NATIONAL, RECOMMENDED, Catalogue, Key, recommended
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.protection import Pattern, protect
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.vocabulary import COLUMNS

PROVINCES: Final = ("01", "42", "56")
QUARTER, LATE, YEAR, NEXT_YEAR = "2031-Q1", "2031-Q2", "2031", "2032"
"""Periods far ahead, so that no other test has releases of them."""
PUBLISHED: Final = datetime(2031, 5, 15, 2, 0, tzinfo=UTC)
CLASS_WEIGHTS: Final = (18, 68, 9, 2, 3)
PEOPLE: Final = 4_000
COLUMN_OF: Final = {"group": "position_group"}
Cell = dict[str, Any]


@dataclass(frozen=True)
class Nation:
    """The pattern all releases of the nation have, and the figures beside its counts."""

    pattern: Pattern
    others: tuple[Cell, ...]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the counts."""
        return self.pattern.cells.catalogue

    def counts(self) -> Iterator[Cell]:
        """The figures of the data set `classes` as they are stored."""
        published = self.pattern
        for key in published.cells.rows:
            place = placed(self.catalogue, key)
            people = published.people(key)
            for code in self.catalogue.classes:
                shown = published.count(key, code)
                yield {**place, "dataset": "classes", "measure": code, **figure(shown, nobody=people == 0)}
            yield {**place, "dataset": "classes", "measure": "people", **figure(people)}


def placed(catalogue: Catalogue, key: Key) -> Cell:
    """A row of the catalogue by the columns of the table."""
    names = [COLUMN_OF.get(dimension.code, dimension.code) for dimension in catalogue.dimensions]
    return dict(zip(names, key, strict=True))


def figure(value: int | str | None, *, nobody: bool = False) -> Cell:
    """A stored figure; one that cannot be is M."""
    if nobody:
        return {"value": None, "obs_status": "M", "conf_status": "F"}
    if value is None:
        return {"value": None, "obs_status": "Q", "conf_status": "C"}
    return {"value": Decimal(value), "obs_status": "A", "conf_status": "F"}


def made_up() -> Nation:
    """Four thousand people in three provinces, drawn from a seed; few of them fail, so that cells are small."""
    draw = random.Random(5)
    catalogue = recommended(PROVINCES, tables=(RECOMMENDED[0], RECOMMENDED[1], *NATIONAL))
    weights = [[draw.uniform(0.5, 2) for _ in one.leaves] for one in catalogue.dimensions]
    records: dict[tuple[tuple[str, ...], str], int] = {}
    for _ in range(PEOPLE):
        key = tuple(
            draw.choices(one.leaves, weight)[0] for one, weight in zip(catalogue.dimensions, weights, strict=True)
        )
        rating = draw.choices(catalogue.classes, CLASS_WEIGHTS)[0]
        records[key, rating] = records.get((key, rating), 0) + 1
    cells = Cells.count(BaseCounts.of(catalogue, ((key, rating, n) for (key, rating), n in records.items())))
    return Nation(protect(cells), tuple(_others()))


def _others() -> Iterator[Cell]:
    """Data sets beside the counts: work by field, the index, people failing twice."""
    for province, level in product(("*", *PROVINCES), ("*", "provincial", "communal")):
        hidden = (province, level) in (("42", "provincial"), ("42", "communal"))
        for measure, value in (("entries", "1200"), ("norm_hours", "830.5"), ("on_time_rate", "91.2")):
            told = None if hidden and measure == "norm_hours" else value
            yield {"dataset": "work", "province": province, "body": level, "measure": measure, **figure(told)}
    for province, code in product(("*", *PROVINCES), ("y_te", "tai_chinh")):
        told = None if (province, code) == ("56", "tai_chinh") else "410.5"
        yield {"dataset": "work", "province": province, "field": code, "measure": "norm_hours", **figure(told)}
    for province, raw, fair in (("01", "88.1", "82.4"), ("42", "79.5", "84.1"), ("56", "91.0", None)):
        yield {"dataset": "index", "province": province, "measure": "raw_mean", **figure(raw if fair else None)}
        yield {"dataset": "index", "province": province, "measure": "harmonised_mean", **figure(fair)}
        yield {"dataset": "index", "province": province, "measure": "harshness", **figure("1.04" if fair else None)}
    for province in ("*", *PROVINCES):
        for measure in ("twice", "once"):
            yield {"dataset": "twice", "province": province, "measure": measure,
                   **figure(7 if province == "*" else None)}  # fmt: skip


def _of_staff(cell: Cell) -> tuple[object, object]:
    return cell.get("staff"), cell["measure"]


def write(
    engine: Engine,
    nation: Nation,
    period: str,
    *,
    version: int = 1,
    missing: Sequence[str] = (),
    concealed: Collection[tuple[str, str]] = (),
) -> None:
    """One release of the nation. Provinces that are missing have one row that says so; figures of the staff types and
    classes `concealed` are hidden.
    """
    release = Release(
        id=uuid7(), period=period, version=version, published_at=PUBLISHED,
        reason="Bổ sung số liệu của tỉnh báo cáo muộn <&>" if version > 1 else None,
        reported=[code for code in PROVINCES if code not in missing], missing=list(missing), parts=[],
        catalogue=nation.catalogue.described(), settings={}, losses=[], solver="HiGHS",
        pattern_hash=hashlib.sha256(nation.pattern.digest.encode()).digest(),
    )  # fmt: skip
    nowhere = dict.fromkeys(COLUMNS, "*")
    with Session(engine) as session, session.begin():
        session.add(release)
        session.flush()
        cells = [
            {"release_id": release.id, **nowhere, **cell, **(figure(None) if _of_staff(cell) in concealed else {})}
            for cell in (*nation.counts(), *nation.others)
            if cell.get("province") not in missing
        ]
        late = {"dataset": "classes", "measure": "people", "value": None, "obs_status": "L", "conf_status": "F"}
        cells += [{"release_id": release.id, **nowhere, **late, "province": code} for code in missing]
        session.execute(insert(ReleaseCell), cells)
