"""What the log knows of an entry and of a month, by the names norm packages ask for it, and a province's own facts."""

from collections.abc import Iterator, Mapping
from typing import Final

from kernel.errors import Refusal
from tenants.norms import procedure
from tenants.norms.errors import (
    FactOfTheLog,
    MissingOutputFormula,
    UnfedLevel,
    UnknownDayCount,
    UnknownFact,
    WrongOrigin,
)
from tenants.norms.language import Input, InputProblem, Level, Package, Place, check_input, fact_value
from tenants.norms.language.words import ORIGINS

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

ITEM, POSITION, VERIFICATION, EVALUATION = ORIGINS
OWN: Final[Mapping[str, tuple[str, ...]]] = {"entry": (ITEM, POSITION, VERIFICATION), "month": (EVALUATION,)}
"""Who may supply a province's own facts (dữ liệu riêng), by level; of evaluation only the word is reserved."""

NEEDED: Final = (("entry", "points"), ("month", "results"), ("month", "total"), ("month", "rating"))


DAY_COUNTS: Final = ("working_days", "calendar_days")
"""How days late are counted: by the calendar of the tenant, or every day."""

DAY_COUNT_SETTING: Final = "days_late_in"


def day_count(package: Package) -> str:
    """In which days the log counts `days_late` (negative: early): its setting `days_late_in`, else working days."""
    setting = package.settings.get(DAY_COUNT_SETTING)
    return DAY_COUNTS[0] if setting is None else str(setting.value)


def own(package: Package, *origins: str) -> tuple[Input, ...]:
    """The facts of the province's own that a package asks of an entry, from these origins, as declared."""
    level = package.levels.get("entry")
    return tuple(one for one in level.inputs.values() if one.origin in origins) if level is not None else ()


def unfit(package: Package, origin: str, texts: Mapping[str, str]) -> Iterator[InputProblem]:
    """What is wrong with an entry's own facts from one origin, given as texts by name; other names are nobody's."""
    for one in own(package, origin):
        problem = check_input(package.levels["entry"], one, fact_value(one, texts.get(one.name)))
        if problem is not None:
            yield problem


def check(package: Package) -> None:
    """Refuse a package that asks for facts the log does not hold, or lacks the formulas that everybody reads."""
    for refusal, _ in refusals(package):
        raise refusal


def refusals(package: Package) -> Iterator[tuple[Refusal, Place | None]]:
    """Every such refusal, with the place of the input it is about."""
    if day_count(package) not in DAY_COUNTS:
        place = package.settings[DAY_COUNT_SETTING].place
        yield UnknownDayCount("document", name=DAY_COUNT_SETTING, known=", ".join(DAY_COUNTS)), place
    yield from procedure.refusals(package)
    for level, known in (("entry", ENTRY), ("month", MONTH)):
        if level in package.levels:
            yield from _inputs(package.levels[level], known)
    for below in _unfed(package):
        yield UnfedLevel("document", name=below.name), below.place
    for level, name in NEEDED:
        if level not in package.levels or name not in package.levels[level].formulas:
            yield MissingOutputFormula("document", name=name, level=level), None


def _inputs(level: Level, known: frozenset[str]) -> Iterator[tuple[Refusal, Place]]:
    for name, one in level.inputs.items():
        data = {"name": name, "level": level.name}
        if one.origin is not None and one.origin not in OWN[level.name]:
            yield WrongOrigin("document", origin=one.origin, known=", ".join(OWN[level.name]), **data), one.place
        elif one.origin is not None and name in known:
            yield FactOfTheLog("document", **data), one.place
        elif one.required and name not in known and one.origin in (None, EVALUATION):
            yield UnknownFact("document", **data), one.place


def _unfed(package: Package) -> Iterator[Level]:
    """Levels that a month stands over and for which the log has no records: below the entry, or asking for facts."""
    level, entry_passed = package.levels.get("month"), False
    while level is not None:
        if entry_passed or (level.inputs and level.name not in ("entry", "month")):
            yield level
        entry_passed = entry_passed or level.name == "entry"
        level = package.levels[level.over] if level.over is not None else None
