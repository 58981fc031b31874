"""The conditions of a sheet in words: what they say, how they stand, and what that rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tenants.papers.model import ConditionLine
from tenants.papers.wording import STATES, day_short, percent, period_name

# What conditions rest on, by the name it is kept under: a sentence for a count, and for a share of one.
_COUNTS: Final = (
    ("tasks", "{} việc"), ("done", "xong {}"), ("late", "chậm {}"), ("failed", "chưa đạt chất lượng {}"),
    ("undone", "chưa xong {}"),
)  # fmt: skip
_SHARES: Final = (
    ("above", "vượt {}"), ("rate", "đạt {}"), ("least", "yêu cầu ít nhất {}"), ("most", "cho phép tối đa {}"),
)  # fmt: skip
YEARLY: Final = ("guide02.quarter", "guide02.two_quarters")


def condition_lines(conditions: Sequence[Mapping[str, Any]]) -> tuple[ConditionLine, ...]:
    """Every condition as a line of a paper."""
    return tuple(
        ConditionLine(
            label=f"{one['vi']} ({one['article']})" if one.get("article") else one["vi"],
            state=STATES.get(one["state"], one["state"]),
            rests_on="; ".join(_rests_on(one.get("rests_on") or {})),
        )
        for one in conditions
    )


def warnings(conditions: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What a year's sheet says before everything else: a quarter failed, or two in a row."""
    return tuple(
        f"{one['vi']}: {'; '.join(_rests_on(one.get('rests_on') or {}))}."
        for one in conditions
        if one["code"] in YEARLY and one["state"] != "met"
    )


def _rests_on(found: Mapping[str, Any]) -> Iterator[str]:
    counts = [sentence.format(found[name]) for name, sentence in _COUNTS if found.get(name) is not None]
    if counts:
        yield ", ".join(counts)
    for name, sentence in _SHARES:
        if found.get(name) is not None:
            yield sentence.format(percent(Decimal(found[name])))
    for record in found.get("records", ()):
        yield f"Văn bản số {record['document_number']} ngày {day_short(date.fromisoformat(record['on']))}"
    if quarters := found.get("quarters"):
        yield ", ".join(period_name("quarter", date.fromisoformat(day)) for day in quarters)
