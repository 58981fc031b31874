"""What a table look-up can give; a table that leaves a possible key without a row is refused."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, product

from tenants.norms.language.inference_conditions import Quotes
from tenants.norms.language.kinds import KeyKind, Kind, NumberKind
from tenants.norms.language.model import Table
from tenants.norms.language.nodes import Lookup
from tenants.norms.language.numbers import places_of

_SHOWN_GAPS = 5


def looked_up(node: Lookup, table: Table, kinds: Sequence[Kind], scope: Quotes) -> Kind:
    """The kind of a look-up."""
    if table.form == "rows":
        _refuse_gaps(node, table, kinds, scope)
    missing, fixed = any(kind.missing for kind in kinds), all(kind.fixed for kind in kinds)
    numbers = [value for value in table.values if isinstance(value, Decimal)]
    if not numbers:
        keys = tuple(dict.fromkeys(str(value) for value in table.values))
        return KeyKind(keys=keys, missing=missing, fixed=fixed)
    places = max(places_of(value) for value in numbers)
    lo, hi = min(numbers), max(numbers)
    return NumberKind(lo=lo, hi=hi, places=places, unit=table.unit, missing=missing, fixed=fixed)


def uncovered(table: Table, kinds: Sequence[Kind]) -> Iterator[tuple[str, ...]]:
    """The possible keys a table of rows has no row for."""
    possible = product(*(kind.keys for kind in kinds if isinstance(kind, KeyKind)))
    return (path for path in possible if path not in table.rows)


def _refuse_gaps(node: Lookup, table: Table, kinds: Sequence[Kind], scope: Quotes) -> None:
    if table.other is not None:
        return
    gaps = ["/".join(path) for path in islice(uncovered(table, kinds), _SHOWN_GAPS + 1)]
    if gaps:
        shown = ", ".join(gaps[:_SHOWN_GAPS]) + (", …" if len(gaps) > _SHOWN_GAPS else "")
        raise scope.fault("table.gap", node, table=table.name, keys=shown)
