"""Sums of all versions of a period as one set of unknowns: sums that stayed are one, shown ones are known for good."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.catalogue import Catalogue
from tenants.statistics.disclosure.cells import row_sums
from tenants.statistics.disclosure.sums import Sums


@dataclass(frozen=True)
class ShownSums:
    """An earlier version: its sums of the same measure, those hidden, and those hidden for their own sake."""

    catalogue: Catalogue
    totals: Ints
    hidden: Flags
    sensitive: Flags


@dataclass(frozen=True)
class SumWorld:
    """Unknowns with their true values; the first ones are the new version's rows.

    `known` stand in an earlier version, or nobody is behind them; `outside` are hidden in one; `must` are rows of the
    new version that an earlier one hides. `margin` is how far each must seem open, `sums` come to zero.
    """

    values: Floats
    known: Flags
    outside: Flags
    must: Flags
    margin: Floats
    sums: Sums


def sum_world(
    catalogue: Catalogue, totals: Ints, people: Ints, sensitive: Flags, margin: float, earlier: Sequence[ShownSums]
) -> SumWorld:
    """Number the sums of every version; `earlier` oldest first, `margin` a share of each sensitive sum."""
    values, wanted = [totals.astype(np.float64)], [np.where(sensitive, margin * totals, 0.0)]
    known, outside = [np.flatnonzero(people == 0)], [np.empty(0, dtype=np.int64)]
    must, size = np.zeros(len(totals), dtype=np.bool_), len(totals)
    newer = {key: (at, int(totals[at])) for at, key in enumerate(catalogue.rows)}
    parts, own = [(row_sums(catalogue), np.arange(size))], dict(newer)
    for version in reversed(earlier):
        numbers, numbered = np.empty(len(version.totals), dtype=np.int64), {}
        for row, (key, total) in enumerate(zip(version.catalogue.rows, version.totals.tolist(), strict=True)):
            same = key in newer and newer[key][1] == total
            numbers[row] = newer[key][0] if same else size
            size += not same
            if not same:
                values.append(np.array([float(total)]))
                wanted.append(np.array([margin * total if version.sensitive[row] else 0.0]))
            numbered[key] = (int(numbers[row]), total)
            if key in own and version.hidden[row]:
                must[own[key][0]] = True
        known.append(numbers[~version.hidden])
        outside.append(numbers[version.hidden])
        parts.append((row_sums(version.catalogue), numbers))
        newer = numbered
    flags = _flags(size, np.concatenate(known))
    sums = Sums.stacked([_placed(part, numbers, size) for part, numbers in parts])
    open_elsewhere = _flags(size, np.concatenate(outside)) & ~flags
    return SumWorld(np.concatenate(values), flags, open_elsewhere, must, np.concatenate(wanted), sums)


def _placed(sums: Sums, numbers: Ints, width: int) -> Sums:
    entries = sums.matrix.tocoo()
    rows, columns = entries.row.astype(np.int64), numbers[entries.col]
    return Sums.of(rows, columns, entries.data, (sums.height, width))


def _flags(size: int, listed: Ints) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    flags[listed] = True
    return flags
