"""What the log knows of an entry and of a month, by the names norm packages ask for it."""

from collections.abc import Iterator
from typing import Final

from kernel.errors import Refusal
from tenants.norms.errors import MissingOutputFormula, UnknownDayCount, UnknownFact
from tenants.norms.language import Package, Place

ENTRY: Final = frozenset(
    {
        "norm",
        "quantity",
        "minutes",
        "complexity",
        "quality",
        "days_late",
        "k",
        "assigned",
        "accepted",
        "failed",
        "delays",
        "failed_waived",
        "delays_waived",
    }
)
"""Entry facts: norm and minutes in minutes, quantities in products, `days_late` in the days of `day_count`."""

MONTH: Final = frozenset({"role", "general", "work_days"})
"""Month facts: the standing of the person's post, general criteria (0 to 30), days worked (calendar less leave)."""

NEEDED: Final = (("entry", "points"), ("month", "results"), ("month", "total"), ("month", "rating"))


DAY_COUNTS: Final = ("working_days", "calendar_days")
"""How days late are counted: by the calendar of the tenant, or every day."""

DAY_COUNT_SETTING: Final = "days_late_in"


def day_count(package: Package) -> str:
    """In which days the log counts `days_late` (negative: early): its setting `days_late_in`, else working days."""
    setting = package.settings.get(DAY_COUNT_SETTING)
    return DAY_COUNTS[0] if setting is None else str(setting.value)


def check(package: Package) -> None:
    """Refuse a package that asks for facts the log does not hold, or lacks the formulas that everybody reads."""
    for refusal, _ in refusals(package):
        raise refusal


def refusals(package: Package) -> Iterator[tuple[Refusal, Place | None]]:
    """Every such refusal, with the place of the input it is about."""
    if day_count(package) not in DAY_COUNTS:
        place = package.settings[DAY_COUNT_SETTING].place
        yield UnknownDayCount("document", setting=DAY_COUNT_SETTING, known=", ".join(DAY_COUNTS)), place
    for level, known in (("entry", ENTRY), ("month", MONTH)):
        for name, given in package.levels[level].inputs.items() if level in package.levels else ():
            if given.required and name not in known:
                yield UnknownFact("document", name=name, level=level), given.place
    for level, name in NEEDED:
        if level not in package.levels or name not in package.levels[level].formulas:
            yield MissingOutputFormula("document", name=name, level=level), None
