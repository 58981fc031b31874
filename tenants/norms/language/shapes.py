"""Reads single entries of a document: a name, a number, a key, a list, a mapping with known entries."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from tenants.norms.language.document import Mapping, Scalar, Sequence, Tree
from tenants.norms.language.model import Label
from tenants.norms.language.problems import Fault
from tenants.norms.language.suggestions import hints
from tenants.norms.language.units import PLAIN, Unit, read_unit
from tenants.norms.language.words import is_comma_number, is_key, is_name, plain_number

TRUTHS = {"true": True, "True": True, "false": False, "False": False}


def mapping(tree: Tree, known: Collection[str] | None = None) -> Mapping:
    """A mapping; with `known`, one that has no other entries."""
    if not isinstance(tree, Mapping):
        raise Fault("document.expects", tree.place(), expected_vi="các mục có tên", expected_en="named entries")
    for key, _ in tree.entries:
        if known is not None and key.text not in known:
            raise Fault("document.entry", key.place(), key=key.text, **hints(key.text, known))
    return tree


def entries(tree: Tree | None) -> Iterator[tuple[Scalar, Tree]]:
    """The entries of a mapping, none where it is absent."""
    if tree is not None:
        yield from mapping(tree).entries


def required(tree: Mapping, name: str) -> Tree:
    """The entry of that name."""
    found = tree.get(name)
    if found is None:
        raise Fault("document.required", tree.place(), key=name)
    return found


def scalar(tree: Tree) -> Scalar:
    """A piece of text."""
    if not isinstance(tree, Scalar):
        raise Fault("document.expects", tree.place(), expected_vi="một giá trị", expected_en="one value")
    return tree


def items(tree: Tree) -> tuple[Tree, ...]:
    """The items of a list."""
    if not isinstance(tree, Sequence):
        raise Fault("document.expects", tree.place(), expected_vi="một danh sách [...]", expected_en="a list [...]")
    return tree.items


def number(tree: Tree) -> Decimal:
    """A number written plainly."""
    text = scalar(tree).text
    found = plain_number(text)
    if found is None:
        if is_comma_number(text):
            raise Fault("document.comma", tree.place(), text=text, better=text.replace(",", "."))
        raise Fault("document.number", tree.place(), text=text)
    return found


def truth(tree: Tree) -> bool:
    """true or false."""
    text = scalar(tree).text
    if text not in TRUTHS:
        raise Fault("document.expects", tree.place(), expected_vi="true hoặc false", expected_en="true or false")
    return TRUTHS[text]


def key(tree: Tree) -> str:
    """A key."""
    text = scalar(tree).text
    if not is_key(text):
        raise Fault("document.bad-key", tree.place(), key=text)
    return text


def keys(tree: Tree) -> tuple[str, ...]:
    """A list of distinct keys, at least one."""
    found = tuple(key(item) for item in items(tree))
    if not found or len(set(found)) < len(found):
        raise Fault(
            "document.expects", tree.place(), expected_vi="các mã khác nhau", expected_en="a list of distinct keys"
        )
    return found


def name(tree: Scalar) -> str:
    """A name an author may give."""
    if not is_name(tree.text):
        raise Fault("document.name", tree.place(), name=tree.text)
    return tree.text


def unit(tree: Mapping) -> Unit:
    """The entry `unit`, plain where there is none."""
    written = stated_unit(tree)
    return PLAIN if written is None else written


def stated_unit(tree: Mapping) -> Unit | None:
    """The entry `unit`, None where there is none."""
    found = tree.get("unit")
    if found is None:
        return None
    written = read_unit(scalar(found).text)
    if written is None:
        raise Fault("document.unit", found.place(), text=scalar(found).text)
    return written


def label(tree: Mapping) -> Label:
    """The entries `vi` and `en`."""
    vi, en = tree.get("vi"), tree.get("en")
    return Label(scalar(vi).text if vi else "", scalar(en).text if en else "")
