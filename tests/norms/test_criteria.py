"""The tree of general criteria: it adds up for everybody it is scored for, and mistakes are told where they stand."""

import pytest

from policies.roles import APPOINTMENT_ROLES, standing
from tenants.catalogue.vocabulary import POSITION_GROUPS
from tenants.norms.language import Package, load_package, shipped_package, shipped_text, words
from tenants.norms.language.criteria import Standing, applicable, every
from tenants.norms.language.model import Criterion
from tests.norms.problem_documents import only, problems_of

TREE = """package: p
version: 1.0.0
levels:
  month:
    by: [person, month]
    inputs: {general: {max: 10, step: 0.01}}
    formulas: {total: general}
criteria:
  max: 10
  comment_below_max: true
  parts:
    - code: I
      vi: Một
      max: 6
      parts:
        - {code: I.1, vi: Một một, max: 4}
        - {code: I.2, vi: Một hai, max: 2, applies: role == "staff"}
        - {code: I.3, vi: Một ba, max: 2, applies: 'role in ("leader", "deputy")'}
    - {code: II, vi: Hai, max: 4}
"""


def tree(written: str = "", replaced: str = "") -> str:
    assert written in TREE
    return TREE.replace(written, replaced, 1)


def codes(package: Package, parts: tuple[Criterion, ...], who: Standing) -> list[str]:
    """The criteria without parts of their own that somebody is scored by."""
    found: list[str] = []
    for one in applicable(package, parts, who):
        found += codes(package, one.parts, who) if one.parts else [one.code]
    return found


def test_who_is_scored_by_what_follows_the_conditions() -> None:
    package = load_package(TREE, "p.yaml")

    assert package.criteria is not None
    assert package.criteria.comment_below_max
    assert codes(package, package.criteria.parts, Standing("shared", "staff")) == ["I.1", "I.2", "II"]
    assert codes(package, package.criteria.parts, Standing("leadership", "deputy")) == ["I.1", "I.3", "II"]


def test_decree_335_scores_everybody_by_thirty_points_three_levels_deep() -> None:
    package = shipped_package("decree-335")

    assert package.criteria is not None
    assert [(one.code, int(one.highest)) for one in package.criteria.parts] == [("I", 10), ("II", 10), ("III", 10)]
    assert [(one.code, int(one.highest)) for one in package.criteria.parts[0].parts] == [("I.1", 5), ("I.2", 5)]
    assert any(one.code.count(".") == 2 for one in every(package.criteria))
    leaves = {one.code: one.highest for one in every(package.criteria) if not one.parts}
    for group in words.POSITION_GROUPS:
        for role in words.STANDINGS:
            own = codes(package, package.criteria.parts, Standing(group, role))
            assert sum(leaves[code] for code in own) == 30


def test_groups_and_standings_are_those_of_the_catalogue_and_of_the_roles() -> None:
    assert set(words.POSITION_GROUPS) == set(POSITION_GROUPS)
    assert set(words.STANDINGS) == {standing(role) for role in APPOINTMENT_ROLES}


MISTAKES = [
    ("max: 4}\n        - {code: I.2", "max: 3}\n        - {code: I.2", (12, 7, "sum", "I")),
    ('applies: role == "staff"', 'applies: role != "leader"', (12, 7, "sum", "I")),
    ("{code: II, vi: Hai, max: 4}", "{code: II, vi: Hai, max: 4.5}", (9, 3, "sum", "criteria")),
    ("general: {max: 10", "general: {max: 30", (6, 23, "sum", "general")),
    ("code: II,", "code: I.1,", (19, 14, "name", "I.1")),
    ('role == "staff"', 'roles == "staff"', (17, 53, "name", "I.2")),
    ('role == "staff"', 'role == "boss"', (17, 53, "unreachable", "I.2")),
    ('role == "staff"', "role", (17, 53, "type", "I.2")),
    ('role == "staff"', "'rating[role] == 1'", (17, 54, "syntax", "I.2")),
    ('role == "staff"', "any(role == 1)", (17, 53, "syntax", "I.2")),
    ('role == "staff"', 'role = "staff"', (17, 58, "syntax", "I.2")),
    ("code: II,", "code: Hai mươi,", (19, 14, "syntax", "criteria")),
    ("{code: II, vi: Hai, max: 4}", "{code: II, max: 4}", (19, 7, "syntax", "II")),
    ("{code: II, vi: Hai, max: 4}", "{code: II, vi: Hai, max: -4}", (19, 32, "type", "II")),
    ("{code: II, vi: Hai, max: 4}", "{code: II, vi: Hai, max: '4,5'}", (19, 33, "syntax", "II")),
    ("{code: II, vi: Hai, max: 4}", "{code: II, vi: Hai, max: 4, parts: []}", (19, 42, "type", "II")),
    ("{code: II, vi: Hai, max: 4}", "{code: II, vi: Hai, max: 4, weight: 1}", (19, 35, "name", "II")),
    ("comment_below_max: true", "comment_below_max: often", (10, 22, "type", "criteria")),
    ("  max: 10\n", "", (9, 3, "syntax", "criteria")),
]


@pytest.mark.parametrize(("written", "replaced", "place"), MISTAKES, ids=[one[1] for one in MISTAKES])
def test_a_mistake_in_the_tree_is_told_at_its_place(
    written: str, replaced: str, place: tuple[int, int, str, str]
) -> None:
    found = problems_of(tree(written, replaced))

    assert [(one.line, one.column, one.code, one.formula) for one in found] == [place]


def test_criteria_that_no_level_takes_are_told() -> None:
    problem = only(
        tree().replace("general: {max: 10, step: 0.01}", "n: {max: 1}").replace("total: general", "total: n")
    )

    assert (problem.line, problem.column, problem.code, problem.formula) == (9, 3, "name", "criteria")


def test_a_criterion_whose_parent_excludes_everybody_it_is_for_is_told() -> None:
    document = tree(
        'max: 2, applies: role == "staff"}',
        """max: 2, applies: role == "staff",
           parts: [{code: I.2.a, vi: Một, max: 2}, {code: I.2.b, vi: Hai, max: 2, applies: role == "leader"}]}""",
    )

    problem = only(document)

    assert (problem.line, problem.column, problem.code, problem.formula) == (18, 52, "unreachable", "I.2.b")


def test_what_does_not_add_up_says_for_whom_and_by_how_much() -> None:
    problem = only(tree("max: 2, applies: role ==", "max: 1.5, applies: role =="))

    assert problem.en == "The parts add up to 5.5 for staff, leadership; they must add up to 6."
    assert problem.vi == "Các phần cộng lại được 5.5 với staff, leadership, phải là 6."


def test_a_tree_of_too_many_criteria_is_refused() -> None:
    parts = "".join(f"    - {{code: c{number}, vi: Một, max: 1}}\n" for number in range(501))
    document = TREE[: TREE.index("    - code: I\n")] + parts

    found = problems_of(document)

    assert [(one.line, one.code, one.formula) for one in found] == [(512, "size", "c500")]


def test_a_province_puts_its_own_tree_over_the_national_one() -> None:
    document, own = shipped_text("decree-335"), "criteria: {comment_below_max: true}"

    package = load_package(document, "decree-335.yaml", own)

    assert package.criteria is not None
    assert package.criteria.comment_below_max
    assert len(package.criteria.parts) == 3


def test_a_tree_of_a_province_may_divide_the_thirty_points_otherwise() -> None:
    own = (
        "criteria:\n  parts:\n    - {code: A, vi: Một, max: 13}\n    - {code: B, vi: Hai, max: 12}\n"
        "    - {code: C, vi: Ba, max: 5}\n"
    )

    package = load_package(shipped_text("decree-335"), "decree-335.yaml", own)

    assert package.criteria is not None
    assert [one.highest for one in package.criteria.parts] == [13, 12, 5]


def test_a_tree_may_be_as_deep_as_a_document() -> None:
    inner = "{code: c9, vi: Một, max: 10}"
    for number in range(8, 0, -1):
        inner = f"{{code: c{number}, vi: Một, max: 10, parts: [{inner}]}}"
    document = TREE[: TREE.index("    - code: I\n")] + f"    - {inner}\n"

    package = load_package(document, "p.yaml")

    assert package.criteria is not None
    assert [one.code for one in every(package.criteria)] == [f"c{number}" for number in range(1, 10)]
