"""Systems of sums protected, attacked, and laid out as figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tenants.statistics.disclosure.magnitudes import CannotProtectSums, SumPattern, protect_together
from tenants.statistics.disclosure.settings import Settings, SumSettings
from tenants.statistics.disclosure.sum_worlds import ShownSums
from tenants.statistics.national.counted import Made, NotClean
from tenants.statistics.national.figures import IMPOSSIBLE, Figure, absent, place_of, shown
from tenants.statistics.national.kept import KeptVersion, proof_of_sums
from tenants.statistics.national.sums import SumNature, Totals


def made_sums(
    nature: SumNature,
    found: Totals,
    sums: SumSettings,
    settings: Settings,
    versions: Sequence[KeptVersion],
    must: frozenset[tuple[str, ...]],
) -> Made | None:
    """The system over as many of its tables as can be protected; None when no table can be.

    `versions` are those so far, oldest first; places in `must` are hidden whatever they are. Raises `NotClean` when an
    attacker narrows a sum.
    """
    earlier = [_earlier(nature, measure, versions) for measure in range(len(nature.measures))]
    dropped = list[str]()
    while found.catalogue.tables:
        measures = [found.measure(at) for at in range(len(nature.measures))]
        forced = np.array([place_of(found.catalogue, key) in must for key in found.catalogue.rows], dtype=np.bool_)
        try:
            patterns = protect_together(measures, sums, settings, earlier, forced)
        except CannotProtectSums:
            finest = max(found.catalogue.tables, key=lambda table: len(list(found.catalogue.keys(table))))
            dropped.append(finest.code)
            found = _without(found, finest.code)
            continue
        narrowed = sum(pattern.narrowed() for pattern in patterns)
        if narrowed:
            raise NotClean(nature.system, narrowed)
        return _made(nature, found, patterns, dropped)
    return None


def _earlier(nature: SumNature, measure: int, versions: Sequence[KeptVersion]) -> list[ShownSums]:
    found = (version.sums(nature.system, measure) for version in versions)
    return [one for one in found if one is not None]


def _without(found: Totals, table: str) -> Totals:
    catalogue = found.catalogue.with_tables([one for one in found.catalogue.tables if one.code != table])
    place = {key: at for at, key in enumerate(found.catalogue.rows)}
    rows = np.array([place[key] for key in catalogue.rows], dtype=np.int64)
    return replace(
        found, catalogue=catalogue, sums=found.sums[rows], people=found.people[rows], largest=found.largest[rows],
        second=found.second[rows],
    )  # fmt: skip


def _made(nature: SumNature, found: Totals, patterns: list[SumPattern], dropped: list[str]) -> Made:
    hidden, own = patterns[0].hidden, patterns[0].sensitive
    seen = {"system": nature.system, "table": None, "cells": len(hidden), "hidden": int(hidden.sum())}
    return Made(
        nature.system,
        found.catalogue.described(),
        tuple(_figures(nature, found, patterns[0])),
        proof_of_sums(nature.system, patterns),
        (seen,),
        ({"table": None, "own": int(own.sum())},),
        tuple({"table": code, "instead": None} for code in dropped),
    )


def _figures(nature: SumNature, found: Totals, pattern: SumPattern) -> Iterator[Figure]:
    names = tuple(nature.shown(dict.fromkeys(nature.measures, 1)))
    for row, key in enumerate(found.catalogue.rows):
        where = place_of(found.catalogue, key)
        told = nature.shown(dict(zip(nature.measures, found.sums[row].tolist(), strict=True)))
        for name in names:
            if pattern.hidden[row]:
                yield absent(nature.dataset, where, name)
            elif found.people[row] == 0 or name not in told:
                yield absent(nature.dataset, where, name, IMPOSSIBLE)
            else:
                yield shown(nature.dataset, where, name, told[name])
