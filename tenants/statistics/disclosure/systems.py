"""What may move: unknowns with their true values, the price of hiding each, and the sums every move must respect.

A move is a difference between the truth and another nation that would print the same.
"""

from dataclasses import dataclass

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.sums import Sums


@dataclass(frozen=True, slots=True)
class System:
    """Unknowns; `given` ones are hidden already, for nothing.

    `up` and `down` are the moves each must allow, `farthest` the largest that a move needs to be; `sums` are over moves
    and come to zero.
    """

    values: Floats
    prices: Floats
    given: Flags
    up: Floats
    down: Floats
    farthest: Floats
    sums: Sums

    @property
    def size(self) -> int:
        """How many unknowns there are."""
        return len(self.values)

    def part(self, kept: Ints) -> "System":
        """The system where only some unknowns may move."""
        return System(
            self.values[kept], self.prices[kept], self.given[kept], self.up[kept], self.down[kept],
            self.farthest[kept], self.sums.over(kept),
        )  # fmt: skip
