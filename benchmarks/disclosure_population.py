"""A made-up nation of 540,676 evaluated people, drawn from a seed, for measuring disclosure control at its real size.

Shares are assumptions: KHT 0.8 %, HT 10 %, HTXS 18 %, not evaluated 3 %, with differences between provinces, groups
and ages. People keep their class in the next quarter mostly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tenants.registry.provinces import communes, official_names
from tenants.statistics.disclosure.arrays import Floats, Ints
from tenants.statistics.disclosure.catalogue import FAILING, Catalogue
from tenants.statistics.disclosure.cells import BaseCounts

PEOPLE: Final = 540_676
CLASS_SHARES: Final = (0.18, 0.682, 0.10, 0.008, 0.03)
BODY_SHARES: Final = (0.09, 0.34, 0.04, 0.12, 0.34, 0.07)
GROUP_SHARES: Final = (0.22, 0.43, 0.26, 0.09)
RANK_SHARES: Final = ((0.04, 0.30, 0.55, 0.08, 0.03), (0.01, 0.14, 0.68, 0.14, 0.03),
                      (0.005, 0.08, 0.62, 0.25, 0.045), (0.001, 0.01, 0.14, 0.35, 0.499))  # fmt: skip
AGE_SHARES: Final = ((0.38, 0.45, 0.17), (0.62, 0.28, 0.10), (0.64, 0.27, 0.09), (0.58, 0.29, 0.13))
FEMALE: Final = (0.31, 0.44, 0.52, 0.40)
CIVIL_SERVANT: Final = (0.90, 0.75, 0.70, 0.45)
QUALIFICATION_SHARES: Final = ((0.42, 0.55, 0.02, 0.01), (0.24, 0.70, 0.05, 0.01),
                               (0.12, 0.74, 0.11, 0.03), (0.01, 0.24, 0.40, 0.35))  # fmt: skip
BY_GROUP: Final = ((0.4, 0, -0.2, -0.3, -0.1), (0, 0, 0, 0, 0), (-0.1, 0, 0, 0.1, 0), (-0.3, 0, 0.2, 0.2, 0.2))
BY_AGE: Final = ((0, 0, 0, 0, 0.1), (0.1, 0, 0, -0.1, 0), (0, 0, 0.1, 0.1, 0))
KEEPS_CLASS: Final = 0.75
FAILS_AGAIN: Final = 0.20


@dataclass(frozen=True)
class Population:
    """One place per person: the leaf of each dimension, and the class of this quarter and of the one before."""

    catalogue: Catalogue
    members: Ints
    classes: Ints
    before: Ints

    def base(self, of: Ints | None = None) -> BaseCounts:
        """People by leaf of everything, and by class (another one than this quarter's when given)."""
        return counted(self.catalogue, self.members, self.classes if of is None else of)

    def repeated(self) -> BaseCounts:
        """People in class KHT by leaf: twice running, and only now."""
        failing = self.catalogue.classes.index(FAILING)
        now = self.classes == failing
        catalogue = replace(self.catalogue, classes=("twice", "once"))
        return counted(catalogue, self.members[now], (self.before[now] != failing).astype(np.int64))

    def only(self, chosen: Ints) -> "Population":
        """Some of the people."""
        return Population(self.catalogue, self.members[chosen], self.classes[chosen], self.before[chosen])


def counted(catalogue: Catalogue, members: Ints, classes: Ints) -> BaseCounts:
    """People added up by the leaves they share."""
    shape = tuple(len(dimension.leaves) for dimension in catalogue.dimensions)
    places, group = np.unique(np.ravel_multi_index(tuple(members.T), shape), return_inverse=True)
    width = len(catalogue.classes)
    counts = np.bincount(group * width + classes, minlength=len(places) * width).reshape(-1, width)
    found = np.stack(np.unravel_index(places, shape), axis=-1).astype(np.int64)
    return BaseCounts(catalogue, found, counts.astype(np.int64))


def provinces() -> tuple[str, ...]:
    """The codes of the 34 provinces and cities."""
    return tuple(sorted(official_names()))


def population(catalogue: Catalogue, seed: int, people: int = PEOPLE) -> Population:
    """Draw a nation over a catalogue of the recommended dimensions."""
    draw = np.random.default_rng(seed)
    sizes = np.array([len(communes(code)) for code in catalogue.dimensions[0].leaves], dtype=np.float64)
    sizes *= draw.lognormal(0.0, 0.25, len(sizes))
    province = draw.choice(len(sizes), people, p=sizes / sizes.sum())
    bodies = np.array(BODY_SHARES) * draw.lognormal(0.0, 0.3, (len(sizes), len(BODY_SHARES)))
    body = picked(draw, bodies / bodies.sum(axis=1, keepdims=True), province)
    group = draw.choice(len(GROUP_SHARES), people, p=GROUP_SHARES).astype(np.int64)
    columns = (
        province, body, group,
        picked(draw, np.array(RANK_SHARES), group),
        picked(draw, np.array(AGE_SHARES), group),
        picked(draw, both(FEMALE), group),
        picked(draw, both(CIVIL_SERVANT), group),
        picked(draw, np.array(QUALIFICATION_SHARES), group),
    )  # fmt: skip
    classes, before = (_evaluated(draw, province, group, columns[4]) for _ in range(2))
    failing = catalogue.classes.index(FAILING)
    keeps = draw.random(people) < np.where(classes == failing, FAILS_AGAIN, np.where(before == failing, 0, KEEPS_CLASS))
    return Population(catalogue, np.stack(columns, axis=-1), classes, np.where(keeps, classes, before))


def both(first: Sequence[float]) -> Floats:
    """Shares of two members from those of the first."""
    share = np.array(first)
    return np.stack([share, 1 - share], axis=-1)


def picked(draw: np.random.Generator, shares: Floats, rows: Ints) -> Ints:
    """For each person one of the members by the shares of the person's row."""
    edges = np.cumsum(shares, axis=1)[:, :-1]
    return np.asarray((draw.random(len(rows))[:, None] > edges[rows]).sum(axis=1), dtype=np.int64)


def _evaluated(draw: np.random.Generator, province: Ints, group: Ints, age: Ints) -> Ints:
    """A class for each person; provinces, groups and ages differ in how they classify."""
    size = (int(province.max()) + 1, len(CLASS_SHARES))
    shares = np.array(CLASS_SHARES) * np.exp(draw.normal(0.0, (0.15, 0.03, 0.15, 0.25, 0.15), size))
    by_group, by_age = np.exp(np.array(BY_GROUP)), np.exp(np.array(BY_AGE))
    width = (len(by_group), len(by_age))
    table = shares[:, None, None] * by_group[None, :, None] * by_age[None, None, :]
    flat = table.reshape(-1, len(CLASS_SHARES))
    return picked(draw, flat / flat.sum(axis=1, keepdims=True), (province * width[0] + group) * width[1] + age)
