"""The checks of `records` as SQL, so that a whole month's inputs are checked in one statement."""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil, floor
from typing import Any, Final, Protocol

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Numeric,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    null,
    or_,
    true,
)

from tenants.norms.language import sql_text
from tenants.norms.language.kinds import KeyKind, NumberKind, TruthKind
from tenants.norms.language.model import Input, Level, Value
from tenants.norms.language.numbers import places_of

# What `words.plain_number` reads.
_PLAIN_NUMBER: Final = literal_column(r"'^(?=.{1,24}$)-?[0-9]+(\.[0-9]+)?$'", Text)
_NO_NUMBER: Final = cast(literal_column("'NaN'"), Numeric)


class Columns(Protocol):
    """Columns by name: those of a table, of a subquery, or a mapping."""

    def __getitem__(self, name: str, /) -> ColumnElement[Any]: ...


def refused_input(level: Level, columns: Columns) -> ColumnElement[str | None]:
    """The first wrong input of a row as `code:input` (present, type, range, step, key), or null when all are right."""
    tests = [test for one in level.inputs.values() for test in _tests(one, columns[one.name])]
    if not tests:
        return cast(null(), Text)
    return case(*((wrong, literal_column(f"'{code}:{name}'", Text)) for wrong, code, name in tests), else_=null())


def accepted_inputs(
    level: Level, columns: Columns, only: Mapping[str, frozenset[str]] | None = None
) -> ColumnElement[bool]:
    """True where every input of a row is present, in range, on its step and a known key; never null.

    With `only` the checks it names, by input, are made and no other.
    """
    tests = [test for one in level.inputs.values() for test in _tests(one, columns[one.name])]
    wrong = [test for test, code, name in tests if only is None or code in only.get(name, ())]
    # As a CASE the planner takes it for even odds; as a chain of comparisons, for next to no row at all.
    return case((or_(false(), *wrong), false()), else_=true())


def fact_column(one: Input, text: ColumnElement[str]) -> ColumnElement[Any]:
    """`records.fact_value` as SQL: the text of an own fact as what `refused_input` and formulas take; never an error.

    A text that is no number is NaN, which no number of a package is.
    """
    if not isinstance(one.kind, NumberKind):
        return text
    return case((text.op("~")(_PLAIN_NUMBER), cast(text, Numeric)), (text.is_not(None), _NO_NUMBER))


def _tests(one: Input, column: ColumnElement[Any]) -> list[tuple[ColumnElement[bool], str, str]]:
    tests: list[tuple[ColumnElement[bool], str]] = [(column.is_(None), "present")] if one.required else []
    match one.kind:
        case NumberKind() as kind:
            tests += [(cast(column, Numeric) == _NO_NUMBER, "type")] if one.origin else []
            tests += _number_tests(one, kind, column)
        case KeyKind(keys=keys):
            tests.append((cast(column, Text).not_in([_constant(key) for key in keys]), "key"))
        case TruthKind() if isinstance(column.type, Text):
            tests.append((func.lower(column).not_in([_constant("true"), _constant("false")]), "type"))
        case TruthKind():
            tests.append((and_(cast(column, Boolean).is_(None), column.is_not(None)), "type"))
    return [(test, code, one.name) for test, code in tests]


def _number_tests(one: Input, kind: NumberKind, column: ColumnElement[Any]) -> list[tuple[ColumnElement[bool], str]]:
    """An integer is compared as it is, and a step not looked at where the column's type keeps to it."""
    if isinstance(column.type, Integer) and one.step == 1:
        least, most = ceil(kind.lo), floor(kind.hi)
        return [(or_(column < literal_column(str(least)), column > literal_column(str(most))), "range")]
    number: ColumnElement[Any] = cast(column, Numeric)
    tests = [(or_(number < _constant(kind.lo), number > _constant(kind.hi)), "range")]
    places = places_of(one.step)
    if one.step != Decimal(1).scaleb(-places):
        return [*tests, (func.mod(number, _constant(one.step)) != literal_column("0."), "step")]
    kept = column.type.scale if isinstance(column.type, Numeric) else None
    return tests if kept is not None and kept <= places else [*tests, (number != func.trunc(number, places), "step")]


def _constant(value: Value) -> ColumnElement[Any]:
    """Written into the text: a plan made for parameters in general is a worse plan."""
    return literal_column(sql_text.literal(value))
