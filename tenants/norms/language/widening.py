"""Whether a package accepts every record that another one accepts, told from their inputs alone."""

from tenants.norms.language.kinds import KeyKind, Kind, NumberKind
from tenants.norms.language.model import Input, Level
from tenants.norms.language.numbers import EXACT


def accepts_all_of(wider: Level, other: Level) -> bool:
    """Whether a record that the other level accepts is sure to be accepted by the wider one.

    An input that the other level does not have, or has from elsewhere, tells nothing of the record.
    """
    return not stricter_inputs(wider, other)


def stricter_inputs(level: Level, other: Level) -> frozenset[str]:
    """The inputs of a level for which it may refuse a record that the other level accepts."""
    return frozenset(name for name, one in level.inputs.items() if not _accepts(one, other.inputs.get(name)))


def _accepts(one: Input, other: Input | None) -> bool:
    if other is None or one.origin != other.origin or (one.required and not other.required):
        return False
    return _holds(one.kind, other.kind) and (not isinstance(one.kind, NumberKind) or _on_step(one, other))


def _holds(kind: Kind, other: Kind) -> bool:
    match kind, other:
        case NumberKind(lo=lo, hi=hi), NumberKind(lo=other_lo, hi=other_hi):
            return lo <= other_lo and other_hi <= hi
        case KeyKind(keys=keys), KeyKind(keys=other_keys):
            return set(other_keys) <= set(keys)
    return type(kind) is type(other)


def _on_step(one: Input, other: Input) -> bool:
    return EXACT.remainder(other.step, one.step) == 0
