"""How fields are declared: with the rights they need, their docstring as description, and what a list may hold."""

import inspect
from collections.abc import Callable, Iterable
from enum import Enum
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar, cast

import strawberry
from graphql import GraphQLField
from strawberry.types.field import StrawberryField

from kernel.errors import Refusal, TenantClosing

Given = ParamSpec("Given")
Shown = TypeVar("Shown")

RIGHTS: Final = "rights"
SIZE: Final = "size"
PUBLIC: Final = "public"
TAKING_AWAY: Final = "archive:manage"


def query(*rights: str, size: int | None = None) -> Callable[[Callable[..., Any]], Any]:
    """A root field that asks; its domain function authorises one of the rights (`work_entry:read`).

    Without rights it is for everybody who has signed in. `size` is how many records a plain list may hold.
    """
    return lambda resolver: _field(resolver, strawberry.field, rights, size)


def public(resolver: Callable[..., Any]) -> Any:  # noqa: ANN401 - Strawberry's own field type hides the resolver's
    """A root field for everybody, signed in or not."""
    return _field(resolver, strawberry.field, PUBLIC, None)


def mutation(*rights: str) -> Callable[[Callable[..., Any]], Any]:
    """A root field that changes something in one transaction; refusals name their place below `input`."""
    return lambda resolver: _field(_placed(resolver, rights), strawberry.mutation, rights, None)


def part(resolver: Callable[..., Any]) -> Any:  # noqa: ANN401 - Strawberry's own field type hides the resolver's
    """A field of a record that is looked up when asked for."""
    field: StrawberryField = strawberry.field(resolver=resolver, description=inspect.getdoc(resolver))
    return field


def _field(
    resolver: Callable[..., Any], make: Callable[..., Any], rights: tuple[str, ...] | str, size: int | None
) -> StrawberryField:
    about = inspect.getdoc(resolver) or ""
    if rights == ():
        about += "\n\nFor everybody who has signed in."
    elif rights != PUBLIC:
        about += "\n\nNeeds the right " + " or ".join(f"`{right}`" for right in rights) + "."
    field: StrawberryField = make(resolver=resolver, description=about, metadata={RIGHTS: rights, SIZE: size})
    return field


def _placed(resolver: Callable[Given, Any], rights: tuple[str, ...]) -> Callable[Given, Any]:
    @wraps(resolver)
    async def placed(*args: Given.args, **kwargs: Given.kwargs) -> object:
        _refuse_closing(kwargs.get("info"), rights)
        try:
            return await resolver(*args, **kwargs)
        except Refusal as refusal:
            if refusal.path and refusal.path[0] != "input":
                refusal.at("input")
            raise

    return placed


def _refuse_closing(info: object, rights: tuple[str, ...]) -> None:
    """A tenant that is leaving changes nothing any more; it only takes away what is its own."""
    caller = info.context.asking if isinstance(info, strawberry.Info) else None
    if caller is not None and caller.closing and TAKING_AWAY not in rights:
        raise TenantClosing()


def declared(field: GraphQLField, name: str) -> Any:  # noqa: ANN401 - whatever was declared under that name
    """What a field of the built schema was declared with."""
    definition = field.extensions.get("strawberry-definition")
    return definition.metadata.get(name) if isinstance(definition, StrawberryField) else None


def show(kind: type[Shown], row: object) -> Shown:
    """A row of the domain as the schema's type: it carries the attributes, and nothing is copied."""
    return cast("Shown", row)


def show_all(kind: type[Shown], rows: Iterable[object]) -> list[Shown]:
    """Rows of the domain as the schema's type."""
    return cast("list[Shown]", list(rows))


def plain(given: Any, *names: str) -> dict[str, Any]:  # noqa: ANN401 - an input object
    """Fields of an input object by name, enum members as the texts the domain knows."""
    values = {name: getattr(given, name) for name in names or vars(given)}
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}
