"""The few shapes of SQL the compiler writes: every place where PostgreSQL differs from the language is one function."""

from collections.abc import Sequence
from decimal import Decimal

from tenants.norms.language.kinds import KeyKind, Kind, NothingKind, TruthKind
from tenants.norms.language.model import Value
from tenants.norms.language.numbers import EXACT, QUOTIENT_PLACES, SETTLED_PLACES, printed
from tenants.norms.language.words import is_key

_SHIFT = "1" + "0" * (QUOTIENT_PLACES + 1) + "."
_UNSHIFT = "0." + "0" * QUOTIENT_PLACES + "1"


def quoted(name: str) -> str:
    """A column; names hold only lower-case letters, digits and underscores."""
    if not name.replace("_", "").isalnum() or not name.isascii():
        raise ValueError(name)
    return f'"{name}"'


def literal(value: Value, kind: Kind | None = None) -> str:
    """A constant; numbers always carry a point, so that none is an integer to PostgreSQL."""
    if value is None:
        return "NULL" if kind is None or isinstance(kind, NothingKind) else f"CAST(NULL AS {sql_type(kind)})"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        text = printed(value)
        pointed = text if "." in text else f"{text}."
        return f"({pointed})" if pointed.startswith("-") else pointed
    if not is_key(value):
        raise ValueError(value)
    return f"'{value}'"


def sql_type(kind: Kind | None) -> str:
    """The PostgreSQL type that holds values of a kind."""
    if isinstance(kind, KeyKind):
        return "text"
    return "boolean" if isinstance(kind, TruthKind) else "numeric"


def quotient(x: str, y: str, *, may_be_zero: bool) -> str:
    """x / y at 30 decimals half-up; PostgreSQL's own `/` chooses its decimals by magnitude."""
    divisor = f"nullif({y}, 0.)" if may_be_zero else y
    return f"round(div({x} * {_SHIFT}, {divisor}) * {_UNSHIFT}, {QUOTIENT_PLACES})"


def whole(value: Decimal, scale: int) -> str:
    """A constant times ten to the scale, as the bigint it is."""
    return f"CAST({int(value.scaleb(scale, EXACT))} AS bigint)"


def unscaled(x: str, scale: int | None) -> str:
    """The number that a bigint of a scale stands for; what has no scale is a number already."""
    if scale is None:
        return x
    return f"({x} * {literal(Decimal(1).scaleb(-scale))})" if scale else f"CAST({x} AS numeric)"


def settled(x: str, places: int) -> str:
    """A number as steps see it; nothing to do where it cannot have more than 20 decimals."""
    return f"round({x}, {SETTLED_PLACES})" if places > SETTLED_PLACES else x


def half_even(x: str, places: int) -> str:
    """Rounding with halves to the even neighbour, which PostgreSQL lacks for numeric; x is written four times."""
    scaled = f"({x} * {literal(Decimal(10) ** places)})" if places else x
    even = f"CASE WHEN abs({scaled} - trunc({scaled})) = 0.5 THEN 2. * round({scaled} * 0.5) ELSE round({scaled}) END"
    return f"({even} * {literal(Decimal(1).scaleb(-places))})" if places else even


def stepped(x: str, places: int, mode: str) -> str:
    """Rounding by any other mode; x is settled already."""
    if mode == "half_up":
        return f"round({x}, {places})"
    if mode == "down":
        return f"trunc({x}, {places})"
    if not places:
        return f"{mode}({x})"
    return f"({mode}({x} * {literal(Decimal(10) ** places)}) * {literal(Decimal(1).scaleb(-places))})"


def choose(condition: str, yes: str, no: str, *, may_be_missing: bool) -> str:
    """yes if condition else no; a missing condition gives neither."""
    if may_be_missing:
        return f"CASE {condition} WHEN TRUE THEN {yes} WHEN FALSE THEN {no} END"
    return f"CASE WHEN {condition} THEN {yes} ELSE {no} END"


def unless_missing(parts: Sequence[str], result: str) -> str:
    """The result, or missing where one of the parts is: LEAST, GREATEST and CASE take no notice of nulls."""
    if not parts:
        return result
    test = " OR ".join(f"{part} IS NULL" for part in parts)
    return f"CASE WHEN {test} THEN NULL ELSE {result} END"


def over_nothing(aggregate: str, value: str) -> str:
    """An aggregate with its value over no rows, where PostgreSQL gives null."""
    return f"coalesce({aggregate}, {value})"
