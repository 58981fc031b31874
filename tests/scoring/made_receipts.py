"""Receipt documents of random records, made without a database, and what a verifier finds wrong with them."""

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from tenants.norms.language import (
    Package,
    accepted,
    canonical,
    canonical_text,
    evaluate,
    load_package,
    names_of,
    receipt_hash,
    shipped_text,
)
from tenants.scoring import receipts, verifier
from tests.norms.random_norms import random_record

Document = dict[str, Any]


@cache
def shipped(name: str) -> tuple[Package, str]:
    """A shipped package with its text, both read once."""
    text = shipped_text(name)
    return load_package(text, f"{name}.yaml"), text


def wrong(document: Document) -> set[str]:
    """The terms that do not agree."""
    return {one.term for one in verifier.verify(document) if not one.agrees}


def record(package: Package, level: str, values: Mapping[str, Any]) -> Document:
    """One record of a made-up document."""
    here = package.levels[level]
    texts = {name: canonical(values[name]) or None for name in names_of(package, level)}
    return {
        "level": level,
        "inputs": {name: texts[name] for name in here.inputs},
        "values": {name: texts[name] for name in here.formulas},
        "canonical": canonical_text(package, level, values),
        "hash": receipt_hash(package, level, values).hex(),
    }


def computed(package: Package, level: str, given_inputs: Mapping[str, Any], of: list[Document]) -> Document:
    """Inputs and values of a record by the language's own evaluator."""
    inputs = accepted(package.levels[level], given_inputs)
    return {**inputs, **evaluate(package, level, {**inputs, "of": of})}


def made_up(
    package: Package, texts: list[str], level: str, values: Mapping[str, Any], rows: list[Document]
) -> Document:
    """A document as the program would make it, without a database."""
    terms = receipts.terms(package, level, {})
    said = {"name": package.name, "version": package.version, "sha256": package.digest, "document": texts[0]}
    if len(texts) > 1:
        said["override"] = texts[1]
    below = package.levels[level].over
    base = rows[0]["level"] if rows else below
    opening = {"format": verifier.FORMAT, "package": said, "terms": terms, "rows": rows, "base": base}
    return {**opening, **record(package, level, values)}


def random_document(random: Random, package: Package, texts: list[str], level: str) -> Document:
    """A random record of a level over up to four random records of the lowest level below it."""
    ladder = [level]
    while (over := package.levels[ladder[-1]].over) is not None:
        ladder.append(over)
    base, between = ladder[-1], ladder[1:-1]
    rows = []
    below: list[Document] = []
    for number in range(random.choice((0, 1, 2, 4)) if len(ladder) > 1 else 0):
        inputs = random_record(random, package, base)
        values = computed(package, base, inputs, [])
        rows.append({"keys": {"day": f"2026-11-{number + 1:02}"}, **record(package, base, values)})
        found: Document = dict(inputs)
        for _ in between:
            found = {"of": [found]}
        below.append(found)
    own = random_record(random, package, level)
    return made_up(package, texts, level, computed(package, level, own, below), rows)
