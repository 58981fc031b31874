"""What hiding is compared with: noise and rounding of every cell, and what the sums between cells give back of it."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from tenants.statistics.disclosure.arrays import Floats
from tenants.statistics.disclosure.catalogue import Catalogue, Table
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.coarsening import fineness
from tenants.statistics.disclosure.settings import Settings

RELEASES: Final = 4
FINER: Final = (
    Table("PBG", (("province", 1), ("body", 2), ("group", 1))),
    Table("PBR", (("province", 1), ("body", 2), ("rank", 2))),
    Table("PLAS", (("province", 1), ("body", 1), ("age", 1), ("gender", 1))),
    Table("BGR", (("body", 2), ("group", 1), ("rank", 2))),
    Table("GRAS", (("group", 1), ("rank", 2), ("age", 1), ("gender", 1))),
)


def rounded(true: Floats, draw: np.random.Generator) -> Floats:
    """Each count to one of the two neighbouring multiples of five, by chance and right on average."""
    below = np.floor(true / 5) * 5
    return np.asarray(below + 5 * (draw.random(len(true)) < (true - below) / 5))


def noisy(true: Floats, draw: np.random.Generator) -> Floats:
    """Each count but zero with a whole deviation of at most four and a variance of two, never below zero."""
    steps = np.arange(-4, 5)
    weights = np.exp(-(steps**2) / 4.2)
    return np.asarray(
        np.where(true > 0, np.maximum(true + draw.choice(steps, len(true), p=weights / weights.sum()), 0), 0)
    )


METHODS: Final[tuple[tuple[str, Callable[[Floats, np.random.Generator], Floats]], ...]] = (
    ("rounding to five", rounded),
    ("noise of at most four", noisy),
)


def compared(cells: Cells, threshold: int) -> Iterator[list[str]]:
    """For each method: cells changed, sums that no longer hold, small counts that least squares find again."""
    true = cells.counts.astype(np.float64).ravel()
    classes = cells.counts.shape[1]
    between = sparse.kron(cells.row_sums.matrix, sparse.eye_array(classes), format="csr")
    within = sparse.kron(sparse.eye_array(len(cells.heads)), np.ones((1, classes)), format="csr")
    sums = sparse.vstack([between, within], format="csr")
    totals = np.concatenate([np.zeros(between.shape[0]), cells.heads.astype(np.float64)])
    small = (true > 0) & (true < threshold)
    for name, method in METHODS:
        releases = [method(true, np.random.default_rng(seed)) for seed in range(RELEASES)]
        once, often = (_fitted(sums, totals, figures) for figures in (releases[0], np.mean(releases, axis=0)))
        broken = np.abs(sums @ releases[0] - totals) > 0.5
        shares = (
            (releases[0] != true).mean(),
            broken.mean(),
            *((np.rint(one) == true)[small].mean() for one in (once, often)),
        )
        yield [name, *(f"{100 * share:.0f} %" for share in shares)]


def _fitted(sums: sparse.csr_array, totals: Floats, figures: Floats) -> Floats:
    """The figures nearest to those published that add up, sizes of groups being known."""
    return np.asarray(figures - linalg.lsqr(sums, sums @ figures - totals, atol=1e-10, btol=1e-10)[0])


def finer(base: BaseCounts, settings: Settings) -> Iterator[list[str]]:
    """Tables of more dimensions than a release has: how many of their cells are small."""
    catalogue = Catalogue(base.catalogue.dimensions, FINER, base.catalogue.classes)
    for table in catalogue.tables:
        found = fineness(base, table, settings)
        share = f"{100 * found.own / found.cells:.1f} %"
        yield [found.table, str(found.cells), str(found.own), share, "refused" if found.too_fine else "allowed"]
