"""Looks a package's text over: every mistake of the document, its worked examples and its facts, all in one list."""

import hashlib
from asyncio import to_thread
from dataclasses import dataclass
from functools import lru_cache

from tenants.norms import facts
from tenants.norms.errors import BrokenPackage, FailingExample, OneTextOrBase, TextTooLong, UnknownShipped
from tenants.norms.language import (
    NormErrors,
    Outcome,
    Package,
    heading_of,
    load_package,
    run_examples,
    shipped_names,
    shipped_package,
    shipped_text,
)
from tenants.norms.language.document import MAX_CHARACTERS

DOCUMENT, OVERRIDE = "document", "override"


@dataclass(frozen=True)
class NormText:
    """What an author writes: a document of his own, or the name of a national package (`base`) and an override."""

    document: str | None = None
    base: str | None = None
    override: str | None = None


@dataclass(frozen=True)
class Texts:
    """A text as it is kept: the document, the province's changes to it, and which national package it was."""

    document: str
    override: str | None = None
    base_name: str | None = None
    base_version: str | None = None

    @property
    def digest(self) -> bytes:
        """The SHA-256 by which receipts name the text."""
        parts = [self.document] if self.override is None else [self.document, self.override]
        return hashlib.sha256("\0".join(parts).encode()).digest()


@dataclass(frozen=True)
class Finding:
    """One thing to correct: which of the two texts (`source`), where, about what, and the sentence for the author.

    Codes are those of the language, and `example`, `fact` and `output` for what the document alone does not tell.
    """

    source: str
    line: int
    column: int
    code: str
    subject: str
    vi: str
    en: str


@dataclass(frozen=True)
class Examination:
    """What was found: the package unless its document is broken, and everything that stands in its way."""

    package: Package | None
    findings: tuple[Finding, ...]
    failing: tuple[Outcome, ...]
    name: str
    version: str
    title: str


def kept(text: NormText) -> Texts:
    """The text to keep; of a national package the document of today, whatever the program ships later."""
    if (text.document is None) == (text.base is None) or (text.base is None and text.override is not None):
        raise OneTextOrBase("document")
    for name, written in (("document", text.document), ("override", text.override)):
        if written is not None and (not 1 <= len(written) <= MAX_CHARACTERS or "\0" in written):
            raise TextTooLong(name, most=MAX_CHARACTERS)
    if text.base is None:
        return Texts(text.document or "")
    if text.base not in shipped_names():
        raise UnknownShipped("base", name=text.base, names=", ".join(shipped_names()))
    return Texts(shipped_text(text.base), text.override, text.base, shipped_package(text.base).version)


async def look_over(texts: Texts) -> Examination:
    """`examine` in a thread of its own, since a long text takes a while."""
    return await to_thread(examine, texts.document, texts.override)


@lru_cache(maxsize=256)
def examine(document: str, override: str | None) -> Examination:
    """Everything there is to say about a text; equal texts are looked over once a process."""
    name, version, title = heading_of(document, override)
    try:
        package = load_package(document, DOCUMENT, override, OVERRIDE)
    except NormErrors as broken:
        found = tuple(Finding(p.source, p.line, p.column, p.code, p.formula, p.vi, p.en) for p in broken.problems)
        return Examination(None, found, (), name, version, title)
    failing = tuple(outcome for outcome in run_examples(package) if not outcome.passed)
    findings = (*_examples(package, failing), *_facts(package))
    return Examination(package, findings, failing, package.name, package.version, package.title.vi)


def sound(examination: Examination) -> Package:
    """The package of a text that nothing stands in the way of.

    Raises `BrokenPackage` with every mistake in `data["problems"]`, `FailingExample`, or a refusal of `facts`.
    """
    package = readable(examination)
    for outcome in examination.failing:
        raise FailingExample(
            "document",
            example=outcome.example,
            formula=outcome.formula,
            expected=outcome.expected,
            found=outcome.error or outcome.found,
        )
    facts.check(package)
    return package


def readable(examination: Examination) -> Package:
    """The package of a text whose document is right, whatever its examples say; raises `BrokenPackage` otherwise."""
    package, findings = examination.package, examination.findings
    if package is None:
        raise BrokenPackage(
            "document",
            count=len(findings),
            first_vi=findings[0].vi,
            first_en=findings[0].en,
            problems=[{**vars(finding)} for finding in findings],
        )
    return package


def _examples(package: Package, failing: tuple[Outcome, ...]) -> list[Finding]:
    places = {example.name: example.place for example in package.examples}
    found = []
    for outcome in failing:
        place = places[outcome.example]
        data = {
            "example": outcome.example,
            "formula": outcome.formula,
            "expected": outcome.expected,
            "found": outcome.error or outcome.found,
        }
        vi, en = FailingExample.vi.format_map(data), FailingExample.en.format_map(data)
        found.append(Finding(place.source, place.line, place.column, "example", outcome.example, vi, en))
    return found


def _facts(package: Package) -> list[Finding]:
    return [
        Finding(
            place.source if place else DOCUMENT,
            place.line if place else 1,
            place.column if place else 1,
            "fact" if place else "output",
            str(refusal.data["name"]),
            refusal.sentence("vi"),
            refusal.sentence("en"),
        )
        for refusal, place in facts.refusals(package)
    ]
