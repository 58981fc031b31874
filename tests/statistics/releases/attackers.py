"""Those who hold all versions together: every stored figure of every release, and what follows between them.

They read the published tables only, under the ministries' role. They know which figures add up, how many people each
row has (establishment lists), which counts stayed from one version to the next, and who reported late.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tenants.statistics.disclosure.attacks.knowledge import Knowledge
from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.catalogue import CLASSES, TOTAL, Catalogue, Key
from tenants.statistics.disclosure.sums import Sums
from tests.statistics.releases.conftest import Nation

Version = tuple[str, int]
Name = tuple[Version, str, Key, str]
"""A figure: version, system, row, class or measure."""
COLUMN_OF = {"group": "position_group"}
SLACK = 1e-4


@dataclass(frozen=True)
class System:
    """A system of one version as it was published, and the truth that the office keeps."""

    version: Version
    name: str
    catalogue: Catalogue
    columns: tuple[str, ...]
    truth: Mapping[Key, Sequence[int]]
    shown: Mapping[tuple[Key, str], int | None]


def read(nation: Nation, name: str, dataset: str, columns: Sequence[str]) -> list[System]:
    """A system in all versions: figures as the ministries' role reads them, the truth as the office does."""
    found = []
    for row in nation.rows("SELECT id, period, version, catalogue FROM release ORDER BY period, version"):
        described = row["catalogue"]["systems"].get(name)  # type: ignore[index]
        if described is None:
            continue
        catalogue = Catalogue.of(described)
        dimensions = [COLUMN_OF.get(one.code, one.code) for one in catalogue.dimensions]
        figures = nation.rows(
            f"SELECT {', '.join(dimensions)}, measure, value, obs_status FROM release_cell"
            " WHERE release_id = %s AND dataset = %s",
            row["id"], dataset,
        )  # fmt: skip
        shown: dict[tuple[Key, str], int | None] = {}
        for one in figures:
            if one["obs_status"] in ("A", "Q", "M"):
                value = 0 if one["obs_status"] == "M" else one["value"]
                key = tuple(str(one[column]) for column in dimensions)
                shown[key, str(one["measure"])] = None if value is None else int(value)  # type: ignore[call-overload]
        proof = nation.rows(
            "SELECT keys, counts FROM release_proof WHERE release_id = %s AND system = %s", row["id"], name,
            url=nation.app_url,
        )[0]  # fmt: skip
        truth = {tuple(key): counts for key, counts in zip(proof["keys"], proof["counts"], strict=True)}  # type: ignore[call-overload]
        found.append(
            System((str(row["period"]), int(str(row["version"]))), name, catalogue, tuple(columns), truth, shown)
        )
    return found


@dataclass
class Attacker:
    """Collects unknowns, what is shown of them, and sums between them; then asks for the ends of each."""

    numbers: dict[Name, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    shown: dict[int, float] = field(default_factory=dict)
    rows: list[tuple[list[int], list[float], float]] = field(default_factory=list)

    def learn(self, systems: Sequence[System], *, whole: bool = True) -> None:
        """Take in the versions of a system; counts that stayed within a period are one unknown."""
        for at, system in enumerate(systems):
            older = systems[at - 1] if at and systems[at - 1].version[0] == system.version[0] else None
            for key, counts in system.truth.items():
                for column, count in zip(system.columns, counts, strict=True):
                    self._number(system, older, key, column, count)
                if whole:
                    self._tie([(system.version, system.name, key, column) for column in system.columns], sum(counts))
            for parent, children in system.catalogue.sums:
                for column in system.columns:
                    names = [(system.version, system.name, key, column) for key in (*children, parent)]
                    self._tie(names, 0, [*[1.0] * len(children), -1.0])
            if older is not None:
                self._late(system, older, whole)

    def _number(self, system: System, older: System | None, key: Key, column: str, count: int) -> None:
        before = older.truth.get(key) if older is not None else None
        late = older is not None and system.catalogue.dimensions[0] != older.catalogue.dimensions[0]
        same = before is not None and before[system.columns.index(column)] == count
        stayed = same and not (late and key[0] == TOTAL)
        name = (system.version, system.name, key, column)
        if older is not None and stayed:
            self.numbers[name] = self.numbers[older.version, system.name, key, column]
        else:
            self.numbers[name] = self._new(count)
        told = system.shown.get((key, column))
        if told is not None:
            assert told == count, f"{name} was published as {told}"
            self.shown[self.numbers[name]] = told

    def _new(self, value: float) -> int:
        self.values.append(value)
        return len(self.values) - 1

    def _tie(self, names: Sequence[Name], total: float, signs: Sequence[float] | None = None) -> None:
        self.rows.append(([self.numbers[name] for name in names], list(signs or [1.0] * len(names)), total))

    def _late(self, system: System, older: System, whole: bool) -> None:
        """New totals minus old ones are counts too, of the provinces that were late."""
        places = [set(one.catalogue.dimensions[0].leaves) for one in (system, older)]
        if places[0] == places[1]:
            return
        for key, counts in older.truth.items():
            if key[0] == TOTAL and key in system.truth:
                late = []
                for column, old, new in zip(system.columns, counts, system.truth[key], strict=True):
                    late.append(self._new(new - old))
                    own = [self.numbers[one.version, one.name, key, column] for one in (system, older)]
                    self.rows.append(([*own, late[-1]], [1.0, -1.0, -1.0], 0))
                if whole:
                    self.rows.append((late, [1.0] * len(late), sum(system.truth[key]) - sum(counts)))

    def at_most(self, part: Name, whole: Name) -> None:
        """One count is part of another."""
        rest = self.values[self.numbers[whole]] - self.values[self.numbers[part]]
        if rest >= 0:
            self.rows.append(([self.numbers[part], self._new(rest), self.numbers[whole]], [1.0, 1.0, -1.0], 0))

    def known(self) -> Knowledge:
        """Everything as one system."""
        sizes = [len(row[0]) for row in self.rows]
        at = np.repeat(np.arange(len(self.rows)), sizes)
        columns, signs = (np.concatenate([np.array(row[part]) for row in self.rows]) for part in (0, 1))
        sums = Sums.of(at, columns.astype(np.int64), signs, (len(self.rows), len(self.values)))
        told = np.full(len(self.values), np.nan)
        told[list(self.shown)] = list(self.shown.values())
        return Knowledge(sums, np.array([row[2] for row in self.rows], dtype=np.float64), told)

    def ends(self, names: Sequence[Name]) -> Iterator[tuple[Name, float, float]]:
        """The smallest and the largest value each of these can have."""
        left = LpAttacker(self.known()).attack(np.array([self.numbers[name] for name in names]))
        yield from zip(names, left.low.tolist(), left.high.tolist(), strict=True)


def small(systems: Sequence[System], least: int = 5) -> Iterator[tuple[Name, int, int]]:
    """Every count of one to four people, and those of small groups: its name, the count, the people of the row."""
    for system in systems:
        for key, counts in system.truth.items():
            people = sum(counts)
            for column, count in zip(system.columns, counts, strict=True):
                if 0 < count < least or 0 < count <= people < least:
                    yield (system.version, system.name, key, column), count, people


def narrowed(attacker: Attacker, targets: Sequence[tuple[Name, int, int]], least: int = 5) -> tuple[int, int]:
    """How many small counts are known too well (nobody and five must seem possible), and how many exactly."""
    wanted = {name: (count, people) for name, count, people in targets}
    narrow = exact = 0
    for name, low, high in attacker.ends(list(wanted)):
        count, people = wanted[name]
        exact += high - low < SLACK
        narrow += low > SLACK or high < min(max(least, count), people) - SLACK
    return narrow, exact


def careless(systems: Sequence[System], is_small: Callable[[int, int], bool]) -> list[System]:
    """The same versions had only the small counts been hidden."""
    return [
        System(
            one.version, one.name, one.catalogue, one.columns, one.truth,
            {(key, column): None if is_small(count, sum(counts)) else count
             for key, counts in one.truth.items() for column, count in zip(one.columns, counts, strict=True)},
        )
        for one in systems
    ]  # fmt: skip


def classes_of(nation: Nation) -> list[System]:
    """People by class in all versions of all periods."""
    return read(nation, "classes", "classes", CLASSES)
