"""A package's text in parts that can be edited one by one: settings, scales, formulas and worked examples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tenants.norms.examination import DOCUMENT, OVERRIDE, Examination, Finding, Texts
from tenants.norms.language import Outcome, Place, run_examples
from tenants.norms.language.document import Mapping as Branch
from tenants.norms.language.document import Scalar, Sequence, Tree, read_tree
from tenants.norms.language.merging import overridden
from tenants.norms.language.problems import Fault

Path = tuple[str, ...]
Plain = str | list["Plain"] | dict[str, "Plain"]
_HEADING: Final = ("version", "vi", "en")
_OTHER: Final = {"rows": "default", "upto": "above", "from": "below"}


@dataclass(frozen=True)
class Part:
    """A value at its place, as it is written; the labels are empty where the text has none."""

    path: Path
    name: str
    vi: str
    en: str
    text: str
    scalar: Scalar
    unit: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """A table: its rows by key, or its brackets by bound; the last one may be all the rest, with an empty name."""

    name: str
    vi: str
    en: str
    form: str
    unit: str
    rows: tuple[Part, ...]


@dataclass(frozen=True)
class Fact:
    """What a level is given: a choice of keys, yes or no, else a number of its unit."""

    name: str
    vi: str
    en: str
    unit: str
    keys: tuple[str, ...]
    truth: bool


@dataclass(frozen=True)
class Rung:
    """A level: its facts and its formulas."""

    name: str
    vi: str
    en: str
    over: str | None
    facts: tuple[Fact, ...]
    formulas: tuple[Part, ...]


@dataclass(frozen=True)
class Expected:
    """What an example expects of one value, and what comes out; nothing while the package cannot be computed."""

    part: Part
    outcome: Outcome | None


@dataclass(frozen=True)
class WorkedExample:
    """An example: of which level, what is given in the author's words, what is expected.

    `facts` and `settings` are the same as entries, every value as text; the records below stand under `of`.
    """

    name: str
    level: str
    given: str
    expected: tuple[Expected, ...]
    facts: Plain
    settings: Plain


@dataclass(frozen=True)
class Spot:
    """A finding with the part it lies in and the character of that part's text, where it lies in one."""

    finding: Finding
    path: Path
    offset: int | None


@dataclass(frozen=True)
class Outline:
    """All parts of a text in its order; the heading is version and titles."""

    heading: tuple[Part, ...]
    settings: tuple[Part, ...]
    scales: tuple[Scale, ...]
    rungs: tuple[Rung, ...]
    examples: tuple[WorkedExample, ...]

    @property
    def parts(self) -> Iterator[Part]:
        """Every part that can be edited."""
        yield from self.heading
        yield from self.settings
        for scale in self.scales:
            yield from scale.rows
        for rung in self.rungs:
            yield from rung.formulas
        for example in self.examples:
            yield from (one.part for one in example.expected)


def outline(texts: Texts, found: Examination) -> Outline:
    """The parts of a text, with its formulas right or wrong; none of a text that is no plain YAML."""
    try:
        tree = read_tree(texts.document, DOCUMENT)
        if texts.override is not None:
            tree = overridden(tree, read_tree(texts.override, OVERRIDE))
    except Fault:
        return Outline((), (), (), (), ())
    outcomes = run_examples(found.package) if found.package is not None else ()
    by_place = {(one.example, one.formula): one for one in outcomes}
    return Outline(
        tuple(_heading(tree)),
        tuple(_settings(tree)),
        tuple(_scale(name, body) for name, body in _branches(tree.get("tables"))),
        tuple(_rung(name, body) for name, body in _branches(tree.get("levels"))),
        tuple(_example(name, body, by_place) for name, body in _branches(tree.get("examples"))),
    )


def spots(told: Outline, findings: tuple[Finding, ...]) -> tuple[Spot, ...]:
    """The findings with the parts they lie in."""
    parts = tuple(told.parts)
    return tuple(_spot(finding, parts) for finding in findings)


def _spot(finding: Finding, parts: tuple[Part, ...]) -> Spot:
    place = Place(finding.source, finding.line, finding.column)
    for part in parts:
        start, lines = part.scalar.start, part.scalar.raw.count("\n")
        if start.source != place.source or not start.line <= place.line <= start.line + lines:
            continue
        if lines == 0 and not start.column <= place.column <= start.column + len(part.scalar.raw):
            continue
        for offset in range(len(part.text) + 1):
            if part.scalar.place(offset) == place:
                return Spot(finding, part.path, offset)
    return Spot(finding, (), None)


def _branches(tree: Tree | None) -> Iterator[tuple[str, Branch]]:
    if isinstance(tree, Branch):
        yield from ((key.text, body) for key, body in tree.entries if isinstance(body, Branch))


def _word(tree: Tree | None, name: str) -> str:
    found = tree.get(name) if isinstance(tree, Branch) else None
    return found.text if isinstance(found, Scalar) else ""


def _heading(tree: Branch) -> Iterator[Part]:
    for name in _HEADING:
        found = tree.get(name)
        if isinstance(found, Scalar):
            yield _part((name,), name, found, found)


def _settings(tree: Branch) -> Iterator[Part]:
    section = tree.get("settings")
    for key, body in section.entries if isinstance(section, Branch) else ():
        written = body.get("value") if isinstance(body, Branch) else body
        if isinstance(written, Scalar):
            yield _part(("settings", key.text), key.text, body, written, _keys(body))


def _keys(body: Tree) -> tuple[str, ...]:
    listed = body.get("keys") if isinstance(body, Branch) else None
    return tuple(one.text for one in listed.items if isinstance(one, Scalar)) if isinstance(listed, Sequence) else ()


def _part(path: Path, name: str, body: Tree, written: Scalar, keys: tuple[str, ...] = ()) -> Part:
    vi, en, unit = (_word(body, word) for word in ("vi", "en", "unit"))
    return Part(path, name, vi, en, written.text, written, unit, keys)


def _scale(name: str, body: Branch) -> Scale:
    form = next((form for form in _OTHER if body.get(form) is not None), "rows")
    rows = list(_rows(("tables", name, form), (), body.get(form)))
    other = body.get(_OTHER[form])
    if isinstance(other, Scalar):
        rows.append(_part(("tables", name, _OTHER[form]), "", other, other))
    return Scale(name, _word(body, "vi"), _word(body, "en"), form, _word(body, "unit"), tuple(rows))


def _rows(path: Path, above: tuple[str, ...], tree: Tree | None) -> Iterator[Part]:
    for key, value in tree.entries if isinstance(tree, Branch) else ():
        names = (*above, key.text)
        if isinstance(value, Scalar):
            yield _part((*path, *names), " ".join(names), value, value)
        else:
            yield from _rows(path, names, value)


def _rung(name: str, body: Branch) -> Rung:
    inputs, formulas = body.get("inputs"), body.get("formulas")
    facts = [
        Fact(
            key.text,
            _word(fact, "vi"),
            _word(fact, "en"),
            _word(fact, "unit"),
            _keys(fact),
            truth=_word(fact, "type") == "boolean",
        )
        for key, fact in (inputs.entries if isinstance(inputs, Branch) else ())
    ]
    parts = []
    for key, formula in formulas.entries if isinstance(formulas, Branch) else ():
        written = formula.get("is") if isinstance(formula, Branch) else formula
        if isinstance(written, Scalar):
            parts.append(_part(("levels", name, "formulas", key.text), key.text, formula, written))
    return Rung(name, _word(body, "vi"), _word(body, "en"), _word(body, "over") or None, tuple(facts), tuple(parts))


def _example(name: str, body: Branch, outcomes: Mapping[tuple[str, str], Outcome]) -> WorkedExample:
    expect = body.get("expect")
    expected = [
        Expected(_part(("examples", name, "expect", key.text), key.text, value, value), outcomes.get((name, key.text)))
        for key, value in (expect.entries if isinstance(expect, Branch) else ())
        if isinstance(value, Scalar)
    ]
    given = ", ".join(filter(None, (_said(body.get("settings")), _said(body.get("given")))))
    facts, settings = _plain(body.get("given")), _plain(body.get("settings"))
    return WorkedExample(name, _word(body, "level"), given, tuple(expected), facts, settings)


def _plain(tree: Tree | None) -> Plain:
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [_plain(one) for one in tree.items]
    return {key.text: _plain(value) for key, value in tree.entries} if tree is not None else {}


def _said(tree: Tree | None) -> str:
    """What is given, on one line: `norm = 120, quantity = 3`; records below stand in brackets."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return "[" + "; ".join(_said(one) for one in tree.items) + "]"
    return ", ".join(f"{key.text} = {_said(value)}" for key, value in tree.entries) if tree is not None else ""
