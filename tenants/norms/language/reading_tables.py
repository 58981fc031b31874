"""Reads the settings and tables of a norm document."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Scalar, Tree
from tenants.norms.language.model import Label, Setting, Table, Value
from tenants.norms.language.problems import Fault
from tenants.norms.language.suggestions import hints
from tenants.norms.language.units import PLAIN
from tenants.norms.language.words import plain_number

MAX_TABLE_DIMENSIONS = 3
_OTHER = {"rows": "default", "upto": "above", "from": "below"}


def read_setting(key: Scalar, tree: Tree) -> Setting:
    """A named constant, written `x: 0.25` or `x: {value, unit, keys}`."""
    name = shapes.name(key)
    if isinstance(tree, Scalar):
        return Setting(name, _constant(tree), (), PLAIN, Label(), tree.place())
    shapes.mapping(tree, ("value", "unit", "keys", "vi", "en"))
    written = shapes.required(shapes.mapping(tree), "value")
    listed = shapes.mapping(tree).get("keys")
    if listed is None:
        value: Value = _constant(written)
        choices: tuple[str, ...] = ()
    else:
        choices = shapes.keys(listed)
        value = chosen(written, choices)
    entry = shapes.mapping(tree)
    return Setting(name, value, choices, shapes.unit(entry), shapes.label(entry), written.place())


def chosen(tree: Tree, choices: tuple[str, ...]) -> str:
    """One of some keys."""
    value = shapes.key(tree)
    if value not in choices:
        data = hints(value, choices)
        raise Fault("document.choice", tree.place(), value=value, keys=", ".join(choices), **data)
    return value


def _constant(tree: Tree) -> Decimal | bool:
    text = shapes.scalar(tree).text
    return shapes.TRUTHS[text] if text in shapes.TRUTHS else shapes.number(tree)


def read_table(key: Scalar, tree: Tree) -> Table:
    """A scale: `rows` of exact keys, or brackets with `upto` … `above`, or `from` … `below`."""
    name = shapes.name(key)
    entry = shapes.mapping(tree, ("rows", "default", "upto", "above", "from", "below", "unit", "vi", "en"))
    forms = [form for form in _OTHER if entry.get(form) is not None]
    if len(forms) != 1:
        raise Fault(
            "document.expects", tree.place(), expected_vi="rows, upto hoặc from", expected_en="rows, upto or from"
        )
    form = forms[0]
    for foreign, word in _OTHER.items():
        if foreign != form and entry.get(word) is not None:
            raise Fault("document.entry", shapes.required(entry, word).place(), key=word, **hints("", ()))
    written = entry.get(_OTHER[form])
    if written is None and form != "rows":
        raise Fault("document.required", entry.place(), key=_OTHER[form])
    other = None if written is None else _cell(written)
    body = shapes.required(entry, form)
    rows = dict(_rows(body, ())) if form == "rows" else {}
    bounds = _bounds(body, rising=form == "upto") if form != "rows" else ()
    table = Table(name, form, rows, bounds, other, shapes.unit(entry), shapes.label(entry))
    _of_one_kind(table, body)
    return table


def _cell(tree: Tree) -> Decimal | str:
    text = shapes.scalar(tree).text
    found = plain_number(text)
    if found is not None:
        return found
    if text[:1].isdigit() or text[:1] == "-":
        return shapes.number(tree)
    return shapes.key(tree)


def _rows(tree: Tree, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Decimal | str]]:
    found = shapes.mapping(tree).entries
    if not found or len(above) == MAX_TABLE_DIMENSIONS:
        raise Fault("document.expects", tree.place(), expected_vi="các dòng mã: giá trị", expected_en="rows key: value")
    for key, value in found:
        path = (*above, shapes.key(key))
        if isinstance(value, Mapping):
            yield from _rows(value, path)
        else:
            yield path, _cell(value)


def _bounds(tree: Tree, *, rising: bool) -> tuple[tuple[Decimal, Decimal | str], ...]:
    found = [(shapes.number(bound), _cell(value)) for bound, value in shapes.mapping(tree).entries]
    marks = [bound for bound, _ in found]
    right = all(one < two if rising else one > two for one, two in pairwise(marks))
    if not found or not right:
        way_vi, way_en = ("tăng dần", "rising") if rising else ("giảm dần", "falling")
        raise Fault("document.order", tree.place(), way_vi=way_vi, way_en=way_en)
    return tuple(found)


def _of_one_kind(table: Table, body: Tree) -> None:
    if len({type(value) for value in table.values}) > 1 or len({len(path) for path in table.rows}) > 1:
        raise Fault(
            "document.expects",
            body.place(),
            expected_vi="các dòng cùng kiểu: đều là số hoặc đều là mã",
            expected_en="rows of one kind: all numbers or all keys",
        )
