"""The systems of figures that are counts: people by class, agencies, people who log or are flagged.

Each adds up within itself and is protected on its own; only people failing twice are protected with the classes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tenants.statistics.disclosure.catalogue import (
    CAN_LACK,
    FAILING_TWICE,
    TWICE,
    UNKNOWN,
    Catalogue,
    Table,
    before_all_report,
    flat,
    recommended,
)
from tenants.statistics.disclosure.cells import BaseCounts
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.national.sources import LEVEL_OF, Sources, provinces_of
from tenants.statistics.parts_format import LEVELS, Part

CLASSES: Final = "classes"
TWICE_SYSTEM: Final = "twice"
BY_LEVEL: Final = (Table("PL", (("province", 1), ("body", 1))),)
Record = tuple[tuple[str, ...], str, int]
"""Leaves of all dimensions but the province, a class, and how many."""


@dataclass(frozen=True)
class Nature:
    """What kind of counts a system has: `measures` by class (None: not told), `whole` the measure of a row's number."""

    system: str
    dataset: str
    classes: tuple[str, ...]
    measures: tuple[str | None, ...]
    whole: str | None
    records: Callable[[Part], Iterable[Record]]


def _bodies(part: Part) -> Iterator[Record]:
    for line in part.bodies:
        yield from _split(line.level, on_time=line.on_time, late=line.late, open=line.open)


def _quota(part: Part) -> Iterator[Record]:
    for line in part.bodies:
        yield from _split(line.level, within=line.within, over=line.over, granted=line.granted)


def _logging(part: Part) -> Iterator[Record]:
    for line in part.coverage:
        yield from _split(line.level, yes=line.people_logging, no=line.people - line.people_logging)


def _submitted(part: Part) -> Iterator[Record]:
    for line in part.coverage:
        yield from _split(line.level, yes=line.submitted, no=line.sheets - line.submitted)


def _flagged(whole: str, kind: str) -> Callable[[Part], Iterator[Record]]:
    def records(part: Part) -> Iterator[Record]:
        for line in part.honesty:
            flagged = getattr(line, kind)
            yield from _split(line.level, yes=flagged, no=getattr(line, whole) - flagged)

    return records


def _split(level: str, **counts: int) -> Iterator[Record]:
    for category, count in counts.items():
        yield (level,), category, count


YES_NO: Final = ("yes", "no")
SMALL: Final = (
    Nature("bodies", "bodies", ("on_time", "late", "open"), ("on_time", "late", "open"), "agencies", _bodies),
    Nature("quota", "bodies", ("within", "over", "granted"), ("within", "over", "granted"), None, _quota),
    Nature("logging", "coverage", YES_NO, ("people_logging", None), "people", _logging),
    Nature("submitted", "coverage", YES_NO, ("submitted", None), "sheets", _submitted),
    Nature("top_marks", "honesty", YES_NO, ("TOP_MARKS", None), "raters", _flagged("raters", "raters_top_marks")),
    Nature("at_once", "honesty", YES_NO, ("AT_ONCE", None), None, _flagged("raters", "raters_at_once")),
    Nature("long_days", "honesty", YES_NO, ("LONG_DAYS", None), "logs", _flagged("logs", "logs_long_days")),
    Nature("repeated", "honesty", YES_NO, ("REPEATED", None), None, _flagged("logs", "logs_repeated")),
)
"""Counts by province and level."""

COARSEST_SHARE: Final = 0.25


def small_settings(settings: Settings) -> Settings:
    """Counts of agencies and of yes or no: that all are alike is no secret, and a table may hide up to a quarter."""
    return replace(settings, full_gap=0, table_limit=COARSEST_SHARE, carried_below=0)


def small_base(nature: Nature, sources: Sources) -> BaseCounts:
    """A system of `SMALL` over the provinces that have reported."""
    dimensions = (flat("province", provinces_of(sources)), flat("body", LEVELS))
    catalogue = Catalogue(dimensions, BY_LEVEL, nature.classes)
    return BaseCounts.of(catalogue, _records(sources, nature.records))


def class_records(part: Part) -> Iterator[Record]:
    """People by class."""
    for line in part.cells:
        yield tuple(line[:7]), line.rating, line.people


def class_base(sources: Sources, unknown: Iterable[str], waiting: bool) -> BaseCounts:
    """People by class; while provinces are waited for, without tables that cross dimensions of the nation alone.

    `unknown` names dimensions with people of whom something is not on record, now or in an earlier version.
    """
    catalogue = recommended(provinces_of(sources), unknown=sorted(unknown))
    whole = before_all_report(catalogue) if waiting else catalogue
    return BaseCounts.of(whole, _records(sources, class_records))


def unknown_in(sources: Iterable[Part]) -> set[str]:
    """Dimensions in which something is not on record of somebody."""
    places = {"rank": 2, "age": 3, "gender": 4, "staff": 5, "qualification": 6}
    lines = [line for part in sources for line in part.cells]
    return {code for code in CAN_LACK if any(line[places[code]] == UNKNOWN for line in lines)}


def twice_records(part: Part, base: Catalogue) -> Iterator[Record]:
    """People failing now by whether they failed before: at the first leaf of all that is not told of them."""
    leaves = {dimension.code: dimension.leaves[0] for dimension in base.dimensions}
    body = {level: next(one for one, above in LEVEL_OF.items() if above == level) for level in LEVELS}
    for line in part.twice:
        known = {**leaves, "body": body[line.level], "group": line.group}
        yield tuple(known[dimension.code] for dimension in base.dimensions[1:]), line.state, line.people


def twice_base(sources: Sources, base: Catalogue) -> BaseCounts:
    """People failing twice, over the dimensions of the classes."""
    catalogue = Catalogue(base.dimensions, FAILING_TWICE, TWICE, base.place)
    return BaseCounts.of(catalogue, _records(sources, lambda part: twice_records(part, base)))


def _records(sources: Sources, told: Callable[[Part], Iterable[Record]]) -> Sequence[tuple[tuple[str, ...], str, int]]:
    return [
        ((province, *leaves), category, count)
        for province in provinces_of(sources)
        for leaves, category, count in told(sources[province].part)
    ]
