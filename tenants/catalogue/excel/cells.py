"""One cell of an imported sheet: from what Excel holds to the value of a field, or to what must be corrected."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from tenants.catalogue import rules
from tenants.catalogue.contents import plain
from tenants.catalogue.excel.sheets import Column, Form
from tenants.catalogue.excel.workbook import Cell, Unworked
from tenants.catalogue.vocabulary import Words
from tenants.vietnamese import search_key

Keys = Mapping[str, str]

_SHOWN: Final = 60
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")
# Vietnamese writes one thousand as 1.000: a text with three digits after the point may mean either.
_AMBIGUOUS: Final = re.compile(r"[0-9]+[.,][0-9]{3}")
_AS_TEXT: Final = Words(
    "Định dạng ô là Văn bản (Text) rồi nhập lại", "Format the cell as Text and enter the value again"
)
_AS_NUMBER: Final = Words(
    "Định dạng ô là Số (Number) rồi nhập lại", "Format the cell as Number and enter the value again"
)

_DIGITS: Final = re.compile(r"[0-9]+")
_PIN_SIGNS: Final = re.compile(r"[\s.'’`-]")
_DAY: Final = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([12][0-9]{3})")
_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = (3_000, 80_000)  # 1908 to 2119; smaller ones are mostly years

_UNWORKED: Final = Words("Công thức ở ô này không ra kết quả", "The formula of this cell came to no result")
_AS_VALUE: Final = Words("Ghi giá trị thay cho công thức", "Write the value in place of the formula")


class Unreadable(Exception):
    """A cell whose value cannot stand; without a remedy the column's own hint says what to write."""

    def __init__(self, code: str, problem: Words, remedy: Words | None = None) -> None:
        super().__init__(problem.en)
        self.code, self.problem, self.remedy = code, problem, remedy


def read_value(column: Column, cell: Cell, keys: Keys) -> Any:  # noqa: ANN401 - of the type the column's field has
    """The value of a cell; nothing for an empty cell of an optional column."""
    if isinstance(cell, Unworked):
        raise Unreadable("CELL_FORMULA", _UNWORKED, _AS_VALUE)
    if isinstance(cell, str) and not rules.clean_text(cell):
        if column.optional:
            return None
        raise Unreadable("CELL_EMPTY", Words("Ô để trống", "The cell is empty"))
    return _READERS[column.form](cell, keys)


def letters(index: int) -> str:
    """The letters by which Excel names a column, the first being 0."""
    name, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        raise Unreadable("CELL_NOT_TEXT", Words("Ô là giá trị đúng/sai", "The cell holds true or false"), _AS_TEXT)
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int | float):
        return plain(_finite(cell))
    raise Unreadable("CELL_DATE", Words("Ô là ngày giờ", "The cell holds a date or time"), _AS_TEXT)


def _finite(cell: float) -> Decimal:
    if not math.isfinite(cell):
        raise Unreadable("CELL_NOT_NUMBER", Words("Ô không phải là số", "The cell holds no number"))
    return Decimal(repr(cell))


def _code(cell: Cell, _: Keys) -> str:
    if not isinstance(cell, str):
        raise Unreadable(
            "CELL_NOT_TEXT",
            Words("Ô không ở dạng văn bản; số 0 đứng đầu có thể đã mất", "Not a text; zeros before it may be lost"),
            _AS_TEXT,
        )
    code = rules.clean_code(cell)
    if not rules.is_code(code):
        raise Unreadable(
            "CELL_BAD_CODE", Words(f"Mã “{_shown(code)}” không dùng được", f"The code “{_shown(code)}” cannot be used")
        )
    return code


def _line(cell: Cell, _: Keys) -> str:
    return rules.clean_line(_text(cell))


def _several_lines(cell: Cell, _: Keys) -> str:
    return rules.clean_text(_text(cell))


def _parts(cell: Cell, _: Keys) -> tuple[str, ...]:
    return tuple(part for part in map(rules.clean_line, rules.clean_text(_text(cell)).split("\n")) if part)


def _fact(cell: Cell, _: Keys) -> str:
    text = str(cell).lower() if isinstance(cell, bool) else rules.clean_line(_text(cell))
    if not rules.is_fact_value(text):
        raise Unreadable("CELL_UNFIT", Words(f"“{_shown(text)}” không dùng được", f"“{_shown(text)}” cannot be used"))
    return text


def _choice(cell: Cell, keys: Keys) -> str:
    text = rules.clean_line(_text(cell))
    found = keys.get(text) or keys.get(search_key(text))
    if found is None:
        said = Words(f"Không có giá trị “{_shown(text)}” trong danh sách", f"“{_shown(text)}” is not on the list")
        raise Unreadable("CELL_NOT_LISTED", said)
    return found


def _choices(cell: Cell, keys: Keys) -> tuple[str, ...]:
    parts = re.split(r"[;\n]", rules.clean_text(_text(cell)))
    found = tuple(_choice(part, keys) for part in parts if part.strip())
    if not found:
        raise Unreadable("CELL_EMPTY", Words("Ô để trống", "The cell is empty"))
    return found


def _whole(cell: Cell, _: Keys) -> int:
    if isinstance(cell, str):
        text = rules.clean_line(cell)
        if not _WHOLE.fullmatch(text):
            raise Unreadable(
                "CELL_NOT_WHOLE",
                Words(f"“{_shown(text)}” không phải là số nguyên", f"“{_shown(text)}” is not a whole number"),
            )
        return int(text)
    number = _number_of(cell)
    if number != number.to_integral_value():
        raise Unreadable(
            "CELL_NOT_WHOLE",
            Words(f"{plain(number)} không phải là số nguyên", f"{plain(number)} is not a whole number"),
        )
    return int(number)


def _number(cell: Cell, _: Keys) -> Decimal:
    if not isinstance(cell, str):
        return _number_of(cell)
    text = rules.clean_line(cell)
    if not _NUMBER.fullmatch(text):
        raise Unreadable(
            "CELL_NOT_NUMBER", Words(f"“{_shown(text)}” không phải là số", f"“{_shown(text)}” is not a number")
        )
    if _AMBIGUOUS.fullmatch(text):
        raise Unreadable(
            "CELL_AMBIGUOUS",
            Words(f"“{text}” có thể hiểu theo hai cách", f"“{text}” can be read in two ways"),
            _AS_NUMBER,
        )
    return Decimal(text.replace(",", "."))


def _number_of(cell: Cell) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unreadable("CELL_NOT_NUMBER", Words("Ô không phải là số", "The cell holds no number"), _AS_NUMBER)
    return _finite(cell)


class RestoredPin(str):
    """A personal identification number that had lost the zeros before it, with them."""

    __slots__ = ()


def _pin(cell: Cell, _: Keys) -> str:
    """The twelve digits of a personal identification number (số định danh cá nhân).

    Excel drops the zeros before a number: as every number begins with a province's code from 001 to 096, ten or eleven
    digits are one or two zeros short. Nine digits are an old identity card, which is no such number.
    """
    text = _shown_number(cell) if isinstance(cell, float | int) else rules.clean_line(_text(cell))
    digits = _PIN_SIGNS.sub("", text)
    if not _DIGITS.fullmatch(digits) or not 10 <= len(digits) <= 12:
        problem = Words(f"“{_shown(text)}” không phải số định danh 12 chữ số", f"“{_shown(text)}” has no 12 digits")
        raise Unreadable("BAD_PIN", problem)
    return digits if len(digits) == 12 else RestoredPin(digits.zfill(12))


def _shown_number(cell: float) -> str:
    number = _finite(cell)
    return str(int(number)) if number == number.to_integral_value() else plain(number)


def _day(cell: Cell, _: Keys) -> date:
    """A day: a date of Excel's, its serial number, or a text with the day first."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        serial = int(_finite(cell))
        if _SERIALS[0] <= serial <= _SERIALS[1]:
            return _SERIAL_ZERO + timedelta(days=serial)
    text = _shown_number(cell) if isinstance(cell, int | float) else rules.clean_line(_text(cell))
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        return date.fromisoformat(text[:10])
    except ValueError:
        problem = Words(f"“{_shown(text)}” không phải ngày đầy đủ", f"“{_shown(text)}” is no whole date")
        raise Unreadable("CELL_NOT_DAY", problem) from None


def _key(cell: Cell, keys: Keys) -> str:
    return _code(_shown_number(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell, keys)


_READERS: Final[Mapping[Form, Callable[[Cell, Keys], Any]]] = {
    "code": _code,
    "line": _line,
    "text": _several_lines,
    "lines": _parts,
    "choice": _choice,
    "choices": _choices,
    "whole": _whole,
    "number": _number,
    "fact": _fact,
    "pin": _pin,
    "day": _day,
    "key": _key,
}
