"""How loaded a person is on a day, from what was logged and what is still open: pure.

A leader compares hours by the norms with a working day of 8 hours; nothing here scores anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

DAY: Final = 480
"""Norm minutes of a full post's working day."""
SPARE_BELOW: Final = Decimal(300) / DAY
"""Share of the own day below which somebody can take on more (còn sức)."""
OVER_FROM: Final = Decimal(600) / DAY
"""Share of the own day above which somebody is overloaded (quá tải)."""
LATE_TASKS: Final = 3
"""Late tasks from which on they, not the hours, are what to look at."""

State = Literal["overloaded", "late", "full", "silent", "fit", "spare"]
BY_WEIGHT: Final[tuple[State, ...]] = ("overloaded", "late", "full", "fit", "spare", "silent")
"""The states in the order in which a leader looks at them."""


@dataclass(frozen=True)
class OpenTask:
    """What is left of an assigned task: norm minutes, working days to its due date (negative when that has passed)."""

    minutes: Decimal
    days_left: int

    @property
    def late(self) -> bool:
        """Whether something is still to be done though the due date has passed."""
        return self.minutes > 0 and self.days_left < 0

    @property
    def today(self) -> Decimal:
        """The part that falls on today: spread evenly over the working days left, today and the due date included."""
        return self.minutes / (max(self.days_left, 0) + 1)


def assigned(logged: Decimal, tasks: Sequence[OpenTask]) -> Decimal:
    """Norm minutes that somebody carries on a day: what they have logged of it, and today's part of what is open."""
    return logged + sum((task.today for task in tasks), Decimal(0))


def state(carried: Decimal, logged: Decimal, late: int, day: Decimal) -> State:
    """The state of somebody whose own working day has `day` norm minutes; it names the most pressing matter."""
    if carried > OVER_FROM * day:
        return "overloaded"
    if late >= LATE_TASKS:
        return "late"
    if carried > day:
        return "full"
    if logged == 0:
        return "silent"
    return "spare" if carried < SPARE_BELOW * day else "fit"
