"""The systems of figures of a release that are sums: hours and entries of work, days of logs, posts and their need."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np

from tenants.catalogue.vocabulary import FIELDS, POSITION_GROUPS
from tenants.statistics.disclosure.arrays import Ints
from tenants.statistics.disclosure.catalogue import Catalogue, Dimension, Key, Table, flat
from tenants.statistics.disclosure.magnitudes import Magnitudes
from tenants.statistics.national.sources import LEVEL_OF, Sources, provinces_of
from tenants.statistics.parts_format import LEVELS, Part

OTHER_FIELD: Final = "khac"
"""Fields of work that only a province knows."""
MINUTES: Final = 60
TENTHS: Final = 10


@dataclass(frozen=True)
class Amounts:
    """What one line adds: whole sums by measure, people behind them, and what the two largest add to the first sum."""

    leaves: tuple[str, ...]
    sums: tuple[int, ...]
    people: int
    largest: int = 0
    second: int = 0


@dataclass(frozen=True)
class SumNature:
    """What kind of sums a system has; the first measure decides who dominates.

    `shown` turns the sums of a row into the measures that are published.
    """

    system: str
    dataset: str
    measures: tuple[str, ...]
    dimensions: Callable[[], tuple[Dimension, ...]]
    tables: tuple[Table, ...]
    lines: Callable[[Part], Iterable[Amounts]]
    shown: Callable[[Mapping[str, int]], Mapping[str, Decimal]]

    def catalogue(self, provinces: Sequence[str]) -> Catalogue:
        """Its rows over these provinces."""
        return Catalogue((flat("province", provinces), *self.dimensions()), self.tables, ("sum",))


def _levels() -> tuple[Dimension, ...]:
    return (flat("body", LEVELS),)


def _levels_and_fields() -> tuple[Dimension, ...]:
    return flat("body", LEVELS), flat("field", (*FIELDS, OTHER_FIELD))


def _levels_and_groups() -> tuple[Dimension, ...]:
    return flat("body", LEVELS), flat("group", tuple(POSITION_GROUPS))


WORK: Final = (
    "norm_minutes", "minutes", "entries", "early", "late", "excellent", "good", "fair", "poor", "rejected",
)  # fmt: skip
QUALITIES: Final = ("excellent", "good", "fair", "poor", "rejected")


def _work(part: Part) -> Iterator[Amounts]:
    for line in part.work:
        spot = (LEVEL_OF[line.body], line.field if line.field in FIELDS else OTHER_FIELD)
        sums = tuple(_whole(getattr(line, name)) for name in WORK)
        yield Amounts(spot, sums, line.people, _whole(line.largest), _whole(line.second))


def _work_shown(sums: Mapping[str, int]) -> dict[str, Decimal]:
    """Timeliness as a share of all entries, quality of those with a quality."""
    entries, rated = sums["entries"], sum(sums[name] for name in QUALITIES)
    rates = {"on_time": entries - sums["late"], "early": sums["early"], "late": sums["late"]}
    found = {
        "entries": Decimal(entries),
        "norm_hours": _tenth(Decimal(sums["norm_minutes"]) / MINUTES),
        "hours": _tenth(Decimal(sums["minutes"]) / MINUTES),
    }
    found |= {f"{name}_rate": _tenth(Decimal(100 * count) / entries) for name, count in rates.items() if entries}
    return found | {f"{name}_rate": _tenth(Decimal(100 * sums[name]) / rated) for name in QUALITIES if rated}


def _entries(part: Part) -> Iterator[Amounts]:
    for line in part.coverage:
        yield Amounts((line.level,), (line.entries, line.entries_with_item), line.people_logging)


def _days(part: Part) -> Iterator[Amounts]:
    for line in part.honesty:
        yield Amounts((line.level,), (line.days, line.long_days), line.logs)


STAFFING: Final = ("minutes", "establishment", "people", "need", "need_low", "need_high")


def _staffing(part: Part) -> Iterator[Amounts]:
    for line in part.staffing:
        minutes, largest, second = (_whole(Decimal(line[name]) * MINUTES) for name in ("hours", "largest", "second"))
        needs = (_whole(Decimal(line[name] or 0) * TENTHS) for name in ("need", "need_low", "need_high"))
        sums = (minutes, line["establishment"], line["people"], *needs)
        yield Amounts((line["level"], line["group"]), sums, line["people"], largest, second)


def _staffing_shown(sums: Mapping[str, int]) -> dict[str, Decimal]:
    """Needs in posts; a sum's interval is the sum of its parts' ends, so it is rather too wide than too narrow."""
    found = {name: Decimal(sums[name]) for name in ("establishment", "people")}
    if sums["need"]:
        found |= {name: Decimal(sums[name]) / TENTHS for name in ("need", "need_low", "need_high")}
    return found


def _as_counted(sums: Mapping[str, int]) -> dict[str, Decimal]:
    return {name: Decimal(count) for name, count in sums.items()}


LEVEL_TABLE: Final = Table("PL", (("province", 1), ("body", 1)))
SUMS: Final = (
    SumNature(
        "work", "work", WORK, _levels_and_fields,
        (LEVEL_TABLE, Table("PF", (("province", 1), ("field", 1))), Table("LF", (("body", 1), ("field", 1)))),
        _work, _work_shown,
    ),
    SumNature("entries", "coverage", ("entries", "entries_with_item"), _levels, (LEVEL_TABLE,), _entries, _as_counted),
    SumNature("days", "honesty", ("days", "long_days"), _levels, (LEVEL_TABLE,), _days, _as_counted),
    SumNature(
        "staffing", "staffing", STAFFING, _levels_and_groups,
        (Table("PLG", (("province", 1), ("body", 1), ("group", 1))),), _staffing, _staffing_shown,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Totals:
    """Sums of every row of a catalogue, one column for each measure, with who stands behind them."""

    catalogue: Catalogue
    sums: Ints
    people: Ints
    largest: Ints
    second: Ints

    def measure(self, at: int) -> Magnitudes:
        """One measure's sums."""
        return Magnitudes(self.catalogue, self.sums[:, at].copy(), self.people, self.largest, self.second)


def totals(nature: SumNature, sources: Sources) -> Totals:
    """Add up a system over the provinces that have reported; nobody is counted in two lines of one part."""
    catalogue = nature.catalogue(provinces_of(sources))
    place = {key: at for at, key in enumerate(catalogue.rows)}
    sums = np.zeros((len(place), len(nature.measures)), dtype=np.int64)
    people, most = np.zeros(len(place), dtype=np.int64), np.zeros((len(place), 2), dtype=np.int64)
    for province in provinces_of(sources):
        for line in nature.lines(sources[province].part):
            for key in _counting((province, *line.leaves)):
                row = place.get(key)
                if row is not None:
                    sums[row] += line.sums
                    people[row] += line.people or int(any(line.sums))
                    most[row] = sorted((*most[row].tolist(), line.largest, line.second))[:-3:-1]
    return Totals(catalogue, sums, people, most[:, 0].copy(), most[:, 1].copy())


def _counting(leaf: Key) -> Iterator[Key]:
    """The rows that count a leaf: each of its members or the total."""
    found: list[Key] = [()]
    for code in leaf:
        found = [(*key, one) for key in found for one in (code, "*")]
    yield from found


def _whole(number: Decimal | int) -> int:
    return int(Decimal(number).quantize(Decimal(1), ROUND_HALF_UP))


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
