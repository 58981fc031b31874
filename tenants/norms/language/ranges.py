"""Interval arithmetic over kinds: the range, decimals and unit of a result from those of its parts."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tenants.norms.language.kinds import KeyKind, Kind, NothingKind, NumberKind, TruthKind
from tenants.norms.language.numbers import (
    EXACT,
    MAX_ROWS,
    QUOTIENT_PLACES,
    ROUNDING_MODES,
    SETTLED_PLACES,
    ZERO,
    quotient,
    reciprocal,
    rounded,
    settled,
)
from tenants.norms.language.units import Unit, product_of

SMALLEST_SETTLED = Decimal("5E-21")
"""The smallest size of a number that does not settle to 0."""


def negated(kind: NumberKind) -> NumberKind:
    """-x"""
    return replace(kind, lo=EXACT.minus(kind.hi), hi=EXACT.minus(kind.lo))


def combined(sign: str, left: NumberKind, right: NumberKind) -> NumberKind:
    """x + y, x - y or x * y; the caller has compared the units of a sum."""
    if sign == "*":
        unit = product_of(left.unit, right.unit)
        corners = [EXACT.multiply(x, y) for x in (left.lo, left.hi) for y in (right.lo, right.hi)]
        places = left.places + right.places
    else:
        other = right if sign == "+" else negated(right)
        unit = left.unit if left.unit is not None else right.unit
        corners = [EXACT.add(left.lo, other.lo), EXACT.add(left.hi, other.hi)]
        places = max(left.places, right.places)
    return _with(corners, places, unit, left, right)


def divided(left: NumberKind, right: NumberKind) -> NumberKind | None:
    """x / y over those y that are not 0 once settled; None when y is always 0."""
    bounds = _away_from_zero(right)
    if not bounds:
        return None
    corners = [quotient(x, y) for x in (left.lo, left.hi) for y in bounds]
    exact = constant_reciprocal(left, right)
    places = QUOTIENT_PLACES if exact is None else left.places + -int(exact.as_tuple().exponent)
    return _with(corners, max(places, 0), product_of(left.unit, right.unit, -1), left, right)


def constant_reciprocal(left: NumberKind, right: NumberKind) -> Decimal | None:
    """1 / y when y is one number whose reciprocal ends, and x times it fits the decimals of a quotient."""
    if right.lo != right.hi or right.lo == 0 or right.missing:
        return None
    exact = reciprocal(right.lo)
    if exact is None or left.places - int(exact.as_tuple().exponent) > QUOTIENT_PLACES:
        return None
    return exact


def _away_from_zero(kind: NumberKind) -> list[Decimal]:
    if not kind.may_be_zero:
        return [kind.lo, kind.hi]
    least = Decimal(1).scaleb(-kind.places) if kind.places <= SETTLED_PLACES else SMALLEST_SETTLED
    below = [kind.lo, -least] if kind.lo <= -least else []
    above = [least, kind.hi] if kind.hi >= least else []
    return below + above


def _with(corners: list[Decimal], places: int, unit: Unit | None, *parts: Kind) -> NumberKind:
    missing, fixed = any(part.missing for part in parts), all(part.fixed for part in parts)
    return NumberKind(lo=min(corners), hi=max(corners), places=places, unit=unit, missing=missing, fixed=fixed)


def extreme(word: str, kinds: Sequence[NumberKind]) -> NumberKind:
    """min or max of several numbers; the caller has compared the units."""
    choose = min if word == "min" else max
    corners = [choose(kind.lo for kind in kinds), choose(kind.hi for kind in kinds)]
    unit = next((kind.unit for kind in kinds if kind.unit is not None), None)
    return _with(corners, max(kind.places for kind in kinds), unit, *kinds)


def rounded_kind(kind: NumberKind, places: int, mode: str) -> NumberKind:
    """round, floor or ceil of a settled number."""
    lo, hi = (rounded(settled(bound), places, ROUNDING_MODES[mode]) for bound in (kind.lo, kind.hi))
    return replace(kind, lo=lo, hi=hi, places=min(kind.places, places))


def absolute(kind: NumberKind) -> NumberKind:
    """The size of a number."""
    sizes = [EXACT.abs(kind.lo), EXACT.abs(kind.hi)]
    return replace(kind, lo=ZERO if kind.may_be_zero else min(sizes), hi=max(sizes))


def summed(kind: NumberKind) -> NumberKind:
    """The sum over at most a million rows; over none it is 0, so it is never missing."""
    lo, hi = EXACT.multiply(min(kind.lo, ZERO), MAX_ROWS), EXACT.multiply(max(kind.hi, ZERO), MAX_ROWS)
    return replace(kind, lo=lo, hi=hi, missing=False, fixed=False)


def averaged(kind: NumberKind) -> NumberKind:
    """The mean over the rows that have a value; over none it is missing."""
    lo = rounded(kind.lo, QUOTIENT_PLACES, ROUND_FLOOR)
    hi = rounded(kind.hi, QUOTIENT_PLACES, ROUND_CEILING)
    return replace(kind, lo=lo, hi=hi, places=QUOTIENT_PLACES, missing=True, fixed=False)


def joined(one: Kind, two: Kind) -> Kind | None:
    """What is known of a value that comes from either of two branches; None when they are of different kinds."""
    both = {"missing": one.missing or two.missing, "fixed": one.fixed and two.fixed}
    match one, two:
        case NumberKind(), NumberKind():
            lo, hi, places = min(one.lo, two.lo), max(one.hi, two.hi), max(one.places, two.places)
            unit = one.unit if one.unit is not None else two.unit
            return NumberKind(lo=lo, hi=hi, places=places, unit=unit, **both)
        case KeyKind(), KeyKind():
            return KeyKind(keys=tuple(dict.fromkeys((*one.keys, *two.keys))), **both)
        case TruthKind(), TruthKind():
            return TruthKind(can=one.can | two.can, **both)
        case NothingKind(), _:
            return replace(two, missing=True, fixed=both["fixed"])
        case _, NothingKind():
            return replace(one, missing=True, fixed=both["fixed"])
    return None
