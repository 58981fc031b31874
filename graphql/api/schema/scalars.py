"""The scalars of the schema: ids, dates, instants and exact numbers, each strict in what it takes."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NewType, TypeVar
from uuid import UUID

import strawberry
from strawberry.types.scalar import ScalarDefinition

from kernel.errors import BadInput

Value = TypeVar("Value")
Long = NewType("Long", int)
StatisticsRows = NewType("StatisticsRows", list[dict[str, object]])

DIGITS: Final = 38
LARGEST: Final = 2**53 - 1
YEARS: Final = range(1900, 2201)
DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadUuid(BadInput):
    """An id is a UUID as text."""

    vi = "Mã không hợp lệ: cần một UUID, ví dụ 0198c0de-0000-7000-8000-000000000000."
    en = "Not a valid id: a UUID such as 0198c0de-0000-7000-8000-000000000000 is expected."


class BadDate(BadInput):
    """A date is written YYYY-MM-DD."""

    vi = "Ngày không hợp lệ: viết theo dạng 2026-11-23."
    en = "Not a valid date: write it as 2026-11-23."


class BadInstant(BadInput):
    """An instant carries its offset from UTC."""

    vi = "Thời điểm không hợp lệ: viết kèm múi giờ, ví dụ 2026-11-23T08:30:00+07:00."
    en = "Not a valid instant: write it with its offset, such as 2026-11-23T08:30:00+07:00."


class BadNumber(BadInput):
    """An exact number is finite and of bounded length."""

    vi = "Số không hợp lệ: viết dạng chuỗi thập phân, ví dụ “2.5”, tối đa {digits} chữ số."
    en = "Not a valid number: write it as a decimal text such as '2.5', of at most {digits} digits."


def read_uuid(value: object) -> UUID:
    """A UUID from its text."""
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise BadUuid() from None


def read_date(value: object) -> date:
    """A date from its ISO text."""
    try:
        found = date.fromisoformat(value if isinstance(value, str) and DATE.fullmatch(value) else "")
    except ValueError:
        raise BadDate() from None
    if found.year not in YEARS:
        raise BadDate()
    return found


def read_instant(value: object) -> datetime:
    """An aware instant from its ISO text."""
    try:
        found = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise BadInstant() from None
    if found.tzinfo is None or found.year not in YEARS:
        raise BadInstant()
    return found


def read_decimal(value: object) -> Decimal:
    """An exact number from its text, or from a JSON number as it was typed."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadNumber(digits=DIGITS)
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise BadNumber(digits=DIGITS) from None
    if not found.is_finite() or len(found.as_tuple().digits) > DIGITS or abs(found.adjusted()) > DIGITS:
        raise BadNumber(digits=DIGITS)
    return found


def read_long(value: object) -> int:
    """A whole number that JSON readers hold exactly."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise BadNumber(digits=len(str(LARGEST)))
    return value


def write_decimal(value: Decimal) -> str:
    """An exact number in its one printed form: no exponent, no trailing zeros, no minus zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unchanged(value: Value) -> Value:
    return value


def _scalar(
    name: str, read: Callable[[object], object], write: Callable[[Any], object], about: str
) -> ScalarDefinition:
    return strawberry.scalar(name=name, parse_value=read, serialize=write, description=about)


# UUIDs, dates and instants go to the encoder as they are: it writes them faster than any function here could.
SCALARS: Final[dict[object, ScalarDefinition]] = {
    UUID: _scalar("UUID", read_uuid, _unchanged, "A UUID as text; ids made by clients are of version 7."),
    date: _scalar("Date", read_date, _unchanged, "A calendar date in Vietnam, such as 2026-11-23."),
    datetime: _scalar("DateTime", read_instant, _unchanged, "An instant with its offset from UTC, ISO 8601."),
    Long: _scalar("Long", read_long, _unchanged, "A whole number up to 2^53 - 1."),
    # One scalar: thousands of figures as fields of their own would take the executor longer than the database.
    StatisticsRows: _scalar("StatisticsRows", _unchanged, _unchanged, "Rows of released statistics; only answered."),
    Decimal: _scalar("Decimal", read_decimal, write_decimal, "An exact decimal number as text, such as '2.5'."),
}
