"""Exact decimal arithmetic of the norm language: quotients of 30 decimals, settling to 20, the printed form."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)

QUOTIENT_PLACES = 30
SETTLED_PLACES = 20
NAMED_PLACES = 30
MAX_PLACES = 100
MAX_MAGNITUDE = Decimal(10) ** 60
MAX_ROWS = Decimal(10) ** 6

ROUNDING_MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "floor": ROUND_FLOOR,
    "ceil": ROUND_CEILING,
}

_ERRORS = [InvalidOperation, DivisionByZero, Overflow, Clamped]
EXACT = Context(prec=400, rounding=ROUND_HALF_UP, Emin=-9999, Emax=9999, traps=[*_ERRORS, Inexact])
"""Every sum and product happens here; the trap on Inexact never fires on a checked package."""
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP, Emin=-9999, Emax=9999, traps=_ERRORS)

ZERO = Decimal(0)
ONE = Decimal(1)


def places_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def rounded(number: Decimal, places: int, mode: str = ROUND_HALF_UP) -> Decimal:
    """The number at no more than `places` decimals; halves go away from zero unless the mode says otherwise."""
    if places_of(number) <= places:
        return number
    return number.quantize(ONE.scaleb(-places), mode, _ROUNDING)


def quotient(x: Decimal, y: Decimal) -> Decimal:
    """x / y cut after 31 decimals and rounded half-up to 30, whatever the magnitudes; y is not zero."""
    whole = EXACT.divide_int(x.scaleb(QUOTIENT_PLACES + 1, EXACT), y)
    return rounded(whole.scaleb(-QUOTIENT_PLACES - 1, EXACT), QUOTIENT_PLACES)


def settled(number: Decimal) -> Decimal:
    """What steps look at: the number half-up at 20 decimals, so that thirds and sevenths reach their whole number."""
    return rounded(number, SETTLED_PLACES)


def printed(number: Decimal) -> str:
    """The one written form of a number: no exponent, no trailing zeros, no minus zero."""
    if number == 0:
        return "0"
    return f"{EXACT.normalize(number):f}"


def reciprocal(number: Decimal) -> Decimal | None:
    """1 / number when that decimal ends, otherwise None; the number is not zero."""
    numerator, denominator = number.as_integer_ratio()
    rest, twos, fives = abs(numerator), 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    if places > MAX_PLACES:
        return None
    whole = Decimal(denominator * 10**places // numerator)
    return whole.scaleb(-places, EXACT)
