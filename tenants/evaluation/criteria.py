"""The general criteria a person is scored by, what is scored of them, and what only a superior can answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from tenants.evaluation.errors import (
    AnswerBad,
    AnswerUnknown,
    CriteriaMissing,
    CriterionComment,
    CriterionScore,
    CriterionTwice,
    CriterionUnknown,
    SheetText,
)
from tenants.norms import facts
from tenants.norms.language import Input, Package, check_input, fact_value
from tenants.norms.language.criteria import Standing, applicable
from tenants.norms.language.kinds import KeyKind, NumberKind
from tenants.norms.language.model import Criterion, Label
from tenants.norms.language.numbers import printed

GENERAL: Final = "general"
COMPUTED: Final = frozenset({"any_kht", "unit_rate", "force_majeure", "disciplined"})
"""Inputs of a month that evaluation finds out by itself."""

TEXT_LIMIT: Final = 2_000
_HUNDREDTH: Final = Decimal("0.01")
_WHOLE: Final = Label("Tiêu chí chung", "General criteria")


@dataclass(frozen=True)
class CriterionLine:
    """A criterion that applies to a person: leaves are scored, the others are the sums of theirs."""

    code: str
    parent: str | None
    depth: int
    vi: str
    en: str
    highest: Decimal
    is_leaf: bool


@dataclass(frozen=True)
class CriterionMark:
    """What is given for one criterion; the comment may be asked for below the highest score."""

    code: str
    score: Decimal
    comment: str | None = None


@dataclass(frozen=True)
class Question:
    """An input of the package's month that only the direct superior can answer."""

    name: str
    vi: str
    en: str
    kind: str
    keys: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    default: str | None = None


def lines(package: Package, group: str, standing: str) -> tuple[CriterionLine, ...]:
    """The criteria that apply to somebody of that position group and standing, parents before their parts.

    A package that states no tree is scored as one whole, as far as it takes general criteria at all.
    """
    if package.criteria is None:
        return _whole(package)
    who = Standing(group, standing)

    def below(parts: tuple[Criterion, ...], parent: str | None, depth: int) -> Iterator[CriterionLine]:
        for one in applicable(package, parts, who):
            leaf = not one.parts
            yield CriterionLine(one.code, parent, depth, one.label.vi, one.label.en, one.highest, leaf)
            yield from below(one.parts, one.code, depth + 1)

    return tuple(below(package.criteria.parts, None, 1))


def _whole(package: Package) -> tuple[CriterionLine, ...]:
    one = package.levels["month"].inputs.get(GENERAL)
    if one is None or not isinstance(one.kind, NumberKind):
        return ()
    label = one.label if one.label.vi else _WHOLE
    return (CriterionLine(GENERAL, None, 1, label.vi, label.en, one.kind.hi, True),)


def marked(
    package: Package, asked: Sequence[CriterionLine], marks: Sequence[CriterionMark], *, field: str
) -> dict[str, dict[str, Any]]:
    """Marks as a sheet keeps them, by the codes of the leaves; every leaf is scored once, from 0 to its highest.

    Scores are exact to the hundredth. With the package's `comment_below_max` a lower score needs a comment.
    """
    leaves = {one.code: one for one in asked if one.is_leaf}
    needs_comment = package.criteria is not None and package.criteria.comment_below_max
    found: dict[str, dict[str, Any]] = {}
    for place, mark in enumerate(marks):
        leaf = leaves.get(mark.code)
        if leaf is None:
            raise CriterionUnknown(field, place, "code", criterion=mark.code)
        if mark.code in found:
            raise CriterionTwice(field, place, "code", criterion=mark.code)
        if not (mark.score.is_finite() and 0 <= mark.score <= leaf.highest and mark.score % _HUNDREDTH == 0):
            raise CriterionScore(field, place, "score", criterion=mark.code, most=printed(leaf.highest))
        comment = checked_text(mark.comment or "", f"{field}.comment", least=0) or None
        if needs_comment and mark.score < leaf.highest and comment is None:
            raise CriterionComment(field, place, "comment", criterion=mark.code)
        found[mark.code] = {"score": printed(mark.score), "comment": comment}
    if missing := [code for code in leaves if code not in found]:
        raise CriteriaMissing(field, codes=", ".join(missing))
    return found


def general(marks: Mapping[str, Mapping[str, Any]] | None) -> Decimal | None:
    """The sum of all leaves' scores, exact; nothing where nothing is scored."""
    return sum((Decimal(one["score"]) for one in marks.values()), Decimal(0)) if marks else None


def sums(asked: Sequence[CriterionLine], marks: Mapping[str, Mapping[str, Any]] | None) -> dict[str, Decimal]:
    """The score of every criterion, leaves and what they add up to, by code; nothing where nothing is scored."""
    found: dict[str, Decimal] = {}
    if not marks:
        return found
    for one in reversed(asked):
        own = Decimal(marks[one.code]["score"]) if one.is_leaf and one.code in marks else Decimal(0)
        found[one.code] = found.get(one.code, Decimal(0)) + own
        if one.parent is not None:
            found[one.parent] = found.get(one.parent, Decimal(0)) + found[one.code]
    return found


def questions(package: Package) -> tuple[Question, ...]:
    """What a month of the package asks that neither the log knows nor evaluation computes, in declared order."""
    return tuple(_question(one) for one in asked_inputs(package).values())


def asked_inputs(package: Package) -> dict[str, Input]:
    """The inputs behind the questions, by name."""
    return {
        name: one
        for name, one in package.levels["month"].inputs.items()
        if name not in facts.MONTH and name not in COMPUTED
    }


def _question(one: Input) -> Question:
    default = None if one.default is None else plain(one.default)
    told = (one.name, one.label.vi or one.name, one.label.en or one.name)
    if isinstance(one.kind, NumberKind):
        return Question(*told, "number", (), one.kind.lo, one.kind.hi, None if default is None else str(default))
    if isinstance(one.kind, KeyKind):
        return Question(*told, "key", one.kind.keys, default=None if default is None else str(default))
    return Question(*told, "boolean", default=None if default is None else str(default).lower())


def answered(package: Package, answers: Mapping[str, str | None]) -> dict[str, Any]:
    """Answers as sheets and month facts keep them: truths as truths, the rest as exact texts; None withdraws one."""
    inputs = asked_inputs(package)
    kept: dict[str, Any] = {}
    for place, (name, text) in enumerate(answers.items()):
        if name not in inputs:
            raise AnswerUnknown("answers", place, "name", name=name)
        if text is None:
            kept[name] = None
            continue
        value = fact_value(inputs[name], text.strip())
        if (problem := check_input(package.levels["month"], inputs[name], value)) is not None:
            raise AnswerBad("answers", place, "value", reason_vi=problem.vi, reason_en=problem.en)
        kept[name] = plain(value)
    return kept


def plain(value: object) -> object:
    """A value as JSON keeps it: a truth, or an exact text."""
    return printed(value) if isinstance(value, Decimal) else value


def checked_text(given: str, field: str, *, least: int = 3, most: int = TEXT_LIMIT) -> str:
    """A text, trimmed; refused when it is too short or endless."""
    given = given.strip()
    if not least <= len(given) <= most:
        raise SheetText(field, what_vi="nội dung", what_en="a text", least=least, most=most)
    return given
