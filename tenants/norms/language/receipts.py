"""The canonical text of a record and its SHA-256: what a stored score is checked against."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from tenants.norms.language.kinds import NumberKind, TruthKind
from tenants.norms.language.model import Package, Value
from tenants.norms.language.numbers import printed

SEPARATOR = "|"
"""Stands in no key and no number, so that the parts of a canonical text can't run together."""


def canonical(value: Value) -> str:
    """The one written form of a value: plain decimals, true or false, the key itself, nothing where it is missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return printed(value) if isinstance(value, Decimal) else value


def heading(package: Package, level: str) -> str:
    """What a canonical text begins with: package, version, the digest of its document, and the level."""
    return SEPARATOR.join((package.name, package.version, package.digest, level))


def names_of(package: Package, level: str) -> tuple[str, ...]:
    """Inputs and formulas of a level in declared order."""
    here = package.levels[level]
    return (*here.inputs, *here.formulas)


def canonical_text(package: Package, level: str, values: Mapping[str, Value]) -> str:
    """The heading, then every input and formula of the level in declared order."""
    return SEPARATOR.join((heading(package, level), *(canonical(values[name]) for name in names_of(package, level))))


def receipt_hash(package: Package, level: str, values: Mapping[str, Value]) -> bytes:
    """SHA-256 of the canonical text; `values` holds the level's inputs and formulas."""
    return sha256(canonical_text(package, level, values).encode()).digest()


def from_canonical(package: Package, level: str, names: Sequence[str], texts: Sequence[str | None]) -> dict[str, Value]:
    """The values that canonical texts stand for, by name; None and the empty text are missing."""
    return {name: _value(package, level, name, text or "") for name, text in zip(names, texts, strict=True)}


def _value(package: Package, level: str, name: str, text: str) -> Value:
    if text == "":
        return None
    kind = package.kind_of(level, name)
    if isinstance(kind, TruthKind):
        return text == "true"
    return Decimal(text) if isinstance(kind, NumberKind) else text
