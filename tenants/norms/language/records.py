"""Checks a record's inputs before scoring: present, in range, on the step, a known key; fills the defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from typing_extensions import override

from tenants.norms.language.kinds import KeyKind, NumberKind, TruthKind
from tenants.norms.language.model import Input, Level, Value
from tenants.norms.language.numbers import printed
from tenants.norms.language.reading_levels import in_range
from tenants.norms.language.receipts import canonical
from tenants.norms.language.shapes import TRUTHS
from tenants.norms.language.suggestions import hints
from tenants.norms.language.words import plain_number

_SENTENCES = {
    "present": ("Thiếu giá trị của {title}.", "The value of {title} is missing."),
    "type": ("{title} phải là {expected_vi}.", "{title} must be {expected_en}."),
    "range": ("{title} phải từ {lo} đến {hi}.", "{title} must be from {lo} to {hi}."),
    "step": ("{title} phải là bội của {step}.", "{title} must be a multiple of {step}."),
    "key": ("{title} phải là một trong: {keys}.{hint_vi}", "{title} must be one of: {keys}.{hint_en}"),
    "unknown": ("Bậc '{level}' không có '{title}'.{hint_vi}", "Level '{level}' has no '{title}'.{hint_en}"),
}


@dataclass(frozen=True, slots=True)
class InputProblem:
    """Why an input is refused; codes: present, type, range, step, key, unknown."""

    code: str
    level: str
    input: str
    vi: str
    en: str

    @override
    def __str__(self) -> str:
        return f"{self.level}: {self.code}: {self.input}: {self.en}"


class RecordErrors(Exception):
    """A record that cannot be scored; nothing of it is guessed."""

    def __init__(self, problems: Iterable[InputProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def check_inputs(level: Level, values: Mapping[str, object]) -> tuple[InputProblem, ...]:
    """Everything wrong with the inputs of one record, in declared order; names the level lacks come last."""
    found = [problem for one in level.inputs.values() if (problem := check_input(level, one, values.get(one.name)))]
    for name in values:
        if name not in level.inputs:
            data = hints(name, level.inputs)
            found.append(_problem("unknown", level, name, {"title": name, "level": level.name, **data}))
    return tuple(found)


def accepted(level: Level, values: Mapping[str, object]) -> dict[str, Value]:
    """The inputs in declared order with defaults filled in; raises RecordErrors unless all are right."""
    problems = check_inputs(level, values)
    if problems:
        raise RecordErrors(problems)
    return {one.name: filled(one, values.get(one.name)) for one in level.inputs.values()}


def filled(one: Input, value: object) -> Value:
    """The value itself, or the default where there is none."""
    if value is None:
        return one.default
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal | str | bool):
        return value
    raise TypeError(f"{one.name}: {type(value).__name__} is not a value of a norm package")


def fact_value(one: Input, text: str | None) -> object:
    """What the text of a province's own fact stands for; a text that is no value of the input's kind stays a text."""
    if text is None:
        return None
    if isinstance(one.kind, NumberKind):
        number = plain_number(text)
        return text if number is None else number
    return TRUTHS.get(text.lower(), text) if isinstance(one.kind, TruthKind) else text


def accepted_fact(one: Input, text: str) -> str:
    """The canonical text of an own fact that `check_input` has found right."""
    return canonical(filled(one, fact_value(one, text)))


def check_input(level: Level, one: Input, value: object) -> InputProblem | None:
    """What is wrong with one input of a record, if anything is."""
    if value is None:
        return _problem("present", level, one.name, {"title": _title(one)}) if one.required else None
    match one.kind:
        case NumberKind() as kind:
            return _check_number(level, one, kind, value)
        case KeyKind(keys=keys):
            if not isinstance(value, str):
                return _wrong_type(level, one, "một mã", "a key")
            if value not in keys:
                data = {"title": _title(one), "keys": ", ".join(keys), **hints(value, keys)}
                return _problem("key", level, one.name, data)
        case TruthKind():
            if not isinstance(value, bool):
                return _wrong_type(level, one, "có hoặc không", "yes or no")
    return None


def _check_number(level: Level, one: Input, kind: NumberKind, value: object) -> InputProblem | None:
    if isinstance(value, bool) or not isinstance(value, Decimal | int) or not Decimal(value).is_finite():
        return _wrong_type(level, one, "một số thập phân", "a decimal number")
    number = Decimal(value)
    if not kind.lo <= number <= kind.hi:
        data = {"title": _title(one), "lo": printed(kind.lo), "hi": printed(kind.hi)}
        return _problem("range", level, one.name, data)
    if not in_range(number, kind, one.step):
        return _problem("step", level, one.name, {"title": _title(one), "step": printed(one.step)})
    return None


def _wrong_type(level: Level, one: Input, expected_vi: str, expected_en: str) -> InputProblem:
    data = {"title": _title(one), "expected_vi": expected_vi, "expected_en": expected_en}
    return _problem("type", level, one.name, data)


def _title(one: Input) -> str:
    return one.label.vi or one.name


def _problem(code: str, level: Level, name: str, data: Mapping[str, str]) -> InputProblem:
    vi, en = _SENTENCES[code]
    return InputProblem(code, level.name, name, vi.format_map(data), en.format_map(data))
