"""The API's reference as static pages, made from the schema itself: fields, arguments, rights, types, refusals.

Nothing of it is written by hand or loaded from elsewhere, so it can be read without the network.
"""

import pkgutil
from collections.abc import Iterator
from html import escape
from importlib import import_module
from importlib.resources import files
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
    specified_scalar_types,
)

import api
import kernel
import tenants
from api.errors import STATUS
from api.schema.fields import PUBLIC, RIGHTS, declared
from kernel.errors import Refusal

PARTS: Final = ("reference.css", "reference.js")
REFUSED: Final = 400


def pages(core: GraphQLSchema) -> dict[str, str]:
    """Every file of the reference by its name; they stand in one folder, wherever that is."""
    kinds = [kind for name, kind in sorted(core.type_map.items()) if _told(kind)]
    roots = [root for root in (core.query_type, core.mutation_type) if root]
    parts = [
        *(_section(f"root-{root.name}", root.name, [_root(*each) for each in root.fields.items()]) for root in roots),
        _section("types", "Types", [_type(kind) for kind in kinds if kind not in roots]),
        _section("refusals", "Refusals", [_refusal(kind) for kind in refusals()]),
    ]
    static = {name: (files("api") / "static" / name).read_text() for name in PARTS}
    return {"index.html": _page("".join(parts)), **static}


def refusals() -> list[type[Refusal]]:
    """Every refusal the program can answer with, by code."""
    for package in (kernel, tenants, api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("errors") and "migrations" not in module.name:
                import_module(module.name)
    ours = ("kernel", "tenants", "api")
    found = {kind.code: kind for kind in _below(Refusal) if kind.__module__.split(".")[0] in ours}
    return [found[code] for code in sorted(found)]


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _told(kind: GraphQLNamedType) -> bool:
    return not is_introspection_type(kind) and not is_specified_scalar_type(kind)


def _root(name: str, field: GraphQLField) -> str:
    rights = declared(field, RIGHTS)
    needs = "everybody" if rights == PUBLIC else " or ".join(rights or ()) or "everybody who has signed in"
    about = (field.description or "").partition("\n\nNeeds the right")[0].partition("\n\nFor everybody")[0]
    return _entry(name, f"<p>{escape(about)}</p><p class='right'>{escape(needs)}</p>", _field(name, field))


def _type(kind: GraphQLNamedType) -> str:
    lines: list[str] = []
    if isinstance(kind, GraphQLObjectType):
        lines = [_field(name, field) for name, field in kind.fields.items()]
    elif isinstance(kind, GraphQLInputObjectType):
        lines = [_line(name, str(one.type), one.description) for name, one in kind.fields.items()]
    elif isinstance(kind, GraphQLEnumType):
        lines = [_line(name, "", value.description) for name, value in kind.values.items()]
    anchor = f"type-{kind.name}"
    return _entry(kind.name, f"<p>{escape(kind.description or '')}</p>", f"<dl>{''.join(lines)}</dl>", anchor)


def _refusal(kind: type[Refusal]) -> str:
    status = STATUS.get(kind.code, REFUSED)
    told = f"<p lang='vi'>{escape(kind.vi)}</p><p lang='en'>{escape(kind.en)}</p>"
    return _entry(kind.code, f"<p>{escape(kind.__doc__ or '')}</p>", f"{told}<p>HTTP {status} outside GraphQL</p>")


def _field(name: str, field: GraphQLField) -> str:
    asked = "".join(_argument(given, one) for given, one in field.args.items())
    inner = f"<dl class='asked'>{asked}</dl>" if asked else ""
    about = (field.description or "").partition("\n\n")[0]
    return _line(name, str(field.type), about, inner, str(get_named_type(field.type)))


def _argument(name: str, one: GraphQLArgument) -> str:
    return _line(name, str(one.type), one.description)


def _line(name: str, kind: str, about: str | None, inner: str = "", named: str | None = None) -> str:
    bare = named or kind.strip("[]!")
    link = f"<a href='#type-{escape(bare)}'>{escape(kind)}</a>" if bare not in specified_scalar_types else escape(kind)
    return (
        f"<div><dt><code>{escape(name)}</code> {link if bare else ''}</dt><dd>{escape(about or '')}{inner}</dd></div>"
    )


def _entry(name: str, about: str, inner: str, anchor: str | None = None) -> str:
    words = escape(name.lower(), quote=True)
    identity = f" id='{escape(anchor)}'" if anchor else ""
    return f"<article{identity} data-name='{words}'><h3><code>{escape(name)}</code></h3>{about}{inner}</article>\n"


def _section(anchor: str, title: str, entries: list[str]) -> str:
    return f"<section id='{anchor}'><h2>{title} <small>{len(entries)}</small></h2>\n{''.join(entries)}</section>\n"


def _page(body: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rõ Việc API</title>
<link rel="stylesheet" href="reference.css">
<script src="reference.js" defer></script>
</head>
<body>
<header>
<h1>Rõ Việc API</h1>
<label for="words">Search names and descriptions</label>
<input id="words" type="search" autocomplete="off">
<p id="found" role="status"></p>
<nav aria-label="Parts"><a href="#root-Query">Query</a> <a href="#root-Mutation">Mutation</a> <a href="#types">Types</a>
<a href="#refusals">Refusals</a></nav>
</header>
<main>
{body}</main>
</body>
</html>
"""
