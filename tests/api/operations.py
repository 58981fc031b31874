"""Every operation of the schema with the least it needs to be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from typing_extensions import override

from api.schema.fields import RIGHTS, declared
from kernel.clock import today, utc_now
from kernel.ids import uuid7

SAMPLES: dict[str, Any] = {
    "Int": 1, "String": "abc", "Boolean": True, "Decimal": "1", "Float": 1.5, "Long": 1, "JSON": 1,
}  # fmt: skip
# What the least of an input would refuse before anybody asks for the right: an item of a unit names the unit.
NEEDED: dict[str, dict[str, Any]] = {"proposeWorkItem": {"taskGroup": "C", "ownerUnitId": str(uuid4())}}


@dataclass(frozen=True)
class Operation:
    """One root field: the document that asks it, its variables, and the rights it declares."""

    kind: str
    name: str
    document: str
    variables: dict[str, Any]
    rights: tuple[str, ...] | str

    @override
    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Odd:
    """Values by type instead of ordinary ones, and whether what need not be given is given too."""

    values: Mapping[str, Any]
    whole: bool


ORDINARY = Odd({}, whole=False)


def operations(schema: GraphQLSchema, odd: Odd = ORDINARY) -> Iterator[Operation]:
    """All root fields of a schema; the size of a page is always lawful."""
    for kind, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for name, field in (root.fields if root else {}).items():
            yield _operation(kind, name, field, odd)


def _operation(kind: str, name: str, field: GraphQLField, odd: Odd) -> Operation:
    given = {arg_name: arg for arg_name, arg in field.args.items() if arg_name not in ("first", "after")}
    required = {arg_name: arg.type for arg_name, arg in given.items() if odd.whole or is_required_argument(arg)}
    declaring = ", ".join(f"${arg}: {arg_type}" for arg, arg_type in required.items())
    passing = ", ".join(f"{arg}: ${arg}" for arg in required)
    below = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    document = f"{kind}{f' ({declaring})' if declaring else ''} {{ {name}{f'({passing})' if passing else ''}{below} }}"
    variables = {arg: sample(arg_type, odd) for arg, arg_type in required.items()}
    if name in NEEDED and odd is ORDINARY:
        variables["input"] |= NEEDED[name]
    return Operation(kind, name, document, variables, declared(field, RIGHTS))


def sample(kind: GraphQLInputType, odd: Odd) -> Any:
    """A value the type takes; ids are of nobody."""
    if isinstance(kind, GraphQLNonNull):
        return sample(kind.of_type, odd)
    if isinstance(kind, GraphQLList):
        return [sample(kind.of_type, odd)]
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: sample(field.type, odd)
            for name, field in kind.fields.items()
            if odd.whole or is_required_input_field(field)
        }
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    now = {"UUID": str(uuid7()), "Date": today().isoformat(), "DateTime": utc_now().isoformat()}
    return (SAMPLES | now | dict(odd.values))[kind.name]
