"""What one package may refuse of the records that another one accepts, told from their inputs alone."""

from typing import Final

from tenants.norms.language.kinds import KeyKind, NumberKind
from tenants.norms.language.model import Input, Level
from tenants.norms.language.numbers import EXACT

EVERY: Final = frozenset({"present", "type", "range", "step", "key"})
"""What a record is checked for (`records`)."""


def accepts_all_of(wider: Level, other: Level) -> bool:
    """Whether a record that the other level accepts is sure to be accepted by the wider one."""
    return not stricter_checks(wider, other)


def stricter_checks(level: Level, other: Level) -> dict[str, frozenset[str]]:
    """The inputs for which a level may refuse a record that the other one accepts, with the checks that may fail.

    An input that the other level does not have, or has from elsewhere, tells nothing of the record.
    """
    found = {name: _stricter(one, other.inputs.get(name)) for name, one in level.inputs.items()}
    return {name: checks for name, checks in found.items() if checks}


def _stricter(one: Input, other: Input | None) -> frozenset[str]:
    if other is None or one.origin != other.origin or type(one.kind) is not type(other.kind):
        return EVERY
    found = {"present"} if one.required and not other.required else set()
    match one.kind, other.kind:
        case NumberKind(lo=lo, hi=hi), NumberKind(lo=other_lo, hi=other_hi):
            found |= set() if lo <= other_lo and other_hi <= hi else {"range"}
            found |= set() if EXACT.remainder(other.step, one.step) == 0 else {"step"}
        case KeyKind(keys=keys), KeyKind(keys=other_keys):
            found |= set() if set(other_keys) <= set(keys) else {"key"}
    return frozenset(found)
