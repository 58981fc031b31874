"""The attacker who remembers that people are whole: is there a nation of whole numbers at each end of an interval?"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.attacks.knowledge import Knowledge

NODES = 20_000


@dataclass(frozen=True, slots=True)
class Ends:
    """Which ends whole numbers reach (columns: low, high), and how many programmes it took."""

    reached: Flags
    programmes: int


def attack(knowledge: Knowledge, targets: Ints, low: Floats, high: Floats) -> Ends:
    """For each target, look for whole counts that agree with what is shown where it is at most, or at least, this."""
    unknown, sums, totals = knowledge.open()
    place = {int(cell): at for at, cell in enumerate(unknown)}
    reached = np.zeros((len(targets), 2), dtype=np.bool_)
    wanted = np.stack([low, high], axis=1)
    same = optimize.LinearConstraint(sums.matrix, totals, totals)
    programmes = 0
    for at, target in enumerate(targets.tolist()):
        for end in (0, 1):
            if reached[at, end] or target not in place:
                continue
            programmes += 1
            found = _nation(same, len(unknown), place[target], float(wanted[at, end]))
            if found is not None:
                every = np.array(knowledge.shown)
                every[unknown] = found
                reached[:, 0] |= every[targets] <= low
                reached[:, 1] |= every[targets] >= high
    return Ends(reached, programmes)


def _nation(same: optimize.LinearConstraint, width: int, column: int, value: float) -> Floats | None:
    """Whole counts with one of them given; None when there are none, or none was found in `NODES` steps."""
    lower, upper = np.zeros(width), np.full(width, np.inf)
    lower[column] = upper[column] = value
    found = optimize.milp(
        np.zeros(width), integrality=np.ones(width), bounds=optimize.Bounds(lower, upper), constraints=same,
        options={"node_limit": NODES, "presolve": True},
    )  # fmt: skip
    return None if found.x is None else np.rint(np.asarray(found.x, dtype=np.float64))
