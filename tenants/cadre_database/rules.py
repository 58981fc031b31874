"""Pure rules: when a fact is due, when to ask again, and whether two records say the same."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

WORKING_DAYS: Final = 3
SHORTEST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=30)
# What of a record both sides must agree on; the rest is theirs or ours alone.
COMPARED: Final = (
    "personalNumber", "kind", "periodKind", "periodFirst", "periodLast", "class", "unitCode", "role", "from", "until",
    "documentNumber",
)  # fmt: skip


def pause_after(failures: int) -> timedelta:
    """How long the other side is left alone after so many failures in a row."""
    return min(SHORTEST_PAUSE * (1 << min(failures, 10)), LONGEST_PAUSE)


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The names of facts on which two records disagree; what they say nothing of at all counts, too."""
    return [name for name in COMPARED if name in ours and ours[name] != theirs.get(name)]


def due_without_calendar(day: date) -> date:
    """The third weekday after a day, for days beyond the tenant's working calendar."""
    left = WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
