"""Loads norm packages: from a document's text, with a province's changes, and those that ship with the program."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from tenants.norms.language.checking import check
from tenants.norms.language.criteria import check_criteria
from tenants.norms.language.document import Mapping as Tree
from tenants.norms.language.document import Scalar, read_tree
from tenants.norms.language.merging import overridden
from tenants.norms.language.model import Package, Value
from tenants.norms.language.problems import Fault, Faults
from tenants.norms.language.reading import read_package
from tenants.norms.language.reading_examples import read_examples
from tenants.norms.language.receipts import canonical

_SHIPPED = Path(__file__).resolve().parent.parent / "packages"


def load_package(text: str, source: str, override: str | None = None, override_source: str = "override") -> Package:
    """The package a document writes, completely checked; raises NormErrors with every problem found.

    `override` is a second document of the same shape with a province's own settings, table rows and formulas; the
    merged document is checked as a whole, and the examples are those of the override, since the shipped ones tell of
    the shipped numbers.
    """
    faults = Faults()
    tree: Tree | None = None
    with faults.about("document"):
        tree = read_tree(text, source)
        if override is not None:
            tree = overridden(tree, read_tree(override, override_source))
    if tree is None:
        faults.finish()
        raise AssertionError("a document that cannot be read has a problem")
    digest = sha256("\0".join([text] if override is None else [text, override]).encode()).hexdigest()
    package = read_package(tree, digest, faults)
    if not faults.unsound:
        package = check(package, faults)
        check_criteria(package, faults)
    faults.finish()
    package = replace(package, examples=read_examples(tree, package, faults))
    faults.finish()
    return package


def heading_of(text: str, override: str | None = None) -> tuple[str, str, str]:
    """Name, version and Vietnamese title as far as a text, possibly broken, tells them; empty where it does not."""
    found = {"package": "", "version": "", "vi": ""}
    for document in (text, override):
        try:
            tree = read_tree(document, "") if document is not None else None
        except Fault:
            continue
        for key in found:
            written = tree.get(key) if tree is not None else None
            if isinstance(written, Scalar):
                found[key] = written.text
    return found["package"], found["version"], found["vi"]


def with_settings(package: Package, settings: Mapping[str, Value]) -> Package:
    """The package with other values of some settings, checked again; raises NormErrors if they do not fit."""
    changed = dict(package.settings)
    for name, value in settings.items():
        changed[name] = replace(changed[name], value=value)
    written = ";".join(f"{name}={canonical(value)}" for name, value in sorted(settings.items()))
    digest = sha256(f"{package.digest};{written}".encode()).hexdigest()
    faults = Faults()
    result = check(replace(package, settings=MappingProxyType(changed), digest=digest), faults)
    faults.finish()
    return result


def shipped_names() -> tuple[str, ...]:
    """The names of the packages that come with the program."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def shipped_text(name: str) -> str:
    """The document of a shipped package; raises KeyError for a name that is not shipped."""
    if name not in shipped_names():
        raise KeyError(name)
    return (_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def shipped_package(name: str) -> Package:
    """A shipped package, checked once per process."""
    return load_package(shipped_text(name), f"{name}.yaml")
