"""The results part of a sheet: what the package's month formulas came out as, labelled as the package labels them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tenants.evaluation.models import Sheet
from tenants.evaluation.segments import segment_of, weighted, with_results
from tenants.norms.language import Package, from_canonical, names_of
from tenants.norms.language.kinds import NumberKind
from tenants.norms.language.model import Value
from tenants.norms.language.nodes import Choose, Compare, Key, Name, Node, children
from tenants.papers.model import ResultLine, Results
from tenants.papers.records import Records
from tenants.papers.wording import amount, percent, period_name, points
from tenants.scoring.models import MonthScore

MONTH: Final = "month"
GENERAL: Final = "general"
RESULTS: Final = "results"
TOTAL: Final = "total"
SUMS: Final = {
    GENERAL: "Điểm tiêu chí chung",
    RESULTS: "Điểm kết quả thực hiện nhiệm vụ",
    TOTAL: "Tổng điểm",
}


@dataclass(frozen=True)
class Month:
    """A month as the sheet took it: the package that scored it and every value by name."""

    month: date
    package: Package
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A value as people read it: one that never exceeds 1 in percent, other numbers as they are."""
        value = self.values.get(name)
        if name not in self.package.levels[MONTH].formulas or not isinstance(value, Decimal):
            return ""
        kind = self.package.kind_of(MONTH, name)
        return percent(value) if isinstance(kind, NumberKind) and 0 < kind.hi <= 1 else amount(value)

    def sum(self, name: str) -> str:
        """General criteria, results or total in points."""
        value = self.values.get(name)
        return points(value).text if isinstance(value, Decimal) else ""


def results_of(records: Records, sheet: Sheet, used: Mapping[str, Any], sums: Mapping[str, Decimal | None]) -> Results:
    """A column for each month of the sheet and, of a longer period, one for the whole; a line for each value.

    `used` names the scores that the sheet, or the decision on it, was made from; `sums` are its general criteria,
    results and total.
    """
    period = records.period
    months = [_month(records, sheet, score, used) for score in _scores(records, sheet, used)]
    columns = [] if period.kind == MONTH else [f"Tháng {one.month.month}" for one in months]
    columns.append(period_name(period.kind, period.first).removesuffix(f" năm {period.first.year}"))
    lines = list(_values(sheet, months, used, single=period.kind == MONTH))
    for name, label in SUMS.items():
        of_months = [] if period.kind == MONTH else [one.sum(name) for one in months]
        lines.append(ResultLine(label, (*of_months, points(sums[name]).text), strong=name != GENERAL))
    return Results(tuple(columns), tuple(lines))


def _scores(records: Records, sheet: Sheet, used: Mapping[str, Any]) -> list[MonthScore]:
    """The month scores the sheet was made from, in order; the newest of those it does not name."""
    revisions = {date.fromisoformat(one["month"]): one["revision"] for one in used.get("months", ())}
    found = []
    for month in sorted(sheet.months):
        known = records.months.get((sheet.person_id, month), {})
        if known:
            found.append(known.get(revisions.get(month, -1), known[max(known)]))
    return found


def _month(records: Records, sheet: Sheet, score: MonthScore, used: Mapping[str, Any]) -> Month:
    """A month's values; where several posts were weighed, with the results these give together."""
    package = records.packages[score.norm_package_id]
    texts = {**score.receipt["inputs"], **score.receipt["values"]}
    names = [name for name in names_of(package, MONTH) if name in texts]
    values: Mapping[str, Value] = from_canonical(package, MONTH, names, [texts[name] for name in names])
    parts = [part for part in map(segment_of, sheet.segments) if part.month == score.month]
    if used.get("weighed") and parts:
        values = with_results(package, values, weighted(parts))
    return Month(score.month, package, values)


def _values(sheet: Sheet, months: Sequence[Month], used: Mapping[str, Any], *, single: bool) -> Iterator[ResultLine]:
    """The values the results are computed from, by the newest month's package; empty where a month has none of it."""
    if not months:
        return
    last = months[-1]
    whole = Month(last.month, last.package, _outputs(last.package, used.get("outputs") or {}))
    for name in shown_names(last.package, sheet.standing):
        label = last.package.levels[MONTH].formulas[name].label.vi or name
        together = whole.text(name)
        cells = (together or last.text(name),) if single else (*(one.text(name) for one in months), together)
        yield ResultLine(label, cells)


def _outputs(package: Package, texts: Mapping[str, str | None]) -> dict[str, Value]:
    """Values of the whole period that its months have too, by name."""
    names = [name for name in texts if name in package.levels[MONTH].formulas]
    return from_canonical(package, MONTH, names, [texts[name] for name in names])


def shown_names(package: Package, standing: str) -> list[str]:
    """The month's numbers worth a line: those promised to readers, and those the results of that standing use."""
    level = package.levels[MONTH]
    wanted = {*level.outputs, *_used(package, level.formulas[RESULTS].node, standing)} - SUMS.keys()
    return [name for name in level.formulas if name in wanted and isinstance(package.kind_of(MONTH, name), NumberKind)]


def _used(package: Package, node: Node, standing: str) -> Iterator[str]:
    """The formulas named in an expression; of a choice by role, only those of the branch taken."""
    if isinstance(node, Name):
        if node.name in package.levels[MONTH].formulas:
            yield node.name
        return
    if isinstance(node, Choose) and (taken := _by_role(node.condition, standing)) is not None:
        yield from _used(package, node.yes if taken else node.no, standing)
        return
    for child in children(node):
        yield from _used(package, child, standing)


def _by_role(condition: Node, standing: str) -> bool | None:
    """Whether `role == "…"` holds for a standing; None for any other condition."""
    match condition:
        case Compare(signs=("==" | "!=" as sign,), operands=(Name(name="role"), Key(value=value))):
            return (value == standing) == (sign == "==")
    return None
