"""What the office keeps of a version's systems and how later versions get it back: counts, what is hidden, why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from tenants.statistics.disclosure.arrays import Flags
from tenants.statistics.disclosure.catalogue import Catalogue
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.magnitudes import SumPattern
from tenants.statistics.disclosure.protection import Pattern
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.sum_worlds import ShownSums

HIDDEN_SUM = 1


@dataclass(frozen=True)
class Proof:
    """A row of `release_proof`: one line for each row of a system's catalogue, one column for each class or measure."""

    system: str
    keys: list[list[str]]
    counts: list[list[int]]
    hidden: list[list[int]]
    heads_hidden: list[int] = field(default_factory=list)
    reasons: list[list[int]] = field(default_factory=list)
    bounds: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class KeptVersion:
    """A version that was released: which part of each province its systems are made of, catalogues and proofs."""

    version: int
    reported: frozenset[str]
    numbers: Mapping[str, Mapping[str, int]]
    catalogues: Mapping[str, Any]
    proofs: Mapping[str, Proof]

    @cached_property
    def _found(self) -> dict[str, Published]:
        return {}

    def counts(self, system: str) -> Published | None:
        """A system of counts as it was published; None when this version has none."""
        if system not in self.proofs:
            return None
        if system not in self._found:
            proof, catalogue = self.proofs[system], Catalogue.of(self.catalogues[system])
            lines = {tuple(key): row for key, row in zip(proof.keys, proof.counts, strict=True)}
            place = {key: at for at, key in enumerate(lines)}
            order = [place[key] for key in catalogue.rows]
            hidden = np.array(proof.hidden, dtype=np.bool_).reshape(len(lines), len(catalogue.classes))[order]
            withheld = np.array(proof.heads_hidden, dtype=np.bool_)[order]
            self._found[system] = Published(Cells.of(catalogue, lines), hidden, withheld)
        return self._found[system]

    def sums(self, system: str, measure: int) -> ShownSums | None:
        """One measure of a system of sums."""
        if system not in self.proofs:
            return None
        proof, catalogue = self.proofs[system], Catalogue.of(self.catalogues[system])
        totals = {tuple(key): row[measure] for key, row in zip(proof.keys, proof.counts, strict=True)}
        hidden = {tuple(key): bool(row[0]) for key, row in zip(proof.keys, proof.hidden, strict=True)}
        own = {tuple(key): row[0] == HIDDEN_SUM for key, row in zip(proof.keys, proof.reasons, strict=True)}
        return ShownSums(
            catalogue,
            np.array([totals[key] for key in catalogue.rows], dtype=np.int64),
            _flags(hidden, catalogue),
            _flags(own, catalogue),
        )


def _flags(found: Mapping[tuple[str, ...], bool], catalogue: Catalogue) -> Flags:
    return np.array([found[key] for key in catalogue.rows], dtype=np.bool_)


def proof_of(system: str, pattern: Pattern) -> Proof:
    """What is kept of a system of counts; bounds only of protected cells: what they must reach and what is proven."""
    cells, bounds = pattern.cells, []
    protected = (pattern.needs.up > 0) | (pattern.needs.down > 0)
    for row, column in np.argwhere(protected):
        proof = pattern.proof(cells.rows[row], cells.catalogue.classes[column])
        bounds.append(
            {"key": list(proof.key), "class": proof.category, "must_reach": list(proof.must_reach),
             "possible": [round(one, 4) for one in proof.possible]}
        )  # fmt: skip
    kept = _kept(system, pattern, bounds)
    return Proof(kept.system, kept.keys, kept.counts, kept.hidden, kept.heads_hidden, pattern.reasons.tolist(), bounds)


def proof_of_repeated(system: str, repeated: Published) -> Proof:
    """What is kept of the people who failed twice: they are protected in one system with the classes."""
    return _kept(system, repeated, [])


def _kept(system: str, published: Published, bounds: list[dict[str, Any]]) -> Proof:
    cells = published.cells
    return Proof(
        system, [list(key) for key in cells.rows], cells.counts.tolist(), published.hidden.astype(int).tolist(),
        published.heads_hidden.astype(int).tolist(), [[-1] * cells.counts.shape[1]] * len(cells.rows), bounds,
    )  # fmt: skip


def proof_of_sums(system: str, patterns: list[SumPattern]) -> Proof:
    """What is kept of a system of sums; one column for each measure, reason 1 where a row is hidden for itself."""
    first = patterns[0]
    return Proof(
        system,
        [list(key) for key in first.magnitudes.catalogue.rows],
        np.stack([one.magnitudes.totals for one in patterns], axis=1).tolist(),
        first.hidden.astype(int)[:, None].tolist(),
        [0] * len(first.hidden),
        np.where(first.sensitive, HIDDEN_SUM, -1)[:, None].tolist(),
    )
