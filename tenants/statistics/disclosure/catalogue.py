"""Which tables a release may contain: dimensions, low-dimensional tables over them, and the sums between their cells.

A table is a choice of dimensions, each to a depth, always with all totals. Cells that two tables share are one cell.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, Final

from tenants.catalogue.vocabulary import POSITION_GROUPS

TOTAL: Final = "*"
Key = tuple[str, ...]
"""A row: one node of each dimension of the catalogue, in its order; `*` is the total."""


@dataclass(frozen=True, slots=True)
class Node:
    """A member of a dimension, under `parent` (`*` at depth 1)."""

    code: str
    parent: str
    depth: int


@dataclass(frozen=True)
class Dimension:
    """A breakdown, possibly nested: bodies in levels, ranks in bands."""

    code: str
    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        """Every node has a code of its own and a parent one level above."""
        depths = {TOTAL: 0}
        for node in self.nodes:
            if node.code in depths or depths.get(node.parent) != node.depth - 1:
                raise ValueError(f"{self.code}: {node.code} has no place of its own")
            depths[node.code] = node.depth

    @cached_property
    def depth(self) -> int:
        """How deep the deepest node lies."""
        return max((node.depth for node in self.nodes), default=0)

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """How deep each node lies."""
        return {node.code: node.depth for node in self.nodes}

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The parent of each node."""
        return {node.code: node.parent for node in self.nodes}

    def line(self, code: str) -> tuple[str, ...]:
        """A node and those it is part of, itself first, without the total."""
        found = []
        while code != TOTAL:
            found.append(code)
            code = self.parents[code]
        return tuple(found)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Nodes without nodes below them: where people are counted."""
        inner = {node.parent for node in self.nodes}
        return tuple(node.code for node in self.nodes if node.code not in inner)

    def within(self, depth: int) -> tuple[str, ...]:
        """The total and all nodes down to a depth."""
        return (TOTAL, *(node.code for node in self.nodes if node.depth <= depth))

    def families(self, depth: int) -> Mapping[str, tuple[str, ...]]:
        """Each node with its children, down to a depth."""
        found: dict[str, list[str]] = {}
        for node in self.nodes:
            if node.depth <= depth:
                found.setdefault(node.parent, []).append(node.code)
        return {parent: tuple(children) for parent, children in found.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: for each dimension it uses, down to which depth."""

    code: str
    depths: tuple[tuple[str, int], ...]

    def depth(self, dimension: str) -> int:
        """How deep the table goes in a dimension; 0 when only its total is shown."""
        return dict(self.depths).get(dimension, 0)


@dataclass(frozen=True)
class Catalogue:
    """Everything a release may show of one count, by classes that add up to the row's number of people."""

    dimensions: tuple[Dimension, ...]
    tables: tuple[Table, ...]
    classes: tuple[str, ...]
    place: str = "province"

    def __post_init__(self) -> None:
        """Tables name dimensions of the catalogue, not deeper than these go."""
        deepest = {dimension.code: dimension.depth for dimension in self.dimensions}
        for table in self.tables:
            for code, depth in table.depths:
                if not 0 < depth <= deepest.get(code, 0):
                    raise ValueError(f"table {table.code} has no {code} at depth {depth}")

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each dimension in a key."""
        return {dimension.code: place for place, dimension in enumerate(self.dimensions)}

    def keys(self, table: Table) -> Iterator[Key]:
        """The rows of a table, totals included."""
        return product(*(dimension.within(table.depth(dimension.code)) for dimension in self.dimensions))

    def holds(self, table: Table, key: Key) -> bool:
        """Whether a row is one of a table's."""
        return all(
            code == TOTAL or dimension.depths[code] <= table.depth(dimension.code)
            for code, dimension in zip(key, self.dimensions, strict=True)
        )

    @cached_property
    def rows(self) -> tuple[Key, ...]:
        """The rows of all tables, each once, in an order that never depends on the tables'."""
        return tuple(sorted({key for table in self.tables for key in self.keys(table)}))

    @cached_property
    def sums(self) -> tuple[tuple[Key, tuple[Key, ...]], ...]:
        """Every sum between rows, each once: a row and those that add up to it."""
        return tuple(sorted({found for table in self.tables for found in self._sums_of(table)}))

    def _sums_of(self, table: Table) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        spans = [dimension.within(table.depth(dimension.code)) for dimension in self.dimensions]
        for place, dimension in enumerate(self.dimensions):
            for parent, children in dimension.families(table.depth(dimension.code)).items():
                for key in product(*spans[:place], (parent,), *spans[place + 1 :]):
                    yield key, tuple((*key[:place], child, *key[place + 1 :]) for child in children)

    def described(self) -> dict[str, Any]:
        """The catalogue as it is kept with a release: names and numbers in lists, since JSONB forgets orders."""
        return {
            "dimensions": [[one.code, [[node.code, node.parent, node.depth] for node in one.nodes]]
                           for one in self.dimensions],
            "tables": [[table.code, [list(depth) for depth in table.depths]] for table in self.tables],
            "classes": list(self.classes),
            "place": self.place,
        }  # fmt: skip

    @staticmethod
    def of(described: Mapping[str, Any]) -> "Catalogue":
        """The catalogue that was kept; dimensions and tables stay in their order."""
        dimensions = [Dimension(code, tuple(Node(*node) for node in nodes)) for code, nodes in described["dimensions"]]
        tables = [Table(code, tuple((name, depth) for name, depth in depths)) for code, depths in described["tables"]]
        return Catalogue(tuple(dimensions), tuple(tables), tuple(described["classes"]), described["place"])

    def with_tables(self, tables: Sequence[Table]) -> "Catalogue":
        """The same dimensions with other tables."""
        return replace(self, tables=tuple(tables))


def flat(code: str, members: Sequence[str]) -> Dimension:
    """A dimension without levels."""
    return Dimension(code, tuple(Node(member, TOTAL, 1) for member in members))


def nested(code: str, members: Mapping[str, Sequence[str]]) -> Dimension:
    """A dimension of two levels."""
    upper = [Node(parent, TOTAL, 1) for parent in members]
    lower = [Node(child, parent, 2) for parent, children in members.items() for child in children]
    return Dimension(code, (*upper, *lower))


CLASSES: Final = ("HTXS", "HTT", "HT", "KHT", "none")
"""The four classes (mức xếp loại) and people who were not evaluated."""
FAILING: Final = "KHT"
BODIES: Final[Mapping[str, Sequence[str]]] = {
    "provincial": ("provincial_party", "provincial_government", "provincial_front"),
    "communal": ("communal_party", "communal_government", "communal_front"),
}
"""Types of bodies (loại cơ quan) nested in the two levels."""
RANKS: Final[Mapping[str, Sequence[str]]] = {
    "senior": ("chuyen_vien_cao_cap", "chuyen_vien_chinh"),
    "expert": ("chuyen_vien",),
    "officer": ("can_su", "nhan_vien"),
}
"""Ranks (ngạch) nested in the bands that crossed tables use."""
AGES: Final = ("under_45", "45_to_55", "over_55")
GENDERS: Final = ("female", "male")
STAFF: Final = ("civil_servant", "public_employee")
"""Staff types (công chức, viên chức)."""
QUALIFICATIONS: Final = ("postgraduate", "graduate", "college", "other")

UNKNOWN: Final = "unknown"
"""The leaf of people of whom something is not on record, in the dimensions where that happens."""
UNKNOWN_RANKS: Final = "unranked"
"""The band of those of unknown rank."""
CAN_LACK: Final = ("rank", "age", "gender", "staff", "qualification")

RECOMMENDED: Final = (
    Table("PB", (("province", 1), ("body", 2))),
    Table("PLG", (("province", 1), ("body", 1), ("group", 1))),
    Table("PLR", (("province", 1), ("body", 1), ("rank", 1))),
    Table("PAS", (("province", 1), ("age", 1), ("gender", 1))),
    Table("LGR", (("body", 1), ("group", 1), ("rank", 1))),
    Table("LAS", (("body", 1), ("age", 1), ("gender", 1))),
    Table("GAS", (("group", 1), ("age", 1), ("gender", 1))),
)
"""Province, level, body, group, rank band, age, gender: the tables whose protection costs little."""
NATIONAL: Final = (
    Table("R", (("rank", 2),)),
    Table("T", (("staff", 1),)),
    Table("Q", (("qualification", 1),)),
)
"""Only for the nation: the five ranks, and the two breakdowns of the official yearly table."""

FAILING_TWICE: Final = (
    Table("P2", (("province", 1),)),
    Table("LG2", (("body", 1), ("group", 1))),
)
"""Where people who failed two quarters running are counted."""
TWICE: Final = ("twice", "once")


def recommended(
    provinces: Sequence[str],
    bodies: Mapping[str, Sequence[str]] = BODIES,
    ranks: Mapping[str, Sequence[str]] = RANKS,
    tables: Sequence[Table] = (*RECOMMENDED, *NATIONAL),
    unknown: Collection[str] = (),
) -> Catalogue:
    """The catalogue of a release over these provinces (their codes).

    `unknown` names the dimensions (of `CAN_LACK`) with people of whom it is not known: they get a leaf `unknown`.
    """
    if not set(unknown) <= set(CAN_LACK):
        raise ValueError(f"only {CAN_LACK} can be unknown")
    also = {code: (UNKNOWN,) if code in unknown else () for code in CAN_LACK}
    dimensions = (
        flat("province", provinces),
        nested("body", bodies),
        flat("group", tuple(POSITION_GROUPS)),
        nested("rank", {**ranks, UNKNOWN_RANKS: also["rank"]} if also["rank"] else ranks),
        flat("age", (*AGES, *also["age"])),
        flat("gender", (*GENDERS, *also["gender"])),
        flat("staff", (*STAFF, *also["staff"])),
        flat("qualification", (*QUALIFICATIONS, *also["qualification"])),
    )
    return Catalogue(dimensions, tuple(tables), CLASSES)


def before_all_report(catalogue: Catalogue) -> Catalogue:
    """The tables of a version that lacks provinces: those that cross dimensions for the nation alone wait.

    When the last provinces report, new totals minus old ones are theirs. In tables by province such rows stand anyway;
    in crossed tables of the nation they stand nowhere else, and protecting them costs more than waiting.
    """
    return catalogue.with_tables(
        [table for table in catalogue.tables if table.depth(catalogue.place) or len(table.depths) == 1]
    )
