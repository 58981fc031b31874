"""Reads a record to be scored, in JSON or YAML, against the inputs of a package; numbers stay as they are written."""

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Scalar, Tree, read_tree
from tenants.norms.language.model import Input, Level, Package, Record
from tenants.norms.language.problems import Fault, Faults
from tenants.norms.language.reading_levels import read_value
from tenants.norms.language.suggestions import hints

_NOTHING = ("null", "missing", "~", "")


def read_record(text: str, source: str, package: Package, level: str) -> Record:
    """The record of a level that a text writes, with the records below it under `of`.

    Raises NormErrors with the place of everything that does not fit: unknown names, values out of their range or off
    their step, keys that are not there, and inputs that are absent.
    """
    faults = Faults()
    record: Record = {}
    with faults.about(level):
        # JSON may be indented with tabs, which YAML does not know; within its strings a tab is written \t
        plain = text.replace("\t", " ") if text.lstrip().startswith("{") else text
        record = _record(read_tree(plain, source), package.levels[level], package, faults)
    faults.finish()
    return record


def _record(tree: Tree, level: Level, package: Package, faults: Faults) -> Record:
    values: dict[str, object] = {}
    entry = shapes.mapping(tree)
    for name, body in entry.entries:
        with faults.about(name.text):
            if name.text == "of" and level.over is not None:
                below = package.levels[level.over]
                values["of"] = [_record(one, below, package, faults) for one in shapes.items(body)]
            elif name.text in level.inputs:
                values[name.text] = _given(body, level.inputs[name.text])
            else:
                raise Fault("document.entry", name.place(), key=name.text, **hints(name.text, level.inputs))
    _refuse_absent(entry, level, faults)
    return values


def _given(tree: Tree, one: Input) -> object:
    if isinstance(tree, Scalar) and not one.required and tree.style is None and tree.text in _NOTHING:
        return None
    return read_value(tree, one.kind, one.step, one.name)


def _refuse_absent(entry: Mapping, level: Level, faults: Faults) -> None:
    written = {name.text for name, _ in entry.entries}
    for one in level.inputs.values():
        if one.required and one.name not in written:
            faults.add(one.name, "document.required", entry.place(), key=one.name)
