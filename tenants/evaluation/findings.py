"""What evaluation finds out for a person's month, by the names under which norm packages ask for it."""

from decimal import Decimal
from typing import Any

from tenants.evaluation.conditions import Basis
from tenants.norms.language import Package
from tenants.norms.language.kinds import Kind, NumberKind, TruthKind
from tenants.norms.language.numbers import printed


def found_of(package: Package, on: Basis, failing: bool) -> dict[str, Any]:
    """Facts for a person's month; None where there is nothing to say, so that the package's default counts.

    `failing`: whether somebody led was classified KHT in the month. Only what the package asks for, and as it asks.
    """
    facts: dict[str, Any] = {"disciplined": bool(on.disciplines) or None}
    if on.leads:
        facts |= {
            "any_kht": failing,
            "unit_rate": on.unit.rate if on.unit is not None else None,
            "force_majeure": bool(on.causes) or None,
        }
    inputs = package.levels["month"].inputs
    return {name: _fit(inputs[name].kind, value) for name, value in facts.items() if name in inputs}


def _fit(kind: Kind, value: bool | Decimal | None) -> object:
    """A fact as JSON keeps it, within what the input takes; nothing where it takes something else altogether."""
    if isinstance(value, bool):
        return value if isinstance(kind, TruthKind) else None
    if value is None or not isinstance(kind, NumberKind):
        return None
    return printed(min(max(value, kind.lo), kind.hi))
