"""Why a person moves to another class: the named values of the month that a draft changes, in words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from tenants.norms.language import Package, Value, from_canonical
from tenants.norms.language.numbers import rounded
from tenants.norms.wording import Phrase, changed, formula_label, value_words

MOST: Final = 3
_PLACES: Final = 2
_TOLD_ALREADY: Final = ("total", "rating")


def reasons(draft: Package, before: Mapping[str, str | None], after: Sequence[str | None]) -> tuple[Phrase, ...]:
    """The first values of a month that come out otherwise, in the draft's order of computing.

    `before` are the canonical texts of the stored score by name, `after` those of the draft in declared order.
    """
    level = draft.levels["month"]
    names = tuple(level.formulas)
    new = from_canonical(draft, "month", names, after)
    known = [name for name in names if name in before]
    old = from_canonical(draft, "month", known, [before[name] for name in known])
    told = []
    for name in level.order:
        if name in old and name not in _TOLD_ALREADY:
            about = formula_label(level.formulas[name], name)
            told += list(changed(name, about, _shown(old[name]), _shown(new[name])))
    return tuple(Phrase(one.vi, one.en) for one in told[:MOST])


def _shown(value: Value) -> Phrase:
    return value_words(rounded(value, _PLACES) if isinstance(value, Decimal) else value)
