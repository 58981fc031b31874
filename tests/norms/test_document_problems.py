"""What the checker says of the document around the formulas: its YAML, names, levels, tables and examples."""

import pytest

from tenants.norms.language.sentences import CODE_OF, CODES
from tests.norms.problem_documents import month, only, problems_of

DOCUMENTS = [
    ("package: &a p\n", 1, 10, "syntax", "Anchors (&) and aliases (*) are not used: write the value out."),
    ("package: *a\n", 1, 10, "syntax", "Anchors (&) and aliases (*) are not used: write the value out."),
    ("package: !!str p\n", 1, 10, "syntax", "Tags (!) are not used."),
    ("package: p\n<<: {a: b}\n", 2, 1, "syntax", "Merge keys (<<) are not used: write the entries out."),
    ("package: p\npackage: q\n", 2, 1, "syntax", "The entry 'package' is written twice."),
    ("package: [p\n", 2, 1, "syntax", None),
    ("- p\n", 1, 1, "syntax", "The document must consist of named entries."),
    ("? [a]\n: b\n", 1, 3, "syntax", "The name of an entry must be text."),
    ("package: p\n---\npackage: q\n", 2, 1, "syntax", "A file holds one document only."),
]


@pytest.mark.parametrize(
    ("document", "line", "column", "code", "sentence"), DOCUMENTS, ids=[one[0] for one in DOCUMENTS]
)
def test_yaml_that_hides_meaning_is_refused(
    document: str, line: int, column: int, code: str, sentence: str | None
) -> None:
    problem = only(document)

    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert sentence is None or problem.en == sentence


REPLACED = [
    ("share: 0.25", "share: 0,25", "25", "name"),
    ("share: 0.25", "share: abc", "share", "syntax"),
    ("share: 0.25", "share: 1e5", "share", "syntax"),
    ("share: 0.25", "Share: 0.25", "Share", "name"),
    ("value: u", "value: w", "way", "type"),
    ("n: {max: 5,", "n: {max: -5,", "n", "type"),
    ("n: {max: 5,", "n: {", "n", "syntax"),
    ("n: {max: 5,", "n: {max: 5, maximum: 5,", "n", "name"),
    ("n: {max: 5,", "n: {max: 5, default: 1,", "n", "name"),
    ("n: {max: 5,", "n: {max: 5, unit: Giờ,", "n", "unit"),
    ("n: {max: 5,", "class: {max: 5,", "class", "name"),
    ("n: {max: 5,", "sum: {max: 5,", "sum", "name"),
    ("n: {max: 5,", "person: {max: 5,", "person", "name"),
    ("n: {max: 5,", "share: {max: 5,", "share", "name"),
    ("c: {keys: [a, b, c]}", "c: {keys: [a, a]}", "c", "type"),
    ("c: {keys: [a, b, c]}", "c: {keys: [a, bé]}", "c", "syntax"),
    ("c: {keys: [a, b, c]}", "c: {type: text}", "c", "type"),
    ("c: {keys: [a, b, c]}", "c: {keys: [a], default: b}", "c", "type"),
    ("      fine: n + 1", "      n: 1", "n", "name"),
    ("over: entry", "over: entri", "month", "name"),
    ("by: [person, month]", "by: [person, week]", "month", "type"),
    ("late: {upto: {0: 1}, above: 0}", "late: {upto: {0: 1, -1: 2}, above: 0}", "late", "type"),
    ("late: {upto: {0: 1}, above: 0}", "late: {upto: {0: 1}}", "late", "syntax"),
    ("late: {upto: {0: 1}, above: 0}", "late: {upto: {0: 1}, above: 0, below: 0}", "late", "name"),
    ("q: {rows: {a: 1, b: 2}}", "q: {rows: {a: 1, b: x}}", "q", "type"),
    ("version: 1.0.0", "versions: 1.0.0", "package", "name"),
]


@pytest.mark.parametrize(("old", "new", "subject", "code"), REPLACED, ids=[one[1] for one in REPLACED])
def test_a_mistake_in_the_document_is_told(old: str, new: str, subject: str, code: str) -> None:
    document = month("1").replace(old, new)
    line = document[: document.index(new)].count("\n") + 1

    found = [problem for problem in problems_of(document) if problem.code == code]

    assert found, problems_of(document)
    assert subject in {problem.formula for problem in found}
    assert line in {problem.line for problem in found}


def test_a_level_coarser_than_the_one_over_it_is_told_where_it_says_over() -> None:
    problem = only(month("1").replace("by: [person, entry]", "by: [person, year]"))

    assert (problem.line, problem.column, problem.code, problem.formula) == (17, 11, "scope", "month")


def test_levels_over_each_other_are_told_at_both() -> None:
    found = problems_of(month("1").replace("by: [person, entry]", "by: [person, entry]\n    over: month"))

    assert [(problem.line, problem.code, problem.formula) for problem in found] == [
        (8, "cycle", "entry"),
        (18, "cycle", "month"),
    ]


def test_every_sentence_has_a_known_code_and_each_code_has_a_sentence() -> None:
    assert set(CODE_OF.values()) == set(CODES)


EXAMPLES = [
    ("{level: entri, expect: {fine: 1}}", "name"),
    ("{level: entry, given: {nn: 1}, expect: {fine: 1}}", "name"),
    ("{level: entry, given: {n: 9}, expect: {fine: 1}}", "type"),
    ("{level: entry, given: {n: 1}, expect: {fine: many}}", "syntax"),
    ("{level: entry, given: {n: 1}, settings: {shar: 1}, expect: {fine: 1}}", "name"),
    ("{level: entry, given: {n: 1}, settings: {way: w}, expect: {fine: 1}}", "type"),
    ("{level: entry, given: {n: 1}}", "syntax"),
]


@pytest.mark.parametrize(("example", "code"), EXAMPLES)
def test_an_example_that_does_not_fit_its_package_is_told(example: str, code: str) -> None:
    problem = only(month("1") + f"examples:\n  e: {example}\n")

    assert (problem.formula, problem.code, problem.line) == ("e", code, 25)
