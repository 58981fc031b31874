"""The words for parts of a package and for what became of them, in Vietnamese (1,5) and English (1.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from tenants.norms.language import Example, Formula, Input, Setting, Table, Value, canonical
from tenants.norms.language.kinds import KeyKind, NumberKind
from tenants.norms.language.numbers import ONE, printed
from tenants.norms.language.units import Unit, unit_text

Kind = Literal["added", "removed", "changed"]
_GONE: Final = ("bỏ", "removed")
_NEW: Final = ("thêm", "added")
_RULES: Final = {
    "min": ("nhỏ nhất", "at least"),
    "max": ("lớn nhất", "at most"),
    "step": ("bước", "step"),
    "unit": ("đơn vị", "unit"),
    "keys": ("các mã", "keys"),
    "type": ("kiểu", "type"),
    "default": ("mặc định", "default"),
    "optional": ("được để trống", "may be missing"),
    "from": ("nguồn", "source"),
}
_ORIGINS: Final = {
    "item": ("đầu việc", "work item"),
    "position": ("vị trí việc làm", "job position"),
    "verification": ("xác nhận", "verification"),
    "evaluation": ("đánh giá", "evaluation"),
}


class Phrase(NamedTuple):
    """One thing said in two languages."""

    vi: str
    en: str

    def joined(self, vi: str, en: str) -> "Phrase":
        """The thing, and what of it."""
        return Phrase(f"{self.vi}, {vi}", f"{self.en}, {en}")


@dataclass(frozen=True)
class Change:
    """One difference: where in the document, what kind, before and after, and the sentence in words."""

    path: str
    kind: Kind
    before: Phrase | None
    after: Phrase | None
    vi: str
    en: str


def changed(path: str, about: Phrase, before: Phrase | None, after: Phrase | None) -> Iterator[Change]:
    """The change from one value to another, if they differ; None is what was not there, or is gone."""
    if before == after:
        return
    if before is None and after is not None:
        vi, en = f"{_NEW[0]} {about.vi}: {after.vi}", f"{_NEW[1]} {about.en}: {after.en}"
        yield Change(path, "added", before, after, vi, en)
    elif after is None and before is not None:
        vi, en = f"{_GONE[0]} {about.vi} (trước đây: {before.vi})", f"{_GONE[1]} {about.en} (was: {before.en})"
        yield Change(path, "removed", before, after, vi, en)
    elif before is not None and after is not None:
        # A label changed in one language only is told in that language.
        told_vi = (before.vi, after.vi) if before.vi != after.vi else (before.en, after.en)
        told_en = (before.en, after.en) if before.en != after.en else (before.vi, after.vi)
        vi, en = f"{about.vi}: {' → '.join(told_vi)}", f"{about.en}: {' → '.join(told_en)}"
        yield Change(path, "changed", before, after, vi, en)


def value_words(value: Value) -> Phrase:
    """A value as people write it: a decimal comma in Vietnamese."""
    if isinstance(value, Decimal):
        text = printed(value)
        return Phrase(text.replace(".", ","), text)
    if isinstance(value, bool):
        return Phrase("có" if value else "không", "yes" if value else "no")
    return Phrase("thiếu", "missing") if value is None else Phrase(value, value)


def unit_words(unit: Unit | None) -> Phrase:
    """A unit of measure; none where it is inferred or a plain number."""
    text = unit_text(unit) if unit else ""
    return Phrase(text or "không có", text or "none")


def setting_words(setting: Setting | None, name: str) -> Phrase:
    """A setting by its label, or by its name."""
    vi, en = _label(setting)
    return Phrase(vi or f"tham số {name}", en or f"setting {name}")


def table_words(table: Table | None, name: str) -> Phrase:
    """A table by its label, or by its name."""
    vi, en = _label(table)
    return Phrase(vi or f"bảng {name}", en or name)


def row_words(about: Phrase, table: Table, key: str) -> Phrase:
    """A row of a table: a level by its key, a bracket by its bound, or everything else."""
    if table.form == "rows":
        vi, en = (
            (f"mức {key.replace('.', ', ')}", f"level {key.replace('.', ', ')}") if key else ("còn lại", "otherwise")
        )
    else:
        bound = value_words(Decimal(key)) if key else None
        words = {
            "upto": (("đến", "up to"), ("lớn hơn", "above")),
            "from": (("từ", "from"), ("thấp hơn", "below")),
        }[table.form]
        vi, en = (f"{words[0][0]} {bound.vi}", f"{words[0][1]} {bound.en}") if bound else words[1]
    return Phrase(f"{about.vi} {vi}".strip(), f"{about.en} {en}".strip())


def bound_words(bound: Decimal) -> str:
    """A bound as the path of a change names it."""
    return printed(bound)


def level_words(name: str) -> Phrase:
    """A rung of the ladder."""
    return Phrase(f"mức {name}", f"level {name}")


def input_words(one: Input | None, name: str, level: str) -> Phrase:
    """A fact that a level is given."""
    vi, en = _label(one)
    return Phrase(f"dữ liệu “{vi or name}” ở mức {level}", f"input '{en or name}' at level {level}")


def formula_words(formula: Formula | None, name: str, level: str) -> Phrase:
    """A formula of a level."""
    vi, en = _label(formula)
    return Phrase(
        f"công thức “{vi or name}” ({name}) ở mức {level}", f"formula '{en or name}' ({name}) at level {level}"
    )


def formula_label(formula: Formula, name: str) -> Phrase:
    """A formula by its label alone, or by its name."""
    vi, en = _label(formula)
    return Phrase(vi or name, en or name)


def rule_words(about: Phrase, rule: str) -> Phrase:
    """One of the rules by which an input is accepted."""
    vi, en = _RULES[rule]
    return about.joined(vi, en) if about.vi else Phrase(vi, en)


def input_facts(one: Input) -> dict[str, Phrase]:
    """The rules by which an input is accepted, as far as they say something."""
    facts: dict[str, Phrase] = {}
    if isinstance(one.kind, NumberKind):
        facts |= {"min": value_words(one.kind.lo), "max": value_words(one.kind.hi)}
        if one.step != ONE:
            facts["step"] = value_words(one.step)
        if one.kind.unit:
            facts["unit"] = unit_words(one.kind.unit)
    elif isinstance(one.kind, KeyKind):
        facts["keys"] = Phrase(", ".join(one.kind.keys), ", ".join(one.kind.keys))
    else:
        facts["type"] = Phrase("có/không", "yes/no")
    if one.default is not None:
        facts["default"] = value_words(one.default)
    if one.optional:
        facts["optional"] = Phrase("có", "yes")
    if one.origin is not None:
        facts["from"] = Phrase(*_ORIGINS[one.origin])
    return facts


def example_text(example: Example) -> Phrase:
    """A worked example on one line: what is set, given and expected."""
    settings = ", ".join(f"{name} = {canonical(value)}" for name, value in example.settings.items())
    expected = ", ".join(f"{name} = {canonical(one.value) or 'missing'}" for name, one in example.expect.items())
    given = _record(example.given)
    vi = f"{example.level}: {f'[{settings}] ' if settings else ''}cho {given}; phải ra {expected}"
    en = f"{example.level}: {f'[{settings}] ' if settings else ''}given {given}; expects {expected}"
    return Phrase(vi, en)


def _record(record: object) -> str:
    if isinstance(record, tuple | list):
        return "[" + "; ".join(_record(one) for one in record) + "]"
    if hasattr(record, "items"):
        return ", ".join(f"{name} = {_record(value)}" for name, value in record.items()) or "—"
    if isinstance(record, Decimal | bool | str) or record is None:
        return canonical(record) or "missing"
    return str(record)


def _label(part: Setting | Table | Input | Formula | None) -> tuple[str, str]:
    return (part.label.vi, part.label.en) if part is not None else ("", "")
