"""Units of measure as products of names with exponents, for example hour/product."""

import re

Unit = tuple[tuple[str, int], ...]
"""Names in alphabetical order, each with its exponent; empty for a plain number."""

PLAIN: Unit = ()

_PART = re.compile(r"([a-z][a-z0-9_]*)(?:\^([1-9]))?")


def read_unit(text: str) -> Unit | None:
    """The unit a text like `hour/product` or `1/day` writes, or None when it writes none."""
    powers: dict[str, int] = {}
    direction = 1
    for index, part in enumerate(re.split(r"([*/])", text.replace(" ", ""))):
        if part in ("*", "/"):
            direction = 1 if part == "*" else -1
        elif index != 0 or part != "1":
            found = _PART.fullmatch(part)
            if not found:
                return None
            powers[found[1]] = powers.get(found[1], 0) + direction * int(found[2] or 1)
    return _unit(powers)


def unit_text(unit: Unit | None) -> str:
    """The unit as written, `1` for a plain number."""
    above = [_power(name, power) for name, power in unit or () if power > 0]
    below = [_power(name, -power) for name, power in unit or () if power < 0]
    return "/".join(["*".join(above) or "1", *below])


def product_of(left: Unit | None, right: Unit | None, direction: int = 1) -> Unit | None:
    """The unit of a product, or of a quotient when direction is -1; None is a literal that fits any unit."""
    if left is None and right is None:
        return None
    powers = dict(left or ())
    for name, power in right or ():
        powers[name] = powers.get(name, 0) + direction * power
    return _unit(powers)


def agree(left: Unit | None, right: Unit | None) -> bool:
    """May the two be added, compared or stand in two branches?"""
    return left is None or right is None or left == right


def _unit(powers: dict[str, int]) -> Unit:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
