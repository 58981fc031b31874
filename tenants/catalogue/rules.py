"""Pure rules of the catalogue: what a record may say, when a version may begin, and how a template's change differs."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from tenants.catalogue.contents import CompetencyContent, Flat, ItemContent, PositionContent, Value
from tenants.catalogue.errors import EffectiveTooEarly, Retroactive
from tenants.catalogue.vocabulary import COMPETENCY_KINDS, LEVELS, POSITION_GROUPS, TASK_GROUPS, Words
from tenants.vietnamese import search_key

LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 4_000
MOST_DUTIES: Final = 40
MOST_MINUTES: Final = 100_000
MOST_SCORE: Final = Decimal(1_000_000)
MOST_ATTRIBUTES: Final = 40

_CODE: Final = re.compile(r"[A-Z0-9Đ][A-Z0-9Đ._/-]{0,59}")
_SLUG: Final = re.compile(r"(?=.{1,60}\Z)[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_FACT_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FACT_VALUE: Final = re.compile(r"[A-Za-z0-9_.+/-]{1,60}")
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE: Final = frozenset("\u200b\ufeff\u00ad")

CODE_EXPECTED: Final = Words(
    "mã gồm chữ không dấu hoặc Đ, chữ số và các dấu . _ / -, dài tối đa 60 ký tự",
    "a code of plain letters or Đ, digits and . _ / -, at most 60 characters",
)
_LINE: Final = Words(f"ghi từ 1 đến {LONGEST_LINE} ký tự", f"1 to {LONGEST_LINE} characters")
_TEXT: Final = Words(f"ghi từ 1 đến {LONGEST_TEXT} ký tự", f"1 to {LONGEST_TEXT} characters")
_SHORT: Final = Words("ghi từ 1 đến 60 ký tự", "1 to 60 characters")
_LISTED: Final = Words("chọn một mã trong danh mục dùng chung", "a code of the list")
FACT_NAMED: Final = Words(
    "tên dữ liệu gồm chữ thường không dấu, chữ số và _, bắt đầu bằng chữ, tối đa 40 ký tự",
    "a name of lower-case letters, digits and _, a letter first, at most 40 characters",
)
FACT_SAID: Final = Words(
    "ghi một mã, true hoặc false, hoặc một số có dấu chấm thập phân như 1.25, tối đa 60 ký tự",
    "a key, true or false, or a number with a point such as 1.25, of at most 60 characters",
)
_FACTS: Final = Words(f"tối đa {MOST_ATTRIBUTES} dữ liệu riêng", f"at most {MOST_ATTRIBUTES} own facts")
_MINUTES: Final = Words(
    f"ghi số phút nguyên từ 1 đến {MOST_MINUTES}", f"a whole number of minutes from 1 to {MOST_MINUTES}"
)
_SCORE: Final = Words(
    f"ghi số lớn hơn 0, tối đa {MOST_SCORE}, không quá 4 chữ số thập phân",
    f"a number above 0, at most {MOST_SCORE}, with at most 4 decimals",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A field of a content that cannot stand, and what is expected there."""

    field: str
    expected: Words


def clean_text(text: str) -> str:
    """A text of several lines in canonical form: composed letters, plain line ends, nothing invisible."""
    if text.isprintable() and _INVISIBLE.isdisjoint(text):
        return unicodedata.normalize("NFC", text).strip()
    lines = _BREAKS.sub("\n", text)
    seen = "".join(sign for sign in lines if sign == "\n" or _visible(sign))
    return "\n".join(
        part.rstrip() for part in unicodedata.normalize("NFC", seen).replace("\t", " ").split("\n")
    ).strip()


def clean_line(text: str) -> str:
    """A text of one line in canonical form."""
    return " ".join(clean_text(text).split())


def clean_code(text: str) -> str:
    """A code in canonical form: capital letters."""
    return clean_line(text).upper()


def _visible(sign: str) -> bool:
    unassigned = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return (
        (sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cs")) and sign not in _INVISIBLE and not unassigned
    )


def is_code(text: str) -> bool:
    """Whether a text can be the code of a record."""
    return _CODE.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Whether a text can be a code of an open list: a field of work, a rank, a level of complexity."""
    return _SLUG.fullmatch(text) is not None


def is_fact_name(text: str) -> bool:
    """Whether a text can name a fact of the province's own, as norm packages name their inputs."""
    return _FACT_NAME.fullmatch(text) is not None


def is_fact_value(text: str) -> bool:
    """Whether a text can be the value of an own fact: a key, a truth or a number as norm packages write them."""
    return _FACT_VALUE.fullmatch(text) is not None


def clean_facts(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts of the province's own in canonical form, by name."""
    return {clean_line(name): clean_line(facts[name]) for name in sorted(facts)}


def search_words(code: str, name: str) -> str:
    """What a record is found by: the words of its code and name without diacritics."""
    return search_key(f"{code} {name}")


def clean_item(content: ItemContent) -> ItemContent:
    """A work item's content in canonical form."""
    return replace(
        content,
        name=clean_line(content.name),
        position_groups=_in_order(content.position_groups),
        output=clean_text(content.output),
        product_unit=clean_line(content.product_unit),
        attributes=None if content.attributes is None else clean_facts(content.attributes),
    )


def _in_order(groups: Collection[str]) -> tuple[str, ...]:
    known = [code for code in POSITION_GROUPS if code in groups]
    return (*known, *sorted(set(groups) - set(known)))


def clean_position(content: PositionContent) -> PositionContent:
    """A job position's content in canonical form."""
    return replace(
        content,
        name=clean_line(content.name),
        purpose=clean_text(content.purpose),
        duties=tuple(duty for duty in map(clean_line, content.duties) if duty),
        authority=clean_text(content.authority),
        relations=clean_text(content.relations),
        requirements=clean_text(content.requirements),
        competencies={clean_code(code): content.competencies[code] for code in sorted(content.competencies)},
        attributes=None if content.attributes is None else clean_facts(content.attributes),
    )


def clean_competency(content: CompetencyContent) -> CompetencyContent:
    """A competency's content in canonical form."""
    levels = {level: clean_text(content.levels[level]) for level in sorted(content.levels)}
    return replace(content, name=clean_line(content.name), levels=levels)


def item_problems(content: ItemContent) -> Iterator[Problem]:
    """Whatever cannot stand in a work item, in the order of its fields."""
    yield from _line("name", content.name)
    yield from _unless("field", is_slug(content.field), _LISTED)
    yield from _unless("task_group", content.task_group in TASK_GROUPS, Words("ghi A, B, C hoặc D", "A, B, C or D"))
    fitting = bool(content.position_groups) and set(content.position_groups) <= set(POSITION_GROUPS)
    yield from _unless("position_groups", fitting, Words("chọn ít nhất một nhóm vị trí", "at least one position group"))
    yield from _unless("norm_minutes", 1 <= content.norm_minutes <= MOST_MINUTES, _MINUTES)
    yield from _unless("complexity", is_slug(content.complexity), _LISTED)
    yield from _unless("standard_score", _is_score(content.standard_score), _SCORE)
    yield from _text("output", content.output)
    yield from _unless("product_unit", 1 <= len(content.product_unit) <= 60, _SHORT)
    yield from fact_problems(content.attributes or {})


def position_problems(content: PositionContent) -> Iterator[Problem]:
    """Whatever cannot stand in a job position, in the order of its fields."""
    yield from _line("name", content.name)
    yield from _unless("position_group", content.position_group in POSITION_GROUPS, _LISTED)
    yield from _unless("rank", is_slug(content.rank), _LISTED)
    yield from _unless("field", is_slug(content.field), _LISTED)
    yield from _unless("level", content.level in LEVELS, _LISTED)
    yield from _text("purpose", content.purpose)
    duties = Words(
        f"ghi từ 1 đến {MOST_DUTIES} nhiệm vụ, mỗi nhiệm vụ một dòng, tối đa {LONGEST_LINE} ký tự",
        f"1 to {MOST_DUTIES} duties, one a line, of at most {LONGEST_LINE} characters",
    )
    fitting = 1 <= len(content.duties) <= MOST_DUTIES and all(len(duty) <= LONGEST_LINE for duty in content.duties)
    yield from _unless("duties", fitting, duties)
    for name in ("authority", "relations", "requirements"):
        yield from _text(name, getattr(content, name))
    levels = all(1 <= level <= 5 for level in content.competencies.values())
    yield from _unless("competencies", levels, Words("ghi cấp độ từ 1 đến 5", "levels from 1 to 5"))
    yield from fact_problems(content.attributes or {})


def competency_problems(content: CompetencyContent) -> Iterator[Problem]:
    """Whatever cannot stand in a competency."""
    yield from _line("name", content.name)
    yield from _unless("kind", content.kind in COMPETENCY_KINDS, _LISTED)
    fitting = set(content.levels) == set("12345") and all(
        0 < len(text) <= LONGEST_TEXT for text in content.levels.values()
    )
    yield from _unless("levels", fitting, Words("mô tả đủ năm cấp độ 1 đến 5", "a meaning for each level, 1 to 5"))


def fact_problems(facts: Mapping[str, str]) -> Iterator[Problem]:
    """Whatever cannot stand in the facts of the province's own; what they mean is the norm package's to say."""
    yield from _unless("attributes", len(facts) <= MOST_ATTRIBUTES, _FACTS)
    for name, value in facts.items():
        yield from _unless("attributes", is_fact_name(name), FACT_NAMED)
        yield from _unless("attributes", is_fact_value(value), FACT_SAID)


def _unless(field: str, fitting: bool, expected: Words) -> Iterator[Problem]:
    if not fitting:
        yield Problem(field, expected)


def _line(field: str, text: str) -> Iterator[Problem]:
    return _unless(field, 1 <= len(text) <= LONGEST_LINE, _LINE)


def _text(field: str, text: str) -> Iterator[Problem]:
    return _unless(field, 1 <= len(text) <= LONGEST_TEXT, _TEXT)


def _is_score(score: Decimal) -> bool:
    return score.is_finite() and 0 < score <= MOST_SCORE and score == round(score, 4)


def check_effective(item: str, last_from: date | None, effective_from: date, today: date) -> None:
    """Refuse a day on which a new version cannot begin; `last_from` is when the newest approved one began or will.

    The first version of a record may begin on a past day, so that late entries find it. A later one may not: what was
    in force on a past day stays what it was.
    """
    if last_from is None:
        return
    if effective_from <= last_from:
        raise EffectiveTooEarly("effectiveFrom", item=item, last=last_from.strftime("%d/%m/%Y"))
    if effective_from < today:
        raise Retroactive("effectiveFrom", today=today.strftime("%d/%m/%Y"))


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field the template has changed: what it said when accepted, what it says now, and what the province says.

    `clean`: the province never touched it; `same`: the province already says so; `conflict`: both changed it.
    """

    field: str
    base: Value
    upstream: Value
    ours: Value

    @property
    def state(self) -> Literal["clean", "same", "conflict"]:
        """What taking over the template's value would do to the province's own."""
        if self.ours == self.upstream:
            return "same"
        return "clean" if self.ours == self.base else "conflict"


def three_way(
    base: Mapping[str, Value], upstream: Mapping[str, Value], ours: Mapping[str, Value]
) -> list[FieldDifference]:
    """The fields the template has changed since the province accepted it."""
    paths = dict.fromkeys([*upstream, *base])
    return [
        FieldDifference(path, base.get(path), upstream.get(path), ours.get(path))
        for path in paths
        if base.get(path) != upstream.get(path)
    ]


def merged(ours: Mapping[str, Value], accepted: Collection[FieldDifference]) -> Flat:
    """What the province says once it has taken over the accepted fields; a field without value is gone."""
    result = {**ours, **{difference.field: difference.upstream for difference in accepted}}
    return {path: value for path, value in result.items() if value is not None}
