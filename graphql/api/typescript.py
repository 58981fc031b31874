"""The schema's types for integrators who write TypeScript, made from the schema itself."""

from collections.abc import Mapping
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    Undefined,
    is_introspection_type,
)

# How each scalar stands in JSON: decimals are texts, so that no figure is rounded by a client's numbers.
SCALARS: Final[Mapping[str, str]] = {"Int": "number", "Float": "number", "Boolean": "boolean", "JSON": "unknown"}
HEAD: Final = """// Made from schema.graphql by `roviec schema types`; do not edit.
// Dates, times, decimals and ids are texts, as they stand in JSON.
"""


def types(core: GraphQLSchema) -> str:
    """All types of the schema as one TypeScript module; arguments of root fields as `QueryArguments`."""
    kinds = [kind for name, kind in sorted(core.type_map.items()) if not is_introspection_type(kind)]
    parts = [_declared(kind) for kind in kinds]
    for root in (core.query_type, core.mutation_type):
        if root is not None:
            parts.append(_arguments(root.name, root.fields))
    return HEAD + "\n" + "\n".join(part for part in parts if part)


def _declared(kind: GraphQLNamedType) -> str:
    about = _comment(kind.description, "")
    if isinstance(kind, GraphQLScalarType):
        return f"{about}export type {kind.name} = {_scalar(kind.name)};\n" if _own(kind) else ""
    if isinstance(kind, GraphQLEnumType):
        return f"{about}export type {kind.name} = {' | '.join(repr(name) for name in kind.values)};\n"
    if isinstance(kind, GraphQLUnionType):
        return f"{about}export type {kind.name} = {' | '.join(one.name for one in kind.types)};\n"
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        lines = [_member(name, one.type, one.description, optional=False) for name, one in kind.fields.items()]
        return f"{about}export interface {kind.name} {{\n{''.join(lines)}}}\n"
    if isinstance(kind, GraphQLInputObjectType):
        lines = [_member(name, one.type, one.description, optional=_optional(one)) for name, one in kind.fields.items()]
        return f"{about}export interface {kind.name} {{\n{''.join(lines)}}}\n"
    return ""


def _arguments(root: str, fields: Mapping[str, GraphQLField]) -> str:
    lines = []
    for name, field in fields.items():
        given = [
            f"{argument}{'?' if _optional(one) else ''}: {_type(one.type)}" for argument, one in field.args.items()
        ]
        lines.append(f"  {name}: {{ {'; '.join(given)} }};\n" if given else f"  {name}: Record<string, never>;\n")
    return f"export interface {root}Arguments {{\n{''.join(lines)}}}\n"


def _optional(one: GraphQLArgument | GraphQLInputField) -> bool:
    return not isinstance(one.type, GraphQLNonNull) or one.default_value is not Undefined


def _member(name: str, kind: GraphQLType, about: str | None, *, optional: bool) -> str:
    return f"{_comment(about, '  ')}  {name}{'?' if optional else ''}: {_type(kind)};\n"


def _type(kind: GraphQLType, *, nullable: bool = True) -> str:
    if isinstance(kind, GraphQLNonNull):
        return _type(kind.of_type, nullable=False)
    if isinstance(kind, GraphQLList):
        text = f"Array<{_type(kind.of_type)}>"
    elif isinstance(kind, GraphQLScalarType):
        text = kind.name if _own(kind) else _scalar(kind.name)
    else:
        text = str(kind)
    return f"{text} | null" if nullable else text


def _own(kind: GraphQLScalarType) -> bool:
    return kind.name not in ("Int", "Float", "Boolean", "String", "ID")


def _scalar(name: str) -> str:
    return SCALARS.get(name, "string")


def _comment(about: str | None, indent: str) -> str:
    words = " ".join((about or "").replace("*/", "* /").split())
    return f"{indent}/** {words} */\n" if words else ""
