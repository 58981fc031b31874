"""What is known of a value before it is computed: its kind, range, decimals, unit, and whether it may be missing."""

from dataclasses import dataclass, field
from decimal import Decimal

from tenants.norms.language.units import PLAIN, Unit

YES_OR_NO = frozenset({True, False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """May it be missing; is it fixed, that is, made of settings and written constants alone?"""

    missing: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberKind(Kind):
    """A number from lo to hi with at most so many decimals; unit None is a literal that fits any unit."""

    lo: Decimal
    hi: Decimal
    places: int
    unit: Unit | None = PLAIN

    @property
    def may_be_zero(self) -> bool:
        """Does the range contain 0?"""
        return self.lo <= 0 <= self.hi


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyKind(Kind):
    """One of some keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthKind(Kind):
    """Yes or no; `can` holds the answers that can occur."""

    can: frozenset[bool] = field(default=YES_OR_NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingKind(Kind):
    """Always missing."""


_WORDS = {
    NumberKind: ("một số", "a number"),
    KeyKind: ("một mã", "a key"),
    TruthKind: ("có/không", "yes/no"),
    NothingKind: ("missing", "missing"),
}


def described(kind: Kind) -> tuple[str, str]:
    """The kind in Vietnamese and English words."""
    return _WORDS[type(kind)]
