"""The expressions of the norm language as small immutable nodes; two nodes are equal only if they are the same one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """A piece of a formula; start and end are offsets in the formula's text."""

    start: int
    end: int


@dataclass(frozen=True, eq=False, slots=True)
class Unread(Node):
    """A formula whose text could not be read; its name is known, its value is not."""


@dataclass(frozen=True, eq=False, slots=True)
class Number(Node):
    """A number written out."""

    value: Decimal


@dataclass(frozen=True, eq=False, slots=True)
class Key(Node):
    """A text key written out."""

    value: str


@dataclass(frozen=True, eq=False, slots=True)
class Flag(Node):
    """True or False written out."""

    value: bool


@dataclass(frozen=True, eq=False, slots=True)
class Missing(Node):
    """The word `missing`: no value."""


@dataclass(frozen=True, eq=False, slots=True)
class Name(Node):
    """An input, a formula or a setting."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Negate(Node):
    """Minus a number."""

    value: Node


@dataclass(frozen=True, eq=False, slots=True)
class Arithmetic(Node):
    """`+`, `-` or `*` of two numbers."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, eq=False, slots=True)
class Quotient(Node):
    """`x / y` (zero is None), or `ratio(x, y, zero=z)`."""

    left: Node
    right: Node
    zero: Node | None


@dataclass(frozen=True, eq=False, slots=True)
class Compare(Node):
    """A comparison, possibly a chain: one sign between each two operands."""

    signs: tuple[str, ...]
    operands: tuple[Node, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Member(Node):
    """`x in (…)` or `x not in (…)`; the list is constants."""

    value: Node
    choices: tuple[Decimal | str, ...]
    negated: bool


@dataclass(frozen=True, eq=False, slots=True)
class Logic(Node):
    """`and` or `or` of two or more conditions."""

    word: str
    values: tuple[Node, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Not(Node):
    """`not` of a condition."""

    value: Node


@dataclass(frozen=True, eq=False, slots=True)
class Choose(Node):
    """`yes if condition else no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, eq=False, slots=True)
class Lookup(Node):
    """`table[x]` or `table[x, y]`."""

    table: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Extreme(Node):
    """The smallest or largest of two to eight numbers; word is `min` or `max`."""

    word: str
    values: tuple[Node, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Round(Node):
    """`round`, `floor` and `ceil`: a number at a written number of places, by a mode of `numbers.ROUNDING_MODES`."""

    value: Node
    places: int
    mode: str


@dataclass(frozen=True, eq=False, slots=True)
class Absolute(Node):
    """The size of a number."""

    value: Node


@dataclass(frozen=True, eq=False, slots=True)
class Present(Node):
    """Yes unless the value is missing."""

    value: Node


@dataclass(frozen=True, eq=False, slots=True)
class Aggregate(Node):
    """`sum mean min max` of a value or `count any all` of a condition, over the rows of the level below."""

    word: str
    value: Node
    where: Node | None


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node, in order of writing."""
    found: tuple[Node | None, ...] = ()
    match node:
        case Negate() | Not() | Round() | Absolute() | Present() | Member():
            found = (node.value,)
        case Arithmetic():
            found = (node.left, node.right)
        case Quotient():
            found = (node.left, node.right, node.zero)
        case Compare():
            found = node.operands
        case Logic() | Extreme():
            found = node.values
        case Choose():
            found = (node.yes, node.condition, node.no)
        case Lookup():
            found = node.arguments
        case Aggregate():
            found = (node.value, node.where)
    return tuple(child for child in found if child is not None)


def walk(node: Node, inside: bool = False) -> Iterator[tuple[Node, bool]]:
    """Every node with the answer to: does it stand inside an aggregate, that is, belong to the level below?"""
    yield node, inside
    deeper = inside or isinstance(node, Aggregate)
    for child in children(node):
        yield from walk(child, deeper)
