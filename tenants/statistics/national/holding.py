"""Which corrections may be published now: too small ones would show what was corrected of whom, and wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.corrections import too_small
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.national.building import SYSTEMS
from tenants.statistics.national.kept import KeptVersion
from tenants.statistics.national.sources import Source, Sources
from tenants.statistics.national.sums import SUMS, SumNature, totals
from tenants.statistics.national.systems import (
    CLASSES,
    SMALL,
    TWICE_SYSTEM,
    class_base,
    class_records,
    small_base,
    twice_base,
    twice_records,
    unknown_in,
)

Leaf = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Corrections:
    """What the newest parts do to each system: the parts it takes, provinces corrected in it, and those that wait."""

    sources: Mapping[str, Sources]
    corrected: tuple[str, ...]
    waiting: Mapping[str, tuple[str, ...]]


def corrections(last: KeptVersion, used: Mapping[str, Sources], newest: Sources, settings: Settings) -> Corrections:
    """Hold every newer part against what each system was made of; `used` are the parts of the last version."""
    sources, corrected, waiting = dict[str, Sources](), set[str](), dict[str, tuple[str, ...]]()
    for system in SYSTEMS:
        taken, waits = dict(used[system]), list[str]()
        for province, source in sorted(newest.items()):
            if province not in taken or source.number <= taken[province].number:
                continue
            found = _verdict(system, last, used[system], source, settings)
            if found is None:
                waits.append(province)
                continue
            if found:
                corrected.add(province)
            taken[province] = source
        sources[system] = taken
        if waits:
            waiting[system] = tuple(waits)
    return Corrections(sources, tuple(sorted(corrected)), waiting)


def _verdict(system: str, last: KeptVersion, used: Sources, source: Source, settings: Settings) -> bool | None:
    """Whether a newer part changes a system; None when the change is too small to be shown."""
    changed = {**used, source.province: source}
    if system == CLASSES:
        return _classes(last, used, changed, source.province, settings)
    small = next((nature for nature in SMALL if nature.system == system), None)
    if small is None:
        return _sum(next(nature for nature in SUMS if nature.system == system), used, source, settings)
    old, new = used[source.province].part, source.part
    moved = _moved(small.records(old), small.records(new))
    if not any(moved):
        return False
    published = last.counts(system)
    if published is None:
        return True
    base = small_base(small, changed)
    return _shown(published, base, _bases(base, source.province, moved), settings)


def _classes(last: KeptVersion, used: Sources, changed: Sources, province: str, settings: Settings) -> bool | None:
    old, new = used[province].part, changed[province].part
    moved = _moved(class_records(old), class_records(new))
    published = last.counts(CLASSES)
    if published is None:  # every version has classes
        return True
    unknown = unknown_in(source.part for source in changed.values()) | {
        one.code for one in published.cells.catalogue.dimensions if "unknown" in one.leaves
    }
    base = class_base(changed, unknown, False)
    again = _moved(twice_records(old, base.catalogue), twice_records(new, base.catalogue))
    if not any(moved) and not any(again):
        # Points and the index are made of the same part; they are told of thirty people and more only.
        return old.points != new.points or old.index != new.index or old.coverage != new.coverage
    verdicts = [_shown(published, base, _bases(base, province, moved), settings)]
    before = last.counts(TWICE_SYSTEM)
    if before is not None and any(again):
        repeated = twice_base(changed, base.catalogue)
        verdicts.append(_shown(before, repeated, _bases(repeated, province, again), settings))
    return True if all(verdicts) else None


def _shown(published: Published, base: BaseCounts, moved: Iterable[BaseCounts], settings: Settings) -> bool | None:
    """Whether the change may be shown: a row is too small only if both those gone and those come are too few."""
    catalogue = base.catalogue.with_tables(published.cells.catalogue.tables)
    cells = Cells.count(base, catalogue)
    small = [{row.key for row in too_small(published, cells, Cells.count(one, catalogue), settings)} for one in moved]
    return None if set.intersection(*small) else True


def _moved(
    old: Iterable[tuple[tuple[str, ...], str, int]], new: Iterable[tuple[tuple[str, ...], str, int]]
) -> tuple[dict[Leaf, int], dict[Leaf, int]]:
    """People gone from each leaf and class, and people come: at least so many records were corrected."""
    counts = dict[Leaf, int]()
    for sign, records in ((-1, old), (1, new)):
        for leaves, category, people in records:
            counts[leaves, category] = counts.get((leaves, category), 0) + sign * people
    gone = {leaf: -count for leaf, count in counts.items() if count < 0}
    come = {leaf: count for leaf, count in counts.items() if count > 0}
    return gone, come


def _bases(base: BaseCounts, province: str, moved: Iterable[Mapping[Leaf, int]]) -> list[BaseCounts]:
    return [
        BaseCounts.of(base.catalogue, [((province, *leaves), one, count) for (leaves, one), count in found.items()])
        for found in moved
    ]


def _sum(nature: SumNature, used: Sources, source: Source, settings: Settings) -> bool | None:
    """Of sums it is not known how many people were corrected: every changed row must be large."""
    own = {source.province: used[source.province]}
    older, newer = totals(nature, own), totals(nature, {source.province: source})
    changed = (older.sums != newer.sums).any(axis=1) | (older.people != newer.people)
    if not changed.any():
        return False
    return None if (newer.people[changed] < settings.corrected_group).any() else True
