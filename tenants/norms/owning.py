"""A national package with a province's changes, written as one document of the province's own."""

from dataclasses import replace
from typing import Final

import yaml

from tenants.norms.examination import Texts
from tenants.norms.layout import Path, at, composed, said
from tenants.norms.restructuring import BRACKETS, put, remove

_NAMED: Final = ("settings", "tables", "levels", "criteria")


def owned(texts: Texts) -> Texts:
    """The same package as one text, which follows no national one; comments of both texts stay."""
    document, override = texts.document, texts.override
    changes = composed(override) if override is not None and override.strip() else None
    if override is not None and isinstance(changes, yaml.MappingNode):
        document = remove(document, ("examples",))  # changes bring their own, or there are none
        for key, value in changes.value:
            if key.value == "examples":
                section = override[key.start_mark.index : value.end_mark.index].rstrip()
                document = f"{document.rstrip()}\n\n{section}\n"
            else:
                document = _merged(document, (key.value,), value)
        document = _comments(override, changes) + document
    return replace(texts, document=document, override=None, base_name=None, base_version=None)


def _merged(document: str, path: Path, value: yaml.Node) -> str:
    old = at(composed(document), path)
    whole = path[0] not in _NAMED or path[-1] in BRACKETS or (path[2:3] == ("formulas",) and len(path) > 3)
    if isinstance(value, yaml.MappingNode) and isinstance(old, yaml.MappingNode) and not whole:
        for key, inner in value.value:
            document = _merged(document, (*path, key.value), inner)
        return document
    beside_labels = path[0] == "settings" and len(path) == 2 and isinstance(old, yaml.MappingNode)
    return put(document, (*path, "value") if beside_labels else path, said(value))


def _comments(override: str, changes: yaml.MappingNode) -> str:
    """Comments of the changes outside their examples; those stay with the section."""
    for key, value in changes.value:
        if key.value == "examples":
            override = override[: key.start_mark.index] + override[value.end_mark.index :]
    tokens = yaml.scan(override, Loader=yaml.BaseLoader)
    covered = [(token.start_mark.index, token.end_mark.index) for token in tokens]
    gaps, last = [], 0
    for start, end in covered:
        gaps.append(override[last:start] if start > last else "")
        last = max(last, end)
    lines = [line.strip() for gap in (*gaps, override[last:]) for line in gap.split("\n")]
    return "".join(f"{line}\n" for line in lines if line.startswith("#"))
