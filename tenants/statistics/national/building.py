"""A version of a release, computed whole: every system protected and attacked, every figure laid out. No I/O.

The same parts and the same earlier versions give the same figures and the same hidden cells on every run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from tenants.statistics.disclosure.catalogue import FAILING_TWICE, Catalogue, Table
from tenants.statistics.disclosure.linear import solver
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings, SumSettings
from tenants.statistics.disclosure.worlds import Quarters
from tenants.statistics.national import index, plain, spread
from tenants.statistics.national.counted import Beside, Made, NotClean, made_classes, made_small
from tenants.statistics.national.figures import COLUMNS, UNREPORTED, Figure, absent, pattern_hash, place
from tenants.statistics.national.kept import KeptVersion, Proof
from tenants.statistics.national.sources import Sources
from tenants.statistics.national.summed import made_sums
from tenants.statistics.national.sums import SUMS, SumNature, totals
from tenants.statistics.national.systems import (
    CLASSES,
    SMALL,
    TWICE_SYSTEM,
    class_base,
    small_base,
    small_settings,
    twice_base,
    unknown_in,
)

SYSTEMS: Final = (CLASSES, *(nature.system for nature in SMALL), *(nature.system for nature in SUMS))
"""Systems that take their parts each by itself; the other figures take those of the classes."""
PARTS: Final = "parts"
LOSSES: Final = "losses:"
"""The proof that keeps, for a system, why it hides what it hides."""


@dataclass(frozen=True)
class Rules:
    """How releases are protected: counts, and sums."""

    counts: Settings = field(default_factory=Settings)
    sums: SumSettings = field(default_factory=SumSettings)


@dataclass(frozen=True)
class Task:
    """A version to make: the parts of each system, who is missing, and what was published before.

    `waiting`: tenants of the platform have not reported yet. `earlier` are the versions so far, `previous` those of the
    quarter before, oldest first; `after` is the last version of the quarter after, if it was told before this one.
    """

    period: str
    sources: Mapping[str, Sources]
    missing: Sequence[str]
    waiting: bool
    earlier: Sequence[KeptVersion] = ()
    previous: Sequence[KeptVersion] = ()
    after: KeptVersion | None = None
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True)
class Prepared:
    """A version ready to be written."""

    figures: tuple[Figure, ...]
    proofs: tuple[Proof, ...]
    catalogue: dict[str, Any]
    settings: dict[str, Any]
    losses: list[dict[str, Any]]
    solver: str
    pattern_hash: bytes


def prepare(task: Task) -> Prepared:
    """Make a version; raises `NotClean` when anything of it could be computed."""
    classes = _classes(task)
    made = [classes, *classes.also, *_small(task), *_sums(task)]
    own = task.sources[CLASSES]
    points = spread.points_of(own)
    figures = [
        *(figure for one in made for figure in one.figures),
        *(absent(CLASSES, place(province=code), "people", UNREPORTED) for code in task.missing),
        *spread.figures(points, classes.figures, _proofs(task, spread.SPREAD)),
        *index.figures(own, _proofs(task, index.INDEX)),
        *plain.figures(own),
    ]
    proofs = [*(one.proof for one in made), spread.proof_of(points), index.proof_of(own), _parts(task)]
    proofs += [Proof(LOSSES + one.system, [], [], [], bounds=list(one.inside)) for one in made if one.inside]
    return Prepared(
        figures=tuple(figures),
        proofs=tuple(proofs),
        catalogue={
            "systems": {one.system: one.catalogue for one in made},
            "coarser": [{"system": one.system, **told} for one in made for told in one.coarsened],
            "left_out": sorted(set(SYSTEMS) - {one.system for one in made}),
        },
        settings={"counts": asdict(task.rules.counts), "sums": asdict(task.rules.sums)},
        losses=[*(line for one in made for line in one.losses), *_by_dataset(figures)],
        solver=solver(),
        pattern_hash=pattern_hash(figures),
    )


def _classes(task: Task) -> Made:
    sources = task.sources[CLASSES]
    unknown = unknown_in(source.part for source in sources.values())
    before = [Catalogue.of(version.catalogues[CLASSES]) for version in task.earlier]
    unknown |= {one.code for known in before for one in known.dimensions if "unknown" in one.leaves}
    base = class_base(sources, unknown, task.waiting)
    quarter = any(source.part.twice for source in sources.values())
    *older, previous = [version.counts(CLASSES) for version in task.previous] or [None]
    beside = Beside(
        earlier=_earlier(task, CLASSES),
        previous=previous,
        repeated=twice_base(sources, base.catalogue) if quarter else None,
        repeated_before=[version.counts(TWICE_SYSTEM) for version in task.earlier],
        twice_tables=[one for one in FAILING_TWICE if _told(task, one)],
        quarters=Quarters(
            [one for one in older if one is not None],
            [version.counts(TWICE_SYSTEM) for version in task.previous],
            _after(task),
        ),
    )
    return made_classes(base, task.rules.counts, beside)


def _after(task: Task) -> tuple[Published, Published] | None:
    """What the quarter after has told already of people failing twice."""
    classes, twice = (None if task.after is None else task.after.counts(one) for one in (CLASSES, TWICE_SYSTEM))
    return None if classes is None or twice is None else (classes, twice)


def _told(task: Task, table: Table, system: str = TWICE_SYSTEM) -> bool:
    """Whether a table may be told now: those of the nation alone wait for provinces, and never count late ones in.

    New totals minus old ones would be the late provinces', whose rows stand nowhere else.
    """
    if table.depth("province") or len(table.depths) == 1:
        return True
    late = (version for version in task.earlier if set(task.sources[CLASSES]) - version.reported)
    return not task.waiting and not any(_has(version, system, table.code) for version in late)


def _has(version: KeptVersion, system: str, table: str) -> bool:
    return system in version.catalogues and table in [code for code, _ in version.catalogues[system]["tables"]]


def _small(task: Task) -> Iterator[Made]:
    settings = small_settings(task.rules.counts)
    for nature in SMALL:
        base = small_base(nature, task.sources[nature.system])
        try:
            yield made_small(nature, base, settings, _earlier(task, nature.system))
        except NotClean:
            if task.earlier:  # what was published before cannot be undone: the new version does without
                continue
            raise


def _sums(task: Task) -> list[Made]:
    """Sums of one thing in two systems (entries by level) are hidden in both."""
    must: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    while True:
        found = [made for nature in SUMS if (made := _made_sums(task, nature, must)) is not None]
        hidden = must.union(_entries_hidden(found))
        if hidden == must:
            return found
        must = hidden


def _made_sums(task: Task, nature: SumNature, must: frozenset[tuple[str, tuple[str, ...]]]) -> Made | None:
    rules, sources = task.rules, task.sources[nature.system]
    tables = tuple(one for one in nature.tables if _told(task, one, nature.system))
    found = totals(replace(nature, tables=tables), sources)
    own = frozenset(where for measure, where in must if measure in nature.measures)
    return made_sums(nature, found, rules.sums, rules.counts, task.earlier, own)


def _entries_hidden(found: Sequence[Made]) -> Iterator[tuple[str, tuple[str, ...]]]:
    field_at = COLUMNS.index("field")
    for made in found:
        for one in made.figures:
            if one.measure == "entries" and one.status == "Q" and one.place[field_at] == "*":
                yield one.measure, one.place


def _earlier(task: Task, system: str) -> list[Published]:
    return [found for version in task.earlier if (found := version.counts(system)) is not None]


def _proofs(task: Task, system: str) -> list[Proof]:
    return [version.proofs[system] for version in task.earlier if system in version.proofs]


def _parts(task: Task) -> Proof:
    """Which number of each province's part every system is made of, and their content."""
    numbers = [
        {"system": system, "province": province, "number": source.number, "content_hash": source.content_hash}
        for system in SYSTEMS for province, source in sorted(task.sources[system].items())
    ]  # fmt: skip
    return Proof(PARTS, [], [], [], bounds=numbers)


def _by_dataset(figures: Sequence[Figure]) -> Iterator[dict[str, Any]]:
    """Of every data set all figures and those hidden."""
    found: dict[str, list[int]] = {}
    for one in figures:
        counted = found.setdefault(one.dataset, [0, 0])
        counted[0] += 1
        counted[1] += one.status == "Q"
    for dataset, (cells, hidden) in sorted(found.items()):
        yield {"dataset": dataset, "cells": cells, "hidden": hidden}
