"""Small invented provinces: people drawn from a seed, and the part that each would hand in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from benchmarks.disclosure_population import Population, population
from tenants.statistics.disclosure.catalogue import BODIES, CLASSES, FAILING, recommended
from tenants.statistics.national.sources import LEVEL_OF
from tenants.statistics.parts_format import (
    BodiesLine,
    CountLine,
    CoverageLine,
    HonestyLine,
    Part,
    PointsLine,
    TwiceLine,
    WorkLine,
)

PROVINCES = ("01", "42", "56", "68", "79")
PEOPLE = 60_000
MIDDLE = {"HTXS": 94, "HTT": 84, "HT": 66, "KHT": 40}


@dataclass(frozen=True)
class Invented:
    """The people of all provinces, and their provinces' codes in the order of the draw."""

    people: Population
    provinces: tuple[str, ...]

    def part(self, province: str, period: str, classes: Sequence[int] | None = None) -> Part:
        """What a province hands in; other classes than those drawn when given (places in `CLASSES`)."""
        mine = np.flatnonzero(self.people.members[:, 0] == self.provinces.index(province))
        names = [dimension.leaves for dimension in self.people.catalogue.dimensions]
        drawn = self.people.classes if classes is None else np.asarray(classes)
        told = np.column_stack([self.people.members[mine, 1:], drawn[mine], self.people.before[mine], mine % 11])
        cells, points, twice = Counter[tuple[str, ...]](), Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
        for line, found in zip(*np.unique(told, axis=0, return_counts=True), strict=True):
            *places, now, before, extra = line.tolist()
            count, rating = int(found), CLASSES[now]
            leaves = tuple(leaf[at] for leaf, at in zip(names[1:], places, strict=True))
            cells[*leaves, rating] += count
            if rating in MIDDLE:
                points[leaves[0], leaves[1], rating, str(MIDDLE[rating] + extra - 5)] += count
            if rating == FAILING and "-Q" in period:
                twice[LEVEL_OF[leaves[0]], leaves[1], "twice" if CLASSES[before] == FAILING else "once"] += count
        return Part(
            period,
            tuple(CountLine._make((*key, count)) for key, count in cells.items()),
            tuple(PointsLine._make((*key[:3], Decimal(key[3]), count)) for key, count in points.items()),
            tuple(TwiceLine._make((*key, count)) for key, count in twice.items()),
            tuple(_work(province, cells)), tuple(_bodies(province)), tuple(_coverage(province, cells)),
            tuple(_honesty(province, cells)),
            tuple(_staffing(cells)), (_index(points),),
        )  # fmt: skip

    def moved(self, province: str, where: Mapping[str, str], people: int, new: str) -> list[int]:
        """The classes after so many people of one spot of a province were given another class."""
        names = {dimension.code: dimension.leaves for dimension in self.people.catalogue.dimensions}
        order = [dimension.code for dimension in self.people.catalogue.dimensions]
        chosen = self.people.members[:, 0] == self.provinces.index(province)
        for code, leaf in where.items():
            chosen &= self.people.members[:, order.index(code)] == names[code].index(leaf)
        chosen &= self.people.classes == CLASSES.index("HTT")
        found = self.people.classes.copy()
        found[np.flatnonzero(chosen)[:people]] = CLASSES.index(new)
        return [int(one) for one in found]


def invented(seed: int = 1, provinces: Sequence[str] = PROVINCES, people: int = PEOPLE) -> Invented:
    """Draw the people; the quarter before is part of the draw."""
    return Invented(population(recommended(tuple(provinces)), seed, people), tuple(provinces))


def next_quarter(before: Invented, seed: int = 2) -> Invented:
    """The same people a quarter later: most keep their class, some who failed fail again."""
    draw, last = np.random.default_rng(seed), before.people.classes
    fresh = draw.permutation(last)
    keeps = draw.random(len(last)) < np.where(last == CLASSES.index(FAILING), 0.3, 0.85)
    return Invented(replace(before.people, classes=np.where(keeps, last, fresh), before=last), before.provinces)


def _by(cells: Iterable[tuple[tuple[str, ...], int]], *places: int) -> Counter[tuple[str, ...]]:
    found = Counter[tuple[str, ...]]()
    for key, count in cells:
        found[tuple(key[at] for at in places)] += count
    return found


def _levels(cells: Counter[tuple[str, ...]]) -> list[tuple[str, int]]:
    return sorted((level, sum(count for key, count in cells.items() if LEVEL_OF[key[0]] == level)) for level in BODIES)


def _work(province: str, cells: Counter[tuple[str, ...]]) -> Iterable[WorkLine]:
    """Everybody works 440 hours; in one field of one province four people do."""
    fields = {"party": ("dang",), "government": ("tai_chinh", "y_te", "giao_duc_dao_tao"), "front": ("chung",)}
    for (body,), people in sorted(_by(cells.items(), 0).items()):
        own = fields[body.partition("_")[2]]
        for at, field in enumerate(own):
            few = {"provincial_government": 4, "communal_government": 0} if (province, field) == ("56", "y_te") else {}
            count = few.get(body, people // len(own) + at)
            if not count:
                continue
            entries = 60 * count
            yield WorkLine(
                body, field, count, entries, 460 * 60 * count, Decimal(440 * 60 * count), entries // 10,
                entries // 20, entries // 8, entries // 2, entries // 8, entries // 50, entries // 90,
                Decimal(460 * 60), Decimal(455 * 60),
            )  # fmt: skip


def _bodies(province: str) -> Iterable[BodiesLine]:
    late = int(province) % 7
    for level, agencies in (("provincial", 20), ("communal", 70)):
        granted = 3 if (province, level) == ("79", "provincial") else 5
        yield BodiesLine(level, agencies, agencies - late - 6, late, 6, agencies - 5 - granted, 5, granted)


def _coverage(province: str, cells: Counter[tuple[str, ...]]) -> Iterable[CoverageLine]:
    for level, people in _levels(cells):
        open_sheets = 3 if (province, level) == ("68", "communal") else 30
        yield CoverageLine(level, people, people - 9, 120, 110, 900, 420, 60 * people, 55 * people, people,
                           people - 20, people, people - open_sheets)  # fmt: skip


def _honesty(province: str, cells: Counter[tuple[str, ...]]) -> Iterable[HonestyLine]:
    for level, people in _levels(cells):
        at_once, repeated = (1 if province in few else 9 for few in (("79",), ("42", "56")))
        yield HonestyLine(level, people // 9, 12, at_once, people // 2, 11, repeated, 30 * people, people)


def _staffing(cells: Counter[tuple[str, ...]]) -> Iterable[dict[str, object]]:
    for (level, group), people in sorted(Counter(_spots(cells)).items()):
        need = Decimal(people) + 2
        yield {
            "level": level, "group": group, "establishment": people + 3, "people": people,
            "hours": f"{1700 * people}.00", "largest": "1800.00", "second": "1750.00", "need": f"{need}.0",
            "need_low": f"{need - 1}.0", "need_high": f"{need + 1}.0", "months": [],
        }  # fmt: skip


def _spots(cells: Counter[tuple[str, ...]]) -> dict[tuple[str, str], int]:
    found = Counter[tuple[str, str]]()
    for key, count in cells.items():
        found[LEVEL_OF[key[0]], key[1]] += count
    return found


def _index(points: Counter[tuple[str, ...]]) -> dict[str, object]:
    people = sum(points.values())
    raw = sum(Decimal(key[3]) * count for key, count in points.items())
    return {"package": "x", "version": "1", "people": people, "raw_sum": str(raw),
            "harmonised_sum": str(raw + 2 * people), "curve": {}}  # fmt: skip
