"""Gives a package a level that is the mean of its months, where it says nothing of quarters or years itself."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tenants.norms.language.checking import check
from tenants.norms.language.document import Scalar
from tenants.norms.language.model import Formula, Input, Label, Level, Package
from tenants.norms.language.naming import own_names
from tenants.norms.language.nodes import Aggregate, walk
from tenants.norms.language.parsing import parse
from tenants.norms.language.problems import Faults

MONTH: Final = "month"
TOTAL, RATING = "total", "rating"
_NOTHING: Final[MappingProxyType[str, Input]] = MappingProxyType({})


def with_mean_of_months(package: Package, name: str, key: str) -> Package:
    """The package with a level over its months, grouped by person and key: the mean of the totals, and its class.

    Months without a total leave the mean. The class is the one the month's own formula gives a total; there is none
    where that asks for more than the total.
    """
    month = package.levels[MONTH]
    formulas = {TOTAL: _formula(TOTAL, f"mean({TOTAL})", month)}
    rating = month.formulas.get(RATING)
    if rating is not None and _is_of_total(rating, package):
        formulas[RATING] = replace(rating, node=parse(rating.scalar.text))
    level = Level(name, MONTH, ("person", key), _NOTHING, MappingProxyType(formulas), (), Label(), month.place)
    faults = Faults()
    result = check(replace(package, levels=MappingProxyType({**package.levels, name: level})), faults)
    faults.finish()
    return result


def _formula(name: str, text: str, month: Level) -> Formula:
    return Formula(name, Scalar(text, month.place, text), parse(text), None, month.formulas[name].label)


def _is_of_total(rating: Formula, package: Package) -> bool:
    asked = {used.name for used in own_names(rating.node)} - package.settings.keys()
    return asked <= {TOTAL} and not any(isinstance(piece, Aggregate) for piece, _ in walk(rating.node))
