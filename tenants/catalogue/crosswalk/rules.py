"""Arithmetic of crosswalks: shares that add up, and amounts divided without losing a digit."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar

WHOLE: Final = Decimal(1)
FINEST: Final = Decimal("0.000001")
Fate = TypeVar("Fate", bound=Hashable)


def divided(amount: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """An amount by shares that add up to 1; what they round away is in the last part, so that the sum is the amount."""
    parts = [amount * share for share in shares[:-1]]
    return [*parts, amount - sum(parts, Decimal(0))]


def carried(
    amounts: Mapping[Fate, Decimal], lines: Mapping[Fate, Sequence[tuple[Fate, Decimal]]]
) -> dict[Fate, Decimal]:
    """Amounts by old record as amounts by new record; what has no line stays under itself."""
    found: dict[Fate, Decimal] = {}
    for old, amount in amounts.items():
        fates = lines.get(old, ((old, WHOLE),))
        for (new, _), part in zip(fates, divided(amount, [share for _, share in fates]), strict=True):
            found[new] = found.get(new, Decimal(0)) + part
    return found


def whole(shares: Iterable[Decimal]) -> bool:
    """Whether shares add up to 1, exactly."""
    return sum(shares, Decimal(0)) == WHOLE
