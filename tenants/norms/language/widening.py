"""Whether a package accepts every record that another one accepts, told from their inputs alone."""

from tenants.norms.language.kinds import KeyKind, Kind, NumberKind
from tenants.norms.language.model import Input, Level
from tenants.norms.language.numbers import EXACT


def accepts_all_of(wider: Level, other: Level) -> bool:
    """Whether a record that the other level accepts is sure to be accepted by the wider one.

    An input that the other level does not have tells nothing of the record, unless nothing is asked of it.
    """
    return all(_accepts(one, other.inputs.get(name)) for name, one in wider.inputs.items())


def _accepts(one: Input, other: Input | None) -> bool:
    if other is None or (one.required and not other.required):
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
